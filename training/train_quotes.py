"""Train the models that tell quotations from other words in marks, and unmarked speech: ``python -m training.train_quotes``.

Two parts are trained one on the other. First a logistic regression over the placed words; its answers on unseen documents
(five folds) join the numbers, and a small network learns from both. The temperature that calibrates it is fitted on folds, too.
Documents with disturbed marks (`training.mark_noise`) stand beside the real ones, with less weight. Unmarked
speech is rare and its facts are few: a logistic regression alone decides.
"""

from __future__ import annotations

import argparse
import random
import warnings
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.neural_network import MLPClassifier

from quotestance.evaluation import trimmed
from quotestance.models import save
from quotestance.models.network import network_to_arrays, predict_raw
from quotestance.quotes.candidates import clear, draw
from quotestance.quotes.context import Context
from quotestance.quotes.features import NAMES, features
from quotestance.quotes.marks import find_marks, pair
from quotestance.quotes.unmarked import draw_unmarked, separators, unmarked_facts
from quotestance.records import Article
from quotestance.text import Document
from training import data
from training.mark_noise import cut_off, disturb
from training.shipped import SHIPPED

__all__ = ["main"]

CLASSES = ("none", "full", "partial")
FOLDS = 5
LEAST_COUNT = 3
"""Candidates in which a placed word must stand to get a weight."""
MOST_HYPHENS = 3
"""A token with more is the end of a web address (a-headline-word-by-word): it tells nothing, and would put a text's wording into the
model."""

# Settings of the networks. Boosted trees (three forests of 50, averaged) and the mean of both reach the same mean span F1 on the validation
# and test documents (0.953, 0.953 and 0.956; noise about 0.004), and cost fifty times more.
MARKED = {"hidden_layer_sizes": (48,), "alpha": 1.0, "max_iter": 30, "learning_rate_init": 1e-3, "batch_size": 256}
STRENGTH, UNMARKED_STRENGTH = 0.3, 0.5
"""Inverse strengths of the penalty on the weights of words and facts."""
SEEDS = tuple(range(8))
"""Networks that are averaged, so that the answer hangs less on chance."""
PARTIAL_WEIGHT = 2.5
"""Weight of a partial quotation of the news labels, where they make 10 % but 16 to 29 % in news that was annotated twice."""
CUT_OFF = 6
"""One document in so many has a copy that ends inside a quotation."""
DISTURBED_COPIES, DISTURBED_WEIGHT = 2, 0.3
"""Disturbed copies a document, and the weight of their candidates: tried 0.05 to 1, mean span F1 of validation and test 0.953 to 0.956."""


@dataclass
class Examples:
    """Candidates to learn from: rows of numbers, placed words, class, number of the document, weights for words and network.

    ``clear`` tells which of the real ones in marks are beyond doubt (`quotestance.quotes.candidates.clear`): the model learns from them,
    but in use it is not asked.
    """

    rows: list[list[float]] = field(default_factory=list)
    words: list[list[str]] = field(default_factory=list)
    classes: list[int] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    word_weights: list[float] = field(default_factory=list)
    network_weights: list[float] = field(default_factory=list)
    clear: list[bool] = field(default_factory=list)

    @property
    def real(self) -> np.ndarray:
        """Which are of documents as they are, not of disturbed copies."""
        return np.asarray(np.array(self.word_weights) == 1.0)

    def add(
        self,
        made: tuple[list[list[float]], list[list[str]]],
        classes: Sequence[int],
        group: int,
        weight: float = 1.0,
        partial: float = 1.0,
        clear: Sequence[bool] = (),
    ) -> None:
        """Add the candidates of one document."""
        self.rows += made[0]
        self.words += made[1]
        self.classes += classes
        self.groups += [group] * len(classes)
        self.clear += clear or [False] * len(classes)
        self.word_weights += [weight] * len(classes)
        self.network_weights += [weight * (partial if c == CLASSES.index("partial") else 1.0) for c in classes]


