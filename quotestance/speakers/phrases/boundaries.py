"""Where a noun phrase begins: a learned walk to the left from its last word.

Hindi has no capitals, so a name is told from what stands before it by the words themselves: at each step the walk asks whether the word to
the left still belongs to the name (or to the description), from the classes of the words on both sides of the gap, their spelling, and
what the same document shows elsewhere (a name stands again without the title). All features are cheap: sums of weights by word are kept a
word, and only pairs are looked up a step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from math import exp, log

from ...text import Document
from ..weights import Sums, logistic, named_weights
from ..words.classes import BEFORE_NAME, Word, word
from ..words.positions import Positions, positions
from ..words.small_words import phrase_words

__all__ = [
    "all_step_features",
    "before",
    "body_odds",
    "extend",
    "forget",
    "head_features",
    "name_odds",
    "name_probability",
    "organisation_features",
    "organisation_probability",
    "step_probability",
    "stops",
    "summed",
    "titled",
    "weights",
]

_MOST = {"N": 8, "D": 12}
_VERBAL = phrase_words("verbal")
_STOPS = {"N": _VERBAL | phrase_words("no-name"), "D": _VERBAL, "T": _VERBAL}
_PARTICIPLE = ("वाली", "वाले")
"""Ends of words before a name that are no part of it (होनेवाले रमेश); the masculine singular ends surnames too."""
_NO_START = phrase_words("never-head") | phrase_words("no-start") | frozenset({".", ","})
_COMMON = 10
"""Binary logarithm of the count from which a short word is no initial (दी, गए, की)."""
_JOINTS = frozenset({".", "'", "’", "&"})


def before(doc: Document, first: int) -> int:
    """Return the token that begins the unit left of token ``first``: a word, or an initial with its point (एस.); -1 at a hard stop."""
    words = doc.words
    i = first - 1
    if i < 0:
        return -1
    w = words[i]
    if not w[:1].isalnum():
        if w not in _JOINTS or i == 0 or doc.ends[i - 1] != doc.starts[i]:
            return -1
        left = words[i - 1]
        if w == "." and _is_initial(left):
            i -= 1  # एस. राव
        elif doc.ends[i] == doc.starts[first] and left[:1].isalnum() and (left.isascii() if w == "." else len(left) <= 3 or left.isascii()):
            i -= 1  # ओ'नील, example.org
        else:
            return -1
    if "\n" in doc.text[doc.ends[i] : doc.starts[first]]:
        return -1
    return i


def _is_initial(w: str) -> bool:
    """Tell whether a word before a point is an initial: a short word that is common ends a sentence (की. रमेश ने)."""
    known = word(w)
    return known.noun in BEFORE_NAME or (len(w) <= 2 and w[:1].isalpha() and (w.isascii() or known.level < _COMMON))


def _unit(words: Sequence[str], i: int) -> str:
    """Return a word, for an initial with its point always the same one: as a word, के of के. पी. राव is a postposition."""
    w = words[i]
    return "एस" if i + 1 < len(words) and words[i + 1] == "." and _is_initial(w) and word(w).noun != "honorific" else w


def _pair_features(kind: str, lw: Word, rw: Word) -> list[str]:
    """Return the features of the words on both sides of the gap."""
    return [
        f"{kind}cc{lw.coarse}|{rw.coarse}",
        f"{kind}ff{lw.fine}|{rw.fine}",
        f"{kind}wc{lw.text}|{rw.coarse}",
        f"{kind}cw{lw.coarse}|{rw.text}",
        f"{kind}nn{lw.noun}|{rw.noun}|{lw.level > 8}",
        *_word_features(kind + "L", lw),
        *_word_features(kind + "R", rw),
    ]


def _outer_features(kind: str, llw: Word | None, lw: Word) -> list[str]:
    """Return the features of the word before the left one."""
    if llw is None:
        return [f"{kind}ll-"]
    return [f"{kind}llc{llw.coarse}|{lw.coarse}", f"{kind}llf{llw.fine}", f"{kind}llw{llw.text}"]


def _end_features(kind: str, ew: Word, lw: Word) -> list[str]:
    """Return the features of the phrase's last word."""
    return [f"{kind}en{ew.noun}|{lw.coarse}", f"{kind}ew{ew.fine}|{lw.fine}"]


def _seen(words: list[str], known: Positions, left: int, right: int) -> str:
    """Return how often the right word stands in the document, and how often with the left one before it."""
    many = known.counts[words[right]]
    if many < 2:
        return "1"
    if many >= 64:
        return "many"
    w = words[left]
    same = 0
    for p in known[words[right]]:
        if p and words[p - 1] == w:
            same += 1
    return f"{'all' if same == many else 'one' if same == 1 else 'some'}{min(many, 4)}"


