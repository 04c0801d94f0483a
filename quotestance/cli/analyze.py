"""``quotestance analyze``: one text, for a person who reads the answer in the terminal."""

from __future__ import annotations

import argparse
from typing import Any

from .common import StopError, add_targets, colors, read_text, targets_of, width, write_text

__all__ = ["add_parser", "run"]


def add_parser(commands: Any) -> None:
    """Add the subcommand."""
    parser = commands.add_parser("analyze", help="find the quotations of one text, their speakers and stances", description=__doc__)
    parser.add_argument("file", metavar="FILE", help="text in UTF-8; - is standard input")
    add_targets(parser)
    parser.add_argument("--threshold", type=score, metavar="P", help="least score of a quotation, in 0..1 (default: the model's)")
    parser.add_argument("--evidence", action="store_true", help="say which words moved each stance")
    parser.add_argument("--json", action="store_true", help="print the record as JSON")
    parser.add_argument("--plain", action="store_true", help="no colours and other escape codes")
    parser.set_defaults(run=run)


def score(value: str) -> float:
    """Read a probability from the command line."""
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"expected a number in 0..1, found {value!r}")
    return number


def run(args: argparse.Namespace) -> int:
    """Analyze a text and print the answer."""
    from ..pipeline import analyze

    text = read_text(args.file)
    if "\0" in text:
        raise StopError(f"{args.file}: NUL character at {text.index(chr(0))}: is it a text in UTF-8?")
    article = analyze(text, targets_of(args), threshold=args.threshold, evidence=args.evidence)
    if args.json:
        import json

        write_text(None, json.dumps(article.to_dict(), ensure_ascii=False, indent=1) + "\n")
        return 0
    from ..views.terminal import render

    write_text(None, render(article, color=colors(args.plain), width=width(), plain=args.plain))
    return 0
