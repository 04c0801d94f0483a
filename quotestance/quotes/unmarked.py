"""Direct speech without quotation marks: the way of headlines and interviews.

Two patterns: speech after a dash or a colon (मंत्री बोले- पानी आएगा), to the end of its sentence or line, and the headline that puts the words
first (पानी आएगा: मंत्री). Most dashes and colons set off something else, so a trained model decides.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from math import exp
from typing import NamedTuple

from ..models import load_shipped
from ..text import fold
from ..text.cache import Cache
from .marks import CHARACTERS, Mark
from .reading import FINITE, STOPS, STRIP, count, look, words_of
from .words import CLASSES, class_of, neighbour_class

__all__ = ["Aside", "draw_unmarked", "separators", "speech_odds", "unmarked_facts"]

_SEPARATORS = ":-–—−：ः"
_SENTENCE_END = re.compile(r"[।॥?!]+|\s?\||\.(?=\s|$)|\.{2,}|…|\n|$")
_LONG_DASHES = "–—−"
_MARKS = frozenset(CHARACTERS)
_ABBREVIATION, _FINITE, _CASE = (CLASSES.index(c) for c in ("abbreviation", "finite", "case"))
_MOST = 700
_LEAST = 4
_NAME_WORDS = 3
_LABEL, _LABEL_WORDS = 90, 6
_SAYING = frozenset(CLASSES.index(c) for c in ("say", "speech", "according", "slogan"))
_SAYS = Cache(lambda word: not _SAYING.isdisjoint(class_of().get(word.strip(STRIP), ())))
"""Whether a word, cut at spaces, is of those that lead to speech."""

_OUTER, _INNER = 100, 300  # code points of the words beside the dash or colon, and of the speech, that are read
_NEAR = 7
_BOUNDS: dict[str, tuple[int, ...]] = {
    **dict.fromkeys(("length", "line_rest", "text_size"), (1, 10, 30, 60, 120, 200, 300, 600, 1500)),
    **dict.fromkeys(("words", "words_before", "name_words", "line", "marks", "separators", "alike"), (1, 2, 3, 4, 5, 7, 10, 15, 25)),
    **dict.fromkeys(("finite", "person", "say", "latin", "digits"), (1, 2, 3)),
    **dict.fromkeys(CLASSES, (1, 2, 4, 12)),
}
"""Where the numbers of a candidate are cut: a fact is a number with its bucket (``words<4``, for each bound that it is under)."""


class Aside(NamedTuple):
    """A stretch that could be unmarked speech.

    ``start`` and ``end`` are trimmed code points, half open; ``at`` is the place of the dash or colon; ``first`` tells that the words
    stand before it.
    """

    start: int
    end: int
    at: int
    first: bool


def separators(text: str) -> list[int]:
    """Return the places of the dashes and colons that part something, not those inside words, numbers, times and addresses.

    >>> separators("आत्म-निर्भर, 10:30, बोले- चलो")
    [24]
    """
    places: list[int] = []
    size = len(text)
    for char in _SEPARATORS:
        at = text.find(char)
        while at >= 0:
            left = text[at - 1] if at else "\n"
            right = text[at + 1] if at + 1 < size else "\n"
            if (
                right.isspace()
                or left == " "
                or (char == ":" and not (left.isdigit() and right.isdigit()) and right not in "/:" and left != ":")
                or (char in "-–—" and right.isalnum() and _says_before(text, at))
            ) and left not in _SEPARATORS:
                if char == "ः" and not (right.isspace() and left in "ाेीैो"):
                    pass
                else:
                    places.append(at)
            at = text.find(char, at + 1)
    places.sort()
    return places


def _blank(char: str) -> bool:
    """Tell whether a character is white space within a line, or a joiner."""
    return (char.isspace() and char != "\n") or char in "\u200b\u200c\u200d"


def _says_before(text: str, at: int) -> bool:
    word = text[max(0, at - 12) : at].split()
    return bool(word) and 0 in class_of().get(word[-1], ())


def draw_unmarked(text: str, places: Sequence[int]) -> list[Aside]:
    """Return the candidates at the given dashes and colons, in order of place.

    Drawn are speech after words of saying, whole sentences after a label at the beginning of a later line (रीना: …, the way of interviews),
    and a headline whose end is a name of up to three words. Of the 1,900 other dashes and colons in the annotated documents 38 set off
    speech.
    """
    out: list[Aside] = []
    size = len(text)
    for at in places:
        line_start = text.rfind("\n", max(0, at - _LABEL), at) + 1
        lead = text[line_start or max(0, at - _LABEL) : at].split()
        says = any(map(_SAYS.__getitem__, lead[-5:]))
        if says or (line_start and 0 < len(lead) <= _LABEL_WORDS and text[at] not in _LONG_DASHES):
            start = at + 1
            while start < size and (_blank(text[start]) or (text[start] == "\n" and "\n" not in text[at:start]) or text[start] in "-–—:"):
                start += 1
            if start < size and text[start] not in _MARKS and text[start] != "\n":
                end = _sentence_end(text, start)
                if end - start >= _LEAST and (says or text[end - 1] in STOPS):
                    out.append(Aside(start, end, at, False))
        if text[at] in _LONG_DASHES or text[at - 1 : at] == " ":
            continue
        line_end = text.find("\n", at, at + _LABEL)
        if line_end < 0 and at + _LABEL >= size:
            line_end = size
        rest = text[at + 1 : line_end].split() if line_end >= 0 else []
        if not 0 < len(rest) <= _NAME_WORDS or rest[0][0] in _MARKS or rest[-1][-1] in STOPS:
            continue
        first = text.rfind("\n", max(0, at - _MOST), at) + 1
        if not first and at > _MOST:
            continue
        last = at
        while first < last and (_blank(text[first]) or text[first] in "(|"):
            first += 1
        while last > first and _blank(text[last - 1]):
            last -= 1
        if last - first >= _LEAST and text[first] not in _MARKS and text[last - 1] not in _MARKS:
            out.append(Aside(first, last, at, True))
    return out


def _sentence_end(text: str, start: int) -> int:
    """Return where the sentence that begins at ``start`` ends, at the latest with its line; 0 where it is too long."""
    at = start + 1
    limit = min(len(text), start + _MOST)
    while True:
        found = _SENTENCE_END.search(text, at, limit)
        if found is None or (found.end() == limit < len(text)):
            return 0
        if found[0] == ".":
            word = text[max(start, found.start() - 12) : found.start()].split()
            if word and _ABBREVIATION in class_of().get(fold(word[-1].rpartition(".")[2]), ()):
                at = found.end()
                continue
        end = found.start() if found[0].endswith(("|", "\n")) else found.end()
        while end > start and text[end - 1].isspace():
            end -= 1
        return end


@cache
def _under(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the facts of each bucket of a number."""
    bounds = _BOUNDS[name]
    return tuple(tuple(f"{name}<{b}" for b in bounds[i:]) for i in range(len(bounds) + 1))


