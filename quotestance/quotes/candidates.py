"""Candidate spans: every stretch that could be one quotation, by its marks or, where a mark is missing, by where speech could begin or end.

Most text is clean: an opening mark, a closing mark, then the next opening one. There a pair gives one candidate. Only where the marks do
not alternate are more drawn: pairs farther apart (superfluous marks, nesting, paragraphs that open again) and spans with one mark alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from .marks import DOUBLE, Mark
from .reading import reports

__all__ = ["Candidate", "clear", "draw", "split"]

_NEAR = 3  # marks from an opening one to a closing one that need not be its mate in the plain reading
_FARTHEST = 14  # marks from an opening one to the last that is tried as its partner
_LONGEST = 3000  # code points of a candidate
_FARTHEST_START = 1200  # code points from a closing mark back to a beginning without a mark
_MOST_CLOSERS = 5
_MOST_ENDS = 10
_SENTENCE_END = re.compile(r"[।॥|?!…]+|(?<!\d)\.(?=\s|$)|\.(?=[^\W\da-zA-Z_])")
_SPEECH_START = re.compile(r"कि[,:\s-]|की[,:]\s|[,:：]\s|[,:]|[-–—]\s|[।॥|?!]+\s?|\.\s|\n")
_CLEAR = 30  # code points of a clear quotation
_LONG = 300  # code points from which one of the two signs of a clear quotation is enough
_CLEAR_BEFORE = frozenset(",:।|?!.-–—\n")
_CLEAR_LAST = frozenset("।|?!.,")
_CLAUSE = 120  # code points of a reporter's clause after speech that has lost its closing mark
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
    """Return the candidates of a text in the order of their beginnings. Linear in the number of marks.

    With ``mates`` (see `quotestance.quotes.marks.pair`) those are left out that hardly ever win: marks that belong together side by side
    are not tried alone, nor pairs far apart that are not mates. The model learns from them, but need not be asked: the span F1 of the
    validation and test documents stays within 0.002. (Trained without them, it was worse by 0.01 to 0.02 on other news.)
    """
    out: list[Candidate] = []
    size = len(marks)
    for i, mark in enumerate(marks):
        if mark.opens:
            out += _from_opening(text, marks, i, size, mates)
        if mark.closes >= 2 and (mates is None or (mark.opens < 2 and (not i or mates[i] != i - 1))):
            out += _from_closing(text, marks, i)
    return out


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in _JOINERS):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _JOINERS):
        end -= 1
    return start, end


def _add(out: list[Candidate], text: str, start: int, end: int, first: int, last: int, ending: int) -> None:
    start, end = _trim(text, start, end)
    if end > start:
        out.append(Candidate(start, end, first, last, ending))


def _alike(a: Mark, b: Mark) -> bool:
    """Tell whether two marks are a usual pair; ``''`` closes what ``"`` opened often enough to count as alike."""
    return a.family == b.family or (a.family in (DOUBLE, 2) and b.family in (DOUBLE, 2))


def _from_opening(text: str, marks: Sequence[Mark], i: int, size: int, mates: Sequence[int] | None) -> list[Candidate]:
    mark = marks[i]
    mate = -1 if mates is None else mates[i]
    out: list[Candidate] = []
    limit = min(size, i + _FARTHEST)
    found = -1
    for j in range(i + 1, limit):
        other = marks[j]
        if other.start - mark.end > _LONGEST:
            break
        if not other.closes:
            continue
        # hardly a pair: drawn only side by side (of 2,300 such pairs farther apart in the training documents 4 were quotations)
        if other.closes == 1 and (mark.opens < 3 or j > i + 1):
            continue
        if mark.opens == 1 and j > i + 1:
            break
        if mates is None or j == mate or j == i + 1 or (j <= i + _NEAR and _alike(mark, other)):
            _add(out, text, mark.end, other.start, i, j, 0)
        if other.closes >= 2 and _alike(mark, other):
            if found < 0:
                found = j
            after = marks[j + 1] if j + 1 < size else None
            clean = after is None or (after.closes <= 1 and after.opens == 3)  # the next mark opens something new
            if clean and (j == i + 1 or _balanced(marks, i, j)):
                break
        if len(out) >= _MOST_CLOSERS:
            break
    nearest = marks[i + 1].start if i + 1 < size else len(text)
    may_stay_open = mates is None or (mark.opens == 3 and (mate < 0 or (mate > i + 1 and marks[i + 1].opens == 3)))
    if may_stay_open and mark.opens >= 2 and (found != i + 1 or text.find("\n", mark.end, nearest) >= 0):
        _ends(out, text, mark, i, nearest)
    return out


