"""Find direct quotations: marks, candidates, is it a quotation and of which kind."""

from .find import find, from_spans

__all__ = ["find", "from_spans"]
