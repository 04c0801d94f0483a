"""Where batches are labelled: in this process or in several. Answers come in the order of the input, whoever is first done."""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

from ..pipeline import process_pool
from .collector import pause, sweep
from .problems import CorpusError
from .readers import Batch
from .work import Done, Job, label_batch_of

__all__ = ["in_one_process", "in_processes"]

_AHEAD = 4  # batches a process that may wait or be done out of turn; bounds the memory
_TRIES = 3


def in_one_process(job: Job, batches: Iterable[Batch]) -> Iterator[Done]:
    """Label batches one after the other."""
    for batch in batches:
        yield label_batch_of(job, batch)


def in_processes(job: Job, batches: Iterable[Batch], jobs: int) -> Iterator[Done]:
    """Label batches in several processes.

    Parameters
    ----------
    job, batches
        The work; batches are read only a few ahead of the answers.
    jobs
        Number of processes.

    Raises
    ------
    CorpusError
        Where processes die again and again over the same batch.
    """
    from concurrent.futures.process import BrokenProcessPool

    waiting: deque[tuple[Batch, Any]] = deque()
    pool = _pool(jobs)
    rest = iter(batches)
    tries = 0
    more = True
    try:
        while True:
            try:
                while more and len(waiting) < _AHEAD * jobs:
                    batch = next(rest, None)
                    if batch is None:
                        more = False
                        break
                    waiting.append((batch, None))
                    waiting[-1] = (batch, pool.submit(_label, job, batch))
                if not waiting:
                    return
                done = waiting[0][1].result()
            except BrokenProcessPool as error:
                # Nothing is lost: whatever was under way is labelled again, in a new pool.
                tries += 1
                first = waiting[0][0]
                if tries >= _TRIES:
                    line = first.records[0][0]
                    raise CorpusError(
                        f"{first.source.name}: worker processes died {tries} times at or soon after line {line} (out of memory?); "
                        "the work done so far is kept; run the same command again to continue"
                    ) from error
                _stop(pool)
                pool = _pool(jobs)
                waiting = deque((batch, pool.submit(_label, job, batch)) for batch, _ in waiting)
                continue
            waiting.popleft()
            tries = 0
            yield done
    finally:
        for _, future in waiting:
            if future is not None:
                future.cancel()
        _stop(pool)


def _pool(jobs: int) -> Any:
    return process_pool(jobs, initializer=_begin, initargs=(os.getpid(),))


def _stop(pool: Any) -> None:
    # What a process has begun it ends, in a fraction of a second; loky's own killing of workers races with its threads.
    pool.shutdown(wait=True)


def _label(job: Job, batch: Batch) -> Done:
    """Label a batch in a worker."""
    try:
        return label_batch_of(job, batch)
    finally:
        sweep()


def _begin(parent: int) -> None:
    """Make a worker ready: no answer to Ctrl-C (the parent ends it), and none to a parent that is gone."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pause()
    if os.name == "posix":
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    # A parent killed outright cannot end its workers; without this they would wait for work for ever.
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)
