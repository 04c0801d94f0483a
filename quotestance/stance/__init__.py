"""Stance toward named targets.

The word tables that both halves need (`words`, `forms`) → `finding` the targets, `judging` each of them → `label`, which joins the two.
"""

from typing import TYPE_CHECKING, Any

from .judging.passage import Passage, Scorer
from .label import label

if TYPE_CHECKING:
    from .judging.classifier import StanceClassifier

__all__ = ["Passage", "Scorer", "StanceClassifier", "label"]


def __getattr__(name: str) -> Any:
    # scikit-learn is loaded only by those who train: `import quotestance` stays light
    if name == "StanceClassifier":
        from .judging.classifier import StanceClassifier

        return StanceClassifier
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
