"""The trained model of quotations: probabilities that a candidate is no quotation, a full one or a partial one.

Two parts, one on the other: weights of the words around and inside (logistic regression), and a small network over the numbers of
`features` and what the words say. ``training/train_quotes.py`` makes both.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from ..models import load_shipped
from ..models.network import predict_raw

if TYPE_CHECKING:
    import numpy as np

__all__ = ["probabilities"]


@cache
def _words(name: str) -> tuple[dict[str, int], np.ndarray]:
    import numpy as np

    model = load_shipped(name)
    table = {word: i for i, word in enumerate(model.settings["vocabulary"])}
    # the last row answers for every word that is not in the vocabulary
    weights = np.vstack([model.arrays["words"], np.zeros((1, model.arrays["words"].shape[1]), np.float32)]).astype(np.float64)
    return table, weights


def probabilities(rows: Sequence[Sequence[float]], words: Sequence[Sequence[str]], name: str = "quotes") -> np.ndarray:
    """Return the calibrated probabilities of candidates.

    Parameters
    ----------
    rows, words
        What `quotestance.quotes.features.features` gave; at least one.
    name
        The shipped model.

    Returns
    -------
    numpy.ndarray
        Candidates × classes, rows that sum to 1; the first class is "no quotation".
    """
    import numpy as np

    said = word_scores(words, name)
    model = load_shipped(name)
    raw = predict_raw(model.arrays, np.hstack([np.asarray(rows, np.float32), said]))
    return softmax(raw, model.settings["temperature"])


def softmax(raw: np.ndarray, temperature: float) -> np.ndarray:
    """Return probabilities of raw scores (log odds, one column for two classes) divided by the temperature."""
    import numpy as np

    scores = raw.astype(np.float64) / temperature
    if scores.shape[1] == 1:
        scores = np.hstack([np.zeros_like(scores), scores])
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True))


def word_scores(words: Sequence[Sequence[str]], name: str) -> np.ndarray:
    """Return what the placed words say: log odds, candidates × classes."""
    import numpy as np

    table, weights = _words(name)
    other = len(table)
    flat = [table.get(w, other) for placed in words for w in placed]
    begins = np.cumsum([0, *(len(placed) for placed in words)])[:-1]
    summed = np.add.reduceat(weights[flat], begins, axis=0) + load_shipped(name).arrays["bias"]
    return np.asarray(summed, np.float32)
