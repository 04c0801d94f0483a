r"""Who could have said a quotation: the mentions around it that stand like a subject of saying, each with the cue it would govern.

A mention becomes a candidate by what stands after it (``RELATIONS``): ne (X ने), bare (वे कहते हैं), ka (X का कहना है), post (X के अनुसार),
pre (बकौल X), place (कैप्शन में लिखा है), by (X द्वारा, X की ओर से), heard (X को कहते सुना), label (X: "…", "…": X), owner (X के बयान में, X की रिपोर्ट
के अनुसार). Noun phrases with को, से, पर and the like are no subjects and never candidates: whoever is told, blamed or asked is not the
speaker.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..records import Quote
from ..text import Document
from .phrases.mentions import Mention, mention_ending_at, mentions_between
from .reading.cues import CLASSES, NOT_FINITE, STATE, Cue
from .reading.subjects import LABEL, LABEL_WORDS, NE, NONE, RELATIONS, SEPARATORS, Subjects, apposed
from .reading.surroundings import SENTENCE_ENDS, Ground, Surroundings

__all__ = ["RELATIONS", "Candidate", "Candidates", "Finder"]

_FEEL = CLASSES.index("feel")


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


class Finder:
    """Finds candidates: scans the words near the quotations of a document once, then answers for each quotation.

    Parameters
    ----------
    doc
        The document.
    quotes
        Its quotations, in any order; they may overlap.
    ground
        The same quotations, masked, where that is made already.
    asked
        The quotations whose candidates will be asked for; all where not given.
    """

    def __init__(self, doc: Document, quotes: Sequence[Quote], ground: Ground | None = None, asked: Sequence[Quote] | None = None) -> None:
        self.doc = doc
        self.ground = ground or Ground(doc, quotes)
        self.around = {(q.start, q.end): self.ground.around(q) for q in (quotes if asked is None else asked)}
        self.subjects = Subjects(doc, self.ground, _near(self.around.values()))

    def candidates(self, quote: Quote) -> Candidates:
        """Return the candidates of one quotation."""
        subjects = self.subjects
        words = self.doc.words
        around = self.around[quote.start, quote.end]
        cues, cue_at, found, found_at = subjects.cues, subjects.cue_at, subjects.found, subjects.found_at
        comma = around.outer_first > 0 and words[around.outer_first - 1] in (",", ":", "कि", "-", "–")
        rows: list[Candidate] = []
        placed: list[_Placed] = []
        for first, last, sentence, base, crossed in (*reversed(around.left), *around.right):
            k = bisect_left(cue_at, first)
            while k < len(cues) and cue_at[k] < last:
                cue = cues[k]
                place, end = cue.start - base, cue.end - base
                placed.append((place, end, sentence, cue, _gap(place, end, comma), crossed))
                k += 1
            k = bisect_left(found_at, first)
            while k < len(found) and found_at[k] < last:
                at, to, relation, mention, own = found[k]
                rows.append(Candidate(mention, relation, at - base, to + 1 - base, sentence, crossed, own))
                k += 1
        self._labels(around, rows)
        subjects_with_ne = [(row.place, row.sentence) for row in rows if row.relation == NE]
        rows = [_with_cue(row, subjects_with_ne, placed) for row in rows]
        best, least = None, 99
        for item in placed:
            _, _, sentence, cue, gap, _ = item
            if sentence == 0:
                gap += 4 if cue.form in NOT_FINITE else 0
                if gap < least:
                    best, least = item, gap
        rows.append(_NOBODY if best is None else _governing(_NOBODY, best))
        return Candidates(around, rows)

    def _labels(self, around: Surroundings, rows: list[Candidate]) -> None:
        """Add the source that labels a quotation: X: "…", "…" – X."""
        doc = self.doc
        words = doc.words
        i = around.outer_first - 1
        known = {row.mention.last for row in rows if row.mention is not None}
        if i > 0 and words[i] in SEPARATORS and words[i] != "।" and i not in self.ground.line_starts:
            at = i - 1
            while at > i - 5 and at > 0 and words[at] in LABEL_WORDS:
                at -= 1  # कैप्शन कुछ यूं है: "…"
            verb = any(c.start <= at < c.end and c.form < STATE for c in self._near(at))
            named = self._named_before(at)
            mention = None if verb else mention_ending_at(doc, at if named < 0 else named)
            if mention is not None and mention.last not in known:
                rows.append(Candidate(mention, LABEL, mention.first - i - 1, mention.last - i, 0, 0))
        i = around.outer_last
        if i + 1 >= len(words):
            return
        if words[i] not in SEPARATORS:
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

    def _named_before(self, at: int) -> int:
        """Return the last word of the name that opens a label before what it is (रमेश पाल, अध्यक्ष, जल संघ: …), -1 where there is none."""
        words, begin = self.doc.words, at
        while begin > 0 and begin > at - 12 and begin not in self.ground.line_starts and words[begin - 1] not in SENTENCE_ENDS:
            begin -= 1
        return apposed(words, at + 1, begin) if "," in words[begin:at] else -1

    def _near(self, at: int) -> list[Cue]:
        """Return the cues that begin a little before a token, or after it."""
        k = bisect_left(self.subjects.cue_at, at - 5)
        return self.subjects.cues[k : k + 8]

    def _line_label(self, around: Surroundings) -> int:
        """Return the separator before a source that ends the quotation's line (… "नाकाबंदी" हो सकती है - मंत्री), -1 where there is none."""
        if not around.right or around.right[0].sentence != 0:
            return -1
        words, stretch = self.doc.words, around.right[0]
        if stretch.last < len(words) and stretch.last not in self.ground.line_starts:
            return -1
        for i in range(stretch.last - 2, max(stretch.first, stretch.last - 8), -1):
            if words[i] in SEPARATORS and words[i] != "।":
                return i
        return -1


