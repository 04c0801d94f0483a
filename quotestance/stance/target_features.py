"""The features of the tagger of targets, shared by training and the library: what a word, its neighbours and its place say of a token."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ..speakers.words import Word, name_like, word
from ..text import Document, name_key
from ..text.folding import HONORIFICS, HONORIFICS_AFTER
from ..text.tables import read_table
from .targets import noun_types
from .view import grammar
from .words import stem

__all__ = ["OFFSETS", "count_features", "document_features", "left_features", "right_features", "word_features"]

OFFSETS = (-2, -1, 0, 1, 2)
"""Neighbours whose words are looked at."""


@cache
def _named() -> frozenset[str]:
    """Return the stems of the words that stand alone in the table of aliases (भाजपा, रूस)."""
    rows = read_table("quotestance.stance", "aliases.tsv", 2)
    return frozenset(stem(w) for name, others in rows for form in (name, *others.split("|")) for w in [name_key(form)] if " " not in w)


def word_features(folded: str) -> Iterator[str]:
    """Yield what a word says about itself and its neighbours, without its place."""
    known = word(folded)
    yield "w" + folded
    key = stem(folded)
    yield "s" + key
    yield f"c{known.coarse}"
    yield f"f{known.fine}"
    if known.noun:
        yield "n" + known.noun
    kind = noun_types().get(key)
    if kind:
        yield "t" + kind
    if key in _named():
        yield "a"
    if name_like(known):
        yield "m"
    if folded in grammar():
        yield "g" + grammar()[folded]
    if folded in HONORIFICS or folded in HONORIFICS_AFTER:
        yield "h"
    if folded.isascii():
        yield "x"
    yield "e" + folded[-2:]
    yield "E" + folded[-3:]
    yield "S" + folded[:3]
    yield f"l{min(5, known.level // 3)}"


def count_features(folded: str, here: int) -> list[str]:
    """Return what it says of a word that its stem stands so often outside the quotations (3: three times or more)."""
    if len(folded) < 2 or not folded[0].isalpha():
        return []
    known = word(folded)
    kind = "m" if name_like(known) else "u" if known.level == 0 else "c"
    return [f"d{kind}{here}", f"D{here}"] if known.level < 8 else [f"d{kind}{here}"]


def left_features(left: Word, right: Word) -> tuple[str, str]:
    """Return what a word's right neighbour says of it, by class."""
    return f"p{left.coarse}:{right.coarse}", f"P{left.fine}:{right.coarse}"


def right_features(left: Word, right: Word) -> tuple[str, str]:
    """Return what a word's left neighbour says of it, by class."""
    return f"q{left.coarse}:{right.coarse}", f"Q{left.coarse}:{right.fine}"


def document_features(doc: Document, i: int, first: int, last: int, elsewhere: dict[str, int]) -> list[str]:
    """Return all features of the place of a token: counts, pairs with its neighbours, the ends of the quotation (tokens, half open)."""
    words = doc.words
    known = word(words[i])
    out = count_features(words[i], min(3, max(0, elsewhere.get(stem(words[i]), 0))))
    if i + 1 < len(words):
        out += left_features(known, word(words[i + 1]))
    if i:
        out += right_features(word(words[i - 1]), known)
    if i == first:
        out.append("first")
    if last - first < 4:
        out.append("short")
    return out