def _size_features(kind: str, size: int, coarse: int) -> list[str]:
    """Return the features of the length reached."""
    return [f"{kind}n{size}", f"{kind}nl{size}|{coarse}"]


def _document_features(kind: str, seen: str, count: int) -> list[str]:
    """Return the features of what the document shows elsewhere."""
    return [f"{kind}d{seen}", f"{kind}dl{count}"]


def _word_features(kind: str, w: Word) -> list[str]:
    t = w.text
    return [
        f"{kind}w{t}",
        f"{kind}f{w.fine}",
        f"{kind}c{w.coarse}",
        f"{kind}n{w.noun}",
        f"{kind}v{w.level}",
        f"{kind}2{t[-2:]}",
        f"{kind}3{t[-3:]}",
        f"{kind}p{t[:2]}",
        f"{kind}l{min(len(t), 8)}",
    ]


def all_step_features(doc: Document, kind: str, left: int, right: int, last: int, size: int) -> list[str]:
    """Return all features of a step, as training sees them."""
    words = doc.words
    lw = word(_unit(words, left))
    out = _pair_features(kind, lw, word(_unit(words, right) if right < last or kind == "T" else words[right]))
    out += _outer_features(kind, word(words[left - 1]) if left else None, lw)
    out += _end_features(kind, word(words[last]), lw)
    after = words[last + 1] if last + 1 < len(words) else ""
    known = positions(doc)
    out += [*_size_features(kind, size, lw.coarse), f"{kind}a{after}|{lw.noun}"]
    if kind != "N":  # of descriptions and titles the rest of the document tells nothing (log loss 0.110 for 0.111)
        return out
    return out + _document_features(kind, _seen(words, known, left, right), min(known.counts[words[left]], 4))


_SURE = 3.0
"""Log odds of the two words at a step from which nothing else is asked.

On validation that settles two steps of three, and of 4,580 the rest would have turned over one.
"""
_SURER = 1.5
"""What the rest adds to such odds on the average: half as much again."""


@cache
def weights() -> dict[str, float]:
    """Return the weights of all steps and phrases by the names of their features; zero where one is not there."""
    return named_weights("entities", "boundary_names", "boundary_weights")


def summed(make: Callable[..., list[str]], start: str = "") -> Sums:
    """Return the sums by the words (folded; empty: none) from which features are made; ``start`` is a feature that they always have."""
    return Sums(lambda *words: [start, *make(*[word(w) if w else None for w in words])], weights)


_PAIRS = {kind: summed(partial(_pair_features, kind), kind + "0") for kind in "NDT"}
_OUTER = {kind: summed(partial(_outer_features, kind)) for kind in "NDT"}
_ENDS = {kind: summed(partial(_end_features, kind)) for kind in "NDT"}


def _step_score(doc: Document, kind: str, left: int, right: int, last: int, size: int) -> float:
    """Return the log odds of a step: sums of word pairs are kept, the rest is looked up where they leave a doubt."""
    words = doc.words
    l_, r_ = words[left], words[right]
    if words[left + 1] == ".":
        l_ = _unit(words, left)
    if (right < last or (kind == "T" and right + 1 < len(words))) and words[right + 1] == ".":
        r_ = _unit(words, right)
    total = _PAIRS[kind][l_, r_]
    if total >= _SURE or total <= -_SURE:
        return _SURER * total
    known = positions(doc)
    lw = word(l_)
    total += _OUTER[kind][words[left - 1] if left else "", l_] + _ENDS[kind][words[last], l_]
    after = words[last + 1] if last + 1 < len(words) else ""
    total += weights().get(f"{kind}a{after}|{lw.noun}", 0.0) + _size_score(kind, size, lw.coarse)
    if kind == "N":
        total += _document_score(kind, _seen(words, known, left, right), min(known.counts[l_], 4))
    return total


@cache
def _size_score(kind: str, size: int, coarse: int) -> float:
    get = weights().get
    return sum([get(f, 0.0) for f in _size_features(kind, size, coarse)])


@cache
def _document_score(kind: str, seen: str, count: int) -> float:
    get = weights().get
    return sum([get(f, 0.0) for f in _document_features(kind, seen, count)])


def head_features(doc: Document, last: int) -> list[str]:
    """Return the features by which a phrase that ends at ``last`` is a name or a description."""
    words = doc.words
    left = before(doc, last)
    out = _head_pair_features(word(words[left]) if left >= 0 else None, word(words[last]))
    return out + _head_place_features(doc, last)


def _head_pair_features(pw: Word | None, ew: Word) -> list[str]:
    """Return the features of a phrase's last word and the one before it."""
    out = _word_features("HE", ew)
    if pw is None:
        return [*out, "Hp-", f"Hpe{ew.coarse}"]
    out += _word_features("HP", pw)
    return [*out, f"Hcc{pw.coarse}|{ew.coarse}", f"Hnn{pw.noun}|{ew.noun}", f"Hpc{pw.coarse}|{ew.text}", f"Hpw{pw.text}|{ew.noun}"]


