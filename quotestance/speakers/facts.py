"""What is known of those whom a pronoun, or a quotation without mention, may mean: the facts on which the antecedent model weighs them.

They follow what the literature on pronouns finds, and Hindi adds: recency, subjecthood (ने), the first place in a sentence, who spoke
last and how often in a row, who acts elsewhere in the document, the chain of earlier pronouns, agreement of number (respectful plural) and
gender, nearness that the form of the pronoun shows (इन्होंने).
"""

from __future__ import annotations

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
from .words import name_like, noun_class, noun_gender, word

__all__ = [
    "CASES",
    "Candidate",
    "Place",
    "Quoted",
    "add_facts",
    "facts_of_nobody",
    "facts_of_word",
    "quoted",
    "sentence_ends",
    "spoken",
]

CASES = {"ने": "erg", "को": "acc", "से": "obl", "में": "loc", "पर": "loc", "का": "gen", "की": "gen", "के": "gen", "द्वारा": "agt", "भी": "also"}
"""What the word after a noun says about its part in the sentence."""
_SOURCE = frozenset({"अनुसार", "मुताबिक", "हवाले"})
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


@dataclass(slots=True)
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
    facts: list[str] = field(default_factory=list)


class Quoted:
    """The quotations of a document as token ranges (half open), in order."""

    def __init__(self, doc: Document, spans: Sequence[tuple[int, int]]) -> None:
        ranges = sorted((doc.first_token(a), doc.last_token(b) + 1) for a, b in spans)
        self.size = len(spans)
        self.starts = [a for a, _ in ranges]
        self.ends = [b for _, b in ranges]

    def around(self, token: int) -> tuple[int, int]:
        """Return the first token of the quotation that holds a token, and the end of the quotation before; -1 and 0 where there is none."""
        r = bisect_right(self.starts, token) - 1
        if r < 0:
            return -1, 0
        end = self.ends[r]
        return (self.starts[r], end) if end > token else (-1, end)

    def begin(self, token: int) -> int:
        """Return the first token of the quotation that holds a token, -1 where none does."""
        return self.around(token)[0]


def quoted(doc: Document, spans: Sequence[tuple[int, int]]) -> Quoted:
    """Return the quotations as token ranges; kept with the document."""
    known: Quoted | None = doc.__dict__.get("_quoted")
    if known is None or known.size != len(spans):
        known = doc.__dict__["_quoted"] = Quoted(doc, spans)
    return known


def sentence_ends(doc: Document) -> list[int]:
    """Return the tokens that end sentences or lines, in order; kept with the document."""
    known: list[int] | None = doc.__dict__.get("_sentence_ends")
    if known is None:
        places = positions(doc)
        found = {p for mark in _ENDS for p in places[mark]}
        found.update(doc.first_token(n) - 1 for n in doc.newlines)
        words = doc.words
        for p in places["."]:
            if p and len(words[p - 1]) > 2 and noun_class(words[p - 1]) not in ("initial", "honorific"):
                found.add(p)
        known = sorted(found)
        doc.__dict__["_sentence_ends"] = known
    return known


def _bucket(n: int) -> int:
    return 0 if n <= 0 else int(log(n) * 1.8) + 1


def add_facts(
    doc: Document, place: Place, out: Sequence[Candidate], order: Sequence[tuple[Candidate, int]], earlier: Sequence[Quote]
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
    since = [c for c, t in order if t > last_end]
    streak = 0  # how many quotations the last speaker had in a row
    if last is not None and last.speaker is not None:
        for quote in reversed(earlier):
            if streak == 4 or quote.speaker is None or quote.speaker.name != last.speaker.name:
                break
            streak += 1
    earliest: dict[int, int] = {}
    seen: dict[int, int] = {}
    for c, t in order:
        seen.setdefault(id(c), len(seen))
        earliest[id(c)] = min(t, earliest.get(id(c), t))
    scene = _Scene(
        sentence=bisect_right(ends, place.anchor - 1),
        last_end=last_end,
        since={id(c) for c in since},
        subjects_since={id(c) for c, t in order if t > last_end and _case(doc.words, t) == "erg"},
        pronouns=_pronoun_subjects(doc, place, doc.first_token(max(0, place.start - _CHAIN))),
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
    known, case = word(w), _case(doc.words, c.token)
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


def _pronoun_subjects(doc: Document, place: Place, first: int) -> list[int]:
    """Return the reporter's earlier pronouns in the subject's place (उन्होंने …), in order: whom they meant is likely meant again."""
    inside: Quoted = doc.__dict__["_quoted"]
    places, out = positions(doc), []
    for form in _SUBJECT_FORMS:
        there = places[form]
        for p in there[bisect_left(there, first) : bisect_left(there, place.anchor)]:
            if inside.begin(p) < 0:
                out.append(p)
    out.sort()
    return out


def _case(words: Sequence[str], t: int) -> str:
    after = words[t + 1] if t + 1 < len(words) else ""
    if after == "के" and t + 2 < len(words) and words[t + 2] in _SOURCE:
        return "src"
    case = CASES.get(after)
    if case is not None:
        return case
    if after in _ENDS:
        return "stop"  # a verb mostly
    return "nom" if after[:1].isalnum() else "end"
