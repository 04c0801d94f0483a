"""What the models of the stage have learned: weights by the names of features, and sums of them that are kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import exp
from typing import Any

from ..models import load_shipped

__all__ = ["Sums", "logistic", "named_weights"]

_MOST = 1 << 17


def named_weights(model: str, names: str, weights: str) -> dict[str, float]:
    """Return the weights of a shipped model by the names of their features.

    Parameters
    ----------
    model
        Name of the model.
    names, weights
        Its array of names (UTF-8, parted by line breaks) and that of the weights in the same order.

    Raises
    ------
    KeyError
        Where the model has no such array.
    ValueError
        Where the two arrays are not of one length.

    Examples
    --------
    >>> named_weights("entities", "boundary_names", "boundary_weights")["N0"] != 0.0
    True
    """
    arrays = load_shipped(model).arrays
    return dict(zip(arrays[names].tobytes().decode("utf-8").split("\n"), arrays[weights].tolist(), strict=True))


class Sums(dict[tuple[Any, ...], float]):
    """The summed weights of the features that follow from a few values, each sum worked out once; emptied when full.

    Parameters
    ----------
    make
        Gives the names of the features that follow from the values.
    weights
        Gives the weights by name: asked for with each new sum, since training changes them.
    most
        Sums that are kept.

    Examples
    --------
    >>> sums = Sums(lambda a, b: [a, b, a + b], lambda: {"a": 1.0, "ab": 0.5})
    >>> sums["a", "b"], len(sums)
    (1.5, 1)
    """

    __slots__ = ("make", "most", "weights")

    def __init__(self, make: Callable[..., list[str]], weights: Callable[[], Mapping[str, float]], most: int = _MOST) -> None:
        super().__init__()
        self.make, self.weights, self.most = make, weights, most

    def __missing__(self, values: tuple[Any, ...]) -> float:
        """Sum the weights of values that were not asked for before."""
        if len(self) >= self.most:
            self.clear()
        get = self.weights().get
        total = 0.0
        for feature in self.make(*values):
            total += get(feature, 0.0)
        self[values] = total
        return total


def logistic(x: float) -> float:
    """Return the probability (0..1) of log odds.

    >>> logistic(0.0), logistic(-1e9)
    (0.5, 0.0)
    """
    return 1 / (1 + exp(-x)) if x > -500 else 0.0
