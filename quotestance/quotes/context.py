"""What stands around the marks of a text: words before and after, who reports, which marks belong together.

Words are the tokens of the document, read near the marks, never all of them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from ..text import Document
from ..text.cache import Cache
from .marks import Mark, pair
from .reading import ENDS, look, reports, sentence_after, sentence_before
from .words import CLASSES

__all__ = ["LEFT", "RIGHT", "Context", "Side"]

_DEEP = 9
_SKIPPED = 3  # signs between a place and the sentence beside it
LEFT: tuple[str, ...] = (
    *("space_before", "clause_says", "clause_speech", "clause_according", "clause_ne"),
    *(f"before_{c}" for c in CLASSES),
)
"""Names of the numbers of a left side, in order."""
RIGHT: tuple[str, ...] = (
    *("space_after", "rest_says", "rest_speech", "rest_according", "rest_ne", "next_reports", "next_person"),
    *(f"after_{c}" for c in CLASSES),
)
"""Names of the numbers of a right side, in order."""


Side = tuple[str, list[str], list[float]]
"""One side of a place: the nearest word or sign, the words of its sentence (nearest first), its numbers (see `LEFT`, `RIGHT`)."""


_IS_WORD = Cache(lambda word: word[0].isalnum())


class Context:
    """A text, its marks and what was read around them.

    Attributes
    ----------
    doc : Document
    text : str
    words : list of str
        The folded tokens of the document.
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
    lines_a_stop : float
        Line breaks for each end of a sentence; near 1 where each sentence has its own line.
    """

    def __init__(self, doc: Document, marks: Sequence[Mark], paired: tuple[list[int], list[int]] | None = None) -> None:
        self.doc = doc
        self.text = text = doc.text
        self.words = doc.words
        self.marks = marks
        self.starts = [m.start for m in marks]
        self.lines = [-1, *doc.newlines, len(text)]
        self.mates, self.depths = paired or pair(marks)
        self.families = _families(text, marks)
        stops = text.count("।") + text.count("|") + text.count(". ") + text.count(".\n")
        self.lines_a_stop = min(2.0, (len(self.lines) - 2) / (stops + 1))

    def left(self, at: int) -> Side:
        """Return what stands before a place."""
        text, words, starts, lines = self.text, self.words, self.doc.starts, self.lines
        end = bisect_left(starts, at)
        line = bisect_left(lines, at) - 1
        low = bisect_left(starts, lines[line]) if line else 0
        nearest = words[end - 1] if end > low else "\n"
        here = end
        if end == low and line:  # at the beginning of a line: the line before is what stands there
            low = bisect_left(starts, lines[line - 1]) if line > 1 else 0
        while here > low and here > end - _SKIPPED and ENDS[words[here - 1]]:
            here -= 1
        begin = sentence_before(words, here, low)
        says = reports(words[begin:here])
        near = [*filter(_IS_WORD.__getitem__, reversed(words[max(begin, here - _DEEP) : here]))]
        numbers: list[float] = [
            at == 0 or text[at - 1].isspace(),
            *says[:4],
            *look(near),
        ]
        return nearest, near, numbers

    def right(self, at: int) -> Side:
        """Return what stands after a place."""
        text, words, starts, lines = self.text, self.words, self.doc.starts, self.lines
        start = bisect_left(starts, at)
        line = bisect_left(lines, at)
        high = bisect_left(starts, lines[line])
        nearest = words[start] if start < high else "\n"
        here = start
        if start == high and line + 1 < len(lines):
            high = bisect_left(starts, lines[line + 1])
        while here < high and here < start + _SKIPPED and ENDS[words[here]]:
            here += 1
        end = sentence_after(words, here, high)
        says = reports(words[here:end])
        near = [*filter(_IS_WORD.__getitem__, words[here : min(end, here + _DEEP)])]
        numbers: list[float] = [
            at >= len(text) or text[at].isspace(),
            *says[:4],
            (says[0] and says[3]) or says[2],
            says[4],
            *look(near),
        ]
        return nearest, near, numbers


def _families(text: str, marks: Sequence[Mark]) -> list[tuple[int, int]]:
    out = [0, 0, 0, 0]
    for m in marks:
        if m.opens >= 2 and text[max(0, m.start - 3) : m.start].rstrip()[-1:] in (",", ":", "ि"):
            out[m.family] += 1
    return [(min(4, n), min(4, max(out[:family] + out[family + 1 :]))) for family, n in enumerate(out)]
