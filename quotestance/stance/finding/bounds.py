"""Where the name of a target begins and ends: without determiners, titles and postpositions, with the rest of a name that was cut."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from ...speakers.words.classes import name_like, noun_class, word
from ...speakers.words.positions import positions
from ...text import Document, fold
from ...text.folding import HONORIFICS, HONORIFICS_AFTER
from ...text.tables import read_table
from ..forms import alias_groups, noun_types
from ..words import grammar, stem

__all__ = ["edge", "exact_forms", "indefinite", "joint", "long_forms", "may_be_name", "place_of", "trimmed", "whole"]

_NO_PART = frozenset({"pronoun", "we", "you", "clause", "contrast", "condition", "negation", "question"})


@cache
def place_of() -> dict[str, str]:
    """Return the place of each word of ``bounds.tsv``."""
    return {fold(w): place for w, place in read_table("quotestance.stance.finding", "bounds.tsv", 2)}


def trimmed(words: Sequence[str], low: int, high: int) -> tuple[int, int]:
    """Return the tokens of a target without determiners and honorifics before it and postpositions after it.

    Parameters
    ----------
    words
        Folded words.
    low, high
        Tokens (half open).

    Examples
    --------
    >>> trimmed("इस नई योजना के".split(), 0, 4)
    (1, 3)
    """
    kinds = _edges()
    while high > low and kinds[words[high - 1]] & 2:
        high -= 1
    while low < high and kinds[words[low]] & 1:
        low += 1
    if high - low > 1 and not _BRACKETS.isdisjoint(words[low:high]):
        return _closed(words, low, high)
    # what somebody is or becomes: यदि रमेश पाल मंत्री होते
    if high - low > 1 and noun_class(words[high - 1]) == "office" and may_be_name(words[high - 2]) and _is_said(words, high):
        high -= 1
    return low, high


_BRACKETS = frozenset("()")


def _closed(words: Sequence[str], low: int, high: int) -> tuple[int, int]:
    """Return the tokens without a bracket that is not opened or not closed among them: तमांग of तमांग), ब्रिक्स of ब्रिक्स (रूस."""
    opened = -1
    for i in range(low, high):
        if words[i] == "(":
            opened = i
        elif words[i] == ")":
            if opened < 0:
                return trimmed(words, low, i) if i == high - 1 else trimmed(words, i + 1, high)
            opened = -1
    return (low, high) if opened < 0 else trimmed(words, low, opened) if opened > low else trimmed(words, opened + 1, high)


def _is_said(words: Sequence[str], high: int) -> bool:
    """Tell whether neither a name nor a postposition nor a mark follows."""
    after = words[high] if high < len(words) else ""
    return bool(after) and after[0].isalpha() and place_of().get(after) != "case" and not may_be_name(after)


def indefinite(words: Sequence[str], low: int, high: int) -> bool:
    """Tell whether the words before a common noun say that it is any one of its kind: कुछ देश, किसी दल, एक बड़ी कंपनी.

    Of these, one in three was a target in training; of एक with one word, more than half.

    >>> indefinite("कुछ देश".split(), 1, 2), indefinite("इस देश".split(), 1, 2), indefinite("कुछ पाकिस्तान".split(), 1, 2)
    (True, False, False)
    """
    before = words[low - 1] if low else ""
    if before not in _ANY or (before == "एक" and high - low == 1):
        return False
    last = words[high - 1]
    return stem(last) in noun_types() or (last not in exact_forms() and not may_be_name(last))


_ANY = frozenset({"कुछ", "कई", "किसी", "कोई", "अनेक", "एक"})


def edge(folded: str) -> bool:
    """Tell whether a word is never the last one of a target.

    >>> edge("के"), edge("राम")
    (True, False)
    """
    return bool(_edges()[folded] & 2)


class _Edges(dict[str, int]):
    """Where words cannot stand in a name, worked out as they are met: 1 first, 2 last, 3 neither."""

    def __missing__(self, w: str) -> int:
        place = place_of().get(w)
        first = place is not None or grammar().get(w) in _NO_PART or w in HONORIFICS or not w[0].isalnum()
        # a bracket or a point may close a name: डब्ल्यू. एच. ओ., मंडल (उत्तर)
        last = place in ("edge", "case") or grammar().get(w) in _NO_PART or w in HONORIFICS_AFTER or not (w[0].isalnum() or w in ")]")
        if len(self) > _MOST_KNOWN:
            self.clear()
        found = self[w] = first + 2 * last
        return found


@cache
def _edges() -> _Edges:
    return _Edges()


_MOST_KNOWN = 1 << 17


@cache
def long_forms() -> dict[str, list[list[str]]]:
    """Return the forms of several words in the table of aliases by their first word, the longest first."""
    out: dict[str, list[list[str]]] = {}
    for form in sorted({fold(form) for forms in alias_groups() for form in forms if " " in form}, key=lambda form: (-len(form), form)):
        parts = form.split()
        out.setdefault(parts[0], []).append(parts)
    return out


def whole(doc: Document, low: int, high: int) -> tuple[int, int]:
    """Return the tokens of a target with the rest of its name, where they stand in the midst of one.

    That is a name of several words in the table of aliases (संयुक्त राष्ट्र), or one that the document never cuts: a word that always has the
    same neighbour.

    Examples
    --------
    >>> whole(Document("यह संयुक्त राष्ट्र की बैठक है"), 1, 2)
    (1, 3)
    >>> whole(Document("लोरान मेकडो आया। लोरान मेकडो गया।"), 0, 1), whole(Document("लोरान मेकडो आया। लोरान गया।"), 0, 1)
    ((0, 2), (0, 1))
    """
    words, known = doc.words, long_forms()
    for at in range(max(0, low - 3), high):
        for parts in known.get(words[at], ()):
            end = at + len(parts)
            if end > low and words[at:end] == parts:
                low, high = min(low, at), max(high, end)
                break
    count = len(words)
    # डॉ . राव
    while (
        high + 1 < count and words[high] == "." and noun_class(words[high - 1]) in ("honorific", "initial") and words[high + 1][0].isalpha()
    ):
        high += 2
    # सी . पी . एम
    while (
        low > 1
        and words[low - 1] == "."
        and len(words[low - 2]) < 3
        and doc.starts[low] == doc.ends[low - 2] + 1
        and words[low - 2][0].isalpha()
    ):
        low -= 2
    if high < count and _inseparable(doc, high - 1, high):
        high += 1
    if low and _inseparable(doc, low - 1, low):
        low -= 1
    return low, high


def joint(words: Sequence[str], low: int, high: int) -> tuple[int, int]:
    """Return the tokens of what is between two with the first of both: भारत और चीन के बीच तनाव, where चीन के बीच तनाव was found.

    >>> joint("अब भारत और चीन के बीच तनाव".split(), 3, 7)
    (1, 7)
    """
    if low > 1 and words[low - 1] in _AND and "बीच" in words[low + 1 : high] and not _edges()[words[low - 2]]:
        return low - 2, high
    return low, high


_AND = frozenset({"और", "एवं", "तथा", "व"})
_MOST_ALIKE = 64
"""Places of a word that are looked at in one document: a word that stands more often is looked at by itself."""


def _inseparable(doc: Document, left: int, right: int) -> bool:
    """Tell whether two neighbouring words, part of names by their class, stand twice or more in the document, and never apart."""
    words, found = doc.words, positions(doc)
    a, b = words[left], words[right]
    many = found.counts[a]
    if not 1 < many <= _MOST_ALIKE or many != found.counts[b] or doc.starts[right] - doc.ends[left] != 1:
        return False
    if not (a[0].isalpha() and b[0].isalpha() and may_be_name(a) and may_be_name(b)):
        return False
    return all(words[p + 1 : p + 2] == [b] for p in found[a])


@cache
def exact_forms() -> dict[str, tuple[str, ...]]:
    """Return the groups of the table of aliases by each of their forms."""
    return {fold(form): forms for forms in alias_groups() for form in forms}


class _Names(dict[str, bool]):
    """Whether words may be part of names, by their class, worked out as they are met."""

    def __missing__(self, w: str) -> bool:
        known = word(w)
        if len(self) > _MOST_KNOWN:
            self.clear()
        found = self[w] = name_like(known) or (not known.level and not known.noun and w[0].isalpha())
        return found


may_be_name = _Names().__getitem__
