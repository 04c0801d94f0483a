"""Readers: from a source to batches of raw records, from anywhere in it, in constant memory.

A batch is made by the driver and parsed where it is labelled (`quotestance.corpus.parsing`), so that the driver only moves bytes. Where
a batch ends depends on the input alone, never on the number of jobs: compressed output is made by batches, and its bytes must not differ.
"""

from __future__ import annotations

import json
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any

from .csvrows import BrokenRow, Rows, header_of
from .problems import CorpusError, Problem
from .sources import Source, open_bytes, open_raw, skip

__all__ = ["BATCH", "MOST_BYTES", "Batch", "Position", "batches", "columns_of"]

BATCH = 64
"""Most records of a batch."""
_BATCH_BYTES = 1 << 20
MOST_BYTES = 1 << 26
"""Longest record that is read, in bytes; a longer one is an error record."""
_WIDE = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"\x00\x00": "UTF-32"}


@dataclass(frozen=True, slots=True)
class Position:
    """A place between two batches.

    Attributes
    ----------
    source
        Number of the source, from 0.
    offset
        Where to read on: bytes of the decompressed stream for JSONL, records for the other formats.
    line
        Lines (JSONL, CSV), records, rows or files read so far.
    """

    source: int = 0
    offset: int = 0
    line: int = 0

    def to_list(self) -> list[int]:
        """Return the position as plain data."""
        return [self.source, self.offset, self.line]


@dataclass(frozen=True, slots=True)
class Batch:
    """Some records of one source, as they were read.

    Attributes
    ----------
    source
        The source's name and format, without its list of files.
    records
        ``(line, raw)``; raw is bytes (JSONL and JSON), fields (CSV), a path (text), a row number (Parquet), or a `Problem`.
    after
        Where the next batch begins.
    read
        Bytes of the source (files of a folder) read so far, for the progress.
    columns
        Of CSV: the header.
    table
        Of Parquet: the record batch that the row numbers point into.
    """

    source: Source
    records: list[tuple[int, Any]]
    after: Position
    read: int
    columns: tuple[str, ...] = ()
    table: Any = field(default=None, compare=False)


def batches(
    sources: list[Source], start: Position | None = None, stop: Position | None = None, delimiter: str | None = None
) -> Iterator[Batch]:
    """Read sources in order, from one position to another.

    Parameters
    ----------
    sources
        What to read.
    start, stop
        Positions that an earlier reading gave; ``None``: the beginning, the end.
    delimiter
        Of CSV.

    Raises
    ------
    CorpusError
        Where a source cannot be opened, or a CSV or Parquet file has no header.
    """
    start = start or Position()
    for number in range(start.source, len(sources)):
        if stop is not None and (number > stop.source or (number == stop.source and stop.offset == 0)):
            return
        at = start if number == start.source else Position(number)
        end = stop.offset if stop is not None and stop.source == number else None
        source = sources[number]
        reader = _READERS[source.format]
        try:
            yield from reader(source, at, end, delimiter)
        except OSError as error:
            raise CorpusError(f"{source.name}: cannot be read: {error.strerror or error}") from error


def _jsonl(source: Source, at: Position, stop: int | None, _delimiter: str | None) -> Iterator[Batch]:
    bare = replace(source, files=())
    stream, raw = open_bytes(source)
    with raw, stream:
        offset, line = at.offset, at.line
        records: list[tuple[int, Any]] = []
        size = 0
        over = False
        try:
            if offset:
                skip(stream, offset)
            while not over and (stop is None or offset < stop):
                data = stream.readline(MOST_BYTES + 1)
                if not data:
                    break
                line += 1
                start, offset = offset, offset + len(data)
                item: Any = data
                if len(data) > MOST_BYTES and not data.endswith(b"\n"):
                    item = Problem(source.name, line, f"expected at most {MOST_BYTES:,} bytes per line, found more")
                    while data and not data.endswith(b"\n"):
                        data = stream.readline(1 << 20)
                        offset += len(data)
                elif start == 0:
                    if encoding := _WIDE.get(data[:2]):
                        item, over = Problem(source.name, 1, f"expected UTF-8, found {encoding}; the rest of the file is not read"), True
                    else:
                        item = data.removeprefix(b"\xef\xbb\xbf")
                if item.__class__ is bytes and item.isspace():
                    continue
                records.append((line, item))
                size += len(data)
                if len(records) >= BATCH or size >= _BATCH_BYTES:
                    yield Batch(bare, records, Position(at.source, offset, line), _tell(raw))
                    records, size = [], 0
        except _damage() as error:
            if source.compression is None:
                raise
            # What was read before the break stands; the rest of this file is lost, the run is not.
            records.append((line + 1, Problem(source.name, line + 1, f"the compressed file is truncated or damaged here: {error}")))
    if records:
        whole = stop is None or offset < stop
        yield Batch(bare, records, Position(at.source + 1) if whole else Position(at.source, offset, line), source.size)


