"""Judging: from a quotation and one target to probabilities of favor, against and neutral, by a small linear model.

The words around the target (`view`) with what the tables say of them (`lexicon`) become numbered features (`columns`, `features`); `model`
scores them, `classifier` trains it. Nothing here knows how targets are found.
"""
