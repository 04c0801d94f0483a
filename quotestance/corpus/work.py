"""The work on one batch, in whichever process: parse, analyze, encode. A pure function of batch and job."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from ..pipeline import analyze
from ..records import Article
from .encoding import compress, conformed, encode_csv, encode_jsonl, encode_parquet
from .layout import Layout, plain
from .options import Options
from .parsing import Document, parse
from .problems import CorpusError, Problem
from .readers import Batch, Position
from .rows import clash, clash_reason, flat_rows, nested_record

__all__ = ["Counts", "Done", "Job", "label_batch_of"]

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Counts:
    """What a run has done: documents read, those with an error, quotations, those with a named speaker, stances."""

    articles: int = 0
    errors: int = 0
    quotations: int = 0
    speakers: int = 0
    stances: int = 0

    def add(self, other: Counts) -> None:
        """Add another's counts."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def to_dict(self) -> dict[str, int]:
        """Return the counts as plain data."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True)
class Job:
    """What every batch of a run shares: options, format and compression of the output, its columns, its delimiter."""

    options: Options
    format: str = "jsonl"
    compression: str | None = None
    layout: Layout = field(default_factory=Layout)
    delimiter: str = ","


@dataclass(slots=True)
class Done:
    """A labelled batch: bytes of output, problems in order, counts, and where the next one begins."""

    data: bytes
    problems: list[Problem]
    counts: Counts
    after: Position
    read: int = 0
    lines: tuple[str, int, int] = field(default=("", 0, 0))


def label_batch_of(job: Job, batch: Batch) -> Done:
    """Label one batch."""
    documents = parse(batch, job.options)
    counts = Counts()
    articles = [_answer(document, job, batch) for document in documents]
    data = _encode(documents, articles, job, batch)
    problems = []
    for document, article in zip(documents, articles, strict=True):
        counts.articles += 1
        if document.problem is not None:
            problems.append(document.problem)
            counts.errors += 1
        elif article is not None:
            counts.quotations += len(article.quotes)
            counts.speakers += sum(q.speaker is not None and q.speaker.name is not None for q in article.quotes)
            counts.stances += sum(len(q.stances) for q in article.quotes)
    return Done(compress(data, job.compression), problems, counts, batch.after, batch.read)


def _answer(document: Document, job: Job, batch: Batch) -> Article | None:
    if document.problem is not None:
        return None
    options = job.options
    if (name := clash(document.columns, options.flat)) is not None:
        document.problem = Problem(batch.source.name, document.line, clash_reason(name), name, document.id)
        return None
    if job.format != "jsonl":
        document.columns, misfit = conformed(document.columns, job.layout)
        if misfit is not None:
            document.problem = Problem(batch.source.name, document.line, misfit[1], misfit[0], document.id)
            return None
    try:
        return analyze(document.text, document.targets, threshold=options.threshold, evidence=options.evidence, id=document.id)
    except Exception as error:  # whatever one text brings about must not cost the others
        _log.exception("%s:%d", batch.source.name, document.line)
        reason = f"the analysis failed: {type(error).__name__}: {error}"
        document.problem = Problem(batch.source.name, document.line, reason, None, document.id)
        return None


def _encode(documents: Sequence[Document], articles: Sequence[Article | None], job: Job, batch: Batch) -> bytes:
    """Write the rows; a document whose columns cannot be written becomes an error."""
    if job.format == "jsonl":
        return b"".join(_lines(d, a, job, batch) for d, a in zip(documents, articles, strict=True))
    rows: list[dict[str, Any]] = []
    indices: list[int] = []
    for document, article in zip(documents, articles, strict=True):
        new = _rows(document, article, job, batch)
        if job.format == "csv":
            try:
                new = [{k: v if k == "quotes" else plain(v) for k, v in row.items()} for row in new]
            except (ValueError, RecursionError) as error:
                document.problem = Problem(batch.source.name, document.line, f"cannot be written: {error}"[:200], None, document.id)
                document.columns = {}
                new = _rows(document, None, job, batch)
        rows.extend(new)
        indices.extend([document.row] * len(new))
    if job.format == "csv":
        return encode_csv(rows, job.layout, job.options, job.delimiter)
    import pyarrow

    try:
        return encode_parquet(rows, (batch.table, indices) if batch.table is not None else None, job.layout, job.options)
    except pyarrow.ArrowException as error:
        reason = f"a column has another type than in the first file: {error}"
        raise CorpusError(f"{batch.source.name}: from row {documents[0].line}: {reason}"[:300]) from error


def _lines(document: Document, article: Article | None, job: Job, batch: Batch) -> bytes:
    try:
        return b"".join(encode_jsonl(row) for row in _rows(document, article, job, batch))
    except (ValueError, RecursionError) as error:
        document.problem = Problem(batch.source.name, document.line, f"cannot be written: {error}"[:200], None, document.id)
        return b"".join(encode_jsonl(row) for row in _rows(document, None, job, batch))


def _rows(document: Document, article: Article | None, job: Job, batch: Batch) -> list[dict[str, Any]]:
    options = job.options
    if article is not None and document.problem is None:
        if not options.flat:
            return [nested_record(document, article, options.with_text)]
        ident = document.id
        if ident is None:
            # A row without a document to belong to is of no use: file and line stand in for the id.
            ident = f"{batch.source.prefix}{PurePath(batch.source.name).name}:{document.line}"
        return flat_rows(document, article, ident, options.with_text)
    if options.flat or document.problem is None:
        return []
    if job.format == "jsonl":
        return [document.problem.to_dict()]
    return [{"id": document.id, **document.columns, "error": str(document.problem)}]
