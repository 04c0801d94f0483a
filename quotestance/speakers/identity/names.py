"""All names of one source in a document: the fullest name, short forms, titles tied to it, acronyms.

Everything starts from the words of a mention and an index of the document: only places where one of these words stands again are looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ...records import SpeakerType
from ...text import Document, fold, name_key
from ..kept import kept
from ..phrases.boundaries import organisation_probability
from ..phrases.mentions import Mention, mention_ending_at, title_of
from ..phrases.name_ends import NO_NAME, goes_on
from ..words.classes import name_like, noun_class, word
from ..words.positions import positions
from ..words.small_words import GENITIVE, phrase_words
from .sameness import Offer, added_facts, best, nearest, offer_facts

__all__ = ["MOST_PLACES", "Entity", "add", "beginnings", "fuller", "named", "parts_of"]

MOST_PLACES = 10
"""Most places of a name, an office or a kind of body that are looked at, from the beginning of the text.

Full names and titles stand where somebody first comes up.
"""
_MOST_TITLED = 5
"""Most places of a name at which a title is looked for."""
_MOST_FORMS = 12
"""Forms of a name from which no further title is looked for."""
_OF_SOURCE = phrase_words("case-of-source") | phrase_words("particle")
_GENERIC = phrase_words("generic-name")
_PEOPLE = ("office", "person", "group")
_AFTER_NAME = phrase_words("after-name")
_ARTICLES = phrase_words("name-article")


class Entity(NamedTuple):
    """A source: its fullest name, all its forms, its type.

    ``same`` is the probability that it is meant, where the name was found at a distance from the mention and may be another's.
    """

    name: str
    names: tuple[str, ...]
    type: SpeakerType
    same: float | None = None


def named(doc: Document, mention: Mention) -> Entity:
    """Return the source that a proper name means, with the fullest form and all forms that the document has.

    Examples
    --------
    >>> doc = Document("वित्त मंत्री रमेश पाल आए। पाल ने कहा कि वे खुश हैं")
    >>> named(doc, mention_ending_at(doc, 6)).names
    ('रमेश पाल', 'पाल', 'वित्त मंत्री रमेश पाल', 'वित्त मंत्री')
    """
    inner = mention_ending_at(doc, mention.last)
    if inner is not None and inner.how == "name" and inner.first > mention.first:
        mention = inner  # given with its title
    text = doc.text[mention.start : mention.end]
    parts = parts_of(doc, mention)
    if not parts:
        return Entity(text, (text,), "unknown")
    offers, seen = fuller(doc, mention, parts)
    chosen = best(offers)
    full, full_parts = mention, parts
    if chosen is not None:
        full, full_parts = chosen[0], parts_of(doc, chosen[0])
    places = [m for m, own in seen if own in (full_parts, parts)]  # two people may bear one surname
    forms: dict[str, str] = {}
    name = doc.text[full.start : full.end]
    add(forms, name)
    add(forms, text)
    person = organisation_probability(doc, full.first, full.last) < 0.5
    _add_titles(doc, places, forms)
    if person and len(full_parts) > 1:
        _add_parts(doc, full, (full_parts[-1], full_parts[0]), forms)
    for form in _acronyms(doc, full, places):
        add(forms, form)
    return Entity(name, tuple(forms.values()), "person" if person else "organisation", None if chosen is None else chosen[1])


def _add_titles(doc: Document, places: Sequence[Mention], forms: dict[str, str]) -> None:
    """Add the titles that stand before a name, with it and alone."""
    for place in places[:_MOST_TITLED]:
        if len(forms) > _MOST_FORMS:
            return
        title = title_of(doc, place)
        if title is None:
            continue
        for first in beginnings(doc, title):
            start = doc.starts[first]
            add(forms, doc.text[start : place.end])
            add(forms, doc.text[start : title.end])


def _add_parts(doc: Document, full: Mention, parts: Sequence[str], forms: dict[str, str]) -> None:
    """Add the words of a person's name that stand alone elsewhere, beside no other word of a name."""
    words = doc.words
    for part in parts:
        if part in _GENERIC:
            continue
        for p in positions(doc)[part][:MOST_PLACES]:
            if full.first <= p <= full.last:
                continue
            if not (p and name_like(word(words[p - 1]))) and not (p + 1 < len(words) and name_like(word(words[p + 1]))):
                add(forms, doc.text[doc.starts[p] : doc.ends[p]])
                break


def add(forms: dict[str, str], form: str) -> None:
    """Add a form to the names of a source, by its key."""
    forms.setdefault(name_key(form), form)


def parts_of(doc: Document, mention: Mention) -> list[str]:
    """Return the words of a name without initials' points, honorifics and जी."""
    out = [w for w in doc.words[mention.first : mention.last + 1] if w[:1].isalnum()]
    if out and mention.start > doc.starts[mention.first]:
        out[0] = fold(doc.text[mention.start : doc.ends[mention.first]])  # glued to the word before
    while len(out) > 1 and noun_class(out[0]) == "honorific":
        out.pop(0)
    while len(out) > 1 and out[-1] in _AFTER_NAME:
        out.pop()
    return out


