"""Where a target is named in a passage: folded, inflected and adjectival forms, acronyms, single words of a longer name.

A name is compiled once (`Matcher.of`) into sequences of stems, and found by one walk over the stems of a passage.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from ..text import fold, name_key
from ..text.tables import read_table
from .words import stem, stems

__all__ = ["Matcher", "alias_groups", "aliases_of", "noun_types"]

_JOINERS = frozenset(
    {"का", "की", "के", "और", "एवं", "व", "के लिए", "में", "से", "ने", "को", "पर", "द", "ए", "उल", "अल", "बिन", "बिंत", "ibn", "the", "of"}
)
_WEAK = frozenset(
    {
        *("पूर्व", "राष्ट्रीय", "अंतरराष्ट्रीय", "केंद्रीय", "नया", "नई", "नए", "भारतीय", "मुख्य", "विश्व", "राज्य", "प्रदेश", "उत्तर", "दक्षिण"),
        *("पूर्वी", "पश्चिमी"),
        *("सिंह", "कुमार", "देवी", "खान", "राम", "लाल", "एवं", "द्वारा", "मामला", "मामले", "विदेश", "गृह", "रक्षा", "वित्त", "लोग", "वाला", "वाले"),
        *("इस", "उस", "यह", "वह", "सभी", "एक", "दो", "अपना", "आम", "महा", "उप", "सह", "जन", "गण", "लोक"),
    }
)  # fmt: skip
"""Words that never stand for the whole of a name of several words."""


@cache
def noun_types() -> dict[str, str]:
    """Return the types of head nouns (``nouns.tsv``) by stem."""
    return {stem(fold(word)): kind for word, kind in read_table("quotestance.stance", "nouns.tsv", 2)}


@cache
def _groups() -> dict[tuple[str, ...], tuple[str, ...]]:
    out: dict[tuple[str, ...], tuple[str, ...]] = {}
    for name, others in read_table("quotestance.stance", "aliases.tsv", 2):
        forms = (name, *others.split("|"))
        for form in forms:
            out.setdefault(_stems(form), forms)
    return out


@cache
def _group_keys() -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return the forms of each group of the table of aliases by each of them, all as stems."""
    return {key: tuple(k for k in map(_stems, forms) if k) for key, forms in _groups().items()}


def _stems(name: str) -> tuple[str, ...]:
    return tuple(stems(name_key(name).split()))


def alias_groups() -> frozenset[tuple[str, ...]]:
    """Return the groups of the table of aliases."""
    return frozenset(_groups().values())


def aliases_of(name: str) -> tuple[str, ...]:
    """Return the other names of a target by the table of aliases.

    >>> "बीजेपी" in aliases_of("भाजपा"), aliases_of("मेज")
    (True, ())
    """
    return _groups().get(_stems(name), ())


class Matcher:
    """A target's forms, ready to be found in many passages.

    Parameters
    ----------
    name
        The target as the user or the document calls it.
    aliases
        Other names of it.

    Examples
    --------
    >>> Matcher.of("भारतीय जनता पार्टी").find(["भाजप", "ने", "कह"], 0, 3)
    [(0, 1)]
    >>> Matcher.of("किसान आंदोलन").find([stem(w) for w in "इस आंदोलन में किसान आंदोलनों".split()], 0, 5)
    [(3, 5), (1, 2)]
    >>> Matcher.of("सीमा यादव").find(["राम", "ने"], 0, 2)
    []
    """

    def __init__(self, name: str, aliases: tuple[str, ...] = ()) -> None:
        full: set[tuple[str, ...]] = set()
        part: set[tuple[str, ...]] = set()
        types = noun_types()
        for form in (name, *aliases):
            words = name_key(form).split()
            key = tuple(stems(words))
            if not key:
                continue
            full.add(key)
            full.update(_group_keys().get(key, ()))
            if len(key) < 2:
                continue
            described = any(k in types and types[k] != "office" for k in key)
            for word, k in zip(words, key, strict=True):
                if word in _JOINERS or word in _WEAK or len(word) < 2 or word.isdigit():
                    continue
                if described and k not in types and len(key) > 2 and types.get(key[-1]) not in ("government", None):
                    continue  # one word of a law's or party's name is no name of it: नागरिकता, जनता
                if types.get(k) in ("office", "place", "group") and k != key[-1]:
                    continue
                part.add((k,))
            if not described and len(key) > 2:
                part.add(key[-2:])
                part.add(key[:2])
            elif described and len(key) > 2:
                part.add(key[-2:])
        self.forms = full | part
        """All forms, as stems."""
        self._full = self._by_first(full)
        self._part = self._by_first(part - full)
        self.first_stems = frozenset(self._full) | frozenset(self._part)
        """The stems with which a form may begin: a passage without any of them need not be walked."""

    @staticmethod
    def _by_first(keys: set[tuple[str, ...]]) -> dict[str, list[tuple[str, ...]]]:
        out: dict[str, list[tuple[str, ...]]] = {}
        for key in keys if len(keys) < 2 else sorted(keys, key=lambda k: (-len(k), k)):
            out.setdefault(key[0], []).append(key)
        return out

    @classmethod
    @lru_cache(maxsize=1 << 12)
    def of(cls, name: str, aliases: tuple[str, ...] = ()) -> Matcher:
        """Return the matcher of a name, from a cache."""
        return cls(name, aliases)

    def find(self, stems: Sequence[str], start: int, end: int) -> list[tuple[int, int]]:
        """Return the spans (indices into ``stems``, half open) that name the target, full names first, then parts of names."""
        return self.find_at(stems, [i for i in range(start, end) if stems[i] in self.first_stems], end)

    def find_at(self, stems: Sequence[str], places: Sequence[int], end: int) -> list[tuple[int, int]]:
        """Return the same where the places are known, in order, at which one of ``first_stems`` stands."""
        if not places:
            return []
        full = self._walk(self._full, stems, places, end)
        if not self._part:
            return full
        taken = {i for a, b in full for i in range(a, b)}
        return full + [(a, b) for a, b in self._walk(self._part, stems, places, end) if a not in taken and b - 1 not in taken]

    @staticmethod
    def _walk(firsts: dict[str, list[tuple[str, ...]]], stems: Sequence[str], places: Sequence[int], end: int) -> list[tuple[int, int]]:
        out = []
        free = 0
        for i in places:
            if i < free or (keys := firsts.get(stems[i])) is None:
                continue
            for key in keys:
                at, n = i + 1, len(key)
                for k in range(1, n):
                    if at < end and stems[at] == ".":
                        at += 1  # A. B. C. in initials
                    if at >= end or stems[at] != key[k]:
                        break
                    at += 1
                else:
                    out.append((i, at))
                    free = at
                    break
        return out