def _balanced(marks: Sequence[Mark], i: int, j: int) -> bool:
    depth = 0
    for k in range(i, j + 1):
        m = marks[k]
        depth += 1 if m.opens > m.closes else -1
        if depth <= 0 and k < j:
            return False
    return depth == 0


def _ends(out: list[Candidate], text: str, mark: Mark, i: int, nearest: int) -> None:
    """Add spans without a closing mark: to the ends of the sentences up to the next mark, of the line, of some lines."""
    line_end = text.find("\n", mark.end, mark.end + _LONGEST)
    if line_end < 0:
        line_end = min(len(text), mark.end + _LONGEST)
    stop = min(line_end, nearest)
    ends: list[int] = []
    at = mark.end
    while at < stop and len(ends) < _MOST_ENDS:
        found = _SENTENCE_END.search(text, at, min(stop, at + _LONGEST))
        if found is None:
            break
        at = found.end()
        ends.append(at)
    if not ends or text[ends[-1] : stop].strip():
        ends.append(stop)
    told = _told(text, mark.end, ends[0])
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
    if told > 0:
        _add(out, text, mark.end, told, i, -1, 1)
    for n, end in enumerate(ends):
        _add(out, text, mark.end, end, i, -1, 1 + (n == 0) + 2 * (end == ends[-1]) + 4 * (end >= line_end))


def _told(text: str, start: int, end: int) -> int:
    """Return the last comma of a first sentence after which a reporter's clause stands ("हम चलेंगे, रमेश ने कहा।), -1 where there is none."""
    at = end
    for _ in range(2):
        at = text.rfind(",", max(start, end - _CLAUSE), at)
        if at < 0:
            break
        says, speech, according, _, person = reports(text[at + 1 : end])
        if (says or speech or according) and not person:
            return at
    return -1


def _from_closing(text: str, marks: Sequence[Mark], j: int) -> list[Candidate]:
    """Return spans that end at a closing mark whose opening one is missing."""
    out: list[Candidate] = []
    mark = marks[j]
    if j and marks[j - 1].opens >= 2 and marks[j - 1].closes < 2 and _alike(marks[j - 1], mark):
        return out
    begin = marks[j - 1].end if j else 0
    farthest = max(0, mark.start - _FARTHEST_START)
    line = text.rfind("\n", farthest, mark.start) + 1
    begin = max(begin, line, farthest)
    starts = [begin]
    for found in _SPEECH_START.finditer(text, begin, mark.start):
        if found.end() < mark.start - 1:
            starts.append(found.end())
    if len(starts) > 8:
        starts = starts[:4] + starts[-4:]
    lines = 0
    while begin == line and line and lines < 3:
        previous = text.rfind("\n", farthest, line - 1) + 1
        if (j and previous < marks[j - 1].end) or previous < farthest:
            break
        line = begin = previous
        lines += 1
        starts.append(line)
    for start in starts:
        _add(out, text, start, mark.start, -1, j, 1 + (start == begin) + 2 * (start == line))
    return out


def clear(text: str, marks: Sequence[Mark], mates: Sequence[int], c: Candidate) -> bool:
    """Tell whether a candidate is beyond doubt: marks in order, set off by a sign or कि, that hold a long sentence and its stop.

    Of several sentences either sign is enough: of 29 such candidates in the training documents 28 were quotations, and the model, which saw
    few long ones, doubts them the more the longer they are. Half of all quotations are clear; of 5,000 in the training documents 20 were
    none. They need no model.
    """
    i = c.first
    size = c.end - c.start
    if i < 0 or size < _CLEAR or mates[i] != c.last or c.last != i + 1:
        return False
    stops = text[c.end - 1] in _CLEAR_LAST
    if not stops and size < _LONG:
        return False
    if (i and marks[i - 1].closes < 3) or (i + 2 < len(marks) and (marks[i + 2].opens < 3 or marks[i + 2].closes > 1)):
        return False
    if stops and size >= _LONG:
        return True
    start = marks[i].start
    lead = text[max(0, start - 4) : start].rstrip(" \u00a0")
    return not lead or lead[-1] in _CLEAR_BEFORE or lead.endswith(" कि")


def split(text: str, marks: Sequence[Mark], mates: Sequence[int]) -> tuple[list[Candidate], list[Candidate]]:
    """Return the clear candidates of a text, and those that the model is asked of: what overlaps a clear one is left out."""
    sure: list[Candidate] = []
    rest: list[Candidate] = []
    for c in draw(text, marks, mates):
        (sure if clear(text, marks, mates, c) else rest).append(c)
    if sure and rest:
        starts, ends = [c.start for c in sure] + [len(text)], [c.end for c in sure]
        rest = [c for c in rest if c.end <= starts[bisect_right(ends, c.start)]]
    return sure, rest
