"""Records read back: what `label` wrote in any of its formats, and documents that a person annotated. One reader for every command."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .encoding import guarded
from .layout import delimiter_of, plain
from .problems import CorpusError, Problem
from .readers import Batch, batches, columns_of
from .sources import Source, compression_of, format_of, is_remote

__all__ = ["read_records", "unguarded"]


def read_records(path: str | os.PathLike[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Read the records of a file: JSONL, JSON (an array of records, or one), CSV or Parquet; all but the last plain, ``.gz`` or ``.zst``.

    Parameters
    ----------
    path
        The file; ``-`` is JSONL on standard input. An ending that is not known is taken for JSONL.

    Yields
    ------
    (str, dict)
        The place (``file:line``) and the record as plain data; of a flat table (``label --flat``) its row, without the apostrophes that
        guard cells against spreadsheets.

    Raises
    ------
    CorpusError
        Where something cannot be read; the message names file and line.
    FileNotFoundError
        Where there is no such file.
    """
    name = os.fspath(path)
    kind = format_of(name) or "jsonl"
    if kind == "txt":
        raise CorpusError(f"{name}: expected records (.jsonl, .json, .csv or .parquet), found a text")
    size = 0 if name == "-" or is_remote(name) else Path(name).stat().st_size
    source = Source(name, kind, compression_of(name), size)
    for place, item in _each(source):
        if not isinstance(item, dict):
            raise CorpusError(f"{place}: expected an object, found {item!r:.60}")
        yield place, item


def _raw(source: Source) -> Iterator[tuple[Batch, int, Any]]:
    header = [name for name, _ in columns_of(source) or ()] if source.format == "csv" else []
    for batch in batches([source], delimiter=delimiter_of(header)):  # for what `label --delimiter` wrote
        for line, raw in batch.records:
            if isinstance(raw, Problem):
                raise CorpusError(str(raw))
            yield batch, line, raw


def _each(source: Source) -> Iterator[tuple[str, Any]]:
    for batch, line, raw in _raw(source):
        place = f"{source.name}:{line}"
        if source.format in ("jsonl", "json"):
            yield place, _json(raw, place)
        elif source.format == "csv":
            yield place, _tidy(_cells(batch, raw, place), place)
        else:
            yield place, _tidy(_values(batch, raw, place), place)


def _json(raw: bytes, place: str) -> Any:
    try:
        return json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise CorpusError(f"{place}: invalid UTF-8: {error.reason} at byte {error.start} of the line") from None
    except RecursionError:
        raise CorpusError(f"{place}: broken JSON: nested too deeply") from None
    except json.JSONDecodeError as error:
        raise CorpusError(f"{place}: broken JSON: {error.msg} at column {error.colno}") from None


def _cells(batch: Batch, raw: list[str], place: str) -> dict[str, Any]:
    if len(raw) != len(batch.columns):
        raise CorpusError(f"{place}: expected {len(batch.columns)} fields, found {len(raw)}")
    for name, value in zip(batch.columns, raw, strict=True):
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise CorpusError(f"{place}: {name}: invalid UTF-8 at character {error.start}") from None
    return {name: value if name == "text" else unguarded(value) or None for name, value in zip(batch.columns, raw, strict=True)}


def _values(batch: Batch, raw: int, place: str) -> dict[str, Any]:
    out = {}
    for name, column in zip(batch.table.schema.names, batch.table.columns, strict=True):
        try:
            value = column[raw].as_py()
            out[name] = value if isinstance(value, bytes) else plain(value)
        except (ValueError, OverflowError, ImportError) as error:
            raise CorpusError(f"{place}: {name}: cannot be read: {error}") from None
    return out


def _tidy(record: dict[str, Any], place: str) -> dict[str, Any]:
    """Return the row of a table as the record that it was made of: fields that it lacks left out, quotations as a list."""
    for name in ("id", "text", "sha1", "quotes", "error"):
        if name in record and record[name] is None:
            del record[name]
    if isinstance(record.get("quotes"), str):
        try:
            record["quotes"] = json.loads(record["quotes"])
        except (ValueError, RecursionError):
            raise CorpusError(f"{place}: quotes: expected a list in JSON, found {record['quotes']!r:.60}") from None
    return record


def unguarded(value: str) -> str:
    """Return a cell without the apostrophe that `guarded` put before it.

    >>> unguarded("'-a"), unguarded("'राम'"), unguarded("-5.2")
    ('-a', "'राम'", '-5.2')
    """
    return value[1:] if value[:1] == "'" and guarded(value[1:]) == value else value
