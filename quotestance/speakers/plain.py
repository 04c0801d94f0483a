r"""The plain cases, which need no weighing: one subject beside a quotation with its verb of saying and nothing that competes with it.

Three in five quotations of news stand so, and a few dictionary look-ups a word settle them:

- *before*: रमेश ने कहा, "…"; वे कहते हैं, "…". Between subject and quotation stand a verb or noun of saying that suits it, and no other
  kind of saying (के अनुसार, का कहना) nor another subject.
- *around*: रमेश ने इसे "…" बताया. The verb is the first such word right after the quotation, and no second ने stands in the sentence.
- *after*: "…," रमेश ने कहा; "…," वे बोले. Nothing of the kind stands in the sentence before the quotation, and what follows introduces
  neither the next one nor other words (कहा कि).

Subjects are phrases with ने and, near by, the pronouns of the third person. The mention that these rules name is that of the labels in 99 of
100 plain cases of the training part, as often as the ranker's. Whatever else occurs is left to the ranker: names without ने, whose ends
only their words tell, relative pronouns (जिन्होंने), the author's own (मैंने).

Leaving more to the ranker (an agent far from the quotation, after कि, in a relative clause) brings nothing: 314 to 326 wrong mentions of
8,260 outside fact checks, 310 as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from ..records import Quote
from ..text import Document
from .candidates import Candidate
from .phrases.mentions import mention_ending_at
from .reading.cues import NOT_FINITE, STATE, Cue, cue_roles, cues_between
from .reading.subjects import BARE, DETERMINERS, NE, agent_before
from .reading.surroundings import LEFT, MAY_END, RIGHT, Ground
from .words.pronouns import pronouns
from .words.small_words import words_for

__all__ = ["AFTER", "AROUND", "BEFORE", "ORDERS", "settle"]

ORDERS = ("before", "around", "after")
"""The three plain orders."""
BEFORE, AROUND, AFTER = range(len(ORDERS))
_AGENT, _VERB, _NOUN, _OTHER, _WEAK, _END, _BARE, _NOMINATIVE = range(1, 9)
_SUBJECTS = frozenset((_AGENT, _NOMINATIVE))
_CUES = {"verb": _VERB, "noun": _NOUN, "bare": _BARE, "other": _OTHER, "weak": _WEAK}
_NEAR = 9
"""Most words between a pronoun without ne and the quotation: farther off, a name without ne (रमेश कहते हैं) may stand between."""


@cache
def _roles() -> dict[str, int]:
    """Return the words that have a part in a plain case."""
    roles = dict.fromkeys(("को", "द्वारा", "ओर", "तरफ", *words_for("writing")), _WEAK)
    roles |= {w: _CUES[kind] for w, kind in cue_roles().items()}
    for w, told in pronouns().items():
        if told.case == "erg":
            roles[w] = _AGENT if told.distance in ("far", "near") else _OTHER
        elif told.case == "nom" and w not in DETERMINERS:
            roles[w] = _NOMINATIVE if told.distance == "far" else _OTHER
        elif told.case == "gen":
            roles[w] = _WEAK
    roles |= {"ने": _AGENT, "हवाले": _OTHER}
    return roles | dict.fromkeys(MAY_END, _END)


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
    words, role_of = doc.words, _roles().get
    first = doc.first_token(quote.start)
    last = max(first, doc.last_token(quote.end) + 1)
    outer_first, outer_last, block = ground.block(first, last)
    if block < 0:
        return None
    least = max(0, outer_first - LEFT, ground.block_ends[block - 1] if block else 0)
    told = _told_before(words, ground, outer_first, least)
    if told is None:
        return None
    agent, verb, noun, bare, whole = told
    if agent >= 0 and (bare >= 0 or role_of(words[agent]) == _NOMINATIVE):
        if verb >= 0 or noun >= 0 or bare < 0 or role_of(words[agent]) == _AGENT or outer_first - agent > _NEAR:
            return None
        cues = cues_between(doc, agent + 1, outer_first)
        return _answer(doc, ground, agent, least, cues[-1], BEFORE) if cues else None
    if agent >= 0:
        around = None
        if verb < 0:
            around = _around(doc, ground, outer_last, agent, least, _right_edge(ground, block, outer_last, words))
        if around is None and (verb >= 0 or noun >= 0):
            cues = cues_between(doc, agent + 1, outer_first)
            if cues and all(c.form < STATE for c in cues):
                finite = [c for c in cues if c.form not in NOT_FINITE]
                return _answer(doc, ground, agent, least, (finite or cues)[-1], BEFORE)
        return around
    if verb >= 0 or noun >= 0 or bare >= 0 or not (whole or least == 0):
        return None
    return _after(doc, ground, outer_last, _right_edge(ground, block, outer_last, words), last > first and words[last - 1] in MAY_END)


def _told_before(words: Sequence[str], ground: Ground, outer_first: int, least: int) -> tuple[int, int, int, int, bool] | None:
    """Read back from a quotation to the nearest subject, to the sentence's beginning, or to ``least``.

    Returns
    -------
    tuple, optional
        The tokens of the subject, of the first verb and noun of saying after it, and of the first verb that takes its subject bare, -1
        where there is none; and whether the sentence was read whole. ``None``: another kind of saying stands there.
    """
    agent = verb = noun = bare = -1
    i, role_of, line_starts = outer_first, _roles().get, ground.line_starts
    whole = i in line_starts
    while i > least and not whole:
        i -= 1
        role = role_of(words[i])
        if role is None or role == _WEAK:
            whole = i in line_starts
            continue
        if role in _SUBJECTS:
            agent = i
            break
        if role == _VERB:
            verb = i
        elif role == _NOUN:
            noun = i
        elif role == _BARE:
            bare = i
        elif role == _OTHER:
            return None
        elif ground.ends_sentence(i):
            whole = True
            break
        whole = i in line_starts
    return agent, verb, noun, bare, whole


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
    # "…।" उन्होंने मदद का भरोसा दिया: after a whole sentence only a verb of saying goes back to it.
    said = (_VERB,) if ended else (_VERB, _NOUN)
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
                if role == _NOMINATIVE:
                    said = (_BARE,)
                elif role != _AGENT:
                    return None
                agent = i
            elif role in said:
                verb = i
                if not ended:
                    break
            elif role != _WEAK:
                return None
    else:
        if ended and most < len(words) and most < outer_last + RIGHT:
            return None  # "…।" रमेश ने कहा, "…": what follows introduces the next one
    if verb < 0:
        return None
    cues = cues_between(doc, agent + 1, min(verb + 6, most))
    if not cues or cues[0].form >= STATE or "कि" in words[cues[0].end : cues[0].end + 2]:  # it opens other words of theirs
        return None
    return _answer(doc, ground, agent, outer_last, cues[0], AFTER)


def _begin(words: Sequence[str], ground: Ground, at: int, least: int) -> int:
    """Return the token with which the sentence of a token begins, at least ``least``."""
    while at > least and at not in ground.line_starts:
        if words[at - 1] in MAY_END and ground.ends_sentence(at - 1):
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
    relation = BARE if _roles()[words[agent]] == _NOMINATIVE else NE
    return None if mention is None else (Candidate(mention, relation, 0, 0, 0, 0, cue), order)
