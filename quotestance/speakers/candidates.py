r"""Who could have said a quotation: the mentions around it that stand like a subject of saying, each with the cue it would govern.

A mention becomes a candidate by what stands after it (``RELATIONS``): ne (X ने), bare (वे कहते हैं), ka (X का कहना है), post (X के अनुसार),
pre (बकौल X), place (कैप्शन में लिखा है), by (X द्वारा, X की ओर से), heard (X को कहते सुना), label (X: "…", "…": X), owner (X के बयान में, X की रिपोर्ट
के अनुसार). Noun phrases with को, से, पर and the like are no subjects and never candidates: whoever is told, blamed or asked is not the
speaker.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ..records import Quote
from ..text import Document
from .cues import CLASSES, FORMS, Cue, cues_between
from .mentions import Mention, mention_ending_at, mentions_between
from .pronouns import pronouns
from .small_words import words_for
from .surroundings import MARKS, Ground, Surroundings
from .words import name_like, word

__all__ = ["RELATIONS", "Candidate", "Candidates", "Finder"]

RELATIONS = ("none", "ne", "bare", "ka", "post", "pre", "place", "by", "heard", "label", "owner")
"""How a mention stands to its verb; see the module's description."""
NONE, NE, BARE, KA, POST, PRE, PLACE, BY, HEARD, LABEL, OWNER = range(len(RELATIONS))

_STATE, _POST, _PRE, _TEXT = (FORMS.index(f) for f in ("state", "post", "pre", "text"))
_CONJUNCTIVE, _PARTICIPLE, _INFINITIVE, _PERFECTIVE = (FORMS.index(f) for f in ("conjunctive", "participle", "infinitive", "perfective"))
_FEEL = CLASSES.index("feel")
_POSTPOSITIONS = words_for("postposition")
_ADVERBS = words_for("adverb")
_IN_WHICH = frozenset(("जिसमें", "जिसमे", "जिनमें", "जिसपर", "जिनपर"))
_RELATIVE = words_for("relative")
_DETERMINERS = frozenset(("यह", "ये", "जो"))
"""Pronouns that are objects of saying or stand before a noun far more often than they speak (यह कहा, यह फैसला)."""
_COPULAS = frozenset(("है", "हैं", "था", "थी", "थे", "यह", "ये", "यूं", "कुछ", "ऐसा", "ऐसे", "इस", "प्रकार", "तरह"))
_SEPARATORS = frozenset((":", "-", "–", "—", ":-", "।"))
_PLACES = words_for("writing")


@cache
def _keys() -> frozenset[str]:
    """Return the words that may show a subject."""
    return frozenset(("ने", "में", "पर", "जिस", "जिन", "द्वारा", "ओर")) | _IN_WHICH | frozenset(pronouns())


class Candidate(NamedTuple):
    """One possible source of a quotation.

    ``mention`` is ``None`` for "no mention"; ``relation`` an index into `RELATIONS`; ``place``, ``end`` the places of its first word and of
    the word after it (0 is the quotation), ``sentence`` and ``crossed`` those of its stretch; ``cue`` the cue it would govern, standing at
    ``cue_place`` (``cue_gap`` words between cue and quotation).
    """

    mention: Mention | None
    relation: int
    place: int
    end: int
    sentence: int
    crossed: int
    cue: Cue | None = None
    cue_place: int = 0
    cue_gap: int = 99
    cue_crossed: int = 0


class Candidates(NamedTuple):
    """The candidates of one quotation, the one without mention last, and what stands around it."""

    around: Surroundings
    rows: list[Candidate]


class _Subject(NamedTuple):
    first: int
    last: int
    relation: int
    mention: Mention
    cue: Cue | None


