"""Features of candidates, computed here for training and for use alike.

Each candidate gets a row of numbers (place and roles of its marks, balance, length, classes of the words around) and the values of its
words with their places (see `quotestance.quotes.placed`). Candidates share their marks, so what belongs to the beginning or the end alone
is read once for all of them. A row is packed as float32, at half the cost of a list that numpy converts; `ORDER` says where each of `NAMES`
stands there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from struct import Struct, unpack
from typing import Generic, TypeVar

from .candidates import Candidate
from .context import CUT, LEFT, RIGHT, Context
from .marks import Mark
from .placed import Places, strings
from .reading import FINITE, STOPS, STRIP, Counts, count, leading, pieces, reports, words_of
from .words import CLASSES, class_of

__all__ = ["NAMES", "ORDER", "features", "measure"]

V = TypeVar("V")
_INNER = 400
_CLAUSE = 160
_SHORT = 9
_AGAIN = 4000
_SAY = CLASSES.index("say")
_PAIRED = (-1.0, -1.0, -1.0, -1.0, -1.0)
_ENDINGS = tuple((e, e & 1, e >> 1 & 1, e >> 2 & 1) for e in range(9))

NAMES: tuple[str, ...] = (
    *("no_first", "no_last", "ending_bits", "ending_first", "ending_last", "ending_line"),
    *("open_opens", "open_closes", "close_opens", "close_closes", "alike", "open_family", "close_family", "open_long", "close_long"),
    *("inner", "inner_opens", "inner_closes", "inner_balance", "line_before", "line_before_odd", "line_after_odd", "lines_inside"),
    *("gap_before", "gap_after", "previous_opens", "next_closes", "text_start", "text_end", "line_start", "line_end"),
    *("length", "words", "stops_inside", "commas_inside", "last_stop", "last_comma", "last_question", "first_stop"),
    *("space_after_open", "space_before_close", "same_marks", "nearest"),
    *("ends_finite", "finite_inside", "person_inside", "say_inside", "latin", "digits"),
    *("mates", "depth", "first_mated", "last_mated", "first_gap", "last_gap", "family_says", "family_other"),
    *("tail_reports", "tail_person", "goes_on_person", "goes_on_reports", "goes_on_lines"),
    *("reports_inside", "stops_left", "next_ends_say", "next_length", "persons_first", "lines_a_stop"),
    *("again_marked", "again_bare", "text_marks", "text_size"),
    *LEFT,
    *RIGHT,
)
"""Names of the numbers of a row, in order."""
_START: tuple[str, ...] = (
    *("no_first", "open_opens", "open_closes", "open_family", "open_long", "line_before", "line_before_odd", "gap_before"),
    *("previous_opens", "text_start", "line_start", "space_after_open", "first_mated", "lines_a_stop", "text_marks", "text_size"),
    *LEFT,
)
_END: tuple[str, ...] = (
    *("no_last", "close_opens", "close_closes", "close_family", "close_long", "line_after_odd", "gap_after", "next_closes"),
    *("text_end", "line_end", "last_stop", "last_comma", "last_question", "space_before_close", "last_mated"),
    *("goes_on_person", "goes_on_reports", "goes_on_lines"),
    *RIGHT,
)
_BETWEEN: tuple[str, ...] = (
    *("ending_bits", "ending_first", "ending_last", "ending_line", "alike", "same_marks", "nearest", "mates", "first_gap", "last_gap"),
    *("depth", "family_says", "family_other", "inner", "inner_opens", "inner_closes", "inner_balance", "lines_inside"),
    *("length", "words", "stops_inside", "commas_inside", "first_stop", "ends_finite", "finite_inside", "person_inside", "say_inside"),
    *("latin", "digits", "again_marked", "again_bare", "tail_reports", "tail_person"),
    *("reports_inside", "stops_left", "next_ends_say", "next_length", "persons_first"),
)
_PLACES = {name: i for i, name in enumerate((*_START, *_END, *_BETWEEN))}
ORDER: tuple[int, ...] = tuple(_PLACES[name] for name in NAMES)
"""Where the number of each of `NAMES` stands in a row of `measure`."""
_pack_start, _pack_end, _pack_between = (Struct(f"{len(names)}f").pack for names in (_START, _END, _BETWEEN))


@dataclass(slots=True)
class _Edge(Generic[V]):
    """The beginning or the end of candidates: its numbers, the values of its words, its line, the first mark inside (after the last)."""

    numbers: bytes
    values: list[V]
    line: int
    index: int


def features(context: Context, candidates: Sequence[Candidate]) -> tuple[list[list[float]], list[list[str]]]:
    """Return a row of numbers (see `NAMES`) and the placed words of each candidate, for training."""
    rows, values = measure(context, candidates, strings())
    pick = itemgetter(*ORDER)
    return [list(pick(unpack(f"{len(ORDER)}f", row))) for row in rows], [[s for together in value for s in together] for value in values]


def measure(context: Context, candidates: Sequence[Candidate], places: Places[V]) -> tuple[list[bytes], list[list[V]]]:
    """Return a row of numbers (bytes of float32, see `ORDER`) and the values of the placed words of each candidate."""
    starts: dict[tuple[int, int], _Edge[V]] = {}
    ends: dict[tuple[int, int], _Edge[V]] = {}
    tails: dict[int, tuple[bool, list[V]]] = {}
    rows: list[bytes] = []
    values: list[list[V]] = []
    text = context.text
    for c in candidates:
        start = starts.get((c.first, c.start))
        if start is None:
            starts[c.first, c.start] = start = _start(context, c, places)
        end = ends.get((c.last, c.end))
        if end is None:
            ends[c.last, c.end] = end = _end(context, c, places)
        cut = pieces(text[c.start : min(c.end, c.start + _INNER)])
        counts = count(cut)
        number = counts[0]
        inside = words_of(cut) if number <= _SHORT else leading(cut, 2)
        if number <= _SHORT and c.end - c.start <= _INNER:
            tail = _ends_with(inside[::-1], text[c.end - 1], places)
        else:
            at = context.marks[c.last].start if c.last >= 0 else c.end
            known = tails.get(at)
            if known is None:
                tails[at] = known = _ends_with(context.last_words(at), text[c.end - 1], places)
            tail = known
        rows.append(start.numbers + end.numbers + _between(context, c, start, end, counts, inside, tail[0]))
        value = [*start.values, *end.values, *places.start(inside), *tail[1]]
        if number < _SHORT:
            value += places.inner(inside)
        values.append(value)
    return rows, values


def _ends_with(tail: Sequence[str], last_char: str, places: Places[V]) -> tuple[bool, list[V]]:
    """Tell whether a span ends with a finite verb, and the values of its last words."""
    return FINITE[next((w for w in tail if w[0].isalnum()), "")], places.end(tail, last_char)


def _start(context: Context, c: Candidate, places: Places[V]) -> _Edge[V]:
    text, marks, starts = context.text, context.marks, context.starts
    line = bisect_left(context.lines, c.start) - 1
    line_start = context.lines[line] + 1
    if c.first >= 0:
        first = marks[c.first]
        outer, before, low = first.start, c.first, c.first + 1
        own = first.opens, first.closes, first.family, first.end - outer
        spaced = first.end < len(text) and text[first.end].isspace()
    else:
        outer = c.start
        before = low = bisect_left(starts, outer)
        own = -1, -1, -1, 0
        spaced = False
    marks_before = before - bisect_left(starts, line_start)
    previous = marks[before - 1] if before else None
    words, side, _, near = context.left(outer)
    numbers = _pack_start(
        c.first < 0,
        *own,
        min(9, marks_before) + (marks_before & 1) * 0.5,
        marks_before & 1,
        min(400, outer - previous.end) if previous else 400,
        previous.opens - previous.closes if previous else -4,
        outer < 3,
        outer - line_start < 2,
        spaced,
        c.first >= 0 and context.mates[c.first] >= 0,
        context.lines_a_stop,
        min(40, len(marks)),
        min(4000, len(text)),
        *side,
    )
    return _Edge(numbers, places.before(words, near, "" if c.first >= 0 else "s"), line, low)


def _end(context: Context, c: Candidate, places: Places[V]) -> _Edge[V]:
    text, marks, starts = context.text, context.marks, context.starts
    line = bisect_left(context.lines, c.end)
    line_end = context.lines[line]
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
    words, side, _, near = context.right(outer)
    numbers = _pack_end(
        last is None,
        *own,
        bisect_left(starts, line_end) - after & 1,
        min(400, following.start - outer) if following else 400,
        following.closes - following.opens if following else -4,
        outer > len(text) - 3,
        line_end - outer < 3,
        last_char in STOPS,
        last_char == ",",
        last_char in "?!",
        last is not None and text[last.start - 1].isspace(),
        last is not None and context.mates[c.last] >= 0,
        *_goes_on(text, last, following),
        *side,
    )
    return _Edge(numbers, places.after(words, near, "" if last else "e"), line, high)


def _between(
    context: Context, c: Candidate, start: _Edge[V], end: _Edge[V], counts: Counts, inside: Sequence[str], ends_finite: bool
) -> bytes:
    """Return the numbers that hang on both ends."""
    text, marks = context.text, context.marks
    number, stops, finite, person, say, latin, digits = counts
    many = number or 1
    length = c.end - c.start
    low, high = start.index, end.index
    opens = closes = 0
    for m in marks[low : min(high, low + 16)]:
        if m.opens > m.closes:
            opens += 1
        elif m.closes > m.opens:
            closes += 1
    again_marked = again_bare = 0
    ending: tuple[float, ...] = _PAIRED
    tail = (0.0, 0.0)
    if c.first >= 0 and c.last >= 0:
        first, last = marks[c.first], marks[c.last]
        family = first.family
        alike, same, nearest = family == last.family, text[first.start] == text[last.start], c.last - c.first
        mate, mate_of_last = context.mates[c.first], context.mates[c.last]
        mates = mate == c.last
        first_gap = max(-9, min(9, mate - c.last)) if mate >= 0 else -10
        last_gap = max(-9, min(9, c.first - mate_of_last)) if mate_of_last >= 0 else -10
        depth = context.depths[c.first]
        if length < 60:
            words = text[c.start : c.end]
            near = max(0, c.start - _AGAIN), c.end + _AGAIN
            again_bare = text.count(words, *near) - 1
            if again_bare > 0:
                again_marked = text.count(text[c.start - 1 : c.end + 1], *near) - 1
    else:
        only = c.first if c.first >= 0 else c.last
        family, depth = marks[only].family, context.depths[only]
        alike, same, nearest, first_gap, last_gap = False, False, 0, -10, -10
        mates = c.first >= 0 and context.mates[c.first] < 0
        tail = _tail(text, c)
        if c.last < 0:
            line_end = context.lines[end.line]
            ending = _ending(context, c, min(line_end, marks[high].start if high < len(marks) else len(text)))
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
        min(16, high - low),
        opens,
        closes,
        opens - closes,
        min(6, end.line - start.line - 1),
        length,
        number,
        stops,
        text.count(",", c.start, min(c.end, c.start + _INNER)),
        number > 0 and inside[0] in STOPS,
        ends_finite,
        finite,
        person,
        say,
        latin / many,
        digits / many,
        min(3, again_marked),
        min(3, again_bare - again_marked),
        *tail,
        *ending,
    )


def _tail(text: str, c: Candidate) -> tuple[float, float]:
    """Tell of the last sentence of a span without a closing mark (of the first, where the opening one is missing) who speaks in it."""
    if c.last < 0:
        inner = text[max(c.start, c.end - 2 * _CLAUSE) : c.end - 1]
        found = reports(inner[max(map(inner.rfind, "।|?!\n")) + 1 :])
    elif c.first < 0:
        inner = text[c.start : min(c.end, c.start + _CLAUSE)]
        cut = CUT.search(inner)
        found = reports(inner[: cut.start()] if cut else inner)
    else:
        return 0.0, 0.0
    return float((found[0] and found[3]) or found[2]), float(found[4])


def _goes_on(text: str, last: Mark | None, following: Mark | None) -> tuple[float, float, float]:
    """Tell of the text between a closing mark and a further closing one whether it goes on speaking: persons, reports, line breaks."""
    if last is None or following is None or following.closes <= following.opens:
        return -1.0, -1.0, -1.0
    between = text[last.end : min(following.start, last.end + _INNER)]
    found = reports(between)
    return float(found[4]), float((found[0] and found[3]) or found[2]), float(min(3, between.count("\n")))


def _ending(context: Context, c: Candidate, stop: int) -> tuple[float, ...]:
    """Tell of a span without a closing mark how many of its sentences report, and what the rest of its line is like."""
    text, count = context.text, 0
    sentences = CUT.split(text[c.start : min(c.end, c.start + 1500)])
    for sentence in sentences:
        says, _, according, ne, person = context.reports[sentence]
        count += ((says and ne) or according) and not person
    rest = text[c.end : min(stop, c.end + _INNER)]
    cut = CUT.search(rest, 2)
    words = (rest[: cut.start()] if cut else rest).split()
    known = class_of()
    ends_say = any(_SAY in known.get(w.strip(STRIP), ()) for w in words[-3:])
    left = rest.count("।") + rest.count("|") + rest.count(". ")
    return float(count), float(min(6, left)), float(ends_say), float(min(40, len(words))), float(context.reports[sentences[0]][4])