def fuller(doc: Document, mention: Mention, parts: list[str]) -> tuple[list[Offer], list[tuple[Mention, list[str]]]]:
    """Return the longer forms of a name that the text offers, and all places of the name that were seen, with its words there."""
    words, places_of = doc.words, positions(doc)
    places = [(mention, parts)]
    longer: dict[str, list[Mention]] = {}
    size = len(parts)
    for p in places_of[parts[-1]][:MOST_PLACES]:
        if mention.first <= p <= mention.last:
            continue
        left = words[p - 1] if p else ""
        if size > 1 and left != parts[-2] and left != ".":
            continue
        end = p
        while size == 1 and end + 1 < len(words) and end - p < 3 and goes_on(doc, end):
            end += 1
        if size == 1 and end == p and left != "." and (not left[:1].isalnum() or left in NO_NAME):
            continue  # stands alone there too: nothing to learn
        found = _bare(doc, end, p - size + 1)
        if found is None or found.first > p:
            continue
        others = parts_of(doc, found)
        ends_so = others[-size:] == parts
        if not ends_so and (found.last + 1 >= len(words) or words[found.last + 1] not in _OF_SOURCE):
            continue  # a first name: only where the whole name is closed by a postposition, not by a verb
        if ends_so or (size == 1 and others[0] == parts[0]):
            places.append((found, others))
            if len(others) > size:
                longer.setdefault(name_key(doc.text[found.start : found.end]), []).append(found)
    if size == 1 and not longer and mention.first == mention.last:
        for p in _with_article(doc).get(parts[0], ())[:MOST_PLACES]:
            found = mention_ending_at(doc, p)
            if found is not None and found.how == "name" and found.first < p:
                places.append((found, parts_of(doc, found)))
                longer.setdefault(name_key(doc.text[found.start : found.end]), []).append(found)
    if not longer:
        return [], places
    offers = []
    own = round(4 * organisation_probability(doc, mention.first, mention.last))
    rivals = [nearest(mention, forms) for forms in longer.values()]
    for found, forms in zip(rivals, longer.values(), strict=True):
        others = parts_of(doc, found)
        ends_so = others[-size:] == parts
        added = others[:-size] if ends_so else others[1:]
        facts = offer_facts(doc, "F", mention, found, len(forms), rivals) + added_facts(doc, "F", found, added)
        facts += [f"Fs{min(size, 3)}", f"Fown{own}|{ends_so}", f"Fend{ends_so}"]
        offers.append(Offer(found, facts))
    return offers, places


def _bare(doc: Document, end: int, inner: int) -> Mention | None:
    """Return the name that ends at a token, without words for people that stand before its words from ``inner`` on (सचिव | रमेश पाल)."""
    found = mention_ending_at(doc, end)
    if found is None or found.how != "name":
        return None
    for i in range(min(inner, end) - 1, found.first - 1, -1):
        if noun_class(doc.words[i]) in _PEOPLE:
            return Mention(doc.starts[i + 1], found.end, i + 1, found.last, "name")
    return found


def _with_article(doc: Document) -> dict[str, list[int]]:
    """Return the places of names that are written with an article and a hyphen (अल-हसन), by the name without them; made once a document."""
    own = kept(doc)
    known = own.articles
    if known is None:
        known = {}
        where = positions(doc)
        for w in where.counts:
            if "-" in w:
                article, _, rest = w.partition("-")
                if article in _ARTICLES and rest:
                    known.setdefault(rest, []).extend(where[w])
        own.articles = known
    return known


def beginnings(doc: Document, phrase: Mention) -> list[int]:
    """Return where a description begins, and where its last part does: हॉकी टीम के | मुख्य कोच, वित्त मंत्री और | पार्टी के नेता."""
    words, out = doc.words, [phrase.first]
    for i in range(phrase.last - 2, phrase.first, -1):
        if words[i] in GENITIVE:
            out.append(i + 1)
            break
    for i in range(phrase.last - 2, phrase.first, -1):
        if words[i] in ("और", "एवं", "तथा") and i + 1 not in out:
            out.append(i + 1)
            break
    return out


def _acronyms(doc: Document, full: Mention, places: list[Mention]) -> list[str]:
    """Return what stands in brackets right after a name, or the name before the brackets in which this one stands."""
    words, out = doc.words, []
    for m in [full, *places][:6]:
        i = m.last + 1
        if i + 2 < len(words) and words[i] in "([" and words[i + 2] in ")]" and m.last > m.first and words[i + 1][:1].isalnum():
            out.append(doc.text[doc.starts[i + 1] : doc.ends[i + 1]])
    return out
