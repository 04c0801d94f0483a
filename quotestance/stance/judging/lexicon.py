"""What words and frames say about an attitude: the tables compiled for quick loading, and looked up by word and by stem.

The tables (``polarity.tsv``, ``frames.tsv``) are the reviewed source. Reading their 22,000 rows at start would cost more than a label, so
training packs them into one string of the model file, from which a start needs a few milliseconds; frames are unpacked by postposition,
when one is first met.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from ...records import LABELS
from ...text.tables import TableError, read_table
from ..words import grammar, stem

__all__ = ["CLASSES", "KINDS", "Frames", "Lexicon", "Piece", "pack", "read_tables"]

CLASSES = ("approval", "disapproval", "good", "bad", "demand", "promise", "reversal", "degree")
"""Classes of `polarity.tsv`; a word's class is the index in this tuple."""
KINDS = ("speaker", "deed", "wish")
"""Kinds of `frames.tsv`."""

Frames = dict[str, list[tuple[int, dict[tuple[str, ...], tuple[int, int]]]]]
"""Frames by the stem of their first word and by their number of words, the most first: the stems of each head, with the index of its label
in `LABELS` and of its kind in `KINDS`."""

Piece = tuple[str, str, str, int]
"""A word of the features: folded form, stem, kind (of `grammar.tsv`, or ``end``, ``comma``, or nothing), class (-1: none)."""


_END = frozenset("।?!|.॥")
_COMMA = frozenset(",;:–—-")
_MARKS = frozenset("\"'“”‘’«»`()[]{}") | {"''", "‘‘", "’’", "``", "..."}
_MOST_KNOWN = 1 << 17


class _Pieces(dict[str, tuple[Piece, ...]]):
    """What each token met so far gives to a view: nothing for marks and particles, two words for भारत-पाक."""

    def __init__(self, classes: dict[str, int]) -> None:
        self._classes = classes

    def __missing__(self, token: str) -> tuple[Piece, ...]:
        kinds = grammar()
        out: list[Piece] = []
        if token not in _MARKS:
            for piece in token.split("-") if len(token) > 1 else (token,):
                kind = "end" if piece in _END else "comma" if piece in _COMMA else kinds.get(piece, "")
                if piece and kind != "particle":
                    raw = -1 if kind == "negation" or kind == "before" else self._classes.get(piece, -1)
                    out.append((piece, stem(piece), kind, raw))
        if len(self) > _MOST_KNOWN:
            self.clear()
        found = self[token] = tuple(out)
        return found


def read_tables() -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """Return the rows of both tables, checked.

    Raises
    ------
    TableError
        Where a row is broken, names an unknown class, or contradicts another.
    """
    package = "quotestance.stance.judging"
    words, frames = read_table(package, "polarity.tsv", 2), read_table(package, "frames.tsv", 4)
    known: dict[object, tuple[str, ...]] = {}
    for name, rows, width in (("polarity.tsv", words, 1), ("frames.tsv", frames, 2)):
        known.clear()
        for row in rows:
            value = row[width:]
            allowed = (CLASSES,) if width == 1 else (LABELS, KINDS)
            for field, choices in zip(value, allowed, strict=True):
                if field not in choices:
                    raise TableError(f"{name}: {row!r}: expected one of {', '.join(choices)}, found {field!r}")
            if known.setdefault(row[:width], value) != value:
                raise TableError(f"{name}: {row!r}: contradicts an earlier row, {known[row[:width]]!r}")
    return words, frames


def pack(words: Iterable[tuple[str, ...]], frames: Iterable[tuple[str, ...]]) -> str:
    """Return the rows as one string: a line a class (``class TAB word word …``), a line a postposition, label and kind."""
    by_class: dict[str, list[str]] = {c: [] for c in CLASSES}
    for word, kind in words:
        by_class[kind].append(word)
    lines = [f"{c}\t{' '.join(sorted(ws))}" for c, ws in by_class.items()]
    by_post: dict[tuple[str, int, int], list[str]] = {}
    for post, head, label, kind in frames:
        by_post.setdefault((post, LABELS.index(label), KINDS.index(kind)), []).append(head)
    lines += [f"{p}\t{a}\t{k}\t{'|'.join(sorted(heads))}" for (p, a, k), heads in sorted(by_post.items())]
    return "\n".join(lines)


class Lexicon:
    """Classes of words and labels of frames.

    Parameters
    ----------
    packed
        What `pack` made.

    Examples
    --------
    >>> lexicon = Lexicon(pack([("विफल", "bad")], [("ने", "धोखा दिया", "against", "deed")]))
    >>> CLASSES[lexicon.word("विफल")], lexicon.word("मेज")
    ('bad', -1)
    >>> lexicon.frames("ने")["धोख"]
    [(2, {('धोख', 'दिय'): (1, 1)})]
    """

    def __init__(self, packed: str) -> None:
        self.words: dict[str, int] = {}
        """Class of each folded word (index in `CLASSES`)."""
        self.pieces: dict[str, tuple[Piece, ...]] = _Pieces(self.words)
        """What each token met so far gives to a view (see `quotestance.stance.judging.view.View`)."""
        self._packed: dict[str, list[tuple[int, int, str]]] = {}
        self._frames: dict[str, Frames] = {}
        for line in packed.split("\n"):
            fields = line.split("\t")
            if len(fields) == 2:
                self.words.update(dict.fromkeys(fields[1].split(), CLASSES.index(fields[0])))
            else:
                self._packed.setdefault(fields[0], []).append((int(fields[1]), int(fields[2]), fields[3]))

    @cached_property
    def postpositions(self) -> dict[str, list[tuple[int, frozenset[str]]]]:
        """The postpositions for which there are frames, by their first word and by their number of words, the most first."""
        out: dict[str, dict[int, set[str]]] = {}
        for post in self._packed.keys() - {"0"}:
            parts = post.split()
            out.setdefault(parts[0], {}).setdefault(len(parts), set()).add(post)
        return {first: [(size, frozenset(by[size])) for size in sorted(by, reverse=True)] for first, by in out.items()}

    def word(self, folded: str) -> int:
        """Return the class of a folded word (index in `CLASSES`), or -1."""
        return self.words.get(folded, -1)

    def frames(self, post: str) -> Frames:
        """Return the frames after a postposition, unpacked when it is first met."""
        found = self._frames.get(post)
        if found is None:
            by: dict[str, dict[int, dict[tuple[str, ...], tuple[int, int]]]] = {}
            for label, kind, heads in self._packed.get(post, ()):
                for head in heads.split("|"):
                    key = tuple(stem(w) for w in head.split())
                    # the least label, should two heads have the same stems
                    known = by.setdefault(key[0], {}).setdefault(len(key), {})
                    known[key] = min(known.get(key, (label, kind)), (label, kind))
            found = self._frames[post] = {first: sorted(sizes.items(), reverse=True) for first, sizes in by.items()}
        return found
