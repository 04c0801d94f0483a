"""Where a noun phrase begins: a learned walk to the left from its last word.

Hindi has no capitals, so a name is told from what stands before it by the words themselves: at each step the walk asks whether the word to
the left still belongs to the name (or to the description), from the classes of the words on both sides of the gap, their spelling, and
what the same document shows elsewhere (a name stands again without the title). All features are cheap: sums of weights by word are kept a
word, and only pairs are looked up a step.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from math import exp, log

from ..models import load_shipped
from ..text import Document
from .words import Word, phrase_words, word

__all__ = [
    "all_step_features",
    "before",
    "extend",
    "head_features",
    "index",
    "name_probability",
    "organisation_features",
    "organisation_probability",
    "stops",
    "titled",
]

_MOST = {"N": 8, "D": 12}
_VERBAL = phrase_words("verbal")
_STOPS = {"N": _VERBAL | phrase_words("no-name"), "D": _VERBAL, "T": _VERBAL}
_NO_START = phrase_words("never-head") | frozenset({".", ","})
_INITIALS = frozenset({"initial", "honorific"})
_JOINTS = frozenset({".", "'", "’", "&"})


def index(doc: Document) -> dict[str, list[int]]:
    """Return the positions of each folded word of a document; made once a document."""
    found: dict[str, list[int]] | None = doc.__dict__.get("_word_index")
    if found is None:
        found = {}
        for i, w in enumerate(doc.words):
            if w in found:
                found[w].append(i)
            else:
                found[w] = [i]
        doc.__dict__["_word_index"] = found
    return found


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
        if w == "." and (word(left).noun in _INITIALS or (len(left) <= 2 and left[:1].isalpha())):
            i -= 1  # एस. राव
        elif doc.ends[i] == doc.starts[first] and left[:1].isalnum() and (w != "." or left.isascii()):
            i -= 1  # ओ'नील, example.org
        else:
            return -1
    if "\n" in doc.text[doc.ends[i] : doc.starts[first]]:
        return -1
    return i


def step_features(doc: Document, kind: str, left: int, right: int, last: int, size: int) -> Iterator[str]:
    """Yield the pair features of one step; those of single words are in `_word_features`."""
    words = doc.words
    lw, rw, ew = word(words[left]), word(words[right]), word(words[last])
    after = words[last + 1] if last + 1 < len(words) else ""
    yield f"{kind}n{size}"
    yield f"{kind}cc{lw.coarse}|{rw.coarse}"
    yield f"{kind}ff{lw.fine}|{rw.fine}"
    yield f"{kind}wc{lw.text}|{rw.coarse}"
    yield f"{kind}cw{lw.coarse}|{rw.text}"
    yield f"{kind}nn{lw.noun}|{rw.noun}|{lw.level > 8}"
    yield f"{kind}nl{size}|{lw.coarse}"
    yield f"{kind}en{ew.noun}|{lw.coarse}"
    yield f"{kind}ew{ew.fine}|{lw.fine}"
    yield f"{kind}a{after}|{lw.noun}"
    if left > 0:
        llw = word(words[left - 1])
        yield f"{kind}llc{llw.coarse}|{lw.coarse}"
        yield f"{kind}llf{llw.fine}"
        yield f"{kind}llw{llw.text}"
    else:
        yield f"{kind}ll-"
    positions = index(doc)
    there = positions[words[right]]
    if len(there) < 2:
        yield f"{kind}d1"
    elif len(there) < 64:
        same = sum(1 for p in there if p and words[p - 1] == words[left])
        many = len(there)
        yield f"{kind}d{'all' if same == many else 'one' if same == 1 else 'some'}{min(many, 4)}"
    else:
        yield f"{kind}dmany"
    yield f"{kind}dl{min(len(positions[words[left]]), 4)}"


def _word_features(kind: str, role: str, w: Word) -> Iterator[str]:
    t = w.text
    k = kind + role
    yield f"{k}w{t}"
    yield f"{k}f{w.fine}"
    yield f"{k}c{w.coarse}"
    yield f"{k}n{w.noun}"
    yield f"{k}v{w.level}"
    yield f"{k}2{t[-2:]}"
    yield f"{k}3{t[-3:]}"
    yield f"{k}p{t[:2]}"
    yield f"{k}l{min(len(t), 8)}"


def all_step_features(doc: Document, kind: str, left: int, right: int, last: int, size: int) -> list[str]:
    """Return all features of a step, as training sees them."""
    words = doc.words
    out = list(step_features(doc, kind, left, right, last, size))
    out += _word_features(kind, "L", word(words[left]))
    out += _word_features(kind, "R", word(words[right]))
    return out


def head_features(doc: Document, last: int) -> list[str]:
    """Return the features by which a phrase that ends at ``last`` is a name or a description."""
    words = doc.words
    ew = word(words[last])
    left = before(doc, last)
    pw = word(words[left]) if left >= 0 else None
    out = list(_word_features("H", "E", ew))
    after = words[last + 1] if last + 1 < len(words) else ""
    out.append(f"Ha{after}")
    if pw is None:
        out += ["Hp-", f"Hpe{ew.coarse}"]
    else:
        out += _word_features("H", "P", pw)
        out += [f"Hcc{pw.coarse}|{ew.coarse}", f"Hnn{pw.noun}|{ew.noun}", f"Hpc{pw.coarse}|{ew.text}", f"Hpw{pw.text}|{ew.noun}"]
    out.append(f"Hd{min(len(index(doc)[words[last]]), 4)}|{ew.noun}")
    return out


def organisation_features(doc: Document, first: int, last: int) -> list[str]:
    """Return the features by which a proper name is that of a body rather than of a person."""
    words = doc.words
    end, start = word(words[last]), word(words[first])
    out = list(_word_features("O", "E", end)) + list(_word_features("O", "S", start))
    out += [f"On{min(last - first, 4)}", f"Oc{start.coarse}|{end.coarse}", f"Oa{words[last + 1] if last + 1 < len(words) else ''}"]
    left = before(doc, first)
    if left >= 0:
        known = word(words[left])
        out += [f"Olc{known.coarse}", f"Oln{known.noun}"]
    return out


def organisation_probability(doc: Document, first: int, last: int) -> float:
    """Return the probability that a proper name (tokens ``first`` to ``last``, inclusive) is a body's: a party, a court, a country."""
    get = _weights().get
    return _logistic(get("O0", 0.0) + sum(get(f, 0.0) for f in organisation_features(doc, first, last)))


