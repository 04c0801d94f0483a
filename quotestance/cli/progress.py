"""Progress of a run: a bar where a person watches and ``rich`` is there, else a plain line every so often, on standard error."""

from __future__ import annotations

import signal
import sys
import time
from typing import Any

from ..corpus.run import Progress, Summary

__all__ = ["Reporter"]

_EVERY = 10.0  # seconds between plain lines


class Reporter:
    """Shows `Progress` as it comes; a context, so that a bar is taken down whatever happens."""

    def __init__(self, quiet: bool = False) -> None:
        self.quiet = quiet
        self.bar: Any = None
        self.task: Any = None
        self.last = time.monotonic()
        self.interrupted = False
        self.handler: Any = None

    def __enter__(self) -> Reporter:
        if not self.quiet and sys.stderr.isatty():
            try:
                from rich.console import Console
                from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
                from rich.progress import Progress as Bar
            except ImportError:
                return self
            columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.description}"), TimeRemainingColumn())
            self.bar = Bar(*columns, console=Console(stderr=True), transient=True)
            self.bar.start()
            self.task = self.bar.add_task("", total=None)
        return self

    def __exit__(self, *_: object) -> None:
        if self.handler is not None:
            signal.signal(signal.SIGINT, self.handler)
        if self.bar is not None:
            self.bar.stop()

    def defer_interrupts(self) -> None:
        """Let the first Ctrl-C wait for the end of a batch; the second acts at once.

        Raised anywhere, it may fall into a callback of the process pool, where Python prints and forgets it.
        """

        def pressed(*_: object) -> None:
            if self.interrupted:
                raise KeyboardInterrupt
            self.interrupted = True

        self.handler = signal.signal(signal.SIGINT, pressed)

    def __call__(self, progress: Progress) -> None:
        """Show how far the run is."""
        if self.interrupted:
            raise KeyboardInterrupt
        if self.quiet:
            return
        if self.bar is not None:
            share = progress.share
            self.bar.update(self.task, completed=share or 0, total=None if share is None else 1.0, description=_state(progress))
        elif time.monotonic() - self.last >= _EVERY:
            self.last = time.monotonic()
            done = "" if progress.share is None else f"{progress.share:.0%}, "
            print(f"{done}{_state(progress)}{_left(progress)}", file=sys.stderr, flush=True)

    def summary(self, summary: Summary, output: str) -> None:
        """Print what was done."""
        counts = summary.counts
        before = f", {summary.resumed:,} of them from an earlier, interrupted run" if summary.resumed else ""
        lines = [
            f"{counts.articles:,} {_plural('article', counts.articles)} ({counts.errors:,} with errors{before})",
            f"{counts.quotations:,} {_plural('quotation', counts.quotations)}, {counts.speakers:,} with a speaker, "
            f"{counts.stances:,} {_plural('stance', counts.stances)}",
            f"{summary.rate:,.0f} articles/s, {summary.seconds:,.1f} s",
        ]
        if output != "-":
            lines.append(f"output: {output}")
        if summary.errors is not None:
            lines.append(f"errors: {summary.errors}")
        print("\n".join(lines), file=sys.stderr)


def _plural(word: str, n: int) -> str:
    return word if n == 1 else word + "s"


def _state(progress: Progress) -> str:
    counts = progress.counts
    errors = f", {counts.errors:,} {_plural('error', counts.errors)}" if counts.errors else ""
    return f"{counts.articles:,} {_plural('article', counts.articles)}{errors}, {progress.rate:,.0f}/s"


def _left(progress: Progress) -> str:
    if not progress.share:
        return ""
    seconds = int(progress.seconds * (1 - progress.share) / progress.share)
    return f", {seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02} left"
