"""What the labels say of the names that a text offers for a mention: whether each is the one who is meant."""

from __future__ import annotations

from collections.abc import Iterator

from quotestance.records import Quote
from quotestance.speakers.identity.descriptions import bodies, holders
from quotestance.speakers.identity.names import fuller, parts_of
from quotestance.speakers.phrases.mentions import mention_ending_at
from quotestance.text import Document, name_key

__all__ = ["offers"]


def offers(doc: Document, quotes: list[Quote]) -> Iterator[tuple[list[str], int]]:
    """Yield the facts of each name that is offered for a labelled mention, and whether it is one of the speaker's names.

    Mentions are those that the library finds where the label's ends: offers depend on boundaries, which the model in use sets.
    """
    seen: set[int] = set()
    for q in quotes:
        sp = q.speaker
        if sp is None or sp.name is None or sp.mention is None or sp.how not in ("name", "description"):
            continue
        mention = mention_ending_at(doc, doc.last_token(sp.mention.end))
        if mention is None or mention.how == "pronoun" or mention.last in seen:
            continue
        seen.add(mention.last)
        keys = {name_key(n) for n in (sp.name, *sp.names)}
        if mention.how == "name":
            parts = parts_of(doc, mention)
            found = fuller(doc, mention, parts)[0] if parts else []
        else:
            found = holders(doc, mention) + bodies(doc, mention)
        for offer in found:
            yield offer.facts, int(name_key(doc.text[offer.mention.start : offer.mention.end]) in keys)
