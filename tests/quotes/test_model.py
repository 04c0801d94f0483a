import numpy as np

from quotestance.models import load_shipped
from quotestance.models.trees import predict_raw
from quotestance.quotes.features import NAMES
from quotestance.quotes.model import _forest, softmax
from quotestance.quotes.unmarked import NAMES as UNMARKED_NAMES


def test_the_shipped_models_know_the_features_of_the_code():
    assert load_shipped("quotes").settings["features"] == list(NAMES)
    assert load_shipped("unmarked").settings["features"] == list(UNMARKED_NAMES)


def test_the_walk_over_the_trees_is_that_of_the_library():
    rows = np.random.default_rng(0).normal(0, 8, (9, len(NAMES) + 3)).astype(np.float32)
    np.testing.assert_allclose(_forest("quotes").scores(rows), predict_raw(load_shipped("quotes").arrays, rows), atol=1e-4)


def test_softmax():
    assert softmax(np.array([[0.0]]), 1.0).tolist() == [[0.5, 0.5]]
    assert np.allclose(softmax(np.array([[1e4, 0.0, -1e4]]), 1.0), [[1, 0, 0]])
