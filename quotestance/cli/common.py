"""What the subcommands share: reading documents, options for targets, writing."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..records import Article, RecordError

__all__ = [
    "StopError",
    "add_targets",
    "articles_of",
    "colors",
    "read_articles",
    "read_text",
    "records_of",
    "targets_of",
    "width",
    "write_text",
]

_PIECE = 1 << 20


class StopError(Exception):
    """The program cannot do what it was asked; the message is for the user."""


def add_targets(parser: argparse._ActionsContainer) -> None:
    """Add ``--targets`` and ``--targets-file``."""
    group = parser.add_mutually_exclusive_group()
    group.add_argument(
        "--targets", metavar="A,B", help="names to classify the stance toward, separated by commas (default: those named in each quotation)"
    )
    group.add_argument(
        "--targets-file", metavar="FILE", help="the same from a file: one name per line, followed by its aliases, separated by tabs"
    )


def targets_of(args: argparse.Namespace) -> Any:
    """Return the targets that were asked for; ``None``: none were."""
    if args.targets is not None:
        from ..corpus.options import parse_targets

        return parse_targets(args.targets) or ()
    if args.targets_file is not None:
        from ..corpus.options import read_targets

        return read_targets(args.targets_file)
    return None


def read_text(path: str) -> str:
    """Read a text file or standard input (``-``): UTF-8, line ends as they are.

    Raises
    ------
    StopError
        Where it is not UTF-8.
    """
    data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise StopError(f"{path}: expected UTF-8, found UTF-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise StopError(f"{path}: expected UTF-8: {error.reason} at byte {error.start}") from None


def read_articles(path: str, *, errors: str = "raise") -> Iterator[tuple[str, Article | dict[str, Any]]]:
    """Read documents, from any file that `quotestance.corpus.labelled.read_records` reads.

    Parameters
    ----------
    path
        The file.
    errors
        What becomes of error records and records without text: ``raise``, or ``give`` as they are.

    Yields
    ------
    (str, Article or dict)
        The place (``file:line``) and the document.

    Raises
    ------
    StopError, CorpusError
        Where a line cannot be read; the message names file, line and field.
    """
    from ..corpus.labelled import read_records

    for place, data in read_records(path):
        if errors == "give" and ("error" in data or "text" not in data):
            yield place, data
            continue
        yield place, _article(place, data)


def _article(place: str, data: dict[str, Any]) -> Article:
    if "error" in data and "quotes" not in data:
        raise StopError(f"{place}: expected a document, found an error record")
    try:
        return Article.from_dict(data)
    except RecordError as error:
        raise StopError(f"{place}: {error}") from None


def articles_of(paths: list[str]) -> Iterator[Article]:
    """Yield the articles of files of records; of text files and of plain text on standard input, the analysed article."""
    return (article for _, article in records_of(paths))


def records_of(paths: list[str]) -> Iterator[tuple[dict[str, Any], Article]]:
    """Yield what `articles_of` does, each article after the record it was read from; a text has an empty one."""
    from ..corpus.labelled import read_records
    from ..corpus.sources import prefixes
    from ..pipeline import analyze

    # `label` names a document by the same rule, so that its records and an export of the texts go together.
    before = prefixes(str(Path(path).parent) for path in paths if path.lower().endswith(".txt"))
    for path in paths:
        if path.lower().endswith(".txt"):
            ident = before[str(Path(path).parent)] + Path(path).name
            yield {}, analyze(read_text(path), id=ident.encode("utf-8", "backslashreplace").decode())
        elif path == "-" and sys.stdin.isatty():
            yield {}, analyze(read_text(path), id=path)
        else:
            for place, data in read_records(path):
                yield data, _article(place, data)


def colors(plain: bool) -> bool:
    """Tell whether the terminal gets colours: a person is watching, and nobody asked for none (``NO_COLOR``)."""
    return not plain and sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Return the cells of a line: the terminal's, 100 where there is none."""
    import shutil

    return shutil.get_terminal_size((100, 24)).columns


def write_text(path: str | None, text: str) -> None:
    """Write a text, whole or not at all; ``None`` and ``-`` are standard output."""
    data = text.encode("utf-8", "backslashreplace")
    if path in (None, "-"):
        sys.stdout.flush()
        out = getattr(sys.stdout, "buffer", None)
        if out is None:
            sys.stdout.write(data.decode())
            return
        for start in range(0, len(data), _PIECE):
            out.write(data[start : start + _PIECE])
        out.flush()
        return
    target = Path(str(path))
    new = target.with_name(target.name + ".part")
    try:
        new.write_bytes(data)
        new.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            new.unlink(missing_ok=True)
        raise StopError(f"{path}: cannot be written: {error.strerror or error}") from None
