"""Compare ways to tell stance, on held-out documents: ``python -m training.compare_stance > training/reports/stance.md``.

All are trained on the training part and measured on validation and test (news articles and written documents), each passage for itself. The
intervals come of drawing documents again (500 times); a difference to the shipped way counts where its interval leaves out nought.
The shipped way was chosen on these same parts, and had its strength of regularisation tried; the others ran with one setting each (the net
with two), so their gaps are upper bounds.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence

import numpy as np
from scipy import sparse
from sklearn.calibration import CalibratedClassifierCV
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.neural_network import MLPClassifier
from sklearn.svm import LinearSVC

from quotestance.records import LABELS
from quotestance.stance.judging.classifier import passage_rows, pooled_odds
from quotestance.stance.judging.columns import NAMES, REGIONS
from quotestance.stance.judging.lexicon import Lexicon, pack, read_tables
from quotestance.stance.judging.matrices import (
    by_stems,
    column_matrix,
    common,
    region_matrix,
    region_means,
    region_vocabulary,
    spread,
    stem_vectors,
)
from quotestance.stance.judging.solver import Blocks, balanced, solve
from quotestance.text import name_key

from .train_stance import WEIGHTS, examples

__all__ = ["main"]

C, VECTORS = 0.015, 0.18
Scores = np.ndarray
FAMILIES = {
    "frames": ("F", "Fd", "Fr", "CF"),
    "polarity by clause and role": ("R", "S", "clause", "sentence", "rest"),
    "polarity of the whole quotation": ("all", "last", "sides"),
    "the reporter's words": ("C", "crole", "CF"),
    "postposition and role": ("role", "crole", "tense"),
    "kind of target": ("type", "own"),
    "negation, condition, contrast, question": ("k", "ck"),
    "speaker and kind of quotation": ("sp", "kind"),
}


class Bench:
    """The examples as matrices, made once."""

    def __init__(self) -> None:
        self.train = examples("train")
        self.held = [e for part in ("validation", "test") for e in examples(part, ("news", "written"))]
        self.lexicon = Lexicon(pack(*read_tables()))
        self.rows = by_stems(passage_rows([e.passage for e in self.train], self.lexicon))
        self.held_rows = by_stems(passage_rows([e.passage for e in self.held], self.lexicon))
        self.y = np.array([LABELS.index(e.label) for e in self.train])
        self.gold = np.array([LABELS.index(e.label) for e in self.held])
        self.weight = np.array([WEIGHTS[e.source] for e in self.train])
        _, self.group = np.unique([e.document for e in self.train], return_inverse=True)
        _, self.held_group = np.unique([e.document for e in self.held], return_inverse=True)
        stems, vectors = stem_vectors()
        known = {s: i for i, s in enumerate(stems)}
        a, b = (region_means(r, known, vectors) for r in (self.rows, self.held_rows))
        width = spread(a, self.weight) / VECTORS
        self.means = a / width, b / width
        a, b = (np.array([row.numbers for row in r]) for r in (self.rows, self.held_rows))
        width = spread(a, self.weight)
        self.numbers = a / width, b / width
        balance = np.array([1 / self.weight[self.y == k].sum() for k in range(3)])
        self.balanced = self.weight * balance[self.y] * self.weight.sum() / 3

    def matrices(self, drop: Sequence[str] = (), words: bool = True, vectors: bool = True, numbers: bool = True) -> tuple[Blocks, Blocks]:
        """Return the features of training and held-out passages, without some families, single words, vectors or numbers."""
        gone = frozenset(column for column, name in enumerate(NAMES) if name.partition(":")[0] in drop)
        train, held = ([row._replace(columns=row.columns - gone) for row in rows] for rows in (self.rows, self.held_rows))
        columns = common(train, self.group, 3)
        single = {key: i for i, key in enumerate(region_vocabulary(train, self.group, 3))}
        out = []
        for k, rows in enumerate((train, held)):
            left = [column_matrix(rows)[:, columns]]
            if words:
                left.append(region_matrix(rows, single))
            right = [np.zeros((len(rows), 0))]
            if numbers:
                right.append(self.numbers[k])
            if vectors:
                right.append(self.means[k])
            out.append((sparse.hstack(left).tocsr().astype(np.float32), np.hstack(right).astype(np.float32)))
        return out[0], out[1]

    def logistic(self, train: Blocks, held: Blocks, chosen: np.ndarray | None = None) -> Scores:
        """Return the probabilities of logistic regression, the shipped way."""
        rows = np.arange(len(self.y)) if chosen is None else chosen
        weight = balanced(self.y[rows], self.weight[rows])
        weights, bias = solve((train[0][rows], train[1][rows]), self.y[rows], len(LABELS), weight, C, 80)
        odds = held[0] @ weights[: held[0].shape[1]] + held[1] @ weights[held[0].shape[1] :] + bias
        told = np.exp(odds - odds.max(axis=1, keepdims=True))
        return np.asarray(told / told.sum(axis=1, keepdims=True))


def whole(blocks: Blocks) -> sparse.csr_matrix:
    """Return both blocks as one matrix."""
    return sparse.hstack([blocks[0], sparse.csr_matrix(blocks[1])]).tocsr()


def macro(gold: np.ndarray, told: np.ndarray) -> float:
    """Return the mean F1 of the labels."""
    return float(np.mean([2 * np.sum((gold == k) & (told == k)) / max(1, np.sum(gold == k) + np.sum(told == k)) for k in range(3)]))


def sides(gold: np.ndarray, scores: Scores) -> float:
    """Return how often favor and against are told apart where the gold is one of them."""
    sided = gold != 2
    return float(np.mean((scores[sided, 0] > scores[sided, 1]) == (gold[sided] == 0)))


def resampled(groups: np.ndarray, measure: Callable[[np.ndarray], float], times: int = 500) -> tuple[float, float]:
    """Return the 95 % interval of a measure under drawing whole documents again."""
    rng = np.random.default_rng(0)
    members = [np.flatnonzero(groups == g) for g in range(groups.max() + 1)]
    values = [measure(np.concatenate([members[i] for i in rng.integers(0, len(members), len(members))])) for _ in range(times)]
    return float(np.quantile(values, 0.025)), float(np.quantile(values, 0.975))


def line(bench: Bench, name: str, scores: Scores, shipped: Scores | None = None, groups: np.ndarray | None = None) -> str:
    """Return one row of a table."""
    gold, groups = bench.gold, bench.held_group if groups is None else groups
    told = scores.argmax(axis=1)
    low, high = resampled(groups, lambda i: macro(gold[i], told[i]))
    loss = -np.mean(np.log(scores[np.arange(len(gold)), gold] + 1e-9))
    sure = np.argsort(-scores.max(axis=1))[: round(0.4 * len(gold))]
    cells = [name, f"{macro(gold, told):.3f} ({low:.3f}–{high:.3f})"]
    if shipped is not None:
        base = shipped.argmax(axis=1)
        a, b = resampled(groups, lambda i: macro(gold[i], told[i]) - macro(gold[i], base[i]))
        cells.append(f"{macro(gold, told) - macro(gold, base):+.3f} ({a:+.3f} to {b:+.3f})")
    else:
        cells.append("")
    cells += [f"{sides(gold, scores):.3f}", f"{np.mean(told[sure] == gold[sure]):.3f}", f"{loss:.3f}"]
    return "| " + " | ".join(cells) + " |"


HEAD = "| way | macro-F1 | against the shipped | sides | right at 40 % | log loss |\n| --- | --- | --- | --- | --- | --- |"


def models(bench: Bench) -> tuple[Scores, dict[str, Scores]]:
    """Return the scores of the shipped way and of the others."""
    blocks = bench.matrices()
    shipped = bench.logistic(*blocks)
    train, held = map(whole, blocks)
    out: dict[str, Scores] = {}
    svm = CalibratedClassifierCV(LinearSVC(C=0.002, class_weight="balanced"), cv=GroupKFold(4), method="sigmoid")
    folds = list(GroupKFold(4).split(train, bench.y, bench.group))
    svm.cv = folds
    out["linear support vectors, calibrated"] = svm.fit(train, bench.y, sample_weight=bench.weight).predict_proba(held)
    dense = [np.hstack(pair) for pair in zip(bench.numbers, bench.means, strict=True)]
    boosting = HistGradientBoostingClassifier(
        max_iter=100, learning_rate=0.07, max_leaf_nodes=15, min_samples_leaf=40, l2_regularization=5, random_state=0
    )
    out["boosted trees on numbers and vectors"] = boosting.fit(dense[0], bench.y, sample_weight=bench.balanced).predict_proba(dense[1])
    net = np.mean(
        [
            MLPClassifier((24,), alpha=1.0, max_iter=6, batch_size=128, random_state=seed)
            .fit(train.astype(np.float32), bench.y, sample_weight=bench.balanced)
            .predict_proba(held.astype(np.float32))
            for seed in range(3)
        ],
        axis=0,
    )
    out["small net (24 hidden), mean of three"] = net
    out["mean of logistic, trees and net"] = (shipped + out["boosted trees on numbers and vectors"] + net) / 3
    out["two steps: attitude or none, then which"] = two_steps(bench, train, held)
    out["stacking: logistic over held-out logistic and trees"] = stacked(bench, blocks[0], dense, boosting, shipped, out)
    out["logistic without word vectors"] = bench.logistic(*bench.matrices(vectors=False))
    out["logistic without single words"] = bench.logistic(*bench.matrices(words=False))
    out["logistic on lexicon and frames alone"] = bench.logistic(*bench.matrices(vectors=False, words=False))
    return shipped, out


def two_steps(bench: Bench, train: sparse.csr_matrix, held: sparse.csr_matrix) -> Scores:
    """Return the scores of a model of neutral or not, times one of which side."""

    def fit(rows: np.ndarray, wanted: np.ndarray) -> Scores:
        model = LogisticRegression(C=C, class_weight="balanced", max_iter=400)
        return np.asarray(model.fit(train[rows], wanted[rows], sample_weight=bench.weight[rows]).predict_proba(held)[:, 1])

    every = np.arange(len(bench.y))
    neutral, against = fit(every, (bench.y == 2).astype(int)), fit(np.flatnonzero(bench.y != 2), (bench.y == 1).astype(int))
    neutral = neutral * 0.5 / (neutral * 0.5 + (1 - neutral))  # balanced two to one: three labels alike
    return np.column_stack([(1 - neutral) * (1 - against), (1 - neutral) * against, neutral])


def stacked(
    bench: Bench,
    train: Blocks,
    dense: Sequence[np.ndarray],
    boosting: HistGradientBoostingClassifier,
    shipped: Scores,
    told: dict[str, Scores],
) -> Scores:
    """Return the scores of a logistic regression over the two models' answers on folds they had not seen."""
    first, second = np.zeros((len(bench.y), 3)), np.zeros((len(bench.y), 3))
    for a, b in GroupKFold(3).split(bench.y, bench.y, bench.group):
        first[b] = bench.logistic(train, (train[0][b], train[1][b]), a)
        second[b] = boosting.fit(dense[0][a], bench.y[a], sample_weight=bench.balanced[a]).predict_proba(dense[0][b])
    top = LogisticRegression(C=1.0, class_weight="balanced", max_iter=400)
    top.fit(np.log(np.hstack([first, second]) + 1e-6), bench.y, sample_weight=bench.weight)
    answers = np.log(np.hstack([shipped, told["boosted trees on numbers and vectors"]]) + 1e-6)
    return np.asarray(top.predict_proba(answers))


