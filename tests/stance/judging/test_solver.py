"""Logistic regression over two blocks: the answer of scikit-learn on the same matrix."""

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from quotestance.stance.judging.solver import balanced, solve

RNG = np.random.default_rng(0)
LEFT = (RNG.random((300, 12)) < 0.3).astype(np.float32)
RIGHT = RNG.normal(size=(300, 5)).astype(np.float32)
TARGET = (LEFT[:, 0] + (RIGHT[:, 0] > 0.5) + RNG.random(300) * 0.6).astype(int)
WEIGHT = RNG.random(300) + 0.5


def test_it_finds_what_scikit_learn_finds():
    weights, bias = solve((sparse.csr_matrix(LEFT), RIGHT), TARGET, 3, balanced(TARGET, WEIGHT), 0.5, 300)
    full = np.hstack([LEFT, RIGHT])
    other = LogisticRegression(C=0.5, class_weight="balanced", max_iter=1000, tol=1e-8).fit(full, TARGET, sample_weight=WEIGHT)
    odds = full @ weights + bias
    told = np.exp(odds) / np.exp(odds).sum(axis=1, keepdims=True)
    assert np.abs(told - other.predict_proba(full)).max() < 0.02


def test_a_label_that_no_row_has_is_never_answered():
    weights, bias = solve((sparse.csr_matrix(LEFT), RIGHT), np.minimum(TARGET, 1), 3, WEIGHT, 0.5, 50)
    assert ((np.hstack([LEFT, RIGHT]) @ weights + bias).argmax(axis=1) < 2).all()
    assert np.abs(weights[:, 2]).max() < 1e-6
