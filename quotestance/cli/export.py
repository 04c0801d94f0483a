"""``quotestance export``: records as a file for correction by hand (Label Studio, a table), and back."""

from __future__ import annotations

import argparse
import json
from typing import Any

from ..records import Article
from .common import articles_of, records_of, write_text

__all__ = ["add_parser", "run"]


def add_parser(commands: Any) -> None:
    """Add the subcommand."""
    parser = commands.add_parser(
        "export",
        help="write records for correction by hand, or read them back",
        description="Write records as a file to correct by hand (Label Studio, or a table), or read the corrected file back.",
    )
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="labelled records (.jsonl, .json, .csv, .parquet; .gz and .zst too), or texts (.txt) to analyse now",
    )
    parser.add_argument(
        "--format", choices=("label-studio", "tsv"), required=True, help="tasks for Label Studio, or a table for a spreadsheet"
    )
    parser.add_argument(
        "--back",
        metavar="CORRECTED",
        help="read this corrected file and write records; FILE is what it was exported from, and gives all other fields",
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="where to write (default: standard output)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write one way or the other."""
    from ..views import exchange

    if args.back is None:
        write_text(args.output, exchange.export(articles_of(args.files), args.format))
        return 0
    originals: dict[str, list[dict[str, Any]]] = {}
    articles = []
    for record, article in records_of(args.files):
        originals.setdefault(_key(article), []).append(record)
        articles.append(article)
    lines = []
    for article in exchange.load(args.back, args.format, articles):
        found = originals.get(_key(article))
        # Whatever else the record held (a date, a source) stays; the corrected file knows quotations alone.
        record = found.pop(0) if found else {}
        lines.append(json.dumps(record | article.to_dict(), ensure_ascii=False) + "\n")
    write_text(args.output, "".join(lines))
    return 0


def _key(article: Article) -> str:
    return article.text if article.id is None else article.id
