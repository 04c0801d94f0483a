"""Shares of favor, against and neutral over many quotations, with intervals that say what the classifier's errors cost.

Labels of single quotations err; counting them gives shares that are biased, however many there are. Four ways, from the plainest:

``count``
    Labels counted as they stand. Biased by what the classifier confuses.
``probability``
    Calibrated probabilities summed up. Unbiased where they hold.
``adjusted``
    Counts corrected by the confusions seen in a labelled sample (Forman 2008); needs the sample, or a confusion matrix.
``ppi``
    Prediction-powered inference (Angelopoulos et al. 2023a, *Science* 382; power-tuned as in 2023b, arXiv:2311.01453): the mean of the
    probabilities, corrected by their mean error on a random sample that a person labelled. Its intervals hold whatever the classifier does,
    and are narrower than those of the sample alone as far as the classifier is right.

The closed formula of ``ppi`` stands here, so that the answer does not hang on what is installed; the tests compare it with ``ppi-python``.

>>> rows = [{"target": "क", "label": "favor", "scores": {"favor": 0.8, "against": 0.1, "neutral": 0.1}}] * 20
>>> answer = estimate(rows)[0]
>>> answer.group, answer.count, answer.shares["probability"]["favor"].share
('क', 20, 0.8)
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .records import LABELS, Article, Label
from .text import name_key

if TYPE_CHECKING:
    import numpy as np

__all__ = ["METHODS", "Estimate", "Interval", "draw_sample", "estimate", "stance_rows"]

METHODS = ("count", "probability", "adjusted", "ppi")
"""Ways to estimate, in the order of the documentation."""
LEAST_LABELLED = 20
"""Fewer labelled items than this in a group give no ``adjusted`` and no ``ppi``: their intervals would not hold."""
_REPEATS = 400

Row = Mapping[str, Any]


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
        The value of the field by which the rows were grouped; ``None`` for rows without it.
    count, labelled : int
        How many stances it has, and how many of them a person labelled.
    shares : dict
        For each method the interval of each label; methods that cannot be told are left out.
    """

    group: str | None
    count: int
    labelled: int
    shares: dict[str, dict[Label, Interval]]

    def to_dict(self) -> dict[str, Any]:
        """Return the estimate as plain data."""
        shares = {m: {k: [i.share, i.low, i.high] for k, i in by.items()} for m, by in self.shares.items()}
        return {"group": self.group, "count": self.count, "labelled": self.labelled, "shares": shares}


def stance_rows(records: Iterable[Article | Row]) -> Iterator[dict[str, Any]]:
    """Yield one row a stance: the document's fields, the quotation's, and the stance's.

    Parameters
    ----------
    records
        Articles; records as ``quotestance label`` writes them (further fields such as ``date`` are kept, and ``month`` is made of it); or
        rows that are stances already, with ``target`` and ``label`` or ``scores``.
    """
    for record in records:
        data = record.to_dict() if isinstance(record, Article) else record
        if "quotes" not in data:
            yield dict(data)
            continue
        common = {k: v for k, v in data.items() if k not in ("quotes", "text")}
        for key in ("date", "published", "time"):
            if "month" not in common and isinstance(common.get(key), str):
                common["month"] = common[key][:7]
        for quote in data["quotes"]:
            speaker = quote.get("speaker") or {}
            told = {"start": quote["start"], "end": quote["end"], "kind": quote.get("kind"), "quote": quote.get("text")}
            who = {"speaker": speaker.get("name"), "speaker_type": speaker.get("type")}
            for stance in quote.get("stances", ()):
                yield {**common, **told, **who, **{k: stance.get(k) for k in ("target", "label", "scores")}}


