"""Columns of CSV and Parquet output: they must be known before the first row is written."""

from __future__ import annotations

import datetime
import decimal
import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from .options import Options
from .parsing import parse
from .problems import CorpusError
from .readers import Batch, batches, columns_of
from .rows import FLAT, clash, clash_reason
from .sources import Source

__all__ = ["Layout", "check_fields", "conform", "delimiter_of", "infer_layout", "plain"]

_FEW = 10  # fewer records are soon labelled, and say themselves what they lack
_LOOK = 1000  # records of JSONL that are looked at; a later one with a further column is an error record


@dataclass(frozen=True)
class Layout:
    """The kept columns of tabular output, in order, each with a type: bool, int, float, string, json, or an Arrow type."""

    names: tuple[str, ...] = ()
    types: tuple[Any, ...] = ()

    def to_list(self) -> list[list[str]]:
        """Return names and types as plain data."""
        return [[n, str(t)] for n, t in zip(self.names, self.types, strict=True)]


def infer_layout(sources: list[Source], options: Options) -> Layout:
    """Find the kept columns: of the header of the first source, or of the first thousand records of JSONL.

    Raises
    ------
    CorpusError
        Where a kept column has the name of a column that the output writes, or ``keep`` names a column that is not there.
    """
    header = columns_of(sources[0], options.delimiter)
    used = {options.text_column, "id"} if options.id_column in (None, "id") else {options.text_column}
    if header is not None:
        for wanted in (options.text_column, options.id_column, options.targets_column, *(options.keep or ())):
            if wanted is not None and wanted not in [name for name, _ in header]:
                has = ", ".join(name for name, _ in header)
                other = delimiter_of([name for name, _ in header])
                hint = "" if other is None else f"; is the delimiter {other!r}? (--delimiter)"
                raise CorpusError(f"{sources[0].name}: no column {wanted!r}; it has {has}{hint}")
        kept = set(options.kept([name for name, _ in header], used))
        found = {name: _storable(kind) for name, kind in header if name in kept}
    else:
        found = _look(sources, options)
    if (name := clash(found, options.flat)) is not None:
        raise CorpusError(f"{sources[0].name}: column {name!r}: {clash_reason(name)}")
    return Layout(tuple(found), tuple(found.values()))


def check_fields(read: Iterable[Batch], options: Options) -> None:
    """Check that JSONL has the fields of text, id and targets: in one of its first thousand records, if there are at least ten.

    A record that lacks a field costs itself; a name that no record has is a slip, and would make an error of everything to the end.

    Raises
    ------
    CorpusError
        Where no record has such a field; the message names the fields that are there.
    """
    wanted = {options.text_column, options.id_column, options.targets_column} - {None}
    fields: dict[str, None] = {}
    count = 0
    name = "-"
    for source, raw in islice(((batch.source, raw) for batch in read for _, raw in batch.records), _LOOK):
        try:
            data = json.loads(raw)
        except (TypeError, ValueError, RecursionError):
            continue  # the record will say so itself
        if isinstance(data, dict):
            name, count = source.name if count == 0 else name, count + 1
            fields.update(dict.fromkeys(data))
            wanted.difference_update(data)
            if not wanted:
                return
    if count >= _FEW:
        lacking = next(n for n in (options.text_column, options.id_column, options.targets_column) if n in wanted)
        has = ", ".join(list(fields)[:30]).encode("utf-8", "backslashreplace").decode()
        raise CorpusError(f"{name}: no field {lacking!r} in the first {count:,} records; they have {has or 'none'}")


def delimiter_of(header: list[str]) -> str | None:
    """Return what plainly is the delimiter of a CSV file whose header, read with another one, is this.

    >>> delimiter_of(["id;text"]), delimiter_of(["id", "text"]), delimiter_of(["text"])
    (';', None, None)
    """
    return next((c for c in ";\t|," if len(header) == 1 and c in header[0]), None)


def _storable(kind: Any) -> Any:
    if kind is None:
        return "string"
    import pyarrow

    return kind.value_type if pyarrow.types.is_dictionary(kind) else kind


