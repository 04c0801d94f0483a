"""A learned tagger over the tokens of quotations: which of them name a target.

Each token is the first of a target, a further one, or none (B, I, O): a linear chain, trained as one (`training.train_targets`). All scores
are those of B and I against O. What a word says, of itself and of both neighbours, is summed up when it is first met. Half of the words
(verbs, postpositions, pronouns: those that hardly ever stood in a target in training) are closed, and the best tags are looked for in the
short runs between them alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from ...models import load_shipped
from ...speakers.words.classes import word
from ...speakers.words.positions import positions
from ...text import Document
from ..words import stem
from .bounds import edge
from .features import (
    AFTER,
    Standing,
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

__all__ = ["TAGS", "Tagger", "Window", "spans_of", "tagger"]

TAGS = ("O", "B", "I")
_OUTSIDE, _EVERYWHERE, _SAID = 3, 5, 3
"""Counts above these are read as these."""
_PLACES = 5
_PLACE = 6
"""A place in a quotation: so many tokens; those after the last one are read as the last."""
_MOST_KNOWN = 1 << 16

Window = tuple[int, int]
"""A stretch of tokens (indices, half open)."""
_Known = tuple[int, complex, complex, complex, str, tuple[complex, ...], tuple[complex, ...], str]
"""A word: what it can be (one of the next), its own score, what it says of the token before it and of the one after it, its kind, what its
counts and its places say (see `Tagger.places`), its stem.

