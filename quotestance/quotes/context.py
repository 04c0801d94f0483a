"""What stands around the marks of a text, read once a place: words before and after, how far the telling ones are, who reports.

Words are read in windows near the marks, never in the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ..text import fold
from .marks import Mark
from .words import CLASSES, class_of, neighbour_class

__all__ = ["LEFT", "RIGHT", "STOPS", "Context", "Side", "distances", "read_words", "reports"]

STOPS = frozenset("।॥|?!.…")
"""Signs that end a sentence."""
_WORD = re.compile(r"[^\W_](?:[\w\u0900-\u0963\u0966-\u097f\u200c\u200d]|[-.'’](?=[^\W_]))*|[^\w\s]|\n")
_WINDOW = 90
_DEEP = 9
_NEAR = 7
_FAR = 12
_CLAUSE = 160
CUT = re.compile(r"[।|?!\n]")
"""Where a clause is cut when its verbs of saying are looked for."""
STRIP = "\"“”'‘’`.,:;।|?!()-–—"
"""What is taken off both ends of a word that was cut at spaces."""
_SAY, _SPEECH, _ACCORDING = (CLASSES.index(c) for c in ("say", "speech", "according"))
_PERSON = CLASSES.index("person")
# Words with which the reporter's next sentence begins.
_REPORTER = frozenset(
    {
        *("उन्होंने", "उन्होने", "इन्होंने", "उसने", "इसने", "वह", "वे", "यह", "ये", "उनके", "उनका", "उनकी", "इसके", "इससे", "इस"),
        *("वहीं", "हालांकि", "उधर", "इधर", "दूसरी", "साथ"),
    }
)
_KI = ("कि", "की")

LEFT: tuple[str, ...] = (
    *("space_before", "before_comma", "before_colon", "before_dash", "before_stop", "before_ki", "before_ki_near", "before_bracket"),
    *("sentence_before", "clause_says", "clause_speech", "clause_according", "clause_ne"),
    *(f"before_{c}" for c in CLASSES),
)
"""Names of the numbers of a left side, in order."""
RIGHT: tuple[str, ...] = (
    *("space_after", "after_comma", "after_dash", "after_stop", "after_word", "after_bracket", "after_newline", "sentence_after"),
    *("rest_says", "rest_speech", "rest_according", "rest_ne", "next_reports", "next_person", "next_starts"),
    *(f"after_{c}" for c in CLASSES),
)
"""Names of the numbers of a right side, in order."""


def read_words(text: str, start: int, end: int) -> list[str]:
    """Return the folded words and signs of a stretch, without signs that fold to nothing (joiners).

    >>> read_words("राम ने कहा, चलो।", 4, 16)
    ['ने', 'कहा', ',', 'चलो', '।']
    """
    stretch = text[start:end]
    out: list[str] = []
    if "\n" in stretch:
        for n, line in enumerate(stretch.split("\n")):
            if n:
                out.append("\n")
            for piece in line.split():
                out += _cut(piece)
    else:
        for piece in stretch.split():
            out += _cut(piece)
    return out


@lru_cache(maxsize=1 << 16)
def _cut(piece: str) -> tuple[str, ...]:
    """Return the folded words and signs of a piece without white space."""
    return tuple(f for w in _WORD.findall(piece) if (f := fold(w)))


def reports(stretch: str) -> tuple[bool, bool, bool, bool, int]:
    """Tell of a stretch whether it holds a verb of saying, a noun of saying, a postposition of a source, ने, and how many first persons."""
    flags = person = 0
    for piece in stretch.split():
        found = _flags(piece)
        if found:
            flags |= found
            person += found >> 4
    return bool(flags & 1), bool(flags & 2), bool(flags & 4), bool(flags & 8), person


@lru_cache(maxsize=1 << 16)
def _flags(piece: str) -> int:
    """Return what a piece without white space tells of reporting, one bit each: verb, noun, postposition, ने, first or second person."""
    word = piece.strip(STRIP)
    known = class_of().get(word, ())
    return (_SAY in known) | (_SPEECH in known) << 1 | (_ACCORDING in known) << 2 | (word == "ने") << 3 | (_PERSON in known) << 4


def distances(words: Sequence[str]) -> list[int]:
    """Return how many words away the nearest word of each class stands (12: nowhere), up to the end of the sentence."""
    out = [_FAR] * len(CLASSES)
    known = class_of()
    n = 0
    for word in words:
        if word in known:
            for c in known[word]:
                if out[c] == _FAR:
                    out[c] = n
        elif word in STOPS and n:
            break
        if word[0].isalnum():
            n += 1
    return out


class Side(NamedTuple):
    """One side of a span: the words (nearest first), numbers (see `LEFT`, `RIGHT`), and the words with their places."""

    words: list[str]
    numbers: list[float]
    placed: list[str]


class Context:
    """A text, its marks and what was read around them.

    Attributes
    ----------
    text : str
    marks : sequence of Mark
    starts : list of int
        Beginnings of the marks.
    lines : list of int
        Places of the line breaks, between -1 and the length of the text.
    mates, depths : list of int
        The mark that each mark pairs with in a plain reading (-1: none), and how deep it stands there.
    families : list of int
        How many marks of each family open after a comma, a colon or कि: which family the text uses for speech.
    lines_a_stop : float
        Line breaks for each end of a sentence; near 1 where each sentence has its own line.
    """

    def __init__(self, text: str, marks: Sequence[Mark]) -> None:
        self.text = text
        self.marks = marks
        self.starts = [m.start for m in marks]
        self.lines = [-1]
        at = text.find("\n")
        while at >= 0:
            self.lines.append(at)
            at = text.find("\n", at + 1)
        self.lines.append(len(text))
        self.mates, self.depths = _pair(marks)
        self.families = _families(text, marks)
        stops = text.count("।") + text.count("|") + text.count(". ") + text.count(".\n")
        self.lines_a_stop = min(2.0, (len(self.lines) - 2) / (stops + 1))
        self._before: dict[int, list[str]] = {}
        self._left: dict[tuple[int, str], Side] = {}
        self._right: dict[tuple[int, str], Side] = {}

    def before(self, at: int) -> list[str]:
        """Return the folded words and signs before a place, the nearest first."""
        found = self._before.get(at)
        if found is None:
            begin = at - _WINDOW
            if begin > 0:
                space = self.text.find(" ", begin, at)
                begin = space if space >= 0 else begin
            words = read_words(self.text, max(0, begin), at)[-_DEEP:]
            words.reverse()
            self._before[at] = found = words
        return found

    def after(self, at: int) -> list[str]:
        """Return the folded words and signs after a place, in order."""
        end = min(len(self.text), at + _WINDOW)
        if end < len(self.text):
            space = self.text.rfind(" ", at, end)
            end = space if space >= 0 else end
        return read_words(self.text, at, end)[:_DEEP]

    def left(self, at: int, prefix: str) -> Side:
        """Return what stands before a place; ``prefix`` goes before the places of its words."""
        found = self._left.get((at, prefix))
        if found is None:
            text, words = self.text, self.before(at)
            b0 = words[0] if words else "\n"
            b1 = words[1] if len(words) > 1 else ""
            lead = text[max(0, at - _CLAUSE) : at]
            says = reports(lead[max(lead.rfind("।"), lead.rfind("|"), lead.rfind("?"), lead.rfind("!"), lead.rfind("\n")) + 1 :])
            numbers: list[float] = [
                at == 0 or text[at - 1].isspace(),
                b0 == ",",
                b0 == ":" or b0[-1] == "ः",
                b0 in "-–—",
                b0 in STOPS,
                b0 in _KI or (b0 in ",:-" and b1 in _KI),
                "कि" in words[:5],
                b0 == "(",
                b0 == "\n" or b0 in STOPS,
                *says[:4],
                *distances(words),
            ]
            found = Side(words, numbers, _placed(words, prefix + "b", "^"))
            self._left[at, prefix] = found
        return found

    def right(self, at: int, prefix: str) -> Side:
        """Return what stands after a place; ``prefix`` goes before the places of its words."""
        found = self._right.get((at, prefix))
        if found is None:
            text, words = self.text, self.after(at)
            a0 = words[0] if words else "\n"
            rest = text[at : at + _CLAUSE]
            cut = CUT.search(rest, 1)
            says = reports(rest[: cut.start()] if cut else rest)
            numbers: list[float] = [
                at >= len(text) or text[at].isspace(),
                a0 == ",",
                a0 in "-–—:",
                a0 in STOPS,
                a0[0].isalnum(),
                a0 in "()",
                a0 == "\n",
                a0 == "\n" or a0 in STOPS,
                *says[:4],
                (says[0] and says[3]) or says[2],
                says[4],
                a0 in _REPORTER,
                *distances(words),
            ]
            found = Side(words, numbers, _placed(words, prefix + "a", "$"))
            self._right[at, prefix] = found
        return found


def _placed(words: list[str], side: str, edge: str) -> list[str]:
    """Return the words of a side with their places: the nearest three each, with their classes by neighbours, seven as a bag."""
    known = neighbour_class()
    out = [f"{side}0={words[0] if words else edge}"]
    n = 0
    for w in words:
        if w[0].isalnum():
            n += 1
            if n <= 3:
                out.append(f"{side}{n}={w}")
                out.append(f"{side}{n}c={known.get(w, '')}")
            out.append(f"{side}={w}")
            if n == _NEAR:
                break
        elif w == "\n" or (n and w in STOPS):
            break
    return out


def _pair(marks: Sequence[Mark]) -> tuple[list[int], list[int]]:
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


def _families(text: str, marks: Sequence[Mark]) -> list[int]:
    out = [0, 0, 0, 0]
    for m in marks:
        if m.opens >= 2 and text[max(0, m.start - 3) : m.start].rstrip()[-1:] in (",", ":", "ि"):
            out[m.family] += 1
    return out
