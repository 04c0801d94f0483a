"""From quotations with speakers and their targets to labelled stances."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from ..records import LABELS, Quote, Stance
from ..text import Document

__all__ = ["Passage", "Scorer", "label"]

Targets = Sequence[str] | Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Passage:
    """What a scorer sees: the text, the quotation's span, the target with its aliases and where it stands in the quotation."""

    text: str
    quote: Quote
    target: str
    aliases: tuple[str, ...]
    mentions: tuple[tuple[int, int], ...]


class Scorer(Protocol):
    """Any stance model: passages in; for each the probabilities of favor, against, neutral out (in the order of `LABELS`)."""

    def __call__(self, passages: Sequence[Passage]) -> Sequence[Sequence[float]]: ...


def label(
    doc: Document,
    quotes: Sequence[Quote],
    targets: Targets | Sequence[Sequence[str]] | None,
    *,
    scorer: Scorer | None = None,
    evidence: bool = False,
    each: bool = False,
) -> list[Quote]:
    """Return the quotations with their stances.

    Parameters
    ----------
    targets
        Names (or a mapping of names to aliases) to look for in every quotation; ``None``: found in the quotation. With ``each``: one list of
        names for every quotation, all of which are labelled.
    """
    if targets is None or not each:
        return list(quotes)
    out = []
    for q, names in zip(quotes, targets, strict=True):
        scores = dict(zip(LABELS, (0.33, 0.33, 0.34), strict=True))
        out.append(q.with_(stances=tuple(Stance(n, None, "neutral", scores) for n in names)))
    return out
