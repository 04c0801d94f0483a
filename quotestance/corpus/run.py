"""A labelling run: from inputs to an output that appears whole or not at all, and that goes on where it was interrupted."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from .encoding import compress, csv_header, encode_jsonl, finish_parquet
from .engines import in_one_process, in_processes
from .journal import Journal, model_digest, sync_folder
from .layout import Layout, infer_layout
from .options import Options
from .problems import CorpusError, Problem
from .readers import Position, batches
from .sources import Source, compression_of, find_sources, fingerprint, format_of, is_remote
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
    """Label a corpus of files.

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
        Begin anew where an interrupted run stands.
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

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "in.jsonl").write_text('{"text": "कुछ नहीं।"}\\n{"text": 5}\\n', encoding="utf-8")
    >>> summary = label_corpus([folder / "in.jsonl"], folder / "out.jsonl")
    >>> summary.counts.articles, summary.counts.errors
    (2, 1)
    """
    options = options or Options()
    began = time.monotonic()
    names = [os.fspath(path) for path in inputs]
    sources = [Source("-", format or "jsonl")] if names == ["-"] else find_sources(names, format)
    jobs = max(1, os.cpu_count() or 1) if jobs < 1 else jobs
    if engine not in ("local", "dask"):
        raise CorpusError(f"engine: expected local or dask, found {engine!r}")
    out_name = os.fspath(output)
    job = _job(sources, out_name, options)
    sink = _StreamSink(stdout) if out_name == "-" else _FileSink(Path(out_name), names, sources, job, restart, commit_every)
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
        return Job(options)
    format, compression = format_of(output), compression_of(output)
    if format in (None, "txt"):
        raise CorpusError(f"{output}: expected an output of .jsonl, .csv, .tsv or .parquet, plain, .gz or .zst")
    if format == "parquet":
        if compression is not None:
            raise CorpusError(f"{output}: Parquet is compressed in itself; leave the last ending out")
        try:
            import pyarrow  # noqa: F401 (said now, not after hours)
        except ImportError as error:
            raise CorpusError(f"{output}: Parquet needs pyarrow; install quotestance[parquet]") from error
    compress(b"x", compression)
    layout = Layout()
    if sources[0].name == "-" and format != "jsonl":
        raise CorpusError(f"{output}: standard input can be labelled into .jsonl only: the columns are not known before")
    if format != "jsonl":
        layout = infer_layout(sources, options)
    elif any(source.format in ("csv", "parquet") for source in sources):
        infer_layout([next(s for s in sources if s.format in ("csv", "parquet"))], options)  # for its checks
    delimiter = options.delimiter or ("\t" if ".tsv" in output.lower()[-8:] else ",")
    return Job(options, str(format), compression, layout, delimiter)


def _labelled(job: Job, sources: list[Source], start: Position, jobs: int, engine: str, scheduler: str | None) -> Iterator[Done]:
    if engine == "dask":
        from .cluster import on_dask

        return on_dask(job, sources, start, jobs, scheduler)
    read = batches(sources, start, delimiter=job.options.delimiter)
    return in_one_process(job, read) if jobs == 1 else in_processes(job, read, jobs)


def _share(sources: list[Source], done: Done) -> float | None:
    total = sum(source.size for source in sources)
    at = done.after.source
    if total == 0:
        return None
    if done.after.offset == 0:
        return sum(source.size for source in sources[:at]) / total
    return min(1.0, (sum(source.size for source in sources[:at]) + done.read) / total)


class _StreamSink:
    """Output to a stream: no journal, nothing to go on from."""

    def __init__(self, stream: IO[bytes] | None) -> None:
        if stream is None:
            raise CorpusError("-: no stream to write to")
        self.stream = stream
        self.counts = Counts()

    def open(self) -> Position | None:
        return Position()

    def write(self, done: Done) -> None:
        self.stream.write(done.data)
        self.stream.flush()
        self.counts.add(done.counts)

    def commit(self) -> None:
        self.stream.flush()

    def finish(self) -> Path | None:
        return None

    def close(self) -> None:
        pass


class _FileSink:
    """Output to a file by way of a part file and a journal; see `quotestance.corpus.journal`."""

    def __init__(self, path: Path, inputs: list[str], sources: list[Source], job: Job, restart: bool, commit_every: float) -> None:
        self.path, self.job, self.restart, self.every = path, job, restart, commit_every
        self.part_path = path.with_name(path.name + ".part")
        self.errors_part = path.with_name(path.name + ".errors.part")
        self.errors_path = path.with_name(path.name + ".errors.jsonl")
        self.journal_path = path.with_name(path.name + ".journal")
        _apart(path, self.errors_path, inputs, sources)
        self.standing = sources[0].name == "-"
        self.run = {
            "input": [fingerprint(source) for source in sources] if not self.standing else [],
            "options": job.options.to_dict(),
            "output": [job.format, job.compression, job.delimiter],
            "columns": job.layout.to_list(),
            "model": model_digest(),
            "version": _version(),
        }
        self.part: int | None = None
        self.errors: int | None = None
        self.journal = Journal(self.journal_path, self.run, Position(), Counts())
        self.last = time.monotonic()

    @property
    def counts(self) -> Counts:
        return self.journal.counts

    def open(self) -> Position | None:
        """Open or reopen the part files; returns where to read on, ``None`` where everything is read."""
        folder = self.path.parent
        if not folder.is_dir():
            raise CorpusError(f"{self.path}: the folder {folder} is not there")
        if self.path.is_dir():
            raise CorpusError(f"{self.path}: is a folder; name a file to write")
        try:
            self.part = os.open(self.part_path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
            _lock(self.part, self.path)
            old = None if self.restart or self.standing else Journal.read(self.journal_path, self.run)
            if old is not None:
                self.journal = old
                if old.whole and os.fstat(self.part).st_size == 0 and old.part_bytes and self.path.exists():
                    # Killed between the last renaming and the removal of the journal: the part file was made anew just now.
                    self.part_path.unlink()
                    return None
            self.errors = os.open(self.errors_part, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
            for handle, size, path in (
                (self.part, old and old.part_bytes, self.part_path),
                (self.errors, old and old.error_bytes, self.errors_part),
            ):
                if os.fstat(handle).st_size < (size or 0):
                    if old is not None and old.whole and path == self.errors_part:
                        continue  # renamed already
                    raise CorpusError(f"{path}: is shorter than its journal says; begin anew with --restart")
                os.ftruncate(handle, size or 0)
                os.lseek(handle, 0, os.SEEK_END)
            if old is None:
                self.journal_path.unlink(missing_ok=True)
                if self.job.format == "csv":
                    head = compress(csv_header(self.job.layout, self.job.options, self.job.delimiter), self.job.compression)
                    self._write(self.part, head)
                    self.journal.part_bytes = len(head)
        except OSError as error:
            raise self._failed(error) from error
        return None if self.journal.whole else self.journal.position

    def write(self, done: Done) -> None:
        """Add a batch; commit where the last commit is long ago."""
        assert self.part is not None and self.errors is not None
        problems = b"".join(encode_jsonl(problem.to_dict()) for problem in done.problems)
        try:
            self._write(self.part, done.data)
            self._write(self.errors, problems)
        except OSError as error:
            raise self._failed(error) from error
        self.journal.part_bytes += len(done.data)
        self.journal.error_bytes += len(problems)
        self.journal.position = done.after
        self.journal.counts.add(done.counts)
        if time.monotonic() - self.last >= self.every:
            self.commit()

    @staticmethod
    def _write(handle: int, data: bytes) -> None:
        view = memoryview(data)
        while view:
            view = view[os.write(handle, view) :]

    def commit(self) -> None:
        """Bring everything so far to the disk."""
        assert self.part is not None and self.errors is not None
        if self.standing:
            return
        try:
            os.fsync(self.part)
            os.fsync(self.errors)
            self.journal.commit()
        except OSError as error:
            raise self._failed(error) from error
        self.last = time.monotonic()

    def finish(self) -> Path | None:
        """Give the output its name."""
        journal = self.journal
        try:
            if self.part_path.exists():
                if not journal.whole:
                    journal.whole = True
                    self.commit()
                if journal.error_bytes:
                    if self.errors_part.stat().st_size == journal.error_bytes:
                        self.errors_part.replace(self.errors_path)
                else:
                    self.errors_path.unlink(missing_ok=True)
                if self.job.format == "parquet":
                    new = self.path.with_name(self.path.name + ".part.parquet")
                    with self.part_path.open("rb") as part:
                        finish_parquet(part, new, self.job.layout, self.job.options)
                    new.replace(self.path)
                    self.part_path.unlink()
                else:
                    self.part_path.replace(self.path)
            sync_folder(self.path.parent)
            self.errors_part.unlink(missing_ok=True)
            self.journal_path.unlink(missing_ok=True)
        except OSError as error:
            raise self._failed(error) from error
        return self.errors_path if journal.error_bytes else None

    def close(self) -> None:
        """Let go of the files."""
        for handle in (self.part, self.errors):
            if handle is not None:
                os.close(handle)
        self.part = self.errors = None

    def _failed(self, error: OSError) -> CorpusError:
        kept = "; what was done is kept, run the same command again to go on" if self.journal_path.exists() else ""
        return CorpusError(f"{error.filename or self.path}: cannot be written: {error.strerror or error}{kept}")


def _version() -> str:
    from .. import __version__

    return __version__


def _apart(path: Path, errors: Path, inputs: list[str], sources: list[Source]) -> None:
    """Check that the output is none of the inputs, nor would become one."""
    target = path.resolve()
    for name in inputs:
        if not is_remote(name) and Path(name).is_dir() and target.parent == Path(name).resolve():
            raise CorpusError(f"{path}: stands in the folder {name} that is read; write it elsewhere")
    for source in sources:
        if source.format != "txt" and not is_remote(source.name) and Path(source.name).resolve() in (target, errors.resolve()):
            raise CorpusError(f"{path}: is an input, too; write to another file")


def _lock(handle: int, path: Path) -> None:
    try:
        import fcntl
    except ImportError:
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if isinstance(error, BlockingIOError):
            raise CorpusError(f"{path}: another run is writing to it") from error
