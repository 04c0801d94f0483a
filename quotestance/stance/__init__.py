"""Stance toward named targets: targets, passages, features, classifier, evidence."""

from typing import TYPE_CHECKING, Any

from .label import Passage, Scorer, label

if TYPE_CHECKING:
    from .classifier import StanceClassifier

__all__ = ["Passage", "Scorer", "StanceClassifier", "label"]


def __getattr__(name: str) -> Any:
    # scikit-learn is loaded only by those who train: `import quotestance` stays light
    if name == "StanceClassifier":
        from .classifier import StanceClassifier

        return StanceClassifier
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