class Finder:
    """Finds candidates: scans the words near the quotations of a document once, then answers for each quotation.

    Parameters
    ----------
    doc
        The document.
    quotes
        Its quotations, in any order; they may overlap.
    """

    def __init__(self, doc: Document, quotes: Sequence[Quote]) -> None:
        self.doc = doc
        self.ground = Ground(doc, quotes)
        self.cues: list[Cue] = []
        self.subjects: list[_Subject] = []
        for first, last in self.ground.near():
            self._scan(first, last)
        self._cue_at = [c.start for c in self.cues]
        self._subject_at = [s.first for s in self.subjects]

    def _scan(self, first: int, last: int) -> None:
        doc = self.doc
        words = doc.words
        cues = cues_between(doc, first, last)
        said = {i for c in cues for i in range(c.start, c.end)}
        found: dict[int, _Subject] = {}

        def add(at: int, relation: int, cue: Cue | None = None) -> None:
            if at >= first and not words[at][:1].isalnum():
                at = _past_insertion(words, at, first)
            mention = mention_ending_at(doc, at) if at >= first else None
            if mention is not None and mention.first >= first:
                known = found.get(mention.last)
                if known is None or relation in (KA, POST):
                    found[mention.last] = _Subject(mention.first, mention.last, relation, mention, cue)

        def owner(at: int, cue: Cue | None) -> None:
            """Add the one whose writing it is: X in X की रिपोर्ट, X के जारी बयान."""
            for j in range(at - 1, max(first, at - 4), -1):
                if words[j] in ("का", "के", "की"):
                    add(j - 1, OWNER, cue)
                    return

        table = pronouns()
        keys = _keys()
        for i in [i for i in range(first, last) if words[i] in keys]:
            w = words[i]
            if w == "ने":
                at = self._apposed(i, first)
                add(at if at >= 0 else i - 1, NE)
            elif w in table:
                told = table[w]
                if told.case == "erg":
                    add(i, NE)
                elif told.case == "nom" and w not in _DETERMINERS:
                    add(i, BARE)
            elif w == "में" or w == "पर":
                if i > first and words[i - 1] in _PLACES:
                    add(i - 1, PLACE)
                    owner(i - 1, None)
            elif w in _IN_WHICH or w == "जिस" or w == "जिन":
                # … कैप्शन के साथ साझा किया गया, जिसमें लिखा है "…": the writing named before is the source.
                if w in _IN_WHICH or (i + 1 < last and words[i + 1] in ("में", "पर")):
                    for j in range(i - 1, max(first, i - 25) - 1, -1):
                        if words[j] in _PLACES:
                            add(j, PLACE)
                            break
            elif w == "द्वारा":
                add(i - 1, BY)
            elif w == "ओर" and i + 1 < last and words[i + 1] == "से" and i - 2 >= first and words[i - 1] == "की":
                add(i - 2, BY)
        for cue in cues:
            if cue.form == _STATE:
                after = words[cue.end] if cue.end < last else ""
                places = [*range(cue.start - 1, max(first, cue.start - 6) - 1, -1)]
                places += range(cue.end + 1, min(last, cue.end + 9)) if after in _COPULAS else ()
                for j in places:
                    if words[j] in ("का", "की", "के"):
                        add(j - 1, KA, cue)
                        break
                    if words[j] in table and table[words[j]].case == "gen":
                        add(j, KA, cue)
                        break
            elif cue.form == _POST:
                genitive = cue.start - 1 >= first and words[cue.start - 1] in table and cue.start == cue.verb
                add(cue.start - 1, POST, cue)
                if cue.start > first and words[cue.start - 1] in _PLACES:
                    owner(cue.start - 1, cue)
                if not genitive and cue.start == cue.verb and cue.start - 2 >= first and words[cue.start - 1] in ("के", "की"):
                    add(cue.start - 2, POST, cue)
            elif cue.form == _PRE:
                end = cue.end
                while end < min(last, cue.end + 6) and words[end][:1].isalnum() and words[end] not in _POSTPOSITIONS:
                    end += 1
                mention = mention_ending_at(doc, end - 1) if end > cue.end else None
                if mention is not None:
                    if mention.first < cue.end:  # बकौल itself is no part of the name
                        mention = Mention(doc.starts[cue.end], mention.end, cue.end, mention.last, mention.how)
                    found[mention.last] = _Subject(mention.first, mention.last, PRE, mention, cue)
            elif cue.form == _TEXT:
                if cue.end < last and words[cue.end] in _SEPARATORS | MARKS:
                    add(cue.end - 1, LABEL, cue)
            else:
                j = cue.start - 1
                if not cue.ergative or cue.passive:
                    while j > first and words[j] in _ADVERBS:
                        j -= 1
                    if j >= first and words[j] not in _POSTPOSITIONS and j not in said:
                        add(j, BARE)
                heard = cue.form in (_PARTICIPLE, _INFINITIVE, _CONJUNCTIVE) or (cue.end < last and words[cue.end].startswith("सुन"))
                if heard:
                    for k in range(cue.start - 1, max(first, cue.start - 13), -1):
                        if words[k] == "को":
                            add(k - 1, HEARD)
                            break
                        if words[k] == "ने" or not words[k][:1].isalnum():
                            break
        cuts = self.ground.cuts
        done = first
        for cue in cues:
            # A subject without ने stands before its verb in the same sentence, seldom far.
            if cue.ergative or cue.form >= _STATE:
                continue
            k = bisect_right(cuts, cue.start) - 1
            begin = max(done, cue.start - 25, cuts[k] if k >= 0 else 0)
            for mention in mentions_between(doc, begin, cue.start):
                then = mention.last + 1
                if mention.last not in found and words[then] not in _POSTPOSITIONS and mention.how != "pronoun":
                    found[mention.last] = _Subject(mention.first, mention.last, BARE, mention, None)
            done = max(done, cue.start)
        self.cues.extend(cues)
        self.subjects.extend(sorted(found.values()))

    def _apposed(self, ne: int, first: int) -> int:
        """Return the last word of a name that opens the sentence before a comma and what it is (रमेश पाल, संघ के सचिव ने), -1 without one.

        Translated news leaves out the second comma.
        """
        words, cuts = self.doc.words, self.ground.cuts
        k = bisect_right(cuts, ne) - 1
        begin = max(first, cuts[k] if k >= 0 else 0)
        if ne - begin > 20:
            return -1
        for j in range(begin + 1, min(begin + 5, ne - 1)):
            if words[j] == ",":
                # At least two words that are mostly names: no dateline, no हालांकि, no वहीं.
                named = j - begin > 1 and all(not w[:1].isalnum() or name_like(word(w)) for w in words[begin:j])
                return j - 1 if named else -1
        return -1

    def candidates(self, quote: Quote) -> Candidates:
        """Return the candidates of one quotation."""
        doc, ground = self.doc, self.ground
        words = doc.words
        around = ground.around(quote)
        rows: list[Candidate] = []
        placed: list[tuple[int, int, int, Cue]] = []  # place of the start, of the end, sentence, cue
        crossed_of: dict[int, int] = {}
        for stretch in (*reversed(around.left), *around.right):
            first, last, sentence, base, crossed = stretch
            k = bisect_left(self._cue_at, first)
            while k < len(self.cues) and self._cue_at[k] < last:
                cue = self.cues[k]
                placed.append((cue.start - base, cue.end - base, sentence, cue))
                crossed_of[cue.start] = crossed
                k += 1
            k = bisect_left(self._subject_at, first)
            while k < len(self.subjects) and self._subject_at[k] < last:
                s = self.subjects[k]
                rows.append(Candidate(s.mention, s.relation, s.first - base, s.last + 1 - base, sentence, crossed, s.cue))
                k += 1
        self._labels(around, rows)
        comma = around.outer_first > 0 and words[around.outer_first - 1] in (",", ":", "कि", "-", "–")
        rows = [self._with_cue(row, n, rows, placed, crossed_of, comma) for n, row in enumerate(rows)]
        best, gap = None, 99
        for place, end, sentence, cue in placed:
            if sentence == 0:
                g = _gap(place, end, comma) + (4 if cue.form in (_PARTICIPLE, _CONJUNCTIVE, _INFINITIVE) else 0)
                if g < gap:
                    best, gap = (place, end, sentence, cue), g
        if best is None:
            rows.append(Candidate(None, NONE, 0, 0, 0, 0))
        else:
            place, end, _, cue = best
            rows.append(Candidate(None, NONE, 0, 0, 0, 0, cue, place, -end if end <= 0 else place - 1, crossed_of[cue.start]))
        return Candidates(around, rows)

    def _labels(self, around: Surroundings, rows: list[Candidate]) -> None:
        """Add the source that labels a quotation: X: "…", "…" – X."""
        doc = self.doc
        words = doc.words
        i = around.outer_first - 1
        known = {row.mention.last for row in rows if row.mention is not None}
        if i > 0 and words[i] in _SEPARATORS and words[i] != "।" and i not in self.ground.line_starts:
            at = i - 1
            while at > i - 5 and at > 0 and words[at] in _COPULAS:
                at -= 1  # कैप्शन कुछ यूं है: "…"
            verb = any(c.start <= at < c.end and c.form < _STATE for c in self.cues[bisect_left(self._cue_at, at - 5) :][:8])
            mention = None if verb else mention_ending_at(doc, at)
            if mention is not None and mention.last not in known:
                rows.append(Candidate(mention, LABEL, mention.first - i - 1, mention.last - i, 0, 0))
        i = around.outer_last
        if i + 1 >= len(words):
            return
        if words[i] not in _SEPARATORS:
            i = self._line_label(around)
            if i < 0:
                return
        # The source ends with its line, or before the next mark.
        end = i + 1
        while end < len(words) and end < i + 10 and words[end][:1].isalnum() and (end not in self.ground.line_starts or end == i + 1):
            end += 1
        mention = mention_ending_at(doc, end - 1)
        if mention is None or mention.first <= i:
            mention = next(iter(mentions_between(doc, i + 1, end)), None)
        if mention is not None and i < mention.first <= i + 4 and mention.last not in known:
            place = around.right[0].base if around.right else i - 1
            rows.append(Candidate(mention, LABEL, mention.first - place, mention.last + 1 - place, 0, 0))

    def _line_label(self, around: Surroundings) -> int:
        """Return the separator before a source that ends the quotation's line (… "नाकाबंदी" हो सकती है - मंत्री), -1 where there is none."""
        if not around.right or around.right[0].sentence != 0:
            return -1
        words, stretch = self.doc.words, around.right[0]
        if stretch.last < len(words) and stretch.last not in self.ground.line_starts:
            return -1
        for i in range(stretch.last - 2, max(stretch.first, stretch.last - 8), -1):
            if words[i] in _SEPARATORS and words[i] != "।":
                return i
        return -1

    def _with_cue(
        self,
        row: Candidate,
        number: int,
        rows: list[Candidate],
        placed: list[tuple[int, int, int, Cue]],
        crossed_of: dict[int, int],
        comma: bool,
    ) -> Candidate:
        if row.cue is not None:
            for place, end, _, cue in placed:
                if cue is row.cue:
                    return row._replace(cue_place=place, cue_gap=-end if end <= 0 else place - 1, cue_crossed=crossed_of[cue.start])
            return row
        # The cue follows its subject in the same sentence, before the next subject with ने.
        limit = 10**6
        for other in rows:
            if other.relation == NE and other.place >= row.end and other.sentence == row.sentence:
                limit = min(limit, other.place)
        best, score = None, 10**6
        before = None
        for item in placed:
            place, end, sentence, cue = item
            if sentence != row.sentence or cue.form >= _STATE:
                continue
            if place >= row.end:
                if place < limit:
                    g = _gap(place, end, comma)
                    if cue.form in (_PARTICIPLE, _CONJUNCTIVE, _INFINITIVE):
                        g += 5
                    if cue.kind == _FEEL:
                        g += 3
                    if g < score:
                        best, score = item, g
            elif end <= row.place and row.place - end <= 1:
                before = item
        best = best or before
        if best is None:
            return row
        place, end, _, cue = best
        return row._replace(cue=cue, cue_place=place, cue_gap=-end if end <= 0 else place - 1, cue_crossed=crossed_of[cue.start])


