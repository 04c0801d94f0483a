"""The rows of a CSV file, so read that a quotation mark which is never closed costs its row and not the rest of the file."""

from __future__ import annotations

import csv
import io
from collections import deque
from typing import IO

from .problems import CorpusError

__all__ = ["MOST_CHARS", "BrokenRow", "Rows", "header_of"]

MOST_CHARS = 1 << 24
"""Longest row that is read, in characters; a longer one is an error record."""
_AGAIN = 2  # how often, on the average, the file may be read again after broken rows; bounds the time


class BrokenRow(ValueError):
    """A row that is no CSV; the message says why. The next row can be read."""


class Rows:
    r"""Rows of CSV, one after the other.

    A field may hold line breaks, so that one whose closing mark is missing runs on over the rows behind it: to the next mark in the file,
    behind which no delimiter stands. There, at the end of the file, or after `MOST_CHARS` the row is known to be broken, and reading goes
    on with the line after its first. Where a file is so broken that this would take too long, its rows are passed over.

    Parameters
    ----------
    stream
        The bytes of the file: UTF-8, with or without a byte order mark. Bytes that are none become lone surrogates, so that only their own
        record is refused.
    delimiter
        Between fields.

    Examples
    --------
    >>> rows = Rows(io.BytesIO(b'id,text\n1,"never closed\n2,"well,\nclosed"\n'))
    >>> rows.next()
    (1, ['id', 'text'])
    >>> rows.next()
    Traceback (most recent call last):
    quotestance.corpus.csvrows.BrokenRow: broken CSV: a quotation mark is not closed, or one in a field is not doubled (noticed in line 3)
    >>> rows.next(), rows.next()
    ((3, ['2', 'well,\nclosed']), (5, None))
    """

    def __init__(self, stream: IO[bytes], delimiter: str = ",") -> None:
        csv.field_size_limit(2 * MOST_CHARS)  # a longer row is refused before
        self.text = io.TextIOWrapper(stream, "utf-8-sig", errors="surrogateescape", newline="")
        self.reader = csv.reader(self, delimiter=delimiter, strict=True)
        self.line = 0
        """Lines before the row that is read next."""
        self._taken: list[str] = []
        self._waiting: deque[str] = deque()  # lines that are read again
        self._size = self._read = self._again = 0

    def __iter__(self) -> Rows:
        """Return itself: the reader of `csv` takes its lines from here."""
        return self

    def __next__(self) -> str:
        """Return the next line for the row that is being read."""
        if self._waiting:
            line = self._waiting.popleft()
        else:
            line = self.text.readline(MOST_CHARS + 1)
            if not line:
                raise StopIteration
            self._read += len(line)
            if len(line) > MOST_CHARS:
                rest = line
                while rest and not rest.endswith(("\n", "\r")):
                    rest = self.text.readline(1 << 20)
        self._taken.append(line)
        self._size += len(line)
        if self._size > MOST_CHARS:
            raise BrokenRow(f"broken CSV: expected at most {MOST_CHARS:,} characters in a row, found more: is a quotation mark not closed?")
        return line

    def next(self) -> tuple[int, list[str] | None]:
        """Return the line in which the next row begins, and its fields: ``None`` at the end, none of a blank line.

        Raises
        ------
        BrokenRow
            Of a row that is broken.
        OSError, EOFError
            Whatever the stream raises.
        """
        begins = self.line + 1
        self._taken, self._size = [], 0
        try:
            row = next(self.reader, None)
        except (csv.Error, BrokenRow) as error:
            passed = self._go_back()
            if isinstance(error, BrokenRow):
                why = str(error)
            elif "expected after" in str(error) or "end of data" in str(error):
                seen = begins + len(self._taken) - 1
                where = "" if seen == begins else f" (noticed in line {seen})"
                why = f"broken CSV: a quotation mark is not closed, or one in a field is not doubled{where}"
            else:
                why = f"broken CSV: {error}"
            raise BrokenRow(why + passed) from None
        self.line += len(self._taken)
        return begins, row

    def _go_back(self) -> str:
        """Go back to the line after the first of a broken row; says which lines are passed over instead, where that takes too long."""
        if self._again + self._size > _AGAIN * self._read + MOST_CHARS:
            self.line += len(self._taken)
            return f"; nothing is read up to line {self.line}"
        self._again += self._size
        self._waiting.extendleft(reversed(self._taken[1:]))
        self.line += 1
        return ""


def header_of(rows: Rows, name: str) -> tuple[str, ...]:
    """Return the header of a CSV file.

    Raises
    ------
    CorpusError
        Where it has none that can be used.
    """
    try:
        header = tuple(rows.next()[1] or ())
    except BrokenRow as error:
        raise CorpusError(f"{name}:1: expected a header of column names: {error}") from error
    if not header:
        raise CorpusError(f"{name}: expected a header of column names, found an empty file")
    if header[0].startswith(("\udcff\udcfe", "\udcfe\udcff")):
        raise CorpusError(f"{name}:1: expected a header in UTF-8, found UTF-16; convert the file to UTF-8")
    if any("\udc80" <= c <= "\udcff" or c == "\0" for field in header for c in field):
        raise CorpusError(f"{name}:1: expected a header in UTF-8; convert the file to UTF-8")
    double = next((field for field in header if header.count(field) > 1), None)
    if double is not None:
        raise CorpusError(f"{name}:1: expected each column once, found {double!r} again")
    return header
