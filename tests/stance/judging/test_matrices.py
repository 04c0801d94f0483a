"""Features as matrices, and weights as a model: both must say the same of a passage."""

import numpy as np
import pytest

from quotestance import Quote
from quotestance.stance import Passage
from quotestance.stance.judging.classifier import passage_rows
from quotestance.stance.judging.columns import NAMES
from quotestance.stance.judging.lexicon import Lexicon, pack
from quotestance.stance.judging.matrices import Design, common, region_vocabulary, spread

SAID = ["नदी मोर्चा ने शानदार काम किया", "नदी मोर्चा पूरी तरह विफल रहा", "नदी मोर्चा की बैठक कल होगी", "नदी मोर्चा ने शानदार बैठक की"]
PACKED = pack([("शानदार", "good"), ("विफल", "bad")], [])
ROWS = passage_rows([Passage(t, Quote(0, len(t), t), "नदी मोर्चा", (), ()) for t in SAID], Lexicon(PACKED))
GROUP, WEIGHT = np.arange(4), np.array([1.0, 2.0, 1.0, 0.5])


@pytest.mark.parametrize("vectors", [0.0, 0.25])
def test_the_model_scores_as_the_matrices_do(vectors):
    design = Design(ROWS, GROUP, WEIGHT, 1, vectors)
    sparse, dense = design.blocks
    rng = np.random.default_rng(0)
    weights = rng.normal(0, 0.1, (sparse.shape[1] + dense.shape[1], 3))
    odds = sparse @ weights[: sparse.shape[1]] + dense @ weights[sparse.shape[1] :]
    scores = [design.model(weights, np.zeros(3), PACKED).score(row) for row in ROWS]
    assert np.allclose([s.real for s in scores], odds[:, 0] - odds[:, 2], atol=1e-3)
    assert np.allclose([s.imag for s in scores], odds[:, 1] - odds[:, 2], atol=1e-3)


def test_a_feature_must_stand_in_enough_documents():
    rare, often = ({NAMES[c] for c in common(ROWS, GROUP, least)} for least in (1, 4))
    assert often < rare
    one_document = np.zeros(4, int)
    assert not len(common(ROWS, one_document, 2))
    words = {w for _, w in region_vocabulary(ROWS, GROUP, 2)}
    assert "बैठक" in words
    assert "विफल" not in words


def test_what_does_not_vary_is_left_as_it_is():
    numbers = np.array([[1.0, 0.0], [1.0, 2.0]])
    assert spread(numbers, np.ones(2)).tolist() == [1.0, 1.0]
    assert spread(numbers, np.array([3.0, 1.0])).round(3).tolist() == [1.0, 0.866]
