"""The stance model as a scikit-learn estimator: train it on labels of your own, measure it, put it in the place of the shipped one."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.model_selection import GroupKFold, StratifiedKFold
from sklearn.utils.validation import check_is_fitted

from ...models import load, save
from ...records import LABELS
from ...text import Document
from .features import Row, features
from .lexicon import Lexicon, pack, read_tables
from .matrices import Design
from .model import LinearModel, pooled
from .passage import Passage
from .solver import Blocks, balanced, solve
from .view import View

__all__ = ["StanceClassifier", "passage_rows", "pooled_odds"]


def passage_rows(passages: Sequence[Passage], lexicon: Lexicon) -> list[Row]:
    """Return the features of passages; passages of one text and quotation that follow each other share the work."""
    rows: list[Row] = []
    doc: Document | None = None
    view: View | None = None
    for passage in passages:
        if not isinstance(passage, Passage):
            raise TypeError(f"passages: expected quotestance.stance.Passage, found {type(passage).__name__}")
        if doc is None or passage.text is not doc.text:
            doc, view = Document(passage.text), None
        if view is None or view.quote is not passage.quote:
            view = View(doc, passage.quote, lexicon)
        rows.append(features(view, passage.target, passage.aliases, passage.mentions))
    return rows


class StanceClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Stance toward a named target by logistic regression over words, frames and polarity around the target.

    Its ``X`` is a list of `Passage`, its ``y`` a list of labels. A fitted one is itself a `Scorer`: ``analyze(text, stance=classifier)``.

    Parameters
    ----------
    C : float, default=0.015
        Inverse strength of regularisation.
    min_documents : int, default=3
        A feature must stand in so many texts to be kept.
    balanced : bool, default=True
        Whether each label weighs alike in training, whatever its share.
    calibrate : int, default=5
        Folds by text over which temperature and bias of the probabilities are fitted on held-out answers; 0: none.
    vectors : float, default=0.18
        Spread of the averaged word vectors beside the other features; 0: none.
    max_iter : int, default=80
        Most iterations of the solver.

    Attributes
    ----------
    classes_ : numpy.ndarray of str
        Labels, in alphabetical order; the columns of `predict_proba`.
    model_ : LinearModel
        The arrays that are saved.
    confusion_ : list of list of float, or None
        Shares of the answers (columns) given the label (rows) on held-out documents, in the order of favor, against, neutral: what
        `quotestance.estimate` takes as ``confusion``.

    Examples
    --------
    >>> from quotestance import Quote
    >>> def passage(text):
    ...     return Passage(text, Quote(0, len(text), text), "सरकार", (), ())
    >>> X = [passage(t) for t in ("सरकार ने अच्छा काम किया", "सरकार विफल रही", "सरकार की बैठक हुई")] * 4
    >>> y = ["favor", "against", "neutral"] * 4
    >>> model = StanceClassifier(min_documents=1, calibrate=0, C=1).fit(X, y)
    >>> str(model.predict([passage("सरकार ने बहुत अच्छा काम किया")])[0])
    'favor'
    """

    def __init__(
        self,
        *,
        C: float = 0.015,
        min_documents: int = 3,
        balanced: bool = True,
        calibrate: int = 5,
        vectors: float = 0.18,
        max_iter: int = 80,
    ) -> None:
        self.C = C
        self.min_documents = min_documents
        self.balanced = balanced
        self.calibrate = calibrate
        self.vectors = vectors
        self.max_iter = max_iter

    def fit(
        self,
        X: Sequence[Passage],
        y: Sequence[str],
        sample_weight: Sequence[float] | None = None,
        groups: Sequence[Any] | None = None,
    ) -> StanceClassifier:
        """Train on passages and their labels.

        Parameters
        ----------
        X, y
            Passages, and for each one of favor, against, neutral.
        sample_weight
            Weight of each passage.
        groups
            The document of each passage; by default its text tells.

        Raises
        ------
        ValueError
            Where lengths differ, a label is unknown, or fewer than two labels stand in ``y``.
        """
        packed = pack(*read_tables())
        rows = passage_rows(X, Lexicon(packed))
        if groups is None:
            groups = [hashlib.sha1(p.text.encode("utf-8", "surrogatepass")).hexdigest() for p in X]
        return self.fit_rows(rows, y, sample_weight=sample_weight, groups=groups, packed=packed)

    def fit_rows(
        self,
        rows: Sequence[Row],
        y: Sequence[str],
        *,
        groups: Sequence[Any],
        packed: str,
        sample_weight: Sequence[float] | None = None,
        same: Sequence[tuple[Hashable, Hashable]] | None = None,
        calibration_weight: Sequence[float] | None = None,
    ) -> StanceClassifier:
        """Train on features made before (see `passage_rows`), so that many models can be compared on one reading of the texts.

        ``same`` tells target (with its document) and speaker of each row, so that the calibration is of answers that lean on each other as
        those of `label` do (see `LinearModel.probabilities`). ``calibration_weight`` is the weight of each row in the calibration, where it
        is another than in the training: the probabilities hold for text like that of the rows that weigh.
        """
        labels = np.asarray([str(label) for label in y])
        if len(rows) != len(labels):
            raise ValueError(f"y: expected {len(rows)} labels, one a passage, found {len(labels)}")
        unknown = sorted(set(labels.tolist()) - set(LABELS))
        if unknown:
            raise ValueError(f"y: expected labels {', '.join(LABELS)}, found {unknown[0]!r}")
        if len(set(labels.tolist())) < 2:
            raise ValueError("y: expected at least two different labels, found one class")
        weight = np.ones(len(rows)) if sample_weight is None else np.asarray(sample_weight, float)
        _, group = np.unique(np.asarray([str(g) for g in groups]), return_inverse=True)
        self.classes_ = np.unique(labels)
        target = np.array([LABELS.index(label) for label in labels.tolist()])
        design = Design(rows, group, weight, self.min_documents, self.vectors)
        weights, bias = self._solve(design.blocks, target, weight)
        slope, shift = 1.0, np.zeros(len(LABELS))
        self.confusion_ = None
        if self.calibrate:
            held, first = self._held_out(design.blocks, target, weight, group)
            if same is not None:
                held = pooled_odds(held, same)
            told = weight if calibration_weight is None else np.asarray(calibration_weight, float)
            slope, shift = _scaling(held + first, target, told)
            self.confusion_ = _confusion((held + first) * slope + shift, target, told)
        self.model_ = design.model(weights * slope, bias * slope + shift, packed)
        return self

    def _held_out(self, blocks: Blocks, target: np.ndarray, weight: np.ndarray, group: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the log odds of each row by a model that has not seen its document, without the bias, and the bias of that model."""
        held, shift = np.zeros((2, len(target), len(LABELS)))
        folds = GroupKFold(min(self.calibrate, int(group.max()) + 1)) if group.max() else StratifiedKFold(self.calibrate)
        left, right = blocks
        for train, test in folds.split(target, target, group):
            weights, bias = self._solve((left[train], right[train]), target[train], weight[train])
            wide = left.shape[1]
            held[test] = left[test] @ weights[:wide] + right[test] @ weights[wide:]
            shift[test] = bias
        return held, shift

    def _solve(self, blocks: Blocks, target: np.ndarray, weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        told = balanced(target, weight) if self.balanced else weight
        return solve(blocks, target, len(LABELS), told, self.C, self.max_iter)

    def predict_proba(self, X: Sequence[Passage]) -> np.ndarray:
        """Return calibrated probabilities, passages × `classes_`."""
        check_is_fitted(self, "model_")
        scores = np.array(self.model_.probabilities(passage_rows(X, self.model_.lexicon))).reshape(-1, len(LABELS))
        return np.asarray(scores[:, [LABELS.index(c) for c in self.classes_]])

    def predict(self, X: Sequence[Passage]) -> np.ndarray:
        """Return the likeliest label of each passage."""
        scores = self.predict_proba(X)
        return np.asarray(self.classes_[scores.argmax(axis=1)])

    def __call__(self, passages: Sequence[Passage]) -> list[list[float]]:
        """Answer as a `Scorer`: probabilities in the order of `LABELS`."""
        check_is_fitted(self, "model_")
        return [list(row) for row in self.model_.probabilities(passage_rows(passages, self.model_.lexicon))]

    def save(self, folder: Path | str, name: str = "stance", **settings: Any) -> None:
        """Write the fitted model as ``name.json`` and ``name.bin``, without pickle; ``settings`` (plain data) goes into the manifest."""
        check_is_fitted(self, "model_")
        told, arrays = self.model_.to_parts()
        save(folder, name, {**told, **settings, "parameters": self.get_params(), "confusion": self.confusion_}, arrays)

    @classmethod
    def load(cls, folder: Path | str, name: str = "stance") -> StanceClassifier:
        """Read a model written by `save`."""
        part = load(folder, name)
        out = cls(**part.settings.get("parameters", {}))
        out.model_ = LinearModel.from_parts(part)
        out.classes_ = np.array(sorted(LABELS))
        out.confusion_ = part.settings.get("confusion")
        return out


def pooled_odds(odds: np.ndarray, same: Sequence[tuple[Hashable, Hashable]]) -> np.ndarray:
    """Return the log odds with those of the document's other rows about the same target (see `pooled`)."""
    pairs = (odds - odds[:, 2:])[:, :2]
    told = np.array(pooled([complex(*pair) for pair in pairs.tolist()], same))
    return np.column_stack([told.real, told.imag, np.zeros(len(told))])


def _confusion(logits: np.ndarray, target: np.ndarray, weight: np.ndarray) -> list[list[float]]:
    table = np.full((len(LABELS), len(LABELS)), 1e-6)
    np.add.at(table, (target, logits.argmax(axis=1)), weight)
    return [[round(float(x), 4) for x in row] for row in table / table.sum(axis=1, keepdims=True)]


def _scaling(logits: np.ndarray, wanted: np.ndarray, weight: np.ndarray) -> tuple[float, np.ndarray]:
    """Return the temperature (as a slope) and the bias that make held-out log odds fit best (Guo et al. 2017)."""
    from scipy.optimize import minimize

    rows = np.arange(len(wanted))

    def loss(x: np.ndarray) -> tuple[float, np.ndarray]:
        z = logits * x[0] + x[1:]
        z = z - z.max(axis=1, keepdims=True)
        p = np.exp(z)
        p /= p.sum(axis=1, keepdims=True)
        value = -np.average(np.log(p[rows, wanted] + 1e-12), weights=weight)
        p[rows, wanted] -= 1
        p *= (weight / weight.sum())[:, None]
        return value + 1e-3 * float(x[1:] @ x[1:]), np.concatenate(([(p * logits).sum()], p.sum(axis=0) + 2e-3 * x[1:]))

    best = minimize(loss, np.array([1.0, 0.0, 0.0, 0.0]), jac=True, method="L-BFGS-B").x
    return float(best[0]), best[1:]
