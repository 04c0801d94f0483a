import numpy as np
import pytest

from quotestance.models.trees import Forest, predict_raw, trees_to_arrays

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


@pytest.mark.parametrize("classes", [2, 3])
def test_a_forest_answers_each_row_alone_as_among_others(classes):
    rng = np.random.default_rng(1)
    rows = rng.integers(0, 3, size=(300, 4)).astype(np.float32)  # many rows right at a threshold's two sides
    label = (rows.sum(axis=1) + rng.integers(0, 2, 300)).astype(int) % classes
    model = ensemble.HistGradientBoostingClassifier(max_iter=15, random_state=0).fit(rows, label)
    forest = Forest(trees_to_arrays(model))
    together = forest.scores(rows)
    np.testing.assert_allclose(together, model.decision_function(rows).reshape(len(rows), -1), rtol=1e-4, atol=1e-4)
    for i in range(0, 300, 30):
        np.testing.assert_array_equal(forest.scores(rows[i : i + 1]), together[i : i + 1])


def test_trees_without_a_question():
    rows = np.zeros((50, 2), np.float32)
    model = ensemble.HistGradientBoostingClassifier(max_iter=3, random_state=0).fit(rows, np.arange(50) % 2)
    assert Forest(trees_to_arrays(model)).scores(rows[:3]).shape == (3, 1)