def draw_sample(records: Iterable[Article | Row], size: int, *, by: str | None = None, seed: int = 0) -> list[dict[str, Any]]:
    """Draw stances at random for a person to label.

    Parameters
    ----------
    records
        As for `estimate`.
    size
        How many rows; with ``by``, how many of each group.
    by
        Field of the groups. A sample drawn by a field serves estimates by that field only: over all together its groups weigh wrongly.
    seed
        The same seed draws the same sample.

    Returns
    -------
    list of dict
        Rows of `stance_rows` without label and scores, in the order of the records, with an empty ``label`` to fill in.

    Raises
    ------
    ValueError
        Where ``size`` is less than one.
    """
    if size < 1:
        raise ValueError(f"size: expected at least 1, found {size}")
    groups: dict[str | None, list[tuple[int, dict[str, Any]]]] = {}
    for number, row in enumerate(stance_rows(records)):
        groups.setdefault(None if by is None else _value(row, by), []).append((number, row))
    drawn: list[tuple[int, dict[str, Any]]] = []
    chosen = random.Random(seed)
    for key in sorted(groups, key=lambda k: (k is None, k or "")):
        rows = groups[key]
        drawn += chosen.sample(rows, min(size, len(rows)))
    return [{**{k: v for k, v in row.items() if k not in ("label", "scores")}, "label": ""} for _, row in sorted(drawn, key=lambda x: x[0])]


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
        Field of the groups: ``target``, ``speaker``, ``month``, or any other of `stance_rows`; ``None``: all together. Names are compared
        by `quotestance.text.name_key`.
    labelled
        A random sample of the same stances (see `draw_sample`), labelled by a person: rows with ``id``, ``start``, ``end``, ``target`` and
        ``label``, or annotated articles. Rows with an empty label are left out.
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
        Where a row has neither label nor scores, a hand label is none of `LABELS`, labelled rows match no record, or ``confidence`` is
        outside 0..1.
    """
    if not 0 < confidence < 1:
        raise ValueError(f"confidence: expected a number between 0 and 1, found {confidence}")
    truth = {} if labelled is None else _hand_labels(labelled)
    groups: dict[str, _Group] = {}
    matched = 0
    for row in stance_rows(records):
        name = None if by is None else _value(row, by)
        key = "" if name is None else name_key(name) or name
        group = groups.get(key)
        if group is None:
            group = groups[key] = _Group(name)
        gold = truth.get(_identity(row)) if truth else None
        matched += gold is not None
        group.add(row, gold)
    if truth and not matched:
        raise ValueError(f"labelled: none of the {len(truth)} labelled rows is among the records (compared by id, start, end and target)")
    order = sorted(groups.values(), key=lambda g: (-len(g.predicted), g.name or ""))
    return [group.estimate(confidence, confusion) for group in order]


def _value(row: Row, field: str) -> str | None:
    value = row.get(field)
    return None if value is None else str(value)


def _identity(row: Row) -> tuple[str, int, int, str]:
    return str(row.get("id")), int(row.get("start") or 0), int(row.get("end") or 0), name_key(str(row.get("target")))


def _hand_labels(labelled: Iterable[Article | Row]) -> dict[tuple[str, int, int, str], Label]:
    out: dict[tuple[str, int, int, str], Label] = {}
    for number, row in enumerate(stance_rows(labelled), 1):
        label = row.get("label")
        if label is None or not str(label).strip():
            continue
        if label not in LABELS:
            raise ValueError(f"labelled: row {number}: label: expected one of {', '.join(LABELS)}, found {label!r}")
        out[_identity(row)] = label
    return out


class _Group:
    """The stances of one group, as they come."""

    def __init__(self, name: str | None) -> None:
        self.name = name
        self.predicted: list[int] = []
        self.scores: list[list[float]] = []
        self.gold: list[int] = []

    def add(self, row: Row, gold: Label | None) -> None:
        scores, label = row.get("scores"), row.get("label")
        if scores:
            told = [float(scores[k]) for k in LABELS]
            best = max(range(len(LABELS)), key=told.__getitem__)
        elif label in LABELS:
            best = LABELS.index(label)
            told = [float(k == best) for k in range(len(LABELS))]
        else:
            raise ValueError(f"records: expected scores or a label for {row.get('target')!r} in {row.get('id')!r}, found neither")
        self.predicted.append(best)
        self.scores.append(told)
        self.gold.append(-1 if gold is None else LABELS.index(gold))

    def estimate(self, confidence: float, confusion: Sequence[Sequence[float]] | None) -> Estimate:
        import numpy as np

        predicted, scores, gold = np.array(self.predicted), np.array(self.scores), np.array(self.gold)
        n, known = len(predicted), gold >= 0
        counts = np.bincount(predicted, minlength=len(LABELS)) / n
        shares: dict[str, dict[Label, Interval]] = {
            "count": _by_label([_wilson(p, n, confidence) for p in counts]),
            "probability": _by_label([_wilson(p, n, confidence) for p in scores.mean(axis=0)]),
        }
        size = int(known.sum())
        if size >= LEAST_LABELLED:
            shares["adjusted"] = _by_label(_adjusted(predicted, gold, confidence))
            shares["ppi"] = _by_label(
                [_ppi((gold[known] == k).astype(float), scores[known, k], scores[~known, k], confidence) for k in range(len(LABELS))]
            )
        elif confusion is not None:
            shares["adjusted"] = _by_label(_corrected(counts, n, np.asarray(confusion, float), confidence))
        return Estimate(self.name, n, size, shares)


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
    cells = np.bincount((gold + 1) * k + predicted, minlength=(k + 1) * k)
    draws = np.random.default_rng(0).multinomial(len(predicted), cells / cells.sum(), size=_REPEATS)

    def shares(cells: np.ndarray) -> np.ndarray:
        table = cells.reshape(k + 1, k).astype(float)
        seen = table[1:] + 0.5 / k  # a label that the sample lacks is taken to be told at random
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
