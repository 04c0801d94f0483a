"""Logistic regression of several labels over a sparse and a dense block of features side by side.

scikit-learn's takes one matrix: with the word vectors (hundreds of dense columns) stored as sparse ones a fit takes four times as long, and
calibration and cross-validation make many fits. The loss is the same: ``C`` times the weighted log loss, plus half the squared weights.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

__all__ = ["Blocks", "balanced", "solve"]

Blocks = tuple[sparse.csr_matrix, np.ndarray]
"""The sparse and the dense features of the same rows."""


def balanced(target: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return weights by which each label that occurs weighs alike, whatever its share of the rows.

    >>> balanced(np.array([0, 0, 0, 1]), np.ones(4)).round(2).tolist()
    [0.67, 0.67, 0.67, 2.0]
    """
    count = np.bincount(target)
    return np.asarray(weight * (len(target) / (np.count_nonzero(count) * np.maximum(1, count)))[target])


def solve(blocks: Blocks, target: np.ndarray, labels: int, weight: np.ndarray, C: float, max_iter: int) -> tuple[np.ndarray, np.ndarray]:
    """Return weights (features of both blocks × labels) and bias.

    Parameters
    ----------
    blocks
        Features, as 32-bit floats.
    target
        Number of the label of each row, from 0 to ``labels - 1``.
    labels
        How many labels there are; one that no row has gets no weight, and a bias that excludes it.
    weight
        Weight of each row.
    C, max_iter
        Inverse strength of regularisation, and most iterations of L-BFGS.
    """
    left, right = blocks
    turned = left.T.tocsr()
    n, wide = left.shape
    size = wide + right.shape[1]
    wanted = np.zeros((n, labels), np.float32)
    wanted[np.arange(n), target] = 1
    absent = np.bincount(target, minlength=labels) == 0
    share = np.asarray(weight, np.float32)[:, None]
    shut = np.where(absent, np.float32(-30), np.float32(0))

    def loss(x: np.ndarray) -> tuple[float, np.ndarray]:
        weights, bias = x[:-labels].reshape(size, labels), x[-labels:]
        narrow = weights.astype(np.float32)
        odds = left @ narrow[:wide] + right @ narrow[wide:] + (bias.astype(np.float32) + shut)
        odds -= odds.max(axis=1, keepdims=True)
        told = np.exp(odds)
        total = told.sum(axis=1, keepdims=True)
        value = float(np.sum(share * wanted * (np.log(total) - odds), dtype=np.float64))
        wrong = (told / total - wanted) * share
        slope = np.concatenate([turned @ wrong, right.T @ wrong]).astype(np.float64)
        gradient = np.concatenate([(C * slope + weights).ravel(), C * wrong.sum(axis=0, dtype=np.float64)])
        return C * value + 0.5 * float((weights * weights).sum()), gradient

    options: dict[str, Any] = {"maxiter": max_iter, "maxfun": 2 * max_iter, "ftol": 1e-8, "gtol": 1e-4}
    found = minimize(loss, np.zeros(size * labels + labels), jac=True, method="L-BFGS-B", options=options).x
    return found[:-labels].reshape(size, labels), found[-labels:] + shut
