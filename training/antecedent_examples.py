"""Pronouns and quotations without a mention, each with the candidates and which of them are right."""

from __future__ import annotations

from collections.abc import Sequence

from quotestance import Article
from quotestance.evaluation import same_speaker
from quotestance.records import Quote, Speaker
from quotestance.speakers.identity.antecedents import candidates
from quotestance.speakers.identity.entities import Context, answer, place_of
from quotestance.speakers.identity.fact_groups import facts_of
from quotestance.speakers.phrases.mentions import Mention
from quotestance.text import Document

from .conditional import Group

__all__ = ["groups"]


def gold_mention(doc: Document, quote: Quote) -> Mention | None:
    """Return the labelled mention of a quotation as the library makes it."""
    sp = quote.speaker
    if sp is None or sp.mention is None:
        return None
    first, last = doc.first_token(sp.mention.start), doc.last_token(sp.mention.end)
    return Mention(sp.mention.start, sp.mention.end, first, max(first, last), sp.how if sp.how != "implicit" else "name")


def groups(articles: Sequence[Article]) -> list[Group]:
    """Return one group a pronoun or quotation without mention; those of which no candidate is right are kept (all false)."""
    out: list[Group] = []
    for article in articles:
        doc = Document(article.text)
        spans = [(q.start, q.end) for q in article.quotes]
        for i, q in enumerate(article.quotes):
            sp = q.speaker
            if sp is None or sp.how not in ("pronoun", "implicit") or (sp.how == "pronoun" and sp.mention is None):
                continue
            mention = gold_mention(doc, q) if sp.how == "pronoun" else None
            if mention is not None and mention.first >= len(doc.words):
                continue
            place = place_of(doc, mention, Context(q.start, q.end))
            found = candidates(doc, place, article.quotes[:i], spans)
            facts, right = [], []
            for c in found:
                entity = answer(doc, c)
                said = Speaker(None) if entity is None else Speaker(entity.name, entity.names)
                facts.append([fact for key in c.keys for fact in facts_of(key)])
                right.append(same_speaker(sp, said) and (c.key == "") == (sp.name is None))
            out.append((facts, right))
    return out
