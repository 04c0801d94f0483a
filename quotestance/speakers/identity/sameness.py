"""Is it the same? Whether a fuller name, or a name under a title, that the text offers is who a mention means.

The text offers more than it means: पदकधारी कश्यप is no fuller name of कश्यप, and of two foreign ministers only one is asked for. One
logistic regression over facts of the offer weighs them; it learns from mentions and offers as they are found in documents that the model of
boundaries has not seen, since boundaries of known documents are far too good.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ...text import Document
from ..phrases.mentions import Mention, certainty, title_of
from ..weights import logistic, named_weights
from ..words.classes import name_like, word
from .facts import spoken

__all__ = ["Offer", "added_facts", "best", "forget", "nearest", "offer_facts"]

ENOUGH = 0.75
"""Least probability of an offer that is taken: below it the mention's own words, which are never wrong, stay the answer."""
_BOUNDS = (0.5, 0.65, 0.8, 0.9, 0.95, 0.98)
_FAR = (8, 25, 60, 150, 400)


class Offer(NamedTuple):
    """A name that a mention may stand for, with the facts that tell whether it does."""

    mention: Mention
    facts: list[str]


def nearest(mention: Mention, places: Sequence[Mention]) -> Mention:
    """Return the place of a name that is nearest before a mention, else the first after it; places are in order."""
    ahead = [m for m in places if m.first < mention.first]
    return ahead[-1] if ahead else places[0]


def offer_facts(doc: Document, kind: str, mention: Mention, found: Mention, many: int, rivals: Sequence[Mention]) -> list[str]:
    """Return the facts that every kind of offer has.

    Parameters
    ----------
    doc
        The document.
    kind
        ``"F"``: a fuller name, ``"O"``: the holder of an office, ``"B"``: a body under its last word.
    mention, found
        What is asked, and the name that is offered, where it is `nearest`.
    many
        How often the text offers this name.
    rivals
        All different names that it offers, this one among them.
    """
    words, kinds = doc.words, len(rivals)
    sure, own = certainty(doc, found), certainty(doc, mention)
    ahead = found.first < mention.first
    gap = mention.first - found.last if ahead else found.first - mention.last
    out = [
        kind,
        *_steps(f"{kind}c", sum([sure > b for b in _BOUNDS])),
        *_steps(f"{kind}o", sum([own > b for b in _BOUNDS])),
        *_steps(f"{kind}m", min(many, 4)),
        *_steps(f"{kind}k", min(kinds, 4)),
        *_steps(f"{kind}g{ahead}", sum([gap > b for b in _FAR])),
        f"{kind}kg{min(kinds, 2)}{ahead}",
        f"{kind}mk{min(many, 3)}|{min(kinds, 3)}",
        f"{kind}lead{found.first < 30}",
    ]
    if kinds > 1:
        out.append(f"{kind}near{found is nearest(mention, sorted(rivals))}")
    if found.last + 1 < len(words) and words[found.last + 1] == "ने":
        out.append(f"{kind}ne{spoken(words, found.last + 2)}")
    return out


def added_facts(doc: Document, kind: str, found: Mention, added: Sequence[str]) -> list[str]:
    """Return what the words (folded) say that a longer name adds to those of the mention."""
    out = [f"{kind}x{min(len(added), 4)}", f"{kind}t{title_of(doc, found) is not None}"]
    for i, w in enumerate(added):
        known = word(w)
        out += [
            f"{kind}n{known.noun}",
            f"{kind}w{known.coarse}",
            f"{kind}y{i == 0}{name_like(known)}",
            f"{kind}v{known.level}",
            f"{kind}e{w[-2:]}",
        ]
    return out


@cache
def _steps(name: str, reached: int) -> tuple[str, ...]:
    """Return one fact for each step that a measure has reached."""
    return tuple(f"{name}{i}" for i in range(1, reached + 1))


@cache
def _weights() -> dict[str, float]:
    return named_weights("entities", "sameness_names", "sameness_weights")


def forget() -> None:
    """Drop what was read from the model: training writes another."""
    _weights.cache_clear()


def best(offers: Sequence[Offer]) -> tuple[Mention, float] | None:
    """Return the likeliest offer with its probability, ``None`` where none is likely enough."""
    if not offers:
        return None
    get = _weights().get
    found, top = offers[0].mention, -500.0
    for offer in offers:
        score = 0.0
        for fact in dict.fromkeys(offer.facts):
            score += get(fact, 0.0)
        if score > top:
            found, top = offer.mention, score
    probability = logistic(top)
    return (found, probability) if probability >= ENOUGH else None
