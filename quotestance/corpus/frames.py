"""Labelling from Python: pandas frames, and batches as datasets, polars, Spark and Ray hand them to a function."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from ..pipeline import analyze, check_jobs, check_threshold, in_processes
from ..records import Article
from .options import Targets, parse_targets
from .parsing import Document, check_text
from .rows import FLAT, clash, flat_rows

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

__all__ = ["label_batch", "label_frame", "label_pandas", "label_polars"]

_CHUNK = 64  # texts that go to a process at once
_log = logging.getLogger(__name__)
_TargetsIn = Sequence[str] | Mapping[str, Sequence[str]] | str | None


def label_batch(
    batch: Mapping[str, Any],
    *,
    text: str = "text",
    targets: _TargetsIn = None,
    targets_column: str | None = None,
    threshold: float | None = None,
    nested: bool = False,
) -> dict[str, Any]:
    """Label a batch of columns: what ``datasets.Dataset.map(batched=True)`` and Ray's ``map_batches`` call.

    Parameters
    ----------
    batch
        Column names to lists or arrays of the same length.
    text
        Column of the texts.
    targets, targets_column
        Targets for all texts, or the column with each text's own.
    threshold
        As in `quotestance.analyze`.
    nested
        Whether ``quotes`` are lists of plain records. By default they are JSON: a column of one type whatever a batch holds, which these
        libraries need (a batch where no quotation has a cue would get another type than the next).

    Returns
    -------
    dict
        The columns of ``batch``, then ``quotes`` (``None`` where the text could not be read) and ``error`` (why, or ``None``).

    Raises
    ------
    TypeError
        Where ``batch`` is no mapping of columns.
    ValueError
        Where the text column is not there, the batch has a column ``quotes`` or ``error``, ``targets`` are not names, or ``threshold`` does
        not lie between 0 and 1.

    Examples
    --------
    >>> out = label_batch({"text": ['रमेश ने कहा, "यह फैसला गलत है।"', None]}, nested=True)
    >>> out["quotes"][0][0]["speaker"]["name"], out["error"]
    ('रमेश', [None, 'text: expected a string, found null'])
    """
    if not isinstance(batch, Mapping):
        raise TypeError(f"batch: expected a mapping of column names to columns, found {type(batch).__name__}")
    _check(list(batch), text, targets_column, ("quotes", "error"))
    own = list(batch[targets_column]) if targets_column is not None else None
    if isinstance(batch[text], (str, bytes)):
        raise TypeError(f"{text}: expected a column of texts, found one text; map over batches (batched=True)")
    quotes: list[Any] = []
    errors: list[str | None] = []
    for article, error in _answers(list(batch[text]), targets, own, text, targets_column, threshold, 1):
        errors.append(error)
        if article is None:
            quotes.append(None)
        else:
            data = [quote.to_dict() for quote in article.quotes]
            quotes.append(data if nested else json.dumps(data, ensure_ascii=False, separators=(",", ":")))
    return {**batch, "quotes": quotes, "error": errors}


def label_frame(
    frame: pd.DataFrame,
    text: str = "text",
    targets: _TargetsIn = None,
    *,
    targets_column: str | None = None,
    jobs: int = 1,
    long: bool = False,
    id: str | None = None,
    threshold: float | None = None,
) -> pd.DataFrame:
    """Label a pandas frame.

    Parameters
    ----------
    frame
        Any frame with a column of texts; it is not changed.
    text
        That column.
    targets, targets_column
        Targets for all texts, or the column with each text's own.
    jobs
        Number of processes (-1: one a core).
    long
        One row a quotation and stance in place of one row a text.
    id
        Of the long form: the column that becomes ``id``; ``None``: ``id`` where there is one, else the index.
    threshold
        As in `quotestance.analyze`.

    Returns
    -------
    pandas.DataFrame
        The columns and index of ``frame``, and ``quotes`` (lists of plain records; ``None`` where the text could not be read) and ``error``
        (why, or ``None``). In the long form the text column gives way to the columns of `quotestance.corpus.rows.FLAT`, and a row's index
        is that of its text; a text without a quotation, or with an error, has no row.

    Raises
    ------
    TypeError
        Where ``frame`` is no pandas frame.
    ValueError
        Where a column is not there, the frame has one of the names that are added, ``targets`` are not names, ``jobs`` is neither at least
        1 nor -1, or ``threshold`` does not lie between 0 and 1.
    """
    import pandas as pd

    if not isinstance(frame, pd.DataFrame):
        raise TypeError(f"frame: expected a pandas frame, found {type(frame)}")
    _check(list(frame.columns), text, targets_column, () if long else ("quotes", "error"))
    own = list(frame[targets_column]) if targets_column is not None else None
    answers = _answers(list(frame[text]), targets, own, text, targets_column, threshold, jobs)
    if not long:
        found = list(answers)
        quotes = [None if a is None else [q.to_dict() for q in a.quotes] for a, _ in found]
        nested: pd.DataFrame = frame.assign(
            quotes=pd.Series(quotes, index=frame.index, dtype=object),
            error=pd.Series([e for _, e in found], index=frame.index, dtype=object),
        )
        return nested
    ident = id if id is not None else "id" if "id" in frame.columns else None
    if ident is not None and ident not in frame.columns:
        raise ValueError(f"{ident}: no such column; the columns are {', '.join(map(str, frame.columns))}")
    kept = [c for c in frame.columns if c not in (text, "id" if ident == "id" else text)]
    if (name := clash(map(str, kept), flat=True)) is not None:
        raise ValueError(f"{name}: the output adds a column of this name; drop or rename yours")
    idents = list(frame.index) if ident is None else list(frame[ident])
    rows: list[dict[str, Any]] = []
    places: list[int] = []
    for place, (article, _) in enumerate(answers):
        if article is not None:
            new = flat_rows(Document(place), article, idents[place])
            rows.extend(new)
            places.extend([place] * len(new))
    types = {"string": "object", "int32": "Int64", "int64": "Int64", "double": "float64"}
    columns = {n: pd.Series([row[n] for row in rows], dtype=types[t] if n != "id" else "object") for n, t in FLAT.items()}
    flat = pd.DataFrame(columns)
    base = frame[kept].iloc[places]
    flat.index = base.index
    joined: pd.DataFrame = pd.concat([flat[["id"]], base, flat.drop(columns="id")], axis=1)
    return joined


def label_pandas(frames: Iterable[pd.DataFrame], **options: Any) -> Iterator[pd.DataFrame]:
    """Label frames one by one: the function for Spark's ``mapInPandas``; options as in `label_frame`, ``quotes`` are JSON.

    ``spark_frame.mapInPandas(label_pandas, spark_frame.schema.simpleString()[7:-1] + ", quotes string, error string")``
    """
    for frame in frames:
        out = label_frame(frame, **options)
        if not options.get("long"):
            out["quotes"] = [None if q is None else json.dumps(q, ensure_ascii=False, separators=(",", ":")) for q in out["quotes"]]
        yield out


def label_polars(frame: pl.DataFrame, **options: Any) -> pl.DataFrame:
    """Label a polars frame: the function for ``LazyFrame.map_batches``; options as in `label_batch`, ``quotes`` are JSON."""
    import polars as pl

    if not isinstance(frame, pl.DataFrame):
        raise TypeError(f"frame: expected a polars frame, found {type(frame)}")
    out = label_batch(frame.to_dict(as_series=False), **options)
    return frame.with_columns(pl.Series("quotes", out["quotes"], dtype=pl.String), pl.Series("error", out["error"], dtype=pl.String))


def _check(columns: Sequence[Any], text: str, targets_column: str | None, added: Sequence[str]) -> None:
    for name in (text, targets_column):
        if name is not None and name not in columns:
            raise ValueError(f"{name}: no such column; the columns are {', '.join(map(str, columns))}")
    for name in added:
        if name in columns:
            raise ValueError(f"{name}: the output adds a column of this name; drop or rename yours")


def _answers(
    texts: list[Any],
    targets: _TargetsIn,
    own: list[Any] | None,
    text: str,
    targets_column: str | None,
    threshold: float | None,
    jobs: int,
) -> Iterator[tuple[Article | None, str | None]]:
    """Return ``(article, None)`` or ``(None, why not)`` for each text, in order."""
    check_threshold(threshold)
    check_jobs(jobs)
    try:
        common = parse_targets(targets)
    except ValueError as error:
        raise ValueError(f"targets: {error}") from None
    if own is not None and len(own) != len(texts):
        raise ValueError(f"{targets_column}: expected {len(texts)} values, one per text, found {len(own)}")
    one = partial(_part, targets=common, text=text, targets_column=targets_column, threshold=threshold)
    starts = range(0, len(texts), _CHUNK)
    parts = ((texts[i : i + _CHUNK], None if own is None else own[i : i + _CHUNK]) for i in starts)
    answers = map(one, parts) if jobs == 1 else in_processes(one, parts, jobs)
    return chain.from_iterable(answers)


def _part(
    part: tuple[list[Any], list[Any] | None], targets: Targets | None, text: str, targets_column: str | None, threshold: float | None
) -> list[tuple[Article | None, str | None]]:
    texts, own = part
    return [
        _answer(value, targets if own is None else own[i], own is not None, text, targets_column, threshold)
        for i, value in enumerate(texts)
    ]


def _answer(
    value: Any, targets: Any, own: bool, text: str, targets_column: str | None, threshold: float | None
) -> tuple[Article | None, str | None]:
    if (problem := _problem(value)) is not None:
        return None, f"{text}: {problem}"
    try:
        wanted: Targets | None = _asked(targets) if own else targets
    except ValueError as error:
        return None, f"{targets_column}: {error}"
    try:
        return analyze(value, wanted, threshold=threshold), None
    except Exception as error:  # one text must not cost the others
        _log.exception("analysis failed")
        return None, f"{text}: the analysis failed: {type(error).__name__}: {error}"


def _problem(value: Any) -> str | None:
    if value is None or (isinstance(value, float) and value != value) or type(value).__name__ in ("NAType", "NaTType"):
        return check_text(None)
    return check_text(value)


def _asked(value: Any) -> Targets | None:
    if value is None or (isinstance(value, float) and value != value) or type(value).__name__ == "NAType":
        return None
    if hasattr(value, "tolist"):  # an array in a cell, as Parquet gives it
        value = value.tolist()
    return parse_targets(value)
