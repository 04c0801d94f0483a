"""From a document to its quotations."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..records import Quote
from ..text import Document

__all__ = ["find", "from_spans"]

_PAIR = re.compile(r"""(?:''|‘‘|``|["“])\s*([^"“”]*?)\s*(?:''|’’|["”])""")


def find(doc: Document, threshold: float | None = None) -> list[Quote]:
    """Return the quotations of a document, in the order of the text, not overlapping, without speakers."""
    return [Quote(*m.span(1), m[1], "full", 0.8) for m in _PAIR.finditer(doc.text) if m[1]]


def from_spans(doc: Document, spans: Iterable[tuple[int, int]]) -> list[Quote]:
    """Return quotations for given spans, in the given order: the kind is told, the score is ``None``."""
    return [Quote(s, e, doc.text[s:e]) for s, e in spans]
