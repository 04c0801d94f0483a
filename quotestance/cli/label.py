"""``quotestance label``: whole corpora, restartable, in as many processes as there are."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any

from .analyze import score
from .common import add_targets, targets_of

__all__ = ["add_parser", "run"]

_HELP = """\
Label a corpus: JSONL, CSV or TSV, JSON arrays (each plain, .gz or .zst), Parquet, or folders of .txt, as files, globs, folders or fsspec
addresses.
If a run is interrupted, even killed, run the same command again: it continues where it stopped.
The output keeps the order of the input. A record that cannot be read becomes an error record, there and in OUT.errors.jsonl.
Exit status: 0 success, 1 some records have errors, 2 the run could not start or finish."""


def add_parser(commands: Any) -> None:
    """Add the subcommand."""
    parser = commands.add_parser("label", help="label a corpus", description=_HELP, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="+", metavar="IN", help="files, globs, folders or addresses; - reads JSONL from standard input")
    parser.add_argument("-o", "--output", required=True, metavar="OUT", help=".jsonl, .csv, .tsv (.gz, .zst) or .parquet; - prints JSONL")
    parser.add_argument("--format", choices=("jsonl", "csv", "parquet", "txt"), help="format of the input, if its name does not tell")
    columns = parser.add_argument_group("columns")
    columns.add_argument("--text-column", default="text", metavar="NAME", help="column with the text (default: text)")
    columns.add_argument("--id-column", metavar="NAME", help="column with the id (default: id, if there is one)")
    columns.add_argument("--keep", type=names, metavar="A,B", help="other columns to copy to the output (default: all)")
    columns.add_argument("--drop", type=names, default=(), metavar="A,B", help="columns not to copy")
    columns.add_argument("--no-text", action="store_true", help="write offsets and the SHA-1 of the text instead of texts")
    columns.add_argument("--delimiter", metavar="C", help="delimiter of CSV (default: comma, or tab for .tsv)")
    columns.add_argument("--flat", action="store_true", help="one row per quotation and stance, for spreadsheets and databases")
    columns.add_argument(
        "--no-guard", action="store_true", help="do not put an apostrophe before CSV cells (other than text) that begin with = + - @"
    )
    columns.add_argument("--bom", action="store_true", help="begin CSV with a byte order mark, which Excel needs to read Hindi")
    work = parser.add_argument_group("labels")
    add_targets(work)
    work.add_argument(
        "--targets-column", metavar="NAME", help="column with the targets of each document: names separated by commas, a list, or an object"
    )
    work.add_argument(
        "--threshold", type=score, metavar="P", help="lowest score at which a quotation is kept, 0 to 1 (default: set by the model)"
    )
    work.add_argument("--evidence", action="store_true", help="record which words moved each stance")
    how = parser.add_argument_group("run")
    how.add_argument("-j", "--jobs", type=processes, default=1, metavar="N", help="number of processes; -1: one per core (default: 1)")
    how.add_argument("--engine", choices=("local", "dask"), default="local", help="dask: run on a cluster (needs quotestance[dask])")
    how.add_argument(
        "--scheduler", metavar="ADDRESS", help="address of a Dask cluster (default: start one of --jobs processes on this machine)"
    )
    how.add_argument("--restart", action="store_true", help="discard an interrupted run and start over")
    how.add_argument("--strict", action="store_true", help="stop at the first bad record")
    how.add_argument("--quiet", action="store_true", help="no progress and no summary")
    parser.set_defaults(run=run)


def processes(value: str) -> int:
    """Read a number of processes from the command line."""
    from ..pipeline import check_jobs

    try:
        check_jobs(int(value))
    except ValueError:
        raise argparse.ArgumentTypeError(f"expected at least 1, or -1 for one per core, found {value!r}") from None
    return int(value)


def names(value: str) -> tuple[str, ...]:
    """Read names parted by commas."""
    return tuple(name.strip() for name in value.split(",") if name.strip())


def run(args: argparse.Namespace) -> int:
    """Label, show the progress, sum up."""
    from ..corpus.collector import sweep, swept
    from ..corpus.options import Options
    from ..corpus.run import Progress, StrictError, label_corpus
    from .progress import Reporter

    if args.delimiter is not None and len(args.delimiter) != 1:
        args.delimiter = "\t" if args.delimiter == "\\t" else _stop(f"--delimiter: expected one character, found {args.delimiter!r}")
    options = Options(
        text_column=args.text_column,
        id_column=args.id_column,
        targets=targets_of(args),
        targets_column=args.targets_column,
        keep=args.keep,
        drop=args.drop,
        threshold=args.threshold,
        evidence=args.evidence,
        flat=args.flat,
        with_text=not args.no_text,
        delimiter=args.delimiter,
        guard=not args.no_guard,
        bom=args.bom,
    )
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # one core a process is what --jobs promises
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    stdout = sys.stdout.buffer if args.output == "-" else None
    reporter = Reporter(args.quiet)
    try:
        with reporter, swept():

            def batch_done(progress: Progress) -> None:
                sweep()
                reporter(progress)

            if args.engine == "local" and args.jobs != 1:
                reporter.defer_interrupts()
            summary = label_corpus(
                args.inputs,
                args.output,
                options,
                jobs=args.jobs,
                engine=args.engine,
                scheduler=args.scheduler,
                restart=args.restart,
                strict=args.strict,
                format=args.format,
                progress=batch_done,
                stdout=stdout,
            )
    except StrictError as error:
        print(f"quotestance: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("quotestance: interrupted; run the same command again to continue", file=sys.stderr)
        return 130
    if not args.quiet:
        reporter.summary(summary, args.output)
    return 1 if summary.counts.errors else 0


def _stop(message: str) -> str:
    from .common import StopError

    raise StopError(message)
