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
Label a corpus: JSONL, CSV, TSV (each plain, .gz or .zst), Parquet, folders of .txt, by file name, glob, folder or fsspec address.
A run that was interrupted, however rudely, goes on where it stopped when the same command is given again.
Every record has its place in the output; one that cannot be read is an error record there, and in OUTPUT.errors.jsonl.
Exit status: 0 all is well, 1 some records have errors, 2 the run could not start or go on."""


def add_parser(commands: Any) -> None:
    """Add the subcommand."""
    parser = commands.add_parser("label", help="label a corpus", description=_HELP, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="+", metavar="IN", help="files, globs, folders, addresses; - is standard input (JSONL)")
    parser.add_argument("-o", "--output", required=True, metavar="OUT", help=".jsonl, .csv, .tsv (.gz, .zst) or .parquet; - prints JSONL")
    parser.add_argument("--format", choices=("jsonl", "csv", "parquet", "txt"), help="of the input, where names do not tell")
    columns = parser.add_argument_group("columns")
    columns.add_argument("--text-column", default="text", metavar="NAME", help="where the text stands (default: text)")
    columns.add_argument("--id-column", metavar="NAME", help="where the id stands (default: id, where there is one)")
    columns.add_argument("--keep", type=names, metavar="A,B", help="other columns that go into the output (default: all)")
    columns.add_argument("--drop", type=names, default=(), metavar="A,B", help="columns that do not")
    columns.add_argument("--no-text", action="store_true", help="leave texts out: offsets and the text's SHA-1 stand in their place")
    columns.add_argument("--delimiter", metavar="C", help="of CSV (default: comma; a tab for .tsv)")
    columns.add_argument("--flat", action="store_true", help="a row a quotation and stance, for spreadsheets and databases")
    columns.add_argument("--no-guard", action="store_true", help="leave CSV cells that begin with = + - @ as they are")
    columns.add_argument("--bom", action="store_true", help="begin CSV with a byte order mark, which Excel needs to read Hindi")
    work = parser.add_argument_group("labels")
    add_targets(work)
    work.add_argument("--targets-column", metavar="NAME", help="column with each document's targets: names parted by commas, list, object")
    work.add_argument("--threshold", type=score, metavar="P", help="least score of a quotation, in 0..1 (default: the model's)")
    work.add_argument("--evidence", action="store_true", help="say which words moved each stance")
    how = parser.add_argument_group("run")
    how.add_argument("-j", "--jobs", type=int, default=1, metavar="N", help="processes; -1: one a core (default: 1)")
    how.add_argument("--engine", choices=("local", "dask"), default="local", help="dask: on a cluster (needs quotestance[dask])")
    how.add_argument("--scheduler", metavar="ADDRESS", help="of a Dask cluster (default: one of --jobs processes here)")
    how.add_argument("--restart", action="store_true", help="begin anew where an interrupted run stands")
    how.add_argument("--strict", action="store_true", help="stop at the first bad record")
    how.add_argument("--quiet", action="store_true", help="no progress and no summary")
    parser.set_defaults(run=run)


def names(value: str) -> tuple[str, ...]:
    """Read names parted by commas."""
    return tuple(name.strip() for name in value.split(",") if name.strip())


def run(args: argparse.Namespace) -> int:
    """Label, show the progress, sum up."""
    from ..corpus.options import Options
    from ..corpus.run import StrictError, label_corpus
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
        with reporter:
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
                progress=reporter,
                stdout=stdout,
            )
    except StrictError as error:
        print(f"quotestance: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("quotestance: interrupted; the same command goes on from here", file=sys.stderr)
        return 130
    if not args.quiet:
        reporter.summary(summary, args.output)
    return 1 if summary.counts.errors else 0


def _stop(message: str) -> str:
    from .common import StopError

    raise StopError(message)
