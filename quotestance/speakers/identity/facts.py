"""What is known of those whom a pronoun, or a quotation without mention, may mean: the facts on which the antecedent model weighs them.

They follow what the literature on pronouns finds, and Hindi adds: recency, the part in the sentence (ने), who spoke last and how often in a
row, who told something in the sentences before, who acts elsewhere in the document and how often it is named, agreement of number
(respectful plural) and gender, nearness that the form of the pronoun shows (इन्होंने), and who is spoken of inside the quotation, who is
hardly its speaker.

Facts come in groups. The library measures a few small values a candidate and a group, a *key*, and looks up the sum of the weights of all
facts that follow from it; `fact_groups` spells them out.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from math import log
from typing import NamedTuple

from ...records import Quote
from ...text import Document, fold
from ..kept import kept
from ..phrases.name_ends import likelihoods
from ..reading.cues import FORMS, verb_forms
from ..reading.genders import gender_of, own_gender
from ..reading.sentences import Head, Sentences
from ..reading.surroundings import SENTENCE_ENDS
from ..words.classes import BEFORE_NAME, name_like, word
from ..words.positions import positions
from ..words.pronouns import Pronoun, pronoun
from .fact_groups import Key

__all__ = ["MOST_EARLIER", "Candidate", "Place", "Use", "add_facts", "spoken"]

_ACTS = frozenset({"ने", "कहते", "कहती", "बोले", "बोलीं", "बताते", "बताती"})
_SAYING = ("कह", "बता", "बोल", "लिख", "जोड़", "पूछ", "चेता", "स्वीकार", "मान", "सोच")
_SAID = frozenset(f for verb in _SAYING for f, (form, _, _) in verb_forms(verb).items() if FORMS[form] == "perfective")
_MOST_PLACES = 30
"""Most places of a word that are looked at to learn how it stands in the document."""
_TITLES = BEFORE_NAME | {"office"}
_ME = frozenset({"मैं", "मैंने", "मुझे", "मेरा", "मेरी", "मेरे", "मुझ"})
_NO_TELLER = (3, 9)
"""Place among those who told something before, and distance, of whoever told nothing."""
MOST_EARLIER = 30
"""Earlier quotations that are looked at, the last first."""
_SENTENCES = 6
"""Sentences over which a chain of pronouns is followed."""

Use = tuple[int, int, int, bool, bool]
"""How a word stands in a document: how often it acts, speaks, and holds something; whether it follows a title, and is a surname."""


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


class Candidate:
    """Who may be meant: an earlier speaker, a noun, or nobody.

    ``quote`` is the latest quotation, ``rank`` the place among the speakers (0: the last), ``count`` how often it spoke; ``heads``
    are the nouns that stand for it, nearest first, ``token`` the last token of the nearest (-1: none), ``word`` that word. ``keys`` is what
    `add_facts` measured.
    """

    __slots__ = ("count", "heads", "key", "keys", "quote", "rank", "token", "word")

    def __init__(self, key: str, quote: Quote | None = None, rank: int = -1) -> None:
        self.key = key
        self.quote = quote
        self.rank = rank
        self.count = 1
        self.heads: list[Head] = []
        self.token = -1
        self.word = ""
        self.keys: list[Key] = []


def add_facts(
    doc: Document,
    place: Place,
    told: Sentences,
    found: Sequence[Candidate],
    order: Sequence[tuple[Candidate, Head]],
    earlier: Sequence[Quote],
) -> None:
    """Measure the candidates, nobody last.

    Parameters
    ----------
    doc, place, told, earlier
        The document, where the antecedent is looked for, the reporter's sentences, and the quotations already attributed.
    found
        The candidates; the last is nobody.
    order
        Each noun with its candidate, nearest first.
    """
    scene = _Scene(doc, place, told, order, earlier)
    out = found[:-1]
    for c in out:
        c.keys = [_speaker_key(doc, place, scene, c), *_noun_keys(doc, scene, c), _match_key(doc, scene, c)]
    speakers = [c for c in out if c.quote is not None]
    gap = place.anchor - doc.last_token(speakers[0].quote.end) if speakers and speakers[0].quote else -1
    found[-1].keys = [
        (
            "none",
            scene.mode,
            min(len(speakers), 2),
            _bucket(gap) if gap >= 0 else "-",
            min(len(out), 4),
            _bucket(place.anchor) // 2,
            doc.words[place.anchor - 1] if place.anchor else "",
            scene.form,
        )
    ]


class _Scene:
    """What is the same for all candidates of one quotation."""

    def __init__(
        self, doc: Document, place: Place, told: Sentences, order: Sequence[tuple[Candidate, Head]], earlier: Sequence[Quote]
    ) -> None:
        words, form = doc.words, place.form
        first, last = doc.first_token(place.start), doc.last_token(place.end) + 1
        self.told = told
        self.start = min(place.anchor, first)
        self.mode = "I" if form is None else "P"
        self.form = "-" if form is None else form.distance + form.case
        number = "-" if form is None else form.number
        # An unbroken chain of pronouns that are subjects means one person, so the antecedent is looked for before the first of them.
        self.base, links = _chain(told, self.start, number)
        self.here = told.at(self.base)
        self.links = min(len(links), 3)
        self.linked = _linked(doc, links, earlier) if links else None
        own, plural = _verb(told, place)
        self.number = ("sg", "pl")[plural] if number == "any" and plural >= 0 else number
        # One sentence a line and running text part paragraphs in different ways.
        self.style = ("after" if place.anchor > first else "before") + ("lines" if len(doc.newlines) > 0.7 * len(told.ends) else "text")
        self.inside = frozenset(words[first:last])
        self.me = not self.inside.isdisjoint(_ME)
        self.gender, self.shown = own, "v"
        if not self.gender and ("मैं" in self.inside or "हूं" in self.inside):
            self.gender, self.shown = own_gender(words, first, last), "q"
        self.line = doc.line(place.start)
        before = next((q for q in reversed(earlier) if q.end <= place.start), None)
        self.last_end = doc.last_token(before.end) if before is not None else -1
        self.streak = 0 if before is None or before.speaker is None else _streak(earlier, before.speaker.name)
        self.nearness: dict[Candidate, int] = {}
        self.subjects: dict[Candidate, int] = {}
        self.tellers: dict[Candidate, tuple[int, int]] = {}
        self.since: set[Candidate] = set()
        self.acting: set[Candidate] = set()
        base, last_end = self.base, self.last_end
        for c, head in order:
            if c not in self.nearness:
                self.nearness[c] = len(self.nearness)
            if head.token < base and head.subject and head.region == "m" and c not in self.subjects:
                self.subjects[c] = len(self.subjects)
            if head.tells and head.token < base and c not in self.tellers:
                self.tellers[c] = min(len(self.tellers), 2), min(self.here - head.sentence, 3)
            if head.token > last_end:
                self.since.add(c)
                if head.case == "erg":
                    self.acting.add(c)
        self.telling = min(len(self.tellers), 2)
        self.counts = counts = positions(doc).counts
        self.most = max([counts[c.word] for c in self.nearness if not word(c.word).noun], default=0)


def _streak(earlier: Sequence[Quote], name: str | None) -> int:
    """Return how many of the last quotations in a row are by somebody of this name, four at most."""
    many = 0
    for quote in islice(reversed(earlier), 4):
        if quote.speaker is None or quote.speaker.name != name:
            break
        many += 1
    return many


def _verb(told: Sentences, place: Place) -> tuple[int, int]:
    """Return gender and number that the verb of saying shows, else the verb that agrees with the pronoun."""
    gender, plural = place.gender, place.plural
    if place.form is not None and (not gender or plural < 0):
        for token, own, many in told.pronouns(told.at(place.anchor)):
            if token == place.anchor:
                return gender or own, many if plural < 0 else plural
    return gender, plural


def _chain(told: Sentences, start: int, number: str) -> tuple[int, list[int]]:
    """Go back from a token over pronouns of its number that are subjects, until a noun is one or a sentence has none.

    Returns
    -------
    tuple
        The first of the pronouns, or the token itself, and all of them, the last first.
    """
    words = told.doc.words
    at = start
    links: list[int] = []
    here = k = told.at(start)
    while k >= 0 and k > here - _SENTENCES:
        pronouns = [p for p, _, _ in told.pronouns(k) if p < at]
        subject = max([h.token for h in told.heads(k) if h.subject and h.region == "m" and h.token < at], default=-1)
        for p in reversed(pronouns):
            form = pronoun(words[p])
            if p < subject or form is None or (number not in (form.number, "-") and "any" not in (form.number, number)):
                return at, links
            at = p
            links.append(p)
        if subject >= 0 or (not pronouns and k < here):
            break
        k -= 1
    return at, links


def _linked(doc: Document, links: Sequence[int], earlier: Sequence[Quote]) -> str | None:
    """Return whom one of these pronouns meant as the mention of an earlier quotation."""
    starts = {doc.starts[p] for p in links}
    for quote in islice(reversed(earlier), MOST_EARLIER):
        speaker = quote.speaker
        if speaker is not None and speaker.mention is not None and speaker.mention.start in starts:
            return speaker.name
    return None


def _bucket(n: int) -> int:
    return 0 if n <= 0 else int(log(n) * 1.8) + 1


def _speaker_key(doc: Document, place: Place, scene: _Scene, c: Candidate) -> Key:
    """Return what is known of a candidate as an earlier speaker."""
    quote = c.quote
    if quote is None:
        return "new", min(scene.nearness.get(c, 9), 4)
    speaker = quote.speaker
    own = c in scene.acting
    kind, before = "", "-"
    if speaker is not None:
        kind = speaker.type
        if speaker.how == "pronoun" and speaker.mention is not None:  # who was उन्होंने is not उसने now
            form = pronoun(fold(speaker.mention.text))
            before = "-" if form is None else form.number
    return (
        "speaker",
        c.rank,
        _bucket(place.anchor - doc.last_token(quote.end)),
        doc.line(quote.end) == scene.line,
        min(c.count, 4),
        scene.streak,
        scene.style,
        min(len(scene.since) - (c in scene.since), 3),
        min(len(scene.acting) - own, 2),
        own,
        kind,
        scene.number,
        scene.form,
        before,
    )


def _noun_keys(doc: Document, scene: _Scene, c: Candidate) -> list[Key]:
    """Return what is known of the nouns that stand for a candidate."""
    if not c.heads:
        return [("absent", c.rank, scene.mode, min(len(scene.subjects), 2))]
    words, base = doc.words, scene.base
    head, subject, full = None, None, False
    for h in c.heads:  # nearest first
        full = full or h.begin < h.token
        if h.token < base:
            head = head or h
            if subject is None and h.subject and h.region == "m":
                subject = h
    if head is not None:
        far = min(scene.here - head.sentence, 5)
    else:
        head = c.heads[0]
        far = 7 if head.token < scene.start else 6
    spoke = c.quote is not None
    known = word(head.word)
    noun = known.noun
    role = ("S" if head.subject else "") + head.case + head.region
    t = head.token
    n = t + 1 if head.case in ("nom", "end") else t + 2  # after its postposition, if it has one
    after = words[n] if n < len(words) else ""
    left = words[t - 1] if t else ""
    previous = word(left) if left else None
    nearness = min(scene.nearness[c], 5)
    often = scene.counts[head.word]
    told = scene.tellers.get(c, _NO_TELLER)
    acts, said, within, respected, surname = _use(doc, head.word)
    return [
        ("role", role, far, scene.mode, scene.form, min(head.order, 2), spoke, scene.style, nearness),
        ("subject", min(len(scene.subjects), 2), scene.mode, spoke, *told, scene.telling, scene.form)
        if subject is None
        else (
            "subjects",
            scene.subjects[c],
            min(scene.here - subject.sentence, 5),
            scene.mode,
            spoke,
            subject.case,
            *told,
            scene.telling,
            scene.form,
        ),
        ("word", head.word),
        ("after", head.case, after),
        ("before", previous.fine if previous is not None and left[0].isalnum() else -1),
        ("kind", *likelihoods(words[head.begin], left, head.word), head.begin < t, spoke, role),
        ("left", "-" if previous is None else previous.noun, previous is not None and name_like(previous), noun, head.begin < t, role),
        ("class", noun, head.case, scene.number, t > scene.last_end, spoke, full, often if often < 6 else 6, often >= scene.most),
        ("acts", acts, said, within, respected, surname, head.case, spoke, scene.mode),
    ]


def _match_key(doc: Document, scene: _Scene, c: Candidate) -> Key:
    """Return how a candidate agrees with the pronoun, and whether the quotation speaks of it."""
    w = c.word
    if w:
        first = doc.words[c.heads[0].begin]
    else:
        parts = c.key.split()
        w = fold(parts[-1]) if parts else ""
        first = fold(parts[0]) if len(parts) > 1 else w
    plural = -1
    for head in c.heads:
        if head.plural >= 0:
            plural = head.plural
            break
    gender = gender_of(scene.told, c.heads, w) if scene.gender else 0
    return (
        "match",
        scene.gender == gender if scene.gender and gender else None,
        scene.shown if scene.gender else "",
        scene.number,
        plural,
        w in scene.inside or first in scene.inside,
        scene.me,
        c.quote is not None,
        scene.links,
        "-" if scene.linked is None else c.key == scene.linked,
    )


def _use(doc: Document, w: str) -> Use:
    """Return how a word stands in the whole document, also later: a person acts and speaks, a thing seldom does; found once a word.

    How often it acts and speaks (up to 3, 2) and something is in or on it (up to 2); whether it stands after a title, and as a surname.
    """
    known = kept(doc).uses
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
        elif after == "में" or after == "पर":
            within += 1
        if p and not (respected and surname):
            left = word(words[p - 1])
            if left.noun in _TITLES:
                respected = True
            elif name_like(left) and left.fine < 250:
                surname = True
                respected = respected or (p > 1 and word(words[p - 2]).noun in _TITLES)
    found = known[w] = min(acts, 3), min(says, 2), min(within, 2), respected, surname
    return found


def spoken(words: Sequence[str], first: int) -> bool:
    """Tell whether a verb of saying follows soon, before the sentence ends or another acts."""
    for w in words[first : first + 10]:
        if w in _SAID:
            return True
        if w in SENTENCE_ENDS or w == "ने":
            return False
    return False
