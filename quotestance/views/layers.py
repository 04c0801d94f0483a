"""The marks on an article laid flat: stretches of text, each with everything that covers it.

Marks overlap freely: the cue of one quotation may stand inside another, a mention inside a target, two annotations may cross. A view
therefore never nests marks; it shows stretch after stretch, each with the set of its marks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ..records import Article

__all__ = ["Mark", "Stretch", "speaker_order", "stretches"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that covers a stretch: ``role`` is quotation, mention, cue, target or evidence; ``quote`` the index of its quotation.

    ``item`` is the index of the stance of a target or evidence, else -1.
    """

    role: str
    quote: int
    item: int = -1


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the text that the same marks cover; ``opens`` and ``closes`` are the quotations that begin and end with it."""

    start: int
    end: int
    marks: tuple[Mark, ...]
    opens: tuple[int, ...] = ()
    closes: tuple[int, ...] = ()


def _marks(article: Article) -> Iterator[tuple[int, int, Mark]]:
    for number, quote in enumerate(article.quotes):
        yield quote.start, quote.end, Mark("quotation", number)
        mention = quote.speaker and quote.speaker.mention
        if mention:
            yield mention.start, mention.end, Mark("mention", number)
        if quote.cue:
            yield quote.cue.start, quote.cue.end, Mark("cue", number)
        for item, stance in enumerate(quote.stances):
            if stance.mention:
                yield stance.mention.start, stance.mention.end, Mark("target", number, item)
            for evidence in stance.evidence or ():
                yield evidence.start, evidence.end, Mark("evidence", number, item)


def stretches(article: Article) -> list[Stretch]:
    """Return the whole text as stretches, in order, without gap or overlap.

    Examples
    --------
    >>> from quotestance import Article
    >>> a = Article.from_dict({"text": 'सीता बोलीं: "हम राम के साथ हैं।"', "quotes": [{"start": 13, "end": 31,
    ...     "stances": [{"target": "राम", "mention": {"start": 16, "end": 19}}]}]})
    >>> [(a.text[s.start:s.end], [m.role for m in s.marks]) for s in stretches(a)][1:4]
    [('हम ', ['quotation']), ('राम', ['quotation', 'target']), (' के साथ हैं।', ['quotation'])]
    """
    found = [m for m in _marks(article) if m[0] < m[1]]
    # A sweep over the borders: linear in text and marks together, also where thousands of marks lie on one place.
    starts: dict[int, list[Mark]] = {}
    ends: dict[int, list[Mark]] = {}
    for start, end, mark in found:
        starts.setdefault(start, []).append(mark)
        ends.setdefault(end, []).append(mark)
    borders = sorted({0, len(article.text), *starts, *ends})
    active: dict[Mark, None] = {}
    out = []
    for start, end in pairwise(borders):
        for mark in ends.get(start, ()):
            active.pop(mark, None)
        active.update(dict.fromkeys(starts.get(start, ())))
        opens = tuple(m.quote for m in starts.get(start, ()) if m.role == "quotation")
        closes = tuple(m.quote for m in ends.get(end, ()) if m.role == "quotation")
        out.append(Stretch(start, end, tuple(active), opens, closes))
    return out


def speaker_order(article: Article) -> dict[str | None, int]:
    """Return the speakers' names numbered as they come; a speaker who cannot be told is ``None``."""
    out: dict[str | None, int] = {}
    for quote in article.quotes:
        out.setdefault(quote.speaker.name if quote.speaker else None, len(out))
    return out