def _head_place_features(doc: Document, last: int) -> list[str]:
    words = doc.words
    after = words[last + 1] if last + 1 < len(words) else ""
    return [f"Ha{after}", f"Hd{min(positions(doc).counts[words[last]], 4)}|{word(words[last]).noun}"]


def organisation_features(doc: Document, first: int, last: int) -> list[str]:
    """Return the features by which a proper name is that of a body rather than of a person."""
    return _body_pair_features(word(doc.words[first]), word(doc.words[last])) + _body_place_features(doc, first, last)


def _body_pair_features(start: Word, end: Word) -> list[str]:
    return [*_word_features("OE", end), *_word_features("OS", start), f"Oc{start.coarse}|{end.coarse}"]


def _body_place_features(doc: Document, first: int, last: int) -> list[str]:
    words = doc.words
    out = [f"On{min(last - first, 4)}", f"Oa{words[last + 1] if last + 1 < len(words) else ''}"]
    left = before(doc, first)
    if left >= 0:
        known = word(words[left])
        out += [f"Olc{known.coarse}", f"Oln{known.noun}"]
    return out


def organisation_probability(doc: Document, first: int, last: int) -> float:
    """Return the probability that a proper name (tokens ``first`` to ``last``, inclusive) is a body's: a party, a court, a country."""
    get, words = weights().get, doc.words
    score = _BODIES[words[first], words[last]]
    for f in _body_place_features(doc, first, last):
        score += get(f, 0.0)
    return logistic(score)


_BODIES = summed(_body_pair_features, "O0")
_HEADS = summed(_head_pair_features, "H0")


def body_odds(first: str, last: str) -> float:
    """Return the log odds that a proper name is that of a body, by its first and last word (folded) alone."""
    return _BODIES[first, last]


def name_odds(left: str, last: str) -> float:
    """Return the log odds that a phrase is a proper name, by its last word and the one before it (folded; empty: none) alone."""
    return _HEADS[left, last]


def forget() -> None:
    """Drop the weights and what was summed from them: training writes others."""
    weights.cache_clear()
    for sums in (*_PAIRS.values(), *_OUTER.values(), *_ENDS.values(), _BODIES, _HEADS):
        sums.clear()
    _size_score.cache_clear()
    _document_score.cache_clear()


def name_probability(doc: Document, last: int) -> float:
    """Return the probability that a phrase that ends at token ``last`` is a proper name rather than a description."""
    left = before(doc, last)
    score = _HEADS[doc.words[left] if left >= 0 else "", doc.words[last]]
    if -_SURE < score < _SURE:
        get = weights().get
        for f in _head_place_features(doc, last):
            score += get(f, 0.0)
    return logistic(score)


def titled(doc: Document, first: int) -> float:
    """Return the probability that a title stands right before the name that begins at ``first``."""
    left = before(doc, first)
    if left < 0 or doc.words[left] in _STOPS["T"]:
        return 0.0
    return logistic(_step_score(doc, "T", left, first, first, 1))


def stops(kind: str) -> frozenset[str]:
    """Return the words at which the walk of a kind always ends."""
    return _STOPS[kind]


def extend(doc: Document, kind: str, last: int, first: int) -> tuple[int, float]:
    """Walk left from a phrase and return its likeliest first token, with the probability of that boundary.

    Parameters
    ----------
    doc
        The document.
    kind
        ``"N"``: a proper name; ``"D"``: a description, or the titles before a name.
    last, first
        The last token of the phrase and the first that is sure to belong to it.
    """
    words, stops = doc.words, _STOPS[kind]
    best, best_log, reached, size = first, -1e9, 0.0, 1
    at = first
    for _ in range(_MOST[kind]):
        left = before(doc, at)
        if left < 0 or words[left] in stops or (kind == "N" and words[left].endswith(_PARTICIPLE)):
            if reached > best_log:
                best, best_log = at, reached
            break
        p = logistic(_step_score(doc, kind, left, at, last, min(size, 6)))
        stop = reached + log(max(1 - p, 1e-9))
        if stop > best_log:
            best, best_log = at, stop
        reached += log(max(p, 1e-9))
        if reached < best_log:
            break
        at, size = left, size + 1
    while best < first and words[best] in _NO_START and words[best + 1] != ".":
        best += 1
    return best, exp(best_log) if best_log > -700 else 0.0


def step_probability(doc: Document, left: int, right: int) -> float:
    """Return the probability that two neighbouring units belong to one proper name that ends with the right one."""
    return logistic(_step_score(doc, "N", left, right, right, 1))
