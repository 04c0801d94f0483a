"""The reporter's sentences around a quotation, and the nouns in them that a pronoun can mean, each with its part in the sentence.

A noun is known by its last word alone; what stands inside quotations is left out, and a sentence goes on over a quotation that it carries.
Each sentence is looked at once, and only where a pronoun near by asks for it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from ..text import Document
from .boundaries import goes_on
from .positions import positions
from .pronouns import pronoun
from .words import name_like, noun_class, phrase_words, word

__all__ = ["CASES", "Head", "Quoted", "Sentences", "sentences"]

CASES = {"ने": "erg", "को": "acc", "से": "obl", "में": "loc", "पर": "loc", "का": "gen", "की": "gen", "के": "gen", "द्वारा": "agt", "भी": "also"}
"""What the word after a noun says about its part in the sentence."""
_SOURCE = frozenset({"अनुसार", "मुताबिक", "हवाले"})
_RELATIVE = frozenset({"जो", "जिसने", "जिन्होंने", "जिसे", "जिन्हें", "जिसका", "जिसकी", "जिसके", "जिनका", "जिनकी", "जिनके", "जिस", "जिन", "जहां", "जब"})
_JOINS = frozenset({"और", "लेकिन", "मगर", "तथा", "एवं", "पर", "व"})
_ENDS = ("।", "|", "?", "!", "॥")
_NO_HEAD = phrase_words("no-head") | phrase_words("never-head")
_LONGEST = 4
"""Words by which a name can go on."""
_NOT_NAMES = frozenset({"वाला", "वाली", "वाले"})
_PEOPLE = frozenset({"office", "person", "group", "organisation"})
_FORMS = {
    "था": (1, 0), "थे": (1, 1), "थी": (2, 0), "थीं": (2, 1), "गया": (1, 0), "गए": (1, 1), "गये": (1, 1), "गई": (2, -1), "गयी": (2, -1), "गईं": (2, 1),
    "रहा": (1, 0), "रहे": (1, 1), "रही": (2, -1), "रहीं": (2, 1), "हुआ": (1, 0), "हुए": (1, 1), "हुई": (2, -1), "हुईं": (2, 1),
    "चुका": (1, 0), "चुके": (1, 1), "चुकी": (2, -1), "चुकीं": (2, 1), "आया": (1, 0), "आए": (1, 1), "आई": (2, -1), "आईं": (2, 1),
    "है": (0, 0), "हैं": (0, 1), "बोले": (1, 1), "बोलीं": (2, 1), "बोली": (2, 0), "पहुंचे": (1, 1), "पहुंचीं": (2, 1), "मिले": (1, 1), "मिलीं": (2, 1), "लौटे": (1, 1), "लौटीं": (2, 1),
}


_AUXILIARIES = frozenset({"है", "हैं", "था", "थे", "थी", "थीं", "हूं", "रहा", "रहे", "रही", "हुआ", "हुए", "हुई"})
_FUTURE = {"ेगा": (1, 0), "एगा": (1, 0), "ोगा": (1, 0), "ेंगे": (1, 1), "एंगे": (1, 1), "ोंगे": (1, 1), "ेगी": (2, 0), "एगी": (2, 0), "ोगी": (2, 0), "ेंगी": (2, 1), "एंगी": (2, 1), "ोंगी": (2, 1)}
_HABITUAL = {"ता": (1, 0), "ते": (1, 1), "ती": (2, -1), "तीं": (2, 1)}


def _agreement(words: Sequence[str], i: int) -> tuple[int, int] | None:
    """Return gender and number that a finite verb shows, ``None`` of any other word."""
    w = words[i]
    found = _FORMS.get(w)
    if found is not None or len(w) < 4:
        return found
    found = _HABITUAL.get(w[-2:]) or _HABITUAL.get(w[-3:])
    if found is not None:
        return found if i + 1 < len(words) and words[i + 1] in _AUXILIARIES else None
    return _FUTURE.get(w[-3:]) or _FUTURE.get(w[-4:])


def sentence_ends(doc: Document) -> list[int]:
    """Return the tokens that end sentences or lines, in order; kept with the document."""
    known: list[int] | None = doc.__dict__.get("_sentence_ends")
    if known is None:
        places = positions(doc)
        found = {p for mark in _ENDS for p in places[mark]}
        found.update(doc.first_token(n) - 1 for n in doc.newlines)
        words = doc.words
        for p in places["."]:
            if p and (words[p - 1] in _FORMS or (len(words[p - 1]) > 2 and noun_class(words[p - 1]) not in ("initial", "honorific"))):
                found.add(p)
        known = sorted(found)
        doc.__dict__["_sentence_ends"] = known
    return known


class Head(NamedTuple):
    """A noun that can be meant: the first token of the name, its last token and word, its case, and its part in the sentence.

    ``region`` is 0 in the main clause, 1 after कि, 2 in a relative clause; ``subject`` says whether it is the subject of its clause;
    ``order`` counts the nouns before it in the clause; ``gender`` (1, 2; 0 unknown) and ``plural`` (1, 0; -1 unknown) are those of the verb
    that agrees with it.
    """

    begin: int
    token: int
    word: str
    case: str
    region: int
    order: int
    subject: bool
    gender: int
    plural: int


class Quoted:
    """The quotations of a document as token ranges (half open), in order."""

    def __init__(self, doc: Document, spans: Sequence[tuple[int, int]]) -> None:
        ranges = sorted((doc.first_token(a), doc.last_token(b) + 1) for a, b in spans)
        self.size = len(spans)
        self.starts = [a for a, _ in ranges]
        self.ends = [b for _, b in ranges]

    def begin(self, token: int) -> int:
        """Return the first token of the quotation that holds a token, -1 where none does."""
        r = bisect_right(self.starts, token) - 1
        return self.starts[r] if r >= 0 and self.ends[r] > token else -1


class Sentences:
    """The reporter's sentences of a document, numbered from 0."""

    def __init__(self, doc: Document, spans: Sequence[tuple[int, int]]) -> None:
        self.doc = doc
        self.quoted = quoted = Quoted(doc, spans)
        words = doc.words
        ends: list[int] = []
        r, n = 0, len(quoted.starts)
        pending = -1
        for end in sentence_ends(doc):
            while r < n and quoted.ends[r] <= end:
                if pending >= 0:
                    ends.append(pending)
                    pending = -1
                r += 1
            if r < n and quoted.starts[r] <= end:
                before = ends[-1] if ends else -1
                carried = any(words[i][:1].isalnum() for i in range(before + 1, quoted.starts[r]))
                pending = end if carried and end >= quoted.ends[r] - 1 else -1
            else:
                ends.append(end)
        if pending >= 0:
            ends.append(pending)
        self.ends = ends
        self._heads: dict[int, list[Head]] = {}

    def at(self, token: int) -> int:
        """Return the number of the sentence in which a token stands."""
        return bisect_left(self.ends, token)

    def bounds(self, number: int) -> tuple[int, int]:
        """Return the first token of a sentence and the one after its last."""
        first = self.ends[number - 1] + 1 if number else 0
        return first, (self.ends[number] + 1 if number < len(self.ends) else len(self.doc.words))

    def heads(self, number: int) -> list[Head]:
        """Return the nouns of a sentence in order."""
        found = self._heads.get(number)
        if found is None:
            found = self._heads[number] = self._find(*self.bounds(number))
        return found

    def _find(self, first: int, last: int) -> list[Head]:
        words, quoted, doc = self.doc.words, self.quoted, self.doc
        out: list[Head] = []
        region = order = 0
        subject = -1  # place in out of this clause's nominative subject
        ergative = False
        gender, plural = 0, -1
        i = first
        skip = bisect_left(quoted.ends, first + 1)
        starts, qends = quoted.starts, quoted.ends
        nq = len(starts)

        def close() -> None:
            nonlocal subject, ergative, gender, plural, order
            if subject >= 0 and not ergative and (gender or plural >= 0):
                out[subject] = out[subject]._replace(gender=gender, plural=plural)
            subject, ergative, gender, plural, order = -1, False, 0, -1, 0

        while i < last:
            if skip < nq and starts[skip] <= i:
                if qends[skip] > i:
                    i = qends[skip]
                skip += 1
                continue
            w = words[i]
            if w == "कि":
                close()
                region = 1
            elif w == "तो" and region == 2:
                close()
                region = 0
            elif w in _RELATIVE:
                close()
                region = 2
            elif w == ",":
                if region == 2:
                    close()
                    region = 0
                case = CASES.get(words[i + 1]) if i + 1 < last else None
                if case is not None and out:  # रमेश पाल, जो मंत्री हैं, ने
                    k = next((k for k in range(len(out) - 1, max(-1, len(out) - 6), -1) if out[k].case == "end" and out[k].region != 2), -1)
                    if k >= 0:
                        out[k] = out[k]._replace(case=case, subject=case == "erg")
                        ergative = ergative or case == "erg"
            else:
                form = _agreement(words, i)
                if form is not None:
                    if form[0]:
                        gender = form[0]
                    if form[1] >= 0:
                        plural = max(plural, form[1]) if form[0] == 0 else form[1]
                if w in _JOINS and i > first and _agreement(words, i - 1) is not None:
                    close()
                end = -1 if form is not None and (i + 1 >= len(words) or words[i + 1] not in CASES) else _head(doc, i)
                if end >= 0:
                    begin = i
                    i, w = end, words[end]
                    case = case_of(words, i)
                    is_subject = False
                    if case == "erg":
                        is_subject, ergative = True, True
                    elif case in ("nom", "also") and subject < 0 and not ergative:
                        is_subject, subject = True, len(out)
                    elif case == "end" and subject < 0 and not ergative and i + 2 < last and words[i + 2] in _RELATIVE:
                        is_subject, subject = True, len(out)
                    out.append(Head(begin, i, w, case, region, order, is_subject, 0, -1))
                    order += 1
            i += 1
        close()
        return out


