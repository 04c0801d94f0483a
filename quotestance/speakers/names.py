"""All names of one source in a document: the fullest name, short forms, titles and descriptions tied to it, acronyms.

Everything starts from the words of a mention and an index of the document: only places where one of these words stands again are looked at.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from ..records import SpeakerType
from ..text import Document, fold, name_key
from .boundaries import before, organisation_probability
from .facts import spoken
from .mentions import Mention, certainty, mention_ending_at, title_of
from .name_ends import NO_NAME, goes_on
from .positions import positions
from .sentences import sentence_ends
from .words import name_like, noun_class, phrase_words, same_office, word

__all__ = ["Entity", "described", "named"]

_MOST_PLACES = 10
"""Most places of a word that are looked at, from the beginning of the text: full names and titles stand where somebody first comes up."""
_LONGEST = 60
"""Words of the sentence before a description that are looked at."""
_LONGEST_NAME = 5
"""Words of a name that stands after a title."""
_MOST_TITLED = 5
"""Most places of a name at which a title is looked for."""
SURE = 0.8
"""Least probability of a boundary by which another place may give a fuller name: a wrong one would spoil a right answer."""
_OF_SOURCE = phrase_words("case-of-source") | phrase_words("particle")
_CASE = phrase_words("case")
_DEICTIC = phrase_words("deictic")
_INDEFINITE = phrase_words("indefinite")
_GENERIC = phrase_words("generic-name")
_LINKS = frozenset({"के", "की", "का"})
_DEMONSTRATIVE = phrase_words("demonstrative")
_SEVERAL = phrase_words("several")
_RANK = phrase_words("rank")
_AFTER_NAME = phrase_words("after-name")
_ARTICLES = phrase_words("name-article")


class Entity(NamedTuple):
    """A source: its fullest name, all its forms, its type.

    ``sure`` is false where the name was found at a distance from the mention and may be another's.
    """

    name: str
    names: tuple[str, ...]
    type: SpeakerType
    sure: bool = True


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
    words = doc.words
    text = doc.text[mention.start : mention.end]
    parts = _parts(doc, mention)
    if not parts:
        return Entity(text, (text,), "unknown")
    full, places = _fullest(doc, mention, parts)
    forms: dict[str, str] = {}
    name = doc.text[full.start : full.end]
    _add(forms, name)
    _add(forms, text)
    person = organisation_probability(doc, full.first, full.last) < 0.5
    for place in places[:_MOST_TITLED]:
        if len(forms) > 12:
            break
        title = title_of(doc, place)
        if title is None:
            continue
        for first in _beginnings(doc, title):
            start = doc.starts[first]
            _add(forms, doc.text[start : place.end])
            _add(forms, doc.text[start : title.end])
    if person:
        full_parts = _parts(doc, full)
        if len(full_parts) > 1:
            for part in (full_parts[-1], full_parts[0]):
                if part in _GENERIC:
                    continue
                for p in positions(doc)[part][:_MOST_PLACES]:
                    if full.first <= p <= full.last:
                        continue
                    if not (p and name_like(word(words[p - 1]))) and not (p + 1 < len(words) and name_like(word(words[p + 1]))):
                        _add(forms, doc.text[doc.starts[p] : doc.ends[p]])
                        break
    for form in _acronyms(doc, full, places):
        _add(forms, form)
    return Entity(name, tuple(forms.values()), "person" if person else "organisation")


def _add(forms: dict[str, str], form: str) -> None:
    forms.setdefault(name_key(form), form)


def _parts(doc: Document, mention: Mention) -> list[str]:
    """Return the words of a name without initials' points, honorifics and जी."""
    out = [w for w in doc.words[mention.first : mention.last + 1] if w[:1].isalnum()]
    if out and mention.start > doc.starts[mention.first]:
        out[0] = fold(doc.text[mention.start : doc.ends[mention.first]])  # glued to the word before
    while len(out) > 1 and noun_class(out[0]) == "honorific":
        out.pop(0)
    while len(out) > 1 and out[-1] in _AFTER_NAME:
        out.pop()
    return out


