"""The gender of those who may be meant, as verbs show it: that of a noun, and that of whoever says मैं inside a quotation.

Both are 1 for masculine, 2 for feminine, 0 where nothing shows it.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..words.classes import noun_gender
from ..words.positions import positions
from .sentences import Head, Sentences

__all__ = ["gender_of", "own_gender"]

_FEMININE = frozenset({"रही", "चुकी", "गई", "हुई", "थी", "आई"})
_MASCULINE = frozenset({"रहा", "चुका", "गया", "हुआ", "था", "आया"})
_MOST_VERBS = 12
"""Most places of a word at which a verb that agrees with it is looked for."""
_REACH = 12
"""Words after मैं among which its verb is looked for."""


def gender_of(told: Sentences, heads: Sequence[Head], w: str) -> int:
    """Return the gender of a noun: its own, or that of a verb that agrees with it anywhere in the document.

    Parameters
    ----------
    told
        The reporter's sentences.
    heads
        The places of the noun that are known already.
    w
        The folded word.
    """
    gender = noun_gender(w) or next((head.gender for head in heads if head.gender), 0)
    if not gender and w:
        for p in positions(told.doc)[w][:_MOST_VERBS]:
            gender = next((head.gender for head in told.heads(told.at(p)) if head.token == p), 0)
            if gender:
                break
    return gender


def own_gender(words: Sequence[str], first: int, last: int) -> int:
    """Return the gender of whoever says मैं in a stretch of folded words, as the verb shows it.

    >>> own_gender(["मैं", "जा", "रही", "हूं"], 0, 4)
    2
    """
    for i in range(first + 1, last):
        if words[i] == "हूं":
            w = words[i - 1]
            if w in _FEMININE or (len(w) > 3 and w.endswith("ती")):
                return 2
            if w in _MASCULINE or (len(w) > 3 and w.endswith("ता")):
                return 1
    for i in range(first, last):
        if words[i] == "मैं":
            for j in range(i + 1, min(i + _REACH, last)):
                w = words[j]
                if w == "ने" or w == "कि" or not w[:1].isalnum():
                    break
                if j + 1 == last or not words[j + 1][:1].isalnum() or words[j + 1] == "और":
                    if w in _FEMININE or w.endswith(("ूंगी", "उंगी", "ऊंगी")):
                        return 2
                    if w in _MASCULINE or w.endswith(("ूंगा", "उंगा", "ऊंगा")):
                        return 1
    return 0
