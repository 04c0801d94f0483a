r"""The plain cases, which need no weighing: the nearest ne beside a quotation with a verb of saying and nothing that competes with it.

Three in five quotations of news stand so, and a few dictionary look-ups a word settle them:

- *before*: रमेश ने कहा, "…". Between ने and the quotation stand a verb or noun of saying, and no other kind of saying (बोले, के अनुसार, का
  कहना) nor another subject.
- *around*: रमेश ने इसे "…" बताया. The verb is the first such word right after the quotation, and no second ने stands in the sentence.
- *after*: "…," रमेश ने कहा. Nothing of the kind stands in the sentence before the quotation, and what follows does not introduce
  the next one.

The mention that these rules name is that of the labels in 99 of 100 plain cases of the training part, as often as the ranker's, which
differs from them once in 300. Whatever else occurs is left to the ranker; so are relative pronouns (जिन्होंने) and the author's (मैंने).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from ..records import Quote
from ..text import Document
from .candidates import Candidate
from .cues import FORMS, Cue, cue_roles, cues_between
from .mentions import mention_ending_at
from .pronouns import pronouns
from .small_words import words_for
from .subjects import DETERMINERS, NE, agent_before
from .surroundings import LEFT, RIGHT, Ground

__all__ = ["AFTER", "AROUND", "BEFORE", "ORDERS", "settle"]

ORDERS = ("before", "around", "after")
"""The three plain orders."""
BEFORE, AROUND, AFTER = range(len(ORDERS))
_AGENT, _VERB, _NOUN, _OTHER, _WEAK, _END = range(1, 7)
_CUES = {"verb": _VERB, "noun": _NOUN, "other": _OTHER, "weak": _WEAK}
_NOT_FINITE = frozenset(FORMS.index(f) for f in ("conjunctive", "participle", "infinitive"))
_STATE = FORMS.index("state")
_ENDS = frozenset("।|॥?!.")


@cache
def _roles() -> dict[str, int]:
    """Return the words that have a part in a plain case."""
    roles = dict.fromkeys(("को", "द्वारा", "ओर", "तरफ", *words_for("writing")), _WEAK)
    roles |= {w: _CUES[kind] for w, kind in cue_roles().items()}
    for w, told in pronouns().items():
        if told.case == "erg":
            roles[w] = _AGENT if told.distance in ("far", "near") else _OTHER
        elif told.case == "nom" and w not in DETERMINERS:
            roles[w] = _OTHER
        elif told.case == "gen":
            roles[w] = _WEAK
    roles |= {"ने": _AGENT, "हवाले": _OTHER}
    return roles | dict.fromkeys(_ENDS, _END)


def settle(doc: Document, ground: Ground, quote: Quote) -> tuple[Candidate, int] | None:
    """Return the speaker of a plain case, with its cue, and the order in which they stand; ``None`` where the case is not plain.

    Parameters
    ----------
    doc, ground
        The document and its quotations, masked.
    quote
        One of them.

    Examples
    --------
    >>> doc, quote = Document('रमेश ने कहा, "हम आए" और चले गए।'), Quote(14, 20, "हम आए")
    >>> found, order = settle(doc, Ground(doc, [quote]), quote)
    >>> doc.text[found.mention.start : found.mention.end], order == BEFORE
    ('रमेश', True)
    """
    words, role_of, line_starts = doc.words, _roles().get, ground.line_starts
    first = doc.first_token(quote.start)
    last = max(first, doc.last_token(quote.end) + 1)
    outer_first, outer_last, block = ground.block(first, last)
    if block < 0:
        return None
    least = max(0, outer_first - LEFT, ground.block_ends[block - 1] if block else 0)
    agent = verb = noun = -1
    i, whole = outer_first, False
    while i > least:
        if i in line_starts:
            whole = True
            break
        i -= 1
        role = role_of(words[i])
        if role is None or role == _WEAK:
            continue
        if role == _AGENT:
            agent = i
            break
        if role == _VERB:
            verb = i
        elif role == _NOUN:
            noun = i
        elif role == _OTHER:
            return None
        elif ground.ends_sentence(i):
            whole = True
            break
    if agent >= 0:
        around = None
        if verb < 0:
            around = _around(doc, ground, outer_last, agent, least, _right_edge(ground, block, outer_last, words))
        if around is None and (verb >= 0 or noun >= 0):
            cues = cues_between(doc, agent + 1, outer_first)
            if cues and all(c.form < _STATE for c in cues):
                finite = [c for c in cues if c.form not in _NOT_FINITE]
                return _answer(doc, ground, agent, least, (finite or cues)[-1], BEFORE)
        return around
    if verb >= 0 or noun >= 0 or not (whole or least == 0):
        return None
    return _after(doc, ground, outer_last, _right_edge(ground, block, outer_last, words), last > first and words[last - 1] in _ENDS)


def _right_edge(ground: Ground, block: int, outer_last: int, words: Sequence[str]) -> int:
    """Return the token before which what follows a quotation ends: at the next one, or far away."""
    starts = ground.block_starts
    return min(outer_last + RIGHT, starts[block + 1] if block + 1 < len(starts) else len(words))


def _around(doc: Document, ground: Ground, outer_last: int, agent: int, least: int, most: int) -> tuple[Candidate, int] | None:
    """Settle रमेश ने इसे "…" बताया."""
    words, role_of = doc.words, _roles().get
    at = outer_last
    while at < most and at < outer_last + 2 and at not in ground.line_starts and role_of(words[at]) is None:
        at += 1
    if at >= min(most, outer_last + 2) or at in ground.line_starts or role_of(words[at]) not in (_VERB, _NOUN):
        return None
    begin = _begin(words, ground, agent, least)
    for w in words[begin:agent]:
        if role_of(w) == _AGENT:
            return None
    cues = cues_between(doc, outer_last, min(at + 6, most))
    return _answer(doc, ground, agent, least, cues[0], AROUND) if cues else None


def _after(doc: Document, ground: Ground, outer_last: int, most: int, ended: bool) -> tuple[Candidate, int] | None:
    """Settle "…," रमेश ने कहा; ``ended``: the quotation ends with a sentence end inside its marks."""
    words, role_of = doc.words, _roles().get
    agent = verb = -1
    for i in range(outer_last, most):
        if i in ground.line_starts:
            break
        role = role_of(words[i])
        if role is None:
            continue
        if role == _END:
            if ground.ends_sentence(i):
                break
        elif verb < 0:
            if agent < 0:
                if role != _AGENT:
                    return None
                agent = i
            elif role == _VERB:
                verb = i
                if not ended:
                    break
            else:
                return None
    else:
        if ended and most < len(words) and most < outer_last + RIGHT:
            return None  # "…।" रमेश ने कहा, "…": what follows introduces the next one
    if verb < 0:
        return None
    cues = cues_between(doc, agent + 1, min(verb + 6, most))
    return _answer(doc, ground, agent, outer_last, cues[0], AFTER) if cues else None


def _begin(words: Sequence[str], ground: Ground, at: int, least: int) -> int:
    """Return the token with which the sentence of a token begins, at least ``least``."""
    while at > least and at not in ground.line_starts:
        if words[at - 1] in _ENDS and ground.ends_sentence(at - 1):
            break
        at -= 1
    return at


def _answer(doc: Document, ground: Ground, agent: int, least: int, cue: Cue, order: int) -> tuple[Candidate, int] | None:
    words = doc.words
    if words[agent] == "ने":
        begin = _begin(words, ground, agent, least) if "," in words[max(least, agent - 21) : agent] else least
        mention = agent_before(doc, agent, least, begin)
    else:
        mention = mention_ending_at(doc, agent)
    return None if mention is None else (Candidate(mention, NE, 0, 0, 0, 0, cue), order)