def _fullest(doc: Document, mention: Mention, parts: list[str]) -> tuple[Mention, list[Mention]]:
    """Return the mention that holds the fullest form of a name, and all places of the name that were seen."""
    words, places_of = doc.words, positions(doc)
    places: list[Mention] = [mention]
    longer: list[tuple[int, Mention]] = []
    size = len(parts)
    for p in places_of[parts[-1]][:_MOST_PLACES]:
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
        found = mention_ending_at(doc, end)
        if found is None or found.how != "name" or found.first > p:
            continue
        others = _parts(doc, found)
        ends_so = others[-size:] == parts
        if not ends_so and (found.last + 1 >= len(words) or words[found.last + 1] not in _OF_SOURCE):
            continue  # a first name: only where the whole name is closed by a postposition, not by a verb
        if ends_so or (size == 1 and others[0] == parts[0]):
            places.append(found)
            if len(others) > size and certainty(doc, found) >= SURE and _all_names(others):
                longer.append((found.first, found))
    if size == 1 and not longer and mention.first == mention.last:
        for p in _with_article(doc).get(parts[0], ())[:_MOST_PLACES]:
            found = mention_ending_at(doc, p)
            if found is not None and found.how == "name" and found.first < p and certainty(doc, found) >= SURE:
                places.append(found)
                longer.append((found.first, found))
    if not longer or organisation_probability(doc, mention.first, mention.last) > 0.5:
        return mention, places
    # Two people of one surname: the one named last before this mention is meant.
    kinds = {name_key(doc.text[m.start : m.end]) for _, m in longer}
    if len(kinds) > 1:
        ahead = [m for first, m in longer if first < mention.first]
        best = ahead[-1] if ahead else longer[0][1]
        same = name_key(doc.text[best.start : best.end])
        tail = _parts(doc, best)
        places = [m for m in places if m is mention or name_key(doc.text[m.start : m.end]) == same or _parts(doc, m) == tail]
        return best, places
    return longer[0][1], places


def _with_article(doc: Document) -> dict[str, list[int]]:
    """Return the places of names that are written with an article and a hyphen (अल-हसन), by the name without them; made once a document."""
    known: dict[str, list[int]] | None = doc.__dict__.get("_with_article")
    if known is None:
        known = {}
        where = positions(doc)
        for w in where.counts:
            if "-" in w:
                article, _, rest = w.partition("-")
                if article in _ARTICLES and rest:
                    known.setdefault(rest, []).extend(where[w])
        doc.__dict__["_with_article"] = known
    return known


def _all_names(parts: list[str]) -> bool:
    return all(noun_class(w) in ("", "initial", "honorific") for w in parts)


def _beginnings(doc: Document, phrase: Mention) -> list[int]:
    """Return where a description begins, and where its last part does: हॉकी टीम के | मुख्य कोच, वित्त मंत्री और | पार्टी के नेता."""
    words, out = doc.words, [phrase.first]
    for i in range(phrase.last - 2, phrase.first, -1):
        if words[i] in _LINKS:
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


def described(doc: Document, mention: Mention) -> Entity:
    """Return the source that a description means: the person or body whom the text names under it, else the description itself.

    Examples
    --------
    >>> doc = Document("वित्त मंत्री रमेश पाल आए। वित्त मंत्री ने कहा कि वे खुश हैं")
    >>> described(doc, mention_ending_at(doc, 7)).name
    'रमेश पाल'
    """
    words = doc.words
    text = doc.text[mention.start : mention.end]
    head = words[mention.last]
    cls = noun_class(head)
    several = any(words[i] in _SEVERAL for i in range(mention.first, mention.last))
    own = "group" if several and cls in ("office", "person", "group") else _type(head, cls)
    first = mention.first
    while first < mention.last and words[first] in _DEICTIC:
        first += 1
    forms = {name_key(text): text}
    if first > mention.first:
        _add(forms, doc.text[doc.starts[first] : mention.end])
    for begin in _beginnings(doc, mention)[1:2]:
        _add(forms, doc.text[doc.starts[begin] : mention.end])
    indefinite = mention.first < mention.last and any(words[i] in _INDEFINITE for i in range(mention.first, mention.last))
    if cls == "office" and not indefinite:
        who = _officer(doc, mention, first, head)
        if who is not None:
            entity = named(doc, who)
            for form in forms.values():
                if name_key(form) not in {name_key(n) for n in entity.names}:
                    entity = Entity(entity.name, (*entity.names, form), entity.type, False)
            return Entity(entity.name, entity.names, entity.type, False)
    if cls == "office" and not indefinite and not several:
        same = _who_just_spoke(doc, mention)
        if same is not None:
            for form in same.names:
                _add(forms, form)
            return Entity(same.name, (same.name, *(f for f in forms.values() if f != same.name)), same.type, False)
    if cls == "organisation" and first == mention.last and not indefinite:
        body = _body(doc, mention, head)
        if body is not None:
            name = doc.text[body.start : body.end]
            _add(forms, name)
            names = (name, *(f for f in forms.values() if f != name))
            return Entity(name, names, "organisation", False)
    if cls == "text" and first == mention.last and words[mention.first] in _DEMONSTRATIVE:
        text = doc.text[doc.starts[first] : mention.end]  # a text without a writer is called by its noun alone
    return Entity(text, tuple(forms.values()), own)


