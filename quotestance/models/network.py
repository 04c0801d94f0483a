"""A small feed-forward network as arrays: the prediction of scikit-learn's `MLPClassifier` without scikit-learn.

For some tens of rows and a hundred features the whole costs two small matrix products, a fiftieth of walking a few hundred boosted trees
(`quotestance.models.trees`). Where both are equally right, this is what ships.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

__all__ = ["network_to_arrays", "predict_raw"]


def network_to_arrays(
    models: Sequence[Any], mean: np.ndarray, scale: np.ndarray, bounds: tuple[np.ndarray, np.ndarray], prefix: str = ""
) -> dict[str, np.ndarray]:
    """Turn fitted `MLPClassifier`s (one hidden layer, ``relu``) into the arrays of one network whose raw score is the mean of theirs.

    Parameters
    ----------
    models
        Networks of the same shape, fitted on ``(rows - mean) / scale`` with different seeds; side by side they are one wider network.
    mean, scale
        One number a feature; the standardisation is folded into the first layer.
    bounds
        Least and largest value of each feature: what lies outside is cut, since a network, unlike a tree, is led far off by a value that it
        never saw.

    Returns
    -------
    dict
        ``low`` and ``high`` (float32, one a feature), ``hidden`` (features × hidden units), ``hidden_bias``, ``output`` (hidden units ×
        outputs), ``output_bias``; each name after ``prefix``.
    """
    import numpy as np

    first = np.hstack([m.coefs_[0] for m in models]) / np.asarray(scale)[:, None]
    first_bias = np.concatenate([m.intercepts_[0] for m in models]) - np.asarray(mean) @ first
    arrays = {
        "low": np.asarray(bounds[0]),
        "high": np.asarray(bounds[1]),
        "hidden": first,
        "hidden_bias": first_bias,
        "output": np.vstack([m.coefs_[1] for m in models]) / len(models),
        "output_bias": np.mean([m.intercepts_[1] for m in models], axis=0),
    }
    return {prefix + key: np.asarray(array, np.float32) for key, array in arrays.items()}


def predict_raw(arrays: dict[str, np.ndarray], rows: np.ndarray, prefix: str = "") -> np.ndarray:
    """Return the raw scores (log odds for one output, logits of a softmax for more) of ``rows``.

    Parameters
    ----------
    arrays, prefix
        What `network_to_arrays` gave.
    rows
        Float32 array, rows × features, not standardised.

    Returns
    -------
    numpy.ndarray
        Float32, rows × outputs.
    """
    import numpy as np

    inside = np.minimum(np.maximum(rows, arrays[prefix + "low"]), arrays[prefix + "high"])
    hidden = inside @ arrays[prefix + "hidden"]
    hidden += arrays[prefix + "hidden_bias"]
    np.maximum(hidden, 0, out=hidden)
    return np.asarray(hidden @ arrays[prefix + "output"] + arrays[prefix + "output_bias"])
