"""The linear stance model as arrays: features in, calibrated probabilities and evidence out, without scikit-learn.

A model is a vocabulary (one column a feature), a weight for each feature and label, weights of the numeric features, and the packed
lexicon its features were made with. Calibration is folded into the weights.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from ..models import Model, ModelError, load_shipped
from ..records import LABELS, Evidence
from .features import DENSE, View, features, words_of
from .lexicon import Lexicon

if TYPE_CHECKING:
    import numpy as np

__all__ = ["LinearModel", "Row", "shipped"]

SCALE = 6.0
"""Length of the row of yes-or-no features after normalising; the numeric features stand beside it in units of their spread."""

Row = tuple[list[str], list[float]]
"""The features of one passage: the names that hold, and the numbers of `DENSE`."""


class LinearModel:
    """Scores of rows of features.

    Parameters
    ----------
    vocabulary
        The features, in the order of the rows of ``weights``.
    weights : numpy.ndarray
        Float32, features × labels.
    numeric : numpy.ndarray
        Float32, `DENSE` × labels, already divided by each number's spread.
    bias : numpy.ndarray
        Float32, one a label.
    packed
        The lexicon, as `quotestance.stance.lexicon.pack` made it.
    """

    def __init__(self, vocabulary: Iterable[str], weights: np.ndarray, numeric: np.ndarray, bias: np.ndarray, packed: str) -> None:
        self.vocabulary = {feature: i for i, feature in enumerate(vocabulary)}
        self.weights, self.numeric, self.bias, self.packed = weights, numeric, bias, packed
        self.lexicon = Lexicon(packed)

    def columns(self, names: Sequence[str]) -> list[int]:
        """Return the columns of the features that the model knows, each once, ascending."""
        known = self.vocabulary
        return sorted({known[f] for f in names if f in known})

    def logits(self, rows: Sequence[Row]) -> np.ndarray:
        """Return the log odds (up to a constant a row), rows × labels, in one pass over all rows."""
        import numpy as np

        index: list[int] = []
        sizes = []
        for names, _ in rows:
            columns = self.columns(names)
            index += columns
            sizes.append(len(columns))
        out = np.empty((len(rows), len(LABELS)))
        bounds = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
        gathered = np.concatenate((np.zeros((1, len(LABELS))), np.cumsum(self.weights[index], axis=0, dtype=np.float64)))
        scale = SCALE / np.sqrt(np.maximum(1, np.array(sizes)))
        out = (gathered[bounds[1:]] - gathered[bounds[:-1]]) * scale[:, None]
        out += np.array([numbers for _, numbers in rows], np.float64).reshape(len(rows), len(DENSE)) @ self.numeric
        return np.asarray(out + self.bias, np.float64)

    def probabilities(self, rows: Sequence[Row]) -> np.ndarray:
        """Return the calibrated probabilities, rows × `LABELS`."""
        import numpy as np

        if not rows:
            return np.zeros((0, len(LABELS)))
        logits = self.logits(rows)
        logits -= logits.max(axis=1, keepdims=True)
        odds = np.exp(logits)
        return np.asarray(odds / odds.sum(axis=1, keepdims=True))

    def evidence(self, view: View, row: Row, label: int, most: int = 5) -> tuple[Evidence, ...]:
        """Return the words that moved a label most, with their log odds against the mean of the other labels.

        Parameters
        ----------
        view, row
            The quotation's tokens, and the features of the target.
        label
            Index of the label in `LABELS`.
        most
            How many words at the most.
        """
        columns = self.columns(row[0])
        scale = SCALE / max(1, len(columns)) ** 0.5
        known = self.vocabulary
        by_token: dict[int, float] = {}
        for feature in dict.fromkeys(row[0]):
            at = known.get(feature)
            if at is None:
                continue
            tokens = words_of(view, feature)
            if tokens:
                w = self.weights[at]
                weight = float(w[label] - (w.sum() - w[label]) / (len(LABELS) - 1)) * scale / len(tokens)
                for i in tokens:
                    by_token[i] = by_token.get(i, 0.0) + weight
        best = sorted(by_token.items(), key=lambda item: (-abs(item[1]), item[0]))[:most]
        text = view.text
        return tuple(
            Evidence(view.starts[i], view.ends[i], text[view.starts[i] : view.ends[i]], round(weight, 3))
            for i, weight in sorted(best)
            if abs(weight) >= 0.01
        )

    def to_parts(self) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
        """Return settings and arrays for `quotestance.models.save`."""
        import numpy as np

        def blob(text: str) -> np.ndarray:
            return np.frombuffer(text.encode(), np.uint8)

        return (
            {"kind": "linear stance", "labels": list(LABELS), "numbers": list(DENSE)},
            {
                "vocabulary": blob("\n".join(self.vocabulary)),
                "lexicon": blob(self.packed),
                "weights": self.weights.astype(np.float32),
                "numeric": self.numeric.astype(np.float32),
                "bias": self.bias.astype(np.float32),
            },
        )

    @classmethod
    def from_parts(cls, model: Model) -> LinearModel:
        """Read a model from the store.

        Raises
        ------
        ModelError
            Where labels, numeric features or shapes are not those of this version.
        """
        settings, arrays = model.settings, model.arrays
        if settings.get("labels") != list(LABELS) or settings.get("numbers") != list(DENSE):
            raise ModelError(f"model {model.name}: settings: expected the labels and numeric features of this version; train it again")
        try:
            vocabulary = arrays["vocabulary"].tobytes().decode().split("\n")
            packed = arrays["lexicon"].tobytes().decode()
            weights, numeric, bias = arrays["weights"], arrays["numeric"], arrays["bias"]
        except (KeyError, UnicodeDecodeError) as error:
            raise ModelError(f"model {model.name}: arrays: {error!r}") from error
        if weights.shape != (len(vocabulary), len(LABELS)) or numeric.shape != (len(DENSE), len(LABELS)):
            raise ModelError(f"model {model.name}: weights: expected {len(vocabulary)} × {len(LABELS)}, found {weights.shape}")
        return cls(vocabulary, weights, numeric, bias, packed)


@cache
def shipped() -> LinearModel:
    """Return the model of the package, read once a process."""
    return LinearModel.from_parts(load_shipped("stance"))


def rows_of(view: View, targets: Iterable[tuple[str, tuple[str, ...]]]) -> list[Row]:
    """Return the rows of several targets of one quotation."""
    return [features(view, name, aliases)[:2] for name, aliases in targets]
