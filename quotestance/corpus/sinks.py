"""Where a run's output goes: a stream, or a file by way of a part file and a journal."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import IO

from .encoding import compress, csv_header, encode_jsonl, finish_parquet
from .journal import Journal, model_digest, sync_folder
from .problems import CorpusError
from .readers import Position
from .sources import Source, fingerprint, is_remote
from .work import Counts, Done, Job

__all__ = ["FileSink", "StreamSink"]


class StreamSink:
    """Output to a stream: no journal, nothing to go on from."""

    def __init__(self, stream: IO[bytes] | None) -> None:
        if stream is None:
            raise CorpusError("-: there is no stream to write to")
        self.stream = stream
        self.counts = Counts()

    def open(self) -> Position | None:
        """Return where to begin."""
        return Position()

    def write(self, done: Done) -> None:
        """Write a batch."""
        self.stream.write(done.data)
        self.stream.flush()
        self.counts.add(done.counts)

    def commit(self) -> None:
        """Send on what is written."""
        self.stream.flush()

    def finish(self) -> Path | None:
        """Do nothing: there is no name to give, and no file of errors."""
        return None

    def close(self) -> None:
        """Leave the stream to whoever opened it."""


class FileSink:
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
        """What is in the output."""
        return self.journal.counts

    def open(self) -> Position | None:
        """Open or reopen the part files; returns where to read on, ``None`` where everything is read."""
        folder = self.path.parent
        if not folder.is_dir():
            raise CorpusError(f"{self.path}: the folder {folder} does not exist")
        if self.path.is_dir():
            raise CorpusError(f"{self.path}: expected a file to write, found a folder")
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
            kept = old or self.journal
            parts = ((self.part, kept.part_bytes, self.part_path), (self.errors, kept.error_bytes, self.errors_part))
            for handle, size, path in parts:
                if os.fstat(handle).st_size < size:
                    if old is not None and old.whole and path == self.errors_part:
                        continue  # renamed already
                    raise CorpusError(f"{path}: shorter than its journal says; start over with --restart")
                os.ftruncate(handle, size)
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
        assert self.part is not None
        assert self.errors is not None
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
        assert self.part is not None
        assert self.errors is not None
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
                if os.name == "nt":
                    self.close()  # an open file cannot be renamed there
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
        kept = "; the work done so far is kept; run the same command again to continue" if self.journal_path.exists() else ""
        return CorpusError(f"{error.filename or self.path}: cannot be written: {error.strerror or error}{kept}")


def _version() -> str:
    from .. import __version__

    return __version__


def _apart(path: Path, errors: Path, inputs: list[str], sources: list[Source]) -> None:
    """Check that the output is none of the inputs, nor would become one."""
    target = path.resolve()
    for name in inputs:
        if not is_remote(name) and Path(name).is_dir() and target.parent == Path(name).resolve():
            raise CorpusError(f"{path}: the output would be in the input folder {name}; write it elsewhere")
    for source in sources:
        if source.format != "txt" and not is_remote(source.name) and Path(source.name).resolve() in (target, errors.resolve()):
            raise CorpusError(f"{path}: this file is also an input; write to another file")


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
