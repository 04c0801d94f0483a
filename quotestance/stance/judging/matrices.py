"""The features of many passages as matrices to train on, and trained weights as the model that labels.

The sparse block holds yes-or-no features and stems of words by region, the dense one numbers and mean vectors of stems by
region.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from ...models import load_shipped
from ..words import stems
from .columns import NAMES, NUMBERS, REGIONS
from .features import Row
from .model import SCALE, STEM_SCALE, LinearModel
from .solver import Blocks

__all__ = ["Design", "by_stems", "column_matrix", "common", "region_matrix", "region_means", "region_vocabulary", "spread", "stem_vectors"]


class Design:
    """Which features the rows of a training set have, and what they are in each row.

    Parameters
    ----------
    rows
        The features of each passage.
    group, weight
        Number of the document of each row, and its weight.
    least
        A yes-or-no feature or a stem must stand in so many documents.
    vectors
        Spread of the mean vectors of stems beside the other features; 0: none.

    Attributes
    ----------
    blocks : Blocks
        The features, rows × all columns, sparse and dense.
    """

    def __init__(self, rows: Sequence[Row], group: np.ndarray, weight: np.ndarray, least: int, vectors: float) -> None:
        rows = by_stems(rows)
        self._columns = common(rows, group, least)
        self._single = region_vocabulary(rows, group, least)
        matrix = column_matrix(rows)[:, self._columns]
        singles = region_matrix(rows, {key: i for i, key in enumerate(self._single)})
        numbers = np.array([row.numbers for row in rows], float).reshape(len(rows), len(NUMBERS))
        self._spread = spread(numbers, weight)
        self._stems, self._vectors = stem_vectors() if vectors else ([], np.zeros((0, 1), np.float32))
        means = region_means(rows, {w: i for i, w in enumerate(self._stems)}, self._vectors)
        self._width = spread(means, weight) / (vectors or 1.0)
        left = sparse.hstack([matrix, singles]).tocsr().astype(np.float32)
        self.blocks: Blocks = left, np.hstack([numbers / self._spread, means / self._width]).astype(np.float32)

    def model(self, weights: np.ndarray, bias: np.ndarray, packed: str) -> LinearModel:
        """Return the model of some weights (columns × labels) and bias: vectors multiplied out, all over neutral.

        ``packed`` is the lexicon that the features were made with.
        """
        pairs = (weights - weights[:, 2:])[:, :2]
        wide = self.blocks[0].shape[1]
        of_numbers, of_means = pairs[wide : wide + len(NUMBERS)], pairs[wide + len(NUMBERS) :]
        yes_no = np.zeros((len(NAMES), 2))
        yes_no[self._columns] = pairs[: len(self._columns)]
        by_region = (of_means / self._width[:, None]).reshape(len(REGIONS), -1, 2)
        places = {w: i for i, w in enumerate(dict.fromkeys([*self._stems, *(w for _, w in self._single)]))}
        table = np.zeros((len(places), len(REGIONS), 2))
        table[: len(self._stems)] = np.stack([self._vectors @ w for w in by_region], axis=1)
        for (region, w), pair in zip(self._single, pairs[len(self._columns) : wide], strict=True):
            table[places[w], region] += pair * STEM_SCALE
        numeric, shift = of_numbers / self._spread[:, None], (bias - bias[2])[:2]
        return LinearModel(_short(yes_no), _short(numeric), _short(shift), places, _short(table), packed)


def _short(array: np.ndarray) -> np.ndarray:
    return array.astype(np.float32)


def by_stems(rows: Sequence[Row]) -> list[Row]:
    """Return rows whose regions hold stems: what is learned of one form of a word holds for all."""
    return [row._replace(regions=tuple([*stems(region)] for region in row.regions)) for row in rows]


def common(rows: Sequence[Row], group: np.ndarray, least: int) -> np.ndarray:
    """Return the columns that stand in so many documents at least."""
    seen: list[set[int]] = [set() for _ in NAMES]
    for row, g in zip(rows, group.tolist(), strict=True):
        for column in row.columns:
            if len(seen[column]) < least:
                seen[column].add(g)
    return np.array([column for column, docs in enumerate(seen) if len(docs) >= least], int)


def column_matrix(rows: Sequence[Row]) -> sparse.csr_matrix:
    """Return the yes-or-no features, rows × `NAMES`."""
    index: list[int] = []
    bounds = [0]
    values: list[float] = []
    for row in rows:
        index += sorted(row.columns)
        values += [SCALE / max(1, len(row.columns)) ** 0.5] * len(row.columns)
        bounds.append(len(index))
    return sparse.csr_matrix((values, index, bounds), shape=(len(rows), len(NAMES)))


def stem_vectors() -> tuple[list[str], np.ndarray]:
    """Return the stems and vectors learnt from plain text (``training/word_vectors.py``)."""
    part = load_shipped("stance_vectors")
    return part.arrays["stems"].tobytes().decode().split("\n"), part.arrays["vectors"].astype(np.float32) / 127


def region_means(rows: Sequence[Row], known: dict[str, int], vectors: np.ndarray) -> np.ndarray:
    """Return for each row and region the sum of the vectors by the root of their number, side by side."""
    size = vectors.shape[1]
    out = np.zeros((len(rows), len(REGIONS) * size), np.float32)
    for k, row in enumerate(rows):
        for j, region in enumerate(row.regions):
            found = [known[w] for w in region if w in known]
            if found:
                out[k, j * size : (j + 1) * size] = vectors[found].sum(axis=0) / len(region) ** 0.5
    return out


def region_vocabulary(rows: Sequence[Row], group: np.ndarray, least: int) -> list[tuple[int, str]]:
    """Return the stems of regions, with the number of the region, that stand in so many documents at least."""
    seen: dict[tuple[int, str], set[int]] = {}
    for row, g in zip(rows, group.tolist(), strict=True):
        for j, region in enumerate(row.regions):
            for w in region:
                docs = seen.setdefault((j, w), set())
                if len(docs) < least:
                    docs.add(g)
    return sorted(key for key, docs in seen.items() if len(docs) >= least)


def region_matrix(rows: Sequence[Row], known: dict[tuple[int, str], int]) -> sparse.csr_matrix:
    """Return the stems of each row, rows × ``known`` (which gives each stem of a region its column)."""
    index: list[int] = []
    bounds = [0]
    values: list[float] = []
    for row in rows:
        for j, region in enumerate(row.regions):
            found = [known[j, w] for w in region if (j, w) in known]
            index += found
            values += [STEM_SCALE / max(1, len(region)) ** 0.5] * len(found)
        bounds.append(len(index))
    out = sparse.csr_matrix((values, index, bounds), shape=(len(rows), len(known)))
    out.sum_duplicates()
    return out


def spread(numbers: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return the weighted standard deviation of each column; 1 where it does not vary."""
    middle = np.average(numbers, axis=0, weights=weight)
    out = np.sqrt(np.average((numbers - middle) ** 2, axis=0, weights=weight))
    out[out < 1e-9] = 1.0
    return np.asarray(out, np.float64)
