"""``quotestance estimate``: shares of favor, against and neutral over a labelled corpus, with intervals."""

from __future__ import annotations

import argparse
from typing import Any

__all__ = ["add_parser", "run"]


def add_parser(commands: Any) -> None:
    """Add the subcommand."""
    parser = commands.add_parser("estimate", help="shares of favor, against and neutral, with honest intervals", description=__doc__)
    parser.add_argument("file", metavar="FILE", help="records (.jsonl)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the estimates."""
    from .common import StopError

    raise StopError("estimate: is not there yet")
