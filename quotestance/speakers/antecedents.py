"""Whom a pronoun means, or a quotation without any mention: antecedents ranked by a learned model.

Candidates are the speakers of earlier quotations and the nouns outside quotations near by, found by their last word alone (its class, the
postposition after it), so that a boundary is only worked out for the one that wins. One more candidate is nobody. The model is a
conditional logistic regression, a sum of weights for each candidate, and boosted trees over the commonest facts, which see what facts mean
together; both sums make the probabilities over all candidates. On held-out training documents 0.848 of the pronouns and 0.823 of the
quotations without mention are right by both, 0.840 and 0.794 by the first alone.

Dead end: a beam of several answers a quotation over the document, so that later pronouns speak on earlier ones (0.819 for 0.818 of the
pronouns, 0.724 for 0.733 without mention, each answer resting on the library's own earlier ones).

What is known of each candidate is made in `facts`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import islice
from math import exp

from ..models import load_shipped
from ..models.trees import Forest
from ..records import Quote
from ..text import Document, fold
from .facts import Candidate, Place, add_facts, facts_of_nobody, facts_of_word
from .sentences import Head, Sentences, sentences

__all__ = ["candidates", "is_lexical", "rank"]

_WINDOW = 90
"""Reporter's words looked at before the pronoun or the quotation."""
_HEADLINE = 25
"""Words at the beginning of a document that are looked at as well: who is named there is the topic."""
_FORWARD = 40
"""Words looked at after the quotation where nobody stands before it."""
_MOST_SPEAKERS = 4
_MOST_EARLIER = 30
_MOST_NOUNS = 14
LINEAR, TREES = 0.7, 0.5
"""Shares of the two models in the score."""
DOUBT = 2.0
"""Lead of the best candidate by the linear model, in log odds, from which the trees are not asked."""


def candidates(doc: Document, place: Place, earlier: Sequence[Quote], spans: Sequence[tuple[int, int]]) -> list[Candidate]:
    """Return who may be meant, earlier speakers first, nobody last; their facts are filled."""
    found: dict[str, Candidate] = {}
    speakers: list[Candidate] = []
    by_word: dict[str, Candidate] = {}
    for quote in islice(reversed(earlier), _MOST_EARLIER):
        speaker = quote.speaker
        if speaker is None or speaker.name is None or quote.start >= place.start:
            continue
        if speaker.name in found:
            found[speaker.name].count += 1
            continue
        if len(speakers) == _MOST_SPEAKERS:
            break
        c = Candidate(speaker.name, quote, len(speakers), count=1)
        found[speaker.name] = c
        speakers.append(c)
        for form in (speaker.name, *speaker.names[:6]):
            parts = form.split()
            if parts:
                by_word.setdefault(parts[-1], c)
        parts = speaker.name.split()
        if len(parts) > 1 and speaker.type == "person":
            by_word.setdefault(parts[0], c)
    told = sentences(doc, spans)
    heads = _heads(doc, told, place)
    folded = {fold(k): c for k, c in by_word.items()}
    others: dict[str, Candidate] = {}
    order: list[tuple[Candidate, Head]] = []
    words = doc.words
    for head in heads:  # nearest first
        token, w = head.token, head.word
        c2 = folded.get(w)
        if c2 is not None and head.begin < token and c2.quote is not None and c2.quote.speaker is not None:
            known = {fold(x) for x in (c2.quote.speaker.name or "").split()}
            if words[token - 1] not in known and words[head.begin] not in known and known - {w}:
                c2, w = None, f"{words[head.begin]} {w}"  # another of that surname
        if c2 is None:
            c2 = others.get(w)
            if c2 is None:
                c2 = others[w] = Candidate(w)
                if head.begin < token:
                    others.setdefault(words[head.begin], c2)
        c2.count += 1
        if c2.token < 0:
            c2.token = token
        c2.heads.append(head)
        order.append((c2, head))
    out = [*speakers, *dict.fromkeys(others.values())]
    add_facts(doc, place, told, out, order, earlier)
    nobody = Candidate("")
    nobody.facts = facts_of_nobody(doc, place, speakers, out)
    out.append(nobody)
    return out


