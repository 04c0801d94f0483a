"""Which of some candidates is right: a conditional logistic regression over facts, with which speakers and antecedents are ranked.

A candidate's score is the sum of the weights of its facts; the candidates of a group share the probability as a softmax of their scores.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

__all__ = ["Group", "fit"]

Group = tuple[list[list[str]], list[bool]]
"""The facts of each candidate, and which are right."""
FLOOR = 0.005
"""Weights smaller than this are left out."""


def fit(groups: Sequence[Group], strength: float = 1.0, least: int = 3, weights: Sequence[float] | None = None) -> dict[str, float]:
    """Return the weights of facts under which the right candidates have most of the probability, with a quadratic penalty.

    Parameters
    ----------
    groups
        The groups; those of which no candidate is right are left out.
    strength
        The penalty.
    least
        Facts that fewer candidates show are left out.
    weights
        What each group counts; all one where not given.

    Examples
    --------
    >>> learned = fit([([["near"], ["far"]], [True, False])], least=1)
    >>> learned["near"] > 0 > learned["far"]
    True
    """
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    counted = np.array([w for w, (_, right) in zip(weights or [1.0] * len(groups), groups, strict=True) if any(right)])
    used = [group for group in groups if any(group[1])]
    counts = Counter(fact for candidates, _ in used for facts in candidates for fact in facts)
    number = {fact: i for i, fact in enumerate(sorted(fact for fact, n in counts.items() if n >= least))}
    every = [facts for candidates, _ in used for facts in candidates]
    shown = [[number[fact] for fact in set(facts) if fact in number] for facts in every]
    rows, columns = np.repeat(np.arange(len(every)), [len(facts) for facts in shown]), [i for facts in shown for i in facts]
    matrix = csr_matrix((np.ones(len(columns)), (rows, columns)), shape=(len(every), len(number)))
    right = np.array([is_right for _, answers in used for is_right in answers])
    sizes = [len(answers) for _, answers in used]
    group, starts = np.repeat(np.arange(len(used)), sizes), np.cumsum([0, *sizes[:-1]])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ w
        odds = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        total, good = np.add.reduceat(odds, starts), np.add.reduceat(odds * right, starts)
        value = -(counted * np.log(np.maximum(good / total, 1e-300))).sum() + strength / 2 * w @ w
        wrong = odds / total[group] - odds * right / np.maximum(good, 1e-300)[group]
        return float(value), matrix.T @ (wrong * counted[group]) + strength * w

    found = minimize(loss, np.zeros(len(number)), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return {fact: float(found.x[i]) for fact, i in number.items() if abs(found.x[i]) >= FLOOR}
