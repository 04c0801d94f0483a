"""Words that say an office, a trade or a piece of writing, not who it is; and names that are none."""

from __future__ import annotations

from functools import cache

from .folding import name_key
from .tables import TableError, read_table

__all__ = ["nameless", "title_words"]

_ROLES = ("title", "modifier", "document")
_OF = frozenset(("का", "की", "के"))


@cache
def title_words(role: str) -> frozenset[str]:
    """Return the words of one role in ``titles.tsv`` (``title``, ``modifier`` or ``document``), as `name_key` gives them.

    >>> "मुख्यमंत्री" in title_words("title")
    True
    """
    found: dict[str, set[str]] = {name: set() for name in _ROLES}
    for word, name in read_table(__package__, "titles.tsv", 2):
        if name not in found:
            raise TableError(f"titles.tsv: {word}: expected one of {', '.join(_ROLES)}, found {name}")
        found[name].add(name_key(word))
    return frozenset(found[role])


def nameless(name: str, kind: str | None) -> bool:
    """Tell whether a speaker's name says who it is inside its document alone.

    An unnamed person or group, an office (मुख्यमंत्री), a description (राष्ट्रपति के प्रवक्ता) and a cited piece of writing (बयान) are somebody
    else in the next document.

    Parameters
    ----------
    name, kind
        Of a `quotestance.records.Speaker`: its ``name`` and ``type``.

    Examples
    --------
    >>> nameless("मुख्यमंत्री", "person"), nameless("एक अधिकारी", "unnamed"), nameless("संयुक्त बयान", "organisation")
    (True, True, True)
    >>> nameless("मुख्यमंत्री कमला नेगी", "person"), nameless("भाजपा", "organisation"), nameless("गृह मंत्रालय", "organisation")
    (False, False, False)
    """
    if kind in ("unnamed", "group"):
        return True
    words = name_key(name).split()
    if not words:
        return False
    titles = title_words("title")
    if words[-1] in titles:
        return not _OF.isdisjoint(words) or titles.union(title_words("modifier")).issuperset(words)
    return kind != "person" and words[-1] in title_words("document")
