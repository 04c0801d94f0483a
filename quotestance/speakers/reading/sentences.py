"""The reporter's sentences, and the nouns in them that a pronoun can mean, each with its part in the sentence.

A noun is known by its last word, a name also by its first. What stands inside quotations is left out, and a sentence goes on over a
quotation that it carries. Each sentence is looked at once, and only where a pronoun near by asks for it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from ...text import Document
from ...text.cache import Cache
from ..kept import kept
from ..phrases.name_ends import goes_on
from ..words.classes import BEFORE_NAME, name_like, noun_class, word
from ..words.positions import positions
from ..words.pronouns import pronoun
from ..words.small_words import NO_HEAD, words_for
from .surroundings import SENTENCE_ENDS

__all__ = ["CASES", "Head", "Quoted", "Sentences", "sentence_ends", "sentences"]

CASES = {"ने": "erg", "को": "acc", "से": "obl", "में": "loc", "पर": "loc", "का": "gen", "की": "gen", "के": "gen", "द्वारा": "agt", "भी": "also"}
"""What the word after a noun says about its part in the sentence."""
_SOURCE = frozenset({"अनुसार", "मुताबिक", "हवाले"})
_SUBJECTS = frozenset({"उन्होंने", "उन्होने", "उसने", "वह", "वे", "वो"})
"""Pronouns in the subject's place: whom they meant is likely meant again."""
_RELATIVE = (words_for("relative") | {"जब"}) - {"जिसमें", "जिनमें"}
"""Words that open a clause, as the model of antecedents has learned them: also जब, but not what is in something (जिसमें)."""
_TELLING = frozenset({"कहना", "मानना", "दावा", "आरोप", "तर्क", "सुझाव", "अनुमान", "विचार", "सवाल", "राय"})
"""What somebody's (X का, की) is told by the clause with कि after it."""
_JOINS = frozenset({"और", "लेकिन", "मगर", "तथा", "एवं", "पर", "व"})
_LONGEST = 4
"""Words by which a name can go on."""
_MOST_TOKENS = 500
"""Tokens after which a sentence is cut: a text without any end would be looked at again and again."""
_BACK = 5
"""Nouns before ``, ने`` among which its own is looked for."""
_NO_NAME = frozenset({"वाला", "वाली", "वाले"})
_PEOPLE = frozenset({"office", "person", "group", "organisation"})
_AGREE: dict[str, tuple[int, int]] = {
    **dict.fromkeys(("था", "गया", "रहा", "हुआ", "चुका", "आया"), (1, 0)),
    **dict.fromkeys(("थे", "गए", "गये", "रहे", "हुए", "चुके", "आए", "आये", "बोले", "पहुंचे", "मिले", "लौटे"), (1, 1)),
    **dict.fromkeys(("थी", "बोली"), (2, 0)),
    **dict.fromkeys(("गई", "गयी", "रही", "हुई", "चुकी", "आई"), (2, -1)),
    **dict.fromkeys(("थीं", "गईं", "रहीं", "हुईं", "चुकीं", "आईं", "बोलीं", "पहुंचीं", "मिलीं", "लौटीं"), (2, 1)),
    "है": (0, 0),
    "हैं": (0, 1),
}
"""Gender (1 masculine, 2 feminine, 0 both) and number (1 plural or with respect, 0 singular, -1 both) of common finite verbs."""
_HABITUAL = {"ता": (1, 0), "ते": (1, 1), "ती": (2, -1), "तीं": (2, 1)}
_AUXILIARIES = frozenset({"है", "हैं", "था", "थे", "थी", "थीं", "हूं", "रहा", "रहे", "रही", "हुआ", "हुए", "हुई"})
_FUTURE = {
    **dict.fromkeys(("ेगा", "एगा", "ोगा"), (1, 0)),
    **dict.fromkeys(("ेंगे", "एंगे", "ोंगे"), (1, 1)),
    **dict.fromkeys(("ेगी", "एगी", "ोगी"), (2, 0)),
    **dict.fromkeys(("ेंगी", "एंगी", "ोंगी"), (2, 1)),
}


