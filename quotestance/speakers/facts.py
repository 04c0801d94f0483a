"""What is known of those whom a pronoun, or a quotation without mention, may mean: the facts on which the antecedent model weighs them.

They follow what the literature on pronouns finds, and Hindi adds: recency, subjecthood (ने), the first place in a sentence, who spoke
last and how often in a row, who acts elsewhere in the document, the chain of earlier pronouns, agreement of number (respectful plural) and
gender, nearness that the form of the pronoun shows (इन्होंने).
"""

from __future__ import annotations
import os

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from math import log
from typing import NamedTuple

from ..records import Quote
from ..text import Document, fold
from .cues import FORMS, verb_forms
from .positions import positions
from .pronouns import Pronoun, pronoun
from .sentences import Head, Sentences, case_of, sentence_ends
from .words import name_like, noun_class, noun_gender, word

__all__ = [
    "Candidate",
    "Place",
    "add_facts",
    "facts_of_nobody",
    "facts_of_word",
    "spoken",
]

_SUBJECT_FORMS = ("उन्होंने", "उन्होने", "उसने", "वह", "वे", "वो")
_ACTS = frozenset({"ने", "कहते", "कहती", "बोले", "बोलीं", "बताते", "बताती"})
_WITHIN = frozenset({"में", "पर"})
_SAYING = ("कह", "बता", "बोल", "लिख", "जोड़", "पूछ", "चेता", "स्वीकार", "मान", "सोच")
_MOST_PLACES = 30
"""Most places of a word that are looked at to learn how it stands in the document."""
_BEFORE_NAME = frozenset({"office", "honorific", "initial"})
_ENDS = ("।", "|", "?", "!", "॥")
_CHAIN = 1200
"""Characters before the quotation in which earlier pronouns are looked for."""


class Place(NamedTuple):
    """Where an antecedent is looked for.

    ``start`` and ``end`` are the quotation's span, ``anchor`` the token of the pronoun, or the first of the quotation; ``form`` what the
    pronoun says, ``None`` without one; ``gender`` and ``plural`` those of the verb of saying, as in `Context`.
    """

    start: int
    end: int
    anchor: int
    form: Pronoun | None
    gender: int
    plural: int


@dataclass(slots=True, eq=False)
class Candidate:
    """Who may be meant: an earlier speaker, a noun, or nobody.

    ``quote`` is the speaker's latest quotation, ``rank`` the place among the speakers (0: the last), ``token`` the nearest last word of a
    noun phrase for this one, ``word`` that word; ``count`` says how often that stood or spoke, ``facts`` is what `add_facts` found.
    """

    key: str
    quote: Quote | None = None
    rank: int = -1
    token: int = -1
    word: str = ""
    count: int = 0
    heads: list[Head] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)


def _bucket(n: int) -> int:
    return 0 if n <= 0 else int(log(n) * 1.8) + 1


