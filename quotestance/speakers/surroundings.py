r"""The words around a quotation: stretches outside all quotations, by sentence, nearest first.

A sentence ends with danda, ``|``, ``?``, ``!``, a full stop that belongs to no initial or abbreviation, or a line break; never inside
quotation marks. Words of quotations are no part of any stretch: whoever speaks inside one is no candidate.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from ..records import Quote
from ..text import Document
from .small_words import words_for

__all__ = ["MARKS", "Ground", "Stretch", "Surroundings"]

MARKS = frozenset(('"', "“", "”", "„", "‟", "'", "‘", "’", "‚", "«", "»", "`", "``", "''", "‘‘", "’’", "″", "′"))
"""Tokens that are quotation marks."""
_ENDS = frozenset("।|॥?!")
_ABBREVIATIONS = words_for("abbreviation")
_FULL_STOP_ANYWAY = frozenset(("के", "जी", "कि", "ए", "ई"))
"""Short words that end sentences more often than they are initials, unless the next word follows without a space."""
LEFT, RIGHT = 110, 60
"""Most tokens looked at before and after a quotation."""
SENTENCES = 2
"""Sentences looked at before a quotation's own; after it, one."""


class Stretch(NamedTuple):
    """A run of tokens outside quotations.

    ``first`` and ``last`` are token indices, half open; ``sentence`` counts from the quotation's own (0; -1 the one before, 1 the one
    after); ``base`` turns a token index into a place (``index - base``): 0 is the quotation, each other quotation counts as one word;
    ``crossed`` is the number of other quotations between the stretch and the quotation.
    """

    first: int
    last: int
    sentence: int
    base: int
    crossed: int


class Surroundings(NamedTuple):
    """What stands around one quotation: its tokens without the marks (``first``, ``last``), with them (``outer_first``, ``outer_last``).

    ``left`` and ``right`` hold the stretches, nearest first; ``ended_inside``: the quotation ends with a sentence end inside its marks.
    """

    first: int
    last: int
    outer_first: int
    outer_last: int
    left: list[Stretch]
    right: list[Stretch]
    ended_inside: bool


