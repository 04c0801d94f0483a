"""Word classes from plain Hindi text: which words stand in the same places. Single words and numbers only, no run of text.

``python -m training.word_statistics`` reads the texts of `training.data.news_folder` (all of them, the encyclopedia as well) and writes
``quotestance/models/shipped/words.*``, which is kept in the repository, so that everything else is trained without those texts.

The method: neighbours at -2, -1, +1, +2 among the commonest words, as positive pointwise mutual information, reduced by a truncated
singular value decomposition, then k-means twice, coarse and fine. Names of people, titles, places, verbs fall into classes of their own,
which tells a name from a noun in a script without capitals.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator

import numpy as np

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


def main() -> None:
    """Count, reduce, cluster, write."""
    from scipy.sparse import coo_matrix, csr_matrix, hstack
    from sklearn.cluster import MiniBatchKMeans
    from sklearn.utils.extmath import randomized_svd

    began = time.time()
    ids: dict[str, int] = {}
    chunks = []
    for words in tokens():
        chunks.append(np.fromiter((ids.setdefault(w, len(ids)) for w in words), np.int32, len(words)))
        chunks.append(np.full(2, -1, np.int32))
    stream = np.concatenate(chunks)
    names = list(ids)
    counts = np.bincount(stream[stream >= 0], minlength=len(names))
    order = np.argsort(-counts, kind="stable")
    keep = [int(i) for i in order if counts[i] >= LEAST]
    print(f"{len(stream):,} tokens, {len(names):,} words, {len(keep):,} kept, {time.time() - began:.0f} s")
    rank = np.full(len(names) + 1, len(keep), np.int32)  # rare words are one context of their own
    rank[keep] = np.arange(len(keep))
    stream = np.where(stream >= 0, rank[stream], len(keep) + 1)
    context = np.where(stream < CONTEXTS, stream, np.where(stream < len(keep), CONTEXTS, stream - len(keep) + CONTEXTS + 1))
    width = CONTEXTS + 4
    blocks = []
    for shift in (-2, -1, 1, 2):
        a = stream[max(0, -shift) : len(stream) - max(0, shift)]
        b = context[max(0, shift) : len(stream) + min(0, shift)]
        ok = a < len(keep)
        m = coo_matrix((np.ones(int(ok.sum()), np.float32), (a[ok], b[ok])), shape=(len(keep), width)).tocsr()
        total = m.sum()
        left = np.asarray(m.sum(1)).ravel()
        right = np.asarray(m.sum(0)).ravel() ** 0.75
        right *= total / right.sum()
        c = m.tocoo()
        value = np.log(np.maximum(c.data * total / (left[c.row] * np.maximum(right[c.col], 1)), 1e-9))
        weight = 1.0 if abs(shift) == 1 else 0.5
        blocks.append(csr_matrix((np.maximum(value, 0) * weight, (c.row, c.col)), shape=m.shape))

    matrix = hstack(blocks).tocsr()
    matrix.eliminate_zeros()
    u, s, _ = randomized_svd(matrix, DIMENSIONS, n_iter=3, random_state=0)
    vectors = u * np.sqrt(s)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    out = {}
    for label, k in (("coarse", COARSE), ("fine", FINE)):
        model = MiniBatchKMeans(k, random_state=0, batch_size=4096, n_init=3, max_iter=60).fit(vectors)
        out[label] = model.labels_.astype(np.uint8)
    out["vocabulary"] = as_bytes(names[i] for i in keep)
    out["level"] = np.minimum(np.log2(counts[keep]), 31).astype(np.uint8)
    save(SHIPPED, "words", {"what": "word classes by neighbours", "words": len(keep), "coarse": COARSE, "fine": FINE}, out)
    print(f"done, {time.time() - began:.0f} s")
    for label, k in (("coarse", COARSE), ("fine", FINE)):
        members: dict[int, list[str]] = {}
        for w, c in zip((names[i] for i in keep), out[label], strict=True):
            members.setdefault(int(c), []).append(w)
        for c in range(min(k, 60)):
            print(label, c, len(members.get(c, [])), " ".join(members.get(c, [])[:12]))
    print(Counter(out["level"].tolist()))


if __name__ == "__main__":
    main()