def add_facts(
    doc: Document, place: Place, told: Sentences, out: Sequence[Candidate], order: Sequence[tuple[Candidate, Head]], earlier: Sequence[Quote]
) -> None:
    """Fill the facts of the candidates.

    Parameters
    ----------
    doc, place, earlier
        The document, where the antecedent is looked for, and the quotations already attributed.
    out
        The candidates.
    order
        Each noun with its candidate and token, nearest first.
    """
    ends = sentence_ends(doc)
    last = next((q for q in reversed(earlier) if q.end <= place.start), None)
    last_end = doc.last_token(last.end) if last is not None else -1
    since = [c for c, h in order if h.token > last_end]
    streak = 0  # how many quotations the last speaker had in a row
    if last is not None and last.speaker is not None:
        for quote in reversed(earlier):
            if streak == 4 or quote.speaker is None or quote.speaker.name != last.speaker.name:
                break
            streak += 1
    earliest: dict[int, int] = {}
    seen: dict[int, int] = {}
    for c, h in order:
        seen.setdefault(id(c), len(seen))
        earliest[id(c)] = min(h.token, earliest.get(id(c), h.token))
    scene = _Scene(
        sentence=bisect_right(ends, place.anchor - 1),
        last_end=last_end,
        since={id(c) for c in since},
        subjects_since={id(c) for c, h in order if h.token > last_end and h.case == "erg"},
        pronouns=_pronoun_subjects(doc, place, told, doc.first_token(max(0, place.start - _CHAIN))),
        streak=streak,
        # One sentence a line and running text part paragraphs in different ways.
        style=("after" if place.anchor > doc.first_token(place.start) else "before")
        + ("lines" if len(doc.newlines) > 0.7 * len(ends) else "text"),
        number="-" if place.form is None else place.form.number,
    )
    for c in out:
        if c.quote is not None:
            c.facts += _speaker_facts(doc, place, scene, c, c.quote)
        else:
            c.facts += ["s-", f"s-new{min(seen.get(id(c), 9), 4)}"]
        if c.token >= 0:
            c.word = doc.words[c.token]
            c.facts += _noun_facts(doc, place, scene, c, seen[id(c)], earliest[id(c)])
        else:
            c.facts.append(f"m-{c.rank}")
    if os.environ.get("NEW","1")!="0":
        new_facts(doc, place, told, out, order)


class _Scene(NamedTuple):
    """What is the same for all candidates of one quotation; sets hold identities of candidates."""

    sentence: int
    last_end: int
    since: set[int]
    subjects_since: set[int]
    pronouns: list[int]
    streak: int
    style: str
    number: str


def _speaker_facts(doc: Document, place: Place, scene: _Scene, c: Candidate, quote: Quote) -> list[str]:
    ends, at, rank = sentence_ends(doc), doc.last_token(quote.end), c.rank
    same_line = doc.line(quote.end) == doc.line(place.start)
    others = len(scene.since) - (id(c) in scene.since)
    own = id(c) in scene.subjects_since
    out = [
        f"s{rank}",
        f"s{rank}d{_bucket(place.anchor - at)}",
        f"s{rank}l{same_line}",
        f"sc{min(c.count, 4)}",
        f"s{rank}streak{scene.streak}",
        f"s{rank}{scene.style}",
        f"s{rank}new{min(others, 3)}",
        f"s{rank}subj{min(len(scene.subjects_since) - own, 2)}own{own}",
        f"s{rank}sent{min(scene.sentence - bisect_right(ends, at), 4)}l{same_line}",
    ]
    if quote.speaker is not None:
        out.append(f"t{quote.speaker.type}n{scene.number}")
        if place.form is not None:
            out.append(f"t{quote.speaker.type}d{place.form.distance}{place.form.case}")
            mention = quote.speaker.mention  # who was उन्होंने is not उसने now
            before = pronoun(fold(mention.text)) if mention is not None and quote.speaker.how == "pronoun" else None
            same = f"same{'-' if before is None else before.number}{scene.number}"
            out += [same, f"s{rank}{same}"]
    return out