class Ground:
    """A document with its quotations masked: made once, asked for the surroundings of each quotation.

    Parameters
    ----------
    doc
        The document.
    quotes
        Its quotations, in any order; they may overlap.
    """

    def __init__(self, doc: Document, quotes: Sequence[Quote]) -> None:
        self.doc = doc
        words = doc.words
        spans: list[tuple[int, int]] = []
        free = 0  # tokens before this one belong to the quotation before
        for q in sorted({(q.start, q.end) for q in quotes}):
            first = doc.first_token(q[0])
            last = max(first, doc.last_token(q[1]) + 1)
            while first > free and words[first - 1] in MARKS:
                first -= 1
            while last < len(words) and words[last] in MARKS and not self._opens(last, q[1]):
                last += 1
            spans.append((first, last))
            free = max(free, last)
        self.block_starts: list[int] = []
        self.block_ends: list[int] = []
        for first, last in spans:
            if self.block_ends and first < self.block_ends[-1]:
                self.block_ends[-1] = max(self.block_ends[-1], last)
            else:
                self.block_starts.append(first)
                self.block_ends.append(last)
        self.line_starts = {doc.first_token(n) for n in doc.newlines}

    def _opens(self, index: int, end: int) -> bool:
        """Tell whether a mark after a quotation opens the next one: a space stands before it and none after it."""
        doc = self.doc
        start, text = doc.starts[index], doc.text
        spaced = start > end and text[start - 1].isspace()
        after = doc.ends[index]
        return spaced and after < len(text) and not text[after].isspace()

    def ends_sentence(self, index: int) -> bool:
        """Tell whether a token ends a sentence."""
        doc = self.doc
        word = doc.words[index]
        if word in _ENDS:
            return True
        if word != "." or index == 0:
            return False
        before = doc.words[index - 1]
        if doc.starts[index] != doc.ends[index - 1] or before in MARKS:
            return True
        if before in _ABBREVIATIONS or (len(before) == 1 and before.isascii() and before.isalpha()):
            glued = index + 1 < len(doc.words) and doc.starts[index + 1] == doc.ends[index]
            return before in _FULL_STOP_ANYWAY and not glued
        return True

    def around(self, quote: Quote) -> Surroundings:
        """Return the surroundings of a quotation."""
        doc = self.doc
        words, line_starts = doc.words, self.line_starts
        n = len(words)
        first = doc.first_token(quote.start)
        last = max(first, doc.last_token(quote.end) + 1)
        ended_inside = last > first and (words[last - 1] in _ENDS or words[last - 1] == ".")
        starts, ends = self.block_starts, self.block_ends
        b = bisect_right(starts, first) - 1
        outer_first, outer_last = first, last
        if b >= 0 and ends[b] > first:
            outer_first, outer_last = starts[b], max(ends[b], last)

        left: list[Stretch] = []
        sentence, crossed, place, seen = 0, 0, 0, False
        i = outer_first - 1
        stop = outer_first
        budget = LEFT
        broken = outer_first in line_starts
        b = bisect_left(starts, outer_first) - 1
        if broken:
            sentence = -1
        while i >= 0 and budget:
            if b >= 0 and i < ends[b]:
                if stop > i + 1:
                    left.append(Stretch(i + 1, stop, sentence, i + 1 - (place - (stop - i - 1)), crossed))
                    place -= stop - i - 1
                place -= 1
                crossed += 1
                i = starts[b] - 1
                stop = i + 1
                if i + 1 in line_starts:
                    sentence -= 1
                    seen = False
                b -= 1
                if sentence < -SENTENCES or crossed > 2:
                    break
                seen = True
                continue
            if self.ends_sentence(i) and (seen or not broken):
                if stop > i + 1:
                    left.append(Stretch(i + 1, stop, sentence, i + 1 - (place - (stop - i - 1)), crossed))
                    place -= stop - i - 1
                stop = i + 1
                sentence -= 1
                seen = False
                broken = True
                if sentence < -SENTENCES:
                    break
            elif words[i] not in MARKS:
                seen = True
                broken = False
            if i in line_starts and seen:
                if stop > i:
                    left.append(Stretch(i, stop, sentence, i - (place - (stop - i)), crossed))
                    place -= stop - i
                stop = i
                sentence -= 1
                seen = False
                broken = True
                if sentence < -SENTENCES:
                    break
            i -= 1
            budget -= 1
        if stop > i + 1 and sentence >= -SENTENCES:
            left.append(Stretch(i + 1, stop, sentence, i + 1 - (place - (stop - i - 1)), crossed))

        right: list[Stretch] = []
        sentence, crossed, place, seen = 0, 0, 1, False
        i = start = outer_last
        budget = RIGHT
        b = bisect_left(starts, outer_last)
        while i < n and budget:
            if i in line_starts and (i == outer_last or seen):
                if i > start:
                    right.append(Stretch(start, i, sentence, start - place, crossed))
                    place += i - start
                start = i
                sentence += 1
                seen = False
                if sentence > 1:
                    break
            if b < len(starts) and i >= starts[b]:
                if i > start:
                    right.append(Stretch(start, i, sentence, start - place, crossed))
                    place += i - start
                place += 1
                crossed += 1
                i = start = max(i + 1, ends[b])
                b += 1
                seen = True
                if crossed > 1:
                    break
                continue
            if words[i] not in MARKS:
                if self.ends_sentence(i):
                    if i + 1 > start:
                        right.append(Stretch(start, i + 1, sentence, start - place, crossed))
                        place += i + 1 - start
                    start = i + 1
                    sentence += 1
                    seen = False
                    if sentence > 1:
                        break
                    i += 1
                    budget -= 1
                    continue
                seen = True
            i += 1
            budget -= 1
        if i > start and sentence <= 1:
            right.append(Stretch(start, min(i, n), sentence, start - place, crossed))
        return Surroundings(first, last, outer_first, outer_last, left, right, ended_inside)
