r"""Noun phrases and pronouns that stand like the subject of saying, found near quotations.

What stands after a phrase tells: ने, का before कहना, के अनुसार, a verb that takes its subject bare. See `quotestance.speakers.candidates` for
the relations. Only words outside quotations are read.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ...text import Document
from ..phrases.mentions import Mention, mention_ending_at
from ..words.classes import BEFORE_NAME, name_like, word
from ..words.pronouns import pronouns
from ..words.small_words import GENITIVE, NO_HEAD, words_for
from .cues import POSTPOSITION, PREPOSITION, STATE, TEXT, Cue, cues_between
from .surroundings import MARKS, Ground

__all__ = ["DETERMINERS", "LABEL_WORDS", "RELATIONS", "SEPARATORS", "Subject", "Subjects", "agent_before", "apposed"]

RELATIONS = ("none", "ne", "bare", "ka", "post", "pre", "place", "by", "heard", "label", "owner")
"""How a mention stands to its verb; see `quotestance.speakers.candidates`."""
NONE, NE, BARE, KA, POST, PRE, PLACE, BY, HEARD, LABEL, OWNER = range(len(RELATIONS))

_POSTPOSITIONS = words_for("postposition")
_ADVERBS = words_for("adverb")
_RELATIVE = words_for("relative")
_WRITINGS = words_for("writing")
_IN_WHICH = frozenset(("जिसमें", "जिसमे", "जिनमें", "जिसपर", "जिनपर"))
DETERMINERS = frozenset(("यह", "ये", "जो"))
"""Pronouns that are objects of saying or stand before a noun far more often than they speak (यह कहा, यह फैसला)."""
LABEL_WORDS = frozenset(("है", "हैं", "था", "थी", "थे", "यह", "ये", "यूं", "कुछ", "ऐसा", "ऐसे", "इस", "प्रकार", "तरह"))
"""What may stand between a noun and the colon before what it says (कैप्शन कुछ यूं है: …)."""
SEPARATORS = frozenset((":", "-", "–", "—", ":-", "।"))
"""Marks between a label and its quotation."""
_OF_NAMES = frozenset(("office", "person", "organisation", *BEFORE_NAME))
"""Classes of nouns that may go on with a name (जल संघ)."""
_DASHES = frozenset(("-", "–", "—", ":", ":-"))
_PERCEIVED = ("सुन", "देख", "दिख", "उद्धृत", "क्वोट")
"""How the words begin that follow what somebody is heard or quoted saying (कहते हुए सुना, कहते दिखे)."""
_APPOSED = 20
"""Most words between the beginning of a sentence and the ne of a name that opens it."""
_FAR = 25
"""Most words between a subject without ने and its verb."""


@cache
def _keys() -> frozenset[str]:
    """Return the words that may show a subject."""
    return frozenset(("ने", "में", "पर", "जिस", "जिन", "द्वारा", "ओर", "तरफ")) | _IN_WHICH | frozenset(pronouns())


class Subject(NamedTuple):
    """A possible subject of saying: its tokens (``last`` inclusive), how it stands, its mention, and its cue where the relation has one."""

    first: int
    last: int
    relation: int
    mention: Mention
    cue: Cue | None


class Subjects:
    """All cues and subjects near the quotations of a document, in order.

    Parameters
    ----------
    doc
        The document.
    ground
        Its quotations and sentences.
    near
        The stretches to look at, as token indices, half open, in order.
    """

    def __init__(self, doc: Document, ground: Ground, near: Sequence[tuple[int, int]]) -> None:
        self.doc = doc
        self.ground = ground
        self.cues: list[Cue] = []
        self._found: dict[int, Subject] = {}
        for first, last in near:
            cues = cues_between(doc, first, last)
            self.cues += cues
            self._by_words(first, last)
            self._by_cues(cues, first, last)
        self._bare()
        self.found = _without_titles(sorted(self._found.values()))
        self.cue_at = [c.start for c in self.cues]
        self.found_at = [s.first for s in self.found]

    def _add(self, at: int, relation: int, first: int, cue: Cue | None = None) -> None:
        words = self.doc.words
        if at >= first and not words[at][:1].isalnum():
            at = _past_insertion(words, at, max(first, self.ground.begin(at)))
        mention = mention_ending_at(self.doc, at) if at >= first else None
        if mention is not None and mention.first >= first:
            self._keep(mention, relation, cue)

    def _keep(self, mention: Mention | None, relation: int, cue: Cue | None) -> None:
        if mention is not None and (relation in (KA, POST) or mention.last not in self._found):
            self._found[mention.last] = Subject(mention.first, mention.last, relation, mention, cue)

    def _owner(self, at: int, first: int, cue: Cue | None) -> None:
        """Add the one whose writing it is: X in X की रिपोर्ट, X के जारी बयान."""
        words = self.doc.words
        for j in range(at - 1, max(first, at - 4), -1):
            if words[j] in GENITIVE:
                self._add(j - 1, OWNER, first, cue)
                return

    def _by_words(self, first: int, last: int) -> None:
        """Add the subjects that a postposition or their own form shows."""
        doc = self.doc
        words, table, keys, add = doc.words, pronouns(), _keys(), self._add
        for i in [i for i in range(first, last) if words[i] in keys]:
            w = words[i]
            if w == "ने":
                self._keep(agent_before(doc, i, first, self.ground.begin(i)), NE, None)
            elif w in _IN_WHICH or w == "जिस" or w == "जिन":
                # … कैप्शन के साथ साझा किया गया, जिसमें लिखा है "…": the writing named before is the source.
                if w in _IN_WHICH or (i + 1 < last and words[i + 1] in ("में", "पर")):
                    for j in range(i - 1, max(first, i - 25) - 1, -1):
                        if words[j] in _WRITINGS:
                            add(j, PLACE, first)
                            break
            elif w in table:
                told = table[w]
                if told.case == "erg":
                    add(i, NE, first)
                elif told.case == "nom" and w not in DETERMINERS:
                    add(i, BARE, first)
            elif w == "में" or w == "पर":
                if i > first and words[i - 1] in _WRITINGS:
                    add(i - 1, PLACE, first)
                    self._owner(i - 1, first, None)
            elif w == "द्वारा":
                add(i - 1, BY, first)
            elif (w == "ओर" or w == "तरफ") and i + 1 < last and words[i + 1] == "से" and i - 2 >= first and words[i - 1] == "की":
                add(i - 2, BY, first)

    def _by_cues(self, cues: Sequence[Cue], first: int, last: int) -> None:
        """Add the subjects that stand right at a cue."""
        words = self.doc.words
        said = {i for c in cues for i in range(c.start, c.end)}
        for cue in cues:
            if cue.form == STATE:
                self._possessor(cue, first, last)
            elif cue.form == POSTPOSITION:
                self._source(cue, first)
            elif cue.form == PREPOSITION:
                self._after(cue, last)
            elif cue.form == TEXT:
                label = cue.end < last and (words[cue.end] in SEPARATORS or words[cue.end] in MARKS)
                self._add(cue.end - 1, LABEL if label else PLACE, first, cue)  # or: कैप्शन के साथ वायरल है: "…"
            else:
                if not cue.ergative or cue.passive:
                    j = cue.start - 1
                    while j > first and words[j] in _ADVERBS:
                        j -= 1
                    if j >= first and words[j] not in _POSTPOSITIONS and j not in said:
                        self._add(j, BARE, first)
                if any(w.startswith(_PERCEIVED) for w in words[cue.end : cue.end + 4]):
                    self._heard(cue, first)

    def _possessor(self, cue: Cue, first: int, last: int) -> None:
        """Add whose saying it is, before the noun or after its copula (रमेश का कहना है, कहना है रमेश का, उनका कहना है)."""
        words, table = self.doc.words, pronouns()
        after = words[cue.end] if cue.end < last else ""
        places = [*range(cue.start - 1, max(first, cue.start - 6) - 1, -1)]
        places += range(cue.end + 1, min(last, cue.end + 9)) if after in LABEL_WORDS else ()
        for j in places:
            if words[j] in GENITIVE:
                self._add(j - 1, KA, first, cue)
                return
            if words[j] in table and table[words[j]].case == "gen":
                self._add(j, KA, first, cue)
                return

    def _source(self, cue: Cue, first: int) -> None:
        """Add the source before its cue (रमेश के अनुसार), for a piece of writing also whose it is (संघ की रिपोर्ट के अनुसार)."""
        if cue.start <= first:
            return
        words = self.doc.words
        at = cue.start - 1
        self._add(at, POST, first, cue)
        if words[cue.verb] == "हवाले" and words[at] not in _WRITINGS:
            self._drop_reporter(cue, first)
        if words[at] in _WRITINGS:
            self._owner(at, first, cue)
        elif cue.start == cue.verb and at > first and words[at] in ("के", "की"):
            self._add(at - 1, POST, first, cue)

    def _drop_reporter(self, cue: Cue, first: int) -> None:
        """Drop who only passes it on (एजेंसी in एजेंसी ने मंत्री के हवाले से कहा): the speaker is who said it."""
        words = self.doc.words
        for i in range(cue.start - 1, max(first, cue.start - 12), -1):
            if words[i] == "ने":
                reporter = agent_before(self.doc, i, first, first)
                if reporter is not None:
                    self._found.pop(reporter.last, None)
                return
            if not words[i][:1].isalnum():
                return

    def _heard(self, cue: Cue, first: int) -> None:
        """Add who is heard or seen saying it, also before the quotation (किसानों को "…" कहते सुना)."""
        words, ground = self.doc.words, self.ground
        k, least = cue.start - 1, max(first, cue.start - 13)
        if k < first + 2:
            b = bisect_right(ground.block_ends, k + 1) - 1
            if b >= 0 and ground.block_ends[b] == first and ground.block_starts[b] > 0:
                k = ground.block_starts[b] - 1
                least = first = max(0, k - 12)
        for j in range(k, least, -1):
            if words[j] == "को":
                self._add(j - 1, HEARD, first)
                return
            if words[j] == "ने" or not words[j][:1].isalnum():
                return

    def _after(self, cue: Cue, last: int) -> None:
        """Add the source that follows its cue (बकौल रमेश पाल)."""
        words, end = self.doc.words, cue.end
        while end < min(last, cue.end + 6) and words[end][:1].isalnum() and words[end] not in _POSTPOSITIONS:
            end += 1
        mention = mention_ending_at(self.doc, end - 1) if end > cue.end else None
        if mention is not None:
            if mention.first < cue.end:  # बकौल itself is no part of the name
                mention = Mention(self.doc.starts[cue.end], mention.end, cue.end, mention.last, mention.how)
            self._found[mention.last] = Subject(mention.first, mention.last, PRE, mention, cue)

    def _headline(self, cue: Cue) -> bool:
        """Tell whether a verb stands alone between comma and dash, as in headlines (रमेश पाल पटना पहुंचे, कहा- …)."""
        words = self.doc.words
        return cue.end < len(words) and cue.start > 0 and words[cue.start - 1] in (",", "।", "और") and words[cue.end] in _DASHES

    def _bare(self) -> None:
        """Add the subjects without ने: before a verb that takes none, in its sentence, also beyond a quotation (वे इसे "…" मानते हैं)."""
        ground = self.ground
        starts, ends = ground.block_starts, ground.block_ends
        done = 0
        for cue in self.cues:
            if cue.form >= STATE or (cue.ergative and not self._headline(cue)):
                continue
            least = max(done, ground.begin(cue.start))
            right, left = cue.start, _FAR
            b = bisect_left(starts, right) - 1
            while right > least and left > 0:
                edge = max(least, ends[b] if b >= 0 else 0, right - left)
                for mention in _free(self.doc, edge, right):
                    self._keep(mention, BARE, None)
                left -= right - edge
                if b < 0 or edge != ends[b]:
                    break
                right = starts[b]
                b -= 1
            done = max(done, cue.start)


def _free(doc: Document, first: int, last: int) -> list[Mention]:
    """Return the phrases in a stretch that no postposition closes, in order.

    Only their own last words are asked: the phrase before a postposition may reach too far left, over the subject (रमेश इस फैसले को).
    """
    words, table = doc.words, pronouns()
    found: list[Mention] = []
    for i in range(first, last):
        w = words[i]
        after = words[i + 1] if i + 1 < len(words) else ""
        if after in _POSTPOSITIONS or w in NO_HEAD or w in table or not w[:1].isalnum():
            continue
        known, then = word(w), word(after) if after else None
        if known.noun:
            if known.noun in BEFORE_NAME:
                continue
        elif not name_like(known) or (then is not None and after[:1].isalnum() and (then.noun in _OF_NAMES or name_like(then))):
            continue
        mention = mention_ending_at(doc, i)
        if mention is not None and mention.first >= first and mention.how != "pronoun":
            while found and found[-1].first >= mention.first:
                found.pop()
            found.append(mention)
    return found


def _without_titles(found: list[Subject]) -> list[Subject]:
    """Leave out a description right before a name: its title (शिक्षक रमेश पाल कहते हैं)."""
    return [
        s
        for i, s in enumerate(found)
        if not (
            s.relation == BARE
            and i + 1 < len(found)
            and found[i + 1].first == s.last + 1
            and s.mention.how == "description"
            and found[i + 1].mention.how == "name"
        )
    ]


def agent_before(doc: Document, ne: int, first: int, begin: int) -> Mention | None:
    """Return the noun phrase that a ne marks as the agent.

    Parameters
    ----------
    doc
        The document.
    ne
        The token of ne.
    first
        The token before which the phrase does not reach.
    begin
        The token with which the sentence begins, or any before ``first``.
    """
    words = doc.words
    at = ne - 1
    if "," in words[max(first, begin, ne - _APPOSED) : ne]:
        named = apposed(words, ne, max(first, begin))
        at = named if named >= 0 else at
    if at >= first and not words[at][:1].isalnum():
        at = _past_insertion(words, at, max(first, begin))
    mention = mention_ending_at(doc, at) if at >= first else None
    inserted = at < ne - 2 and words[ne - 1] == "," and (at < first or _RELATIVE.isdisjoint(words[at + 1 : ne]))
    if inserted and (mention is None or mention.how == "description"):
        inner = mention_ending_at(doc, ne - 2)  # उनके भाई, रमेश पाल, ने
        if inner is not None and inner.how == "name" and inner.first > at:
            mention = inner
    return mention if mention is not None and mention.first >= first else None


def apposed(words: Sequence[str], ne: int, begin: int) -> int:
    """Return the last word of a name that opens the sentence before a comma and what it is (रमेश पाल, संघ के सचिव ने), -1 without one.

    Translated news leaves out the second comma.
    """
    if ne - begin > _APPOSED:
        return -1
    for j in range(begin + 1, min(begin + 5, ne - 1)):
        if words[j] == ",":
            # At least two words that are mostly names: no dateline, no हालांकि, no वहीं.
            named = j - begin > 1 and all(not w[:1].isalnum() or name_like(word(w)) for w in words[begin:j])
            return j - 1 if named else -1
    return -1


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
