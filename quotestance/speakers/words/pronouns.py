"""Pronouns that can stand for a source, and what each says about it: case, number, distance.

>>> pronoun("उन्होंने")
Pronoun(case='erg', number='pl', distance='far')
>>> pronoun("रमेश") is None
True
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from ...text.folding import fold
from ...text.tables import TableError, read_table

__all__ = ["Pronoun", "pronoun", "pronouns"]

_CASES = frozenset({"erg", "gen", "nom", "obl"})
_NUMBERS = frozenset({"sg", "pl", "any"})
_DISTANCES = frozenset({"far", "near", "rel", "own", "what"})


class Pronoun(NamedTuple):
    """What the form of a pronoun says; the values are those of the header of ``pronouns.tsv``."""

    case: str
    number: str
    distance: str


@cache
def pronouns() -> dict[str, Pronoun]:
    """Return the table by folded form.

    Raises
    ------
    TableError
        Where a row holds another value than the header names.
    """
    out: dict[str, Pronoun] = {}
    for form, case, number, distance in read_table(__package__, "pronouns.tsv", 4):
        if case not in _CASES or number not in _NUMBERS or distance not in _DISTANCES:
            raise TableError(
                f"pronouns.tsv: {form}: expected case, number and distance as the header says, found {case}, {number}, {distance}"
            )
        out[fold(form)] = Pronoun(case, number, distance)
    return out


def pronoun(word: str) -> Pronoun | None:
    """Return what a folded word says as a pronoun, ``None`` where it is none."""
    return pronouns().get(word)
