"""Pronouns and quotations without a mention, each with the candidates and which of them are right; the model over them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from quotestance import Article
from quotestance.evaluation import same_speaker
from quotestance.records import Quote, Speaker
from quotestance.speakers.identity.antecedents import candidates
from quotestance.speakers.identity.entities import Context, answer, place_of
from quotestance.speakers.identity.fact_groups import facts_of
from quotestance.speakers.phrases.mentions import Mention
from quotestance.text import Document

__all__ = ["Group", "fit", "groups"]

Group = tuple[list[list[str]], list[bool], str]
"""The facts of each candidate, which are right, and how the quotation is tied to its speaker."""


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
            out.append((facts, right, sp.how))
    return out


def fit(examples: Sequence[Group], strength: float = 1.0, least: int = 3, weights: Sequence[float] | None = None) -> dict[str, float]:
    """Fit the conditional logistic regression: the share of right candidates' probability, with a quadratic penalty.

    Parameters
    ----------
    examples
        The groups; those of which no candidate is right are left out.
    strength
        The penalty.
    least
        Facts that fewer candidates show are left out.
    weights
        What each group counts; all one where not given.
    """
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    counts: dict[str, int] = {}
    used = [(f, r) for f, r, _ in examples if any(r)]
    counted = np.array([w for w, (_, r, _) in zip(weights or [1.0] * len(examples), examples, strict=True) if any(r)])
    for facts, _ in used:
        for fs in facts:
            for x in fs:
                counts[x] = counts.get(x, 0) + 1
    ids = {x: i for i, x in enumerate(sorted(x for x, n in counts.items() if n >= least))}
    rows, cols, right, starts, at = [], [], [], [], 0
    for facts, r in used:
        starts.append(at)
        for fs, ok in zip(facts, r, strict=True):
            for x in set(fs):
                if x in ids:
                    rows.append(at)
                    cols.append(ids[x])
            right.append(ok)
            at += 1
    x = csr_matrix((np.ones(len(rows)), (rows, cols)), shape=(at, len(ids)))
    right_ = np.array(right)
    group = np.repeat(np.arange(len(starts)), np.diff([*starts, at]))

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        s = x @ w
        top = np.maximum.reduceat(s, starts)
        e = np.exp(s - top[group])
        total = np.add.reduceat(e, starts)
        good = np.add.reduceat(e * right_, starts)
        p, pg = e / total[group], e * right_ / np.maximum(good, 1e-300)[group]
        value = -(counted * np.log(np.maximum(good / total, 1e-300))).sum() + strength / 2 * w @ w
        return float(value), x.T @ ((p - pg) * counted[group]) + strength * w

    found = minimize(loss, np.zeros(len(ids)), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return {name: float(found.x[i]) for name, i in ids.items() if abs(found.x[i]) >= 0.005}
