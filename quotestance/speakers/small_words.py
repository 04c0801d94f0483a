"""Small words by which the speaker stage reads what stands around a quotation (``small_words.tsv``), by their use."""

from __future__ import annotations

from functools import cache

from ..text.folding import fold
from ..text.tables import TableError, read_table

__all__ = ["USES", "words_for"]

USES = ("abbreviation", "postposition", "adverb", "writing", "relative", "after-stem", "passive", "possessive")
"""What a word is used for; see the header of the table."""


@cache
def _table() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {use: set() for use in USES}
    for word, use in read_table("quotestance.speakers", "small_words.tsv", 2):
        if use not in found:
            raise TableError(f"small_words.tsv: {word}: expected one of {', '.join(USES)}, found {use}")
        found[use].add(fold(word))
    return {use: frozenset(words) for use, words in found.items()}


def words_for(use: str) -> frozenset[str]:
    """Return the folded words of one use.

    >>> "रहे" in words_for("after-stem")
    True
    """
    return _table()[use]
