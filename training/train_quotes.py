"""Train the model that tells quotations from other words in marks: ``python -m training.train_quotes``.

Two parts are trained one on the other. First a logistic regression over the placed words; its answers on documents that it did not see
(five folds) join the numbers, and boosted trees learn from both. The temperature that calibrates the trees is fitted on folds, too.
"""

from __future__ import annotations

import argparse
from collections import Counter
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
from quotestance.quotes.features import NAMES, Context, features
from quotestance.quotes.marks import find_marks
from quotestance.records import Article
from training import data

__all__ = ["main"]

SHIPPED = Path(__file__).resolve().parent.parent / "quotestance" / "models" / "shipped"
CLASSES = ("none", "full", "partial")
FOLDS = 5
LEAST_COUNT = 3  # documents' worth of evidence below which a placed word is left out
WORDS_C = 0.3


def candidates_of(articles: list[Article]) -> tuple[np.ndarray, list[list[str]], np.ndarray, np.ndarray]:
    """Return rows, placed words, classes and document numbers of all candidates."""
    rows: list[list[float]] = []
    words: list[list[str]] = []
    classes: list[int] = []
    groups: list[int] = []
    for number, article in enumerate(articles):
        text = article.text
        marks = find_marks(text)
        found = draw(text, marks)
        r, w = features(Context(text, marks), found)
        gold = {trimmed(text, q.start, q.end): CLASSES.index(q.kind) for q in article.quotes if q.kind != "unmarked"}
        rows += r
        words += w
        classes += [gold.get(trimmed(text, c.start, c.end), 0) for c in found]
        groups += [number] * len(found)
    return np.array(rows, np.float32), words, np.array(classes), np.array(groups)


def word_matrix(words: list[list[str]], vocabulary: dict[str, int]) -> csr_matrix:
    """Return counts of placed words, candidates × vocabulary."""
    indices: list[int] = []
    ends = [0]
    for placed in words:
        indices += [vocabulary[w] for w in placed if w in vocabulary]
        ends.append(len(indices))
    return csr_matrix((np.ones(len(indices), np.float64), indices, ends), shape=(len(words), len(vocabulary)))


def fit_words(matrix: csr_matrix, classes: np.ndarray) -> LogisticRegression:
    """Return the logistic regression over placed words."""
    return LogisticRegression(C=WORDS_C, max_iter=300).fit(matrix, classes)


def fit_trees(rows: np.ndarray, classes: np.ndarray) -> HistGradientBoostingClassifier:
    """Return the boosted trees."""
    return HistGradientBoostingClassifier(
        max_iter=120,
        learning_rate=0.08,
        max_leaf_nodes=15,
        min_samples_leaf=15,
        l2_regularization=1.0,
        early_stopping=False,
        random_state=0,
    ).fit(rows, classes)


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


def train(
    name: str, rows: np.ndarray, words: list[list[str]], classes: np.ndarray, groups: np.ndarray, settings: dict, folder: Path
) -> None:
    """Train words, trees and temperature, and write the part ``name``."""
    counts = Counter(w for placed in words for w in set(placed))
    vocabulary = {w: i for i, w in enumerate(sorted(w for w, n in counts.items() if n >= LEAST_COUNT))}
    matrix = word_matrix(words, vocabulary)
    folds = list(GroupKFold(FOLDS).split(rows, classes, groups))
    width = len(set(classes.tolist()))
    said = np.zeros((len(rows), width if width > 2 else 1), np.float32)
    for seen, unseen in folds:
        said[unseen] = columns(fit_words(matrix[seen], classes[seen]), matrix[unseen])
    full = np.hstack([rows, said])
    raw = np.zeros((len(rows), width if width > 2 else 1))
    for seen, unseen in folds:
        answer = fit_trees(full[seen], classes[seen])._raw_predict(full[unseen])
        raw[unseen] = answer
    temperature = fit_temperature(raw, classes)
    model = fit_words(matrix, classes)
    arrays = trees_to_arrays(fit_trees(full, classes))
    arrays["words"] = np.asarray(np.round(model.coef_.T, 4), np.float32)
    arrays["bias"] = np.asarray(np.round(model.intercept_, 4), np.float32)
    settings = {**settings, "vocabulary": list(vocabulary), "temperature": temperature}
    save(folder, name, settings, arrays)
    print(f"{name}: {len(rows)} candidates, {len(vocabulary)} placed words, temperature {temperature}")


def main(folder: Path = SHIPPED) -> None:
    """Train the model of marked quotations from the training part of both sources."""
    articles = [*data.load("train", "news"), *data.load("train", "written")]
    train("quotes", *candidates_of(articles), {"features": list(NAMES), "classes": list(CLASSES)}, folder)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=SHIPPED, help="folder of the model files")
    main(parser.parse_args().out)
