"""From the oblique case to the direct one, as far as spelling and the commonness of the forms tell it: किसानों, किसान."""

from __future__ import annotations

from functools import cache, lru_cache

from ...speakers.words.classes import name_like, word
from ...text import fold

__all__ = ["direct"]


@cache
def _level(folded: str) -> int:
    return word(folded).level


_PLURAL = (
    ("ियों", ("ियां", "ी", "ि")),
    ("इयों", ("इयां", "ई")),
    ("ाओं", ("ाएं", "ा")),
    ("ुओं", ("ुएं", "ू", "ु")),
    ("ओं", ("एं", "")),
    ("ों", ("ें", "े", "", "ा")),
)
_RARE = (("वालों", "वाले"), ("पतियों", "पति"), ("निधियों", "निधि"), ("ियों", "ी"), ("इयों", "ई"), ("ताओं", "ताएं"), ("ओं", "ओं"), ("ों", ""))
"""What a plural becomes whose direct forms are all rare: in training, these are right for four of five such words."""
_FAR = 3
"""A direct plural is so much rarer than its oblique at the most (in powers of two)."""


def _rare(raw: str) -> str:
    return next(raw[: -len(ending)] + form for ending, form in _RARE if raw.endswith(ending))


@lru_cache(maxsize=1 << 14)
def direct(raw: str, singular: bool = False) -> str:
    """Return the direct case of an oblique noun where its spelling and the commonness of the forms tell it; else the word itself.

    Parameters
    ----------
    raw
        A word as it is written.
    singular
        Whether a postposition follows, so that ``-े`` may be the oblique singular.

    Examples
    --------
    >>> direct("किसानों"), direct("हमले", True), direct("योजनाओं"), direct("कंपनियों"), direct("दिल्ली", True)
    ('किसान', 'हमला', 'योजनाएं', 'कंपनियां', 'दिल्ली')
    """
    for ending, others in _PLURAL:
        if raw.endswith(ending):
            base = raw[: -len(ending)]
            if len(base) < 2:
                return raw
            many = _level(fold(raw))
            best, most = raw, 2
            for other in others:
                level = _level(fold(base + other))
                if other in ("ियां", "इयां", "ाएं", "ुएं", "एं", "ें"):
                    # feminine; a verb of the same letters (करें) is far more common
                    if level > 2 and many - _FAR <= level <= many + 1:
                        return base + other
                elif level > most:
                    best, most = base + other, level
            return best if best != raw else _rare(raw)
    if singular and (raw.endswith("ए") or (raw.endswith("े") and len(raw) > 2)):
        other = raw[:-1] + ("या" if raw.endswith("ए") else "ा")
        level = _level(fold(other))
        if level > 3 and level >= _level(fold(raw)) - 4 and not name_like(word(fold(raw))):
            return other
    return raw
