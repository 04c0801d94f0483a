"""A labelling run: from inputs to an output that appears whole or not at all, and that goes on where it was interrupted."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO

from ..pipeline import check_jobs, check_targets, check_threshold
from .encoding import compress
from .engines import in_one_process, in_processes
from .layout import Layout, check_fields, infer_layout
from .options import Options
from .problems import CorpusError, Problem
from .readers import Position, batches
from .sinks import FileSink, StreamSink
from .sources import Source, compression_of, find_sources, format_of, is_remote
from .work import Counts, Done, Job

__all__ = ["Progress", "StrictError", "Summary", "label_corpus"]

_COMMIT = 1.0  # seconds; what a killed run has to do again


class StrictError(CorpusError):
    """The first bad record of a strict run; `problem` says which."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True)
class Progress:
    """How far a run is: counts so far, share of the input in 0..1 (``None``: not known), seconds, articles a second of this run."""

    counts: Counts
    share: float | None
    seconds: float
    rate: float


@dataclass(frozen=True)
class Summary:
    """What a run did.

    Attributes
    ----------
    counts
        Of the whole output, what an interrupted run did before included.
    resumed
        How many of the articles an interrupted run had done.
    seconds, rate
        Time of this run, and its articles a second.
    errors
        The file of error records, where there are any.
    """

    counts: Counts
    resumed: int
    seconds: float
    rate: float
    errors: Path | None


def label_corpus(
    inputs: Sequence[str | os.PathLike[str]],
    output: str | os.PathLike[str],
    options: Options | None = None,
    *,
    jobs: int = 1,
    engine: str = "local",
    scheduler: str | None = None,
    restart: bool = False,
    strict: bool = False,
    format: str | None = None,
    progress: Callable[[Progress], None] | None = None,
    stdout: IO[bytes] | None = None,
    commit_every: float = _COMMIT,
) -> Summary:
    r"""Label a corpus of files.

    Every input record has its place in the output, in order: its record, or an error record (see `Problem`). With ``options.flat`` there is
    a row a quotation and stance instead. All error records also stand in ``OUTPUT.errors.jsonl``, which is there only if there are any.

    Parameters
    ----------
    inputs
        Files, globs, folders, fsspec addresses; ``-`` is standard input (JSONL).
    output
        ``.jsonl``, ``.csv``, ``.tsv`` (each plain, ``.gz`` or ``.zst``) or ``.parquet``; ``-`` writes JSONL to ``stdout``.
    options
        What to read and to write.
    jobs
        Number of processes (-1: one a core). The output is the same for any number.
    engine, scheduler
        ``local``, or ``dask`` with the address of a scheduler (``None``: a cluster of ``jobs`` processes on this machine).
    restart
        Start over where there is an interrupted run.
    strict
        Stop at the first bad record.
    format
        Of the input, where file names do not tell.
    progress
        Called after each batch.
    stdout
        Binary stream for output ``-``.
    commit_every
        Seconds of work that a killed run may lose.

    Raises
    ------
    CorpusError
        Where the run cannot start or go on. What is done is kept; the same call goes on.
    StrictError
        Where ``strict`` is given and a record is bad.
    TypeError, ValueError
        Where ``jobs`` or one of the options is not what it should be; the message names it.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "in.jsonl").write_text('{"text": "कुछ नहीं।"}\n{"text": 5}\n', encoding="utf-8")
    >>> summary = label_corpus([folder / "in.jsonl"], folder / "out.jsonl")
    >>> summary.counts.articles, summary.counts.errors
    (2, 1)
    """
    options = options or Options()
    if isinstance(inputs, (str, os.PathLike)):
        raise TypeError(f"inputs: expected a list of paths, found {type(inputs).__name__}")
    check_jobs(jobs)
    check_threshold(options.threshold)
    if options.targets is not None:
        check_targets(options.targets)
    began = time.monotonic()
    names = [os.fspath(path) for path in inputs]
    sources = [Source("-", format or "jsonl")] if names == ["-"] else find_sources(names, format)
    jobs = os.cpu_count() or 1 if jobs == -1 else jobs
    if engine not in ("local", "dask"):
        raise CorpusError(f"engine: expected local or dask, found {engine!r}")
    out_name = os.fspath(output)
    job = _job(sources, out_name, options)
    sink = StreamSink(stdout) if out_name == "-" else FileSink(Path(out_name), names, sources, job, restart, commit_every)
    try:
        start = sink.open()
        resumed = sink.counts.articles
        if start is not None:
            for done in _labelled(job, sources, start, jobs, engine, scheduler):
                if strict and done.problems:
                    sink.commit()
                    raise StrictError(done.problems[0])
                sink.write(done)
                if progress is not None:
                    seconds = time.monotonic() - began
                    progress(Progress(sink.counts, _share(sources, done), seconds, (sink.counts.articles - resumed) / max(seconds, 1e-9)))
        errors = sink.finish()
    finally:
        sink.close()
    seconds = time.monotonic() - began
    return Summary(sink.counts, resumed, seconds, (sink.counts.articles - resumed) / max(seconds, 1e-9), errors)