def _near(around: Iterable[Surroundings]) -> list[tuple[int, int]]:
    """Return the stretches around quotations, joined where they touch, in order."""
    near: list[tuple[int, int]] = []
    for first, last in sorted({(s.first, s.last) for a in around for s in (*a.left, *a.right)}):
        if near and first <= near[-1][1]:
            if last > near[-1][1]:
                near[-1] = (near[-1][0], last)
        else:
            near.append((first, last))
    return near


_NOBODY = Candidate(None, NONE, 0, 0, 0, 0)
_Placed = tuple[int, int, int, Cue, int, int]
"""A cue near a quotation: the places of its start and end, its sentence, the cue, its `_gap`, the other quotations between."""


def _governing(row: Candidate, item: _Placed) -> Candidate:
    """Return a candidate with the cue that it governs."""
    place, end, _, cue, _, crossed = item
    return Candidate(*row[:6], cue, place, -end if end <= 0 else place - 1, crossed)


def _with_cue(row: Candidate, subjects: Sequence[tuple[int, int]], placed: Sequence[_Placed]) -> Candidate:
    """Return a candidate with its cue, if it has one; ``subjects`` are place and sentence of those with ne."""
    _, _, begin, then, own, _, fixed, *_ = row
    if fixed is not None:
        for item in placed:
            if item[3] is fixed:
                return _governing(row, item)
        return row
    # The cue follows its subject in the same sentence, before the next subject with ने.
    limit = min([at for at, sentence in subjects if at >= then and sentence == own], default=10**6)
    best, score = None, 10**6
    before = None
    for item in placed:
        place, end, sentence, cue, g, _ = item
        if sentence != own or cue.form >= STATE:
            continue
        if place >= then:
            if place < limit:
                if cue.form in NOT_FINITE:
                    g += 5
                if cue.kind == _FEEL:
                    g += 3
                if g < score:
                    best, score = item, g
        elif end <= begin and begin - end <= 1:
            before = item
    best = best or before
    return row if best is None else _governing(row, best)


def _gap(place: int, end: int, comma: bool) -> int:
    """Words between a cue and the quotation; a cue before it that कि, a comma or a colon ties to it counts as nearer."""
    if end <= 0:
        return max(0, -end - (2 if comma else 0))
    return place - 1