def marked_examples(articles: Sequence[Article], number: int, partial: float, into: Examples) -> None:
    """Add the candidates of marked quotations, of the documents and of their disturbed copies; ``number`` is that of the first document."""
    rng = random.Random(number)
    for group, article in enumerate(articles, number):
        marked = [(q.start, q.end, str(q.kind)) for q in article.quotes if q.kind != "unmarked"]
        _add(into, article.text, marked, group, partial)
        for _ in range(DISTURBED_COPIES):
            copy = disturb(article, rng)
            if copy is not None:
                _add(into, copy.text, copy.spans, group, partial, (copy.first, copy.last))
        if group % CUT_OFF == 0 and (copy := cut_off(article, random.Random(group))) is not None:
            _add(into, copy.text, copy.spans, group, partial, (copy.first, copy.last))


def _add(
    into: Examples,
    text: str,
    quotations: Sequence[tuple[int, int, str]],
    group: int,
    partial: float,
    changed: tuple[int, int] | None = None,
) -> None:
    """Add the candidates of one text; ``changed`` is the stretch of a disturbed copy whose candidates are not those of the document."""
    marks = find_marks(text)
    found = draw(text, marks)
    if changed is not None:
        found = [c for c in found if c.start < changed[1] and c.end > changed[0]]
    kinds = {trimmed(text, start, end): CLASSES.index(kind) for start, end, kind in quotations}
    classes = [kinds.get(trimmed(text, c.start, c.end), 0) for c in found]
    if changed is not None:
        into.add(features(Context(text, marks), found), classes, group, DISTURBED_WEIGHT, partial)
        return
    mates, _ = pair(marks)
    sure = [clear(text, marks, mates, c) for c in found]
    into.add(features(Context(text, marks), found), classes, group, 1.0, partial, sure)


def unmarked_examples(articles: Sequence[Article]) -> tuple[list[list[str]], list[int], list[int]]:
    """Return facts, class and number of the document of the candidates of unmarked speech."""
    facts: list[list[str]] = []
    classes: list[int] = []
    groups: list[int] = []
    for group, article in enumerate(articles):
        text = article.text
        places = separators(text)
        found = draw_unmarked(text, places)
        gold = {trimmed(text, q.start, q.end) for q in article.quotes if q.kind == "unmarked"}
        facts += unmarked_facts(text, Document(text).newlines, find_marks(text), found, places)
        classes += [int(trimmed(text, a.start, a.end) in gold) for a in found]
        groups += [group] * len(found)
    return facts, classes, groups


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


def fit_network(
    rows: np.ndarray, classes: np.ndarray, weights: np.ndarray, shape: dict[str, Any], seeds: Sequence[int]
) -> dict[str, np.ndarray]:
    """Return the networks of all seeds as arrays of one."""
    weights = weights / weights.mean()
    low, high = np.percentile(rows, 0.1, axis=0), np.percentile(rows, 99.9, axis=0)
    mean = np.average(rows, axis=0, weights=weights)
    scale = np.sqrt(np.average((rows - mean) ** 2, axis=0, weights=weights)) + 1e-3
    standard = (np.clip(rows, low, high) - mean) / scale
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # it stops early on purpose: the number of passes regularises
        models = [MLPClassifier(random_state=s, **shape).fit(standard, classes, sample_weight=weights) for s in seeds]
    return network_to_arrays(models, mean, scale, (low, high))


def columns(model: LogisticRegression, matrix: csr_matrix) -> np.ndarray:
    """Return the raw answers of the words, one column a class."""
    return np.asarray(model.decision_function(matrix), np.float32)


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


def vocabulary_of(words: Sequence[Sequence[str]]) -> dict[str, int]:
    """Return the strings that get a weight, with their numbers."""
    counts = Counter(w for placed in words for w in set(placed))
    return {w: i for i, w in enumerate(sorted(w for w, n in counts.items() if n >= LEAST_COUNT and w.count("-") <= MOST_HYPHENS))}


