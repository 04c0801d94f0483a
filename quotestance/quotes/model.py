"""The trained model of quotations: probabilities that a candidate is no quotation, a full one or a partial one.

Two parts, one on the other: weights of the words around and inside (logistic regression), and a small network over the numbers of
`features` and what the words say. ``training/train_quotes.py`` makes both.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from struct import Struct
from typing import TYPE_CHECKING

from ..models import load_shipped
from ..models.network import predict_raw
from .placed import Places

if TYPE_CHECKING:
    import numpy as np

__all__ = ["clear_score", "probabilities", "weighed"]


_BLOCK = 32
"""Rows that go through the network at once: from about 40 on the linear algebra of numpy starts threads, which cost many times more than so
small a product."""
Weights = tuple[float, ...]
"""What a placed word says: log odds, one a class (one in all where there are two classes)."""


@cache
def weighed(name: str) -> Places[Weights]:
    """Return the places whose values are the weights of a model."""
    model = load_shipped(name)
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


def probabilities(
    rows: Sequence[bytes], values: Sequence[Sequence[Weights]], name: str = "quotes", order: tuple[int, ...] | None = None
) -> np.ndarray:
    """Return the calibrated probabilities of candidates.

    Parameters
    ----------
    rows, values
        What `quotestance.quotes.features.measure` gave for the places of `weighed`; at least one.
    name
        The shipped model.
    order
        Where each number that the model knows stands in a row; ``None``: in the order of the model.

    Returns
    -------
    numpy.ndarray
        Candidates × classes, rows that sum to 1; the first class is "no quotation".
    """
    import numpy as np

    model = load_shipped(name)
    bias = model.arrays["bias"].tolist()
    pack = Struct(f"{len(bias)}f").pack
    packed = b"".join([row + pack(*map(sum, zip(*value, bias))) for row, value in zip(rows, values, strict=True)])  # noqa: B905
    table = np.frombuffer(packed, np.float32).reshape(len(rows), -1)
    if order is not None:
        table = table.take(_columns(order, table.shape[1]), axis=1)
    raw = [predict_raw(model.arrays, table[i : i + _BLOCK]) for i in range(0, len(rows), _BLOCK)]
    return softmax(raw[0] if len(raw) == 1 else np.concatenate(raw), model.settings["temperature"])


@cache
def _columns(order: tuple[int, ...], width: int) -> np.ndarray:
    """Return ``order`` followed by the further columns of a row."""
    import numpy as np

    return np.array([*order, *range(len(order), width)])


def softmax(raw: np.ndarray, temperature: float) -> np.ndarray:
    """Return probabilities of raw scores (log odds, one column for two classes) divided by the temperature."""
    import numpy as np

    scores = raw.astype(np.float64) / temperature
    if scores.shape[1] == 1:
        scores = np.hstack([np.zeros_like(scores), scores])
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True))
