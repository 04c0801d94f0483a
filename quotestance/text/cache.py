"""A dict that makes what it lacks: for what is asked of single words again and again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

__all__ = ["Cache"]

V = TypeVar("V")
_MOST = 1 << 16
_LONGEST = 100


class Cache(dict[str, V]):
    """Values of strings, each made once by ``make``.

    A hit is one dict lookup without a call of Python code, a third of the cost of `functools.lru_cache`, and ``map(cache.__getitem__, …)``
    runs over a whole text so. It holds at most 65,536 strings of up to 100 code points: when it is full it is emptied, which costs less
    than keeping count of use.

    >>> sizes = Cache(len)
    >>> [sizes[w] for w in ("एक", "दो", "एक")], len(sizes)
    ([2, 2, 2], 2)
    """

    __slots__ = ("make",)

    def __init__(self, make: Callable[[str], V]) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, key: str) -> V:
        """Make, keep and return the value of a string that is not there."""
        value = self.make(key)
        if len(key) <= _LONGEST:
            if len(self) >= _MOST:
                self.clear()
            self[key] = value
        return value
