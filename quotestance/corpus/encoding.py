"""Rows to bytes, batch by batch: JSONL, CSV and Parquet; whole members when compressed, so that a restart can follow any batch."""

from __future__ import annotations

import csv
import io
import json
import re
import zlib
from pathlib import Path
from typing import IO, Any

from .layout import Layout, arrow_schema, conform, plain
from .options import Options
from .problems import CorpusError

__all__ = ["compress", "csv_header", "encode_csv", "encode_jsonl", "encode_parquet", "finish_parquet", "guarded"]

_ROW_GROUP_BYTES = 1 << 25
_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode
_LINE_ENDS = [("\x85", "\\u0085"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029")]
"""Characters that JSON lets stand as they are, but at which many a reader of lines (``str.splitlines``) would part the record."""
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\Z")


def encode_jsonl(record: dict[str, Any]) -> bytes:
    """Return one line of JSONL.

    Raises
    ------
    ValueError
        Where a value has no form in JSON.
    """
    try:
        line = _encode(record)
    except (ValueError, TypeError):
        line = _encode(plain(record))
    for char, escaped in _LINE_ENDS:
        if char in line:
            line = line.replace(char, escaped)
    return line.encode() + b"\n"


def guarded(value: Any) -> Any:
    """Return a cell that no spreadsheet runs as a formula: an apostrophe stands before ``=``, ``+``, ``-``, ``@``, tab and carriage return.

    Numbers stay as they are.

    >>> guarded("=1+1"), guarded("-5.2"), guarded("- राम")
    ("'=1+1", '-5.2', "'- राम")
    """
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") and value and not _NUMBER.match(value):
        return "'" + value
    return value


def csv_columns(layout: Layout, options: Options) -> list[str]:
    """Return the columns of CSV output."""
    if options.flat:
        from .rows import FLAT

        first, *rest = FLAT
        return [first, *layout.names, *rest]
    return ["id", *layout.names, "text" if options.with_text else "sha1", "quotes", "error"]


def csv_header(layout: Layout, options: Options, delimiter: str) -> bytes:
    """Return the header line."""
    names = csv_columns(layout, options)
    mark = b"\xef\xbb\xbf" if options.bom else b""
    return mark + encode_csv([dict(zip(names, names, strict=True))], layout, options, delimiter)


def encode_csv(rows: list[dict[str, Any]], layout: Layout, options: Options, delimiter: str) -> bytes:
    """Return lines of CSV; lists and objects are JSON, what is missing is empty; ``text`` is never guarded, for offsets count in it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    names = csv_columns(layout, options)
    for row in rows:
        cells = ((name, _cell(row.get(name))) for name in names)
        writer.writerow([guarded(cell) if options.guard and name != "text" else cell for name, cell in cells])
    return out.getvalue().encode()


def _cell(value: Any) -> Any:
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, (dict, list)):
        return json.dumps(plain(value), ensure_ascii=False, separators=(",", ":"))
    return plain(value)


def encode_parquet(rows: list[dict[str, Any]], taken: tuple[Any, list[int]] | None, layout: Layout, options: Options) -> bytes:
    """Return rows as one Arrow record batch with its length in front; `finish_parquet` makes a Parquet file of many.

    Parameters
    ----------
    rows
        The rows, kept columns among them.
    taken
        Where the input is Parquet: its table and the row each output row comes from (-1: none), so that kept columns go through unchanged.
    layout, options
        Of the run.
    """
    import pyarrow as pa

    schema = arrow_schema(layout, options)
    if not rows:
        return b""
    arrays = []
    kept = dict(zip(layout.names, layout.types, strict=True))
    for field in schema:
        if taken is not None and field.name in kept:
            table, indices = taken
            if field.name in table.schema.names:
                column = table.column(field.name)
                if pa.types.is_dictionary(column.type):
                    column = column.dictionary_decode()
                arrays.append(column.take(pa.array([i if i >= 0 else None for i in indices], pa.int64())).cast(field.type))
            else:
                arrays.append(pa.nulls(len(rows), field.type))
        else:
            arrays.append(pa.array([row.get(field.name) for row in rows], field.type))
    data: bytes = pa.record_batch(arrays, schema=schema).serialize().to_pybytes()
    return len(data).to_bytes(8, "little") + data


def conformed(columns: dict[str, Any], layout: Layout) -> tuple[dict[str, Any], tuple[str, str] | None]:
    """Fit a record's kept columns into the layout; returns them, and ``(column, reason)`` where one does not fit."""
    known = dict(zip(layout.names, layout.types, strict=True))
    out = {}
    for name, value in columns.items():
        if name not in known:
            return {}, (name, "no record before has this column; name the columns to keep with --keep")
        try:
            out[name] = conform(value, known[name])
        except ValueError as error:
            return {}, (name, str(error))
        except RecursionError:
            return {}, (name, "nested too deeply")
    return out, None


def compress(data: bytes, compression: str | None) -> bytes:
    """Return data as a whole gzip member or zstd frame; the same data is always the same bytes."""
    if not data or compression is None:
        return data
    if compression == "gz":
        # zlib writes no time and no name into the header.
        packer = zlib.compressobj(6, zlib.DEFLATED, 31)
        return packer.compress(data) + packer.flush()
    try:
        import zstandard
    except ImportError as error:
        raise CorpusError(".zst files need zstandard; install quotestance[zstd]") from error
    return bytes(zstandard.ZstdCompressor(level=6).compress(data))


def finish_parquet(part: IO[bytes], path: Path, layout: Layout, options: Options) -> None:
    """Write the record batches of a part file as one Parquet file, in row groups of some 32 MB."""
    import pyarrow as pa
    import pyarrow.parquet as parquet

    schema = arrow_schema(layout, options)
    with path.open("wb") as file:
        with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
            group: list[Any] = []
            size = 0
            while head := part.read(8):
                data = part.read(int.from_bytes(head, "little"))
                group.append(pa.ipc.read_record_batch(pa.py_buffer(data), schema))
                size += len(data)
                if size >= _ROW_GROUP_BYTES:
                    writer.write_table(pa.Table.from_batches(group, schema).combine_chunks())
                    group, size = [], 0
            if group:
                writer.write_table(pa.Table.from_batches(group, schema).combine_chunks())
        file.flush()
        import os

        os.fsync(file.fileno())
