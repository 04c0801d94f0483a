"""Shares of favor, against and neutral over many quotations, with intervals that say what the classifier's errors cost.

Single labels are often wrong, and counting them gives biased shares, however many there are. Four ways, from the plainest:

``count``
    Labels counted as they stand, those that a person changed too. Biased by what the classifier confuses.
``probability``
    Calibrated probabilities summed up, whatever the labels say. Unbiased where they hold.
``adjusted``
    Counts corrected by the confusions seen in a labelled sample (Forman 2008); needs the sample, or a confusion matrix.
``ppi``
    Prediction-powered inference (Angelopoulos et al. 2023a, *Science* 382; power-tuned as in 2023b, arXiv:2311.01453): the mean of the
    probabilities, corrected by their mean error on a random sample that a person labelled. Its intervals hold whatever the classifier does,
    and are narrower than those of the sample alone as far as the classifier is right.

A stance without scores counts as sure of its label; one with scores and no field ``label``, as labelled by its best score. Where the
classifier abstained (``label`` is null) ``count`` leaves the stance out; with a labelled sample ``adjusted`` takes the abstention for
one more answer of the classifier's; ``probability`` and ``ppi`` use its scores like all others.

The closed formula of ``ppi`` stands here, so that it does not depend on what is installed; the tests compare it with ``ppi-python``.

>>> rows = [{"target": "क", "label": "favor", "scores": {"favor": 0.8, "against": 0.1, "neutral": 0.1}}] * 20
>>> answer = estimate(rows)[0]
>>> answer.group, answer.count, answer.shares["probability"]["favor"].share
('क', 20, 0.8)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .records import LABELS, Article, Label, read_scores
from .sampling import Groups, Row, hand_labels, identity, placed

if TYPE_CHECKING:
    import numpy as np

__all__ = ["METHODS", "Estimate", "Interval", "estimate"]

METHODS = ("count", "probability", "adjusted", "ppi")
"""Ways to estimate, in the order of the documentation."""
LEAST_LABELLED = 20
"""Fewer labelled items than this in a group give no ``adjusted`` and no ``ppi``: their intervals would not hold."""
_REPEATS = 400

_ABSTAINED = len(LABELS)


@dataclass(frozen=True, slots=True)
class Interval:
    """A share and its interval, all in 0..1."""

    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """The shares of one group.

    Attributes
    ----------
    group : str or None
        The value of the field by which the rows were grouped; ``None`` for rows without it. Speakers without a name of their own (a
        minister, a statement) have the document in brackets behind it.
    count, labelled : int
        How many stances it has, and how many of them a person labelled.
    shares : dict
        For each method the interval of each label; methods that cannot be told are left out.
    abstained : int
        How many of the stances have no label.
    """

    group: str | None
    count: int
    labelled: int
    shares: dict[str, dict[Label, Interval]]
    abstained: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Return the estimate as plain data."""
        shares = {m: {k: [i.share, i.low, i.high] for k, i in by.items()} for m, by in self.shares.items()}
        return {"group": self.group, "count": self.count, "labelled": self.labelled, "abstained": self.abstained, "shares": shares}