@cache
def _weights() -> dict[str, float]:
    model = load_shipped("entities")
    names = model.arrays["boundary_names"].tobytes().decode("utf-8").split("\n")
    return dict(zip(names, model.arrays["boundary_weights"].tolist(), strict=True))


_SUMS: dict[tuple[str, str], float] = {}


def _word_weight(kind: str, role: str, w: Word) -> float:
    key = (kind + role, w.text)
    found = _SUMS.get(key)
    if found is None:
        get = _weights().get
        found = sum(get(f, 0.0) for f in _word_features(kind, role, w))
        if len(_SUMS) < 1 << 17:
            _SUMS[key] = found
    return found


def name_probability(doc: Document, last: int) -> float:
    """Return the probability that a phrase that ends at token ``last`` is a proper name rather than a description."""
    get = _weights().get
    return _logistic(get("H0", 0.0) + sum(get(f, 0.0) for f in head_features(doc, last)))


def _logistic(x: float) -> float:
    return 1 / (1 + exp(-x)) if x > -500 else 0.0


def titled(doc: Document, first: int) -> float:
    """Return the probability that a title stands right before the name that begins at ``first``."""
    left = before(doc, first)
    if left < 0 or doc.words[left] in _STOPS["T"]:
        return 0.0
    get = _weights().get
    score = get("T0", 0.0) + sum(get(f, 0.0) for f in step_features(doc, "T", left, first, first, 1))
    return _logistic(score + _word_weight("T", "L", word(doc.words[left])) + _word_weight("T", "R", word(doc.words[first])))


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
    get = _weights().get
    bias = get(kind + "0", 0.0)
    words, stops = doc.words, _STOPS[kind]
    best, best_log, reached, size = first, -1e9, 0.0, 1
    at = first
    for _ in range(_MOST[kind]):
        left = before(doc, at)
        if left < 0 or words[left] in stops:
            if reached > best_log:
                best, best_log = at, reached
            break
        score = bias + sum(get(f, 0.0) for f in step_features(doc, kind, left, at, last, min(size, 6)))
        score += _word_weight(kind, "L", word(words[left])) + _word_weight(kind, "R", word(words[at]))
        p = _logistic(score)
        stop = reached + log(max(1 - p, 1e-9))
        if stop > best_log:
            best, best_log = at, stop
        reached += log(max(p, 1e-9))
        if reached < best_log:
            break
        at, size = left, size + 1
    while best < first and words[best] in _NO_START:
        best += 1
    return best, exp(best_log) if best_log > -700 else 0.0


def step_probability(doc: Document, left: int, right: int) -> float:
    """Return the probability that two neighbouring units belong to one proper name that ends with the right one."""
    score = _weights().get("N0", 0.0) + sum(_weights().get(f, 0.0) for f in step_features(doc, "N", left, right, right, 1))
    return _logistic(score + _word_weight("N", "L", word(doc.words[left])) + _word_weight("N", "R", word(doc.words[right])))
