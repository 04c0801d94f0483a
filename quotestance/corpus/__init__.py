"""Whole corpora: readers, writers, labelling that can be interrupted, and distributed."""

from .frames import label_batch, label_frame, label_pandas, label_polars
from .options import Options, parse_targets, read_targets
from .problems import CorpusError, Problem
from .run import Progress, StrictError, Summary, label_corpus
from .work import Counts

__all__ = [
    "CorpusError",
    "Counts",
    "Options",
    "Problem",
    "Progress",
    "StrictError",
    "Summary",
    "label_batch",
    "label_corpus",
    "label_frame",
    "label_pandas",
    "label_polars",
    "parse_targets",
    "read_targets",
]
