"""What a stance model of one's own is: passages in, probabilities out. A fitted `quotestance.stance.StanceClassifier` is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ...records import Quote

__all__ = ["Passage", "Scorer"]


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

    def __call__(self, passages: Sequence[Passage]) -> Sequence[Sequence[float]]:
        """Return one row of three probabilities a passage."""
