"""``quotestance view``: articles as one HTML page that marks who said what."""

from __future__ import annotations

import argparse
from typing import Any

from .common import articles_of, write_text

__all__ = ["add_parser", "run"]


def add_parser(commands: Any) -> None:
    """Add the subcommand."""
    parser = commands.add_parser(
        "view",
        help="show articles as an HTML page with their quotations marked",
        description="Write articles as one HTML page that marks who said what.",
    )
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="labelled records (.jsonl, .json, .csv, .parquet; .gz and .zst too), or texts (.txt) to analyse now",
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="where to write the page (default: standard output)")
    parser.add_argument("--title", help="title of the page")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the page."""
    from ..views.html import page

    write_text(args.output, page(articles_of(args.files), title=args.title))
    return 0
