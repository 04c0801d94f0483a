"""The trained model of quotations: probabilities that a candidate is no quotation, a full one or a partial one.

Two parts, one on the other: weights of the words around and inside (logistic regression), and a small network over the numbers of
`features` and what the words say. ``training/train_quotes.py`` makes both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from math import exp
from struct import Struct

from ..models import load_shipped
from ..models.network import predict_raw
from .placed import Places

__all__ = ["Weights", "clear_score", "probabilities", "softmax", "weighed"]


_BLOCK = 32
"""Rows that go through the network at once: from about 40 on the linear algebra of numpy starts threads, which cost many times more than so
small a product."""
Weights = tuple[float, float, float]
"""What placed words say: log odds, one a class."""
_NOTHING: Weights = (0.0, 0.0, 0.0)
_pack = Struct("3f").pack


def _total(values: Iterable[Weights]) -> bytes:
    none, full, partial = zip(_NOTHING, *values)  # noqa: B905 - all are three
    return _pack(sum(none), sum(full), sum(partial))


@cache
def weighed() -> Places[Weights, bytes]:
    """Return the places whose values are the weights of the model, summed for each group into three float32."""
    model = load_shipped("quotes")
    table: dict[str, Weights] = dict(zip(model.settings["vocabulary"], map(tuple, model.arrays["words"].tolist()), strict=True))

    def value(together: tuple[str, ...]) -> Weights:
        none, full, partial = zip(_NOTHING, *[table[word] for word in together if word in table])  # noqa: B905
        return sum(none), sum(full), sum(partial)

    return Places(value, _total)


@cache
def clear_score() -> float:
    """Return the share of clear candidates that are quotations, in the training documents."""
    return float(load_shipped("quotes").settings["clear"])


def probabilities(rows: Sequence[bytes], values: Sequence[tuple[bytes, ...]]) -> list[Weights]:
    """Return the calibrated probabilities of candidates: no quotation, full, partial.

    Parameters
    ----------
    rows, values
        What `quotestance.quotes.features.measure` gave for the places of `weighed`.
    """
    import numpy as np

    arrays = load_shipped("quotes").arrays
    out: list[Weights] = []
    for i in range(0, len(rows), _BLOCK):
        packed = b"".join([part for j in range(i, min(i + _BLOCK, len(rows))) for part in (rows[j], *values[j])])
        table = np.frombuffer(packed, np.float32).reshape(-1, len(arrays["low"]))
        out += [softmax(*raw) for raw in predict_raw(arrays, table).tolist()]
    return out


def softmax(none: float, full: float, partial: float) -> Weights:
    """Return probabilities of raw scores.

    >>> softmax(1.0, 1.0, -999.0)
    (0.5, 0.5, 0.0)
    """
    most = max(none, full, partial)
    none, full, partial = exp(none - most), exp(full - most), exp(partial - most)
    total = none + full + partial
    return none / total, full / total, partial / total
