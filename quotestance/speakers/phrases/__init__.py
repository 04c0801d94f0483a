"""Noun phrases that can name or describe somebody: where they begin, where they end, and whether they are names.

Whom they mean, and whether somebody speaks, is no matter here.
"""
