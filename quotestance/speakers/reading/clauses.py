r"""Relative clauses before a quotation: who acts in one is not the one who speaks in the sentence around it, and the other way round.

रमेश ने, जिन्हें समिति ने बुलाया था, कहा, "…": the clause is closed before the verb of saying, so समिति ने belongs to another verb. रमेश की जगह
सुरेश ने ली, जिन्हें वे "…" कहते हैं: the quotation stands inside the clause, so whoever acts before it most likely says nothing. Translated
news is full of both.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..words.small_words import words_for
from .surroundings import Surroundings

__all__ = ["clauses_before", "place_in_clauses"]

_RELATIVE = words_for("relative")
_DETERMINERS = frozenset(("जो", "जिस", "जिन", "जहां"))
"""Relative words that also stand before their noun (जो लोग आए, वे): they open a clause in the sense meant here only after a comma."""
_OPEN = 1 << 30
_NEAR = 3
"""Most words from the end of a noun phrase to the relative word of its own clause, counting ने and a comma."""
OUTSIDE, CLOSED, HEAD, OPEN, OPEN_HEAD, WITHIN = range(6)


def clauses_before(words: Sequence[str], around: Surroundings) -> list[tuple[int, int]]:
    """Return the relative clauses of a quotation's sentence that begin before it: tokens, half open, the end of one still open far away.

    Parameters
    ----------
    words
        The words of the document.
    around
        What stands around the quotation.
    """
    found: list[tuple[int, int]] = []
    begin, limit = -1, around.outer_first - 1  # a comma right before the quotation opens it and closes no clause
    for stretch in reversed(around.left):
        if stretch.sentence:
            continue
        for i in range(stretch.first, stretch.last):
            w = words[i]
            if begin >= 0:
                if w == "," and begin + 1 < i < limit:
                    found.append((begin, i))
                    begin = -1
            elif w in _RELATIVE and i > stretch.first and (words[i - 1] == "," or w not in _DETERMINERS):
                begin = i
    if begin >= 0:
        found.append((begin, _OPEN))
    return found


def place_in_clauses(first: int, last: int, clauses: Sequence[tuple[int, int]]) -> int:
    """Return how a noun phrase before a quotation stands to the relative clauses of the sentence.

    Parameters
    ----------
    first, last
        Its tokens, both inclusive.
    clauses
        What `clauses_before` gave.

    Returns
    -------
    int
        0 outside of all, 1 in one that is closed, 2 the head of a closed one, 3 before one in which the quotation stands, 4 the head of
        that, 5 in that.
    """
    found = OUTSIDE
    for begin, end in clauses:
        if begin <= first < end:
            return WITHIN if end == _OPEN else CLOSED
        if last < begin:
            head = begin - last <= _NEAR
            if end == _OPEN:
                found = OPEN_HEAD if head else OPEN
            elif head:
                found = max(found, HEAD)
    return found
