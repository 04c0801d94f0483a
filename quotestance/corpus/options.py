"""What a labelling run is asked to do, and how targets are written down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from .problems import CorpusError

__all__ = ["Options", "Targets", "parse_targets", "read_targets"]

Targets = tuple[str, ...] | dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Options:
    """Options of a labelling run; plain data, so that they travel to other processes and into the journal.

    Attributes
    ----------
    text_column, id_column
        Where text and id stand; ``None`` for the id: the column ``id`` where there is one.
    targets
        Targets for every document (``None``: those that each quotation names).
    targets_column
        Column with each document's own targets: a list, an object of names to aliases, or names separated by commas.
    keep, drop
        The other columns that go into the output (``None``: all), and those that do not.
    threshold, evidence
        As in `quotestance.analyze`.
    flat
        One row a quotation and stance in place of one record a document.
    with_text
        Whether texts go into the output; without, offsets and the text's SHA-1 do.
    delimiter
        Of CSV input and output (``None``: a comma, a tab for ``.tsv``).
    guard
        Whether CSV cells that a spreadsheet would run as a formula get an apostrophe in front; never those of the column ``text``, in which
        the offsets count.
    bom
        Whether CSV output begins with a byte order mark, without which Excel does not take it for UTF-8.
    """

    text_column: str = "text"
    id_column: str | None = None
    targets: Targets | None = None
    targets_column: str | None = None
    keep: tuple[str, ...] | None = None
    drop: tuple[str, ...] = ()
    threshold: float | None = None
    evidence: bool = False
    flat: bool = False
    with_text: bool = True
    delimiter: str | None = None
    guard: bool = True
    bom: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Return the options as plain data."""
        data = asdict(self)
        return {k: list(v) if isinstance(v, tuple) else v for k, v in data.items()}

    def kept(self, columns: Iterable[str], used: Iterable[str]) -> list[str]:
        """Return which of ``columns`` go into the output beside what is labelled; ``used`` are those that the labelling takes up."""
        used = set(used)
        return [c for c in columns if c not in used and c not in self.drop and (self.keep is None or c in self.keep)]


def parse_targets(value: Any) -> Targets | None:
    """Read targets: names separated by commas, a list of names, or an object of names to aliases.

    Returns
    -------
    tuple, dict or None
        ``None`` of nothing (``None``, an empty string): the library finds targets itself. An empty list stays empty: no stance.

    Raises
    ------
    ValueError
        Where it is none of these; the message says what was found.

    Examples
    --------
    >>> parse_targets("भारत, रूस")
    ('भारत', 'रूस')
    >>> parse_targets({"अमेरिका": ["अमेरिकी"]})
    {'अमेरिका': ('अमेरिकी',)}
    >>> parse_targets("")
    """
    if value is None:
        return None
    if isinstance(value, str):
        names = tuple(name for part in value.split(",") if (name := part.strip()))
        return names or None
    if isinstance(value, Mapping):
        out: dict[str, tuple[str, ...]] = {}
        for name, aliases in value.items():
            if aliases is None:
                aliases = ()
            elif isinstance(aliases, str):
                aliases = (aliases,)
            if not isinstance(name, str) or not isinstance(aliases, (list, tuple)) or not all(isinstance(a, str) for a in aliases):
                raise ValueError(f"expected an object that maps names to lists of aliases, found {name!r}: {aliases!r}"[:200])
            out[name] = tuple(aliases)
        return out
    if isinstance(value, (list, tuple)) and all(isinstance(name, str) for name in value):
        return tuple(value)
    raise ValueError(f"expected names separated by commas, a list of names, or an object that maps names to aliases, found {value!r}"[:200])


def read_targets(path: Path | str) -> Targets:
    """Read a targets file: UTF-8, one target a line, its aliases after it separated by tabs; lines that begin with ``#`` are comments.

    Raises
    ------
    CorpusError
        Where the file cannot be read, is not UTF-8, or has no target.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise CorpusError(f"{path}: expected UTF-8: {error.reason} at byte {error.start}") from error
    except OSError as error:
        raise CorpusError(f"{path}: {error.strerror or error}") from error
    out: dict[str, tuple[str, ...]] = {}
    for line in lines:
        names = [part.strip() for part in line.split("\t") if part.strip()]
        if names and not line.startswith("#"):
            out[names[0]] = tuple(names[1:])
    if not out:
        raise CorpusError(f"{path}: expected one target per line, found none")
    return out if any(out.values()) else tuple(out)
