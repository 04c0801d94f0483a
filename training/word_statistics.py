"""Word classes from plain Hindi text: which words stand in the same places. Single words and numbers only, no run of text.

``python -m training.word_statistics`` reads the texts of `training.data.news_folder` (all of them, the encyclopedia as well) and writes
``quotestance/models/shipped/words.*``, which is kept in the repository, so that everything else is trained without those texts.

The method: neighbours at -2, -1, +1, +2 among the commonest words, as positive pointwise mutual information, reduced by a truncated
singular value decomposition, then k-means twice, coarse and fine. Names of people, titles, places, verbs fall into classes of their own,
which tells a name from a noun in a script without capitals.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix, hstack
from sklearn.cluster import MiniBatchKMeans
from sklearn.utils.extmath import randomized_svd

from quotestance.models import save
from quotestance.text import fold
from quotestance.text.document import TOKEN

from .data import news_folder, read_lines
from .shipped import SHIPPED, as_bytes

LEAST = 12
"""Least occurrences of a word in the table: rarer ones are mostly names, and being unknown says that well enough."""
CONTEXTS = 1500
COARSE, FINE = 48, 254
DIMENSIONS = 64


def tokens() -> Iterator[list[str]]:
    """Yield the folded tokens of each text."""
    folder = news_folder()
    if folder is None:
        raise SystemExit("no news texts: set QUOTESTANCE_NEWS")
    for path in sorted(folder.glob("*.jsonl*")):
        for d in read_lines(path):
            yield [fold(m.group()) for m in TOKEN.finditer(d["text"])]


def count() -> tuple[np.ndarray, list[str], np.ndarray]:
    """Return the texts as one row of word numbers, the commonest 0 (-1 for rare words, -2 between texts), the words and their counts."""
    ids: dict[str, int] = {}
    chunks = []
    for words in tokens():
        chunks.append(np.fromiter((ids.setdefault(w, len(ids)) for w in words), np.int32, len(words)))
        chunks.append(np.full(2, -1, np.int32))
    stream = np.concatenate(chunks)
    names = list(ids)
    counts = np.bincount(stream[stream >= 0], minlength=len(names))
    order = np.argsort(-counts, kind="stable")
    keep = order[counts[order] >= LEAST]
    rank = np.full(len(names), -1, np.int32)
    rank[keep] = np.arange(len(keep))
    return np.where(stream >= 0, rank[stream], -2), [names[i] for i in keep.tolist()], counts[keep]


def neighbours(stream: np.ndarray, words: int) -> csr_matrix:
    """Return how much more often than by chance each word has each of the commonest words beside it, words × four blocks of contexts."""
    # rarer words of the table, those outside it and the gaps between texts are one context each
    context = np.where(stream < 0, CONTEXTS - stream, np.minimum(stream, CONTEXTS))
    blocks = []
    for shift in (-2, -1, 1, 2):
        a = stream[max(0, -shift) : len(stream) - max(0, shift)]
        b = context[max(0, shift) : len(stream) + min(0, shift)]
        known = a >= 0
        pairs = coo_matrix((np.ones(int(known.sum()), np.float32), (a[known], b[known])), shape=(words, CONTEXTS + 4)).tocsr()
        total = pairs.sum()
        left = np.asarray(pairs.sum(1)).ravel()
        right = np.asarray(pairs.sum(0)).ravel() ** 0.75
        right *= total / right.sum()
        c = pairs.tocoo()
        value = np.log(np.maximum(c.data * total / (left[c.row] * np.maximum(right[c.col], 1)), 1e-9))
        weight = 1.0 if abs(shift) == 1 else 0.5
        blocks.append(csr_matrix((np.maximum(value, 0) * weight, (c.row, c.col)), shape=pairs.shape))
    matrix = hstack(blocks).tocsr()
    matrix.eliminate_zeros()
    return matrix


def classes(matrix: csr_matrix) -> dict[str, np.ndarray]:
    """Return the coarse and the fine class of each word."""
    u, s, _ = randomized_svd(matrix, DIMENSIONS, n_iter=3, random_state=0)
    vectors = u * np.sqrt(s)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return {
        name: MiniBatchKMeans(k, random_state=0, batch_size=4096, n_init=3, max_iter=60).fit(vectors).labels_.astype(np.uint8)
        for name, k in (("coarse", COARSE), ("fine", FINE))
    }


def main() -> None:
    """Count, reduce, cluster, write; print some words of each class, to look at."""
    stream, names, counts = count()
    print(f"{len(stream):,} tokens, {len(names):,} words kept")
    found = classes(neighbours(stream, len(names)))
    levels = np.minimum(np.log2(counts), 31).astype(np.uint8)
    settings = {"what": "word classes by neighbours", "words": len(names), "coarse": COARSE, "fine": FINE}
    save(SHIPPED, "words", settings, {**found, "vocabulary": as_bytes(names), "level": levels})
    for title, numbers in found.items():
        for number in range(int(numbers.max()) + 1):
            members = np.flatnonzero(numbers == number)
            print(title, number, len(members), *(names[i] for i in members[:12]))


if __name__ == "__main__":
    main()