def _type(head: str, cls: str) -> SpeakerType:
    if cls in ("organisation", "writing"):
        return "organisation"
    if cls == "group" or (cls not in ("office", "person", "text") and head.endswith("ों")):
        return "group"
    return "unnamed"


def _officer(doc: Document, mention: Mention, first: int, head: str) -> Mention | None:
    """Return the person whose title the description is: the nearest before it, else the first after."""
    words, places_of = doc.words, positions(doc)
    heads = (head, *same_office().get(head, ()))
    asked = _content(words[first : mention.last])
    nearest: Mention | None = None
    for p in sorted(p for h in heads for p in places_of[h][:_MOST_PLACES]):
        if mention.first <= p <= mention.last:
            continue
        who = _name_after(doc, p)
        if who is None:
            continue
        title = title_of(doc, who)
        if title is None or title.last != p:
            continue
        own = _content(words[title.first : title.last])
        if asked and not (asked & own):
            continue
        if p > mention.last and nearest is not None:
            break
        nearest = who
        if p > mention.last:
            break
    return nearest


def _who_just_spoke(doc: Document, mention: Mention) -> Entity | None:
    """Return the person who spoke in the sentence before, where a description at a sentence's beginning says of what he is the head.

    रमेश ने कहा कि कर्नाटक आगे है। कर्नाटक के मुखिया ने कहा …: the sentence before names the place, and the person bears no title of another.
    A learned choice among all nouns near by, with the description itself among them, did harm: of the training documents' descriptions
    0.934 were answered in an accepted way, not 0.941, and no more by their full names.
    """
    words = doc.words
    if mention.last - mention.first < 2 or words[mention.last - 1] not in _LINKS:
        return None
    ends = sentence_ends(doc)
    at = bisect_right(ends, mention.first)
    if not at or ends[at - 1] != mention.first - 1:
        return None
    begin, end = (ends[at - 2] + 1 if at > 1 else 0), ends[at - 1]
    begin = max(begin, end - _LONGEST)
    asked = {w[:4] for w in words[mention.first : mention.last - 1] if len(w) > 3}
    if not any(w[:4] in asked for w in words[begin:end]):
        return None
    for i in range(begin + 1, end):
        if words[i] == "ने":
            who = mention_ending_at(doc, i - 1)
            if who is None or who.how != "name" or not spoken(words, i + 1):
                return None
            entity = named(doc, who)
            titles = [w for w in (fold(form).split() for form in entity.names) if noun_class(w[-1]) == "office"]
            other = bool(titles) and not any(w[:4] in asked for title in titles for w in title)
            return None if entity.type != "person" or other else entity
    return None


def _content(words: list[str]) -> set[str]:
    """Return the words of a title that tell one office from another (वित्त, रूसी; not के, पूर्व)."""
    return {w for w in words if w not in _CASE and w not in _RANK and w[:1].isalnum()}


def _name_after(doc: Document, p: int) -> Mention | None:
    """Return the name that begins right after a title, up to five words long."""
    words = doc.words
    end = p + 1
    if end >= len(words) or not words[end][:1].isalnum() or words[end] in NO_NAME or "\n" in doc.text[doc.ends[p] : doc.starts[end]]:
        return None
    known = word(words[end])
    if not name_like(known) and known.noun not in ("initial", "honorific"):
        return None
    for _ in range(_LONGEST_NAME - 1):
        if goes_on(doc, end):
            end += 1
        elif end + 2 < len(words) and words[end + 1] == "." and before(doc, end + 2) == end:
            end += 2  # an initial with its point
        else:
            break
    for last in range(end, p, -1):
        if not words[last][:1].isalnum():
            continue
        found = mention_ending_at(doc, last)
        if found is not None and found.how == "name" and before(doc, found.first) == p:
            return found
    return None


def _body(doc: Document, mention: Mention, head: str) -> Mention | None:
    """Return the nearest earlier body whose name ends with the same word (चुनाव आयोग for आयोग)."""
    nearest = None
    for p in positions(doc)[head][:_MOST_PLACES]:
        if p >= mention.first:
            break
        found = mention_ending_at(doc, p)
        if found is not None and found.how == "name" and found.first < p:
            nearest = found
    return nearest
