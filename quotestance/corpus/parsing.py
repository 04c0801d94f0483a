"""From raw records to documents: the checks that make bad input cost one record."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from .options import Options, Targets, parse_targets
from .problems import Problem
from .readers import MOST_BYTES, Batch, text_path

__all__ = ["Document", "check_text", "parse"]


@dataclass(slots=True)
class Document:
    """One input record: a text with what belongs to it, or the problem that it has.

    ``columns`` are the other columns that are kept; ``row`` is the row in the batch's Arrow table, where there is one.
    """

    line: int
    text: str = ""
    id: str | None = None
    targets: Targets | None = None
    columns: dict[str, Any] = field(default_factory=dict)
    row: int = -1
    problem: Problem | None = None


class _Bad(Exception):
    def __init__(self, field: str | None, reason: str) -> None:
        super().__init__(reason)
        self.field, self.reason = field, reason


def parse(batch: Batch, options: Options) -> list[Document]:
    """Return one document a record of the batch, in order."""
    read = _PARSERS[batch.source.format]
    out = []
    for line, raw in batch.records:
        document = Document(line)
        if isinstance(raw, Problem):
            document.problem = raw
        else:
            try:
                read(batch, raw, options, document)
            except _Bad as bad:
                document.problem = Problem(_name(batch, raw), line, bad.reason, bad.field, document.id)
            except RecursionError:
                document.problem = Problem(_name(batch, raw), line, "nested too deeply", None, document.id)
        out.append(document)
    return out


def check_text(value: Any) -> str | None:
    r"""Say what is wrong with a text; ``None`` where nothing is.

    >>> check_text("राम"), check_text(None), check_text("a\0b")
    (None, 'expected a string, found null', 'NUL character at 1')
    """
    if not isinstance(value, str):
        return f"expected a string, found {_kind(value)}"
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError as error:
            return f"lone surrogate U+{ord(value[error.start]):04X} at character {error.start}"
    nul = value.find("\0")
    return None if nul < 0 else f"NUL character at {nul}"


def _kind(value: Any) -> str:
    if value is None:
        return "null"
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object", bytes: "bytes", str: "a string"}
    return names.get(type(value), type(value).__name__)


def _name(batch: Batch, raw: Any) -> str:
    if batch.source.format != "txt":
        return batch.source.name
    return str(text_path(batch.source, raw)).encode("utf-8", "backslashreplace").decode()


def _reject(constant: str) -> Any:
    raise ValueError(f"{constant} is not JSON")


_decode = json.JSONDecoder(parse_constant=_reject).decode


def _jsonl(_batch: Batch, raw: bytes, options: Options, document: Document) -> None:
    try:
        line = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        utf16 = "; the line contains NUL bytes: is it UTF-16?" if b"\0" in raw else ""
        raise _Bad(None, f"invalid UTF-8: {error.reason} at byte {error.start} of the line{utf16}") from None
    if "\0" in line:
        raise _Bad(None, f"NUL byte at character {line.index(chr(0))} of the line: is it UTF-16?")
    try:
        data = _decode(line)
    except RecursionError:
        raise _Bad(None, "broken JSON: nested too deeply") from None
    except json.JSONDecodeError as error:
        raise _Bad(None, f"broken JSON: {error.msg} at column {error.colno}") from None
    except ValueError as error:
        raise _Bad(None, f"broken JSON: {error}"[:200]) from None
    if not isinstance(data, dict):
        raise _Bad(None, f"expected an object, found {_kind(data)}")
    escaped = "\\u" in line  # the only way in for lone surrogates and NUL
    if escaped:
        for key, value in data.items():
            if key != options.text_column and (why := _bad_inside({key: value})):
                raise _Bad(key.encode("ascii", "backslashreplace").decode(), why)
    _fill(data, options, document, sound=not escaped)


def _bad_inside(value: Any) -> str | None:
    if isinstance(value, str):
        return check_text(value)
    inner: Iterable[Any] = ()
    if isinstance(value, dict):
        inner = (*value, *value.values())
    elif isinstance(value, list):
        inner = value
    return next((why for v in inner if (why := _bad_inside(v))), None)


def _csv(batch: Batch, raw: list[str], options: Options, document: Document) -> None:
    if len(raw) != len(batch.columns):
        raise _Bad(None, f"expected {len(batch.columns)} fields, found {len(raw)}")
    for name, value in zip(batch.columns, raw, strict=True):
        if value.isascii() or value.isprintable():  # a lone surrogate is not printable
            continue
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise _Bad(name, f"invalid UTF-8 at character {error.start}") from None
    _fill(dict(zip(batch.columns, raw, strict=True)), options, document)


def _parquet(batch: Batch, raw: int, options: Options, document: Document) -> None:
    data: dict[str, Any] = {}
    for name, column in zip(batch.table.schema.names, batch.table.columns, strict=True):
        try:
            data[name] = column[raw].as_py()
        except UnicodeDecodeError as error:
            raise _Bad(name, f"invalid UTF-8: {error.reason} at byte {error.start}") from None
        except (ValueError, OverflowError, ImportError) as error:
            raise _Bad(name, f"cannot be read: {error}") from None
    document.row = raw
    _fill(data, options, document)


def _txt(batch: Batch, raw: str, options: Options, document: Document) -> None:
    document.id = f"{batch.source.prefix}{raw}".encode("utf-8", "backslashreplace").decode()
    path = text_path(batch.source, raw)
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise _Bad(None, f"cannot be read: {error.strerror or error}") from None
    if len(data) > MOST_BYTES:
        raise _Bad(None, f"expected at most {MOST_BYTES:,} bytes, found more")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise _Bad(None, "expected UTF-8, found UTF-16")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _Bad(None, f"invalid UTF-8: {error.reason} at byte {error.start}") from None
    document.columns = {}
    document.text, document.targets = text, options.targets
    if why := check_text(text):
        raise _Bad("text", why)


def _fill(data: dict[str, Any], options: Options, document: Document, sound: bool = False) -> None:
    """Take text, id, targets and the kept columns out of a record; ``sound``: no string in it can hold lone surrogates and NUL."""
    id_column = options.id_column or "id"
    ident = data.get(id_column)
    if isinstance(ident, str) or (isinstance(ident, int) and not isinstance(ident, bool)):
        document.id = str(ident)
    elif options.id_column is not None and id_column not in data:
        raise _Bad(id_column, "missing")
    elif ident is not None or options.id_column is not None:
        raise _Bad(id_column, f"expected a string or a whole number, found {_kind(ident)}")
    if options.text_column not in data:
        raise _Bad(options.text_column, "missing")
    text = data[options.text_column]
    if not (sound and isinstance(text, str)) and (why := check_text(text)):
        raise _Bad(options.text_column, why)
    document.text = text
    document.targets = options.targets
    if options.targets_column is not None:
        if options.targets_column not in data:
            raise _Bad(options.targets_column, "missing")
        try:
            document.targets = _targets(data[options.targets_column])
        except ValueError as error:
            raise _Bad(options.targets_column, str(error)) from None
    used = (options.text_column, "id") if id_column == "id" else (options.text_column,)
    document.columns = {name: data[name] for name in options.kept(data, used)}


def _targets(value: Any) -> Targets | None:
    # A CSV cell, and often a Parquet one, holds a list or object as JSON.
    if isinstance(value, str) and value.lstrip()[:1] in ("[", "{"):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            raise ValueError("expected names separated by commas, or a list or object in JSON; the JSON is broken") from None
    if isinstance(value, list) and value and all(isinstance(v, tuple) and len(v) == 2 for v in value):
        value = dict(value)  # an Arrow map
    return parse_targets(value)


_PARSERS: dict[str, Callable[[Batch, Any, Options, Document], None]] = {
    "jsonl": _jsonl,
    "json": _jsonl,
    "csv": _csv,
    "parquet": _parquet,
    "txt": _txt,
}
