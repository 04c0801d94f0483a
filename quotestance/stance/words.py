"""Word forms of Hindi under one key: stems for matching names and looking up words."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["stem"]

_NASAL = re.compile("[नमणङञ]्(?=[क-ह])")  # हिन्दू and हिंदू, पम्प and पंप; also उन्हें, consistently
_ENDINGS = (
    "ियों", "ियां", "ियाँ", "ियो", "ाओ", "ुओ", "ाओं", "ाएं", "ुओं", "ुएं", "ूओं", "ीयों", "ीय", "ओं", "एं",
    "ों", "ें", "ीं", "ां", "ो", "े", "ी", "ा", "ि", "ू", "ु",
)  # fmt: skip


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return the key of a folded word without its inflection: oblique, plural, feminine and -ी/-ीय adjectives fall together.

    Words of two letters and shorter keep their ending (की, का and को differ).

    >>> stem("किसानों") == stem("किसान"), stem("रूसी") == stem("रूस"), stem("हिन्दुओं") == stem("हिंदू")
    (True, True, True)
    >>> stem("की"), stem("भारतीय"), stem("योजनाओं") == stem("योजना")
    ('की', 'भारत', True)
    """
    word = _NASAL.sub("ं", word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            return word[: -len(ending)]
    return word
