"""Boosted trees as flat arrays: the prediction of scikit-learn's `HistGradientBoostingClassifier` without scikit-learn.

All trees are walked at once, level by level: at each level one gather a tree and row. For a thousand rows and a hundred trees of depth
six that is six passes over an array, and no Python object a node.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

__all__ = ["predict_raw", "trees_to_arrays"]


def trees_to_arrays(model: Any, prefix: str = "") -> dict[str, np.ndarray]:
    """Turn a fitted `HistGradientBoostingClassifier` (numeric features, no missing values) into arrays for `predict_raw`.

    Returns
    -------
    dict
        ``feature`` (int16; leaves point at feature 0), ``threshold`` (float32), ``left`` and ``right`` (int32; a leaf points at itself),
        ``value`` (float32), ``root`` (int32, classes × trees of a class), ``base`` (float32, one a class), ``depth`` (int32, one number);
        each name after ``prefix``.
    """
    import numpy as np

    feature: list[int] = []
    threshold: list[float] = []
    left: list[int] = []
    right: list[int] = []
    value: list[float] = []
    roots: list[list[int]] = [[] for _ in model._predictors[0]]
    depth = 0
    for iteration in model._predictors:
        for k, tree in enumerate(iteration):
            at = len(feature)
            roots[k].append(at)
            for i, node in enumerate(tree.nodes):
                leaf = bool(node["is_leaf"])
                feature.append(0 if leaf else int(node["feature_idx"]))
                threshold.append(np.inf if leaf else float(node["num_threshold"]))
                left.append(at + (i if leaf else int(node["left"])))
                right.append(at + (i if leaf else int(node["right"])))
                value.append(float(node["value"]) if leaf else 0.0)
                depth = max(depth, int(node["depth"]))
    arrays: dict[str, np.ndarray] = {
        "feature": np.array(feature, np.int16),
        "threshold": np.array(threshold, np.float32),
        "left": np.array(left, np.int32),
        "right": np.array(right, np.int32),
        "value": np.array(value, np.float32),
        "root": np.array(roots, np.int32),
        "base": np.asarray(model._baseline_prediction, np.float32).reshape(-1),
        "depth": np.array([depth], np.int32),
    }
    return {prefix + key: array for key, array in arrays.items()}


def predict_raw(arrays: dict[str, np.ndarray], rows: np.ndarray, prefix: str = "") -> np.ndarray:
    """Return the raw scores (log odds) of ``rows``.

    Parameters
    ----------
    arrays, prefix
        What `trees_to_arrays` gave.
    rows
        Float32 array, rows × features.

    Returns
    -------
    numpy.ndarray
        Float32, rows × classes (one column for two classes).
    """
    import numpy as np

    feature, threshold = arrays[prefix + "feature"], arrays[prefix + "threshold"]
    left, right = arrays[prefix + "left"], arrays[prefix + "right"]
    root = arrays[prefix + "root"]
    n, width = rows.shape
    flat = np.ascontiguousarray(rows, np.float32).ravel()
    offset = (np.arange(n, dtype=np.int32) * width)[:, None]
    at = np.broadcast_to(root.ravel(), (n, root.size))
    for _ in range(int(arrays[prefix + "depth"][0])):
        goes_left = flat[offset + feature[at]] <= threshold[at]
        at = np.where(goes_left, left[at], right[at])
    summed = arrays[prefix + "value"][at].reshape(n, *root.shape).sum(axis=2)
    return np.asarray(summed + arrays[prefix + "base"], np.float32)
