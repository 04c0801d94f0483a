"""Small words, by what they are used for: those that shape a noun phrase, and those by which the text around a quotation is read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from ...text.folding import fold
from ...text.tables import TableError, read_table

__all__ = ["GENITIVE", "NO_HEAD", "PHRASE_USES", "USES", "phrase_words", "words_for"]

USES = ("abbreviation", "postposition", "adverb", "writing", "relative", "after-stem", "passive", "possessive")
"""Uses of the words around a quotation; see the header of ``small_words.tsv``."""
PHRASE_USES = (
    "verbal",
    "no-name",
    "never-head",
    "no-head",
    "no-start",
    "particle",
    "after-name",
    "case",
    "case-of-source",
    "deictic",
    "indefinite",
    "rank",
    "generic-name",
    "name-article",
    "demonstrative",
    "several",
    "glued",
)
"""Uses of the words in and beside a noun phrase; see the header of ``phrase_words.tsv``."""


@cache
def _by_use(table: str, uses: Sequence[str]) -> dict[str, frozenset[str]]:
    """Return the folded words of a table with two columns, word and use, by their use."""
    found: dict[str, set[str]] = {use: set() for use in uses}
    for form, use in read_table(__package__, table, 2):
        if use not in found:
            raise TableError(f"{table}: {form}: expected one of {', '.join(uses)}, found {use}")
        found[use].add(fold(form))
    return {use: frozenset(words) for use, words in found.items()}


def words_for(use: str) -> frozenset[str]:
    """Return the folded words around a quotation that have one of `USES`.

    >>> "रहे" in words_for("after-stem")
    True
    """
    return _by_use("small_words.tsv", USES)[use]


def phrase_words(use: str) -> frozenset[str]:
    """Return the folded words in and beside a noun phrase that have one of `PHRASE_USES`.

    >>> "भी" in phrase_words("particle")
    True
    """
    return _by_use("phrase_words.tsv", PHRASE_USES)[use]


GENITIVE = frozenset(("का", "की", "के"))
"""Postpositions of whose something is."""
NO_HEAD = phrase_words("no-head") | phrase_words("never-head")
"""Words with which a noun phrase does not end."""
