"""Features of candidates, computed here for training and for use alike.

Each candidate gets a row of numbers (place and roles of its marks, balance, length, classes of the words around) and a list of words with
their places (``b1=कहा``: the first word before the opening mark). Words are read in windows around the marks, never in the whole text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from ..text import fold
from .candidates import Candidate
from .marks import Mark
from .words import CLASSES, class_of, is_finite, neighbour_class

__all__ = ["NAMES", "Context", "distances", "features", "placed_words"]

_REPORTER = frozenset(
    {
        *("उन्होंने", "उन्होने", "इन्होंने", "उसने", "इसने", "वह", "वे", "यह", "ये", "उनके", "उनका", "उनकी", "इसके", "इससे", "इस"),
        *("वहीं", "हालांकि", "उधर", "इधर", "दूसरी", "साथ"),
    }
)
_WORD = re.compile(r"[^\W_](?:[\w\u0900-\u0963\u0966-\u097f\u200c\u200d]|[-.'’](?=[^\W_]))*|[^\w\s]|\n")
_WINDOW = 90
_DEEP = 9
_FAR = 12.0
_INNER = 400
_CLAUSE = 160
_NOTHING = (False, False, False, False, 0)
_STOPS = frozenset("।॥|?!.…")


_FINITE = CLASSES.index("finite")
_PERSON = CLASSES.index("person")
_POINTS = ",", ":", "-", "।"

NAMES: tuple[str, ...] = (
    *("no_first", "no_last", "ending_bits", "ending_first", "ending_last", "ending_line"),
    *("open_opens", "open_closes", "close_opens", "close_closes", "alike", "open_family", "close_family", "open_long", "close_long"),
    *("inner", "inner_opens", "inner_closes", "inner_balance", "line_before", "line_after", "line_total", "lines_inside"),
    *("gap_before", "gap_after", "previous_opens", "next_closes", "text_start", "text_end", "line_start", "line_end"),
    *("length", "words", "stops_inside", "commas_inside", "last_stop", "last_comma", "last_question", "first_stop"),
    *("space_before", "space_after_open", "space_before_close", "space_after"),
    *("before_comma", "before_colon", "before_dash", "before_stop", "before_ki", "before_ki_near", "before_bracket"),
    *("after_comma", "after_dash", "after_stop", "after_word", "after_bracket", "after_newline"),
    *(f"before_{c}" for c in CLASSES),
    *(f"after_{c}" for c in CLASSES),
    *("ends_finite", "finite_inside", "person_inside", "say_inside", "latin", "digits", "sentence_before", "sentence_after"),
    *("same_marks", "nearest"),
    *("stack_pair", "stack_depth", "first_mated", "last_mated", "first_gap", "last_gap", "family_says", "family_other"),
    *("clause_says", "clause_speech", "clause_according", "clause_ne", "rest_says", "rest_speech", "rest_according", "rest_ne"),
    *(
        "tail_reports",
        "tail_person",
        "next_reports",
        "next_person",
        "next_starts",
        "gap_person",
        "gap_reports",
        "gap_lines",
        "lines_a_stop",
    ),
    *("again_marked", "again_bare", "text_marks", "text_size"),
)
"""Names of the numbers of a row, in order."""


def _words(text: str, start: int, end: int) -> list[str]:
    """Return the folded words and signs of a stretch, without signs that fold to nothing (joiners)."""
    return [f for w in _WORD.findall(text, start, end) if (f := fold(w))]


class Context:
    """The text, its marks and what was read around them: words before and after a place, read once."""

    def __init__(self, text: str, marks: Sequence[Mark]) -> None:
        self.text = text
        self.marks = marks
        self.starts = [m.start for m in marks]
        self._before: dict[int, list[str]] = {}
        self._after: dict[int, list[str]] = {}
        self.lines = [-1]
        at = text.find("\n")
        while at >= 0:
            self.lines.append(at)
            at = text.find("\n", at + 1)
        self.lines.append(len(text))

        self.mates, self.depths = _stack(text, marks)
        self.says = _families(text, marks)
        stops = text.count("।") + text.count("|") + text.count(". ") + text.count(".\n")
        self.lines_a_stop = min(2.0, (len(self.lines) - 2) / (stops + 1))

    def before(self, at: int) -> list[str]:
        """Return the folded words and signs before a place, the nearest first."""
        found = self._before.get(at)
        if found is None:
            begin = at - _WINDOW
            if begin > 0:
                space = self.text.find(" ", begin, at)
                begin = space if space >= 0 else begin
            words = _words(self.text, max(0, begin), at)[-_DEEP:]
            words.reverse()
            self._before[at] = found = words
        return found

    def after(self, at: int) -> list[str]:
        """Return the folded words and signs after a place, in order."""
        found = self._after.get(at)
        if found is None:
            end = min(len(self.text), at + _WINDOW)
            if end < len(self.text):
                space = self.text.rfind(" ", at, end)
                end = space if space >= 0 else end
            self._after[at] = found = _words(self.text, at, end)[:_DEEP]
        return found

    def inside(self, start: int, end: int) -> list[str]:
        """Return the folded words and signs of a stretch, of a long one the first ones."""
        return _words(self.text, start, min(end, start + _INNER))


def _stack(text: str, marks: Sequence[Mark]) -> tuple[list[int], list[int]]:
    """Return the mate of each mark (-1: none) and how deep it stands, when each closing mark closes the nearest opening one of its family.

    A plain reading that one stray mark spoils: features for the model, no decision.
    """
    mates, depths = [-1] * len(marks), [0] * len(marks)
    stack: list[int] = []
    for i, m in enumerate(marks):
        closes = m.closes > m.opens
        if m.closes == m.opens:
            closes = any(marks[k].family == m.family for k in stack)
        if closes:
            for back in range(len(stack) - 1, max(-1, len(stack) - 4), -1):
                if marks[stack[back]].family == m.family or back == len(stack) - 1 == 0:
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


def _families(text: str, marks: Sequence[Mark]) -> list[int]:
    """Return how many marks of each family open after a comma, a colon or कि: the family that the text uses for speech."""
    out = [0, 0, 0, 0]
    for m in marks:
        if m.opens >= 2 and text[max(0, m.start - 3) : m.start].rstrip()[-1:] in (",", ":", "ि"):
            out[m.family] += 1
    return out


_CUT = re.compile(r"[।|?!\n]")
_STRIP = "\"“”'‘’`.,:;।|?!()-–—"


def _reports(stretch: str) -> tuple[bool, bool, bool, bool, int]:
    """Tell of a stretch whether it holds a verb of saying, a noun of saying, a postposition of a source, ने, and how many first persons."""
    classes = class_of()
    says = speech = according = ne = False
    person = 0
    for word in stretch.split():
        word = word.strip(_STRIP)
        if word == "ने":
            ne = True
            continue
        for c in classes.get(word, ()):
            if c == 0:
                says = True
            elif c == 1:
                speech = True
            elif c == 2:
                according = True
            elif c == _PERSON:
                person += 1
    return says, speech, according, ne, person


def _gap(text: str, last: Mark | None, following: Mark | None) -> tuple[float, float, float]:
    """Tell of the text between a closing mark and a further closing one whether it goes on speaking: persons, reports, line breaks."""
    if last is None or following is None or following.closes <= following.opens:
        return -1.0, -1.0, -1.0
    between = text[last.end : min(following.start, last.end + _INNER)]
    found = _reports(between)
    return float(found[4]), float((found[0] and found[3]) or found[2]), float(min(3, between.count("\n")))


def _ending(text: str, c: Candidate, line_end: int, next_mark: int) -> tuple[float, ...]:
    """Tell of a span without a closing mark how many of its sentences report, and what the rest of its line is like."""
    if c.last >= 0:
        return -1.0, -1.0, -1.0, -1.0, -1.0
    reports = 0
    sentences = _CUT.split(text[c.start : min(c.end, c.start + 1500)])
    for sentence in sentences:
        says, _, according, ne, person = _reports(sentence)
        reports += ((says and ne) or according) and not person
    rest = text[c.end : min(line_end, next_mark, c.end + _INNER)]
    cut = _CUT.search(rest, 2)
    following = rest[: cut.start()] if cut else rest
    words = following.split()
    ends_say = any(0 in class_of().get(w.strip(_STRIP), ()) for w in words[-3:])
    left = rest.count("।") + rest.count("|") + rest.count(". ")
    return float(reports), float(min(6, left)), float(ends_say), float(min(40, len(words))), float(_reports(sentences[0])[4])


def distances(words: list[str], most: int) -> list[float]:
    """Return how many words away the nearest word of each class stands (`_FAR`: nowhere), up to a full stop."""
    out = [_FAR] * len(CLASSES)
    classes = class_of()
    n = 0
    for word in words[:most]:
        if word in _STOPS and n:
            break
        for c in classes.get(word, ()):
            if out[c] == _FAR:
                out[c] = float(n)
        if word[0].isalnum() or "\u0900" <= word[0] <= "\u0963":
            n += 1
    return out


def features(context: Context, candidates: Sequence[Candidate]) -> tuple[list[list[float]], list[list[str]]]:
    """Return a row of numbers (see `NAMES`) and the placed words of each candidate."""
    rows, words = [], []
    for candidate in candidates:
        row, placed = _one(context, candidate)
        rows.append(row)
        words.append(placed)
    return rows, words


def _one(context: Context, c: Candidate) -> tuple[list[float], list[str]]:
    text, marks = context.text, context.marks
    size = len(text)
    first = marks[c.first] if c.first >= 0 else None
    last = marks[c.last] if c.last >= 0 else None
    outer_start = first.start if first else c.start
    outer_end = last.end if last else c.end
    before, after = context.before(outer_start), context.after(outer_end)
    inside = context.inside(c.start, c.end)
    inner_first = inside[:4]
    length = c.end - c.start
    long = c.end - c.start > _INNER
    tail = context.before(last.start if last else c.end) if long or len(inside) > _DEEP else inside[::-1]

    low = c.first + 1 if first else bisect_left(context.starts, c.start)
    high = c.last if last else bisect_left(context.starts, c.end)
    opens = closes = 0
    for k in range(low, min(high, low + 16)):
        m = marks[k]
        if m.opens > m.closes:
            opens += 1
        elif m.closes > m.opens:
            closes += 1
    line = bisect_left(context.lines, c.start) - 1
    line_start = context.lines[line] + 1
    line_end_index = bisect_left(context.lines, c.end)
    line_end = context.lines[line_end_index]
    begin = bisect_left(context.starts, line_start)
    finish = bisect_left(context.starts, line_end)
    marks_before = (c.first if first else low) - begin
    marks_after = finish - (c.last + 1 if last else high)
    previous = marks[low - 1 - (first is not None)] if low - 1 - (first is not None) >= 0 else None
    following_index = c.last + 1 if last else high
    following = marks[following_index] if following_index < len(marks) else None

    last_char = text[c.end - 1]
    lead = text[max(0, outer_start - _CLAUSE) : outer_start]
    clause = _reports(lead[max(map(lead.rfind, "।|?!\n")) + 1 :])
    rest = text[outer_end : outer_end + _CLAUSE]
    cut = _CUT.search(rest, 1)
    following_clause = _reports(rest[: cut.start()] if cut else rest)
    if last is None:
        inner = text[max(c.start, c.end - 2 * _CLAUSE) : c.end - 1]
        tail_says = _reports(inner[max(map(inner.rfind, "।|?!\n")) + 1 :])
    elif first is None:
        inner = text[c.start : min(c.end, c.start + _CLAUSE)]
        cut = _CUT.search(inner)
        tail_says = _reports(inner[: cut.start()] if cut else inner)
    else:
        tail_says = _NOTHING
    again_marked = again_bare = 0
    if length < 60 and first and last:
        words_of = text[c.start : c.end]
        again_bare = text.count(words_of) - 1
        if again_bare:
            again_marked = text.count(text[c.start - 1 : c.end + 1]) - 1
    mate_first = context.mates[c.first] if first else -2
    mate_last = context.mates[c.last] if last else -2
    family = first.family if first else last.family if last else 0
    b0 = before[0] if before else "\n"
    a0 = after[0] if after else "\n"
    span = text[c.start : c.end] if not long else text[c.start : c.start + _INNER]
    classes = class_of()
    finite = person = say = 0
    for w in inside:
        for k in classes.get(w, ()):
            if k == _PERSON:
                person += 1
            elif k == _FINITE:
                finite += 1
            elif k == 0:
                say += 1
    tail_word = next((w for w in tail if w[0].isalnum()), "")
    stops = sum(map(text.count, "।|?!", (c.start,) * 4, (c.end,) * 4)) if long else sum(1 for w in inside if w in _STOPS)
    row = [
        float(first is None),
        float(last is None),
        float(c.ending),
        float(c.ending >> 0 & 1),
        float(c.ending >> 1 & 1),
        float(c.ending >> 2 & 1),
        float(first.opens if first else -1),
        float(first.closes if first else -1),
        float(last.opens if last else -1),
        float(last.closes if last else -1),
        float(first is not None and last is not None and first.family == last.family),
        float(first.family if first else -1),
        float(last.family if last else -1),
        float(first.end - first.start if first else 0),
        float(last.end - last.start if last else 0),
        float(min(16, high - low)),
        float(opens),
        float(closes),
        float(opens - closes),
        float(min(9, marks_before) + (marks_before & 1) * 0.5),
        float(marks_before & 1),
        float(marks_after & 1),
        float(min(6, line_end_index - line - 1)),
        float(min(400, outer_start - previous.end) if previous else 400),
        float(min(400, following.start - outer_end) if following else 400),
        float(previous.opens - previous.closes if previous else -4),
        float(following.closes - following.opens if following else -4),
        float(outer_start < 3),
        float(outer_end > size - 3),
        float(outer_start - line_start < 2),
        float(line_end - outer_end < 3),
        float(length),
        float(len(inside)),
        float(stops),
        float(span.count(",")),
        float(last_char in _STOPS),
        float(last_char == ","),
        float(last_char in "?!"),
        float(inner_first[0] in _STOPS if inner_first else 0),
        float(outer_start == 0 or text[outer_start - 1].isspace()),
        float(first is not None and first.end < size and text[first.end].isspace()),
        float(last is not None and text[last.start - 1].isspace()),
        float(outer_end >= size or text[outer_end].isspace()),
        float(b0 == ","),
        float(b0 in (":", "ः") or b0.endswith("ः")),
        float(b0 in ("-", "–", "—")),
        float(b0 in _STOPS),
        float(b0 in ("कि", "की") or (b0 in (",", ":", "-") and len(before) > 1 and before[1] in ("कि", "की"))),
        float("कि" in before[:5]),
        float(b0 == "("),
        float(a0 == ","),
        float(a0 in ("-", "–", "—", ":")),
        float(a0 in _STOPS),
        float(a0[0].isalnum()),
        float(a0 in ("(", ")")),
        float(a0 == "\n"),
        *distances(before, _DEEP),
        *distances(after, _DEEP),
        float(is_finite(tail_word)),
        float(finite),
        float(person),
        float(say),
        float(sum(1 for w in inside if w[0].isascii() and w[0].isalpha()) / (len(inside) or 1)),
        float(sum(1 for w in inside if w[0].isdigit()) / (len(inside) or 1)),
        float(b0 in _STOPS or b0 == "\n"),
        float(a0 in _STOPS or a0 == "\n"),
        float(first is not None and last is not None and text[first.start] == text[last.start]),
        float(c.last - c.first if first and last else 0),
        float(mate_first == c.last and first is not None),
        float(context.depths[c.first] if first else context.depths[c.last]),
        float(mate_first >= 0),
        float(mate_last >= 0),
        float(max(-9, min(9, mate_first - c.last)) if mate_first >= 0 and last else -10),
        float(max(-9, min(9, c.first - mate_last)) if mate_last >= 0 and first else -10),
        float(min(4, context.says[family])),
        float(min(4, max(context.says[:family] + context.says[family + 1 :]))),
        *map(float, clause[:4]),
        *map(float, following_clause[:4]),
        float((tail_says[0] and tail_says[3]) or tail_says[2]),
        float(tail_says[4]),
        float((following_clause[0] and following_clause[3]) or following_clause[2]),
        float(following_clause[4]),
        float(bool(after) and after[0] in _REPORTER),
        *_gap(text, last, following),
        *_ending(text, c, context.lines[line_end_index], marks[high].start if last is None and high < len(marks) else size),
        context.lines_a_stop,
        float(min(3, again_marked)),
        float(min(3, again_bare - again_marked)),
        float(min(40, len(marks))),
        float(min(4000, size)),
    ]
    return row, placed_words(before, after, inner_first, tail, inside, last_char, "" if first else "s", "" if last else "e")


def placed_words(
    before: list[str],
    after: list[str],
    first: list[str],
    tail: list[str],
    inside: list[str],
    last_char: str,
    start: str = "",
    end: str = "",
) -> list[str]:
    """Return the words around and inside with their places, and of the nearest ones their classes by neighbours.

    ``start`` and ``end`` go before the places of the words before and after: where a mark is missing, the words tell other things.
    """
    known = neighbour_class()
    out = [f"{start}b0=" + (before[0] if before else "^"), f"{end}a0=" + (after[0] if after else "$")]
    for side, words in ((start + "b", before), (end + "a", after)):
        n = 0
        for w in words:
            if w == "\n" or (w in _STOPS and n):
                break
            if w[0].isalnum():
                n += 1
                if n <= 3:
                    out.append(f"{side}{n}={w}")
                    out.append(f"{side}{n}c={known.get(w, '')}")
                out.append(f"{side}={w}")
                if n == 7:
                    break
    for i, w in enumerate(first[:2]):
        out.append(f"f{i}={w}")
        out.append(f"f{i}c={known.get(w, '')}")
    spoken = [w for w in tail if w[0].isalnum()]
    if spoken:
        out.append("l1=" + spoken[0])
        out.append("ls=" + spoken[0][-2:])
        out.append("l1c=" + known.get(spoken[0], ""))
    if len(spoken) > 1:
        out.append("l2=" + spoken[1])
    out.append("lc=" + (last_char if last_char in "।॥|?!.,…:;" else "w"))
    if len(inside) <= 8:
        out += ["i=" + w for w in inside]
        out += ["ic=" + known.get(w, "") for w in inside]
        out.append(f"n={len(inside)}")
    return out
