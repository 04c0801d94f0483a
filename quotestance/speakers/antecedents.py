"""Whom a pronoun means, or a quotation without any mention: antecedents ranked by a learned model.

Candidates are the speakers of earlier quotations and the nouns outside quotations near by, found by their last word alone (its class, the
postposition after it), so that a boundary is only worked out for the one that wins. One more candidate is nobody. The model is a
conditional logistic regression: a sum of weights for each candidate, turned into probabilities over all of them.

Features follow what the literature on pronouns finds and Hindi adds: recency, subjecthood (ने), the first place in a sentence, frequency,
who spoke last, agreement of number (respectful plural) and gender, nearness that the form of the pronoun shows (इन्होंने).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from math import exp, log

from ..models import load_shipped
from ..records import Quote
from ..text import Document, fold
from .boundaries import index
from .pronouns import Pronoun, pronoun
from .words import name_like, noun_class, noun_gender, phrase_words, word

__all__ = ["Candidate", "Place", "candidates", "rank"]

_WINDOW = 90
"""Reporter's words looked at before the pronoun or the quotation."""
_HEADLINE = 25
"""Words at the beginning of a document that are looked at as well: who is named there is the topic."""
_FORWARD = 40
"""Words looked at after the quotation where nobody stands before it."""
_MOST_SPEAKERS = 4
_ENDS = frozenset({"।", "|", "?", "!", "॥"})
_NO_HEAD = phrase_words("no-head") | phrase_words("never-head")
_PEOPLE = frozenset({"office", "person", "group", "organisation"})
_SUBJECT_FORMS = ("उन्होंने", "उन्होने", "उसने", "वह", "वे", "वो")
_ACTS = frozenset({"ने", "कहते", "कहती", "बोले", "बोलीं", "बताते", "बताती"})
_OBLIQUE = {
    "ने": "erg",
    "को": "acc",
    "से": "obl",
    "में": "loc",
    "पर": "loc",
    "का": "gen",
    "की": "gen",
    "के": "gen",
    "द्वारा": "agt",
    "भी": "also",
}


@dataclass(frozen=True, slots=True)
class Place:
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
    """Who may be meant: an earlier speaker (``quote``: the latest of that speaker), a noun (``token``: its nearest last word), or nobody."""

    key: str
    quote: Quote | None = None
    rank: int = -1
    token: int = -1
    count: int = 0
    facts: list[str] = field(default_factory=list)


