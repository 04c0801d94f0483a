"""Train the tagger that finds the targets a quotation names: ``python -m training.train_targets``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from quotestance.models import save
from quotestance.records import Quote, Span, Stance
from quotestance.speakers.words.classes import word
from quotestance.speakers.words.positions import positions
from quotestance.stance.finding.bounds import trimmed
from quotestance.stance.finding.features import (
    AFTER,
    OFFSETS,
    after_features,
    count_features,
    headline,
    lead,
    near_features,
    pair_features,
    quote_features,
    standing,
    word_features,
)
from quotestance.stance.finding.tagging import TAGS
from quotestance.stance.words import stem
from quotestance.text import Document

from . import data
from .shipped import SHIPPED, as_bytes

__all__ = ["Chain", "main", "sequences"]

LEAST = 4
"""A feature must stand at so many tokens to be kept."""
WEIGHTS = {"news": 1.0, "written": 1.0, "statements": 0.6}
FLOOR = 0.03
"""Weights smaller than this in all labels are left out, to keep the file small."""
LEAN = 1.5
"""Added to the log odds of a beginning: recall is worth more than precision to who looks for targets.

Chosen with the next by cross-validation over training and validation, by targets found with just their words."""
LEAN_ON = 0.0
"""The same for its further words: more makes spans too long, which overlap with much and name nothing (0.3: twice as many)."""
CUTS = frozenset({"ने", "को", "से", "पर", "में", "तक", "द्वारा", "लिए"})
"""Words at which the tagged part of a long description begins anew."""


def sequences(part: str) -> Iterator[tuple[Document, Quote, dict[str, int], str]]:
    """Yield each quotation of a part with its document, how often each word stands outside the quotations, and its source."""
    for source in ("news", "written"):
        for article in data.load(part, source):
            doc = Document(article.text)
            around = outside(doc, article.quotes)
            for quote in article.quotes:
                yield doc, quote, around, source
    for text, d in data.statements(part):
        doc = Document(text)
        a, b = d["span"]
        named = [(s["target"], s["mention"]) for s in d["stances"]]
        stances = tuple(Stance(name, None if m is None else Span(m[0], m[1], text[m[0] : m[1]])) for name, m in named)
        quote = Quote(a, b, text[a:b], stances=stances)
        yield doc, quote, outside(doc, [quote]), "statements"


def outside(doc: Document, quotes: Sequence[Quote]) -> dict[str, int]:
    """Return how often each word of a document stands outside its quotations."""
    counts = dict(positions(doc).counts)
    for quote in quotes:
        for w in doc.words[doc.first_token(quote.start) : doc.last_token(quote.end) + 1]:
            counts[w] -= 1
    return counts


def tags_of(doc: Document, quote: Quote, first: int, last: int) -> list[int]:
    """Return the gold tags of the tokens of a quotation.

    Targets are tagged without determiners, which are no part of a name, and from the last postposition on (हमला of बाजार में कल का हमला);
    pronouns are none.
    """
    tags = [0] * (last - first)
    for s in quote.stances:
        if s.mention is None:
            continue
        inside = [i for i in range(first, last) if doc.starts[i] < s.mention.end and doc.ends[i] > s.mention.start]
        if not inside:
            continue
        low, high = trimmed(doc.words, inside[0], inside[-1] + 1)
        for i in range(high - 2, low, -1):
            if doc.words[i] in CUTS:
                low, high = trimmed(doc.words, i + 1, high)
                break
        for i in range(low, high):
            tags[i - first] = 2 if i > low else 1
    return tags


class Said(NamedTuple):
    """A quotation laid out for training."""

    doc: Document
    quote: Quote
    first: int
    last: int
    around: dict[str, int]
    tags: list[int]
    weight: float


def collect(part: str) -> list[Said]:
    """Return the quotations of a part."""
    out = []
    for doc, quote, around, source in sequences(part):
        first, last = doc.first_token(quote.start), doc.last_token(quote.end) + 1
        if last > first:
            out.append(Said(doc, quote, first, last, around, tags_of(doc, quote, first, last), WEIGHTS[source]))
    return out


class Closed(NamedTuple):
    """Words that hardly ever stand in a target, that hardly ever begin one, that are not rare; classes of rare words of the first kind."""

    words: list[str]
    inner: list[str]
    common: list[str]
    classes: list[int]


def closed_words(found: Sequence[Said]) -> Closed:
    """Count the words of targets."""
    many: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    begins: Counter[str] = Counter()
    classes: Counter[int] = Counter()
    inside_classes: Counter[int] = Counter()
    for s in found:
        for w, tag in zip(s.doc.words[s.first : s.last], s.tags, strict=True):
            many[w] += 1
            inside[w] += tag > 0
            begins[w] += tag == 1
            classes[word(w).fine] += 1
            inside_classes[word(w).fine] += tag > 0
    common = sorted(w for w, n in many.items() if n >= 20)
    closed = [w for w in common if inside[w] < 0.02 * many[w]]
    inner = [w for w in common if begins[w] < 0.005 * many[w]]
    return Closed(closed, inner, common, sorted(c for c, n in classes.items() if n >= 150 and inside_classes[c] < 0.01 * n))


def features(found: Sequence[Said], closed: Callable[[str], bool]) -> Iterator[list[str]]:
    """Yield the features of every token, and take the closed ones out of the tags."""
    known: dict[str, dict[int, list[str]]] = {}

    def of_word(w: str, k: int) -> list[str]:
        if w not in known:
            features = list(word_features(w))
            known[w] = {k: [f"{k}{f}" for f in features] for k in OFFSETS}
        return known[w][k]

    for s in found:
        words, counts, top, near = s.doc.words, positions(s.doc).counts, headline(s.doc.words), lead(s.doc.words, s.first)
        shut = [closed(w) for w in words[s.first : s.last]]
        said = Counter(stem(w) for w, c in zip(words[s.first : s.last], shut, strict=True) if not c)
        for i in range(s.first, s.last):
            here = i - s.first
            if shut[here]:
                s.tags[here] = 0
                yield ["closed"]
                continue
            if s.tags[here] == 2 and (here == 0 or s.tags[here - 1] == 0):
                s.tags[here] = 1
            w = words[i]
            row = [f for k in OFFSETS if 0 <= i + k < len(words) for f in of_word(words[i + k], -k)]
            kind, key = standing(w), stem(w)
            if kind is not None:
                row += count_features(kind, min(3, max(0, s.around[w])), min(5, counts[w]), key in top)
                row += near_features(kind, key in near, min(3, said[key]))
            row += quote_features("" if kind is None else kind[0], s.last - s.first, s.quote.kind, min(4, here // 6))
            if not here:
                row.append("first")
            elif not shut[here - 1]:
                row += pair_features(words[i - 1], w)
                if i > 1 and words[i - 2] in AFTER:
                    row += after_features(words[i - 2], words[i - 1], w)
            yield row


class Chain:
    """A linear chain of the tags: scores of B and I against O by features, and scores of each move; I never follows O.

    Parameters
    ----------
    C
        The larger, the less the weights are held down.
    iterations
        Steps at the most.
    """

    def __init__(self, C: float = 0.1, iterations: int = 80) -> None:
        self.C, self.iterations = C, iterations

    def fit(self, rows: sparse.csr_matrix, tags: Sequence[int], weights: Sequence[float], lengths: Sequence[int]) -> Chain:
        """Learn from the features of the tokens of many sequences, one after another, and from their tags."""
        self._sequences(rows, tags, weights, lengths)
        size = rows.shape[1]
        found = minimize(
            self._loss, np.zeros(2 * size + 11), jac=True, method="L-BFGS-B", options={"maxiter": self.iterations, "maxcor": 6}
        )
        self.weights = found.x[: 2 * size].reshape(size, 2)
        self.bias = found.x[2 * size : 2 * size + 2]
        self.moves = np.where(self._allowed, found.x[2 * size + 2 :].reshape(3, 3), -1e9)
        return self

    def _sequences(self, rows: sparse.csr_matrix, tags: Sequence[int], weights: Sequence[float], lengths: Sequence[int]) -> None:
        """Lay out the tokens by their place, the longest sequences first, so that all are walked at once."""
        self._rows, self._columns = rows, rows.T.tocsr()
        sizes, gold, share = np.array(lengths), np.array(tags), np.array(weights)
        order = np.argsort(-sizes, kind="stable")
        starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        self._steps = [starts[order[: int((sizes > t).sum())]] + t for t in range(int(sizes.max()))]
        self._share, self._token_share = share[order], np.repeat(share, sizes)
        self._gold = np.eye(3)[gold]
        before = np.concatenate([[0], gold[:-1]])
        before[starts] = 0
        self._gold_moves = np.zeros((3, 3))
        np.add.at(self._gold_moves, (before, gold), self._token_share)
        self._allowed = np.ones((3, 3), bool)
        self._allowed[0, 2] = False

    def _loss(self, theta: np.ndarray) -> tuple[float, np.ndarray]:
        size = self._rows.shape[1]
        weights, bias = theta[: 2 * size].reshape(size, 2), theta[2 * size : 2 * size + 2]
        moves = np.where(self._allowed, theta[2 * size + 2 :].reshape(3, 3), -30.0)
        scores = np.zeros((self._rows.shape[0], 3))
        scores[:, 1:] = self._rows @ weights + bias
        top = scores.max(axis=1)
        odds, steps = np.exp(scores - top[:, None]), np.exp(moves)
        ahead, total = np.zeros_like(scores), np.zeros(len(self._share))
        for t, here in enumerate(self._steps):
            k = len(here)
            now = (now[:k] @ steps if t else steps[0]) * odds[here]  # type: ignore[has-type]  # noqa: F821
            norm = now.sum(axis=1)
            now = now / norm[:, None]
            ahead[here] = now
            total[:k] += np.log(norm) + top[here]
        marginal, expected = np.zeros_like(scores), np.zeros((3, 3))
        behind = np.ones((0, 3))
        for t in range(len(self._steps) - 1, -1, -1):
            here = self._steps[t]
            k = len(here)
            later = np.ones((k, 3))
            later[: len(behind)] = behind
            both = ahead[here] * later
            marginal[here] = both / both.sum(axis=1)[:, None]
            into = odds[here] * later
            left = ahead[self._steps[t - 1][:k]] if t else np.eye(3)[np.zeros(k, int)]
            pair = left[:, :, None] * steps[None] * into[:, None, :]
            pair *= (self._share[:k] / pair.sum(axis=(1, 2)))[:, None, None]
            expected += pair.sum(axis=0)
            behind = into @ steps.T
            behind /= behind.sum(axis=1)[:, None]
        loss = total @ self._share - (scores * self._gold).sum(axis=1) @ self._token_share - (self._gold_moves * moves).sum()
        missed = ((marginal - self._gold) * self._token_share[:, None])[:, 1:]
        held = 1 / self.C
        loss += held / 2 * ((weights**2).sum() + 0.1 * (theta[2 * size + 2 :] ** 2).sum())
        gradient = np.concatenate(
            [
                (self._columns @ missed + held * weights).ravel(),
                missed.sum(axis=0),
                ((expected - self._gold_moves) * self._allowed).ravel() + 0.1 * held * theta[2 * size + 2 :],
            ]
        )
        return float(loss), gradient


def matrix(rows: Sequence[list[str]], number: dict[str, int]) -> sparse.csr_matrix:
    """Return the features of each row as a matrix of counts."""
    index: list[int] = []
    bounds = [0]
    for row in rows:
        index += [number[f] for f in row if f in number]
        bounds.append(len(index))
    found = sparse.csr_matrix((np.ones(len(index)), index, bounds), shape=(len(rows), len(number)))
    found.sum_duplicates()
    return found


def main() -> None:
    """Train, print, write."""
    found = collect("train")
    closed = closed_words(found)
    no_part, not_rare, shut = set(closed.words), set(closed.common), set(closed.classes)
    rows = list(features(found, lambda w: w in no_part or (word(w).fine in shut and w not in not_rare)))
    counts = Counter(f for row in rows for f in row)
    names = sorted(f for f, n in counts.items() if n >= LEAST)
    chain = Chain().fit(
        matrix(rows, {f: i for i, f in enumerate(names)}),
        [t for s in found for t in s.tags],
        [s.weight for s in found],
        [s.last - s.first for s in found],
    )
    keep = np.abs(chain.weights).max(axis=1) >= FLOOR
    kept = [n for n, k in zip(names, keep.tolist(), strict=True) if k]
    save(
        SHIPPED,
        "stance_targets",
        {"kind": "tagger of targets", "tags": list(TAGS)},
        {
            "names": as_bytes(kept),
            "weights": chain.weights[keep].astype(np.float32),
            "bias": (chain.bias + np.array([LEAN, LEAN_ON])).astype(np.float32),
            "moves": chain.moves.astype(np.float32),
            "closed": as_bytes(closed.words),
            "inner": as_bytes(closed.inner),
            "common": as_bytes(closed.common),
            "closed_classes": np.array(closed.classes, np.int32),
        },
    )
    print(f"targets: {len(rows)} tokens, {len(kept)} features of {len(names)}, {len(closed.words)} words closed")


if __name__ == "__main__":
    main()