def estimate(
    records: Iterable[Article | Row],
    by: str | None = "target",
    *,
    labelled: Iterable[Article | Row] | None = None,
    confusion: Sequence[Sequence[float]] | None = None,
    confidence: float = 0.95,
) -> list[Estimate]:
    """Estimate the shares of favor, against and neutral by group.

    Parameters
    ----------
    records
        Stances with scores: articles, records as ``quotestance label`` writes them, or rows with ``target``, ``label`` and ``scores``.
    by
        Field of the groups: ``target``, ``speaker``, ``month``, or any other of `stance_rows`; ``None``: all together. Targets and speakers
        are compared by `quotestance.text.name_key`; speakers without a name of their own are counted by document.
    labelled
        A random sample of the same stances (see `draw_sample`), labelled by a person: rows with ``id``, ``start``, ``end``, ``target`` and
        ``label``, or annotated articles. Rows with an empty label are left out. The records then need ids: document, span and target must
        tell each stance from all others.
    confusion
        Shares of the classifier's labels (columns) given the true label (rows), both in the order of `LABELS`, for ``adjusted`` where there
        is no sample.
    confidence
        Of the intervals, in 0..1.

    Returns
    -------
    list of Estimate
        The largest group first.

    Raises
    ------
    ValueError
        Where a row has neither label nor scores, or one that is none; a hand label is none of `LABELS`; with ``labelled``, where a row of
        either lacks its identity or shares it, or labelled rows match no record; where no row has the field ``by``; where ``confidence`` is
        outside 0..1. The message names the record, counted from 1.
    """
    if not 0 < confidence < 1:
        raise ValueError(f"confidence: expected a number between 0 and 1, found {confidence}")
    truth = {} if labelled is None else hand_labels(labelled)
    groups: dict[Any, _Group] = {}
    seen: set[Any] = set()
    asked = Groups(by)
    matched = 0
    for place, row in placed(records, "records"):
        key, name = asked.group(row, place)
        group = groups.get(key)
        if group is None:
            group = groups[key] = _Group(name)
        gold = truth.get(identity(row, place, seen)) if truth else None
        matched += gold is not None
        group.add(row, gold, place)
    asked.check()
    if truth and not matched:
        raise ValueError(f"labelled: none of the {len(truth)} labelled rows is among the records (compared by id, start, end and target)")
    order = sorted(groups.values(), key=lambda g: (-len(g.predicted), g.name or ""))
    return [group.estimate(confidence, confusion) for group in order]


class _Group:
    """The stances of one group, as they come."""

    def __init__(self, name: str | None) -> None:
        self.name = name
        self.predicted: list[int] = []
        self.scores: list[list[float]] = []
        self.gold: list[int] = []

    def add(self, row: Row, gold: Label | None, place: str) -> None:
        label = row.get("label")
        if label not in (None, "", *LABELS):
            raise ValueError(f"{place}: label: expected one of {', '.join(LABELS)} or null, found {label!r:.60}")
        scores = read_scores(row.get("scores"), f"{place}: scores")
        if label in LABELS:
            answer = LABELS.index(label)
        elif scores is None:
            raise ValueError(f"{place}: expected scores or a label for {row.get('target')!r:.60}, found neither")
        else:
            answer = _ABSTAINED if "label" in row else LABELS.index(max(LABELS, key=scores.__getitem__))
        self.predicted.append(answer)
        self.scores.append([float(k == answer) for k in range(len(LABELS))] if scores is None else [scores[k] for k in LABELS])
        self.gold.append(-1 if gold is None else LABELS.index(gold))

    def estimate(self, confidence: float, confusion: Sequence[Sequence[float]] | None) -> Estimate:
        import numpy as np

        predicted, scores, gold = np.array(self.predicted), np.array(self.scores), np.array(self.gold)
        n, known, told = len(predicted), gold >= 0, int((predicted < _ABSTAINED).sum())
        counts = np.bincount(predicted, minlength=_ABSTAINED)[:_ABSTAINED] / max(1, told)
        shares: dict[str, dict[Label, Interval]] = {}
        if told:
            shares["count"] = _by_label([_wilson(p, told, confidence) for p in counts])
        shares["probability"] = _by_label([_wilson(p, n, confidence) for p in scores.mean(axis=0)])
        size = int(known.sum())
        if size >= LEAST_LABELLED:
            shares["adjusted"] = _by_label(_adjusted(predicted, gold, confidence))
            shares["ppi"] = _by_label(
                [_ppi((gold[known] == k).astype(float), scores[known, k], scores[~known, k], confidence) for k in range(len(LABELS))]
            )
        elif confusion is not None and told:
            shares["adjusted"] = _by_label(_corrected(counts, told, np.asarray(confusion, float), confidence))
        return Estimate(self.name, n, size, shares, n - told)


def _by_label(intervals: Sequence[Interval]) -> dict[Label, Interval]:
    return dict(zip(LABELS, intervals, strict=True))


def _interval(share: float, low: float, high: float) -> Interval:
    cut = [min(1.0, max(0.0, float(x))) for x in (share, low, high)]
    return Interval(round(cut[0], 6), round(cut[1], 6), round(cut[2], 6))


def _normal(confidence: float) -> float:
    from statistics import NormalDist

    return NormalDist().inv_cdf(0.5 + confidence / 2)


def _wilson(p: float, n: int, confidence: float) -> Interval:
    """Return the score interval of a share (Wilson 1927), which holds for small numbers too."""
    z = _normal(confidence)
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)) ** 0.5
    return _interval(p, middle - half, middle + half)


