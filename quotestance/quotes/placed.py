"""Words with their places (``b1=कहा``: the first word before the opening mark), each with the value that is wanted of it.

Training wants the strings themselves, use wants what the model says of them. Both look up one table for each place, so on the way of use
no string is built: a word in a place gets its value (of the place, its learned class there, the bag of the side) once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import chain
from typing import Generic, TypeVar

from ..text.cache import Cache
from .words import CLASSES, class_of, neighbour_class

__all__ = ["FEW", "GROUPS", "Places", "group_of", "strings"]

V = TypeVar("V")
S = TypeVar("S")
_NEAR = 7
FEW = 8
"""Words and signs of a span up to which all of them are looked at."""
_LAST = frozenset("।॥|?!.,…:;")
GROUPS = 5
"""Groups of words whose values are summed apart: before, first, after, last, inside; so they stand in a row of the network."""


def group_of(string: str) -> int:
    """Return the group of a word with its place.

    >>> [group_of(s) for s in ("b1=कहा", "eaC=say", "l1=है", "n=2")]
    [0, 2, 3, 4]
    """
    place = string.lstrip("se")[0]
    return {"b": 0, "f": 1, "a": 2, "l": 3}.get(place, 4)


class Places(Generic[V, S]):
    """A table for each place.

    Parameters
    ----------
    value
        Makes the value of some strings that always stand together.
    total
        Makes one value of those of a group of words: before, first, last, after, inside.
    """

    def __init__(self, value: Callable[[tuple[str, ...]], V], total: Callable[[Iterable[V]], S]) -> None:
        known, classes = neighbour_class(), class_of()
        self.total = total

        def table(*names: str, learned: bool = False) -> Cache[V]:
            """Return a table for words that are seen under each of some names, with their classes, the first with its learned one too."""

            def make(word: str) -> V:
                strings = [f"{name}={word}" for name in names]
                strings += [f"{name}C={CLASSES[c]}" for name in names for c in classes.get(word, ())]
                if learned:
                    strings.append(f"{names[0]}c={known.get(word, '')}")
                return value(tuple(strings))

            return Cache(make)

        def side(name: str) -> tuple[Cache[V], list[Cache[V]]]:
            """Return tables of the edge, and of the nearest three words and of those that only the bag holds."""
            near = [table(f"{name}{n}", name, learned=True) for n in (1, 2, 3)]
            return table(f"{name}0"), [*near, *[table(name)] * (_NEAR - 3)]

        # s and e: beginning and end of a span that has no mark there
        self._before = {prefix: side(prefix + "b") for prefix in ("", "s")}
        self._after = {prefix: side(prefix + "a") for prefix in ("", "e")}
        self._first = [table(f"f{n}", learned=True) for n in (0, 1)]
        self._last = table("l1", learned=True), table("l2")
        self._suffix = Cache(lambda w: value(("ls=" + w[-2:],)))
        self._inner = table("i", learned=True)
        self._sign = Cache(lambda c: value(("lc=" + c,)))
        self._number = [value((f"n={n}",)) for n in range(FEW + 1)]
        self.nothing = total([])

    def before(self, nearest: str, near: Sequence[str], prefix: str = "") -> S:
        """Return the value of what stands before a place: the nearest word or sign, and the words of the sentence, nearest first."""
        edge, tables = self._before[prefix]
        return self.total([edge[nearest], *[table[w] for table, w in zip(tables, near)]])  # noqa: B905

    def after(self, nearest: str, near: Sequence[str], prefix: str = "") -> S:
        """Return the value of what stands after a place."""
        edge, tables = self._after[prefix]
        return self.total([edge[nearest], *[table[w] for table, w in zip(tables, near)]])  # noqa: B905

    def first(self, words: Sequence[str]) -> S:
        """Return the value of the first two words of a span."""
        return self.total([table[w] for table, w in zip(self._first, words, strict=False)])

    def last(self, tail: Iterable[str], last_char: str) -> S:
        """Return the value of the last two words of a span, given from its end, and of its last character."""
        out = [self._sign[last_char if last_char in _LAST else "w"]]
        for w in tail:
            if w[0].isalnum():
                if len(out) > 1:
                    out.append(self._last[1][w])
                    break
                out += [self._last[0][w], self._suffix[w]]
        return self.total(out)

    def inside(self, words: Sequence[str]) -> S:
        """Return the value of the words of a span of at most eight words and signs."""
        return self.total([*map(self._inner.__getitem__, words), self._number[len(words)]])


@cache
def strings() -> Places[tuple[str, ...], tuple[str, ...]]:
    """Return the places whose values are the strings themselves."""
    return Places(lambda together: together, lambda values: tuple(chain.from_iterable(values)))
