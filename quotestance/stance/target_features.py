"""The features of the tagger of targets, shared by training and the library: what a word says of itself and its neighbours, and its place.

A feature belongs to a word (and the place from which it looks: the token itself, the one before, the one after), to the standing of a word
in the document, or to the quotation. Stems, the words two tokens away and pairs of neighbouring classes were tried as well: four times as
many weights, and the same answers on validation. What tells most beside the words is the document: without it F1 on news falls by three
points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from ..speakers.words import name_like, word
from ..text import name_key
from ..text.folding import HONORIFICS, HONORIFICS_AFTER
from ..text.tables import read_table
from .targets import noun_types
from .view import grammar
from .words import stem, stems

__all__ = [
    "OFFSETS",
    "Standing",
    "count_features",
    "headline",
    "lead",
    "near_features",
    "quote_features",
    "standing",
    "word_features",
]

OFFSETS = (-1, 0, 1)
"""Where the word stands that is looked at: before the token, the token itself, after it."""
_HEADLINE = 25
"""Tokens at the beginning of a text that tell what it is about."""
_LEAD = 12
"""Tokens before a quotation that tell what it is about."""

Standing = tuple[str, str]
"""What decides how a word's counts are read: whether it looks like a name, and its class in the table of nouns."""


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


def standing(folded: str) -> Standing | None:
    """Return how the counts of a word are read; ``None`` for marks, numbers and single letters, which have none."""
    if len(folded) < 2 or not folded[0].isalpha():
        return None
    known = word(folded)
    return ("m" if name_like(known) else "u" if not known.level else "c" if known.level < 8 else "C"), known.noun


def headline(words: Sequence[str]) -> frozenset[str]:
    """Return the stems of the first words of a text."""
    return frozenset(stems(words[:_HEADLINE]))


def lead(words: Sequence[str], first: int) -> frozenset[str]:
    """Return the stems of the words before a quotation that begins at token ``first``."""
    return frozenset(stems(words[max(0, first - _LEAD) : first]))


def count_features(kind: Standing, outside: int, everywhere: int, first: bool) -> tuple[str, ...]:
    """Return what it says of a word how often it stands in the document.

    Parameters
    ----------
    kind
        The word's `standing`.
    outside, everywhere
        How often the word stands outside the quotations (three at the most), and in the document (five at the most).
    first
        Whether the stem is one of the `headline`.
    """
    k, noun = kind
    return (
        *(f"d{k}{outside}", f"D{outside}", f"h{first}{outside}", f"n{k}{everywhere}", f"h{k}{first}", f"N{first}{everywhere}"),
        f"k{noun}{first}",
    )


def near_features(kind: Standing, near: bool, said: int) -> tuple[str, str]:
    """Return what it says of a word that its stem is one of the `lead`, and stands so often in the quotation (three at the most)."""
    return f"z{kind[0]}{near}", f"s{kind[0]}{said}"


def quote_features(kind: str, length: int, quote: str, place: int) -> tuple[str, ...]:
    """Return what the length of a quotation (tokens), its kind and a place in it (sixths tokens) say of the words of a kind."""
    return f"L{min(6, length // 8)}{kind}", f"K{quote}{kind}", f"o{place}{kind}"
