"""Where a proper name ends on its right, and what its words alone say of it.

The walk to the left (`boundaries`) starts from a word after which a postposition stands, so it never sees what follows a subject without
one (रमेश पाल बैठक में आए): there nothing but the words tells where the name ends. Learned from the names of the labels wherever they stand;
on held-out documents 0.97 of the steps are told right, by the walk's own weights 0.77.
"""

from __future__ import annotations

from ...text import Document
from ..words.classes import Word, name_like, word
from ..words.positions import positions
from ..words.small_words import phrase_words
from .boundaries import body_odds, name_odds, stops, summed, weights

__all__ = ["NO_NAME", "end_features", "forget", "goes_on", "likelihoods", "may_go_on"]

NO_NAME = stops("N") | phrase_words("case")
"""Words at which a name ends."""
_SELDOM = 3.0
"""Least log odds that a name goes on with a word that is seldom part of one; at 0 fewer antecedents are found (0.967 for 0.971)."""
_OFTEN = 64
"""Places of a word from which it is no longer looked at where each stands."""


def may_go_on(doc: Document, end: int) -> bool:
    """Tell whether the next token is a word that stands right after this one and can be part of a name at all."""
    words = doc.words
    if end + 1 >= len(words) or not words[end][:1].isalnum():
        return False
    after = words[end + 1]
    if not after[:1].isalnum() or after in NO_NAME:
        return False
    at, to = doc.ends[end], doc.starts[end + 1]
    return at == to or (at + 1 == to and doc.text[at] != "\n")


def goes_on(doc: Document, end: int) -> bool:
    """Tell whether a proper name whose word stands at token ``end`` goes on with the next token.

    Examples
    --------
    >>> doc = Document("रमेश पाल बैठक में आए")
    >>> goes_on(doc, 0), goes_on(doc, 1)
    (True, False)
    """
    if not may_go_on(doc, end):
        return False
    left, right = doc.words[end], doc.words[end + 1]
    get = weights().get
    score = _PAIRS[left, right]
    for f in _place(doc, end):
        score += get(f, 0.0)
    return score >= (0.0 if name_like(word(right)) else _SELDOM)


def end_features(doc: Document, end: int) -> list[str]:
    """Return the features by which a name goes on after token ``end``, as training sees them."""
    return _pair(word(doc.words[end]), word(doc.words[end + 1])) + _place(doc, end)


def _pair(left: Word, right: Word) -> list[str]:
    out = [
        f"Ecc{left.coarse}|{right.coarse}",
        f"Eff{left.fine}|{right.fine}",
        f"Ewc{left.text}|{right.coarse}",
        f"Ecw{left.coarse}|{right.text}",
        f"Enn{left.noun}|{right.noun}|{left.level > 8}",
    ]
    for side, w in (("EL", left), ("ER", right)):
        t = w.text
        out += [f"{side}w{t}", f"{side}f{w.fine}", f"{side}c{w.coarse}", f"{side}n{w.noun}", f"{side}v{w.level}"]
        out += [f"{side}2{t[-2:]}", f"{side}3{t[-3:]}", f"{side}p{t[:2]}", f"{side}l{min(len(t), 8)}"]
    return out


def _place(doc: Document, end: int) -> list[str]:
    """Return what the words around and the rest of the document say: whether the two stand together elsewhere, or one alone."""
    words, known = doc.words, positions(doc)
    left, right = words[end], words[end + 1]
    before = word(words[end - 1]) if end else None
    after = words[end + 2] if end + 2 < len(words) else ""
    many, together = known.counts[right], 0
    if 1 < many < _OFTEN:
        together = sum([words[p - 1] == left for p in known[right] if p])
    seen = "all" if together == many else "one" if together == 1 else "some"
    return [
        f"Ell{before.coarse}" if before is not None else "Ell-",
        f"Ea{after}|{word(left).noun}",
        f"Eseen{seen if 1 < many < _OFTEN else ''}{min(many, 4)}",
        f"Eleft{min(known.counts[left], 4)}",
    ]


_PAIRS = summed(_pair, "E0")


def likelihoods(first: str, left: str, last: str) -> tuple[int, int]:
    """Return in fifths (0..4) how likely a phrase is a body's name, and a name at all, by its words alone.

    Parameters
    ----------
    first, left, last
        Its first word, the one before its last, its last; folded.
    """
    return _step(body_odds(first, last)), _step(name_odds(left, last))


def _step(odds: float) -> int:
    """Return the step of log odds: one each for about a fifth of the probability."""
    return 0 if odds < -1.4 else 1 if odds < -0.4 else 2 if odds < 0.4 else 3 if odds < 1.4 else 4


def forget() -> None:
    """Drop what was read from the model: training writes another."""
    _PAIRS.clear()
