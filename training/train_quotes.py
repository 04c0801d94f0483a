"""Train the models that tell quotations from other words in marks, and unmarked speech: ``python -m training.train_quotes``.

In each, two parts are trained one on the other. First a logistic regression over the placed words; its answers on unseen documents
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
from quotestance.quotes.unmarked import NAMES as UNMARKED_NAMES
from quotestance.quotes.unmarked import draw_unmarked, separators, unmarked_features
from quotestance.records import Article
from training import data

__all__ = ["main"]

SHIPPED = Path(__file__).resolve().parent.parent / "quotestance" / "models" / "shipped"
CLASSES = ("none", "full", "partial")
FOLDS = 5
LEAST_COUNT = 3  # documents' worth of evidence below which a placed word is left out
# Settings of the trees. Larger ones do no better on the validation documents.
MARKED = {"max_iter": 120, "learning_rate": 0.08, "max_leaf_nodes": 15, "min_samples_leaf": 15, "l2_regularization": 1.0}
UNMARKED = {"max_iter": 60, "learning_rate": 0.08, "max_leaf_nodes": 8, "min_samples_leaf": 8, "l2_regularization": 2.0}


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


def fit_words(matrix: csr_matrix, classes: np.ndarray, strength: float) -> LogisticRegression:
    """Return the logistic regression over placed words."""
    return LogisticRegression(C=strength, max_iter=300).fit(matrix, classes)


def fit_trees(rows: np.ndarray, classes: np.ndarray, **shape: float) -> HistGradientBoostingClassifier:
    """Return the boosted trees."""
    return HistGradientBoostingClassifier(early_stopping=False, random_state=0, **shape).fit(rows, classes)


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


def asides_of(articles: list[Article]) -> tuple[np.ndarray, list[list[str]], np.ndarray, np.ndarray]:
    """Return rows, placed words, classes and document numbers of all candidates for unmarked speech."""
    rows: list[list[float]] = []
    words: list[list[str]] = []
    classes: list[int] = []
    groups: list[int] = []
    for number, article in enumerate(articles):
        text = article.text
        places = separators(text)
        found = draw_unmarked(text, places)
        r, w = unmarked_features(Context(text, find_marks(text)), found, places)
        gold = {trimmed(text, q.start, q.end) for q in article.quotes if q.kind == "unmarked"}
        rows += r
        words += w
        classes += [int(trimmed(text, a.start, a.end) in gold) for a in found]
        groups += [number] * len(found)
    return np.array(rows, np.float32), words, np.array(classes), np.array(groups)


def train(
    name: str,
    examples: tuple[np.ndarray, list[list[str]], np.ndarray, np.ndarray],
    settings: dict[str, object],
    folder: Path,
    words_c: float,
    **shape: float,
) -> None:
    """Train words, trees and temperature, and write the part ``name``; ``shape`` are the settings of the trees."""
    rows, words, classes, groups = examples
    counts = Counter(w for placed in words for w in set(placed))
    vocabulary = {w: i for i, w in enumerate(sorted(w for w, n in counts.items() if n >= LEAST_COUNT))}
    matrix = word_matrix(words, vocabulary)
    folds = list(GroupKFold(FOLDS).split(rows, classes, groups))
    kinds = len(set(classes.tolist()))
    width = kinds if kinds > 2 else 1
    said = np.zeros((len(rows), width), np.float32)
    for seen, unseen in folds:
        said[unseen] = columns(fit_words(matrix[seen], classes[seen], words_c), matrix[unseen])
    both = np.hstack([rows, said])
    raw = np.zeros((len(rows), width))
    for seen, unseen in folds:
        raw[unseen] = fit_trees(both[seen], classes[seen], **shape)._raw_predict(both[unseen])
    temperature = fit_temperature(raw, classes)
    model = fit_words(matrix, classes, words_c)
    arrays = trees_to_arrays(fit_trees(both, classes, **shape))
    arrays["words"] = np.asarray(np.round(model.coef_.T, 4), np.float32)
    arrays["bias"] = np.asarray(np.round(model.intercept_, 4), np.float32)
    save(folder, name, {**settings, "vocabulary": list(vocabulary), "temperature": temperature}, arrays)
    print(f"{name}: {len(rows)} candidates, {len(vocabulary)} placed words, temperature {temperature}")


def main(folder: Path = SHIPPED) -> None:
    """Train the models of marked and of unmarked quotations from the training part of both sources."""
    articles = [*data.load("train", "news"), *data.load("train", "written")]
    train("quotes", candidates_of(articles), {"features": list(NAMES), "classes": list(CLASSES)}, folder, 0.3, **MARKED)
    train("unmarked", asides_of(articles), {"features": list(UNMARKED_NAMES), "classes": ["none", "unmarked"]}, folder, 0.1, **UNMARKED)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=SHIPPED, help="folder of the model files")
    main(parser.parse_args().out)
