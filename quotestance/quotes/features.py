"""Features of candidates, computed here for training and for use alike.

Each candidate gets a row of numbers (place and roles of its marks, balance, length, who reports beside it) and the values of five groups
of its words with their places (see `quotestance.quotes.placed`). Candidates share their marks, so what belongs to the beginning or the end
alone is read once for all of them, and a row is the bytes (float32) of beginning, end and what hangs on both, one after the other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from struct import Struct, unpack
from typing import Generic, TypeVar

from .candidates import Candidate
from .context import LEFT, RIGHT, Context
from .placed import FEW, Places, strings
from .reading import FINITE, STOPS, count

__all__ = ["BOUNDS", "NAMES", "features", "measure"]

V = TypeVar("V")
S = TypeVar("S")
_INNER = 100  # tokens of a candidate that are counted
_ENDINGS = tuple((e, e & 1, e >> 1 & 1, e >> 2 & 1) for e in range(9))

_START: tuple[str, ...] = (
    *("no_first", "open_opens", "open_closes", "open_family", "open_long", "line_before", "line_before_odd", "gap_before"),
    *("previous_opens", "previous_alone", "text_start", "line_start", "space_after_open", "first_mated", "lines_a_stop"),
    *("text_marks", "text_size"),
    *LEFT,
)
_END: tuple[str, ...] = (
    *("no_last", "close_opens", "close_closes", "close_family", "close_long", "line_after_odd", "gap_after", "next_closes"),
    *("text_end", "line_end", "last_stop", "last_comma", "last_question", "space_before_close", "last_mated", "ends_finite"),
    *RIGHT,
)
_BETWEEN: tuple[str, ...] = (
    *("ending_bits", "ending_first", "ending_last", "ending_line", "alike", "same_marks", "nearest", "mates", "first_gap", "last_gap"),
    *("depth", "family_says", "family_other", "inner", "inner_opens", "inner_closes", "inner_balance", "inner_again", "lines_inside"),
    *("length", "words", "stops_inside", "finite_inside", "person_inside", "say_inside"),
    *("latin", "digits"),
)
NAMES: tuple[str, ...] = (*_START, *_END, *_BETWEEN)
"""Names of the numbers of a row, in order."""
BOUNDS: dict[str, tuple[int, int]] = {
    **dict.fromkeys(("gap_before", "gap_after"), (0, 400)),
    **dict.fromkeys(("first_gap", "last_gap"), (-10, 9)),
    **{"line_before": (0, 9), "text_marks": (0, 40), "text_size": (0, 4000), "inner": (0, 16), "lines_inside": (0, 6)},
}
"""Least and most of some numbers, beyond which they tell no more. The network cuts every number anyway (`quotestance.models.network`)."""
_pack_start, _pack_end, _pack_between = (Struct(f"{len(names)}f").pack for names in (_START, _END, _BETWEEN))


@dataclass(slots=True)
class _Edge(Generic[S]):
    """The beginning or the end of candidates.

    Its numbers, the values of its words (beside, within), its line, the first mark and token inside (or after).
    """

    numbers: bytes
    beside: S
    within: S
    line: int
    mark: int
    token: int


def features(context: Context, candidates: Sequence[Candidate]) -> tuple[list[list[float]], list[list[str]]]:
    """Return a row of numbers (see `NAMES`) and the placed words of each candidate, for training."""
    rows, values = measure(context, candidates, strings())
    return [list(unpack(f"{len(NAMES)}f", row)) for row in rows], [[s for group in value for s in group] for value in values]


def measure(context: Context, candidates: Sequence[Candidate], places: Places[V, S]) -> tuple[list[bytes], list[tuple[S, ...]]]:
    """Return a row of numbers (bytes of float32, see `NAMES`) and the values of the groups of placed words of each candidate."""
    starts: dict[tuple[int, int], _Edge[S]] = {}
    ends: dict[tuple[int, int], _Edge[S]] = {}
    rows: list[bytes] = []
    values: list[tuple[S, ...]] = []
    for c in candidates:
        start = starts.get((c.first, c.start))
        if start is None:
            starts[c.first, c.start] = start = _start(context, c, places)
        end = ends.get((c.last, c.end))
        if end is None:
            ends[c.last, c.end] = end = _end(context, c, places)
        rows.append(start.numbers + end.numbers + _between(context, c, start, end))
        few = end.token - start.token <= FEW
        inside = places.inside(context.words[start.token : end.token]) if few else places.nothing
        values.append((start.beside, start.within, end.beside, end.within, inside))
    return rows, values


def _start(context: Context, c: Candidate, places: Places[V, S]) -> _Edge[S]:
    text, marks, starts = context.text, context.marks, context.starts
    line = bisect_left(context.lines, c.start) - 1
    line_start = context.lines[line] + 1
    token = bisect_left(context.doc.starts, c.start)
    if c.first >= 0:
        first = marks[c.first]
        outer, before, inside = first.start, c.first, c.first + 1
        own = first.opens, first.closes, first.family, first.end - outer
        spaced = first.end < len(text) and text[first.end].isspace()
    else:
        outer = c.start
        before = inside = bisect_left(starts, outer)
        own = -1, -1, -1, 0
        spaced = False
    marks_before = before - bisect_left(starts, line_start)
    previous = marks[before - 1] if before else None
    nearest, near, side = context.left(outer)
    numbers = _pack_start(
        c.first < 0,
        *own,
        marks_before,
        marks_before & 1,
        outer - previous.end if previous else 400,
        previous.opens - previous.closes if previous else -4,
        previous is not None and previous.opens > previous.closes and context.mates[before - 1] < 0,
        outer < 3,
        outer - line_start < 2,
        spaced,
        c.first >= 0 and context.mates[c.first] >= 0,
        context.lines_a_stop,
        len(marks),
        len(text),
        *side,
    )
    words = context.words[token : min(token + 2, bisect_left(context.doc.starts, c.end))]
    return _Edge(numbers, places.before(nearest, near, "" if c.first >= 0 else "s"), places.first(words), line, inside, token)


def _end(context: Context, c: Candidate, places: Places[V, S]) -> _Edge[S]:
    text, marks, starts = context.text, context.marks, context.starts
    line = bisect_left(context.lines, c.end)
    line_end = context.lines[line]
    token = bisect_left(context.doc.starts, c.end)
    last = None
    if c.last >= 0:
        last = marks[c.last]
        outer, high, after = last.end, c.last, c.last + 1
        own = last.opens, last.closes, last.family, outer - last.start
    else:
        outer = c.end
        high = after = bisect_left(starts, outer)
        own = -1, -1, -1, 0
    following = marks[after] if after < len(marks) else None
    last_char = text[c.end - 1]
    nearest, near, side = context.right(outer)
    tail = context.words[max(0, token - 5) : token][::-1]
    numbers = _pack_end(
        last is None,
        *own,
        bisect_left(starts, line_end) - after & 1,
        following.start - outer if following else 400,
        following.closes - following.opens if following else -4,
        outer > len(text) - 3,
        line_end - outer < 3,
        last_char in STOPS,
        last_char == ",",
        last_char in "?!",
        last is not None and text[last.start - 1].isspace(),
        last is not None and context.mates[c.last] >= 0,
        FINITE[next((w for w in tail if w[0].isalnum()), "")],
        *side,
    )
    return _Edge(numbers, places.after(nearest, near, "" if last else "e"), places.last(tail, last_char), line, high, token)


def _between(context: Context, c: Candidate, start: _Edge[S], end: _Edge[S]) -> bytes:
    """Return the numbers that hang on both ends."""
    text, marks = context.text, context.marks
    number = end.token - start.token
    stops, finite, person, say, latin, digits = count(context.words[start.token : min(end.token, start.token + _INNER)])
    many = number or 1
    length = c.end - c.start
    low, high = start.mark, end.mark
    opens = closes = again = 0
    if high > low:
        for m in marks[low : min(high, low + 16)]:
            if m.opens > m.closes:
                opens += 1
                again += text[m.start - 1] == "\n"  # each paragraph of a speech may open again
            elif m.closes > m.opens:
                closes += 1
    if c.first >= 0 and c.last >= 0:
        first, last = marks[c.first], marks[c.last]
        family = first.family
        alike, same, nearest = family == last.family, text[first.start] == text[last.start], c.last - c.first
        mate, mate_of_last = context.mates[c.first], context.mates[c.last]
        mates = mate == c.last
        first_gap = mate - c.last if mate >= 0 else -10
        last_gap = c.first - mate_of_last if mate_of_last >= 0 else -10
        depth = context.depths[c.first]
    else:
        only = c.first if c.first >= 0 else c.last
        family, depth = marks[only].family, context.depths[only]
        alike, same, nearest, first_gap, last_gap = False, False, 0, -10, -10
        mates = c.first >= 0 and context.mates[c.first] < 0
    return _pack_between(
        *_ENDINGS[c.ending],
        alike,
        same,
        nearest,
        mates,
        first_gap,
        last_gap,
        depth,
        *context.families[family],
        high - low,
        opens,
        closes,
        opens - closes,
        again,
        end.line - start.line - 1,
        length,
        number,
        stops,
        finite,
        person,
        say,
        latin / many,
        digits / many,
    )