def pooled(bench: Bench, scores: Scores) -> Scores:
    """Return the scores with the other quotations about the same target in the document."""
    out = np.zeros_like(scores)
    for g in range(bench.held_group.max() + 1):
        rows = np.flatnonzero(bench.held_group == g)
        same = []
        for i in rows.tolist():
            speaker = bench.held[i].passage.quote.speaker
            same.append((name_key(bench.held[i].passage.target), speaker and speaker.name))
        logits = pooled_odds(np.log(scores[rows] + 1e-9), same)
        out[rows] = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    return out


def main() -> None:
    """Print the tables."""
    warnings.filterwarnings("ignore", category=UserWarning)
    bench = Bench()
    print("# Ways to tell stance, compared\n\n" + (__doc__ or "").split("\n\n", 1)[1].strip() + "\n")
    print(f"{len(bench.train)} passages in training, {len(bench.held)} held out in {bench.held_group.max() + 1} documents.\n")
    shipped, others = models(bench)
    print("## Models\n\n" + HEAD)
    print(line(bench, "**logistic regression (shipped)**", shipped))
    print(line(bench, "the same, with the document's other quotations (as `analyze` does)", pooled(bench, shipped), shipped))
    for name, scores in others.items():
        print(line(bench, name, scores, shipped))
    print("\n## Without a family of features\n\n" + HEAD)
    for name, drop in FAMILIES.items():
        print(line(bench, "without " + name, bench.logistic(*bench.matrices(drop)), shipped))
    train, held = bench.matrices(numbers=False)
    print(line(bench, "without the numbers", bench.logistic(train, held), shipped))
    print("\n## Learning curve\n\n" + HEAD)
    train, held = bench.matrices()
    order = np.random.default_rng(0).permutation(bench.group.max() + 1)
    for share in (0.1, 0.25, 0.5, 1.0):
        chosen = np.flatnonzero(np.isin(bench.group, order[: round(share * len(order))]))
        scores = bench.logistic(train, held, chosen)
        print(line(bench, f"{100 * share:.0f} % of the documents ({len(chosen)} passages)", scores, shipped))
    print("\n## By source of the training labels\n\n" + HEAD)
    sources = np.array([e.source for e in bench.train])
    for name, drop in (("written documents", ("written",)), ("single statements", ("direct", "indirect")), ("news articles", ("news",))):
        print(line(bench, f"without {name}", bench.logistic(train, held, np.flatnonzero(~np.isin(sources, drop))), shipped))
    print(f"\nRegions of the word vectors: {', '.join(REGIONS)}.")


if __name__ == "__main__":
    main()
