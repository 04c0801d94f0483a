"""Canonical names of targets: the direct case, the fullest form of the document, one name a target."""

from __future__ import annotations

from collections.abc import Mapping

from ...speakers.identity.entities import entity_of
from ...speakers.phrases.boundaries import step_probability
from ...speakers.phrases.mentions import Mention, certainty, mention_ending_at
from ...speakers.words.classes import noun_class
from ...speakers.words.positions import positions
from ...text import Document, fold, name_key
from ..forms import aliases_of, noun_types
from ..words import grammar, stem, stems
from .bounds import exact_forms, long_forms, may_be_name, place_of, trimmed
from .inflection import direct

__all__ = ["canonical", "one_name"]


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
    if last == low or words[low] in long_forms():
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
    elif not cls and (alone > 1 if low == last else not all(map(may_be_name, words[low:last]))) and may_be_name(words[last]):
        found = mention_ending_at(doc, last)
        if found is None or found.how == "pronoun" or found.last != last:
            return _direct_phrase(doc, low, high)
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


def _in_document(doc: Document, own: str) -> str | None:
    """Return the full name of a target in the table of aliases where the document has it, or a country for its adjective (रूसी).

    ``None``: the table does not know the target by just this form.
    """
    folded = fold(own)
    forms = exact_forms().get(folded)
    if forms is None:
        base = folded[:-2] if folded.endswith("ीय") else folded[:-1] if folded.endswith("ी") else ""
        forms = exact_forms().get(base)
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


def _by_first_name(doc: Document, at: int) -> str | None:
    """Return the only name that begins with a word elsewhere in the document; ``None`` where there is none or several.

    What the speakers' names do not find: they ask that a postposition closes the full name.
    """
    words = doc.words
    w = words[at]
    if not may_be_name(w):
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
        and may_be_name(after)
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
        # no verb's phrase before a noun: राष्ट्रपति से कानून
        if 1 < high - low < 5 and all(place_of().get(w) is None or w in _GENITIVE for w in words[low:high]):
            name = _direct_phrase(doc, low, high)
            full.setdefault(name_key(name), name)
    return next(iter(full.values())) if len(full) == 1 else None


_SURE = 0.8
_GENITIVE = frozenset({"का", "की", "के"})


def _direct_phrase(doc: Document, low: int, high: int) -> str:
    """Return a phrase in the direct case: its head, and before a masculine singular one also के and adjectives (उस के नए कदम: का नया कदम)."""
    words, text, starts, ends = doc.words, doc.text, doc.starts, doc.ends
    last = high - 1
    raw = text[starts[last] : ends[last]]
    oblique = high < len(words) and place_of().get(words[high]) == "case"
    out = direct(raw, oblique)
    # one minister is a plural out of respect: देश के मंत्री
    singular = oblique and not raw.endswith("ों") and noun_class(words[last]) not in ("office", "person")
    for i in range(last - 1, low - 1, -1):
        own = text[starts[i] : ends[i]]
        if singular and own.endswith(("े", "ए")):
            if words[i] == "के":
                own = "का"
                singular = False
            elif words[i] == "वाले":
                # what stands before it is oblique whatever follows: रूस के नेतृत्व वाला गुट
                own = "वाला"
                singular = False
            elif words[i] not in place_of() and grammar().get(words[i]) is None:
                own = direct(own, True)
        elif words[i] in place_of():
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
        elif len(key) < 5 and all(may_be_name(w) for w in key_of[name].split()):
            for part in (key[0], key[-1]):
                by_part[part] = None if part in by_part else name
        full[name] = target
    return full
