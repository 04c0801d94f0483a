"""Direct speech without quotation marks: the way of headlines and interviews.

Two patterns: speech after a dash or a colon (मंत्री बोले- पानी आएगा), to the end of its sentence or line, and the headline that puts the words
first (पानी आएगा: मंत्री). Most dashes and colons set off something else, so a trained model decides.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from struct import Struct, unpack
from typing import NamedTuple, TypeVar

from ..text import fold
from ..text.cache import Cache
from .context import Context
from .marks import CHARACTERS
from .placed import Places, strings
from .reading import FINITE, STRIP, count, pieces, words_of
from .words import CLASSES, class_of

__all__ = ["NAMES", "Aside", "draw_unmarked", "measure_unmarked", "separators", "unmarked_features"]

V = TypeVar("V")
_SEPARATORS = ":-–—−：ः"
_SENTENCE_END = re.compile(r"[।॥?!]+|\s?\||\.(?=\s|$)|\.{2,}|…|\n|$")
_MARKS = frozenset(CHARACTERS)
_ABBREVIATION, _FINITE, _CASE = (CLASSES.index(c) for c in ("abbreviation", "finite", "case"))
_MOST = 700
_LEAST = 4
_NAME_WORDS = 9
_LABEL, _LABEL_WORDS = 90, 6
_SAYING = frozenset(CLASSES.index(c) for c in ("say", "speech", "according", "slogan"))
_SAYS = Cache(lambda word: not _SAYING.isdisjoint(class_of().get(word.strip(STRIP), ())))
"""Whether a word, cut at spaces, is of those that lead to speech."""

NAMES: tuple[str, ...] = (
    *("after_name_only", "words_first", "is_colon", "is_long_dash", "space_before", "space_after", "new_line"),
    *("line_number", "line_words_before", "line_rest", "length", "words", "ends_line", "ends_stop", "question"),
    *("ends_finite", "finite", "person", "say_inside", "latin", "digits", "marks_inside", "separators_in_line", "alike_lines", "text_size"),
    *(
        "before_say",
        "before_speech",
        "before_ki",
        "before_ne",
        "say_directly",
        "name_words",
        "name_finite",
        "name_case",
        "comma_after_name",
    ),
    *(f"left_{c}" for c in CLASSES),
    *(f"right_{c}" for c in CLASSES),
)
"""Names of the numbers of a row, in order."""
_pack = Struct(f"{len(NAMES)}f").pack


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

    Drawn are speech after words of saying or after a label at the beginning of a line, and a line whose end is a short name: of the 2,300
    other dashes and colons in the annotated documents 13 set off speech.
    """
    out: list[Aside] = []
    size = len(text)
    for at in places:
        line_start = text.rfind("\n", max(0, at - _LABEL), at) + 1
        at_start = line_start > 0 or at <= _LABEL
        lead = text[line_start or max(0, at - _LABEL) : at].split()
        if (at_start and len(lead) <= _LABEL_WORDS) or any(map(_SAYS.__getitem__, lead[-5:])):
            start = at + 1
            while start < size and (_blank(text[start]) or (text[start] == "\n" and "\n" not in text[at:start]) or text[start] in "-–—:"):
                start += 1
            if start < size and text[start] not in _MARKS and text[start] != "\n":
                end = _sentence_end(text, start)
                if end - start >= _LEAST:
                    out.append(Aside(start, end, at, False))
        line_end = text.find("\n", at, at + _LABEL)
        if line_end < 0 and at + _LABEL >= size:
            line_end = size
        rest = text[at + 1 : line_end].split() if line_end >= 0 else []
        if not 0 < len(rest) <= _NAME_WORDS or rest[0][0] in _MARKS:
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


def unmarked_features(context: Context, asides: Sequence[Aside], places: Sequence[int]) -> tuple[list[list[float]], list[list[str]]]:
    """Return a row of numbers (see `NAMES`) and the placed words of each candidate, for training."""
    rows, values = measure_unmarked(context, asides, places, strings())
    return [list(unpack(f"{len(NAMES)}f", row)) for row in rows], [[s for together in value for s in together] for value in values]


def measure_unmarked(
    context: Context, asides: Sequence[Aside], places: Sequence[int], words: Places[V]
) -> tuple[list[bytes], list[list[V]]]:
    """Return a row of numbers (see `NAMES`; bytes of float32) and the values of the placed words of each candidate."""
    rows, values = [], []
    for aside in asides:
        row, value = _one(context, aside, places, words)
        rows.append(row)
        values.append(value)
    return rows, values


def _one(context: Context, a: Aside, places: Sequence[int], table: Places[V]) -> tuple[bytes, list[V]]:
    text = context.text
    size = len(text)
    line = bisect_left(context.lines, a.at)
    line_start, line_end = context.lines[line - 1] + 1, context.lines[line]
    cut = pieces(text[a.start : min(a.end, a.start + 400)])
    inside = words_of(cut)
    number, _, finite, person, say, latin, _ = count(cut)
    many = number or 1
    last_word = next((w for w in reversed(inside) if w[0].isalnum()), "")
    prefix = "f" if a.first else ""
    before, _, left, near_left = context.left(a.start if a.first else a.at)
    after, _, right, near_right = context.right(a.at + 1 if a.first else a.end)
    lead = text[max(line_start, a.at - 80) : a.at]
    name = text[a.at + 1 : min(line_end, a.at + 80)].split() if a.first else lead.split()
    classes = class_of()
    in_name = [c for w in name for c in classes.get(w.strip(",.।:-"), ())]
    char = text[a.at]
    label = text[line_start : a.at + 1]
    last_char = text[a.end - 1]
    b0 = before[0] if before else "\n"
    row = _pack(
        not a.first and a.at - line_start < 40 and len(name) <= 5,
        a.first,
        char in ":：ः",
        char in "–—−",
        a.at > 0 and text[a.at - 1].isspace(),
        a.at + 1 >= size or text[a.at + 1].isspace(),
        not a.first and "\n" in text[a.at : a.start],
        min(9, line - 1),
        min(40, len(text[max(line_start, a.at - 300) : a.at].split())),
        min(300, line_end - a.end) if a.end <= line_end else -1,
        a.end - a.start,
        number,
        a.end >= size or text[a.end] == "\n",
        last_char in "।॥|.!",
        last_char == "?",
        FINITE[last_word],
        finite,
        person,
        say,
        latin / many,
        sum(1 for w in inside if w[0].isdigit()) / many,
        bisect_left(context.starts, a.end) - bisect_left(context.starts, a.start),
        min(5, bisect_left(places, line_end) - bisect_left(places, line_start)),
        min(4, text.count("\n" + label, max(0, a.at - 4000), a.at + 4000)) if len(label) < 40 else 0,
        min(4000, size),
        0 in in_name,
        1 in in_name,
        b0 in ("कि", "की"),
        "ने" in before,
        bool(before) and 0 in classes.get(b0, ()),
        len(name),
        _FINITE in in_name,
        _CASE in in_name,
        "," in lead,
        *left,
        *right,
    )
    return row, [
        *table.before(before, near_left, prefix),
        *table.after(after, near_right, prefix),
        *table.start(inside),
        *table.end(inside[::-1], last_char),
        *table.inner(inside),
    ]
