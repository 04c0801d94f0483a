"""What stands around the marks of a text, read once a place: words before and after, how far the telling ones are, who reports.

Words are read in windows near the marks, never in the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..text.cache import Cache
from .marks import Mark, pair
from .reading import STOPS, look, read_words, reports
from .words import CLASSES

__all__ = ["CUT", "LEFT", "RIGHT", "Context", "Side"]

_WINDOW = 90
_SMALL = 60  # mostly enough for so many words as are asked for
_DEEP = 9
_FEW = 30  # mostly enough for two words
_CLAUSE = 160
CUT = re.compile(r"[।|?!\n]")
"""Where a clause is cut when its verbs of saying are looked for."""
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


Side = tuple[list[str], list[float], Sequence[int], list[str]]
"""One side of a place: its words and signs (nearest first), its numbers (see `LEFT`, `RIGHT`), and what `look` saw."""


def _sign_before(sign: str) -> tuple[float, ...]:
    """Return what the nearest word or sign of a left side is: comma, colon, dash, end of a sentence."""
    return sign == ",", sign == ":" or sign[-1] == "ः", sign in "-–—", sign in STOPS


def _sign_after(sign: str) -> tuple[float, ...]:
    """Return what the nearest word or sign of a right side is, in the order of `RIGHT`."""
    stop = sign in STOPS
    return sign == ",", sign in "-–—:", stop, sign[0].isalnum(), sign in "()", sign == "\n", stop or sign == "\n"


_SIGNS_BEFORE, _SIGNS_AFTER = Cache(_sign_before), Cache(_sign_after)


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
    families : list of (int, int)
        For each family how many of its marks open after a comma, a colon or कि, and how many of the most frequent other one: which family
        the text uses for speech; at most 4.
    reports : Cache
        What each sentence tells (see `quotestance.quotes.reading.reports`), for those that many candidates share.
    lines_a_stop : float
        Line breaks for each end of a sentence; near 1 where each sentence has its own line.
    """

    def __init__(self, text: str, marks: Sequence[Mark], paired: tuple[list[int], list[int]] | None = None) -> None:
        self.text = text
        self.marks = marks
        self.starts = [m.start for m in marks]
        self.lines = [-1]
        at = text.find("\n")
        while at >= 0:
            self.lines.append(at)
            at = text.find("\n", at + 1)
        self.lines.append(len(text))
        self.mates, self.depths = paired or pair(marks)
        self.families = _families(text, marks)
        stops = text.count("।") + text.count("|") + (text.count(". ") + text.count(".\n") if "." in text else 0)
        self.lines_a_stop = min(2.0, (len(self.lines) - 2) / (stops + 1))
        self._before: dict[int, list[str]] = {}
        self._left: dict[int, Side] = {}
        self._right: dict[int, Side] = {}
        self.reports = Cache(reports)

    def before(self, at: int) -> list[str]:
        """Return the folded words and signs before a place, the nearest first."""
        known = self._before.get(at)
        if known is not None:
            return known
        text = self.text
        for window in (_SMALL, _WINDOW):
            begin = max(0, at - window)
            space = text.find(" ", begin, at) if begin else -1
            words = read_words(text, space if space >= 0 else begin, at)
            if len(words) >= _DEEP and space >= 0:
                break
        self._before[at] = nearest = words[: -_DEEP - 1 : -1]
        return nearest

    def last_words(self, at: int) -> list[str]:
        """Return words and signs before a place, the nearest first, two words among them if `before` has two."""
        begin = at - _FEW
        space = self.text.find(" ", begin, at) if begin > 0 else -1
        if space >= 0:
            words = read_words(self.text, space, at)
            if len(words) <= _DEEP and sum(w[0].isalnum() for w in words) >= 2:
                return words[::-1]
        return self.before(at)

    def after(self, at: int) -> list[str]:
        """Return the folded words and signs after a place, in order."""
        text = self.text
        for window in (_SMALL, _WINDOW):
            end = min(len(text), at + window)
            space = text.rfind(" ", at, end) if end < len(text) else -1
            words = read_words(text, at, space if space >= 0 else end)
            if len(words) >= _DEEP and space >= 0:
                break
        return words[:_DEEP]

    def left(self, at: int) -> Side:
        """Return what stands before a place."""
        found = self._left.get(at)
        if found is None:
            text, words = self.text, self.before(at)
            b0 = words[0] if words else "\n"
            b1 = words[1] if len(words) > 1 else ""
            lead = text[max(0, at - _CLAUSE) : at]
            says = reports(lead[max(lead.rfind("।"), lead.rfind("|"), lead.rfind("?"), lead.rfind("!"), lead.rfind("\n")) + 1 :])
            distances, near = look(words)
            numbers: list[float] = [
                at == 0 or text[at - 1].isspace(),
                *_SIGNS_BEFORE[b0],
                b0 in _KI or (b0 in ",:-" and b1 in _KI),
                "कि" in words[:5],
                b0 == "(",
                b0 == "\n" or b0 in STOPS,
                *says[:4],
                *distances,
            ]
            self._left[at] = found = words, numbers, distances, near
        return found

    def right(self, at: int) -> Side:
        """Return what stands after a place."""
        found = self._right.get(at)
        if found is None:
            text, words = self.text, self.after(at)
            a0 = words[0] if words else "\n"
            rest = text[at : at + _CLAUSE]
            cut = CUT.search(rest, 1)
            says = reports(rest[: cut.start()] if cut else rest)
            distances, near = look(words)
            numbers: list[float] = [
                at >= len(text) or text[at].isspace(),
                *_SIGNS_AFTER[a0],
                *says[:4],
                (says[0] and says[3]) or says[2],
                says[4],
                a0 in _REPORTER,
                *distances,
            ]
            self._right[at] = found = words, numbers, distances, near
        return found


def _families(text: str, marks: Sequence[Mark]) -> list[tuple[int, int]]:
    out = [0, 0, 0, 0]
    for m in marks:
        if m.opens >= 2 and text[max(0, m.start - 3) : m.start].rstrip()[-1:] in (",", ":", "ि"):
            out[m.family] += 1
    return [(min(4, n), min(4, max(out[:family] + out[family + 1 :]))) for family, n in enumerate(out)]
