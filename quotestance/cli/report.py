"""``quotestance report``: the overview of a labelled corpus, as an HTML page or as tables."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from .common import StopError, write_text

__all__ = ["add_parser", "run"]


def add_parser(commands: Any) -> None:
    """Add the subcommand."""
    parser = commands.add_parser(
        "report",
        help="overview of a labelled corpus: who is quoted, for and against whom",
        description="Write an overview of a labelled corpus (who is quoted, for and against whom) as an HTML page, as CSV tables, or both.",
    )
    parser.add_argument(
        "file",
        metavar="FILE",
        help="labelled records (.jsonl, .json, .csv, .parquet; .gz and .zst too); a field date (2024-05-17) adds the timeline",
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="where to write the page (default: standard output; no page with --tables alone)"
    )
    parser.add_argument("--tables", metavar="FOLDER", help="write the numbers as CSV files into this folder")
    parser.add_argument("--aliases", metavar="FILE", help="which forms of names belong together: one form<TAB>name per line")
    parser.add_argument("--title", help="title of the page")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the page, the tables, or both."""
    from ..views import report
    from ..views.joining import read_aliases

    aliases = read_aliases(args.aliases) if args.aliases else None
    if args.tables:
        folder = Path(args.tables)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StopError(f"{folder}: cannot be created: {error.strerror or error}") from None
        for name, rows in report.tables(args.file, aliases=aliases).items():
            write_text(str(folder / f"{name}.csv"), report.csv_text(rows))
        if args.output is None:
            return 0
    write_text(args.output, report.overview(args.file, aliases=aliases, title=args.title))
    return 0
