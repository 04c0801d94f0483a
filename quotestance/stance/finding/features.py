"""The features of the tagger of targets, shared by training and the library: what a word says of itself and its neighbours, and its place.

A feature belongs to a word (and the place from which it looks: the token itself, the one before, the one after), to the standing of a word
in the document, to the quotation, or to two neighbours in a run of words that can be part of targets. Stems and the words two tokens away
were tried as well: four times as many weights, and the same answers on validation. What tells most beside the words is the document:
without it F1 on news falls by three points. Neighbours find hardly more targets, but tell where one ends and the next begins without a
comma (यह विधेयक किसानों के खिलाफ है).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from ...speakers.words.classes import name_like, word
from ...text import name_key
from ...text.folding import HONORIFICS, HONORIFICS_AFTER
from ..forms import alias_groups, noun_types
from ..words import grammar, stem, stems

__all__ = [
    "AFTER",
    "OFFSETS",
    "Standing",
    "after_features",
    "count_features",
    "headline",
    "lead",
    "near_features",
    "pair_features",
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
    return frozenset(stem(w) for forms in alias_groups() for w in map(name_key, forms) if " " not in w)


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


def pair_features(left: str, right: str) -> Iterator[str]:
    """Yield what two neighbouring words, folded, say of whether the second goes on what the first began."""
    a, b = word(left), word(right)
    of_left, of_right = _sort(left), _sort(right)
    yield f"pc{a.coarse}.{b.coarse}"
    yield f"ps{of_left}.{of_right}"
    yield f"pf{a.fine}.{of_right}"
    yield f"pF{of_left}.{b.fine}"
    yield f"pe{left[-1]}.{b.coarse}"


def after_features(before: str, left: str, right: str) -> Iterator[str]:
    """Yield what two neighbouring words say of the same after one of `AFTER`: after a genitive, the first noun is most often the last."""
    of_right = _sort(right)
    yield f"pb{before}.{_sort(left)}.{of_right}"
    yield f"pB{before}.{left[-1]}.{of_right}"
    yield f"pC{before}.{word(left).coarse}"


AFTER = frozenset(
    {
        *("का", "की", "के", "में", "पर", "से", "को", "ने", "यह", "वह", "ये", "वे", "इस", "उस"),
        *("मेरा", "मेरे", "मेरी", "हमारा", "हमारे", "हमारी", "अपना", "अपने", "अपनी"),
    }
)
"""Words before which a phrase ends, or with which one begins: they tell where in a phrase the two words after them stand."""


@lru_cache(maxsize=1 << 16)
def _sort(folded: str) -> str:
    """Return the sort of a word: the type of its noun, else whether it looks like a name, else how common it is."""
    known = word(folded)
    return (
        noun_types().get(stem(folded))
        or known.noun
        or ("a" if stem(folded) in _named() else "m" if name_like(known) else f"l{min(5, known.level // 3)}")
    )


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
