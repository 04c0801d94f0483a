"""What makes the shipped models: the training data, checks and reports on it, one trainer a model.

It imports the library and is never imported by it.
"""

from .data import PARTS, MissingTexts
from .data import load_records as load

__all__ = ["PARTS", "MissingTexts", "load"]
