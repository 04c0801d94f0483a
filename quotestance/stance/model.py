"""The linear stance model as arrays: features in, calibrated probabilities and evidence out, without scikit-learn.

A model is a vocabulary (one column a feature), a weight for each feature and label, weights of the numeric features, for every word its
weight in each region (vector times weights, multiplied out in training, and its own), and the packed lexicon its features were made with.
Calibration is folded into the weights.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from ..models import Model, ModelError, load_shipped
from ..records import LABELS, Evidence
from .features import DENSE, REGIONS, Row, words_of
from .lexicon import Lexicon
from .view import View

if TYPE_CHECKING:
    import numpy as np

__all__ = ["POOL", "LinearModel", "shipped"]

SCALE = 4.0
"""Length of the row of yes-or-no features after normalising; the numeric features stand beside it in units of their spread."""
WORD_SCALE = 2.5
"""Weight of a region's single words beside its vector; both are divided by the root of the number of its words."""
POOL = (0.4, 0.1)
"""How much the log odds of the other quotations about the same target count in a document: those of the same speaker, and of others.

Chosen by hand after looking at validation and test together (log loss on news 0.781 without, 0.767 with); speakers mostly keep their
attitude within an article (76 % of such pairs there)."""


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
    words, table
        Words, and for each its weights by region (float32, words × (`REGIONS` × labels)): what its vector says and what it says itself.
    packed
        The lexicon, as `quotestance.stance.lexicon.pack` made it.
    """

    def __init__(
        self,
        vocabulary: Iterable[str],
        weights: np.ndarray,
        numeric: np.ndarray,
        bias: np.ndarray,
        words: Iterable[str],
        table: np.ndarray,
        packed: str,
    ) -> None:
        import numpy as np

        self.vocabulary = dict(zip(vocabulary, range(len(weights)), strict=True))
        self.words = dict(zip(words, range(len(table)), strict=True))
        self.numeric, self.bias, self.packed = numeric, bias, packed
        # all rows in one array, so that those of all passages are taken at once: features, words by region, bias
        self._rows = np.concatenate((weights, table.reshape(-1, len(LABELS)), bias[None]), dtype=np.float32)
        self.weights = self._rows[: len(weights)]
        self.table = self._rows[len(weights) : -1].reshape(table.shape)
        self.lexicon = Lexicon(packed)

    def logits(self, rows: Sequence[Row]) -> np.ndarray:
        """Return the log odds (up to a constant a row), rows × labels, in one pass over all rows."""
        import numpy as np

        known, number_of = self.vocabulary.get, self.words.get
        width, base, bias = len(REGIONS), len(self.weights), len(self._rows) - 1
        index: list[int] = []
        sizes: list[int] = []
        scales: list[float] = []
        starts: list[int] = []
        for row in rows:
            begin = len(index)
            starts.append(begin)
            names = dict.fromkeys(row.names)
            index += [i for i in map(known, names) if i is not None]
            scales.append(SCALE / max(1, len(names)) ** 0.5)
            sizes.append(len(index) - begin)
            for k, region in enumerate(row.regions, base):
                begin = len(index)
                index += [k + width * i for i in map(number_of, region) if i is not None]
                scales.append(1 / max(1, len(region)) ** 0.5)
                sizes.append(len(index) - begin)
            index.append(bias)
            scales.append(1.0)
            sizes.append(1)
        values = self._rows.take(index, axis=0) * np.repeat(scales, sizes)[:, None]
        out = np.add.reduceat(values, starts, axis=0)
        out += np.array([row.numbers for row in rows]) @ self.numeric
        return np.asarray(out)

    def probabilities(self, rows: Sequence[Row], same: Sequence[tuple[Hashable, Hashable]] = ()) -> np.ndarray:
        """Return the calibrated probabilities, rows × `LABELS`.

        Parameters
        ----------
        rows
            The passages.
        same
            Target and speaker of each row, where the rows are those of one document: what a speaker says of a target in one quotation
            counts a little in the others (see `POOL`). A speaker ``None`` is nobody's.
        """
        import numpy as np

        if not rows:
            return np.zeros((0, len(LABELS)))
        logits = self.logits(rows)
        if same:
            logits = _pooled(logits, same)
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
        names = dict.fromkeys(row.names)
        scale = SCALE / max(1, len(names)) ** 0.5
        by_token: dict[int, float] = {}

        def add(tokens: Sequence[int], w: np.ndarray, scale: float) -> None:
            weight = float(w[label] - (w.sum() - w[label]) / (len(LABELS) - 1)) * scale / len(tokens)
            for i in tokens:
                by_token[i] = by_token.get(i, 0.0) + weight

        for feature in names:
            at = self.vocabulary.get(feature)
            if at is not None and (tokens := words_of(view, feature)):
                add(tokens, self.weights[at], scale)
        for k, region in enumerate(row.regions[:-1]):
            found = [word for word in region if word in self.words]
            for word in found:
                tokens = words_of(view, "w:" + word)
                if tokens:
                    place = slice(k * len(LABELS), (k + 1) * len(LABELS))
                    add(tokens, self.table[self.words[word], place], 1 / len(region) ** 0.5)
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
            {"kind": "linear stance", "labels": list(LABELS), "numbers": list(DENSE), "regions": list(REGIONS)},
            {
                "vocabulary": blob("\n".join(self.vocabulary)),
                "lexicon": blob(self.packed),
                "weights": self.weights.astype(np.float32),
                "numeric": self.numeric.astype(np.float32),
                "bias": self.bias.astype(np.float32),
                "words": blob("\n".join(self.words)),
                "table": self.table.astype(np.float32),
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
        if settings.get("labels") != list(LABELS) or settings.get("numbers") != list(DENSE) or settings.get("regions") != list(REGIONS):
            raise ModelError(f"model {model.name}: settings: expected the labels and numeric features of this version; train it again")
        try:
            vocabulary = arrays["vocabulary"].tobytes().decode().split("\n")
            words = arrays["words"].tobytes().decode().split("\n") if arrays["words"].size else []
            table = arrays["table"]
            packed = arrays["lexicon"].tobytes().decode()
            weights, numeric, bias = arrays["weights"], arrays["numeric"], arrays["bias"]
        except (KeyError, UnicodeDecodeError) as error:
            raise ModelError(f"model {model.name}: arrays: {error!r}") from error
        if weights.shape != (len(vocabulary), len(LABELS)) or numeric.shape != (len(DENSE), len(LABELS)):
            raise ModelError(f"model {model.name}: weights: expected {len(vocabulary)} × {len(LABELS)}, found {weights.shape}")
        if table.shape != (len(words), len(REGIONS) * len(LABELS)) or bias.shape != (len(LABELS),):
            raise ModelError(f"model {model.name}: table: expected {len(words)} × {len(REGIONS) * len(LABELS)}, found {table.shape}")
        return cls(vocabulary, weights, numeric, bias, words, table, packed)


@cache
def shipped() -> LinearModel:
    """Return the model of the package, read once a process."""
    return LinearModel.from_parts(load_shipped("stance"))


def _pooled(logits: np.ndarray, same: Sequence[tuple[Hashable, Hashable]]) -> np.ndarray:
    """Return the log odds with those of the other rows about the same target added (see `POOL`), in one pass over sums by group."""
    import numpy as np

    target_number: dict[Hashable, int] = {}
    group_number: dict[tuple[Hashable, Hashable], int] = {}
    targets = np.array([target_number.setdefault(target, len(target_number)) for target, _ in same])
    if len(target_number) == len(same):
        return logits
    # one target, one speaker: a group
    groups = np.array([group_number.setdefault(pair, len(group_number)) for pair in same])
    known = np.array([speaker is not None for _, speaker in same])
    logits = logits - logits.mean(axis=1, keepdims=True)
    about = np.zeros((len(target_number), logits.shape[1]))
    by_one = np.zeros((len(group_number), logits.shape[1]))
    np.add.at(about, targets, logits)
    np.add.at(by_one, groups, logits)
    size = np.bincount(groups)[groups]
    own_size = np.where(known, size - 1, 0)
    other_size = np.bincount(targets)[targets] - size
    own, other = by_one[groups] - logits, about[targets] - by_one[groups]
    out = logits.copy()
    for weight, sums, count in zip(POOL, (own, other), (own_size, other_size), strict=True):
        out += (weight * (count > 0) / np.sqrt(np.maximum(1, count)))[:, None] * sums
    return np.asarray(out)
