"""Who said what, word for word, and for or against whom: quotations, speakers and stance in Hindi news.

The stages, in the only direction in which they may import each other (enforced by ``tests/test_imports.py``)::

    records → text → models → quotes → speakers → stance → pipeline → evaluation → sampling → estimation → corpus / views → cli
"""

import logging

from .estimation import estimate
from .pipeline import analyze, analyze_many, attribute, classify, find_quotes
from .records import Article, Evidence, Quote, RecordError, Span, Speaker, Stance
from .sampling import draw_sample

__all__ = [
    "Article",
    "Evidence",
    "Quote",
    "RecordError",
    "Span",
    "Speaker",
    "Stance",
    "analyze",
    "analyze_many",
    "attribute",
    "classify",
    "draw_sample",
    "estimate",
    "find_quotes",
]
__version__ = "0.1.0"

logging.getLogger(__name__).addHandler(logging.NullHandler())
