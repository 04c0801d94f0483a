"""What single words tell, looked up once each: signs, classes, finite verbs.

What is asked of many words at once is packed into one whole number a word, some bits a count, so that counting is the sum of a lookup for
each word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..text.cache import Cache
from .words import CLASSES, class_of, is_finite

__all__ = ["ENDS", "FINITE", "STOPS", "Counts", "Reports", "count", "look", "reports", "sentence_after", "sentence_before"]

STOPS = frozenset("।॥|?!.…")
"""Signs that end a sentence."""
FINITE = Cache(is_finite)
"""Whether a word looks like a finite verb."""
ENDS = Cache(lambda word: word in STOPS)
"""Whether a token ends a sentence."""
_FAR = 12
_CLAUSE = 30  # tokens of a clause that are read for who reports
_SAY, _SPEECH, _ACCORDING = (CLASSES.index(c) for c in ("say", "speech", "according"))
_PERSON, _FINITE = CLASSES.index("person"), CLASSES.index("finite")
_FAR_OFF = (_FAR,) * len(CLASSES)

Counts = tuple[int, int, int, int, int, int]
"""Of a stretch: ends of sentences, finite verbs, persons, verbs of saying, Latin words, numbers in Latin digits."""
Reports = tuple[bool, bool, bool, bool, int]
"""Of a stretch: whether it holds a verb of saying, a noun of saying, a postposition of a source, ने; how many first persons."""


def _counts(word: str) -> int:
    """Return the `Counts` of a word in one number, ten bits each from the lowest: what a machine word holds is summed fastest."""
    classes = class_of().get(word, ())
    first = word[0]
    ascii_only = first < "\u0080" and not classes
    out = int(word in STOPS) + ((_FINITE in classes) << 10) + ((_PERSON in classes) << 20) + ((_SAY in classes) << 30)
    return out + ((ascii_only and first.isalpha()) << 40) + ((ascii_only and first.isdigit()) << 50)


_COUNTS = Cache(_counts)


def count(words: Iterable[str]) -> Counts:
    """Return the `Counts` of up to 1,023 words and signs."""
    n = sum(map(_COUNTS.__getitem__, words))
    return n & 1023, n >> 10 & 1023, n >> 20 & 1023, n >> 30 & 1023, n >> 40 & 1023, n >> 50


def _tells(word: str) -> int:
    """Return what a word tells of reporting, twelve bits each from the lowest: person, ने, postposition, noun, verb."""
    known = class_of().get(word, ())
    return (_PERSON in known) + ((word == "ने") << 12) + ((_ACCORDING in known) << 24) + ((_SPEECH in known) << 36) + ((_SAY in known) << 48)


_TELLS = Cache(_tells)


def reports(words: Iterable[str]) -> Reports:
    """Tell of up to 4,095 words who reports in them.

    >>> reports(["राम", "ने", "कहा"])
    (True, False, False, True, 0)
    """
    n = sum(map(_TELLS.__getitem__, words))
    if n < 1 << 12:
        return False, False, False, False, n
    return n >> 48 > 0, n >> 36 & 4095 > 0, n >> 24 & 4095 > 0, n >> 12 & 4095 > 0, n & 4095


def sentence_before(words: Sequence[str], at: int, low: int = 0) -> int:
    """Return where the sentence begins that token ``at`` would go on, at most thirty tokens back."""
    low = max(low, at - _CLAUSE)
    while at > low and not ENDS[words[at - 1]]:
        at -= 1
    return at


def sentence_after(words: Sequence[str], at: int, high: int) -> int:
    """Return where the sentence ends that token ``at`` begins, its stop left out, at most thirty tokens on."""
    high = min(high, at + _CLAUSE)
    while at < high and not ENDS[words[at]]:
        at += 1
    return at


def look(words: Sequence[str]) -> Sequence[int]:
    """Return how many words away the nearest word of each class stands among words given from the nearest on (12: nowhere).

    >>> look(["कहा", "ने"])[0], look([])[0]
    (0, 12)
    """
    known = class_of()
    out: list[int] | None = None
    for n, word in enumerate(words):
        classes = known.get(word)
        if classes:
            if out is None:
                out = [_FAR] * len(CLASSES)
            for c in classes:
                if out[c] == _FAR:
                    out[c] = n
    return out or _FAR_OFF
