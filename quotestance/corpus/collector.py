"""Python's collector of cycles, kept from walking over everything again and again while batches are labelled."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["pause", "sweep", "swept"]


def pause() -> None:
    """Stop the collector, and leave what there is so far out of every sweep.

    The collector belongs to the whole process: this is for one that does nothing else and ends soon after.
    """
    gc.disable()
    gc.freeze()


def sweep() -> None:
    """Collect what a batch left, after it.

    In the midst of a batch the collector finds only what is still in use: models, caches, the words of texts. After it, all but the caches
    is gone, and what is left need never be looked at again, not even when Python ends.
    """
    gc.collect(0)  # without a collector at work, and with all older ones frozen, every object is of the youngest generation
    gc.freeze()


@contextmanager
def swept() -> Iterator[None]:
    """Keep the collector paused for a while (see `pause`); the caller sweeps after each batch."""
    enabled = gc.isenabled()
    pause()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
