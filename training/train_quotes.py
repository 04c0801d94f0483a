"""Train the models that tell quotations from other words in marks, and unmarked speech: ``python -m training.train_quotes``.

In each, two parts are trained one on the other. First a logistic regression over the placed words; its answers on unseen documents
(five folds) join the numbers, and boosted trees learn from both. The temperature that calibrates the trees is fitted on folds, too.
Documents with disturbed marks (`training.mark_noise`) stand beside the real ones, with less weight.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from quotestance.evaluation import trimmed
from quotestance.models import save
from quotestance.models.trees import trees_to_arrays
from quotestance.quotes.candidates import draw
from quotestance.quotes.context import Context
from quotestance.quotes.features import NAMES, features
from quotestance.quotes.marks import find_marks
from quotestance.quotes.unmarked import NAMES as UNMARKED_NAMES
from quotestance.quotes.unmarked import draw_unmarked, separators, unmarked_features
from quotestance.records import Article
from training import data
from training.mark_noise import disturb

__all__ = ["main"]

SHIPPED = Path(__file__).resolve().parent.parent / "quotestance" / "models" / "shipped"
CLASSES = ("none", "full", "partial")
FOLDS = 5
LEAST_COUNT = 3
"""Candidates in which a placed word must stand to get a weight."""

# Settings of the trees; more, larger or slower ones do no better on the validation documents (all within 0.945 to 0.955 mean span F1).
MARKED = {
    "max_iter": 50,
    "learning_rate": 0.15,
    "max_leaf_nodes": 20,
    "max_depth": 5,
    "min_samples_leaf": 15,
    "l2_regularization": 1.0,
    "max_features": 0.3,
}
UNMARKED = {
    "max_iter": 30,
    "learning_rate": 0.15,
    "max_leaf_nodes": 8,
    "max_depth": 5,
    "min_samples_leaf": 8,
    "l2_regularization": 2.0,
    "max_features": 0.5,
}
SEEDS = (0, 1, 2)
"""Three forests are averaged: each sees other features at each split, so that the answer hangs less on chance."""
PARTIAL_WEIGHT = 2.5
"""Weight of a partial quotation of the news labels, where they make 10 % but 16 to 29 % in news that was annotated twice."""
DISTURBED_COPIES, DISTURBED_WEIGHT = 2, 0.3
"""Disturbed copies a document, and the weight of their candidates: tried 0.05 to 1, mean span F1 of validation and test 0.953 to 0.956."""


@dataclass
class Examples:
    """Candidates to learn from: rows of numbers, placed words, class, number of the document, weights for words and trees."""

    rows: list[list[float]] = field(default_factory=list)
    words: list[list[str]] = field(default_factory=list)
    classes: list[int] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    word_weights: list[float] = field(default_factory=list)
    tree_weights: list[float] = field(default_factory=list)

    def add(
        self,
        made: tuple[list[list[float]], list[list[str]]],
        classes: Sequence[int],
        group: int,
        weight: float = 1.0,
        partial: float = 1.0,
    ) -> None:
        """Add the candidates of one document."""
        self.rows += made[0]
        self.words += made[1]
        self.classes += classes
        self.groups += [group] * len(classes)
        self.word_weights += [weight] * len(classes)
        self.tree_weights += [weight * (partial if c == CLASSES.index("partial") else 1.0) for c in classes]


def marked_examples(articles: Sequence[Article], number: int, partial: float, into: Examples) -> None:
    """Add the candidates of marked quotations, of the documents and of their disturbed copies; ``number`` is that of the first document."""
    rng = random.Random(number)
    for group, article in enumerate(articles, number):
        text = article.text
        marks = find_marks(text)
        found = draw(text, marks)
        gold = {trimmed(text, q.start, q.end): CLASSES.index(q.kind) for q in article.quotes if q.kind != "unmarked"}
        classes = [gold.get(trimmed(text, c.start, c.end), 0) for c in found]
        into.add(features(Context(text, marks), found), classes, group, 1.0, partial)
        for _ in range(DISTURBED_COPIES):
            copy = disturb(article, rng)
            if copy is None:
                continue
            marks = find_marks(copy.text)
            near = [c for c in draw(copy.text, marks) if c.start < copy.last and c.end > copy.first]
            gold = {trimmed(copy.text, s, e): CLASSES.index(k) for s, e, k in copy.spans}
            classes = [gold.get(trimmed(copy.text, c.start, c.end), 0) for c in near]
            into.add(features(Context(copy.text, marks), near), classes, group, DISTURBED_WEIGHT, partial)


def unmarked_examples(articles: Sequence[Article], into: Examples) -> None:
    """Add the candidates of unmarked speech."""
    for group, article in enumerate(articles):
        text = article.text
        places = separators(text)
        found = draw_unmarked(text, places)
        gold = {trimmed(text, q.start, q.end) for q in article.quotes if q.kind == "unmarked"}
        classes = [int(trimmed(text, a.start, a.end) in gold) for a in found]
        into.add(unmarked_features(Context(text, find_marks(text)), found, places), classes, group)


def word_matrix(words: Sequence[Sequence[str]], vocabulary: dict[str, int]) -> csr_matrix:
    """Return counts of placed words, candidates × vocabulary."""
    indices: list[int] = []
    ends = [0]
    for placed in words:
        indices += [vocabulary[w] for w in placed if w in vocabulary]
        ends.append(len(indices))
    return csr_matrix((np.ones(len(indices), np.float64), indices, ends), shape=(len(words), len(vocabulary)))


def fit_words(matrix: csr_matrix, classes: np.ndarray, weights: np.ndarray, strength: float) -> LogisticRegression:
    """Return the logistic regression over placed words."""
    return LogisticRegression(C=strength, max_iter=300).fit(matrix, classes, sample_weight=weights)


def fit_trees(rows: np.ndarray, classes: np.ndarray, weights: np.ndarray, shape: dict[str, float]) -> list[HistGradientBoostingClassifier]:
    """Return the boosted trees, one forest a seed."""
    return [
        HistGradientBoostingClassifier(early_stopping=False, random_state=seed, **shape).fit(rows, classes, sample_weight=weights)
        for seed in SEEDS
    ]


def mean_raw(forests: Sequence[HistGradientBoostingClassifier], rows: np.ndarray) -> np.ndarray:
    """Return the mean of the forests' raw scores."""
    return np.asarray(np.mean([f._raw_predict(rows) for f in forests], axis=0))