def _heads(doc: Document, told: Sentences, place: Place) -> list[Head]:
    """Return the nouns that can be meant, nearest to the anchor first, then those of the document's beginning."""
    out: list[Head] = []
    here = told.at(min(place.anchor, doc.first_token(place.start)))
    k, left = here, _WINDOW
    least = 0
    while k >= 0 and left > 0 and len(out) < _MOST_NOUNS:
        for head in reversed(told.heads(k)):
            if head.token < place.anchor and len(out) < _MOST_NOUNS:
                out.append(head)
        first, last = told.bounds(k)
        left -= min(last, place.anchor) - first
        least = k
        k -= 1
    if len(out) < 2:  # at the beginning of a text the name may come after
        end = doc.first_token(place.end)
        n = told.at(end)
        while n <= len(told.ends) and told.bounds(n)[0] < end + _FORWARD:
            out += [h for h in told.heads(n) if end <= h.token < end + _FORWARD and h.token > place.anchor]
            n += 1
    n, beginning = 0, []
    while n < least and told.bounds(n)[0] <= _HEADLINE:
        beginning += [h for h in told.heads(n) if h.token <= _HEADLINE]
        n += 1
    return out + beginning[::-1]


@cache
def _weights() -> dict[str, float]:
    model = load_shipped("entities")
    names = model.arrays["antecedent_names"].tobytes().decode("utf-8").split("\n")
    return dict(zip(names, model.arrays["antecedent_weights"].tolist(), strict=True))


def is_lexical(fact: str) -> bool:
    """Tell whether a fact names a word itself: the trees, which would learn the training documents by heart, do not see it."""
    return fact[0] in "wxa" and not fact.startswith("acts")


_SUMS: dict[str, float] = {}


def _word_score(w: str) -> float:
    found = _SUMS.get(w)
    if found is None:
        get = _weights().get
        found = sum([get(x, 0.0) for x in facts_of_word(w)])
        if len(_SUMS) < 1 << 17:
            _SUMS[w] = found
    return found


@cache
def _columns() -> tuple[dict[str, int], int]:
    """Return the columns of the facts that the trees ask for, and how many columns there are."""
    arrays = load_shipped("entities").arrays
    names = arrays["antecedent_columns"].tobytes().decode("utf-8").split("\n")
    asked = set(arrays["antecedent_tree_feature"].tolist())
    return {name: i for i, name in enumerate(names) if i in asked}, len(names)


@cache
def _trees() -> Forest:
    return Forest(load_shipped("entities").arrays, "antecedent_tree_")


def rank(found: list[Candidate]) -> list[float]:
    """Return the probability of each candidate."""
    get = _weights().get
    scores = [sum([get(x, 0.0) for x in c.facts]) + (_word_score(c.word) if c.word else 0.0) for c in found]
    if len(found) > 1 and _doubtful(scores):
        scores = [LINEAR * s + TREES * t for s, t in zip(scores, _tree_scores(found), strict=True)]
    top = max(scores)
    powers = [exp(s - top) for s in scores]
    total = sum(powers)
    return [p / total for p in powers]


def _doubtful(scores: list[float]) -> bool:
    """Tell whether the next best is near enough for the trees, which cost most of the time, to be asked."""
    first, second = sorted(scores)[-2:][::-1]
    return first - second < DOUBT


def _tree_scores(found: list[Candidate]) -> list[float]:
    import numpy as np

    column, width = _columns()
    rows = np.zeros((len(found), width), np.float32)
    at = [i * width + column[x] for i, c in enumerate(found) for x in c.facts if x in column]
    rows.ravel()[at] = 1.0
    out: list[float] = _trees().scores(rows)[:, 0].tolist()
    return out