class Head(NamedTuple):
    """A noun that can be meant.

    ``sentence`` is the number of its sentence; ``begin`` and ``token`` are its first token, as far as that is cheaply known, and its last;
    ``word`` is the last one's. ``case`` is told by what follows, ``region`` is ``"m"`` in a main clause, ``"e"`` after कि, ``"r"`` in a
    relative clause. ``order`` counts the nouns before it in the clause, ``subject`` tells whether it is the clause's subject; ``gender``
    (1, 2; 0 unknown) and ``plural`` (1, 0; -1 unknown) are those of the verb that agrees with it. ``tells`` is true of whoever says or
    thinks what follows after कि (X ने बताया कि, X मानते हैं कि, X का कहना है कि).
    """

    sentence: int
    begin: int
    token: int
    word: str
    case: str
    region: str
    order: int
    subject: bool
    gender: int
    plural: int
    tells: bool = False


def sentence_ends(doc: Document) -> list[int]:
    """Return the tokens that end sentences or lines, in order; kept with the document."""
    own = kept(doc)
    known = own.sentence_ends
    if known is None:
        places = positions(doc)
        found = {p for mark in SENTENCE_ENDS for p in places[mark]}
        found.update(doc.first_token(n) - 1 for n in doc.newlines)
        words = doc.words
        for p in places["."]:
            if p and (words[p - 1] in _AGREE or (len(words[p - 1]) > 2 and noun_class(words[p - 1]) not in BEFORE_NAME)):
                found.add(p)
        known = own.sentence_ends = sorted(found)
    return known


class Quoted:
    """The quotations of a document as token ranges (half open), in order."""

    def __init__(self, doc: Document, spans: Sequence[tuple[int, int]]) -> None:
        ranges = sorted((doc.first_token(a), doc.last_token(b) + 1) for a, b in spans)
        self.size = len(spans)
        self.starts = [a for a, _ in ranges]
        self.ends = [b for _, b in ranges]


class Sentences:
    """The reporter's sentences of a document, numbered from 0.

    Examples
    --------
    >>> told = Sentences(Document('रमेश पाल बैठक में आए। "मैं खुश हूं।" उन्होंने कहा।'), [(24, 35)])
    >>> [(head.word, head.case, head.subject) for head in told.heads(0)]
    [('पाल', 'nom', True)]
    """

    def __init__(self, doc: Document, spans: Sequence[tuple[int, int]]) -> None:
        self.doc = doc
        self.quoted = Quoted(doc, spans)
        self.ends = self._ends()
        self._known: dict[int, tuple[list[Head], list[tuple[int, int, int]]]] = {}

    def _ends(self) -> list[int]:
        """Return the tokens that end sentences: outside quotations, or at the end of one that a sentence carries (X ने कहा, "…।" Y आए)."""
        words, starts, stops = self.doc.words, self.quoted.starts, self.quoted.ends
        out: list[int] = []
        r, n, pending = 0, len(starts), -1
        for end in sentence_ends(self.doc):
            while r < n and stops[r] <= end:
                if pending >= 0:
                    out.append(pending)
                    pending = -1
                r += 1
            if r == n or starts[r] > end:
                out.append(end)
            elif end >= stops[r] - 1:
                before = out[-1] + 1 if out else 0
                pending = end if any(w[:1].isalnum() for w in words[max(before, starts[r] - 3) : starts[r]]) else -1
        if pending >= 0:
            out.append(pending)
        out.append(len(words) - 1)
        cut, last = [], -1
        for end in out:
            while end - last > _MOST_TOKENS:
                last += _MOST_TOKENS
                cut.append(last)
            cut.append(end)
            last = end
        return cut[:-1]

    def at(self, token: int) -> int:
        """Return the number of the sentence in which a token stands."""
        return bisect_left(self.ends, token)

    def bounds(self, number: int) -> tuple[int, int]:
        """Return the first token of a sentence and the one after its last."""
        ends = self.ends
        return (ends[number - 1] + 1 if number else 0), (ends[number] + 1 if number < len(ends) else len(self.doc.words))

    def heads(self, number: int) -> list[Head]:
        """Return the nouns of a sentence that can be meant, in order."""
        return self._look(number)[0]

    def pronouns(self, number: int) -> list[tuple[int, int, int]]:
        """Return a sentence's pronouns that are subjects of a main clause, in order: token, gender and number of the verb as in `Head`."""
        return self._look(number)[1]

    def _look(self, number: int) -> tuple[list[Head], list[tuple[int, int, int]]]:
        found = self._known.get(number)
        if found is None:
            found = self._known[number] = self._read(number)
        return found

    def _read(self, number: int) -> tuple[list[Head], list[tuple[int, int, int]]]:
        first, last = self.bounds(number)
        doc, words, kinds = self.doc, self.doc.words, _KINDS
        starts, stops = self.quoted.starts, self.quoted.ends
        reading = _Reading(number)
        heads, pronouns = reading.heads, reading.pronouns
        r = bisect_right(stops, first)
        opens = starts[r] if r < len(starts) else last
        i = first - 1
        while i + 1 < last:
            i += 1
            if i >= opens:
                i = max(i, stops[r]) - 1
                r += 1
                opens = starts[r] if r < len(starts) else last
                continue
            w = words[i]
            kind = kinds[w]
            if kind <= _NEVER:
                continue
            if kind == _VERBAL and (i + 1 >= last or words[i + 1] not in CASES) and reading.agree(words, i):
                continue
            if kind >= _NOUN:
                end = _end_of_noun(doc, i, kind)
                if end >= 0:
                    reading.add(words, i, end, last)
                    i = end
            elif kind == _NE:
                if i > first and (not heads or heads[-1].token != i - 1) and kinds[words[i - 1]] not in (_NEVER, _PRONOUN, _COMMA):
                    reading.add(words, i - 1, i - 1, last)
            elif kind == _VERB:
                reading.agree(words, i)
            elif kind == _PRONOUN:
                reading.add_pronoun(w, i)
            elif kind == _COMMA:
                reading.comma(CASES.get(words[i + 1]) if i + 1 < last else None)
            elif kind == _JOIN:
                if i > first and words[i - 1] in _AGREE:
                    reading.close()
            elif kind == _KI:
                reading.close("e")
            elif kind == _REL:
                reading.close("r")
            elif kind == _TO and reading.region == "r":
                reading.close("m")
        reading.close()
        return heads, pronouns


