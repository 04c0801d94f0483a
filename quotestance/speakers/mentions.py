"""Mentions: the noun phrases that can name or describe a speaker, with exact boundaries."""

from __future__ import annotations

from dataclasses import dataclass

from ..records import How
from ..text import Document
from .pronouns import pronoun

__all__ = ["Mention", "mention_ending_at", "mentions_between"]

_STOP = frozenset(
    "ने को से में पर तक लिए और या तथा एवं कि लेकिन मगर पर जब तब अब यह वह इस उस है हैं था थी थे हो गया गई गए कर करते हुए बाद पहले वहीं भी ही तो जिसमें जबकि".split()
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase or pronoun that can stand for a speaker.

    ``start`` and ``end`` are code points (half open), ``first`` and ``last`` the indices of its first and last token (both inclusive);
    ``how`` is ``"name"``, ``"description"`` or ``"pronoun"``. Of a name with a title before it (केंद्रीय मंत्री रमेश पाल) the mention is the name alone.
    """

    start: int
    end: int
    first: int
    last: int
    how: How


def mention_ending_at(doc: Document, token_index: int) -> Mention | None:
    """Return the noun phrase whose last token is at ``token_index``, ``None`` where none can end there.

    Examples
    --------
    >>> doc = Document("कल रमेश पाल ने कहा")
    >>> m = mention_ending_at(doc, 2)
    >>> doc.text[m.start : m.end], m.how
    ('रमेश पाल', 'name')
    """
    words = doc.words
    if not 0 <= token_index < len(words):
        return None
    if pronoun(words[token_index]) is not None:
        return Mention(doc.starts[token_index], doc.ends[token_index], token_index, token_index, "pronoun")
    if not words[token_index][0].isalnum() or words[token_index] in _STOP:
        return None
    first = token_index
    while first > 0 and token_index - first < 2 and words[first - 1][0].isalnum() and words[first - 1] not in _STOP | {"का", "के", "की"}:
        first -= 1
    return Mention(doc.starts[first], doc.ends[token_index], first, token_index, "name")


def mentions_between(doc: Document, first: int, last: int) -> list[Mention]:
    """Return the mentions that can be speakers in the tokens ``first`` to ``last`` (half open), in order."""
    words = doc.words
    out = []
    for i in range(max(first, 0), min(last, len(words))):
        if pronoun(words[i]) is not None or (i + 1 < len(words) and words[i + 1] in ("ने", "के", "का", "को", "की")):
            found = mention_ending_at(doc, i)
            if found is not None and found.first >= first:
                out.append(found)
    return out
