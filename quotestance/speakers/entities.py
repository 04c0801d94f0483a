"""Who is who: the entity behind a mention, with all its names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..records import Quote, Span, Speaker
from ..text import Document
from .mentions import Mention
from .names import described, named

__all__ = ["Context", "resolve"]


@dataclass(frozen=True, slots=True)
class Context:
    """What attribution knows when it asks who somebody is.

    ``start`` and ``end`` are the quotation's span (code points, half open); ``earlier`` holds the quotations already attributed, in the
    order of the text, each with its `Speaker`; ``spans`` all quotations of the document, in order, so that words inside them are told from
    the reporter's; ``gender`` is that of the verb of saying (1 masculine, 2 feminine, 0 unknown) and ``plural`` its number (1 plural or
    respectful, 0 singular, -1 open), as in `Cue`. Call `resolve` in the order of the text.
    """

    start: int
    end: int
    earlier: Sequence[Quote] = ()
    spans: Sequence[tuple[int, int]] = ()
    gender: int = 0
    plural: int = -1


def resolve(doc: Document, mention: Mention | None, context: Context) -> Speaker:
    """Return the speaker whom a mention means; without a mention, the one whom the context tells.

    Parameters
    ----------
    doc
        The document.
    mention
        The words to which the quotation is tied; ``None``: there are none (``implicit``).
    context
        The quotation and what was resolved before it.
    """
    if mention is None or mention.how == "pronoun":
        how = "implicit" if mention is None else "pronoun"
        span = mention and Span(mention.start, mention.end, doc.text[mention.start : mention.end])
        for quote in reversed(context.earlier):
            if quote.speaker is not None and quote.speaker.name is not None:
                known = quote.speaker
                return Speaker(known.name, known.names, span, how, known.type, 0.5)  # type: ignore[arg-type]
        return Speaker(None, (), span, how, "unknown", 0.5)  # type: ignore[arg-type]
    entity = named(doc, mention) if mention.how == "name" else described(doc, mention)
    span = Span(mention.start, mention.end, doc.text[mention.start : mention.end])
    return Speaker(entity.name, entity.names, span, mention.how, entity.type, 0.97)