def _noun_facts(doc: Document, place: Place, scene: _Scene, c: Candidate, nearness: int, earliest: int) -> list[str]:
    words, ends, t, w = doc.words, sentence_ends(doc), c.token, c.word
    known, case = word(w), case_of(doc.words, c.token)
    ended = bisect_right(ends, t)
    near = str(min(scene.sentence - ended, 4)) if t < place.anchor else "f"
    begins = ends[ended - 1] + 1 if ended else 0
    spoke = c.quote is not None
    mode = "I" if place.form is None else "P"
    after = words[t + 2] if t + 2 < len(words) else ""
    use = _use(doc, w)
    chain = 0
    for p in reversed(scene.pronouns):
        if p < t or chain == 3:
            break
        chain += 1
    plural = known.noun == "group" or (w.endswith("ों") and known.noun != "")
    nearness = min(nearness, 5)
    out = [
        f"md{_bucket(place.anchor - t)}" if t < place.anchor else f"mf{_bucket(t - place.anchor)}{case}",
        f"a{case}{after}",
        *_nearness_facts(near, case, scene.style, mode, nearness, min(t - begins, 6) // 2),
        *_noun_class_facts(known.noun, case, scene.number, t > scene.last_end, spoke, plural),
        *_use_facts(use, case, mode, spoke, known.fine > 250, known.noun),
        *_chain_facts(chain, case, spoke, min(nearness, 3)),
    ]
    if t:
        previous = word(words[t - 1])
        out.append(f"prev{previous.noun}{name_like(previous)}{known.noun}")
    if place.gender:
        gender = noun_gender(w) or (noun_gender(words[t - 1]) if t else 0)
        out.append(f"gender{place.gender == gender if gender else '-'}")
    if scene.pronouns:
        out.append(f"linked{spoke}" if scene.pronouns[-1] > earliest else f"unlinked{case}{spoke}")
    return out


# The values of the following are few, and the strings of each combination are made once.


@cache
def _nearness_facts(near: str, case: str, style: str, mode: str, nearness: int, step: int) -> tuple[str, ...]:
    return (
        f"m{near}{case}",
        f"m{near}{case}{style}",
        f"{mode}m{near}{case}",
        f"mr{nearness}",
        f"mr{nearness}{case}{near}",
        f"first{near}{step}",
    )


@cache
def _noun_class_facts(noun: str, case: str, number: str, since: bool, spoke: bool, plural: bool) -> tuple[str, ...]:
    return f"n{noun}{case}", f"n{noun}num{number}", f"since{since}{spoke}{case}", f"pl{plural}num{number}"


@cache
def _use_facts(use: _Use, case: str, mode: str, spoke: bool, unknown: bool, noun: str) -> tuple[str, ...]:
    person = f"person{use.says > 0}{use.respected}{use.surname}{use.within > 0}"
    return (
        f"acts{use.acts}{case}",
        f"acts{use.acts}q{spoke}",
        f"{mode}acts{use.acts}q{spoke}",
        f"full{use.respected or use.surname}{use.acts}{unknown}{noun}",
        f"says{use.says}",
        f"resp{use.respected}",
        f"in{use.within}",
        person,
        person + case,
    )


@cache
def _chain_facts(chain: int, case: str, spoke: bool, nearness: int) -> tuple[str, ...]:
    return f"chain{chain}{case}q{spoke}", f"chain{chain}rank{nearness}"


class _Use(NamedTuple):
    """How a word stands in a document: how often it acts and speaks (up to 3, 2), after a title, as a surname, in or on it (up to 2)."""

    acts: int
    says: int
    respected: bool
    surname: bool
    within: int


def _use(doc: Document, w: str) -> _Use:
    """Return how a word stands in the whole document, also later: a person acts and speaks, a thing seldom does; found once a word."""
    known: dict[str, _Use] = doc.__dict__.setdefault("_uses", {})
    found = known.get(w)
    if found is not None:
        return found
    words = doc.words
    acts = says = within = 0
    respected = surname = False
    for p in positions(doc)[w][:_MOST_PLACES]:
        after = words[p + 1] if p + 1 < len(words) else ""
        if after in _ACTS:
            acts += 1
            if says < 2:
                says += after != "ने" or spoken(words, p + 2)
        elif after in _WITHIN:
            within += 1
        if p and not (respected and surname):
            left = word(words[p - 1])
            if left.noun in _BEFORE_NAME:
                respected = True
            elif name_like(left) and left.fine < 250:
                surname = True
                respected = respected or (p > 1 and word(words[p - 2]).noun in _BEFORE_NAME)
    found = known[w] = _Use(min(acts, 3), min(says, 2), respected, surname, min(within, 2))
    return found


def spoken(words: Sequence[str], first: int) -> bool:
    """Tell whether a verb of saying follows soon, before the sentence ends or another acts."""
    said = _said()
    for w in words[first : first + 10]:
        if w in said:
            return True
        if w in _ENDS or w == "ने":
            return False
    return False


@cache
def _said() -> frozenset[str]:
    return frozenset(f for verb in _SAYING for f, (form, _, _) in verb_forms(verb).items() if FORMS[form] == "perfective")


def facts_of_word(w: str) -> list[str]:
    """Return the facts of a candidate's word that hold in every document."""
    # Dead end: a higher penalty on these, or each example a second time without them, moved right pronouns by a few of 1,690 either way,
    # on held-out documents as on others. So did training on the library's own earlier answers in place of the labelled ones.
    # Dead end: how often a word stands before ने or में in plain text, as facts of its own, told nothing beyond its class (0.8755 for 0.8781).
    return [f"w{w}", f"x{w[-3:]}", f"f{word(w).fine}"]


def facts_of_nobody(doc: Document, place: Place, speakers: Sequence[Candidate], out: Sequence[Candidate]) -> list[str]:
    """Return the facts for the answer that the text names nobody."""
    mode = "I" if place.form is None else "P"
    gap = place.anchor - doc.last_token(speakers[0].quote.end) if speakers and speakers[0].quote else -1
    facts = [
        "none",
        f"none{min(len(speakers), 2)}",
        f"noneg{_bucket(gap) if gap >= 0 else '-'}",
        f"nonec{min(len(out), 4)}",
        f"nonep{_bucket(place.anchor) // 2}",
        f"noneb{doc.words[place.anchor - 1] if place.anchor else ''}",
    ]
    if place.form is not None:
        facts.append(f"none{place.form.distance}{place.form.case}")
    return facts + [mode + x for x in facts]


def _pronoun_subjects(doc: Document, place: Place, told: Sentences, first: int) -> list[int]:
    """Return the reporter's earlier pronouns in the subject's place (उन्होंने …), in order: whom they meant is likely meant again."""
    inside = told.quoted
    places, out = positions(doc), []
    for form in _SUBJECT_FORMS:
        there = places[form]
        for p in there[bisect_left(there, first) : bisect_left(there, place.anchor)]:
            if inside.begin(p) < 0:
                out.append(p)
    out.sort()
    return out


FIRST = frozenset({"मैं", "मैंने", "मुझे", "मेरा", "मेरी", "मेरे", "मुझ", "मुझको"})
WE = frozenset({"हम", "हमने", "हमें", "हमारा", "हमारी", "हमारे"})


def quote_gender(words):
    for i, w in enumerate(words):
        if w == "हूं" and i:
            b = words[i - 1]
            if b in ("रही", "चुकी", "गई", "हुई", "थी", "आई"): return 2
            if b in ("रहा", "चुका", "गया", "हुआ", "था", "आया"): return 1
            if len(b) > 3 and b.endswith("ती"): return 2
            if len(b) > 3 and b.endswith("ता"): return 1
        if w.endswith(("ूंगी", "उंगी", "ऊंगी")): return 2
        if w.endswith(("ूंगा", "उंगा", "ऊंगा")): return 1
    for i, w in enumerate(words):
        if w == "मैं":
            for j in range(i + 1, min(i + 12, len(words))):
                x = words[j]
                if x in ("।", "?", "!", ",", "कि", "ने"): break
                last = j + 1 >= len(words) or not words[j + 1][:1].isalnum() or words[j + 1] in ("और", "लेकिन")
                if x in ("थी", "गई", "आई", "हुई", "चुकी") and last: return 2
                if x in ("था", "गया", "आया", "हुआ", "चुका") and last: return 1
    return 0


def new_facts(doc, place, told, out, order):
    words = doc.words
    first, last = doc.first_token(place.start), doc.last_token(place.end) + 1
    inside = words[first:last]
    base = min(place.anchor, first)
    here = told.at(base)
    mode = "I" if place.form is None else "P"
    number = "-" if place.form is None else place.form.number
    case0 = "-" if place.form is None else place.form.case
    dist = "-" if place.form is None else place.form.distance
    if number == "any" and place.plural >= 0: number = "pl" if place.plural else "sg"
    gender = place.gender or quote_gender(inside)
    me = any(w in FIRST for w in inside)
    we = any(w in WE for w in inside)
    # subjects from near to far
    subj_rank = {}
    for c, h in order:
        if h.token < base and h.subject and h.region == 0 and id(c) not in subj_rank:
            subj_rank[id(c)] = len(subj_rank)
    # own clause after the anchor
    own = set()
    e = told.ends[here] if here < len(told.ends) else len(words)
    for j in range(place.anchor + 1, min(e, place.anchor + 25, len(words))):
        if first <= j < last: break
        own.add(words[j])
    counts = positions(doc).counts
    total = max((counts[c.word] for c in out if c.word), default=1)
    inset = set(inside)
    for c in out:
        f = c.facts
        h = next((h for h in c.heads if h.token < base), None) or (c.heads[0] if c.heads else None)
        w = c.word or (fold(c.key.split()[-1]) if c.key.split() else "")
        spoke = c.quote is not None
        if h is not None:
            d = min(here - told.at(h.token), 5) if h.token < base else "f"
            role = ("S" if h.subject else "") + h.case + "mer"[h.region]
            f += [f"R{role}{d}", f"R{mode}{role}{d}", f"R{role}o{min(h.order, 2)}d{min(d, 2) if d != 'f' else d}", f"D{d}{mode}", f"R{role}{dist}{case0}", f"R{role}{dist}{min(d,1) if d != 'f' else d}{spoke}"]
            s = next((x for x in c.heads if x.token < base and x.subject and x.region == 0), None)
            if s is not None:
                ds = min(here - told.at(s.token), 5)
                r = subj_rank[id(c)]
                f += [f"SR{min(r, 4)}", f"SR{min(r, 3)}d{min(ds, 3)}", f"SR{min(r, 3)}{mode}{spoke}", f"SR{min(r,2)}{s.case}{dist}d{min(ds,2)}"]
            else:
                f += ["SR-", f"SR-{mode}{spoke}", f"SR-{min(len(subj_rank), 2)}"]
            n = sum(x.token < base for x in c.heads)
            full = any(x.begin < x.token for x in c.heads)
            f += [f"FULL{full}{word(w).noun}{spoke}", f"FULL{h.begin < h.token}{role}"]
            f.append(f"N{min(n, 4)}{spoke}")
        # agreement
        g = noun_gender(c.word) if c.word else 0
        pl = -1
        for x in c.heads:
            if not g and x.gender: g = x.gender
            if pl < 0 and x.plural >= 0: pl = x.plural
        if gender:
            f.append("G-" if not g else f"G{g == gender}")
            f.append("G-" if not g else f"G{g == gender}{'q' if not place.gender else 'v'}")
        f.append(f"NUM{number}{pl}")
        inq = bool(w) and w in inset
        f.append(f"INQ{inq}{spoke}")
        f.append(f"INQ{inq}{me}")
        f.append(f"OWN{w in own}{spoke}")
        kind = c.quote.speaker.type if spoke and c.quote.speaker else word(w).noun if w else ""
        f += [f"ME{me}{kind}{spoke}", f"WE{we}{kind}{spoke}"]
        n = counts[w] if w else 0
        f += [f"CNT{min(n, 6)}", f"CNT{min(n, 3)}{spoke}{mode}", f"TOP{n >= total}{spoke}", f"TOPR{min(total - n, 4)}"]
        p = positions(doc)[w] if w and n else ()
        fp = p[0] if p else 999
        f.append(f"FIRST{0 if fp < 15 else 1 if fp < 40 else 2 if fp < 100 else 3}{spoke}")
