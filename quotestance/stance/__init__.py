"""Stance toward named targets: targets, passages, features, classifier, evidence."""

from .label import Passage, Scorer, label

__all__ = ["Passage", "Scorer", "label"]
