"""The same run on Dask: workers read, label and send back; this process writes, in order, each batch once.

A task is a stretch of one source: a compressed or CSV file whole, a Parquet row group, some 16 MB of an uncompressed JSONL file (where such
a stretch may be cut is found by a task, too: the file is read once for its line ends). The workers open the sources themselves, so these
must be paths that every worker can open. A worker that dies costs its tasks, which Dask gives to another one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from .problems import CorpusError
from .readers import BATCH, Position, batches, row_groups
from .sources import Source
from .work import Done, Job, label_batch_of

__all__ = ["on_dask"]

_STRETCH = 1 << 24  # bytes of JSONL a task
_AHEAD = 2  # tasks a thread that wait or are done out of turn; bounds what this process has to hold
_RETRIES = 3
Stretch = tuple[int, Position, "Position | None"]


def label_stretch(job: Job, source: Source, number: int, start: Position, stop: Position | None) -> list[Done]:
    """Label a stretch of a source; ``number`` is the source's in the run."""
    out = []
    start = replace(start, source=0)
    stop = None if stop is None else replace(stop, source=0)
    for batch in batches([source], start, stop, job.options.delimiter):
        done = label_batch_of(job, batch)
        done.after = replace(done.after, source=done.after.source + number)
        out.append(done)
    return out


def cuts(source: Source, number: int, start: Position) -> list[Position]:
    """Return positions, between batches, that cut an uncompressed JSONL file into stretches."""
    out: list[Position] = []
    last = start.offset
    for batch in batches([source], replace(start, source=0)):
        if batch.after.source == 0 and batch.after.offset - last >= _STRETCH:
            last = batch.after.offset
            out.append(replace(batch.after, source=number))
    return out


def on_dask(job: Job, sources: list[Source], start: Position, jobs: int, scheduler: str | None) -> Iterator[Done]:
    """Label the rest of a corpus on a Dask cluster, in order.

    Parameters
    ----------
    job, sources, start
        The run.
    jobs
        Processes of the cluster on this machine, where ``scheduler`` is ``None``.
    scheduler
        Address of a running scheduler (``tcp://host:8786``).

    Raises
    ------
    CorpusError
        Where Dask is not installed, the scheduler cannot be reached, or workers die again and again over the same stretch.
    """
    try:
        import distributed
        from distributed.scheduler import KilledWorker
    except ImportError as error:
        raise CorpusError("engine dask: Dask is not installed; install quotestance[dask]") from error
    dask: Any = distributed  # without types
    cluster = None
    try:
        if scheduler is None:
            cluster = dask.LocalCluster(n_workers=jobs, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=40)
        client = dask.Client(scheduler if cluster is None else cluster, timeout=30)
    except (OSError, ValueError) as error:
        raise CorpusError(f"scheduler {scheduler}: cannot be reached: {error}") from error
    waiting: deque[tuple[Stretch, Any]] = deque()
    try:
        ahead = _AHEAD * max(1, sum(client.nthreads().values()) or jobs)
        rest = _stretches(sources, start, client)
        more = True
        while more or waiting:
            while more and len(waiting) < ahead:
                stretch = next(rest, None)
                if stretch is None:
                    more = False
                    break
                number, begin, end = stretch
                future = client.submit(label_stretch, job, sources[number], number, begin, end, pure=False, retries=_RETRIES)
                waiting.append((stretch, future))
            if not waiting:
                return
            stretch, future = waiting.popleft()
            try:
                finished = future.result()
            except KilledWorker as error:
                where = f"{sources[stretch[0]].name}: at record {stretch[1].line + 1} or after"
                raise CorpusError(f"{where}: worker after worker died on this part (out of memory?)") from error
            del future  # the cluster may forget the answer
            yield from finished
    finally:
        for _, future in waiting:
            future.cancel()
        client.close()
        if cluster is not None:
            cluster.close()


def _stretches(sources: list[Source], start: Position, client: Any) -> Iterator[Stretch]:
    for number in range(start.source, len(sources)):
        source = sources[number]
        begin = start if number == start.source else Position(number)
        inner: list[Position] = []
        if source.format == "jsonl" and source.compression is None and source.size > 2 * _STRETCH:
            inner = client.submit(cuts, source, number, begin, pure=False, retries=_RETRIES).result()
        elif source.format == "parquet":
            inner = [Position(number, row, row) for row in row_groups(source) if row > begin.offset]
        elif source.format == "txt":
            step = 16 * BATCH
            inner = [Position(number, at, at) for at in range(begin.offset + step, len(source.files), step)]
        yield from ((number, a, b) for a, b in zip([begin, *inner], [*inner, None], strict=True))
