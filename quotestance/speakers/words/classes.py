"""What is known of single words: their class by neighbours (learned) and by the table of nouns (reviewed).

>>> noun_class("मंत्री"), noun_class("अदालत"), noun_class("रमेश")
('office', 'organisation', '')
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from ...models import load_shipped
from ...text.cache import Cache
from ...text.folding import fold
from ...text.tables import TableError, read_table

__all__ = ["BEFORE_NAME", "NOUN_CLASSES", "Word", "name_like", "noun_class", "noun_gender", "same_office", "word"]

NOUN_CLASSES = ("office", "person", "group", "organisation", "writing", "text", "honorific", "initial")
BEFORE_NAME = frozenset(("honorific", "initial"))
"""Classes of words that name nobody but by the name after them."""
UNKNOWN = 255
"""Class of a word that the table of classes does not hold."""
NAME_SHARE = 0.04
"""Share of a class's words in the training texts that stand inside names of speakers, from which it is a class of names."""


class Word(NamedTuple):
    """A folded word and its classes.

    ``coarse`` and ``fine`` are classes by neighbours, ``level`` is the binary logarithm of its count, ``noun`` its class in the table of
    nouns.
    """

    text: str
    coarse: int
    fine: int
    level: int
    noun: str


@cache
def _nouns() -> dict[str, tuple[str, str]]:
    out: dict[str, tuple[str, str]] = {}
    for form, cls, gender in read_table(__package__, "nouns.tsv", 3):
        if cls not in NOUN_CLASSES or gender not in ("m", "f", "-"):
            raise TableError(f"nouns.tsv: {form}: expected class and gender as the header says, found {cls}, {gender}")
        out[fold(form)] = (cls, gender)
    return out


@cache
def _classes() -> dict[str, tuple[int, int, int]]:
    arrays = load_shipped("words").arrays
    vocabulary = arrays["vocabulary"].tobytes().decode("utf-8").split("\n")
    return dict(
        zip(vocabulary, zip(arrays["coarse"].tolist(), arrays["fine"].tolist(), arrays["level"].tolist(), strict=True), strict=True)
    )


def noun_class(folded: str) -> str:
    """Return the class of a folded word in the table of nouns, ``""`` where it is not there."""
    found = _nouns().get(folded)
    return found[0] if found else ""


def noun_gender(folded: str) -> int:
    """Return 1 for a masculine, 2 for a feminine noun of the table, 0 where it is open."""
    found = _nouns().get(folded)
    return 0 if found is None else (0, 1, 2)["-mf".index(found[1])]


@cache
def same_office() -> dict[str, tuple[str, ...]]:
    """Return the other names of an office by its folded name."""
    found: dict[str, list[str]] = {}
    for a, b in read_table(__package__, "offices.tsv", 2):
        found.setdefault(fold(a), []).append(fold(b))
        found.setdefault(fold(b), []).append(fold(a))
    return {k: tuple(v) for k, v in found.items()}


@cache
def _name_shares() -> list[float]:
    shares: list[float] = load_shipped("entities").arrays["name_shares"].tolist()
    return shares


def name_like(known: Word) -> bool:
    """Tell whether words of this class are often part of proper names."""
    return not known.noun and _name_shares()[known.fine] > NAME_SHARE


def _guess(folded: str) -> tuple[int, int, int]:
    """Class a word that the table does not hold by its script."""
    first = folded[:1]
    if first.isdigit():
        return (UNKNOWN - 1, UNKNOWN - 1, 0)
    if first.isascii() and first.isalpha():
        return (UNKNOWN - 2, UNKNOWN - 2, 0)
    if not first.isalnum():
        return (UNKNOWN - 3, UNKNOWN - 3, 0)
    return (UNKNOWN, UNKNOWN, 0)


_WORDS = Cache(lambda folded: Word(folded, *(_classes().get(folded) or _guess(folded)), noun_class(folded)))
word = _WORDS.__getitem__
"""Return what is known of a folded word. Bound so that a known word costs no call of Python code: it is asked for at every step."""
