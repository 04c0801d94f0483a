"""Words with their places (``b1=कहा``: the first word before the opening mark), each with the value that is wanted of it.

Training wants the strings themselves, use wants what the model says of them. Both look up one table for each place, so on the way of use
no string is built: a word in a place gets its value (of the place, its learned class there, the bag of the side) once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Generic, TypeVar

from ..text.cache import Cache
from .words import neighbour_class

__all__ = ["Places", "strings"]

V = TypeVar("V")
_NEAR = 7
_FEW = 8
_LAST = frozenset("।॥|?!.,…:;")


class Places(Generic[V]):
    """A table for each place.

    Parameters
    ----------
    value
        Makes the value of some strings that always stand together.
    """

    def __init__(self, value: Callable[[tuple[str, ...]], V]) -> None:
        known = neighbour_class()

        def side(name: str) -> tuple[Cache[V], ...]:
            """Return tables of the edge, of the nearest three words, and four times of those that only the bag holds."""
            near = [
                Cache(lambda w, n=n: value((f"{name}{n}={w}", f"{name}{n}c={known.get(w, '')}", f"{name}={w}")))  # type: ignore[misc]
                for n in (1, 2, 3)
            ]
            bag = Cache(lambda w: value((f"{name}={w}",)))
            return Cache(lambda w: value((f"{name}0={w}",))), *near, *[bag] * (_NEAR - 3)

        # s and e: beginning and end of a span that has no mark there
        self._before = {prefix: side(prefix + "b") for prefix in ("", "s")}
        self._after = {prefix: side(prefix + "a") for prefix in ("", "e")}
        self._first = [Cache(lambda w, n=n: value((f"f{n}={w}", f"f{n}c={known.get(w, '')}"))) for n in (0, 1)]  # type: ignore[misc]
        self._last = Cache(lambda w: value((f"l1={w}", "ls=" + w[-2:], "l1c=" + known.get(w, "")))), Cache(lambda w: value((f"l2={w}",)))
        self._inner = Cache(lambda w: value(("i=" + w, "ic=" + known.get(w, ""))))
        self._sign = Cache(lambda c: value(("lc=" + c,)))
        self._number = [value((f"n={n}",)) for n in range(_FEW + 1)]

    def before(self, words: Sequence[str], near: Sequence[str], prefix: str = "") -> list[V]:
        """Return the values of the words before a place: the nearest word or sign, and the words that `look` saw."""
        tables = self._before[prefix]
        return [tables[0][words[0] if words else "^"], *[table[w] for table, w in zip(tables[1:], near)]]  # noqa: B905

    def after(self, words: Sequence[str], near: Sequence[str], prefix: str = "") -> list[V]:
        """Return the values of the words after a place."""
        tables = self._after[prefix]
        return [tables[0][words[0] if words else "$"], *[table[w] for table, w in zip(tables[1:], near)]]  # noqa: B905

    def start(self, words: Sequence[str]) -> list[V]:
        """Return the values of the first two words of a span."""
        return [table[w] for table, w in zip(self._first, words, strict=False)]

    def end(self, tail: Sequence[str], last_char: str) -> list[V]:
        """Return the values of the last words of a span, given from its end, and of its last character."""
        out = [self._sign[last_char if last_char in _LAST else "w"]]
        first, second = self._last
        for w in tail:
            if w[0].isalnum():
                if len(out) == 2:
                    out.append(second[w])
                    break
                out.append(first[w])
        return out

    def inner(self, inside: Sequence[str]) -> list[V]:
        """Return the values of the words of a span as a bag, if they are at most eight."""
        if len(inside) > _FEW:
            return []
        return [*map(self._inner.__getitem__, inside), self._number[len(inside)]]


@cache
def strings() -> Places[tuple[str, ...]]:
    """Return the places whose values are the strings themselves."""
    return Places(lambda together: together)
