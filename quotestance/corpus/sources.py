"""Inputs: which files a run reads, of what format, and how they are opened, on this machine or through fsspec."""

from __future__ import annotations

import glob
import hashlib
import io
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import IO, Any, cast

from .problems import CorpusError

__all__ = ["COMPRESSIONS", "FORMATS", "Source", "compression_of", "find_sources", "fingerprint", "format_of", "open_bytes", "prefixes"]

FORMATS = {".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".csv": "csv", ".tsv": "csv", ".parquet": "parquet", ".pq": "parquet"}
COMPRESSIONS = {".gz": "gz", ".zst": "zst"}
_SAMPLE = 1 << 16


@dataclass(frozen=True)
class Source:
    """One input: a file of records, or a folder of text files (``format`` "txt").

    Attributes
    ----------
    name
        As the user named it, for messages and error records.
    format
        ``jsonl``, ``json`` (an array of records, or one record), ``csv``, ``parquet`` or ``txt``.
    compression
        ``gz``, ``zst`` or ``None``.
    size
        Bytes on disk; of a folder, the number of its files.
    files
        Of a folder: the paths of its text files below it, sorted.
    prefix
        What stands before the path of a folder's text, or the name of a file of records, in ids that are made of these (see `prefixes`).
    """

    name: str
    format: str
    compression: str | None = None
    size: int = 0
    files: tuple[str, ...] = ()
    prefix: str = ""


def is_remote(path: str) -> bool:
    """Tell whether a path is one for fsspec (``s3://bucket/x.jsonl``)."""
    return "://" in path


def compression_of(name: str) -> str | None:
    """Return the compression that a file name's ending says.

    >>> compression_of("a.jsonl.gz"), compression_of("a.jsonl")
    ('gz', None)
    """
    return next((c for ending, c in COMPRESSIONS.items() if name.lower().endswith(ending)), None)


def format_of(name: str) -> str | None:
    """Return the format that a file name's ending says, below a compression's; ``None`` for one that is not known.

    >>> format_of("a.jsonl.zst"), format_of("a.TSV"), format_of("a.doc")
    ('jsonl', 'csv', None)
    """
    low = name.lower()
    for ending in COMPRESSIONS:
        low = low.removesuffix(ending)
    return next((f for ending, f in FORMATS.items() if low.endswith(ending)), "txt" if low.endswith(".txt") else None)


def find_sources(paths: Sequence[str], format: str | None = None) -> list[Source]:
    """Return the inputs that paths, globs and folders name, in order; the files of a folder or glob are sorted by name.

    A folder that holds files of records is read file by file; else it is a folder of ``.txt`` files, read with all folders below it.

    Raises
    ------
    CorpusError
        Where nothing is there, nothing of a known format is there, it cannot be read, or a text is named twice.
    """
    out: list[Source] = []
    for path in paths:
        out.extend(_remote(path, format) if is_remote(path) else _local(path, format))
    if not out:
        raise CorpusError("no input")
    return _named(_joined(out))


def prefixes(folders: Iterable[str]) -> dict[str, str]:
    """Return what stands before the path of a text in the id of its document, for each folder of texts that a run reads.

    The id of a text is its path below its folder. That alone would not tell two folders apart: with several of them the folder, as it was
    named, stands before it. So ids depend on what was named, and never on what else lies in a folder.

    >>> prefixes(["news"]), prefixes(["news/a", "./news/b"])
    ({'news': ''}, {'news/a': 'news/a/', './news/b': 'news/b/'})
    """
    names = list(dict.fromkeys(folders))
    if len(names) < 2:
        return dict.fromkeys(names, "")
    return {name: "" if (path := Path(name)) == Path() else f"{path.as_posix().rstrip('/')}/" for name in names}


def _named(sources: list[Source]) -> list[Source]:
    """Give the texts of several folders ids that differ; records without an id, which go by file and line, too."""
    before = prefixes(source.name for source in sources if source.format == "txt")
    parents = {source.name: source.name.removesuffix(PurePath(source.name).name) for source in sources if source.format != "txt"}
    before |= parents if len(set(parents.values())) > 1 else dict.fromkeys(parents, "")
    seen: set[str] = set()
    for source in sources:
        for name in source.files:
            if (path := (Path(source.name) / name).as_posix()) in seen:
                raise CorpusError(f"{path}: this text is named twice")
            seen.add(path)
    return [replace(source, prefix=before[source.name]) for source in sources]


def _joined(sources: list[Source]) -> list[Source]:
    """Join text files of one folder that follow each other, so that they share batches."""
    out: list[Source] = []
    for source in sources:
        if out and source.format == out[-1].format == "txt" and source.name == out[-1].name:
            files = out[-1].files + source.files
            out[-1] = Source(source.name, "txt", None, len(files), files)
        else:
            out.append(source)
    return out


def _local(path: str, format: str | None) -> list[Source]:
    place = Path(path)
    if place.is_dir():
        records = sorted(str(p) for p in place.iterdir() if p.is_file() and not p.name.startswith((".", "_")) and _records(p.name, format))
        if records and format != "txt":
            return [_file(name, format) for name in records]
        texts = sorted(p.relative_to(place).as_posix() for p in place.rglob("*.txt") if p.is_file())
        if not texts:
            raise CorpusError(f"{path}: expected a folder of .txt, .jsonl, .csv or .parquet files, found none")
        return [Source(path, "txt", None, len(texts), tuple(texts))]
    if place.exists():
        return [_file(path, format)]
    names = sorted(glob.glob(path, recursive=True))  # noqa: PTH207 (a pattern may be absolute; Path.glob refuses that)
    if not names:
        raise CorpusError(f"{path}: no such file, folder or glob")
    return [source for name in names for source in _local(name, format)]


def _records(name: str, format: str | None) -> bool:
    found = format_of(name)
    return found not in (None, "txt") and format in (None, found)


def _file(name: str, format: str | None) -> Source:
    found = format or format_of(name)
    if found is None:
        raise CorpusError(f"{name}: cannot tell the format from the name; expected .jsonl, .csv, .tsv, .parquet or .txt, or --format")
    if found == "txt":
        parent, own = str(Path(name).parent), Path(name).name
        return Source(parent, "txt", None, 1, (own,))
    return Source(name, found, compression_of(name), Path(name).stat().st_size)


def _remote(path: str, format: str | None) -> list[Source]:
    fsspec = _fsspec(path)
    try:
        fs, root = fsspec.core.url_to_fs(path)
        if fs.isdir(root):
            names = [n for n in fs.ls(root, detail=False) if _records(n, format)]
        else:
            names = fs.glob(root) if any(c in root for c in "*?[") else [root] * fs.exists(root)
        out = []
        for name in sorted(names):
            found = format or format_of(name)
            if found in (None, "txt"):
                continue
            out.append(Source(fs.unstrip_protocol(name), str(found), compression_of(name), int(fs.size(name) or 0)))
    except (OSError, ValueError, ImportError) as error:
        raise CorpusError(f"{path}: {error}") from error
    if not out:
        raise CorpusError(f"{path}: no .jsonl, .csv or .parquet file there")
    return out


def _fsspec(path: str) -> Any:
    try:
        import fsspec
    except ImportError as error:
        raise CorpusError(f"{path}: paths with :// need fsspec; install quotestance[dask]") from error
    return fsspec


def open_raw(source: Source) -> IO[bytes]:
    """Open a source's bytes as they are on disk."""
    if source.name == "-":
        return os.fdopen(os.dup(0), "rb")
    if is_remote(source.name):
        handle: IO[bytes] = _fsspec(source.name).open(source.name, "rb").open()
        return handle
    return Path(source.name).open("rb")


def open_bytes(source: Source) -> tuple[IO[bytes], IO[bytes]]:
    """Open a source for reading.

    Returns
    -------
    (stream, raw)
        The decompressed stream and the file below it, whose ``tell`` says how much of it is read.
    """
    raw = open_raw(source)
    if source.compression == "gz":
        import gzip

        return cast(IO[bytes], gzip.GzipFile(fileobj=raw, mode="rb")), raw
    if source.compression == "zst":
        try:
            import zstandard
        except ImportError as error:
            raise CorpusError(f"{source.name}: .zst files need zstandard; install quotestance[zstd]") from error
        return io.BufferedReader(_Frames(raw, zstandard.ZstdDecompressor()), 1 << 18), raw
    return raw, raw


class _Frames(io.RawIOBase):
    """The frames of a .zst file as one stream: what is written here, and what ``zstd`` and ``cat`` make, has many.

    The reader of ``zstandard`` itself ends without a word where a file is cut off in mid-frame; this one raises.
    """

    def __init__(self, raw: IO[bytes], zstd: Any) -> None:
        self.raw, self.zstd = raw, zstd
        self.frame: Any = None
        self.inside = False
        self.rest = b""
        self.ready = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self.ready:
            data = self.rest or self.raw.read(1 << 14)
            self.rest = b""
            if not data:
                if self.inside:
                    raise EOFError("the last frame is incomplete")
                return 0
            if not self.inside:
                self.frame, self.inside = self.zstd.decompressobj(), True
            self.ready = memoryview(self.frame.decompress(data))
            if self.frame.eof:
                self.inside, self.rest = False, self.frame.unused_data
        size = min(len(buffer), len(self.ready))
        buffer[:size] = self.ready[:size]
        self.ready = self.ready[size:]
        return size


def skip(stream: IO[bytes], size: int) -> None:
    """Move a stream that was just opened forward."""
    if stream.seekable():
        stream.seek(size)
        return
    while size > 0 and (data := stream.read(min(size, 1 << 20))):
        size -= len(data)


def fingerprint(source: Source) -> dict[str, Any]:
    """Return what tells an altered input: name, size, time of change, and a digest of beginning and end."""
    data: dict[str, Any] = {"name": source.name, "format": source.format, "size": source.size}
    digest = hashlib.sha256()
    if source.format == "txt":
        for name in source.files:
            stat = (Path(source.name) / name).stat()
            digest.update(f"{name}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode("utf-8", "surrogateescape"))
    else:
        if not is_remote(source.name):
            data["changed"] = Path(source.name).stat().st_mtime_ns
        with open_raw(source) as raw:
            digest.update(raw.read(_SAMPLE))
            if source.size > _SAMPLE:
                raw.seek(max(_SAMPLE, source.size - _SAMPLE))
                digest.update(raw.read(_SAMPLE))
    data["sha256"] = digest.hexdigest()
    return data
