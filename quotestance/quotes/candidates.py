"""Candidate spans: every stretch that could be one quotation, by its marks or, where a mark is missing, by where speech could begin or end.

Most text is clean: an opening mark, a closing mark, then the next opening one. There a pair gives one candidate. Only where the marks do
not alternate are more drawn: pairs farther apart (superfluous marks, nesting, paragraphs that open again) and spans with one mark alone.
What is drawn was counted on the 7,800 quotations of the annotated documents; each kind left out below held at most one quotation in forty
of its spans, all together fewer than 40.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from .marks import DOUBLE, Mark, pair

__all__ = ["Candidate", "clear", "draw"]

_NEAR = 3  # marks from an opening one to a closing one that need not be its mate in the plain reading
_LONGEST = 3000  # code points of a candidate
_FARTHEST_START = 1200  # code points from a closing mark back to a beginning without a mark
_MOST_ENDS = 5
_MOST_STARTS = 4
_SENTENCE_END = re.compile(r"[।॥|?!…]+|(?<!\d)\.(?=\s|$)|\.(?=[^\W\da-zA-Z_])")
_SPEECH_START = re.compile(r"कि[,:\s-]|की[,:]\s|[,:：]\s?")
_CLEAR, _LONG = 30, 500  # code points of a clear quotation
_CLEAR_BEFORE = frozenset(",:।|?!.-–—\n")
_CLEAR_LAST = frozenset("।|?!.,")
_JOINERS = "\u200b\u200c\u200d\ufeff"


class Candidate(NamedTuple):
    """A span that could be a quotation.

    ``start`` and ``end`` are trimmed code points, half open; ``first`` and ``last`` index the opening and the closing mark, -1 where that
    mark is missing; ``ending`` says which of the possible ends (or beginnings) of a span with a missing mark this is.
    """

    start: int
    end: int
    first: int
    last: int
    ending: int


def draw(text: str, marks: Sequence[Mark], mates: Sequence[int] | None = None) -> list[Candidate]:
    """Return the candidates of a text in the order of their beginnings; ``mates`` are those of `pair`. Linear in the number of marks."""
    if mates is None:
        mates = pair(marks)[0]
    out: list[Candidate] = []
    for i, mark in enumerate(marks):
        if mark.opens:
            _from_opening(out, text, marks, mates, i)
        if mark.closes >= 2 and mark.opens < 2 and (not i or mates[i] != i - 1):
            _from_closing(out, text, marks, i, mates[i] < 0 and mark.closes == 3)
    return out


def _add(out: list[Candidate], text: str, start: int, end: int, first: int, last: int, ending: int) -> None:
    while start < end and (text[start].isspace() or text[start] in _JOINERS):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _JOINERS):
        end -= 1
    if end > start:
        out.append(Candidate(start, end, first, last, ending))


def _alike(a: Mark, b: Mark) -> bool:
    """Tell whether two marks are a usual pair; ``''`` closes what ``"`` opened often enough to count as alike."""
    return a.family == b.family or (a.family in (DOUBLE, 2) and b.family in (DOUBLE, 2))


def _from_opening(out: list[Candidate], text: str, marks: Sequence[Mark], mates: Sequence[int], i: int) -> None:
    mark, mate = marks[i], mates[i]
    for j in range(i + 1, min(len(marks), i + _NEAR + 1)):
        other = marks[j]
        if other.start - mark.end > _LONGEST:
            break
        # hardly a pair: drawn only side by side
        if not other.closes or (other.closes == 1 and (mark.opens < 3 or j > i + 1)):
            continue
        if j > i + 1 and (mark.opens == 1 or not _alike(mark, other)):
            continue
        _add(out, text, mark.end, other.start, i, j, 0)
        if j == mate and (j + 1 == len(marks) or (marks[j + 1].closes <= 1 and marks[j + 1].opens == 3)):
            return  # the next mark opens something new
    if mate > i + _NEAR and marks[mate].start - mark.end <= _LONGEST:
        _add(out, text, mark.end, marks[mate].start, i, mate, 0)
    if mark.opens == 3 and (mate < 0 or (mate != i + 1 and marks[i + 1].opens == 3)):
        _ends(out, text, mark, i, marks[i + 1].start if i + 1 < len(marks) else len(text))


def _ends(out: list[Candidate], text: str, mark: Mark, i: int, nearest: int) -> None:
    """Add spans without a closing mark: to the ends of the sentences up to the next mark, of the line, of some lines."""
    line_end = text.find("\n", mark.end, mark.end + _LONGEST)
    if line_end < 0:
        line_end = min(len(text), mark.end + _LONGEST)
    stop = min(line_end, nearest)
    ends: list[int] = []
    at = mark.end
    while at < stop:
        found = _SENTENCE_END.search(text, at, min(stop, at + _LONGEST))
        if found is None:
            break
        at = found.end()
        ends.append(at)
    if not ends or text[ends[-1] : stop].strip():
        ends.append(stop)
    if len(ends) > _MOST_ENDS:
        ends = [*ends[: _MOST_ENDS - 1], ends[-1]]
    # where each sentence has its own line, speech may run on over some of them
    lines = 0
    at = line_end
    while at < nearest - 1 and lines < 3:
        found_line = text.find("\n", at + 1, at + _LONGEST)
        at = min(len(text), at + _LONGEST) if found_line < 0 else found_line
        if at > nearest:
            break
        lines += 1
        ends.append(at)
    for n, end in enumerate(ends):
        _add(out, text, mark.end, end, i, -1, 1 + (n == 0) + 2 * (end == ends[-1]) + 4 * (end >= line_end))


def _from_closing(out: list[Candidate], text: str, marks: Sequence[Mark], j: int, alone: bool) -> None:
    """Add spans that end at a closing mark whose opening one is missing: after a comma, a colon or कि.

    A mark that stands ``alone``, without a mate in the plain reading, may also close a quotation that begins with its line.
    """
    mark = marks[j]
    before = marks[j - 1].end if j else 0
    farthest = max(0, mark.start - _FARTHEST_START)
    line = text.rfind("\n", farthest, mark.start) + 1
    begin = max(before, line, farthest)
    starts = [begin] if alone and begin == line else []
    starts += [found.end() for found in _SPEECH_START.finditer(text, begin, mark.start) if found.end() < mark.start - 1]
    if len(starts) > _MOST_STARTS:
        starts = [*starts[: _MOST_STARTS // 2], *starts[-_MOST_STARTS // 2 :]]
    for start in starts:
        _add(out, text, start, mark.start, -1, j, 1 + (start == begin) + 2 * (start == line))


def clear(text: str, marks: Sequence[Mark], mates: Sequence[int], c: Candidate) -> bool:
    """Tell whether a candidate is beyond doubt: marks in order, set off by a sign or कि, that hold a long sentence and its stop.

    Half of all quotations are so; of 3,300 in the training documents 10 were none. They need no model.
    """
    i = c.first
    if i < 0 or not _CLEAR <= c.end - c.start < _LONG or text[c.end - 1] not in _CLEAR_LAST or mates[i] != c.last or c.last != i + 1:
        return False
    if (i and marks[i - 1].closes < 3) or (i + 2 < len(marks) and (marks[i + 2].opens < 3 or marks[i + 2].closes > 1)):
        return False
    start = marks[i].start
    lead = text[max(0, start - 4) : start].rstrip(" \u00a0")
    return not lead or lead[-1] in _CLEAR_BEFORE or lead.endswith(" कि")