class _Reading:
    """What is known while a sentence is read: its nouns so far, and the clause that is open."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.heads: list[Head] = []
        self.pronouns: list[tuple[int, int, int]] = []
        self.open = -1
        self.region = "m"
        self.order = self.gender = 0
        self.subject = self.plural = self.actor = -1
        self.ergative = False

    def close(self, region: str = "") -> None:
        """End the clause: its verb agrees with the subject that stands without ने."""
        if self.subject >= 0 and not self.ergative and (self.gender or self.plural >= 0):
            self.heads[self.subject] = self.heads[self.subject]._replace(gender=self.gender, plural=self.plural)
        if self.open >= 0 and not self.ergative and (self.gender or self.plural >= 0):
            self.pronouns[self.open] = (self.pronouns[self.open][0], self.gender, self.plural)
        if region:
            if region == "e" and self.region == "m" and self.actor >= 0:
                self.heads[self.actor] = self.heads[self.actor]._replace(tells=True)
            self.actor = -1  # after और the same one goes on
        self.order = self.gender = 0
        self.subject = self.plural = self.open = -1
        self.ergative = False
        self.region = region or self.region

    def add(self, words: Sequence[str], begin: int, end: int, last: int) -> None:
        """Add a noun."""
        case = _case(words, end)
        subject = False
        if case == "erg":
            subject = self.ergative = True
            self.actor = len(self.heads)
        elif case == "gen" and end + 2 < last and words[end + 2] in _TELLING:
            self.actor = len(self.heads)
        elif self.subject < 0 and not self.ergative:
            # A name before a comma is one of a list, or the subject that a relative clause tells more about.
            subject = case in ("nom", "also") or (case == "end" and end + 2 < last and words[end + 2] in _RELATIVE)
            if subject:
                self.subject = self.actor = len(self.heads)
        self.heads.append(Head(self.number, begin, end, words[end], case, self.region, self.order, subject, 0, -1))
        self.order += 1

    def add_pronoun(self, w: str, i: int) -> None:
        """Add a pronoun that is a subject."""
        if self.region != "m":
            return
        self.actor = -1
        if w[-2:] == "ने":
            self.ergative = True
        elif self.subject < 0 and not self.ergative:
            self.open = len(self.pronouns)
        self.pronouns.append((i, 0, -1))

    def agree(self, words: Sequence[str], i: int) -> bool:
        """Take gender and number from a word if it is a finite verb; those after it in the clause say more."""
        found = _agreement(words, i)
        if found is None:
            return False
        gender, plural = found
        if gender:
            self.gender = gender
        if plural >= 0:
            self.plural = plural if gender else max(plural, self.plural)
        return True

    def comma(self, case: str | None) -> None:
        """End a relative clause; a postposition after the comma belongs to the noun before it (रमेश पाल, जो मंत्री हैं, ने)."""
        if self.region == "r":
            self.close("m")
        if case is None:
            return
        heads = self.heads
        for k in range(len(heads) - 1, max(-1, len(heads) - 1 - _BACK), -1):
            if heads[k].case == "end" and heads[k].region != "r":
                heads[k] = heads[k]._replace(case=case, subject=case == "erg")
                self.actor = k if case == "erg" else self.actor
                self.ergative = self.ergative or case == "erg"
                return


def sentences(doc: Document, spans: Sequence[tuple[int, int]]) -> Sentences:
    """Return the reporter's sentences; kept with the document."""
    own = kept(doc)
    known = own.sentences
    if known is None or known.quoted.size != len(spans):
        known = own.sentences = Sentences(doc, spans)
    return known


