"""Where trained models are written, and how lists of words stand in them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np

__all__ = ["SHIPPED", "as_bytes"]

SHIPPED = Path(__file__).resolve().parent.parent / "quotestance" / "models" / "shipped"
"""The folder of the models that the package ships; in a copy to train in, that of the copy."""


def as_bytes(lines: Iterable[str]) -> np.ndarray:
    r"""Return words or names of features as one array of a model file.

    >>> as_bytes(["पुल", "नदी"]).tobytes().decode().split("\n")
    ['पुल', 'नदी']
    """
    return np.frombuffer("\n".join(lines).encode(), np.uint8)