def _number(name: str, value: int) -> tuple[str, ...]:
    bounds = _BOUNDS[name]
    i = 0
    while i < len(bounds) and value >= bounds[i]:
        i += 1
    return _under(name)[i]


def unmarked_facts(
    text: str, newlines: Sequence[int], marks: Sequence[Mark], asides: Sequence[Aside], places: Sequence[int]
) -> list[list[str]]:
    """Return the facts of each candidate, as strings: words with their places, and numbers under bounds.

    Parameters
    ----------
    text, newlines, marks
        The text, the places of its line breaks, its quotation marks.
    asides, places
        The candidates, and the dashes and colons of the text (see `separators`).
    """
    starts = [m.start for m in marks]
    return [_facts(text, newlines, starts, a, places) for a in asides]


def _facts(text: str, newlines: Sequence[int], marks: Sequence[int], a: Aside, places: Sequence[int]) -> list[str]:
    size = len(text)
    line = bisect_left(newlines, a.at)
    line_start = newlines[line - 1] + 1 if line else 0
    line_end = newlines[line] if line < len(newlines) else size
    cut = text[a.start : min(a.end, a.start + _INNER)].split()
    inside = words_of(cut)
    number, _, finite, person, say, latin, digits = count(cut)
    last = [w for w in inside[-4:] if w[0].isalnum()]
    if a.first:
        outer = words_of(text[a.at + 1 : min(line_end, a.at + _OUTER)].split())
    else:
        outer = words_of(text[max(line_start, a.at - _OUTER) : a.at].split())[::-1]
    name = [w for w in outer if w[0].isalnum()]
    known, classes = neighbour_class(), class_of()
    in_name = {c for w in name for c in classes.get(w, ())}
    char, last_char = text[a.at], text[a.end - 1]
    label = text[line_start : a.at + 1]
    side = "a" if a.first else "b"
    out = [
        *_number("line", line),
        *_number("words_before", min(40, text.count(" ", max(line_start, a.at - 300), a.at))),
        *_number("line_rest", line_end - a.end if a.end <= line_end else 0),
        *_number("length", a.end - a.start),
        *_number("text_size", size),
        *_number("words", number),
        *_number("finite", finite),
        *_number("person", person),
        *_number("say", say),
        *_number("latin", latin),
        *_number("digits", digits),
        *_number("marks", bisect_left(marks, a.end) - bisect_left(marks, a.start)),
        *_number("separators", bisect_left(places, line_end) - bisect_left(places, line_start)),
        *_number("alike", text.count("\n" + label, max(0, a.at - 4000), a.at + 4000) if len(label) < 40 else 0),
        *_number("name_words", len(name)),
        *[side + fact for c, n in zip(CLASSES, look(name[:9])[0], strict=True) for fact in _number(c, n)],
        side,
        f"{side}{char}",
        f"0{side}={outer[0] if outer else ''}",
        *[f"{side}={w}" for w in name[:_NEAR]],
        *[f"{i}{side}={w}" for i, w in enumerate(name[:3], 1)],
        *[f"{i}{side}c={known.get(w, '')}" for i, w in enumerate(name[:3], 1)],
        *[f"f{i}={w}" for i, w in enumerate(inside[:2])],
        *[f"f{i}c={known.get(w, '')}" for i, w in enumerate(inside[:2])],
        f"lc={last_char if not last_char.isalnum() else ''}",
    ]
    for i, w in enumerate(last[-2:]):
        out.append(f"l{i}={w}")
    if last:
        out += [f"ls={last[-1][-2:]}", f"lcl={known.get(last[-1], '')}"]
    short = not a.first and a.at - line_start < 40 and len(name) <= 5
    for fact, holds in (
        ("space before", a.at > 0 and text[a.at - 1].isspace()),
        ("space after", a.at + 1 >= size or text[a.at + 1].isspace()),
        ("new line", not a.first and "\n" in text[a.at : a.start]),
        ("short name", short),
        ("short name, person", short and person > 0),
        ("short name, sentence", short and last_char in "।.?!" and number > 5),
        ("short name, question before", short and text[line_start - 2 : line_start - 1] == "?"),
        ("ends line", a.end >= size or text[a.end] == "\n"),
        ("ends finite", bool(last) and FINITE[last[-1]]),
        ("name finite", _FINITE in in_name),
        ("name case", _CASE in in_name),
        ("name says", 0 in in_name),
        ("ne", "ने" in name),
        ("comma", "," in outer),
    ):
        if holds:
            out.append(side + fact)
            out.append(fact)
    return out


@cache
def _weights() -> tuple[dict[str, float], float]:
    model = load_shipped("unmarked")
    weights = dict(zip(model.settings["vocabulary"], model.arrays["words"].tolist(), strict=True))
    return weights, float(model.arrays["bias"][0])


def speech_odds(facts: Sequence[str]) -> float:
    """Return the calibrated probability that a candidate with these facts is unmarked speech."""
    weights, bias = _weights()
    raw = bias + sum([weights[f] for f in facts if f in weights])
    return 1.0 / (1.0 + exp(-raw)) if raw > -700 else 0.0