def one_forest(forests: Sequence[HistGradientBoostingClassifier]) -> dict[str, np.ndarray]:
    """Return arrays of one forest whose raw scores are the mean of those of the given ones."""
    parts = [trees_to_arrays(f) for f in forests]
    begins = np.cumsum([0, *(len(p["feature"]) for p in parts)])[:-1]
    joined = {key: np.concatenate([p[key] for p in parts]) for key in ("feature", "threshold")}
    for key in ("left", "right"):
        joined[key] = np.concatenate([p[key] + begin for p, begin in zip(parts, begins, strict=True)]).astype(np.int32)
    joined["root"] = np.concatenate([p["root"] + begin for p, begin in zip(parts, begins, strict=True)], axis=1).astype(np.int32)
    joined["value"] = (np.concatenate([p["value"] for p in parts]) / len(parts)).astype(np.float32)
    joined["base"] = np.mean([p["base"] for p in parts], axis=0).astype(np.float32)
    joined["depth"] = np.max([p["depth"] for p in parts], axis=0).astype(np.int32)
    return joined


def columns(model: LogisticRegression, matrix: csr_matrix) -> np.ndarray:
    """Return the raw answers of the words, one column a class (one column where there are two classes)."""
    raw = model.decision_function(matrix)
    return np.asarray(raw if raw.ndim == 2 else raw[:, None], np.float32)


def fit_temperature(raw: np.ndarray, classes: np.ndarray) -> float:
    """Return the temperature under which the raw scores have the least log loss (a plain search: one number)."""
    scores = raw if raw.shape[1] > 1 else np.hstack([np.zeros_like(raw), raw])
    best = (np.inf, 1.0)
    for t in np.arange(0.6, 2.5, 0.05):
        z = scores / t
        z = z - z.max(axis=1, keepdims=True)
        loss = float(np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(z)), classes]))
        best = min(best, (loss, round(float(t), 2)))
    return best[1]


def train(name: str, examples: Examples, settings: dict[str, object], folder: Path, strength: float, shape: dict[str, float]) -> None:
    """Train words, trees and temperature, and write the part ``name``; ``shape`` are the settings of the trees."""
    rows, classes = np.array(examples.rows, np.float32), np.array(examples.classes)
    word_weights, tree_weights = np.array(examples.word_weights), np.array(examples.tree_weights)
    real = word_weights == 1.0
    counts = Counter(w for placed, is_real in zip(examples.words, real, strict=True) if is_real for w in set(placed))
    vocabulary = {w: i for i, w in enumerate(sorted(w for w, n in counts.items() if n >= LEAST_COUNT))}
    matrix = word_matrix(examples.words, vocabulary)
    folds = list(GroupKFold(FOLDS).split(rows, classes, examples.groups))
    kinds = len(set(examples.classes))
    width = kinds if kinds > 2 else 1
    said = np.zeros((len(rows), width), np.float32)
    for seen, unseen in folds:
        said[unseen] = columns(fit_words(matrix[seen], classes[seen], word_weights[seen], strength), matrix[unseen])
    both = np.hstack([rows, said])
    raw = np.zeros((len(rows), width))
    for seen, unseen in folds:
        raw[unseen] = mean_raw(fit_trees(both[seen], classes[seen], tree_weights[seen], shape), both[unseen])
    temperature = fit_temperature(raw[real], classes[real])
    model = fit_words(matrix, classes, word_weights, strength)
    arrays = one_forest(fit_trees(both, classes, tree_weights, shape))
    arrays["words"] = np.asarray(np.round(model.coef_.T, 4), np.float32)
    arrays["bias"] = np.asarray(np.round(model.intercept_, 4), np.float32)
    save(folder, name, {**settings, "vocabulary": list(vocabulary), "temperature": temperature}, arrays)
    print(f"{name}: {int(real.sum())} candidates, {len(real) - int(real.sum())} disturbed, {len(vocabulary)} placed words, T {temperature}")


def main(folder: Path = SHIPPED) -> None:
    """Train the models of marked and of unmarked quotations from the training part of both sources."""
    news, written = data.load("train", "news"), data.load("train", "written")
    marked, unmarked = Examples(), Examples()
    marked_examples(news, 0, PARTIAL_WEIGHT, marked)
    marked_examples(written, len(news), 1.0, marked)
    train("quotes", marked, {"features": list(NAMES), "classes": list(CLASSES)}, folder, 0.3, MARKED)
    unmarked_examples([*news, *written], unmarked)
    train("unmarked", unmarked, {"features": list(UNMARKED_NAMES), "classes": ["none", "unmarked"]}, folder, 0.1, UNMARKED)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=SHIPPED, help="folder of the model files")
    main(parser.parse_args().out)
