import numpy as np
import pytest

from quotestance.models.network import network_to_arrays, predict_raw

neural = pytest.importorskip("sklearn.neural_network")


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
@pytest.mark.parametrize("classes", [2, 3])
def test_the_arrays_predict_what_scikit_learn_predicts(classes):
    rng = np.random.default_rng(0)
    rows = rng.normal(3, 2, size=(300, 5)).astype(np.float32)
    label = (rows[:, 0] > 3).astype(int) + (classes == 3) * (rows[:, 2] > 4)
    mean, scale = rows.mean(0), rows.std(0)
    bounds = rows.min(0), rows.max(0)
    models = [neural.MLPClassifier((8,), max_iter=30, random_state=seed).fit((rows - mean) / scale, label) for seed in range(2)]
    raw = predict_raw(network_to_arrays(models, mean, scale, bounds, "n_"), rows, "n_")
    assert raw.shape == (300, 1 if classes == 2 else 3)
    for model, single in ((m, predict_raw(network_to_arrays([m], mean, scale, bounds), rows)) for m in models):
        odds = 1 / (1 + np.exp(-single)) if classes == 2 else np.exp(single) / np.exp(single).sum(1, keepdims=True)
        expected = model.predict_proba((rows - mean) / scale)
        np.testing.assert_allclose(odds[:, -1], expected[:, -1], atol=1e-4)
    far = np.full((1, 5), 1e6, np.float32)
    np.testing.assert_allclose(
        predict_raw(network_to_arrays(models, mean, scale, bounds), far),
        predict_raw(network_to_arrays(models, mean, scale, bounds), bounds[1][None]),
        atol=1e-4,
    )
    mean_of_both = np.mean([predict_raw(network_to_arrays([m], mean, scale, bounds), rows) for m in models], axis=0)
    np.testing.assert_allclose(raw, mean_of_both, atol=1e-4)


def test_no_rows():
    arrays = {
        "low": np.zeros(2),
        "high": np.ones(2),
        "hidden": np.zeros((2, 3)),
        "hidden_bias": np.zeros(3),
        "output": np.zeros((3, 1)),
        "output_bias": np.zeros(1),
    }
    assert predict_raw(arrays, np.zeros((0, 2), np.float32)).shape == (0, 1)