Two scores are one complex number here: that of B and, imaginary, that of I. One addition then serves both, and one object holds them.
"""
_CLOSED, _FIRST, _INNER, _LINK = range(4)
"""No part of a target; any part; never the first; neither the first nor the last one (के)."""
Scored = tuple[int, float, float]
"""A token with its scores of B and I."""


class _Words(dict[str, _Known]):
    """Words met so far; one that is asked for the first time is learned by the tagger."""

    def __init__(self, owner: Tagger) -> None:
        self.owner = owner

    def __missing__(self, folded: str) -> _Known:
        found = self[folded] = self.owner.learn(folded)
        return found


class _Sums(dict[tuple[str, ...], complex]):
    """What words that stand side by side say, summed up as they are met."""

    def __init__(self, owner: Tagger, features: Callable[..., Iterable[str]]) -> None:
        self.owner, self.features = owner, features

    def __missing__(self, words: tuple[str, ...]) -> complex:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        found = self[words] = self.owner.total(self.features(*words))
        return found


class Tagger:
    """The learned weights, and what they say of the words met so far."""

    def __init__(self) -> None:
        part = load_shipped("stance_targets")
        names = part.arrays["names"].tobytes().decode().split("\n")
        weights: list[list[float]] = part.arrays["weights"].tolist()
        self.weights = {name: complex(b, i) for name, (b, i) in zip(names, weights, strict=True)}
        self.moves: list[list[float]] = part.arrays["moves"].tolist()
        self.bias = complex(*part.arrays["bias"].tolist())
        self.closed = frozenset(part.arrays["closed"].tobytes().decode().split("\n"))
        self.inner = frozenset(part.arrays["inner"].tobytes().decode().split("\n"))
        self.common = frozenset(part.arrays["common"].tobytes().decode().split("\n"))
        self.closed_classes = frozenset(part.arrays["closed_classes"].tolist())
        self.known = _Words(self)
        self.start = self.total(("first",))
        self.nothing: _Known = (_CLOSED, 0j, 0j, 0j, "", (), (), "")
        """Stands for the word before a text, and for the one after it."""
        self._places: dict[Standing | None, tuple[tuple[complex, ...], tuple[complex, ...]]] = {}
        self._quotes: dict[tuple[int, str], dict[str, list[complex]]] = {}
        self._pairs = _Sums(self, pair_features)
        self._after = _Sums(self, after_features)

    def total(self, features: Iterable[str]) -> complex:
        """Return the sum of the weights of features."""
        return sum([w for w in map(self.weights.get, features) if w is not None], 0j)

    def learn(self, folded: str) -> _Known:
        """Sum up what a word says."""
        features = list(word_features(folded))
        kind, known = standing(folded), word(folded)
        if folded in self.closed or (known.fine in self.closed_classes and folded not in self.common):
            part = _CLOSED
        elif folded in self.inner:
            part = _LINK if edge(folded) else _INNER
        else:
            part = _FIRST
        return (
            part,
            self.bias + self.total(["0" + f for f in features]),
            self.total(["-1" + f for f in features]),
            self.total(["1" + f for f in features]),
            "" if kind is None else kind[0],
            *self.places(kind),
            stem(folded),
        )

    def places(self, kind: Standing | None) -> tuple[tuple[complex, ...], tuple[complex, ...]]:
        """Return what a word's counts in the document say, by outside, everywhere and headline; and those near by, by lead and said."""
        found = self._places.get(kind)
        if found is None:
            either = (False, True)
            counts = [(a, d, h) for a in range(_OUTSIDE + 1) for d in range(_EVERYWHERE + 1) for h in either]
            nears = [(z, s) for z in either for s in range(_SAID + 1)]
            if kind is None:
                found = (0j,) * len(counts), (0j,) * len(nears)
            else:
                of_counts = tuple([self.total(count_features(kind, *case)) for case in counts])
                found = of_counts, tuple([self.total(near_features(kind, *case)) for case in nears])
            self._places[kind] = found
        return found

    def quote(self, length: int, kind: str) -> dict[str, list[complex]]:
        """Return what a quotation's length and kind say, by the kind of a word and its place."""
        key = min(length, 48) // 8, kind
        found = self._quotes.get(key)
        if found is None:
            sorts, places = ("", "m", "u", "c", "C"), range(_PLACES)
            found = self._quotes[key] = {k: [self.total(quote_features(k, length, kind, p)) for p in places] for k in sorts}
        return found

    def emissions(self, doc: Document, windows: Sequence[Window], kinds: Sequence[str]) -> list[list[Scored]]:
        """Return, for each window, the tokens in which its targets lie, with their scores.

        Parameters
        ----------
        doc
            The document.
        windows
            The tokens of its quotations, then any others.
        kinds
            The kinds of the quotations; what comes after them is read as part of partial ones.
        """
        words, known, pads = doc.words, self.known, [self.nothing]
        if len(known) > _MOST_KNOWN:
            known.clear()
        look, count = known.__getitem__, len(words)
        rows: list[list[_Known]] = []
        opened: list[list[int]] = []
        for first, last in windows:
            row = list(map(look, words[max(0, first - 1) : last + 1]))
            row = (pads if not first else []) + row + (pads if last >= count else [])
            rows.append(row)
            opened.append(_opened(row))
        # words of what is read beside the quotations stand outside them
        quoted = zip(windows, opened[: len(kinds)], strict=False)
        inside = Counter([words[first + k] for (first, _), places in quoted for k in places])
        counts, top = positions(doc).counts, headline(words)
        standing: dict[str, int] = {}
        out: list[list[Scored]] = []
        for number, (row, places) in enumerate(zip(rows, opened, strict=True)):
            scored: list[Scored] = []
            out.append(scored)
            if not places:
                continue
            first, last = windows[number]
            of_quote = self.quote(last - first, kinds[number] if number < len(kinds) else "partial")
            near = lead(words, first)
            said: dict[str, int] = {}
            for k in places:
                key = row[k + 1][7]
                said[key] = said.get(key, 0) + 1
            for k in places:
                _, own, _, _, kind, of_counts, of_near, key = row[k + 1]
                w = words[first + k]
                place = standing.get(w)
                if place is None:
                    many = counts[w]
                    a = many - inside[w]
                    place = (_OUTSIDE if a > _OUTSIDE else a) * (_EVERYWHERE + 1) + (_EVERYWHERE if many > _EVERYWHERE else many)
                    place = standing[w] = 2 * place + (key in top)
                many = said[key]
                score = (
                    own
                    + row[k][3]
                    + row[k + 2][2]
                    + of_counts[place]
                    + of_near[(_SAID + 1 if key in near else 0) + (_SAID if many > _SAID else many)]
                    + of_quote[kind][k // _PLACE if k < _PLACE * _PLACES else _PLACES - 1]
                )
                if not k:
                    score += self.start
                scored.append((first + k, score.real, score.imag))
        return out

    def spans(self, doc: Document, windows: Sequence[Window], kinds: Sequence[str]) -> list[list[Window]]:
        """Return the targets of each window (see `emissions`): tokens of the document (half open), in order.

        What neighbours say is added only where some word by itself can be in a target: nine of ten runs are none, and pairs of words
        are seldom met twice, so that their sums are costly.
        """
        (oo, ob, _), (bo, bb, bi), (io, ib, ii) = self.moves
        alone, at_end = 2 * oo - ob - bo, oo - ob
        # where no token brings more than a move into its tag and the one out of it can cost at the least, O throughout is best
        least_b, least_i = oo - max(ob, bb, ib) - max(0.0, bo - oo), oo - max(bi, ii) - max(0.0, io - oo)
        out = []
        for scores, (_, last) in zip(self.emissions(doc, windows, kinds), windows, strict=True):
            found: list[Window] = []
            k, count = 0, len(scores)
            while k < count:
                at, b, _ = scores[k]
                end, place = k + 1, at + 1
                while end < count and scores[end][0] == place:
                    end += 1
                    place += 1
                if end - k > 1:
                    run = scores[k:end]
                    if any(b > least_b or i > least_i for _, b, i in run):
                        best = self._best(self.side_by_side(doc.words, run), place < last)
                        if any(best):
                            found += [(at + x, at + y) for x, y in spans_of(best)]
                elif b > (alone if place < last else at_end):
                    found.append((at, place))
                k = end
            out.append(found)
        return out

    def side_by_side(self, words: Sequence[str], run: Sequence[Scored]) -> list[Scored]:
        """Return the scores of consecutive tokens with what each and the one before it say together."""
        out = [run[0]]
        for at, b, i in run[1:]:
            left, right = words[at - 1], words[at]
            told = self._pairs[left, right]
            if at > 1 and (before := words[at - 2]) in AFTER:
                told += self._after[before, left, right]
            out.append((at, b + told.real, i + told.imag))
        return out

    def _best(self, scores: Sequence[Scored], closed: bool) -> list[int]:
        """Return the best tags of consecutive tokens after O or at the start; ``closed``: O follows."""
        (oo, ob, _), (bo, bb, bi), (io, ib, ii) = self.moves
        o, b, i = 0.0, -1e9, -1e9
        back: list[tuple[int, int, int]] = []
        for _, y, z in scores:
            # I never follows O
            from_o, from_b, from_i = o + oo, b + bo, i + io
            to_o = 0 if from_o >= from_b and from_o >= from_i else 1 if from_b >= from_i else 2
            next_o = (from_o, from_b, from_i)[to_o]
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


def _opened(row: Sequence[_Known]) -> list[int]:
    """Return the places in a window in which its targets lie: runs between closed words, from a word that can be the first of a target.

    ``row`` holds what is known of its words, and of the one before and the one after. A bound on what the document can add to the scores by
    the words alone passed over a sixth of the places, and cost more than it saved.
    """
    out: list[int] = []
    for k in [k for k, known in enumerate(row[1:-1]) if known[0]]:
        if out and out[-1] < k - 1:
            while row[out[-1] + 1][0] == _LINK:
                out.pop()
        if row[k + 1][0] == _FIRST or (out and out[-1] == k - 1):
            out.append(k)
    while out and row[out[-1] + 1][0] == _LINK:
        out.pop()
    return out


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