def _job(sources: list[Source], output: str, options: Options) -> Job:
    if output == "-":
        _check_columns(sources, options)
        return Job(options)
    if is_remote(output):
        raise CorpusError(
            f"{output}: expected an output file on this machine, so that an interrupted run can continue; copy it when it is finished"
        )
    format, compression = format_of(output), compression_of(output)
    if format not in ("jsonl", "csv", "parquet"):
        raise CorpusError(f"{output}: expected a name that ends in .jsonl, .csv or .tsv (optionally .gz or .zst), or in .parquet")
    if format == "parquet":
        if compression is not None:
            raise CorpusError(f"{output}: Parquet files are already compressed; leave out the last extension")
        try:
            import pyarrow  # noqa: F401 (said now, not after hours)
        except ImportError as error:
            raise CorpusError(f"{output}: Parquet needs pyarrow; install quotestance[parquet]") from error
    compress(b"x", compression)
    layout = Layout()
    if sources[0].name == "-" and format != "jsonl":
        raise CorpusError(f"{output}: from standard input only .jsonl can be written, because the columns are not known in advance")
    _check_columns(sources, options)
    if format != "jsonl":
        layout = infer_layout(sources, options)
    delimiter = options.delimiter or ("\t" if ".tsv" in output.lower()[-8:] else ",")
    return Job(options, str(format), compression, layout, delimiter)


def _check_columns(sources: list[Source], options: Options) -> None:
    """Check that the columns of text, id and targets are there, before hours are spent on errors."""
    if sources[0].name == "-":
        return
    if (table := next((source for source in sources if source.format in ("csv", "parquet")), None)) is not None:
        infer_layout([table], options)
    check_fields(batches([source for source in sources if source.format in ("jsonl", "json")]), options)


def _labelled(job: Job, sources: list[Source], start: Position, jobs: int, engine: str, scheduler: str | None) -> Iterator[Done]:
    if engine == "dask":
        from .cluster import on_dask

        return on_dask(job, sources, start, jobs, scheduler)
    read = batches(sources, start, delimiter=job.options.delimiter)
    if sources[0].name == "-" and (first := next(read, None)) is not None:
        check_fields([first], job.options)  # which waits for no more than the labelling does
        read = chain([first], read)
    return in_one_process(job, read) if jobs == 1 else in_processes(job, read, jobs)


def _share(sources: list[Source], done: Done) -> float | None:
    total = sum(source.size for source in sources)
    at = done.after.source
    if total == 0:
        return None
    if done.after.offset == 0:
        return sum(source.size for source in sources[:at]) / total
    return min(1.0, (sum(source.size for source in sources[:at]) + done.read) / total)
