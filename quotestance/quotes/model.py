"""The trained model of quotations: probabilities that a candidate is no quotation, a full one or a partial one.

Two parts, one on the other: weights of the words around and inside (logistic regression), and a small network over the numbers of
`features` and what the words say. ``training/train_quotes.py`` makes both.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import exp
from struct import Struct
from typing import TYPE_CHECKING

from ..models import load_shipped
from ..models.network import predict_raw
from .placed import Places

if TYPE_CHECKING:
    import numpy as np

__all__ = ["Odds", "clear_score", "probabilities", "softmax", "weighed"]


_BLOCK = 16
"""Rows that go through the networks at once: from about 20 on the linear algebra of numpy starts threads, which cost many times more than
so small a product."""
Weights = tuple[float, ...]
"""What a placed word says: log odds, one a class."""
Odds = tuple[float, float, float]
"""Probabilities of no quotation, a full and a partial one."""


@cache
def weighed() -> Places[Weights]:
    """Return the places whose values are the weights of the model."""
    model = load_shipped("quotes")
    table = dict(zip(model.settings["vocabulary"], map(tuple, model.arrays["words"].tolist()), strict=True))
    nothing: Weights = (0.0,) * model.arrays["words"].shape[1]

    def value(together: tuple[str, ...]) -> Weights:
        known = [table[word] for word in together if word in table]
        return tuple(map(sum, zip(*known, strict=True))) if known else nothing

    return Places(value)


@cache
def clear_score() -> float:
    """Return the share of clear candidates that are quotations, in the training documents."""
    return float(load_shipped("quotes").settings["clear"])


def probabilities(rows: Sequence[bytes], values: Sequence[Sequence[Weights]], order: tuple[int, ...]) -> list[Odds]:
    """Return the calibrated probabilities of candidates: no quotation, full, partial.

    Parameters
    ----------
    rows, values
        What `quotestance.quotes.features.measure` gave for the places of `weighed`; at least one.
    order
        Where each number that the model knows stands in a row.
    """
    import numpy as np

    arrays = load_shipped("quotes").arrays
    bias = arrays["bias"].tolist()
    pack = Struct(f"{len(bias)}f").pack
    packed = b"".join([row + pack(*map(sum, zip(*value, bias))) for row, value in zip(rows, values, strict=True)])  # noqa: B905
    table = np.frombuffer(packed, np.float32).reshape(len(rows), -1).take(_columns(order, len(bias)), axis=1)
    return [softmax(*raw) for i in range(0, len(rows), _BLOCK) for raw in predict_raw(arrays, table[i : i + _BLOCK]).tolist()]


@cache
def _columns(order: tuple[int, ...], further: int) -> np.ndarray:
    """Return ``order`` followed by the further columns of a row."""
    import numpy as np

    return np.array([*order, *range(len(order), len(order) + further)])


def softmax(none: float, full: float, partial: float) -> Odds:
    """Return probabilities of raw scores.

    >>> softmax(1.0, 1.0, -999.0)
    (0.5, 0.5, 0.0)
    """
    most = max(none, full, partial)
    none, full, partial = exp(none - most), exp(full - most), exp(partial - most)
    total = none + full + partial
    return none / total, full / total, partial / total
