"""Features of candidates, computed here for training and for use alike.

Each candidate gets a row of numbers (place and roles of its marks, balance, length, classes of the words around) and a list of words with
their places (``b1=कहा``: the first word before the opening mark).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from .candidates import Candidate
from .context import CUT, LEFT, RIGHT, STOPS, STRIP, Context, read_words, reports
from .marks import Mark
from .words import CLASSES, class_of, is_finite, neighbour_class

__all__ = ["NAMES", "features", "placed_inside"]

_INNER = 400
_CLAUSE = 160
_SHORT = 9
_AGAIN = 4000
_SAY = CLASSES.index("say")
_FINITE = CLASSES.index("finite")
_PERSON = CLASSES.index("person")
_PAIRED = (-1.0, -1.0, -1.0, -1.0, -1.0)

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


def features(context: Context, candidates: Sequence[Candidate]) -> tuple[list[list[float]], list[list[str]]]:
    """Return a row of numbers (see `NAMES`) and the placed words of each candidate."""
    rows, words = [], []
    for candidate in candidates:
        row, placed = _one(context, candidate)
        rows.append(row)
        words.append(placed)
    return rows, words


def _one(context: Context, c: Candidate) -> tuple[list[float], list[str]]:
    text, marks, starts, lines = context.text, context.marks, context.starts, context.lines
    size = len(text)
    first = marks[c.first] if c.first >= 0 else None
    last = marks[c.last] if c.last >= 0 else None
    outer_start = first.start if first else c.start
    outer_end = last.end if last else c.end
    left = context.left(outer_start, "" if first else "s")
    right = context.right(outer_end, "" if last else "e")
    length = c.end - c.start
    inside = read_words(text, c.start, min(c.end, c.start + _INNER))
    tail = inside[::-1] if len(inside) <= _SHORT and length <= _INNER else context.before(last.start if last else c.end)

    low = c.first + 1 if first else bisect_left(starts, c.start)
    high = c.last if last else bisect_left(starts, c.end)
    opens = closes = 0
    for k in range(low, min(high, low + 16)):
        m = marks[k]
        if m.opens > m.closes:
            opens += 1
        elif m.closes > m.opens:
            closes += 1
    line = bisect_left(lines, c.start) - 1
    line_start = lines[line] + 1
    line_of_end = bisect_left(lines, c.end)
    line_end = lines[line_of_end]
    before_index = low - 1 - (first is not None)
    after_index = c.last + 1 if last else high
    marks_before = before_index + 1 - bisect_left(starts, line_start)
    marks_after = bisect_left(starts, line_end) - after_index
    previous = marks[before_index] if before_index >= 0 else None
    following = marks[after_index] if after_index < len(marks) else None

    finite = person = say = stops = latin = digits = 0
    known = class_of()
    for w in inside:
        if w in known:
            for k in known[w]:
                if k == _PERSON:
                    person += 1
                elif k == _FINITE:
                    finite += 1
                elif k == _SAY:
                    say += 1
        elif w in STOPS:
            stops += 1
        elif w[0] < "\u0080":
            if w[0].isalpha():
                latin += 1
            elif w[0].isdigit():
                digits += 1
    again_marked = again_bare = 0
    if length < 60 and first and last:
        words = text[c.start : c.end]
        near = max(0, c.start - _AGAIN), c.end + _AGAIN
        again_bare = text.count(words, *near) - 1
        if again_bare > 0:
            again_marked = text.count(text[c.start - 1 : c.end + 1], *near) - 1
    mate_first = context.mates[c.first] if first else -2
    mate_last = context.mates[c.last] if last else -2
    families = context.families
    family = first.family if first else last.family if last else 0
    many = len(inside) or 1
    last_char = text[c.end - 1]
    row: list[float] = [
        first is None,
        last is None,
        c.ending,
        c.ending & 1,
        c.ending >> 1 & 1,
        c.ending >> 2 & 1,
        first.opens if first else -1,
        first.closes if first else -1,
        last.opens if last else -1,
        last.closes if last else -1,
        first is not None and last is not None and first.family == last.family,
        first.family if first else -1,
        last.family if last else -1,
        first.end - first.start if first else 0,
        last.end - last.start if last else 0,
        min(16, high - low),
        opens,
        closes,
        opens - closes,
        min(9, marks_before) + (marks_before & 1) * 0.5,
        marks_before & 1,
        marks_after & 1,
        min(6, line_of_end - line - 1),
        min(400, outer_start - previous.end) if previous else 400,
        min(400, following.start - outer_end) if following else 400,
        previous.opens - previous.closes if previous else -4,
        following.closes - following.opens if following else -4,
        outer_start < 3,
        outer_end > size - 3,
        outer_start - line_start < 2,
        line_end - outer_end < 3,
        length,
        len(inside),
        stops,
        text.count(",", c.start, min(c.end, c.start + _INNER)),
        last_char in STOPS,
        last_char == ",",
        last_char in "?!",
        bool(inside) and inside[0] in STOPS,
        first is not None and first.end < size and text[first.end].isspace(),
        last is not None and text[last.start - 1].isspace(),
        first is not None and last is not None and text[first.start] == text[last.start],
        c.last - c.first if first and last else 0,
        is_finite(next((w for w in tail if w[0].isalnum()), "")),
        finite,
        person,
        say,
        latin / many,
        digits / many,
        first is not None and mate_first == c.last,
        context.depths[c.first] if first else context.depths[c.last],
        mate_first >= 0,
        mate_last >= 0,
        max(-9, min(9, mate_first - c.last)) if mate_first >= 0 and last else -10,
        max(-9, min(9, c.first - mate_last)) if mate_last >= 0 and first else -10,
        min(4, families[family]),
        min(4, max(families[:family] + families[family + 1 :])),
        *_tail(text, c),
        *_goes_on(text, last, following),
        *(_PAIRED if last else _ending(text, c, min(line_end, marks[high].start if high < len(marks) else size))),
        context.lines_a_stop,
        min(3, again_marked),
        min(3, again_bare - again_marked),
        min(40, len(marks)),
        min(4000, size),
        *left.numbers,
        *right.numbers,
    ]
    return row, [*left.placed, *right.placed, *placed_inside(inside, tail, last_char)]


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


def _ending(text: str, c: Candidate, stop: int) -> tuple[float, ...]:
    """Tell of a span without a closing mark how many of its sentences report, and what the rest of its line is like."""
    count = 0
    sentences = CUT.split(text[c.start : min(c.end, c.start + 1500)])
    for sentence in sentences:
        says, _, according, ne, person = reports(sentence)
        count += ((says and ne) or according) and not person
    rest = text[c.end : min(stop, c.end + _INNER)]
    cut = CUT.search(rest, 2)
    words = (rest[: cut.start()] if cut else rest).split()
    known = class_of()
    ends_say = any(_SAY in known.get(w.strip(STRIP), ()) for w in words[-3:])
    left = rest.count("।") + rest.count("|") + rest.count(". ")
    return float(count), float(min(6, left)), float(ends_say), float(min(40, len(words))), float(reports(sentences[0])[4])


def placed_inside(inside: list[str], tail: list[str], last_char: str) -> list[str]:
    """Return the words inside with their places, and their classes by neighbours.

    Parameters
    ----------
    inside, tail
        The words in order, and the last ones from the end.
    last_char
        The last character of the span.
    """
    known = neighbour_class()
    out = ["lc=" + (last_char if last_char in "।॥|?!.,…:;" else "w")]
    for i, w in enumerate(inside[:2]):
        out.append(f"f{i}={w}")
        out.append(f"f{i}c={known.get(w, '')}")
    n = 0
    for w in tail:
        if w[0].isalnum():
            n += 1
            out.append(f"l{n}={w}")
            if n == 2:
                break
            out.append("ls=" + w[-2:])
            out.append("l1c=" + known.get(w, ""))
    if len(inside) <= 8:
        out += ["i=" + w for w in inside]
        out += ["ic=" + known.get(w, "") for w in inside]
        out.append(f"n={len(inside)}")
    return out
