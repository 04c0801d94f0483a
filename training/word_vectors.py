"""Learn vectors of the stems of words from plain Hindi text: ``python -m training.word_vectors``.

Positive pointwise mutual information of stems within five places of each other, its first singular directions (Levy et al. 2015), each
vector of length one, as bytes. The result, ``quotestance/models/shipped/stance_vectors.*`` (stems and vectors, no text), is kept, so
that training, also a user's own, runs without the texts. Labelling does not read it: the stance model holds the stems multiplied out.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from quotestance.models import save
from quotestance.stance.words import stems
from quotestance.text import Document

from .data import news_folder, read_lines
from .shipped import SHIPPED, as_bytes

__all__ = ["learn", "main"]

DIMENSIONS, WINDOW, LEAST, MOST_STEMS = 80, 5, 8, 26_000


def sentences(folder: Path) -> Iterator[list[str]]:
    """Yield the stems of the words of each text of a folder."""
    for path in sorted(folder.glob("*.jsonl*")):
        for d in read_lines(path):
            yield [*stems(Document(d["text"]).words)]


def learn(folder: Path) -> tuple[list[str], np.ndarray]:
    """Return stems, the most frequent first, and their vectors (float32, length one)."""
    from scipy import sparse
    from sklearn.utils.extmath import randomized_svd

    counts: Counter[str] = Counter()
    texts: list[list[str]] = []
    for words in sentences(folder):
        counts.update(words)
        texts.append([sys.intern(w) for w in words])
    words = [w for w, n in sorted(counts.items(), key=lambda x: (-x[1], x[0])) if n >= LEAST and any(c.isalpha() for c in w)][:MOST_STEMS]
    number = {w: i for i, w in enumerate(words)}
    size = len(words)
    total = sparse.csr_matrix((size, size), dtype=np.float32)
    batch: list[int] = []

    def add(batch: list[int]) -> sparse.csr_matrix:
        ids = np.array(batch, np.int32)
        out = sparse.csr_matrix((size, size), dtype=np.float32)
        for d in range(1, WINDOW + 1):
            a, b = ids[:-d], ids[d:]
            keep = (a >= 0) & (b >= 0)
            out = out + sparse.coo_matrix((np.full(int(keep.sum()), 1 / d, np.float32), (a[keep], b[keep])), shape=(size, size)).tocsr()
        return out

    for text in texts:
        batch += [number.get(w, -1) for w in text] + [-1] * WINDOW
        if len(batch) > 2_000_000:
            total, batch = total + add(batch), []
    total = total + add(batch)
    total = (total + total.T).tocoo()
    row = np.asarray(total.sum(axis=1)).ravel()
    context = row**0.75
    value = np.log(total.data * context.sum() / (row[total.row] * context[total.col]))
    keep = value > 0
    ppmi = sparse.csr_matrix((value[keep], (total.row[keep], total.col[keep])), shape=(size, size))
    u, s, _ = randomized_svd(ppmi, DIMENSIONS, n_iter=3, random_state=0)
    vectors = u * np.sqrt(s)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    return words, vectors.astype(np.float32)


def main() -> None:
    """Learn and write the vectors."""
    folder = news_folder()
    if folder is None:
        raise SystemExit("no news texts: set QUOTESTANCE_NEWS")
    words, vectors = learn(folder)
    settings = {"kind": "word vectors", "dimensions": DIMENSIONS, "window": WINDOW, "least": LEAST}
    rounded = np.clip(np.round(vectors * 127), -127, 127).astype(np.int8)
    save(SHIPPED, "stance_vectors", settings, {"stems": as_bytes(words), "vectors": rounded})
    print(f"{len(words)} stems, {vectors.shape[1]} dimensions")


if __name__ == "__main__":
    main()
