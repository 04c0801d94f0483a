"""Speakers joined across documents: नरेंद्र मोदी, पीएम मोदी and मोदी as one, but only where the corpus leaves no doubt.

A wrong join puts words into somebody's mouth, a missed one only splits a count; so the rules are few, each choice says which rule made it,
and a file of the user overrides them all.
"""

from __future__ import annotations

import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..text.folding import name_key
from ..text.titles import nameless, title_words

__all__ = ["AliasError", "Joined", "bare_key", "join", "read_aliases"]

# One sound, two spellings: the nasal of a conjunct as a letter of its class or as anusvara (नरेन्द्र, नरेंद्र).
_NASAL = re.compile("ङ्(?=[कखगघ])|ञ्(?=[चछजझ])|ण्(?=[टठडढ])|न्(?=[तथदध])|म्(?=[पफबभ])")
# Foreign names come with either length of i and u (वोलोदिमीर, वोलोदिमिर; व्लादिमीर, व्लादीमिर).
_SHORT = str.maketrans({"ी": "ि", "ू": "ु", "ई": "इ", "ऊ": "उ"})
# The names of the Latin letters, as initials are written.
_INITIALS = frozenset(
    name.translate(_SHORT)
    for name in (
        *("ए", "बी", "सी", "डी", "ई", "एफ", "जी", "एच", "आई", "जे", "के", "एल", "एम", "एन", "ओ", "पी", "क्यू", "आर", "एस", "टी", "यू", "वी"),
        *("डब्ल्यू", "एक्स", "वाई", "जेड", "जैड", "वाय"),
    )
)
# A fuller name that is rarer than a tenth of its part is more often an error of reading than the person's name (measured on news).
_RARE = 10
# A phrase with a postposition is a description (राष्ट्रपति के प्रवक्ता); its last words are no name.
_POSTPOSITIONS = frozenset(word.translate(_SHORT) for word in ("का", "की", "के", "ने", "को", "से", "में", "पर", "और", "एवं", "व"))


class AliasError(ValueError):
    """A line of a file of aliases is not as it should be; the message is ``path:line: expected …, found …``."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A form of a name that speakers bear in the corpus, the name it is counted under, and why.

    ``rule`` is ``"own"`` (counted under itself), ``"spelling"`` (differs in spelling, honorific or title alone), ``"part"`` (the last word
    of exactly one fuller name, or without its initials), ``"unclear"`` (of several or a rare one, so of none), ``"document"`` (an office, a
    group, somebody unnamed, a piece of writing: another one in each document, so counted by document) or ``"file"`` (the user's).
    """

    form: str
    name: str
    quotations: int
    rule: str


@lru_cache(maxsize=1)
def _titles() -> tuple[frozenset[str], frozenset[str]]:
    titles, modifiers = (frozenset(map(_person, title_words(role))) for role in ("title", "modifier"))
    return titles, modifiers


def bare_key(name: str) -> str:
    """Return the key of a person's name without honorifics, offices and trades before it.

    >>> bare_key("पूर्व मुख्यमंत्री डॉ. कमला नेगी जी") == bare_key("कमला नेगी")
    True
    >>> bare_key("राष्ट्रपति के प्रवक्ता")  # a description, no title and name
    'राष्ट्रपति के प्रवक्ता'
    """
    key = _person(name)
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
    return _person(" ".join(rest)) if start and rest else key


def _person(name: str) -> str:
    return _key(name).translate(_SHORT)


def _key(name: str) -> str:
    return _NASAL.sub("ं", name_key(name))


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
    given = {_key(form): name for form, name in (aliases or {}).items()}
    exact = dict(aliases or {})
    # Names that the user gives are names of the corpus too, so that a surname can meet them.
    forms = sorted(totals, key=lambda form: (-totals[form], form))
    kinds = {form: max(types[form], key=lambda t: (types[form][t], t)) for form in forms}
    keys = {form: bare_key(form) if kinds[form] == "person" else _key(form) for form in forms}
    apart = {form for form in forms if nameless(form, kinds[form])}
    persons = {keys[f] for f in forms if types[f].get("person")} | {bare_key(name) for name in exact.values()}
    weights: Counter[str] = Counter()
    for form in forms:
        weights[keys[form]] += totals[form]
    for name in exact.values():
        weights[bare_key(name)] += max(totals.values(), default=0)  # the user's word outweighs every count
    roots, unclear = _roots(persons, weights, {keys[form] for form in apart})
    shown = {**_shown(forms, keys, roots), **{bare_key(name): name for name in exact.values()}}
    out: dict[str, Joined] = {}
    for form in forms:
        alias = exact.get(form, given.get(_key(form)))
        key = keys[form]
        if alias is not None:
            name, rule = alias, "file"
        else:
            name = shown.get(roots.get(key, key), form)
            # A user's name, found by a part of it or in another spelling, is the user's: मोदी → X also moves what would join मोदी.
            name = given.get(_key(name), name)
            rule = "own" if name == form else "part" if roots.get(key, key) != key else "spelling"
            if key in unclear:
                rule = "unclear"
            if form in apart and name not in given.values():
                rule = "document"
        out[form] = Joined(form, name, totals[form], rule)
    return out


def _roots(keys: Iterable[str], weights: Mapping[str, int], apart: set[str]) -> tuple[dict[str, str], set[str]]:
    """Return the fuller key that each key is a part of, where there is exactly one, and the keys for which there are several or a rare one.

    A single word joins the one name that it is the last word of, if no other name has that word anywhere (किशोर may be मुकुल किशोर or
    किशोर दास). A name of several words is whole already, and joins only what has initials before it (लाल पंत is not मोहन लाल पंत).
    """
    split = {key: key.split() for key in keys if key}
    bearers: defaultdict[str, set[str]] = defaultdict(set)  # a word → the longer keys that have it
    ends: defaultdict[str, set[str]] = defaultdict(set)  # last words → the keys that have initials alone before them
    for key, words in split.items():
        for word in words if len(words) > 1 else ():
            bearers[word].add(key)
        for i in range(1, len(words) - 1):
            if words[i - 1] not in _INITIALS:
                break
            ends[" ".join(words[i:])].add(key)
    roots: dict[str, str] = {}
    unclear = set()
    titles, modifiers = _titles()
    for key in sorted(split, key=lambda k: (-len(split[k]), k)):
        words = split[key]
        if key in apart or all(word in titles or word in modifiers for word in words):
            continue  # an office alone: whoever holds it changes from one document to the next
        longer = bearers[key] if len(words) == 1 else ends[key]
        found = {roots.get(other, other) for other in longer}
        if len(found) > 1:
            unclear.add(key)
        elif found:
            root = found.pop()
            if split[root][-1] != words[-1]:
                continue  # a first name
            if weights.get(root, 0) * _RARE < weights.get(key, 0):
                unclear.add(key)
            else:
                roots[key] = root
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
            raise AliasError(f"{path}:{number}: expected a form and a name separated by a tab, found {line[:60]!r}")
        form, name = fields
        if out.setdefault(form, name) != name:
            raise AliasError(f"{path}:{number}: expected one name for {form!r}, found {name!r} after {out[form]!r}")
    return out
