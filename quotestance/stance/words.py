"""Word forms of Hindi under one key (stems, for matching names and looking up words), and the kinds of grammatical words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from ..text import fold
from ..text.tables import read_table

__all__ = ["grammar", "stem", "stems"]

_NASAL = re.compile("[नमणङञ]्(?=[क-ह])")  # हिन्दू and हिंदू, पम्प and पंप; also उन्हें, consistently
_ENDINGS = (
    "ियों", "ियां", "ियाँ", "ियो", "ाओ", "ुओ", "ाओं", "ाएं", "ुओं", "ुएं", "ूओं", "ीयों", "ीय", "ओं", "एं",
    "ों", "ें", "ीं", "ां", "ो", "े", "ी", "ा", "ि", "ू", "ु",
)  # fmt: skip


_MOST_KNOWN = 1 << 17


class _Stems(dict[str, str]):
    """Stems of the words met so far. A plain dict: over all words of a text it is twice as quick as `functools.lru_cache`."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        found = self[word] = _stem(word)
        return found


def _stem(word: str) -> str:
    word = _NASAL.sub("ं", word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            return word[: -len(ending)]
    return word


_STEMS = _Stems()


def stem(word: str) -> str:
    """Return the key of a folded word without its inflection: oblique, plural, feminine and -ी/-ीय adjectives fall together.

    Words of two letters and shorter keep their ending (की, का and को differ).

    >>> stem("किसानों") == stem("किसान"), stem("रूसी") == stem("रूस"), stem("हिन्दुओं") == stem("हिंदू")
    (True, True, True)
    >>> stem("की"), stem("भारतीय"), stem("योजनाओं") == stem("योजना")
    ('की', 'भारत', True)
    """
    return _STEMS[word]


def stems(words: Iterable[str]) -> Iterator[str]:
    """Return the stems of many words.

    >>> list(stems(["किसानों", "ने"]))
    ['किसान', 'ने']
    """
    return map(_STEMS.__getitem__, words)


@cache
def grammar() -> dict[str, str]:
    """Return the kinds of grammatical words (``grammar.tsv``), by the folded word.

    >>> grammar()["नहीं"], grammar()["लेकिन"], grammar().get("मेज")
    ('negation', 'contrast', None)
    """
    return {fold(word): kind for word, kind in read_table("quotestance.stance", "grammar.tsv", 2)}