def _solve(observed: np.ndarray, confusion: np.ndarray) -> np.ndarray:
    """Return the true shares that explain the observed ones best, none below nought, summing to one."""
    import numpy as np

    # the least squares solution, set back onto the simplex (Duchi et al. 2008): three labels need no solver
    raw = np.linalg.lstsq(confusion.T, observed, rcond=None)[0]
    falling = np.sort(raw)[::-1]
    over = (np.cumsum(falling) - 1) / np.arange(1, len(raw) + 1)
    return np.asarray(np.maximum(0, raw - over[np.nonzero(falling > over)[0][-1]]))


def _adjusted(predicted: np.ndarray, gold: np.ndarray, confidence: float) -> list[Interval]:
    """Correct the counts by the confusions of the labelled rows; intervals by resampling all rows."""
    import numpy as np

    k = len(LABELS)
    answers = max(k, int(predicted.max()) + 1)  # an abstention is an answer like others: what it hides is seen in the sample
    cells = np.bincount((gold + 1) * answers + predicted, minlength=(k + 1) * answers)
    draws = np.random.default_rng(0).multinomial(len(predicted), cells / cells.sum(), size=_REPEATS)

    def shares(cells: np.ndarray) -> np.ndarray:
        table = cells.reshape(k + 1, answers).astype(float)
        seen = table[1:] + 0.5 / answers  # a label that the sample lacks is taken to be told at random
        return _solve(table.sum(axis=0) / table.sum(), seen / seen.sum(axis=1, keepdims=True))

    middle, spread = shares(cells), np.array([shares(d) for d in draws])
    low, high = np.quantile(spread, [(1 - confidence) / 2, (1 + confidence) / 2], axis=0)
    return [_interval(m, a, b) for m, a, b in zip(middle, low, high, strict=True)]


def _corrected(counts: np.ndarray, n: int, confusion: np.ndarray, confidence: float) -> list[Interval]:
    """Correct the counts by a given confusion matrix, taken as it is; intervals by resampling the counts."""
    import numpy as np

    k = len(LABELS)
    if confusion.shape != (k, k) or (confusion < 0).any() or abs(confusion.sum(axis=1) - 1).max() > 1e-3:
        raise ValueError(f"confusion: expected {k} rows of {k} shares that sum to 1 each")
    draws = np.random.default_rng(0).multinomial(n, counts, size=_REPEATS) / n
    middle, spread = _solve(counts, confusion), np.array([_solve(d, confusion) for d in draws])
    low, high = np.quantile(spread, [(1 - confidence) / 2, (1 + confidence) / 2], axis=0)
    return [_interval(m, a, b) for m, a, b in zip(middle, low, high, strict=True)]


def _ppi(truth: np.ndarray, guess: np.ndarray, others: np.ndarray, confidence: float) -> Interval:
    """Return the power-tuned prediction-powered interval of a mean (Angelopoulos, Duchi & Zrnic 2023, proposition 2 and example 6.1).

    Parameters
    ----------
    truth, guess
        Hand labels (0 or 1) and probabilities of the labelled rows.
    others
        Probabilities of the rows that nobody labelled.
    """
    import numpy as np

    n, m = len(truth), len(others)
    if m == 0:
        spread = truth.var(ddof=1) / n
        middle = float(truth.mean())
    else:
        both = np.concatenate((guess, others))
        variance = both.var(ddof=1)
        weight = 0.0 if variance < 1e-12 else float(np.cov(truth, guess, ddof=1)[0, 1] / ((1 + n / m) * variance))
        weight = min(1.0, max(0.0, weight))
        middle = float(truth.mean() + weight * (others.mean() - guess.mean()))
        spread = float((truth - weight * guess).var(ddof=1) / n + weight**2 * others.var(ddof=1 if m > 1 else 0) / m)
    # Agresti and Coull's add-two in the spread: a label that the sample lacks is not known to be absent
    floor = ((truth.sum() + 1) / (n + 2)) * (1 - (truth.sum() + 1) / (n + 2)) / (n + 2)
    if truth.var() == 0:
        spread = max(spread, float(floor))
    half = _normal(confidence) * float(spread) ** 0.5
    return _interval(middle, middle - half, middle + half)