def fit_marked(examples: Examples, matrix: csr_matrix) -> tuple[LogisticRegression, dict[str, np.ndarray], float]:
    """Return the model of placed words, the network over numbers and its answers, and the temperature of both.

    The network learns from, and the temperature is told by, answers on documents that were held out: five folds.
    """
    rows, classes = np.array(examples.rows, np.float32), np.array(examples.classes)
    word_weights, network_weights = np.array(examples.word_weights), np.array(examples.network_weights)
    folds = list(GroupKFold(FOLDS).split(rows, classes, examples.groups))
    said = np.zeros((len(rows), len(CLASSES)), np.float32)
    for seen, unseen in folds:
        said[unseen] = columns(fit_words(matrix[seen], classes[seen], word_weights[seen], STRENGTH), matrix[unseen])
    both = np.hstack([rows, said])
    raw = np.zeros((len(rows), len(CLASSES)))
    for seen, unseen in folds:
        raw[unseen] = predict_raw(fit_network(both[seen], classes[seen], network_weights[seen], MARKED, SEEDS[:2]), both[unseen])
    asked = examples.real & ~np.array(examples.clear)
    words = fit_words(matrix, classes, word_weights, STRENGTH)
    return words, fit_network(both, classes, network_weights, MARKED, SEEDS), fit_temperature(raw[asked], classes[asked])


def train_marked(examples: Examples, folder: Path) -> None:
    """Train words, network and temperature of quotations in marks, and write them; the temperature is in the weights."""
    real, easy = examples.real, np.array(examples.clear)
    vocabulary = vocabulary_of([placed for placed, is_real in zip(examples.words, real, strict=True) if is_real])
    words, arrays, temperature = fit_marked(examples, word_matrix(examples.words, vocabulary))
    for name in ("output", "output_bias"):
        arrays[name] = arrays[name] / np.float32(temperature)
    arrays["words"] = np.asarray(np.round(words.coef_.T, 4), np.float32)
    arrays["bias"] = np.asarray(np.round(words.intercept_, 4), np.float32)
    share = round(float((np.array(examples.classes)[easy] == CLASSES.index("full")).mean()), 4)
    settings = {
        "features": list(NAMES),
        "classes": list(CLASSES),
        "vocabulary": list(vocabulary),
        "temperature": temperature,
        "clear": share,
    }
    save(folder, "quotes", settings, arrays)
    print(
        f"quotes: {int(real.sum())} candidates, of which {int(easy.sum())} clear ({share}), {int((~real).sum())} disturbed, "
        f"{len(vocabulary)} placed words, T {temperature}"
    )


def train_unmarked(articles: Sequence[Article], folder: Path) -> None:
    """Train the facts of unmarked speech, and write them; the temperature is in the weights."""
    facts, answers, groups = unmarked_examples(articles)
    classes = np.array(answers)
    vocabulary = vocabulary_of(facts)
    matrix = word_matrix(facts, vocabulary)
    weights = np.ones(len(classes))
    raw = np.zeros((len(classes), 1))
    for seen, unseen in GroupKFold(FOLDS).split(matrix, classes, groups):
        raw[unseen, 0] = fit_words(matrix[seen], classes[seen], weights[seen], UNMARKED_STRENGTH).decision_function(matrix[unseen])
    temperature = fit_temperature(raw, classes)
    model = fit_words(matrix, classes, weights, UNMARKED_STRENGTH)
    arrays = {
        "words": np.asarray(np.round(model.coef_[0] / temperature, 4), np.float32),
        "bias": np.asarray(np.round(model.intercept_ / temperature, 4), np.float32),
    }
    save(folder, "unmarked", {"classes": ["none", "unmarked"], "vocabulary": list(vocabulary), "temperature": temperature}, arrays)
    print(f"unmarked: {len(classes)} candidates, {len(vocabulary)} facts, T {temperature}")


def main(folder: Path = SHIPPED) -> None:
    """Train the models of marked and of unmarked quotations from the training part of both sources."""
    news, written = data.load("train", "news"), data.load("train", "written")
    marked = Examples()
    marked_examples(news, 0, PARTIAL_WEIGHT, marked)
    marked_examples(written, len(news), 1.0, marked)
    train_marked(marked, folder)
    train_unmarked([*news, *written], folder)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=SHIPPED, help="folder of the model files")
    main(parser.parse_args().out)
