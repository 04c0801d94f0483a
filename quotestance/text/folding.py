"""Folded forms of words and names, for comparison and features only. Offsets never come from a folded form.

Hindi news spells one word in many ways: nukta as one code point, as two, or left out (ज़ ज़ ज); anusvara for chandrabindu (हूँ हूं);
ZWJ and ZWNJ inside conjuncts; Devanagari and Latin digits.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

__all__ = ["HONORIFICS", "HONORIFICS_AFTER", "fold", "name_key"]

_NUKTA = "़"
_DROP = dict.fromkeys(map(ord, _NUKTA + "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_FOLD = {**_DROP, ord("ँ"): "ं", **{ord("०") + i: str(i) for i in range(10)}}

HONORIFICS = frozenset(
    {
        *("श्री", "श्रीमती", "सुश्री", "कुमारी", "जनाब", "मिस्टर", "मिस", "मिसेज", "सर"),
        *("डॉ", "डा", "डॉक्टर", "प्रो", "प्रोफेसर", "पं", "पंडित", "मौलाना", "हाजी", "शेख"),
        *("स्वर्गीय", "स्व"),
    }
)
"""Words before a name that do not change who is meant (folded, without dots)."""
HONORIFICS_AFTER = frozenset({"जी", "साहब", "साहेब", "साहिब", "महोदय", "महोदया"})
"""Words after a name that do not change who is meant (folded)."""


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """Return the comparison form of a word: canonical, without nukta and joiners, chandrabindu as anusvara, Latin digits, lower case.

    >>> fold("ज़रूर") == fold("ज़रूर") == "जरूर"
    True
    >>> fold("हूँ"), fold("२०१८")
    ('हूं', '2018')
    """
    return unicodedata.normalize("NFD", word).translate(_FOLD).lower()


@lru_cache(maxsize=1 << 14)
def name_key(name: str) -> str:
    """Return the key under which two forms of a name are the same: folded, punctuation as space, honorifics off both ends.

    >>> name_key("डॉ. एस. जयशंकर") == name_key("एस जयशंकर")
    True
    >>> name_key("श्री मोदी जी")
    'मोदी'
    """
    folded = fold(name)
    words = "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in folded).split()
    start, end = 0, len(words)
    while start < end - 1 and words[start] in HONORIFICS:
        start += 1
    while end > start + 1 and words[end - 1] in HONORIFICS_AFTER:
        end -= 1
    return " ".join(words[start:end])
