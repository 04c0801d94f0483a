r"""Words of saying in a stretch of tokens: verbs, light-verb phrases, nouns, postpositions.

The dictionary forms stand in ``cues.tsv``; all inflections are made here by paradigm. A cue is looked up by one word (the verb, or the
noun of a light-verb phrase), so a token that is no such word costs one dictionary miss.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from ...text import Document, fold
from ...text.tables import TableError, read_table
from ..words.small_words import words_for
from .surroundings import MARKS

__all__ = [
    "CLASSES",
    "COPULAS",
    "FORMS",
    "NOT_FINITE",
    "POSTPOSITION",
    "PREPOSITION",
    "STATE",
    "TEXT",
    "Cue",
    "cue_roles",
    "cues_between",
    "verb_forms",
]

CLASSES = ("say", "call", "ask", "act", "feel", "shout", "source", "text")
"""What a cue does with the words it carries; see the header of ``cues.tsv``."""
FORMS = ("perfective", "habitual", "infinitive", "conjunctive", "stem", "future", "participle", "state", "post", "pre", "text")
"""Shapes of a cue: six verb forms, the participle (कहते हुए), and the kinds of the table that are no verbs."""

_KINDS = ("verb", "noun", "state", "post", "pre", "text")
_IRREGULAR: dict[str, tuple[tuple[str, ...], ...]] = {
    "कर": (("किया",), ("की",), ("किए", "किये"), ("कीं",)),
    "दे": (("दिया",), ("दी",), ("दिए", "दिये"), ("दीं",)),
    "ले": (("लिया",), ("ली",), ("लिए", "लिये"), ("लीं",)),
    "हो": (("हुआ",), ("हुई",), ("हुए",), ("हुईं",)),
}
# Not made by the paradigm: other, far commoner words of the same spelling.
_NOT_FORMS = frozenset({"कहीं", "मानें", "मानो", "सुनाई", "माने", "चाहे", "चाही", "कीं", "बातें", "चाहिए", "बरस", "बरसे"})
_INTRANSITIVE = frozenset({"बोल", "चिल्ला", "चीख", "भड़क", "गरज", "बरस"})
"""Verbs whose subject stands without ने in the perfective."""
_LITERAL = frozenset(map(fold, ("व्यक्त", "प्रकट", "जारी", "साझा", "बुलंद", "खड़ा", "अदा")))
"""What stands for a light verb in the table and has one of its own after it (चिंता व्यक्त करते हुए)."""
_STEM_AFTER = words_for("after-stem")
_AFTER_KAR = frozenset(("रहा", "रहे", "रही", "दिया", "दी", "चुके", "चुका"))
"""What makes the bare stem कर part of a finite verb; else it is short for करके (ट्वीट कर कहा)."""
_PASSIVE = words_for("passive")
_POSSESSIVE = words_for("possessive")
_AFTER_STATE = MARKS | frozenset((*":,-–—", "है", "हैं", "था", "थी", "थे", "यह", "ये", "तो", "कि", "की", "साफ", "सीधा", "पहला", "यही"))
_AFTER_STATE |= frozenset(("ऐसा", "कुछ", "रहा", "रही", "हुआ", "होता", "होती", "मिला", "आया"))
"""What may stand after a noun of saying that stands for a verb (उनका कहना है, जवाब था, राय: …)."""
COPULAS = frozenset(("है", "हैं", "था", "थी", "थे"))
_REACH = 3
"""Most words between the noun and its light verb, either way (आरोप भी लगाया, दिया जवाब)."""


class Cue(NamedTuple):
    """One occurrence of a word or phrase of saying.

    ``start`` and ``end`` are token indices, half open; ``verb`` is the index of its verb (or of its noun or postposition); ``kind`` is an
    index into `CLASSES`, ``form`` one into `FORMS`. ``gender`` is 1 masculine, 2 feminine, 0 unknown; ``plural`` says whether the verb is
    plural or respectful (1), singular (0) or open (-1). ``ergative`` says whether its subject takes ने, ``passive`` whether a passive
    auxiliary follows (कहा गया).
    """

    start: int
    end: int
    verb: int
    kind: int
    form: int
    gender: int
    plural: int
    ergative: bool
    passive: bool


_PERFECTIVE, _HABITUAL, _INFINITIVE, _CONJUNCTIVE, _STEM, _FUTURE, _PARTICIPLE, STATE, POSTPOSITION, PREPOSITION, TEXT = range(len(FORMS))
NOT_FINITE = frozenset((_CONJUNCTIVE, _PARTICIPLE, _INFINITIVE))
"""Forms of a verb beside which the sentence has a finite one. Forms below ``STATE`` are verbs, it and those after it are none."""
_Form = tuple[int, int, int]
"""Form (an index into `FORMS`), gender and number of a word, as in `Cue`."""


def verb_forms(stem: str) -> dict[str, tuple[int, int, int]]:
    """Return the inflected forms of a verb by its stem: folded form to ``(form, gender, plural)``.

    >>> sorted(f for f, (form, _, _) in verb_forms("कह").items() if FORMS[form] == "perfective")
    ['कहा', 'कही', 'कहे']
    >>> "बताया" in verb_forms("बता"), "दी" in verb_forms("दे")
    (True, True)
    """
    out: dict[str, tuple[int, int, int]] = {}
    vowel = stem[-1] in "ाेो"
    perfective: tuple[tuple[str, ...], ...]
    if stem in _IRREGULAR:
        perfective = _IRREGULAR[stem]
    elif vowel:
        perfective = ((stem + "या",), (stem + "ई", stem + "यी"), (stem + "ए", stem + "ये"), (stem + "ईं", stem + "यीं"))
    else:
        perfective = ((stem + "ा",), (stem + "ी",), (stem + "े",), (stem + "ीं",))
    for forms, gender, plural in zip(perfective, (1, 2, 1, 2), (0, -1, 1, 1), strict=True):
        for form in forms:
            out[form] = (_PERFECTIVE, gender, plural)
    for end, gender, plural in (("ता", 1, 0), ("ती", 2, -1), ("ते", 1, 1), ("तीं", 2, 1)):
        out[stem + end] = (_HABITUAL, gender, plural)
    for end in ("ना", "ने", "नी"):
        out[stem + end] = (_INFINITIVE, 0, -1)
    for end in ("कर", "के") if stem != "कर" else ("के",):
        out[stem + end] = (_CONJUNCTIVE, 0, -1)
    if stem not in ("दे", "ले", "हो"):
        link = ("ए", "एं") if vowel else ("े", "ें")
        for end, plural in ((link[0] + "गा", 0), (link[1] + "गे", 1), (link[0] + "गी", 0), (link[1] + "गी", 1)):
            out[stem + end] = (_FUTURE, 2 if end.endswith("ी") else 1, plural)
    out[stem] = (_STEM, 0, -1)
    return {folded: value for form, value in out.items() if (folded := fold(form)) not in _NOT_FORMS}


_OF_LITERAL = {**verb_forms("कर"), **verb_forms("हो")}
_Entry = tuple[str, int, bool, dict[str, _Form], tuple[str, ...], int]


@cache
def _table() -> dict[str, list[_Entry]]:
    """Return the entries of ``cues.tsv`` by the folded word that finds them."""
    found: dict[str, list[_Entry]] = {}
    for phrase, kind, light, cls in read_table(__package__, "cues.tsv", 4):
        if kind not in _KINDS or cls not in CLASSES or (light == "-") != (kind != "noun"):
            raise TableError(f"cues.tsv: {phrase}: expected kind, light verbs and class as the header says, found {kind}, {light}, {cls}")
        number = CLASSES.index(cls)
        words = tuple(fold(w) for w in phrase.split())
        if kind == "verb":
            for form, value in verb_forms(phrase).items():
                found.setdefault(form, []).append((kind, number, phrase not in _INTRANSITIVE, {form: value}, words, 0))
        elif kind == "noun":
            forms: dict[str, _Form] = {}
            for stem in light.split(","):
                forms.update({fold(stem): (_PERFECTIVE, 0, -1)} if fold(stem) in _LITERAL else verb_forms(stem))
            found.setdefault(words[0], []).append((kind, number, True, forms, words, 0))
        else:
            head = max(range(len(words)), key=lambda i: len(words[i]))
            found.setdefault(words[head], []).append((kind, number, False, {}, words, head))
    return found


def cue_roles() -> dict[str, str]:
    """Return for each word that finds a cue what its cue can be.

    ``"verb"``: a perfective verb whose subject takes ne; ``"noun"``: the noun of a light-verb phrase; ``"bare"``: a verb whose subject
    takes none (बोले, कहते); ``"other"``: saying with another kind of subject (के अनुसार, का कहना); ``"weak"``: a participle, an infinitive,
    a stem, a heading. Of several, the first.

    >>> roles = cue_roles()
    >>> roles["कहा"], roles["दावा"], roles["अनुसार"], roles["कहकर"]
    ('verb', 'noun', 'other', 'weak')
    """
    out: dict[str, str] = {}
    for w, entries in _table().items():
        found = set()
        for kind, _, ergative, forms, *_ in entries:
            if kind == "verb":
                form = forms[w][0]
                bare = form in (_HABITUAL, _FUTURE) or (form == _PERFECTIVE and not ergative)
                found.add("bare" if bare else "verb" if form == _PERFECTIVE else "weak")
            else:
                found.add("noun" if kind == "noun" else "weak" if kind == "text" else "other")
        out[w] = next(role for role in ("verb", "noun", "bare", "other", "weak") if role in found)
    return out


def cues_between(doc: Document, first: int, last: int) -> list[Cue]:
    """Return the cues whose head stands in a stretch of tokens, in order.

    Parameters
    ----------
    doc
        The document.
    first, last
        Token indices, half open. A phrase is not followed beyond them.

    Examples
    --------
    >>> doc = Document("रमेश ने विपक्ष पर आरोप भी लगाया और कहा कि वह जाएगा")
    >>> [" ".join(doc.words[c.start : c.end]) for c in cues_between(doc, 0, len(doc.words))]
    ['आरोप भी लगाया', 'कहा']
    """
    table = _table()
    words = doc.words
    out: list[Cue] = []
    for i in [i for i in range(first, last) if words[i] in table]:
        for entry in table[words[i]]:
            cue = _match(words, i, entry, first, last)
            if cue is not None:
                out.append(cue)
    if len(out) > 1:
        return _without_parts(out)
    return out


def _match(words: list[str], i: int, entry: _Entry, first: int, last: int) -> Cue | None:
    """Return the cue that an entry of the table makes of the word at ``i``, within the tokens ``first`` to ``last`` (half open)."""
    kind, cls, ergative, forms, phrase, head = entry
    if kind == "verb":
        return _verb(words, i, cls, ergative, forms[words[i]], last)
    if kind == "noun":
        return _noun(words, i, cls, forms, first, last)
    if kind == "state":
        # A possessive up to five words before (का इस बारे में कहना है); कहना also stands before its subject.
        if not any(words[j] in _POSSESSIVE for j in range(max(first, i - 5), i)) and not _possessed_later(words, i, last):
            return None
        if i + 1 < last and words[i + 1] not in _AFTER_STATE and not _told_how(words, i, last):
            return None
        return Cue(i, i + 1, i, cls, STATE, 0, -1, False, False)
    start = i - head
    if start < first or start + len(phrase) > last or tuple(words[start : start + len(phrase)]) != phrase:
        return None
    form = POSTPOSITION if kind == "post" else PREPOSITION if kind == "pre" else TEXT
    return Cue(start, start + len(phrase), i, cls, form, 0, -1, False, False)


def _verb(words: list[str], i: int, cls: int, ergative: bool, value: _Form, last: int) -> Cue | None:
    """Return the cue of a verb of saying; a bare stem is one only with the right word after it (कह रहे, कहकर)."""
    if value[0] != _STEM:
        return _verbal(words, i, i + 1, i, cls, value, ergative, last)
    after = words[i + 1] if i + 1 < last else ""
    if after not in _STEM_AFTER:
        return None
    if after in ("कर", "के"):
        return Cue(i, i + 2, i, cls, _CONJUNCTIVE, 0, -1, ergative, False)
    passive = after == "गया"
    return Cue(i, i + 1, i, cls, _STEM, 0, 1 if after in ("रहे", "चुके") else -1, after in ("दिया", "दी", "दिए"), passive)


def _noun(words: list[str], i: int, cls: int, forms: dict[str, _Form], first: int, last: int) -> Cue | None:
    """Return the cue of a noun with its light verb, a few words after it (आरोप भी लगाया) or right before (दिया जवाब)."""
    for j in range(i + 1, min(last, i + 2 + _REACH)):
        value = forms.get(words[j])
        if value is not None and (value[0] != _STEM or (j + 1 < last and words[j + 1] in _STEM_AFTER)):
            form, gender, plural = value
            if form == _PERFECTIVE and j + 1 < last and words[j + 1] in ("रहा", "रहे", "रही", "रहीं"):
                form = _STEM  # लगा of लगाना, not of लगना: नारे लगा रहे थे
            if words[j] in _LITERAL:
                light = _OF_LITERAL.get(words[j + 1]) if j + 1 < last else None
                if light is None:
                    continue
                j, (form, gender, plural) = j + 1, light
            after = words[j + 1] if j + 1 < last else ""
            if form == _STEM and (after in ("कर", "के") or (words[j] == "कर" and after not in _AFTER_KAR)):
                form = _CONJUNCTIVE
            # The verb agrees with the noun, not with the speaker, in the perfective.
            return _verbal(words, i, j + 1, j, cls, (form, 0 if form == _PERFECTIVE else gender, plural), True, last)
        if value is not None and words[j] == "कर":
            return Cue(i, j + 1, j, cls, _CONJUNCTIVE, 0, -1, True, False)  # ट्वीट कर कहा
        if not words[j][:1].isalnum():
            break
    if i - 1 >= first and (value := forms.get(words[i - 1])) is not None and value[0] == _PERFECTIVE:
        return Cue(i - 1, i + 1, i - 1, cls, _PERFECTIVE, 0, -1, True, False)  # headline order: दिया जवाब
    return None


def _told_how(words: list[str], i: int, last: int) -> bool:
    """Tell whether a few words, a copula and a colon follow (टाम का तर्क सरल था: …)."""
    for j in range(i + 2, min(last, i + 6) - 1):
        if words[j] in COPULAS:
            return words[j + 1] == ":" or words[j + 1] in MARKS
        if not words[j][:1].isalnum():
            return False
    return False


def _possessed_later(words: list[str], i: int, last: int) -> bool:
    """Tell whether the possessive follows: यह कहना है रमेश का; यह आरोप है संगठन का."""
    if i + 1 >= last or words[i + 1] not in ("है", "था"):
        return False
    return any(words[j] in _POSSESSIVE and (j + 1 >= last or not words[j + 1][:1].isalnum()) for j in range(i + 2, min(last, i + 10)))


def _verbal(words: list[str], start: int, end: int, verb: int, cls: int, value: _Form, ergative: bool, last: int) -> Cue:
    """Return the cue of a verb in the form that the word after it leaves it (कहते हुए, कहा गया)."""
    form, gender, plural = value
    after = words[end] if end < last else ""
    if form == _HABITUAL and after in ("हुए", "हुये", "हुई"):
        form = _PARTICIPLE
    if form == _CONJUNCTIVE:
        ergative = False
    passive = form == _PERFECTIVE and after in _PASSIVE
    return Cue(start, end, verb, cls, form, gender, plural, ergative and form in (_PERFECTIVE, _PARTICIPLE), passive)


def _without_parts(cues: list[Cue]) -> list[Cue]:
    """Drop a cue that lies inside a longer one (अनुसार in के अनुसार, बात in बात कही is kept whole)."""
    cues.sort(key=lambda c: (c.start, -c.end, c.form != STATE))
    out: list[Cue] = []
    for cue in cues:
        if out and cue.end <= out[-1].end:
            continue
        if out and cue.start < out[-1].end and cue.verb == out[-1].verb:
            continue
        out.append(cue)
    return out
