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

__all__ = ["Odds", "clear_score", "probabilities", "softmax", "weighed"]


_BLOCK = 32
"""Rows that go through the network at once: from about 40 on the linear algebra of numpy starts threads, which cost many times more than so
small a product."""
Odds = tuple[float, float, float]
"""Probabilities of no quotation, a full and a partial one."""
_pack = Struct("2f").pack


def _total(values: Iterable[complex]) -> bytes:
    both = sum(values)
    return _pack(both.real, both.imag)


@cache
def weighed() -> Places[complex, bytes]:
    """Return the places whose values are the weights of the model, summed for each group into two float32.

    A weight is what a string says for a full and for a partial quotation against none: two numbers, kept as one complex number, which sums
    in a third of the time of a pair.
    """
    model = load_shipped("quotes")
    weights = [complex(full, partial) for full, partial in model.arrays["words"].tolist()]
    table = dict(zip(model.settings["vocabulary"], weights, strict=True))
    return Places(lambda together: sum([table[word] for word in together if word in table], 0j), _total)


@cache
def clear_score() -> float:
    """Return the share of clear candidates that are quotations, in the training documents."""
    return float(load_shipped("quotes").settings["clear"])


def probabilities(rows: Sequence[bytes], values: Sequence[tuple[bytes, ...]]) -> list[Odds]:
    """Return the calibrated probabilities of candidates: no quotation, full, partial.

    Parameters
    ----------
    rows, values
        What `quotestance.quotes.features.measure` gave for the places of `weighed`.
    """
    import numpy as np

    arrays = load_shipped("quotes").arrays
    out: list[Odds] = []
    for i in range(0, len(rows), _BLOCK):
        packed = b"".join([part for j in range(i, min(i + _BLOCK, len(rows))) for part in (rows[j], *values[j])])
        table = np.frombuffer(packed, np.float32).reshape(-1, len(arrays["low"]))
        out += [softmax(*raw) for raw in predict_raw(arrays, table).tolist()]
    return out


def softmax(none: float, full: float, partial: float) -> Odds:
    """Return probabilities of raw scores.

    >>> softmax(1.0, 1.0, -999.0)
    (0.5, 0.5, 0.0)
    """
    most = max(none, full, partial)
    none, full, partial = exp(none - most), exp(full - most), exp(partial - most)
    total = none + full + partial
    return none / total, full / total, partial / total