def _look(sources: list[Source], options: Options) -> dict[str, Any]:
    seen: dict[str, set[str]] = {}
    documents = (d for batch in batches(sources, delimiter=options.delimiter) for d in parse(batch, options))
    for document in islice(documents, _LOOK):
        for name, value in document.columns.items():
            kinds = seen.setdefault(name, set())
            if value is not None:
                kinds.add(_kind(value))
    for name in options.keep or ():
        seen.setdefault(name, set())
    return {name: _common(kinds) for name, kinds in seen.items()}


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int):
        return "int" if -(1 << 63) <= value < 1 << 63 else "json"
    return {float: "float", str: "string"}.get(type(value), "json")


def _common(kinds: set[str]) -> str:
    if not kinds:
        return "string"
    if kinds == {"int", "float"}:
        return "float"
    return kinds.pop() if len(kinds) == 1 else "json"


def conform(value: Any, kind: Any) -> Any:
    """Return a value as its column's type wants it.

    Raises
    ------
    ValueError
        Where it does not fit; the message says what was expected.
    """
    if value is None or not isinstance(kind, str):
        return value
    if kind == "json":
        return json.dumps(plain(value), ensure_ascii=False)
    found = _kind(value)
    if found == kind:
        return value
    if kind == "float" and found == "int":
        return float(value)
    if kind == "string":
        return json.dumps(plain(value), ensure_ascii=False)
    raise ValueError(f"expected {kind} as in earlier records, found {value!r}"[:200])


def plain(value: Any) -> Any:
    """Return a value of a Parquet or frame cell as JSON can hold it: dates in ISO form, decimals as strings, NaN as null.

    >>> plain({"on": datetime.date(2024, 5, 1), "x": float("nan")})
    {'on': '2024-05-01', 'x': None}

    Raises
    ------
    ValueError
        Of bytes, and of whatever else has no such form.
    """
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, (datetime.date, datetime.datetime, datetime.time)):
        return value.isoformat()
    if isinstance(value, (decimal.Decimal, datetime.timedelta)):
        return str(value)
    raise ValueError(f"{type(value).__name__} cannot be written; leave the column out with --drop")


def arrow_schema(layout: Layout, options: Options) -> Any:
    """Return the Arrow schema of Parquet output."""
    import pyarrow as pa

    simple = {"bool": pa.bool_(), "int": pa.int64(), "float": pa.float64(), "string": pa.string(), "json": pa.string()}
    kept = [(n, simple[t] if isinstance(t, str) else t) for n, t in zip(layout.names, layout.types, strict=True)]
    if options.flat:
        own = {"string": pa.string(), "int32": pa.int32(), "int64": pa.int64(), "double": pa.float64()}
        columns = [(n, own[t]) for n, t in FLAT.items()]
        return pa.schema([columns[0], *kept, *columns[1:]])
    text = ("text" if options.with_text else "sha1", pa.string())
    return pa.schema([("id", pa.string()), *kept, text, ("quotes", quotes_type(options.with_text)), ("error", pa.string())])


def quotes_type(with_text: bool = True) -> Any:
    """Return the Arrow type of the ``quotes`` column: a list of structs in the schema of the records."""
    import pyarrow as pa

    text = [("text", pa.string())] if with_text else []
    span = pa.struct([("start", pa.int64()), ("end", pa.int64()), *text])
    speaker = pa.struct(
        [
            ("name", pa.string()),
            ("names", pa.list_(pa.string())),
            ("mention", span),
            ("how", pa.string()),
            ("type", pa.string()),
            ("score", pa.float64()),
        ]
    )
    scores = pa.struct([(label, pa.float64()) for label in ("favor", "against", "neutral")])
    evidence = pa.struct([("start", pa.int64()), ("end", pa.int64()), *text, ("weight", pa.float64())])
    stance = pa.struct(
        [("target", pa.string()), ("mention", span), ("label", pa.string()), ("scores", scores), ("evidence", pa.list_(evidence))]
    )
    quote = [("start", pa.int64()), ("end", pa.int64()), *text, ("kind", pa.string()), ("score", pa.float64())]
    return pa.list_(pa.struct([*quote, ("speaker", speaker), ("cue", span), ("stances", pa.list_(stance))]))