def sentences(doc: Document, spans: Sequence[tuple[int, int]]) -> Sentences:
    """Return the reporter's sentences; kept with the document."""
    known: Sentences | None = doc.__dict__.get("_sentences")
    if known is None or known.quoted.size != len(spans):
        known = doc.__dict__["_sentences"] = Sentences(doc, spans)
    return known


def case_of(words: Sequence[str], t: int) -> str:
    """Return the case of the noun that ends at a token."""
    after = words[t + 1] if t + 1 < len(words) else ""
    if after == "के" and t + 2 < len(words) and words[t + 2] in _SOURCE:
        return "src"
    case = CASES.get(after)
    if case is not None:
        return case
    if after in _ENDS:
        return "stop"  # a verb mostly
    return "nom" if after[:1].isalnum() else "end"


def _head(doc: Document, i: int) -> int:
    """Return the last token of the noun that can be meant and has its last known word at token ``i``; -1 where there is none."""
    words = doc.words
    w = words[i]
    kind = _KINDS.get(w)
    if kind is None:
        kind = _kind(w)
    if kind == _NEVER:
        return -1
    after = words[i + 1] if i + 1 < len(words) else ""
    if after == "ने":
        return i
    if kind == _OTHER:
        return -1
    if after in CASES or not after[:1].isalnum():
        return i
    if kind == _LIKE:
        for _ in range(_LONGEST):
            if not goes_on(doc, i):
                return i
            i += 1
        return i
    follows = _KINDS.get(after)
    if follows is None:
        follows = _kind(after)
    return i if follows != _LIKE and follows != _NOUN else -1


_NEVER, _OTHER, _NOUN, _LIKE = range(4)
_KINDS: dict[str, int] = {}


def _kind(w: str) -> int:
    """Return whether a word can end a noun phrase that is meant: never, only before ने, as a noun for people, as part of a name."""
    known = word(w)
    if not w[:1].isalnum() or w in _NO_HEAD or pronoun(w) is not None:
        kind = _NEVER
    elif name_like(known) and w not in _NOT_NAMES:
        kind = _LIKE
    else:
        kind = _NOUN if known.noun in _PEOPLE else _OTHER
    if len(_KINDS) < 1 << 17:
        _KINDS[w] = kind
    return kind
