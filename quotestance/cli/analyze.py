"""``quotestance analyze``: one text, for a person who reads the answer in the terminal."""

from __future__ import annotations

import argparse
from typing import Any

from .common import StopError, add_targets, colors, read_text, targets_of, width, write_text

__all__ = ["add_parser", "run"]


def add_parser(commands: Any) -> None:
    """Add the subcommand."""
    parser = commands.add_parser(
        "analyze",
        help="analyse one text and show the answer in the terminal",
        description="Find the quotations in one text, with their speakers and stances, and show them in the terminal.",
    )
    parser.add_argument("file", metavar="FILE", help="a UTF-8 text file; - reads standard input")
    add_targets(parser)
    parser.add_argument(
        "--threshold", type=score, metavar="P", help="lowest score at which a quotation is kept, 0 to 1 (default: set by the model)"
    )
    parser.add_argument("--evidence", action="store_true", help="show which words moved each stance")
    parser.add_argument("--json", action="store_true", help="print the record as JSON")
    parser.add_argument("--plain", action="store_true", help="no colours or other escape codes")
    parser.set_defaults(run=run)


def score(value: str) -> float:
    """Read a probability from the command line."""
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"expected a number from 0 to 1, found {value!r}")
    return number


def run(args: argparse.Namespace) -> int:
    """Analyze a text and print the answer."""
    from ..pipeline import analyze

    text = read_text(args.file)
    if "\0" in text:
        raise StopError(f"{args.file}: NUL character at {text.index(chr(0))}: is this a UTF-8 text file?")
    article = analyze(text, targets_of(args), threshold=args.threshold, evidence=args.evidence)
    if args.json:
        import json

        write_text(None, json.dumps(article.to_dict(), ensure_ascii=False, indent=1) + "\n")
        return 0
    from ..views.terminal import render

    write_text(None, render(article, color=colors(args.plain), width=width(), plain=args.plain))
    return 0
