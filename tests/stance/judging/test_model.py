"""Quotations of one document that lean on each other: sums by group against comparing all pairs; scores against plain arithmetic."""

import numpy as np
import pytest

from quotestance.stance.judging.columns import NAMES, NUMBERS, REGIONS
from quotestance.stance.judging.features import Row
from quotestance.stance.judging.lexicon import pack
from quotestance.stance.judging.model import POOL, SCALE, LinearModel, pooled

CASES = [
    ("one speaker", [("a", "x"), ("a", "x"), ("a", "x")]),
    ("two speakers", [("a", "x"), ("a", "y"), ("a", "x"), ("b", "x")]),
    ("nobody's", [("a", None), ("a", None), ("a", "x")]),
    ("all apart", [("a", "x"), ("b", "x"), ("c", None)]),
    ("mixed", [("a", "x"), ("b", "y"), ("a", None), ("b", "y"), ("a", "y"), ("c", "x"), ("b", "x")]),
    ("none", []),
]


def by_pairs(scores, same):
    out = list(scores)
    for i, (target, speaker) in enumerate(same):
        rows = [j for j in range(len(same)) if j != i and same[j][0] == target]
        own = [j for j in rows if speaker is not None and same[j][1] == speaker]
        other = [j for j in rows if same[j][1] != speaker]
        for weight, group in zip(POOL, (own, other), strict=True):
            if group:
                out[i] += weight * sum(scores[j] for j in group) / len(group) ** 0.5
    return out


@pytest.mark.parametrize(("why", "same"), CASES, ids=[c[0] for c in CASES])
def test_sums_by_group_are_those_of_all_pairs(why, same):
    rng = np.random.default_rng(1)
    scores = [complex(*rng.normal(size=2)) for _ in same]
    assert pooled(scores, same) == pytest.approx(by_pairs(scores, same))


@pytest.fixture(scope="module")
def model():
    rng = np.random.default_rng(2)
    columns, numeric, bias, table = (
        rng.normal(size=s).astype(np.float32) for s in ((len(NAMES), 2), (len(NUMBERS), 2), (2,), (2, len(REGIONS), 2))
    )
    return LinearModel(columns, numeric, bias, ["जल", "वन"], table, pack([], []))


def row(columns, numbers, *regions):
    return Row(set(columns), numbers, regions + ([],) * (len(REGIONS) - len(regions)), [], False)


def test_a_score_is_the_sum_of_what_columns_numbers_and_words_say(model):
    numbers = [0.5] * len(NUMBERS)
    told = model.score(row([3, 7], numbers, ["जल", "जल", "नया"], ["वन"]))
    wanted = (model.columns[3] + model.columns[7]) * SCALE / 2**0.5 + 0.5 * model.numeric.sum(axis=0)
    wanted = wanted + 2 * model.table[0, 0] / 3**0.5 + model.table[1, 1]
    assert (told.real, told.imag) == pytest.approx(wanted.tolist(), rel=1e-5)


def test_nothing_said_leaves_the_bias(model):
    assert model.score(row([], [0.0] * len(NUMBERS))) == 0
    odds = np.exp([*model.bias, 0.0])
    assert model.probabilities([row([], [0.0] * len(NUMBERS))])[0] == pytest.approx((odds / odds.sum()).tolist(), rel=1e-5)


def test_far_apart_odds_give_probabilities(model):
    (told,) = model.probabilities([row([], [1e5] * len(NUMBERS))])
    assert sum(told) == pytest.approx(1)
    assert all(0 <= p <= 1 for p in told)
    assert model.probabilities([]) == []
