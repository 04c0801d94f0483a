"""Speakers joined across documents: नरेंद्र मोदी, पीएम मोदी and मोदी as one, but only where the corpus leaves no doubt.

A wrong join puts words into somebody's mouth, a missed one only splits a count; so the rules are few, each choice says which rule made it,
and a file of the user overrides them all.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..text.folding import fold, name_key
from ..text.tables import read_table

__all__ = ["AliasError", "Joined", "bare_key", "join", "read_aliases"]

# A phrase with a postposition is a description (राष्ट्रपति के प्रवक्ता); its last words are no name.
_POSTPOSITIONS = frozenset({"का", "की", "के", "ने", "को", "से", "में", "पर", "और", "एवं", "व"})


class AliasError(ValueError):
    """A line of a file of aliases is not as it should be; the message is ``path:line: expected …, found …``."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A form of a name that speakers bear in the corpus, the name it is counted under, and why.

    ``rule`` is ``"own"`` (counted under itself), ``"spelling"`` (differs in spelling, honorific or title alone), ``"part"`` (the last words
    of exactly one fuller name), ``"unclear"`` (of several, so of none) or ``"file"`` (the user's).
    """

    form: str
    name: str
    quotations: int
    rule: str


@lru_cache(maxsize=1)
def _titles() -> tuple[frozenset[str], frozenset[str]]:
    rows = read_table(__package__, "titles.tsv", 2)
    return frozenset(fold(w) for w, role in rows if role == "title"), frozenset(fold(w) for w, role in rows if role == "modifier")


def bare_key(name: str) -> str:
    """Return the key of a person's name without honorifics, offices and trades before it.

    >>> bare_key("पूर्व मुख्यमंत्री डॉ. कमला नेगी जी") == bare_key("कमला नेगी")
    True
    >>> bare_key("राष्ट्रपति के प्रवक्ता"), bare_key("प्रधानमंत्री")
    ('राष्ट्रपति के प्रवक्ता', 'प्रधानमंत्री')
    """
    key = name_key(name)
    words = key.split()
    if _POSTPOSITIONS.intersection(words):
        return key
    titles, modifiers = _titles()
    start = 0
    for i, word in enumerate(words):
        if word in titles:
            start = i + 1
        elif word not in modifiers:
            break
    rest = words[start:]
    return name_key(" ".join(rest)) if start and rest else key


def join(counts: Mapping[tuple[str, str], int], aliases: Mapping[str, str] | None = None) -> dict[str, Joined]:
    """Decide under which name each form is counted.

    Parameters
    ----------
    counts
        How many quotations each ``(name, type)`` has; types as in `quotestance.records.TYPES`. Titles are taken off, and parts of names
        joined, for persons alone.
    aliases
        Form to name, from the user; a form that is given as its own name stays apart.

    Returns
    -------
    dict
        From each form to its `Joined`.

    Examples
    --------
    >>> counts = {("कमला नेगी", "person"): 5, ("महापौर नेगी", "person"): 2, ("नेगी", "person"): 1}
    >>> [(j.form, j.name, j.rule) for j in join(counts).values()]
    [('कमला नेगी', 'कमला नेगी', 'own'), ('महापौर नेगी', 'कमला नेगी', 'part'), ('नेगी', 'कमला नेगी', 'part')]
    >>> join({**counts, ("हरि नेगी", "person"): 1})["नेगी"].rule
    'unclear'
    """
    totals: Counter[str] = Counter()
    types: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for (name, kind), count in counts.items():
        totals[name] += count
        types[name][kind] += count
    given = {name_key(form): name for form, name in (aliases or {}).items()}
    exact = dict(aliases or {})
    # Names that the user gives are names of the corpus too, so that a surname can meet them.
    forms = sorted(totals, key=lambda form: (-totals[form], form))
    keys = {form: bare_key(form) if max(types[form], key=lambda t: (types[form][t], t)) == "person" else name_key(form) for form in forms}
    persons = {keys[f] for f in forms if types[f].get("person")} | {bare_key(name) for name in exact.values()}
    roots, unclear = _roots(persons)
    shown = {**_shown(forms, keys, roots), **{bare_key(name): name for name in exact.values()}}
    out: dict[str, Joined] = {}
    for form in forms:
        alias = exact.get(form, given.get(name_key(form)))
        key = keys[form]
        if alias is not None:
            name, rule = alias, "file"
        else:
            name = shown.get(roots.get(key, key), form)
            # A user's name, found by a part of it or in another spelling, is the user's: मोदी → X also moves what would join मोदी.
            name = given.get(name_key(name), name)
            rule = "own" if name == form else "part" if roots.get(key, key) != key else "spelling"
            if key in unclear:
                rule = "unclear"
        out[form] = Joined(form, name, totals[form], rule)
    return out


def _roots(keys: Iterable[str]) -> tuple[dict[str, str], set[str]]:
    """Return the fullest key that each key is the end of, where there is exactly one, and the keys that are the end of several."""
    ends: defaultdict[str, set[str]] = defaultdict(set)  # last words → keys that end in them, themselves left out
    split = {key: key.split() for key in keys if key}
    for key, words in split.items():
        for i in range(1, len(words)):
            ends[" ".join(words[i:])].add(key)
    roots: dict[str, str] = {}
    unclear = set()
    titles, modifiers = _titles()
    for key in sorted(split, key=lambda k: (-len(split[k]), k)):
        if all(word in titles or word in modifiers for word in split[key]):
            continue  # an office alone: whoever holds it changes from one document to the next
        found = {roots.get(longer, longer) for longer in ends[key]}
        if len(found) == 1:
            roots[key] = found.pop()
        elif found:
            unclear.add(key)
    return roots, unclear


def _shown(forms: list[str], keys: Mapping[str, str], roots: Mapping[str, str]) -> dict[str, str]:
    """Return the form that stands for each root: the most frequent one without title and honorific, else the most frequent."""
    shown: dict[str, str] = {}
    plain: set[str] = set()
    for form in forms:
        key = keys[form]
        if roots.get(key, key) != key:
            continue
        bare = len(form.split()) == len(key.split())
        if key not in shown or (bare and key not in plain):
            shown[key] = form
        if bare:
            plain.add(key)
    return shown


def read_aliases(path: str | os.PathLike[str]) -> dict[str, str]:
    """Read a file of aliases: UTF-8, a line ``form<TAB>name``; lines that begin with ``#`` and empty lines are passed over.

    Raises
    ------
    AliasError
        Where a line is not as it should be, or gives a form a second name.
    """
    out: dict[str, str] = {}
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise AliasError(f"{path}: expected UTF-8, found a broken byte at {error.start}") from None
    for number, line in enumerate(lines, 1):
        line = line.rstrip("\r")
        if not line.strip() or line.startswith("#"):
            continue
        fields = [field.strip() for field in line.split("\t")]
        if len(fields) != 2 or not all(fields):
            raise AliasError(f"{path}:{number}: expected a form and a name parted by a tab, found {line[:60]!r}")
        form, name = fields
        if out.setdefault(form, name) != name:
            raise AliasError(f"{path}:{number}: expected one name for {form!r}, found {name!r} after {out[form]!r}")
    return out
