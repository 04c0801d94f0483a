"""Where the words of a document stand: counted at once, places found for the few words that are asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ...text import Document
from ..kept import kept

__all__ = ["Positions", "positions"]

_SCANS = 32
"""Words whose places are searched for singly (a usual document needs twelve); from then on all are known, so that the time stays linear."""


class Positions:
    """The places of the folded words of a document.

    A list for every word takes three times as long as counting them.

    Attributes
    ----------
    counts : Counter
        How often each word stands in the document.

    Examples
    --------
    >>> found = Positions(["यह", "वह", "यह"])
    >>> found["यह"], found["जो"], found.counts["वह"]
    ([0, 2], [], 1)
    """

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self.counts = Counter(words)
        self._found: dict[str, list[int]] = {}

    def __getitem__(self, w: str) -> list[int]:
        """Return the places of a word, in order; none where it does not stand in the document."""
        places = self._found.get(w)
        if places is None:
            many = self.counts.get(w, 0)
            if not many:
                return []
            if len(self._found) >= _SCANS:
                self._found = self._all()
                return self._found[w]
            words, places, at = self._words, [], -1
            for _ in range(many):
                at = words.index(w, at + 1)
                places.append(at)
            self._found[w] = places
        return places

    def _all(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for i, w in enumerate(self._words):
            found.setdefault(w, []).append(i)
        return found


def positions(doc: Document) -> Positions:
    """Return the places of the words of a document; made once a document."""
    own = kept(doc)
    found = own.positions
    if found is None:
        found = own.positions = Positions(doc.words)
    return found
