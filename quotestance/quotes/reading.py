"""Reading the words of short stretches: each piece between spaces is taken apart once and then looked up.

What is asked of many words at once is packed into one whole number a piece, nine or twelve bits a count, so that counting is the sum of a
lookup for each piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain

from ..text import fold
from ..text.cache import Cache
from .words import CLASSES, class_of, is_finite

__all__ = ["BREAK", "FINITE", "STOPS", "STRIP", "Counts", "count", "leading", "look", "pieces", "read_words", "reports", "words_of"]

STOPS = frozenset("।॥|?!.…")
"""Signs that end a sentence."""
STRIP = "\"“”'‘’`.,:;।|?!()-–—"
"""What is taken off both ends of a word that was cut at spaces."""
BREAK = "\ue00a"
"""Stands for a line break among the pieces of a stretch: a code point for private use, which no text needs."""
FINITE = Cache(is_finite)
"""Whether a word looks like a finite verb."""
_WORD = re.compile(r"[^\W_](?:[\w\u0900-\u0963\u0966-\u097f\u200c\u200d]|[-.'’](?=[^\W_]))*|[^\w\s]|\n")
_FAR = 12
_SAY, _SPEECH, _ACCORDING = (CLASSES.index(c) for c in ("say", "speech", "according"))
_PERSON, _FINITE = CLASSES.index("person"), CLASSES.index("finite")
_FAR_OFF = (_FAR,) * len(CLASSES)

Counts = tuple[int, int, int, int, int, int, int]
"""Of a stretch: words and signs, ends of sentences, finite verbs, persons, verbs of saying, Latin words, numbers in Latin digits."""


def _cut(piece: str) -> tuple[str, ...]:
    """Return the folded words and signs of a piece without white space."""
    return ("\n",) if piece == BREAK else tuple(f for w in _WORD.findall(piece) if (f := fold(w)))


_WORDS = Cache(_cut)


def _counts(piece: str) -> int:
    """Return the `Counts` of a piece in one number, nine bits each from the lowest: what a machine word holds is summed fastest."""
    out = 0
    known = class_of()
    for word in _WORDS[piece]:
        classes = known.get(word, ())
        first = word[0]
        ascii_only = first < "\u0080" and not classes
        out += 1 + ((word in STOPS and not classes) << 9)
        out += ((_FINITE in classes) << 18) + ((_PERSON in classes) << 27) + ((_SAY in classes) << 36)
        out += ((ascii_only and first.isalpha()) << 45) + ((ascii_only and first.isdigit()) << 54)
    return out


_COUNTS = Cache(_counts)


def pieces(stretch: str) -> list[str]:
    """Return a stretch cut at white space, with `BREAK` for each line break."""
    return (stretch.replace("\n", f" {BREAK} ") if "\n" in stretch else stretch).split()


def words_of(cut: Iterable[str]) -> list[str]:
    """Return the folded words and signs of pieces."""
    return [*chain.from_iterable(map(_WORDS.__getitem__, cut))]


def leading(cut: Iterable[str], number: int) -> list[str]:
    """Return the first words and signs of pieces, at least ``number`` where there are so many."""
    out: list[str] = []
    for piece in cut:
        out += _WORDS[piece]
        if len(out) >= number:
            break
    return out


def count(cut: Iterable[str]) -> Counts:
    """Return the `Counts` of pieces, exact up to 511 words and signs."""
    n = sum(map(_COUNTS.__getitem__, cut))
    return n & 511, n >> 9 & 511, n >> 18 & 511, n >> 27 & 511, n >> 36 & 511, n >> 45 & 511, n >> 54


def read_words(text: str, start: int, end: int) -> list[str]:
    """Return the folded words and signs of a stretch, without signs that fold to nothing (joiners).

    >>> read_words("राम ने कहा, चलो।", 4, 16)
    ['ने', 'कहा', ',', 'चलो', '।']
    """
    return words_of(pieces(text[start:end]))


def _tells(piece: str) -> int:
    """Return what a piece tells of reporting, twelve bits each from the lowest: person, ने, postposition, noun, verb."""
    word = piece.strip(STRIP)
    known = class_of().get(word, ())
    return (_PERSON in known) + ((word == "ने") << 12) + ((_ACCORDING in known) << 24) + ((_SPEECH in known) << 36) + ((_SAY in known) << 48)


_TELLS = Cache(_tells)


def reports(stretch: str) -> tuple[bool, bool, bool, bool, int]:
    """Tell of a stretch whether it holds a verb of saying, a noun of saying, a postposition of a source, ने, and how many first persons.

    Exact for stretches of up to 4,095 words.
    """
    n = sum(map(_TELLS.__getitem__, stretch.split()))
    if n < 1 << 12:
        return False, False, False, False, n
    return n >> 48 > 0, n >> 36 & 4095 > 0, n >> 24 & 4095 > 0, n >> 12 & 4095 > 0, n & 4095


def _sort(word: str) -> tuple[tuple[int, ...], int]:
    """Return the classes of a word and its sort: 0 a sign, 1 a word or number, 2 a line break, 3 an end of a sentence."""
    classes = class_of().get(word, ())
    return classes, 1 if word[0].isalnum() else 2 if word == "\n" else 3 if word in STOPS and not classes else 0


_SORTS = Cache(_sort)


def look(words: Sequence[str]) -> tuple[Sequence[int], list[str]]:
    """Look from a place at its words, the nearest first, up to the end of the sentence.

    Returns
    -------
    distances : sequence of int
        How many words away the nearest word of each class stands (12: nowhere).
    near : list of str
        The words without the signs, up to the end of the line, too.

    >>> look(["कहा", ",", "ने", "।", "राम"])[1]
    ['कहा', 'ने']
    """
    out: list[int] | None = None
    near: list[str] = []
    n = 0
    same_line = True
    for word, (classes, sort) in zip(words, map(_SORTS.__getitem__, words)):  # noqa: B905
        if classes:
            if out is None:
                out = [_FAR] * len(CLASSES)
            for c in classes:
                if out[c] == _FAR:
                    out[c] = n
        if sort == 1:
            n += 1
            if same_line:
                near.append(word)
        elif sort == 2:
            same_line = False
        elif sort == 3 and n:
            break
    return out or _FAR_OFF, near
