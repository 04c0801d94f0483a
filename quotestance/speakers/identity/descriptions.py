"""Whom a description means: the person whom the text names under this title, the body under its full name, or nobody else."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from ...records import SpeakerType
from ...text import Document, fold, name_key
from ..phrases.boundaries import before
from ..phrases.mentions import Mention, mention_ending_at, title_of
from ..phrases.name_ends import NO_NAME, goes_on
from ..reading.sentences import sentence_ends
from ..words.classes import BEFORE_NAME, name_like, noun_class, same_office, word
from ..words.positions import positions
from ..words.small_words import GENITIVE, phrase_words
from .facts import spoken
from .names import MOST_PLACES, Entity, add, beginnings, named
from .sameness import Offer, added_facts, best, nearest, offer_facts

__all__ = ["bodies", "described", "holders"]

_LONGEST = 60
"""Words of the sentence before a description that are looked at."""
_LONGEST_NAME = 5
"""Words of a name that stands after a title."""
_CASE = phrase_words("case")
_DEICTIC = phrase_words("deictic")
_DEMONSTRATIVE = phrase_words("demonstrative")
_INDEFINITE = phrase_words("indefinite")
_RANK = phrase_words("rank")
_SEVERAL = phrase_words("several")


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
    first = _without_determiners(doc, mention)
    forms = {name_key(text): text}
    if first > mention.first:
        add(forms, doc.text[doc.starts[first] : mention.end])
    for begin in beginnings(doc, mention)[1:2]:
        add(forms, doc.text[doc.starts[begin] : mention.end])
    who = best(holders(doc, mention))
    if who is not None:
        entity = named(doc, who[0])
        known = {name_key(n) for n in entity.names}
        names = (*entity.names, *(f for k, f in forms.items() if k not in known))
        return Entity(entity.name, names, entity.type, who[1])
    same = _who_just_spoke(doc, mention) if cls == "office" and not several else None
    if same is not None:
        for form in same.names:
            add(forms, form)
        return Entity(same.name, (same.name, *(f for f in forms.values() if f != same.name)), same.type, _JUST_SPOKE)
    body = best(bodies(doc, mention))
    if body is not None:
        name = doc.text[body[0].start : body[0].end]
        add(forms, name)
        return Entity(name, (name, *(f for f in forms.values() if f != name)), "organisation", body[1])
    if cls == "text" and first == mention.last and words[mention.first] in _DEMONSTRATIVE:
        text = doc.text[doc.starts[first] : mention.end]  # a text without a writer is called by its noun alone
    return Entity(text, tuple(forms.values()), own)


_JUST_SPOKE = 0.9
"""Probability that who spoke in the sentence before is the head of what it names."""


def _without_determiners(doc: Document, mention: Mention) -> int:
    """Return the first token of a description after its determiners (इस, एक, उनके)."""
    first = mention.first
    while first < mention.last and doc.words[first] in _DEICTIC:
        first += 1
    return first


def _is_indefinite(doc: Document, mention: Mention) -> bool:
    """Tell whether a description speaks of somebody new (एक मंत्री, कोई मंत्री)."""
    return any(w in _INDEFINITE for w in doc.words[mention.first : mention.last])


def _type(head: str, cls: str) -> SpeakerType:
    if cls in ("organisation", "writing"):
        return "organisation"
    if cls == "group" or (cls not in ("office", "person", "text") and head.endswith("ों")):
        return "group"
    return "unnamed"


def holders(doc: Document, mention: Mention) -> list[Offer]:
    """Return the people who bear the title of a description somewhere in the text; none for what is no office or speaks of somebody new."""
    words, places_of = doc.words, positions(doc)
    head = words[mention.last]
    if noun_class(head) != "office" or _is_indefinite(doc, mention):
        return []
    asked = _content(words[_without_determiners(doc, mention) : mention.last])
    found: dict[str, list[tuple[Mention, Mention]]] = {}
    for p in sorted(p for h in (head, *same_office().get(head, ())) for p in places_of[h][:MOST_PLACES]):
        if mention.first <= p <= mention.last:
            continue
        who = _name_after(doc, p)
        if who is None:
            continue
        title = title_of(doc, who)
        if title is None or title.last != p:
            continue
        if not all(any(_akin(a, w) for w in words[title.first : title.last]) for a in asked):
            continue
        found.setdefault(name_key(doc.text[who.start : who.end]), []).append((who, title))
    offers = []
    rivals = [nearest(mention, [who for who, _ in places]) for places in found.values()]
    for who, places in zip(rivals, found.values(), strict=True):
        title = next(t for w, t in places if w is who)
        facts = offer_facts(doc, "O", mention, who, len(places), rivals)
        offers.append(Offer(who, facts + _title_facts(doc, mention, asked, title, who)))
    return offers


def _title_facts(doc: Document, mention: Mention, asked: Sequence[str], title: Mention, who: Mention) -> list[str]:
    """Return what two titles say: how much of the asked one the other has, and what it has besides."""
    words = doc.words
    own = _content(words[title.first : title.last])
    missing = [a for a in asked if a not in own]
    besides = [w for w in own if not any(_akin(a, w) for a in asked)]
    ranks = set(words[title.first : title.last]) & _RANK, set(words[mention.first : mention.last]) & _RANK
    after = words[who.last + 1] if who.last + 1 < len(words) else ""
    out = [
        f"Oqm{min(len(asked), 3)}|{min(len(missing), 2)}",
        f"Oqb{min(len(asked), 2)}|{min(len(besides), 2)}",
        f"Or{ranks[0] == ranks[1]}{len(ranks[0])}",
        f"On{min(who.last - who.first, 3)}",
        f"Ogo{name_like(word(after)) if after else '-'}",
    ]
    for w in besides:
        out.append(f"Obc{word(w).coarse}")
    return out


def _akin(a: str, b: str) -> bool:
    """Tell whether two words are the same but for their last letter (रूस, रूसी)."""
    return a == b or (len(a) > 2 and len(b) > 2 and (a[:-1] == b or a == b[:-1] or a[:-1] == b[:-1]))


def _who_just_spoke(doc: Document, mention: Mention) -> Entity | None:
    """Return the person who spoke in the sentence before, where a description at a sentence's beginning says of what he is the head.

    रमेश ने कहा कि कर्नाटक आगे है। कर्नाटक के मुखिया ने कहा …: the sentence before names the place, and the person bears no title of another.
    A learned choice among all nouns near by, with the description itself among them, did harm: of the training documents' descriptions
    0.934 were answered in an accepted way, not 0.941, and no more by their full names.
    """
    words = doc.words
    if mention.last - mention.first < 2 or words[mention.last - 1] not in GENITIVE or _is_indefinite(doc, mention):
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


def _content(words: Sequence[str]) -> list[str]:
    """Return the words of a title that tell one office from another (वित्त, रूसी; not के, पूर्व)."""
    return [w for w in dict.fromkeys(words) if w not in _CASE and w not in _RANK and w[:1].isalnum()]


def _name_after(doc: Document, p: int) -> Mention | None:
    """Return the name that begins right after a title, up to five words long."""
    words = doc.words
    end = p + 1
    if end >= len(words) or not words[end][:1].isalnum() or words[end] in NO_NAME or "\n" in doc.text[doc.ends[p] : doc.starts[end]]:
        return None
    known = word(words[end])
    if not name_like(known) and known.noun not in BEFORE_NAME:
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


def bodies(doc: Document, mention: Mention) -> list[Offer]:
    """Return the bodies whose name ends with the word by which a description calls one (चुनाव आयोग for आयोग)."""
    words = doc.words
    head = words[mention.last]
    if noun_class(head) != "organisation" or _without_determiners(doc, mention) != mention.last or _is_indefinite(doc, mention):
        return []
    found: dict[str, list[Mention]] = {}
    for p in positions(doc)[head][:MOST_PLACES]:
        if p >= mention.first:
            break
        body = mention_ending_at(doc, p)
        if body is not None and body.how == "name" and body.first < p:
            found.setdefault(name_key(doc.text[body.start : body.end]), []).append(body)
    offers = []
    rivals = [nearest(mention, places) for places in found.values()]
    for body, places in zip(rivals, found.values(), strict=True):
        facts = offer_facts(doc, "B", mention, body, len(places), rivals) + added_facts(doc, "B", body, words[body.first : body.last])
        offers.append(Offer(body, [*facts, f"Bh{head}", f"Ball{positions(doc).counts[head] == len(places) + 1}"]))
    return offers
