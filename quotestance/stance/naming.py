"""Canonical names of targets: bounds without determiners and titles, the direct case, the fullest form of the document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from ..speakers.boundaries import step_probability
from ..speakers.entities import entity_of
from ..speakers.mentions import Mention, certainty, mention_ending_at
from ..speakers.positions import positions
from ..speakers.words import name_like, noun_class, word
from ..text import Document, fold, name_key
from ..text.folding import HONORIFICS, HONORIFICS_AFTER
from ..text.tables import read_table
from .inflection import direct
from .targets import alias_groups, aliases_of, noun_types
from .view import grammar
from .words import stem, stems

__all__ = ["canonical", "edge", "indefinite", "one_name", "trimmed", "whole"]

_NO_PART = frozenset({"pronoun", "we", "you", "clause", "contrast", "condition", "negation", "question"})


@cache
def _bounds() -> dict[str, str]:
    """Return the place of each word of ``bounds.tsv``."""
    return {fold(w): place for w, place in read_table("quotestance.stance", "bounds.tsv", 2)}


def trimmed(words: Sequence[str], low: int, high: int) -> tuple[int, int]:
    """Return the tokens of a target without determiners and honorifics before it and postpositions after it.

    Parameters
    ----------
    words
        Folded words.
    low, high
        Tokens (half open).

    Examples
    --------
    >>> trimmed("इस नई योजना के".split(), 0, 4)
    (1, 3)
    """
    kinds = _edges()
    while high > low and kinds[words[high - 1]] & 2:
        high -= 1
    while low < high and kinds[words[low]] & 1:
        low += 1
    # what somebody is or becomes: यदि रमेश पाल मंत्री होते
    if high - low > 1 and noun_class(words[high - 1]) == "office" and _may_be_name(words[high - 2]) and _is_said(words, high):
        high -= 1
    return low, high


def _is_said(words: Sequence[str], high: int) -> bool:
    """Tell whether neither a name nor a postposition nor a mark follows."""
    after = words[high] if high < len(words) else ""
    return bool(after) and after[0].isalpha() and _bounds().get(after) != "case" and not _may_be_name(after)


def indefinite(words: Sequence[str], low: int, high: int) -> bool:
    """Tell whether the words before a common noun say that it is any one of its kind: कुछ देश, किसी दल, एक बड़ी कंपनी.

    Of these, one in three was a target in training; of एक with one word, more than half.

    >>> indefinite("कुछ देश".split(), 1, 2), indefinite("इस देश".split(), 1, 2), indefinite("कुछ पाकिस्तान".split(), 1, 2)
    (True, False, False)
    """
    before = words[low - 1] if low else ""
    if before not in _ANY or (before == "एक" and high - low == 1):
        return False
    last = words[high - 1]
    return stem(last) in noun_types() or (last not in _exact_forms() and not _may_be_name(last))


_ANY = frozenset({"कुछ", "कई", "किसी", "कोई", "अनेक", "एक"})


def edge(folded: str) -> bool:
    """Tell whether a word is never the last one of a target.

    >>> edge("के"), edge("राम")
    (True, False)
    """
    return bool(_edges()[folded] & 2)


class _Edges(dict[str, int]):
    """Where words cannot stand in a name, worked out as they are met: 1 first, 2 last, 3 neither."""

    def __missing__(self, w: str) -> int:
        place = _bounds().get(w)
        first = place is not None or grammar().get(w) in _NO_PART or w in HONORIFICS or not w[0].isalnum()
        # a bracket or a point may close a name: डब्ल्यू. एच. ओ., मंडल (उत्तर)
        last = place in ("edge", "case") or grammar().get(w) in _NO_PART or w in HONORIFICS_AFTER or not (w[0].isalnum() or w in ")]")
        if len(self) > _MOST_KNOWN:
            self.clear()
        found = self[w] = first + 2 * last
        return found


@cache
def _edges() -> _Edges:
    return _Edges()


_MOST_KNOWN = 1 << 17


def canonical(doc: Document, low: int, high: int) -> str:
    """Return the canonical name of what the tokens ``low`` to ``high`` (half open, not empty) name.

    That is the fullest form of the document without title; a common noun stands in the direct case.

    Examples
    --------
    >>> canonical(Document("वित्त मंत्री रमेश पाल आए। पाल को बधाई"), 6, 7)
    'रमेश पाल'
    >>> canonical(Document("नए किसानों ने कहा"), 0, 2), canonical(Document("रूसी रुख बदला"), 0, 1)
    ('नए किसान', 'रूस')
    """
    words, starts, ends = doc.words, doc.starts, doc.ends
    last = high - 1
    own = doc.text[starts[low] : ends[last]]
    if last == low or words[low] in _long_forms():
        known = _in_document(doc, own)
        if known is not None:
            # a capital in which something is stands for itself, not for its country
            city = " " not in known and fold(known)[0] != words[low][0] and not own.isascii()
            return own if city and words[high : high + 1] == ["में"] else known
    # a word that stands only here is told no more of by the document
    cls, alone = noun_class(words[last]), positions(doc).counts[words[last]]
    if cls == "office":
        meant = entity_of(doc, Mention(starts[low], ends[last], low, last, "description"))
        if meant.name is not None and meant.name != own:
            return meant.name
    elif not cls and (alone > 1 if low == last else not all(map(_may_be_name, words[low:last]))) and _may_be_name(words[last]):
        found = mention_ending_at(doc, last)
        if found is None or found.how == "pronoun" or found.last != last:
            return own
        if found.how == "name":
            if found.first > low and noun_class(words[found.first - 1]) in _TITLES:
                low = found.first
            if found.first > low:
                return _direct_phrase(doc, low, high)  # a name within a longer phrase: किसानों की रैली
            # the learned boundary may lead out of the target: रणनीति रूस
            own = doc.text[starts[low] : ends[last]]
            name = entity_of(doc, Mention(starts[low], ends[last], low, last, "name")).name
            if name is not None and name != own:
                return name
            full = _by_first_name(doc, low) if low == last else None
            if full is not None:
                return full
    return (_by_head(doc, low) if low == last and alone > 1 else None) or _direct_phrase(doc, low, high)


_TITLES = frozenset({"office", "person", "honorific"})


@cache
def _long_forms() -> dict[str, list[list[str]]]:
    """Return the forms of several words in the table of aliases by their first word, the longest first."""
    out: dict[str, list[list[str]]] = {}
    for form in sorted({fold(form) for forms in alias_groups() for form in forms if " " in form}, key=lambda form: (-len(form), form)):
        parts = form.split()
        out.setdefault(parts[0], []).append(parts)
    return out


def whole(doc: Document, low: int, high: int) -> tuple[int, int]:
    """Return the tokens of a target with the rest of its name, where they stand in the midst of one.

    That is a name of several words in the table of aliases (संयुक्त राष्ट्र), or one that the document never cuts: a word that always has the
    same neighbour.

    Examples
    --------
    >>> whole(Document("यह संयुक्त राष्ट्र की बैठक है"), 1, 2)
    (1, 3)
    >>> whole(Document("लोरान मेकडो आया। लोरान मेकडो गया।"), 0, 1), whole(Document("लोरान मेकडो आया। लोरान गया।"), 0, 1)
    ((0, 2), (0, 1))
    """
    words, known = doc.words, _long_forms()
    for at in range(max(0, low - 3), high):
        for parts in known.get(words[at], ()):
            end = at + len(parts)
            if end > low and words[at:end] == parts:
                low, high = min(low, at), max(high, end)
                break
    count = len(words)
    # डॉ . राव
    while (
        high + 1 < count and words[high] == "." and noun_class(words[high - 1]) in ("honorific", "initial") and words[high + 1][0].isalpha()
    ):
        high += 2
    # सी . पी . एम
    while (
        low > 1
        and words[low - 1] == "."
        and len(words[low - 2]) < 3
        and doc.starts[low] == doc.ends[low - 2] + 1
        and words[low - 2][0].isalpha()
    ):
        low -= 2
    if high < count and _inseparable(doc, high - 1, high):
        high += 1
    if low and _inseparable(doc, low - 1, low):
        low -= 1
    return low, high


_MOST_ALIKE = 64
"""Places of a word that are looked at in one document: a word that stands more often is looked at by itself."""


def _inseparable(doc: Document, left: int, right: int) -> bool:
    """Tell whether two neighbouring words, part of names by their class, stand twice or more in the document, and never apart."""
    words, found = doc.words, positions(doc)
    a, b = words[left], words[right]
    many = found.counts[a]
    if not 1 < many <= _MOST_ALIKE or many != found.counts[b] or doc.starts[right] - doc.ends[left] != 1:
        return False
    if not (a[0].isalpha() and b[0].isalpha() and _may_be_name(a) and _may_be_name(b)):
        return False
    return all(words[p + 1 : p + 2] == [b] for p in found[a])


def _in_document(doc: Document, own: str) -> str | None:
    """Return the full name of a target in the table of aliases where the document has it, or a country for its adjective (रूसी).

    ``None``: the table does not know the target by just this form.
    """
    folded = fold(own)
    forms = _exact_forms().get(folded)
    if forms is None:
        base = folded[:-2] if folded.endswith("ीय") else folded[:-1] if folded.endswith("ी") else ""
        forms = _exact_forms().get(base)
        # चीनी and नेपाली alone are people or things of a country, and so the country's
        return forms[0] if forms is not None else None
    kind = noun_types().get(stem(folded))
    if kind == "group" or folded.endswith("ों"):
        return None  # communities are called what the text calls them
    counts = positions(doc).counts
    size = own.count(" ") + 1
    for form in forms:
        parts = fold(form).split()
        longer = len(parts) > size or (form is forms[0] and len(parts) == size)
        if longer and all(w in counts for w in parts) and (len(parts) == 1 or form in doc.text):
            return form
    if kind is not None:
        return None  # संघ, without its long form in the text, is any union
    return forms[0] if folded.endswith(("ी", "ीय")) and " " not in forms[0] and fold(forms[0])[:2] == folded[:2] else own


@cache
def _exact_forms() -> dict[str, tuple[str, ...]]:
    return {fold(form): forms for forms in alias_groups() for form in forms}


def _by_first_name(doc: Document, at: int) -> str | None:
    """Return the only name that begins with a word elsewhere in the document; ``None`` where there is none or several.

    What the speakers' names do not find: they ask that a postposition closes the full name.
    """
    words = doc.words
    w = words[at]
    if not _may_be_name(w):
        return None
    names: dict[str, str] = {}
    for p in positions(doc)[w][:_MOST_PLACES]:
        end = p
        while end < p + 3 and end + 1 < len(words) and _goes_on(doc, end):
            end += 1
        if end > p and p != at:
            name = doc.text[doc.starts[p] : doc.ends[end]]
            names.setdefault(name_key(name), name)
    return next(iter(names.values())) if len(names) == 1 else None


def _goes_on(doc: Document, end: int) -> bool:
    after = doc.words[end + 1]
    return (
        doc.starts[end + 1] - doc.ends[end] == 1
        and after[0].isalpha()
        and _may_be_name(after)
        and step_probability(doc, end, end + 1) > _LIKELY
    )


_MOST_PLACES = 10
_LIKELY = 0.6
_FULL_KINDS = frozenset({"organisation", "scheme", "law", "agreement", "court", "event", "government", "party"})


def _by_head(doc: Document, at: int) -> str | None:
    """Return the only longer phrase before a noun that ends with it (समिति for चुनाव समिति), ``None`` where there is none or several."""
    words = doc.words
    if noun_types().get(stem(words[at])) not in _FULL_KINDS:
        return None
    full: dict[str, str] = {}
    for p in positions(doc)[words[at]][:_MOST_PLACES]:
        if p >= at:
            break
        found = mention_ending_at(doc, p)
        if found is None or found.last != p or certainty(doc, found) < _SURE:
            continue
        low, high = trimmed(words, found.first, p + 1)
        if 1 < high - low < 5:
            name = doc.text[doc.starts[low] : doc.ends[p]]
            full.setdefault(name_key(name), name)
    return next(iter(full.values())) if len(full) == 1 else None


_SURE = 0.8


def _direct_phrase(doc: Document, low: int, high: int) -> str:
    """Return a phrase in the direct case: its head, and before a masculine singular one also के and adjectives (उस के नए कदम: का नया कदम)."""
    words, text, starts, ends = doc.words, doc.text, doc.starts, doc.ends
    last = high - 1
    raw = text[starts[last] : ends[last]]
    oblique = high < len(words) and _bounds().get(words[high]) == "case"
    out = direct(raw, oblique)
    # one minister is a plural out of respect: देश के मंत्री
    singular = oblique and not raw.endswith("ों") and noun_class(words[last]) not in ("office", "person")
    for i in range(last - 1, low - 1, -1):
        own = text[starts[i] : ends[i]]
        if singular and own.endswith(("े", "ए")):
            if words[i] == "के":
                own = "का"
                singular = False
            elif words[i] not in _bounds() and grammar().get(words[i]) is None:
                own = direct(own, True)
        elif words[i] in _bounds():
            singular = False
        out = own + text[ends[i] : starts[i + 1]] + out
    return out


_OWN_KIND = frozenset({"scheme", "law", "agreement"})
"""Types of nouns that, alone, mean the one that is named in full; a government, a team or a group named elsewhere is often another one."""


def one_name(key_of: Mapping[str, str]) -> dict[str, str]:
    """Return the name for each of the names of a document's targets, given with their keys (see `quotestance.text.name_key`).

    Spellings of one name (हिन्दू, हिंदू), names of one group in the table of aliases, the first or last name of somebody named in full, and
    योजना or कानून for the one that is named in full fall together. Any longer phrase that begins or ends with a name was tried: seven in ten
    of these mean something else (सेना, सेना के डॉक्टर).
    """
    full: dict[str, str] = {}
    parts = {name: tuple(stems(key.split())) for name, key in key_of.items()}
    by_stems: dict[tuple[str, ...], str] = {}
    by_group: dict[tuple[str, ...], str] = {}
    by_part: dict[str, str | None] = {}
    by_kind: dict[str, str | None] = {}
    types = noun_types()
    for name in sorted(parts, key=lambda name: (-len(parts[name]), -len(name), name)):
        key = parts[name]
        target = by_stems.setdefault(key, name)
        forms = aliases_of(name)
        if forms:
            target = by_group.setdefault(forms, target)
        if len(key) == 1:
            other = by_part.get(key[0]) or by_kind.get(key[0])
            if other:
                target = other
        elif types.get(key[-1]) in _OWN_KIND:
            by_kind[key[-1]] = None if key[-1] in by_kind else name
        elif len(key) < 5 and all(_may_be_name(w) for w in key_of[name].split()):
            for part in (key[0], key[-1]):
                by_part[part] = None if part in by_part else name
        full[name] = target
    return full


class _Names(dict[str, bool]):
    """Whether words may be part of names, by their class, worked out as they are met."""

    def __missing__(self, w: str) -> bool:
        known = word(w)
        if len(self) > _MOST_KNOWN:
            self.clear()
        found = self[w] = name_like(known) or (not known.level and not known.noun and w[0].isalpha())
        return found


_may_be_name = _Names().__getitem__