def _agreement(words: Sequence[str], i: int) -> tuple[int, int] | None:
    """Return gender and number that a finite verb shows, ``None`` of a participle."""
    w = words[i]
    found = _AGREE.get(w) or _FUTURE.get(w[-3:]) or _FUTURE.get(w[-4:])
    if found is None and i + 1 < len(words) and words[i + 1] in _AUXILIARIES:
        found = _HABITUAL.get(w[-2:]) or _HABITUAL.get(w[-3:])
    return found


def _case(words: Sequence[str], t: int) -> str:
    """Return the case of the noun that ends at a token."""
    after = words[t + 1] if t + 1 < len(words) else ""
    if after == "के" and t + 2 < len(words) and words[t + 2] in _SOURCE:
        return "src"
    case = CASES.get(after)
    if case is not None:
        return case
    if after in SENTENCE_ENDS:
        return "stop"  # a verb mostly
    return "nom" if after[:1].isalnum() else "end"


def _end_of_noun(doc: Document, i: int, kind: int) -> int:
    """Return the last token of the noun whose known word stands at token ``i``; -1 where it only stands before another noun."""
    words = doc.words
    after = words[i + 1] if i + 1 < len(words) else ""
    if after in CASES or not after[:1].isalnum():
        return i
    follows = _KINDS[after]
    if kind == _NOUN:
        return i if follows < _NOUN else -1
    end = i
    while (follows == _PLAIN or follows >= _NOUN) and end < i + _LONGEST and goes_on(doc, end):
        end += 1
        follows = _KINDS[words[end + 1]] if end + 1 < len(words) else _NEVER
    return end


_PLAIN, _NEVER, _NE, _VERB, _PRONOUN, _COMMA, _JOIN, _KI, _REL, _TO, _NOUN, _LIKE, _VERBAL = range(13)
_SINGLE = {"ने": _NE, ",": _COMMA, "कि": _KI, "तो": _TO}


def _kind(w: str) -> int:
    """Return what a word is for the reading of a sentence."""
    known = word(w)
    if w in _SINGLE:
        return _SINGLE[w]
    if w in _RELATIVE:
        return _REL
    if w in _JOINS:
        return _JOIN
    if w in _SUBJECTS:
        return _PRONOUN
    if w in _AGREE:
        return _VERB
    if not w[:1].isalnum() or w in NO_HEAD or pronoun(w) is not None:
        return _NEVER
    verbal = len(w) > 3 and (w[-3:] in _FUTURE or w[-4:] in _FUTURE or w[-2:] in _HABITUAL or w[-3:] in _HABITUAL)
    if name_like(known) and w not in _NO_NAME:
        return _VERBAL if verbal else _LIKE  # गुप्ता, नेगी look like verbs
    if known.noun in _PEOPLE:
        return _NOUN
    return _VERB if verbal else _PLAIN


_KINDS = Cache(_kind)