def _past_insertion(words: Sequence[str], at: int, first: int) -> int:
    """Return the last word of the phrase that an insertion parts from its postposition, -1 where there is none.

    ``at`` is the mark before the postposition: ‘समिति’ ने; रमेश (45) ने; रमेश, जो किसान हैं, ने; रमेश पाल, गांव के मुखिया, का कहना है.
    """
    while at >= first and words[at] in MARKS:
        at -= 1
    if at < first or words[at][:1].isalnum():
        return at
    if words[at] == ")":
        for j in range(at - 1, max(first, at - 15), -1):
            if words[j] == "(":
                return _past_insertion(words, j - 1, first)
        return -1
    if words[at] not in (",", "-", "–", "—"):
        return -1
    for j in range(at - 1, max(first, at - 30), -1):
        if words[j] in _RELATIVE and words[j - 1] == words[at]:
            return _past_insertion(words, j - 2, first)
    for j in range(at - 1, max(first, at - 14), -1):
        if words[j] == words[at]:
            return _past_insertion(words, j - 1, first)
        if words[j] in ("ने", "है", "हैं", "था", "कि"):
            break
    return -1


def _gap(place: int, end: int, comma: bool) -> int:
    """Words between a cue and the quotation; a cue before it that कि, a comma or a colon ties to it counts as nearer."""
    if end <= 0:
        return max(0, -end - (2 if comma else 0))
    return place - 1
