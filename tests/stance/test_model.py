"""Quotations of one document that lean on each other: sums by group against comparing all pairs."""

import numpy as np
import pytest

from quotestance.stance.model import POOL, _pooled

CASES = [
    ("one speaker", [("a", "x"), ("a", "x"), ("a", "x")]),
    ("two speakers", [("a", "x"), ("a", "y"), ("a", "x"), ("b", "x")]),
    ("nobody's", [("a", None), ("a", None), ("a", "x")]),
    ("all apart", [("a", "x"), ("b", "x"), ("c", None)]),
    ("mixed", [("a", "x"), ("b", "y"), ("a", None), ("b", "y"), ("a", "y"), ("c", "x"), ("b", "x")]),
]


def by_pairs(logits, same):
    logits = logits - logits.mean(axis=1, keepdims=True)
    out = logits.copy()
    for i, (target, speaker) in enumerate(same):
        rows = [j for j in range(len(same)) if j != i and same[j][0] == target]
        own = [j for j in rows if speaker is not None and same[j][1] == speaker]
        other = [j for j in rows if same[j][1] != speaker]
        for weight, group in zip(POOL, (own, other), strict=True):
            if group:
                out[i] += weight * logits[group].sum(axis=0) / len(group) ** 0.5
    return out


@pytest.mark.parametrize(("why", "same"), CASES, ids=[c[0] for c in CASES])
def test_sums_by_group_are_those_of_all_pairs(why, same):
    logits = np.random.default_rng(1).normal(size=(len(same), 3))
    found = _pooled(logits, same)
    assert found - found.mean(axis=1, keepdims=True) == pytest.approx(by_pairs(logits, same))