def _json(source: Source, at: Position, stop: int | None, delimiter: str | None) -> Iterator[Batch]:
    """Read an array of records, or one record, over any number of lines: whole, and each record as a line of JSONL, counted from 1.

    Much that is called ``.json`` is JSONL: one of its first two lines is a record by itself (the other may be broken).
    """
    bare = replace(source, files=())
    data: Any
    try:
        stream, raw = open_bytes(source)
        with raw, stream:
            head = line = stream.readline(MOST_BYTES)
            while line.isspace():
                line = stream.readline(MOST_BYTES)
                head += line
            lines = [line] if line.lstrip(b"\xef\xbb\xbf \t").startswith(b"[") else [line, stream.readline(MOST_BYTES)]
            whole = None if any(map(_is_record, lines)) else b"".join([head, *lines[1:], stream.read()])
        data = None if whole is None else json.loads(whole.decode("utf-8-sig"))
    except _damage(RecursionError) as error:
        if isinstance(error, OSError) and source.compression is None:
            raise
        line_number, why = _json_fault(error)
        problem = Problem(source.name, line_number, f"{why}; the file is not read")
        yield Batch(bare, [(line_number, problem)], Position(at.source + 1), source.size)
        return
    if data is None:
        yield from _jsonl(source, at, stop, delimiter)
        return
    items = data if isinstance(data, list) else [data]
    for first in range(at.offset, len(items) if stop is None else stop, BATCH):
        records: list[tuple[int, Any]] = [(n, json.dumps(item).encode()) for n, item in enumerate(items[first : first + BATCH], first + 1)]
        end = first + len(records)
        after = Position(at.source, end, end) if end < len(items) else Position(at.source + 1)
        yield Batch(bare, records, after, source.size * end // len(items))


def _is_record(line: bytes) -> bool:
    """Tell whether a line holds a record, whole; the end of a file does as well."""
    try:
        return not line or isinstance(json.loads(line.decode("utf-8-sig")), dict)
    except (ValueError, RecursionError):
        return False


def _json_fault(error: BaseException) -> tuple[int, str]:
    if isinstance(error, json.JSONDecodeError):
        return error.lineno, f"broken JSON: {error.msg} at column {error.colno}"
    if isinstance(error, UnicodeDecodeError):
        wide = _WIDE.get(bytes(error.object[:2]))
        return 1, f"expected UTF-8, found {wide}" if wide else f"invalid UTF-8: {error.reason} at byte {error.start}"
    if isinstance(error, RecursionError):
        return 1, "broken JSON: nested too deeply"
    if isinstance(error, ValueError):
        return 1, f"broken JSON: {error}"[:200]
    return 1, f"the compressed file is truncated or damaged: {error}"


def _tell(raw: IO[bytes]) -> int:
    try:
        return raw.tell()
    except OSError:
        return 0  # a pipe


def _damage(*more: type[Exception]) -> tuple[type[Exception], ...]:
    """Return what reading raises where a file is damaged; `OSError` may also be the disk's."""
    # Only a run that reads .zst has loaded it.
    zstd: type[Exception] = getattr(sys.modules.get("zstandard"), "ZstdError", EOFError)
    return EOFError, ValueError, OSError, zlib.error, zstd, *more


def _csv_rows(source: Source, stream: IO[bytes], delimiter: str | None) -> Rows:
    ending = source.name.lower().removesuffix(".gz").removesuffix(".zst")
    return Rows(stream, delimiter or ("\t" if ending.endswith(".tsv") else ","))


def _csv_header(source: Source, rows: Rows) -> tuple[str, ...]:
    try:
        return header_of(rows, source.name)
    except CorpusError:
        raise
    except _damage() as error:
        raise CorpusError(f"{source.name}: cannot be read: {error}") from error


def _csv(source: Source, at: Position, stop: int | None, delimiter: str | None) -> Iterator[Batch]:
    bare = replace(source, files=())
    stream, raw = open_bytes(source)
    with raw, stream:
        rows = _csv_rows(source, stream, delimiter)
        header = _csv_header(source, rows)
        records: list[tuple[int, Any]] = []
        count, size = 0, 0
        while stop is None or count < stop:
            begins = rows.line + 1
            item: Any
            try:
                begins, item = rows.next()
            except BrokenRow as error:
                item = Problem(source.name, begins, str(error))
            except _damage() as error:
                if source.compression is None:
                    raise
                records.append((begins, Problem(source.name, begins, f"the compressed file is truncated or damaged here: {error}")))
                break
            if item is None:
                break
            if item == []:
                continue
            count += 1
            if count <= at.offset:
                continue
            records.append((begins, item))
            size += sum(map(len, item)) if isinstance(item, list) else 0
            if len(records) >= BATCH or size >= _BATCH_BYTES // 3:
                yield Batch(bare, records, Position(at.source, count, rows.line), min(_tell(raw), source.size), header)
                records, size = [], 0
    if records:
        yield Batch(bare, records, Position(at.source + 1), source.size, header)


def _arrow(source: Source) -> Any:
    try:
        import pyarrow.parquet as parquet
    except ImportError as error:
        raise CorpusError(f"{source.name}: Parquet needs pyarrow; install quotestance[parquet]") from error
    return parquet


def _open_parquet(source: Source) -> Any:
    parquet = _arrow(source)
    import pyarrow

    try:
        return parquet.ParquetFile(open_raw(source), pre_buffer=False)
    except (pyarrow.ArrowException, OSError) as error:
        raise CorpusError(f"{source.name}: not a readable Parquet file: {error}") from error


def _parquet(source: Source, at: Position, stop: int | None, _delimiter: str | None) -> Iterator[Batch]:
    bare = replace(source, files=())
    file = _open_parquet(source)
    import pyarrow

    rows = file.metadata.num_rows
    first = 0
    for group in range(file.num_row_groups):
        size = file.metadata.row_group(group).num_rows
        if first + size <= at.offset or (stop is not None and first >= stop):
            first += size
            continue
        begin = first
        try:
            # Batches are counted from the row group's beginning, wherever the reading starts.
            for table in file.iter_batches(BATCH, row_groups=[group]):
                n = table.num_rows
                if begin >= at.offset and (stop is None or begin < stop):
                    after = Position(at.source, begin + n, begin + n) if begin + n < rows else Position(at.source + 1)
                    records: list[tuple[int, Any]] = [(begin + i + 1, i) for i in range(n)]
                    yield Batch(bare, records, after, source.size * (begin + n) // max(1, rows), table=table)
                begin += n
        except (pyarrow.ArrowException, OSError) as error:
            problem = Problem(source.name, begin + 1, f"the rest of row group {group} cannot be read: {error}")
            after = Position(at.source, first + size, first + size) if first + size < rows else Position(at.source + 1)
            yield Batch(bare, [(begin + 1, problem)], after, source.size)
        first += size


def _txt(source: Source, at: Position, stop: int | None, _delimiter: str | None) -> Iterator[Batch]:
    bare = replace(source, files=())
    stop = len(source.files) if stop is None else stop
    for first in range(at.offset, stop, BATCH):
        names = source.files[first : min(first + BATCH, stop)]
        end = first + len(names)
        after = Position(at.source, end, end) if end < len(source.files) else Position(at.source + 1)
        yield Batch(bare, [(1, name) for name in names], after, end)


_READERS = {"jsonl": _jsonl, "json": _json, "csv": _csv, "parquet": _parquet, "txt": _txt}


def columns_of(source: Source, delimiter: str | None = None) -> list[tuple[str, Any]] | None:
    """Return the columns of a source that has a header, with their Arrow types (``None`` for CSV); ``None`` for JSONL and text files."""
    if source.format == "csv":
        stream, raw = open_bytes(source)
        with raw, stream:
            return [(name, None) for name in _csv_header(source, _csv_rows(source, stream, delimiter))]
    if source.format == "parquet":
        return [(f.name, f.type) for f in _open_parquet(source).schema_arrow]
    return None


def row_groups(source: Source) -> list[int]:
    """Return the row at which each row group of a Parquet file begins."""
    metadata = _open_parquet(source).metadata
    starts = [0]
    for group in range(metadata.num_row_groups):
        starts.append(starts[-1] + metadata.row_group(group).num_rows)
    return starts[:-1]


def text_path(source: Source, name: str) -> Path:
    """Return the path of a folder's text file."""
    return Path(source.name) / name
