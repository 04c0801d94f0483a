"""What is known of single words: classes of the reviewed table, and learned classes by neighbours."""

from __future__ import annotations

from functools import cache

from ..models import load_shipped
from ..text.tables import TableError, read_table

__all__ = ["CLASSES", "class_of", "is_finite", "neighbour_class"]

CLASSES = ("say", "speech", "according", "call", "name", "work", "scheme", "term", "slogan", "case", "person", "finite", "abbreviation")
"""Classes of ``words.tsv``, whose header says what each holds."""
_FINITE = CLASSES.index("finite")
_FINITE_ENDS = ("गा", "गे", "गी", "ऊंगा", "एगा", "एंगे", "िए", "िये", "ाओ", "इए", "या", "यी", "ये")


@cache
def class_of() -> dict[str, tuple[int, ...]]:
    """Return the classes (indices of `CLASSES`) of each word of the table."""
    out: dict[str, tuple[int, ...]] = {}
    for word, name in read_table("quotestance.quotes", "words.tsv", 2):
        if name not in CLASSES:
            raise TableError(f"words.tsv: {word}: expected one of {', '.join(CLASSES)}, found {name}")
        out[word] = (*out.get(word, ()), CLASSES.index(name))
    return out


def is_finite(word: str) -> bool:
    """Tell whether a folded word looks like the finite verb that ends a clause.

    >>> is_finite("है"), is_finite("करेगा"), is_finite("देश")
    (True, True, False)
    """
    return _FINITE in class_of().get(word, ()) or word.endswith(_FINITE_ENDS)


@cache
def neighbour_class() -> dict[str, str]:
    """Return the learned class of each common word: words of one class stand beside the same words."""
    arrays = load_shipped("words").arrays
    vocabulary = arrays["vocabulary"].tobytes().decode("utf-8").split("\n")
    return dict(zip(vocabulary, map(str, arrays["fine"].tolist()), strict=True))
