"""A learned tagger over the tokens of quotations: which of them name a target.

Each token is the first of a target, a further one, or none (B, I, O). What a token's word, its neighbours and their classes say is a sum of
weights that depend on one word and place, or on the classes of two neighbours: they are summed up once a word and kept as rows of one
table, so that all quotations of a document are scored by one look-up of rows. The best sequence is found by Viterbi's way, but only where
it is open: most tokens are far from any target, and no path through B or I can pay there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from ..models import load_shipped
from ..records import Quote
from ..speakers.words import word
from ..text import Document
from .target_features import OFFSETS, count_features, word_features
from .words import stems

if TYPE_CHECKING:
    import numpy as np

__all__ = ["TAGS", "Scores", "Tagger", "Window", "elsewhere", "spans_of", "tagger"]

TAGS = ("O", "B", "I")
_REACH = 2
_COUNTS = 4
"""How often a stem stands outside the quotations: not, once, twice, more often."""
_SAID = len(TAGS) * len(OFFSETS)
_WIDTH = _SAID + len(TAGS) * (_COUNTS + 1)
"""Columns of the table of words."""
_FINE = 256
"""Fine classes: one byte in the table of words."""
_COARSE, _RESERVED = 64, 4
"""Coarse classes of the table of words, at the most; classes of words that it does not hold, the last ones of a byte."""
_CLASSES = _COARSE + _RESERVED + 1
_NO_CLASS = _CLASSES - 1
"""The class of no word."""
_MOST_KNOWN = 1 << 16

Window = tuple[int, int]
"""A stretch of tokens (indices, half open)."""


def _coarse(number: int) -> int:
    """Return the place of a coarse class, without the gap before the reserved ones."""
    return number if number < _COARSE else number - 256 + _COARSE + _RESERVED


class _Words(dict[str, int]):
    """Numbers of words; a word that is asked for the first time is learned by the tagger."""

    def __init__(self, owner: Tagger) -> None:
        self.owner = owner

    def __missing__(self, folded: str) -> int:
        return self.owner.learn(folded)


class Scores(NamedTuple):
    """The scores of the tokens of several windows, in rows one after another; rows between windows say nothing."""

    tags: np.ndarray
    """Rows × `TAGS`, without what the counts outside the quotations say."""
    counted: np.ndarray
    """Rows × `_COUNTS` × `TAGS`: what is to be added for each count."""
    least: np.ndarray
    """Rows × 3: the least that any count adds to the lead of O over B, of O over I, of B over I."""
    starts: list[int]
    """The row of the first token of each window."""


class Tagger:
    """The learned weights, summed up by word as words are met.

    Attributes
    ----------
    known : dict of str to int
        Number of each word; 0 stands for no word, the place before and after a text.
    by_word : numpy.ndarray
        A row a word: what it says of the tags of its neighbours and itself at each of `OFFSETS` (the bias with it), of itself by each
        count, and the least that counts add (see `Scores`).
    by_pair : numpy.ndarray
        Rows × tags, two times as many rows as coarse classes for each two classes (fine and coarse) of a word: what the coarse class of its
        right neighbour says of it, and that of its left one.
    """

    def __init__(self) -> None:
        import numpy as np

        part = load_shipped("stance_targets")
        names = part.arrays["names"].tobytes().decode().split("\n")
        self.weights = part.arrays["weights"].astype(np.float64)
        self.moves: list[list[float]] = part.arrays["moves"].tolist()
        self.bias = part.arrays["bias"].astype(np.float64)
        self.plain: dict[str, int] = {}
        """Row of ``weights`` of each feature of a place."""
        self.numbers: dict[str, int] = {}
        """Row of ``by_place`` of each feature of a word."""
        sizes = {str(k)[0]: len(str(k)) for k in OFFSETS}
        rows, places, sources = [], [], []
        for i, name in enumerate(names):
            size = sizes.get(name[0])
            if size is None:
                self.plain[name] = i
            else:
                rows.append(self.numbers.setdefault(name[size:], len(self.numbers)))
                places.append(int(name[:size]) + _REACH)
                sources.append(i)
        self.bias_row = len(self.numbers)
        by_place = np.zeros((len(self.numbers) + 1, len(OFFSETS), len(TAGS)))
        by_place[rows, places] = self.weights[sources]
        by_place[self.bias_row, _REACH] = self.bias
        self.by_place = by_place.reshape(-1, _SAID)
        self.counts: dict[tuple[str, ...], np.ndarray] = {}
        self.first, self.short = self.total(["first"]), self.total(["short"])
        self.laid = self._lay_out()
        self.lock = Lock()
        self.known = _Words(self)
        self._forget()

    def _lay_out(self) -> dict[str, np.ndarray]:
        """Return the weights of each kind of pairs by left and right class."""
        import numpy as np

        sizes = {"p": (_CLASSES, _CLASSES), "P": (_FINE, _CLASSES), "q": (_CLASSES, _CLASSES), "Q": (_CLASSES, _FINE)}
        found: dict[str, tuple[list[int], list[int], list[int]]] = {kind: ([], [], []) for kind in sizes}
        for name, row in self.plain.items():
            left, colon, right = name[1:].partition(":")
            if colon:
                kind, a, b = name[0], int(left), int(right)
                lefts, rights, rows = found[kind]
                lefts.append(a if kind == "P" else _coarse(a))
                rights.append(b if kind == "Q" else _coarse(b))
                rows.append(row)
        out = {kind: np.zeros((*size, len(TAGS))) for kind, size in sizes.items()}
        for kind, (lefts, rights, rows) in found.items():
            out[kind][lefts, rights] = self.weights[rows]
        return out

    def _forget(self) -> None:
        """Begin with no words but the one that stands for none."""
        import numpy as np

        self.known.clear()
        self.known[""] = 0
        self.by_word = np.zeros((1 << 10, _WIDTH))
        # of each word: first row of its classes in by_pair, its coarse class
        self.classes = np.zeros((1 << 10, 2), np.intp)
        self.classes[0, 1] = _NO_CLASS
        self.pairs: dict[tuple[int, int], int] = {}
        self.by_pair = np.zeros((_CLASSES * 2 << 6, len(TAGS)))

    def learn(self, folded: str) -> int:
        """Sum up what a word says; return its number."""
        import numpy as np

        number = len(self.known)
        if number == len(self.by_word):
            self.by_word = np.concatenate((self.by_word, np.zeros_like(self.by_word)))
            self.classes = np.concatenate((self.classes, np.zeros_like(self.classes)))
        rows = [self.bias_row, *[i for i in map(self.numbers.get, word_features(folded)) if i is not None]]
        self.by_place.take(rows, axis=0).sum(axis=0, out=self.by_word[number, :_SAID])
        self.by_word[number, _SAID:] = self._count_row(folded)
        known = word(folded)
        coarse = _coarse(known.coarse)
        self.classes[number] = self._pair_row(known.fine, coarse), coarse
        self.known[folded] = number
        return number

    def _count_row(self, folded: str) -> np.ndarray:
        """Return what the counts of a word say, and the least that they add: the same for all words of a kind."""
        import numpy as np

        said = tuple(count_features(folded, 0))
        row = self.counts.get(said)
        if row is None:
            counted = np.array([self.total(count_features(folded, n)) for n in range(_COUNTS)])
            o, b, i = counted.T
            row = self.counts[said] = np.array([*counted.ravel(), (o - b).min(), (o - i).min(), (b - i).min()])
        return row

    def _pair_row(self, fine: int, coarse: int) -> int:
        """Return the first row of two classes in ``by_pair``."""
        import numpy as np

        row = self.pairs.get((fine, coarse))
        if row is None:
            row = self.pairs[fine, coarse] = len(self.pairs) * 2 * _CLASSES
            if row == len(self.by_pair):
                self.by_pair = np.concatenate((self.by_pair, np.zeros_like(self.by_pair)))
            self.by_pair[row : row + _CLASSES] = self.laid["p"][coarse] + self.laid["P"][fine]
            self.by_pair[row + _CLASSES : row + 2 * _CLASSES] = self.laid["q"][:, coarse] + self.laid["Q"][:, fine]
        return row

    def total(self, features: Sequence[str]) -> np.ndarray:
        """Return the sum of the weights of features of a place."""
        return self.weights[[i for i in map(self.plain.get, features) if i is not None]].sum(axis=0)  # type: ignore[no-any-return]

    def emissions(self, doc: Document, windows: Sequence[Window]) -> Scores:
        """Return the scores of the tags of each token of the windows."""
        import numpy as np

        words, count = doc.words, len(doc.words)
        number_of = self.known.__getitem__
        ids: list[int] = []
        starts: list[int] = []
        # another thread may not forget or move the words that this one has just looked up
        with self.lock:
            if len(self.known) > _MOST_KNOWN:
                self._forget()
            for first, last in windows:
                starts.append(len(ids))
                low, high = max(0, first - _REACH), min(count, last + _REACH)
                ids += [0] * (low - first + _REACH)
                ids += map(number_of, words[low:high])
                ids += [0] * (last + _REACH - high)
            number = np.array(ids)
            rows = self.by_word.take(number, axis=0)
            classes = self.classes.take(number, axis=0)
            by_pair = self.by_pair
        size = len(ids) - 2 * _REACH
        out = rows[:size, :3] + rows[1 : size + 1, 3:6]
        out += rows[2 : size + 2, 6:9]
        out += rows[3 : size + 3, 9:12]
        out += rows[4:, 12:15]
        own, coarse = classes[2 : size + 2, 0], classes[:, 1]
        out += by_pair.take(own + coarse[3 : size + 3], axis=0)
        out += by_pair.take(own + (coarse[1 : size + 1] + _CLASSES), axis=0)
        for (first, last), start in zip(windows, starts, strict=True):
            if first < last:
                out[start] += self.first
                if last - first < 4:
                    out[start : start + last - first] += self.short
        here = rows[2 : size + 2]
        return Scores(out, here[:, _SAID:-3].reshape(size, _COUNTS, len(TAGS)), here[:, -3:], starts)

    def spans(self, doc: Document, windows: Sequence[Window], quotes: Sequence[Quote]) -> list[list[Window]]:
        """Return the targets of each window: tokens of the document (half open), in order."""
        if not windows:
            return []
        scores = self.emissions(doc, windows)
        all_tags, all_least = scores.tags.tolist(), scores.least.tolist()
        opened: list[list[int]] = []
        rows: list[int] = []
        tokens: list[int] = []
        for (first, last), start in zip(windows, scores.starts, strict=True):
            stop = start + last - first
            places = self._open(all_tags[start:stop], all_least[start:stop])
            opened.append(places)
            rows += [start + k for k in places]
            tokens += [first + k for k in places]
        counted = self._counted(doc, quotes, scores, rows, tokens)
        out: list[list[Window]] = []
        done = 0
        for (first, last), places in zip(windows, opened, strict=True):
            found: list[Window] = []
            k, count = 0, len(places)
            while k < count:
                end = k + 1
                while end < count and places[end] == places[end - 1] + 1:
                    end += 1
                at = first + places[k]
                best = self._best(counted[done + k : done + end], first + places[end - 1] + 1 < last)
                if any(best):
                    found += [(at + a, at + b) for a, b in spans_of(best)]
                k = end
            out.append(found)
            done += count
        return out

    @staticmethod
    def _counted(doc: Document, quotes: Sequence[Quote], scores: Scores, rows: list[int], tokens: list[int]) -> list[list[float]]:
        """Return the scores of some rows with what the counts of their stems outside the quotations say."""
        if not rows:
            return []
        words = doc.words
        keys = list(stems([words[i] for i in tokens]))
        around = elsewhere(doc, quotes, frozenset(keys))
        counts = [min(_COUNTS - 1, around.get(key, 0)) for key in keys]
        return (scores.tags[rows] + scores.counted[rows, counts]).tolist()  # type: ignore[no-any-return]

    def _open(self, tags: Sequence[Sequence[float]], least: Sequence[Sequence[float]]) -> list[int]:
        """Return the tokens of a window whose tag may be another than O; each path through B or I at another one gains by O in its place.

        Where I followed, the path must change there as well: to B, or to O again, and so on. ``tail`` is what that gains at least (or
        costs) from a token on, worked out from the end; what a move changes is taken at its worst.
        """
        (oo, ob, _), (bo, bb, bi), (io, ib, ii) = self.moves
        before_b, before_i = min(oo - ob, bo - bb, io - ib), min(bo - bi, io - ii)
        after_b, after_i = min(0.0, oo - bo, ob - bb), min(0.0, oo - io, ob - ib)
        into_i = max(bi, ii)
        to_b, to_o = ob - into_i + min(0.0, bo - io, bb - ib, bi - ii), oo - into_i
        out = []
        tail = 0.0
        for t in range(len(tags) - 1, -1, -1):
            x, y, z = tags[t]
            lead_b, lead_i, b_before_i = least[t]
            lead_b += x - y
            lead_i += x - z
            rest = tail if tail < after_i else after_i
            if lead_i + before_i + rest < 1e-6 or lead_b + before_b + (tail if tail < after_b else after_b) < 1e-6:
                out.append(t)
            as_b, as_o = y - z + b_before_i + to_b, lead_i + to_o + rest
            tail = as_b if as_b > as_o else as_o
        return out[::-1]

    def _best(self, scores: Sequence[Sequence[float]], closed: bool) -> list[int]:
        """Return the best tags of consecutive tokens after O or at the start; ``closed``: O follows."""
        (oo, ob, _), (bo, bb, bi), (io, ib, ii) = self.moves
        o, b, i = 0.0, -1e9, -1e9
        back: list[tuple[int, int, int]] = []
        for x, y, z in scores:
            # I never follows O
            from_o, from_b, from_i = o + oo, b + bo, i + io
            to_o = 0 if from_o >= from_b and from_o >= from_i else 1 if from_b >= from_i else 2
            next_o = x + (from_o, from_b, from_i)[to_o]
            from_o, from_b, from_i = o + ob, b + bb, i + ib
            to_b = 0 if from_o >= from_b and from_o >= from_i else 1 if from_b >= from_i else 2
            next_b = y + (from_o, from_b, from_i)[to_b]
            from_b, from_i = b + bi, i + ii
            to_i = 1 if from_b >= from_i else 2
            o, b, i = next_o, next_b, z + (from_b if to_i == 1 else from_i)
            back.append((to_o, to_b, to_i))
        if closed:
            o, b, i = o + oo, b + bo, i + io
        at = 0 if o >= b and o >= i else 1 if b >= i else 2
        tags = []
        for step in reversed(back):
            tags.append(at)
            at = step[at]
        return tags[::-1]


@cache
def tagger() -> Tagger:
    """Return the tagger of the package, read once a process."""
    return Tagger()


def spans_of(tags: Sequence[int]) -> list[tuple[int, int]]:
    """Return the spans of a sequence of tags.

    >>> spans_of([0, 1, 2, 0, 1, 1])
    [(1, 3), (4, 5), (5, 6)]
    """
    out: list[tuple[int, int]] = []
    for i, tag in enumerate(tags):
        if tag == 1 or (tag == 2 and not (out and out[-1][1] == i)):
            out.append((i, i + 1))
        elif tag == 2:
            out[-1] = (out[-1][0], i + 1)
    return out


def elsewhere(doc: Document, quotes: Sequence[Quote], wanted: Container[str] | None = None) -> dict[str, int]:
    """Return how often each stem, or each of the wanted ones, stands outside the quotations."""
    words = doc.words
    outside: list[str] = []
    at = 0
    for first, last in sorted((doc.first_token(q.start), doc.last_token(q.end) + 1) for q in quotes):
        outside += words[at:first]
        at = max(at, last)
    outside += words[at:]
    found = stems(outside)
    # counting few of them is much quicker than counting all
    return Counter(found if wanted is None else filter(wanted.__contains__, found))
