r"""Quotation marks of a text: where they stand, of which family they are, and which role each could play.

Hindi news sets speech in "…", “…”, '…', ‘…’, two single marks of either form, «…» and „…“, mixes them, types them twice and glues them to
the words. A *mark* here is a run of mark characters without a space between; apostrophes and measures (``5'10"``) are
none. How sure a mark opens or closes is told from its direction and its neighbours alone; which marks belong together is decided later.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..text.cache import Cache

__all__ = ["CHARACTERS", "CURLY", "DOUBLE", "GUILLEMET", "SINGLE", "Mark", "find_marks", "pair"]

CHARACTERS = "\"“”'‘’«»„‟‚‛‹›`´′″＂"
"""Every character that can be a quotation mark or part of one."""

DOUBLE, SINGLE, CURLY, GUILLEMET = 0, 1, 2, 3
"""Families. ``CURLY`` is single marks typed in pairs (``‘‘ ''``): the way of the agencies, kept apart since it nests like a double mark."""

_OPENS = frozenset("“‘«„‚‟‛‹`")
_CLOSES = frozenset("”’»›´")
_SINGLES = frozenset("'‘’‚‛`´′")
_GUILLEMETS = frozenset("«»‹›")
_APOSTROPHES = frozenset("'’‘`´′‛")
_STOPS = frozenset("।॥|.!?…")
_POINTS = frozenset("।॥|.!?…,;:)]}ः")
_BEFORE = frozenset("([{—–-:,/=>")
_AFTER_SPEECH = frozenset(",।?!.|")
# Short words before an apostrophe inside a foreign name written in Devanagari: ओ'ब्रायन, डी'सूज़ा, ल'ओरियल.
_NAME_STARTS = frozenset({"ओ", "डी", "ड", "द", "दे", "ल", "ला", "दा", "डे", "मै", "ता"})
_MEASURE = re.compile(r"""(?<![^\W_])\d{1,2}\s?['’′]\s?(?:\d{1,2}\s?(?:["”″]|''|’’)?)?(?=[\s,.)।]|$)""")
_NAME_START = re.compile(r"(?<![\w\u0900-\u0963\u0970-\u097f])[\w\u0900-\u0963]{1,3}$")


class Mark(NamedTuple):
    """A run of mark characters.

    ``start`` and ``end`` are code points, half open; ``family`` is one of the constants above; ``opens`` and ``closes`` say how well the
    place fits an opening and a closing mark: 0 not, 1 hardly, 2 well, 3 surely.
    """

    start: int
    end: int
    family: int
    opens: int
    closes: int


def find_marks(text: str) -> list[Mark]:
    r"""Return the marks of a text in order. Linear in the length of the text.

    >>> [(m.start, m.opens, m.closes) for m in find_marks('"चलो," 5\'10" don\'t')]
    [(0, 3, 0), (5, 1, 3)]
    """
    places: list[int] = []
    for char in CHARACTERS:
        at = text.find(char)
        while at >= 0:
            places.append(at)
            at = text.find(char, at + 1)
    if not places:
        return []
    places.sort()
    marks: list[Mark] = []
    skip_to, size = 0, len(places)
    i = 0
    while i < size:
        start = places[i]
        j = i + 1
        # “ directly after ” closes one quotation and opens the next: the run is cut there.
        while (
            j < size
            and places[j] == places[j - 1] + 1
            and not (
                text[places[j]] in _OPENS and text[places[j - 1]] not in _OPENS and text[places[j - 1]] != "'" and text[places[j]] != "`"
            )
        ):
            j += 1
        end = places[j - 1] + 1
        i = j
        if start < skip_to:
            continue
        if text[start] in "'’′″" and start and "0" <= text[start - 1] <= "9":
            measure = _MEASURE.search(text, max(0, start - 2), start + 6)
            if measure and measure.start() < start < measure.end():
                skip_to = measure.end()
                continue
        mark = _mark(text, start, end)
        if mark is not None:
            marks.append(mark)
    return marks


def _mark(text: str, start: int, end: int) -> Mark | None:
    before = text[start - 2 : start] if start > 1 else text[:start].rjust(2)
    right = text[end : end + 1] or " "
    if end == start + 1 and text[start] in _APOSTROPHES and _is_apostrophe(text, start, before[1], right):
        return None
    return Mark(start, end, *_KINDS[f"{before}{text[start:end]}{right}"])


def _kind(place: str) -> tuple[int, int, int]:
    """Return family and roles of a run of mark characters, given with two characters before it and one after it."""
    run, left, right = place[2:-1], place[1], place[-1]
    first = run[0]
    if first in _SINGLES:
        family = CURLY if len(run) > 1 and run[1] in _SINGLES else DOUBLE if len(run) > 1 else SINGLE
    else:
        family = GUILLEMET if first in _GUILLEMETS else DOUBLE
    opens, closes = _roles(left, right)
    if closes == 0 and place[0] in _AFTER_SPEECH and left == " " and right not in "([":
        closes = 1  # चलो, "उसने कहा: the space stands on the wrong side of the mark
    # A directed mark keeps its direction unless the place speaks plainly against it: „…“ closes with “, scraped text has ”…” and “…“.
    if first in _OPENS:
        opens, closes = (1, 2) if opens == 0 and closes == 3 else (3, 0)
    elif first in _CLOSES:
        opens, closes = (2, 1) if closes <= 1 and opens == 3 else (0, 3)
    if run in ('""', "''''") and closes:
        opens = max(opens, 2)  # may close one quotation and open the next: "क""ख"
    return family, opens, closes


_KINDS = Cache(_kind)


def _roles(left: str, right: str) -> tuple[int, int]:
    """Return how well a straight mark between two characters opens and closes."""
    left_space, right_space = left.isspace(), right.isspace()
    if left_space:
        if right_space:
            return 2, 2
        return (1, 2) if right in _POINTS else (3, 0)
    if right_space or right in _POINTS:
        if left in _BEFORE and right_space:
            return (1, 3) if left == "," else (2, 2)
        return 0, 3
    if left in "([{":
        return 3, 0
    if left in _STOPS:
        return 1, 2
    if left in _BEFORE:
        return 2, 2
    if right in "-–—/(":
        return 1, 3
    return 2, 2


def _is_apostrophe(text: str, start: int, left: str, right: str) -> bool:
    """Tell whether a lone single mark stands inside a word: don't, 1990's, ओ'ब्रायन."""
    if not (left.isalnum() or "\u0900" <= left <= "\u0963") or not right.isalnum():
        return False
    if left.isascii() and right.isascii():
        return True
    if text[start] == "‘":
        return False
    found = _NAME_START.search(text, max(0, start - 4), start)
    return found is not None and found[0] in _NAME_STARTS


def pair(marks: Sequence[Mark]) -> tuple[list[int], list[int]]:
    """Return the mate of each mark (-1: none) and how deep it stands, when each closing mark closes the nearest opening one of its family.

    A plain reading that one stray mark spoils: numbers for the model, no decision.
    """
    mates, depths = [-1] * len(marks), [0] * len(marks)
    stack: list[int] = []
    for i, m in enumerate(marks):
        closes = m.closes > m.opens
        if m.closes == m.opens:
            closes = any(marks[k].family == m.family for k in stack)
        if closes:
            for back in range(len(stack) - 1, -1, -1):
                if marks[stack[back]].family == m.family or len(stack) == 1:
                    mates[i], mates[stack[back]] = stack[back], i
                    del stack[back:]
                    break
            depths[i] = len(stack)
        else:
            depths[i] = len(stack)
            if len(stack) == 4:
                del stack[0]
            stack.append(i)
    return mates, depths
