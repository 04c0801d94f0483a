import numpy as np
import pytest

from quotestance.models.trees import predict_raw, trees_to_arrays

ensemble = pytest.importorskip("sklearn.ensemble")


@pytest.mark.parametrize("classes", [2, 3])
def test_the_arrays_predict_what_scikit_learn_predicts(classes):
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(400, 5)).astype(np.float32)
    label = (rows[:, 0] * rows[:, 1] > 0).astype(int) + (classes == 3) * (rows[:, 2] > 1)
    model = ensemble.HistGradientBoostingClassifier(max_iter=20, random_state=0).fit(rows, label)
    raw = predict_raw(trees_to_arrays(model, "t_"), rows, "t_")
    expected = model.decision_function(rows).reshape(len(rows), -1)
    np.testing.assert_allclose(raw, expected, rtol=1e-4, atol=1e-4)


def test_no_rows():
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(50, 2))
    model = ensemble.HistGradientBoostingClassifier(max_iter=3, random_state=0).fit(rows, rows[:, 0] > 0)
    assert predict_raw(trees_to_arrays(model), np.zeros((0, 2), np.float32)).shape == (0, 1)
