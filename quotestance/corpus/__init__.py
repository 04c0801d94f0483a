"""Whole corpora: readers, writers, labelling that can be interrupted, and distributed."""