def inside(doc: Document, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the quotations as token ranges (half open), in order; kept with the document."""
    known = doc.__dict__.get("_quoted")
    if known is not None and known[0] == len(spans):
        ranges: list[tuple[int, int]] = known[1]
        return ranges
    ranges = sorted((doc.first_token(a), doc.last_token(b) + 1) for a, b in spans)
    doc.__dict__["_quoted"] = (len(spans), ranges)
    return ranges


def sentence_ends(doc: Document) -> list[int]:
    """Return the tokens that end sentences or lines, in order; kept with the document."""
    known: list[int] | None = doc.__dict__.get("_sentence_ends")
    if known is None:
        positions = index(doc)
        found = {p for mark in _ENDS for p in positions.get(mark, ())}
        found.update(doc.first_token(n) - 1 for n in doc.newlines)
        words = doc.words
        for p in positions.get(".", ()):
            if p and len(words[p - 1]) > 2 and noun_class(words[p - 1]) not in ("initial", "honorific"):
                found.add(p)
        known = sorted(found)
        doc.__dict__["_sentence_ends"] = known
    return known


def candidates(doc: Document, place: Place, earlier: Sequence[Quote], spans: Sequence[tuple[int, int]]) -> list[Candidate]:
    """Return who may be meant, earlier speakers first, nobody last; their facts are filled."""
    found: dict[str, Candidate] = {}
    speakers: list[Candidate] = []
    by_word: dict[str, Candidate] = {}
    for quote in reversed(earlier):
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
            last = form.split()[-1:]
            for part in last:
                by_word.setdefault(part, c)
    heads = _heads(doc, place, spans)
    folded = {fold(k): c for k, c in by_word.items()}
    others: dict[str, Candidate] = {}
    order: list[tuple[Candidate, int]] = []
    for token in heads:  # nearest first
        w = doc.words[token]
        before = doc.words[token - 1] if token else ""
        c2 = folded.get(w)
        if c2 is not None and c2.quote is not None and c2.quote.speaker is not None and name_like(word(before)):
            known = {fold(x) for x in (c2.quote.speaker.name or "").split()}
            if before not in known and known - {w}:
                c2, w = None, f"{before} {w}"  # another of that surname
        if c2 is None:
            c2 = others.get(w)
            if c2 is None:
                c2 = others[w] = Candidate(w)
        c2.count += 1
        if c2.token < 0:
            c2.token = token
        order.append((c2, token))
    out = [*speakers, *others.values()]
    _facts(doc, place, out, order, earlier)
    nobody = Candidate("")
    nobody.facts = _nobody(doc, place, speakers, out)
    out.append(nobody)
    return out


def _heads(doc: Document, place: Place, spans: Sequence[tuple[int, int]]) -> list[int]:
    """Return the last words of nouns that can be meant, nearest to the anchor first, then those of the document's beginning."""
    ranges = inside(doc, spans)
    starts = [a for a, _ in ranges]
    out: list[int] = []
    i, left = place.anchor - 1, _WINDOW
    while i >= 0 and left > 0 and len(out) < 14:
        r = bisect_right(starts, i) - 1
        if r >= 0 and ranges[r][1] > i:
            i = ranges[r][0] - 1
            continue
        if _is_head(doc, i):
            out.append(i)
        i -= 1
        left -= 1
    if len(out) < 2:  # at the beginning of a text the name may come after
        end = doc.first_token(place.end)
        for j in range(end, min(end + _FORWARD, len(doc.words))):
            r = bisect_right(starts, j) - 1
            if (r < 0 or ranges[r][1] <= j) and _is_head(doc, j):
                out.append(j)
    for j in range(min(i, _HEADLINE), -1, -1):
        r = bisect_right(starts, j) - 1
        if (r < 0 or ranges[r][1] <= j) and _is_head(doc, j):
            out.append(j)
    return out


def _is_head(doc: Document, i: int) -> bool:
    words = doc.words
    w = words[i]
    kind = _KINDS.get(w)
    if kind is None:
        kind = _kind(w)
    if kind == _NEVER:
        return False
    after = words[i + 1] if i + 1 < len(words) else ""
    if after == "ने":
        return True
    if kind == _OTHER:
        return False
    if after in _OBLIQUE or not after[:1].isalnum():
        return True
    follows = _KINDS.get(after)
    if follows is None:
        follows = _kind(after)
    return follows != _LIKE and (kind == _LIKE or follows != _NOUN)


_NEVER, _OTHER, _NOUN, _LIKE = range(4)
_KINDS: dict[str, int] = {}


def _kind(w: str) -> int:
    """Return whether a word can end a noun phrase that is meant: never, only before ने, as a noun for people, as part of a name."""
    known = word(w)
    if not w[:1].isalnum() or w in _NO_HEAD or pronoun(w) is not None:
        kind = _NEVER
    elif name_like(known):
        kind = _LIKE
    else:
        kind = _NOUN if known.noun in _PEOPLE else _OTHER
    if len(_KINDS) < 1 << 17:
        _KINDS[w] = kind
    return kind


def _bucket(n: int) -> int:
    return 0 if n <= 0 else int(log(n) * 1.8) + 1


def _facts(doc: Document, place: Place, out: list[Candidate], order: list[tuple[Candidate, int]], earlier: Sequence[Quote]) -> None:
    words, ends = doc.words, sentence_ends(doc)
    last_quote = None
    for quote in reversed(earlier):
        if quote.end <= place.start:
            last_quote = quote
            break
    last_end = doc.last_token(last_quote.end) if last_quote is not None else -1
    sentence = bisect_right(ends, place.anchor - 1)
    form = place.form
    mode = "I" if form is None else "P"
    number = "-" if form is None else form.number
    since = [c for c, t in order if t > last_end]  # named since the last quotation, nearest first
    since_subjects = {id(c) for c, t in order if t > last_end and _case(words, t) == "erg"}
    subjects = _pronoun_subjects(doc, place, doc.first_token(max(0, place.start - 1200)))
    earliest: dict[int, int] = {}
    for c, t in order:
        earliest[id(c)] = min(t, earliest.get(id(c), t))
    streak = 0  # how many quotations the last speaker had in a row
    for quote in reversed(earlier):
        if (
            streak == 4
            or quote.speaker is None
            or last_quote is None
            or last_quote.speaker is None
            or quote.speaker.name != last_quote.speaker.name
        ):
            break
        streak += 1
    where = "after" if place.anchor > doc.first_token(place.start) else "before"
    style = "lines" if len(doc.newlines) > 0.7 * len(ends) else "text"
    seen: dict[int, int] = {}
    for c, _ in order:
        seen.setdefault(id(c), len(seen))
    for c in out:
        f = c.facts
        if c.quote is not None:
            q = c.quote
            apart = place.anchor - doc.last_token(q.end)
            same_line = doc.line(q.end) == doc.line(place.start)
            f.append(f"s{c.rank}")
            f.append(f"s{c.rank}d{_bucket(apart)}")
            f.append(f"s{c.rank}l{same_line}")
            f.append(f"s{c.rank}how{q.speaker.how if q.speaker else ''}")
            f.append(f"sc{min(c.count, 4)}")
            f.append(f"s{c.rank}streak{streak}")
            f.append(f"s{c.rank}{where}{style}")
            f.append(f"s{c.rank}new{min(len({id(x) for x in since if x is not c}), 3)}")
            f.append(f"s{c.rank}subj{min(len(since_subjects - {id(c)}), 2)}own{id(c) in since_subjects}")
            f.append(f"s{c.rank}sent{min(sentence - bisect_right(ends, doc.last_token(q.end)), 4)}l{same_line}")
            if q.speaker:
                f.append(f"t{q.speaker.type}n{number}")
                if form is not None:
                    f.append(f"t{q.speaker.type}d{form.distance}{form.case}")
        else:
            f.append("s-")
            f.append(f"s-new{min(seen.get(id(c), 9), 4)}")
        if c.token >= 0:
            t = c.token
            w = words[t]
            known = word(w)
            case = _case(words, t)
            apart = sentence - bisect_right(ends, t)
            near = min(apart, 4) if t < place.anchor else "f"
            begins = ends[bisect_right(ends, t) - 1] + 1 if bisect_right(ends, t) else 0
            f.append(f"m{near}{case}")
            f.append(f"m{near}{case}q{c.quote is not None}")
            f.append(f"m{near}{case}{where}{style}")
            if c.quote is None:
                f.append(f"m{near}streak{streak}{case}")
            f.append(f"md{_bucket(place.anchor - t)}" if t < place.anchor else f"mf{_bucket(t - place.anchor)}{case}")
            f.append(f"mr{min(seen[id(c)], 5)}")
            f.append(f"mr{min(seen[id(c)], 5)}{case}{near}")
            f.append(f"first{near}{min(t - begins, 6) // 2}")
            f.append(f"n{known.noun}{case}")
            f.append(f"n{known.noun}num{number}")
            f.append(f"k{known.coarse}")
            f.append(f"f{known.fine}")
            f.append(f"since{t > last_end}{c.quote is not None}{case}")
            f.append(f"top{t <= _HEADLINE}")
            plural = known.noun == "group" or (w.endswith("ों") and known.noun != "")
            f.append(f"pl{plural}num{number}")
            if place.gender:
                known_gender = noun_gender(w) or (noun_gender(words[t - 1]) if t else 0)
                f.append(f"gender{place.gender == known_gender if known_gender else '-'}")
            if form is not None:
                f.append(f"form{form.case}{form.distance}{near}")
                f.append(f"form{form.case}{form.number}{known.noun}")
            after = words[t + 2] if t + 2 < len(words) else ""
            f.append(f"a{case}{after}")
            f.append(f"w{w}")
            f.append(f"x{w[-3:]}")
            # A person or body acts somewhere in the document; a thing seldom does.
            acts = sum(1 for p in index(doc)[w][:40] if p + 1 < len(words) and words[p + 1] in _ACTS)
            f.append(f"acts{min(acts, 3)}{case}")
            f.append(f"acts{min(acts, 3)}q{c.quote is not None}")
            previous = word(words[t - 1]) if t else None
            if previous is not None:
                f.append(f"prev{previous.noun}{name_like(previous)}{known.noun}")
                f.append(f"pk{previous.coarse}{known.noun}")
            chain = sum(1 for p in subjects if t < p < place.anchor)
            f.append(f"chain{min(chain, 3)}{case}q{c.quote is not None}")
            f.append(f"chain{min(chain, 3)}rank{min(seen[id(c)], 3)}")
            if subjects and subjects[-1] > earliest.get(id(c), t):
                f.append(f"linked{c.quote is not None}")
            elif subjects:
                f.append(f"unlinked{case}{c.quote is not None}")
        else:
            f.append(f"m-{c.rank}")
        c.facts = f + [mode + x for x in f if x[0] in "sm" and x[1] != "i"]


def _pronoun_subjects(doc: Document, place: Place, first: int) -> list[int]:
    """Return the reporter's earlier pronouns in the subject's place (उन्होंने …), in order: who they meant is likely meant again."""
    ranges = doc.__dict__["_quoted"][1]
    starts = [a for a, _ in ranges]
    positions, out = index(doc), []
    for form in _SUBJECT_FORMS:
        for p in positions.get(form, ()):
            if first <= p < place.anchor:
                r = bisect_right(starts, p) - 1
                if r < 0 or ranges[r][1] <= p:
                    out.append(p)
    out.sort()
    return out


def _case(words: list[str], t: int) -> str:
    after = words[t + 1] if t + 1 < len(words) else ""
    if after == "के" and t + 2 < len(words) and words[t + 2] in ("अनुसार", "मुताबिक", "हवाले"):
        return "src"
    case = _OBLIQUE.get(after)
    if case is not None:
        return case
    return "nom" if after[:1].isalnum() else "end"


def _nobody(doc: Document, place: Place, speakers: list[Candidate], out: list[Candidate]) -> list[str]:
    form = place.form
    mode = "I" if form is None else "P"
    gap = place.anchor - doc.last_token(speakers[0].quote.end) if speakers and speakers[0].quote else -1
    f = ["none", f"none{min(len(speakers), 2)}", f"noneg{_bucket(gap) if gap >= 0 else '-'}", f"nonec{min(len(out), 4)}"]
    f.append(f"nonep{_bucket(place.anchor) // 2}")
    before = doc.words[place.anchor - 1] if place.anchor else ""
    f.append(f"noneb{before}")
    if form is not None:
        f.append(f"none{form.distance}{form.case}")
    return f + [mode + x for x in f]


@cache
def _weights() -> dict[str, float]:
    model = load_shipped("entities")
    names = model.arrays["antecedent_names"].tobytes().decode("utf-8").split("\n")
    return dict(zip(names, model.arrays["antecedent_weights"].tolist(), strict=True))


def rank(found: list[Candidate]) -> list[float]:
    """Return the probability of each candidate."""
    get = _weights().get
    scores = [sum([get(x, 0.0) for x in c.facts]) for c in found]
    top = max(scores)
    powers = [exp(s - top) for s in scores]
    total = sum(powers)
    return [p / total for p in powers]
