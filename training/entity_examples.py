"""What the labels say about mentions: where each begins, whether it is a name, which title stands before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quotestance import Article
from quotestance.records import Quote
from quotestance.speakers.phrases.boundaries import before, stops
from quotestance.speakers.phrases.name_ends import may_go_on
from quotestance.text import Document, fold, name_key

__all__ = ["Phrase", "bodies", "documents", "ends", "phrases", "steps"]

_POSTPOSITIONS = frozenset({"ने", "के", "की", "का", "को", "से", "पर", "में"})


@dataclass(frozen=True)
class Phrase:
    """One labelled phrase: ``kind`` as in `extend` (``T``: the title before a name), from token ``first`` back to ``start``.

    Its last token is ``last``.
    """

    kind: str
    start: int
    first: int
    last: int


def documents(articles: Iterable[Article]) -> Iterator[tuple[Document, list[Quote]]]:
    """Yield each article as a document with its quotations."""
    for article in articles:
        yield Document(article.text), list(article.quotes)


def _span(doc: Document, start: int, end: int) -> tuple[int, int] | None:
    first, last = doc.first_token(start), doc.last_token(end)
    if first >= len(doc.starts) or last < first or doc.starts[first] != start or doc.ends[last] != end:
        return None
    return first, last


def accepted_starts(doc: Document, last: int, keys: set[str]) -> list[int]:
    """Return the tokens from which the text up to ``last`` is one of the accepted names, nearest first."""
    out = []
    for first in range(last, max(-1, last - 16), -1):
        if name_key(doc.text[doc.starts[first] : doc.ends[last]]) in keys:
            out.append(first)
    return out


def name_start(doc: Document, first: int, last: int, name: str, keys: set[str]) -> int | None:
    """Return where the bare name begins in a phrase that names somebody."""
    starts = accepted_starts(doc, last, keys)
    canonical = name_key(name)
    for s in starts:
        if name_key(doc.text[doc.starts[s] : doc.ends[last]]) == canonical:
            return s  # nearest: without honorifics
    parts = set(canonical.split())
    at = None
    for s in range(last, first - 1, -1):
        if doc.words[s] in parts or not doc.words[s][0].isalnum():
            at = s if doc.words[s] in parts else at
        else:
            break
    if at is not None:
        return at
    return starts[0] if starts else None


def phrases(doc: Document, quotes: list[Quote]) -> tuple[list[Phrase], list[tuple[int, int]]]:
    """Return the labelled phrases of a document and ``(last token, is a name)`` of each mention."""
    out: dict[Phrase, None] = {}
    heads: dict[tuple[int, int], None] = {}
    seen_names: set[str] = set()
    of_names = {w for q in quotes if q.speaker is not None and q.speaker.name is not None for w in name_key(q.speaker.name).split()}
    for q in quotes:
        sp = q.speaker
        if sp is None or sp.name is None:
            continue
        keys = {name_key(n) for n in (sp.name, *sp.names)}
        if (sp.how == "name" or sp.type == "person") and sp.name not in seen_names:
            seen_names.add(sp.name)
            _occurrences(doc, sp.name, keys, of_names, out)
        if sp.mention is None or sp.how not in ("name", "description"):
            continue
        tokens = _span(doc, sp.mention.start, sp.mention.end)
        if tokens is None:
            continue
        first, last = tokens
        if not doc.words[last][0].isalnum():
            continue
        heads[last, int(sp.how == "name")] = None
        starts = accepted_starts(doc, last, keys)
        if sp.how == "name":
            start = name_start(doc, first, last, sp.name, keys)
            if start is None:
                continue
            out[Phrase("N", start, last, last)] = None
            titled = min([first, *starts])
            if titled < start:
                out[Phrase("T", before(doc, start), start, last)] = None
                title_last = before(doc, start)
                if title_last >= 0:
                    out[Phrase("D", titled, title_last, title_last)] = None
            else:
                out[Phrase("T", start, start, last)] = None
        else:
            out[Phrase("D", min([first, *starts]), last, last)] = None
    return list(out), list(heads)


def bodies(doc: Document, quotes: list[Quote]) -> list[tuple[Phrase, int]]:
    """Return the named mentions of a document, each with whether it names a body."""
    out: dict[tuple[Phrase, int], None] = {}
    for q in quotes:
        sp = q.speaker
        if sp is None or sp.name is None or sp.mention is None or sp.how != "name" or sp.type not in ("person", "organisation"):
            continue
        tokens = _span(doc, sp.mention.start, sp.mention.end)
        if tokens is not None:
            start = name_start(doc, *tokens, sp.name, {name_key(n) for n in (sp.name, *sp.names)})
            if start is not None:
                out[Phrase("N", start, tokens[1], tokens[1]), int(sp.type == "organisation")] = None
    return list(out)


def _occurrences(doc: Document, name: str, keys: set[str], of_names: set[str], out: dict[Phrase, None]) -> None:
    """Add the places where a full name stands again, and where one word of it does that is accepted alone: boundaries are known there.

    Of the single words only those before a postposition, which no other word of a name precedes, belong to nothing on their left.
    """
    full = [fold(word) for word in Document(name).words]
    if not full:
        return
    words = doc.words
    inside: set[int] = set()
    for i in range(len(words) - len(full) + 1):
        if words[i] == full[0] and words[i : i + len(full)] == full:
            out[Phrase("N", i, i + len(full) - 1, i + len(full) - 1)] = None
            inside.update(range(i, i + len(full)))
    short = {w for w in full if w in keys} if len(full) > 1 else set()
    for i in range(1, len(words) - 1):
        if words[i] in short and i not in inside and words[i + 1] in _POSTPOSITIONS and words[i - 1] not in of_names | {"."}:
            out[Phrase("N", i, i, i)] = None


def steps(doc: Document, phrase: Phrase) -> Iterator[tuple[int, int, int, int]]:
    """Yield ``(left, right, size, belongs)`` for each step of the walk that a phrase teaches."""
    at, size = phrase.first, 1
    for _ in range(14):
        left = before(doc, at)
        if left < 0 or doc.words[left] in stops(phrase.kind):
            return
        inside = left >= phrase.start and phrase.start < at
        yield left, at, size, int(inside)
        if not inside or phrase.kind == "T":
            return
        at, size = left, size + 1


def ends(doc: Document, quotes: list[Quote]) -> Iterator[tuple[int, int]]:
    """Yield ``(token, goes on)`` for the words of known names and the word after each: where a name ends on its right.

    Wherever the full name of a speaker stands, or one word of it that is accepted alone, the longest such run is taken.
    """
    words = doc.words
    named = {q.speaker.name for q in quotes if q.speaker is not None and q.speaker.how == "name"}
    forms: dict[tuple[str, ...], None] = {}
    for q in quotes:
        sp = q.speaker
        if sp is None or sp.name is None or sp.name not in named or sp.type not in ("person", "organisation"):
            continue
        full = tuple(Document(sp.name).words)
        short = [(w,) for name in sp.names for w in [fold(name)] if w in full]
        for form in (full, *short):
            forms[form] = None
    found: dict[int, int] = {}
    for form in forms:
        for i in range(len(words) - len(form) + 1):
            if words[i] == form[0] and tuple(words[i : i + len(form)]) == form:
                found[i] = max(found.get(i, i), i + len(form) - 1)
    reached = -1
    for first, last in sorted(found.items()):
        if last <= reached:
            continue
        reached = last
        for i in range(first, last + 1):
            if may_go_on(doc, i):
                yield i, int(i < last)
