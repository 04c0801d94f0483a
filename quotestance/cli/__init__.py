"""The command line: one file a subcommand. Only here is anything printed, and only here does the program end.

Exit status: 0 all is well; 1 done, but some records have errors (or a strict run stopped at the first); 2 it could not be done.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from . import analyze, estimate, evaluate, export, label, report, view
from .common import StopError

__all__ = ["main"]

_COMMANDS = (analyze, label, view, report, evaluate, estimate, export)


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from .. import __version__

        print(f"quotestance {__version__}")
        parser.exit()


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all subcommands."""
    parser = argparse.ArgumentParser(
        prog="quotestance",
        description="Who said what, word for word, and for or against whom: quotations, speakers and stance in Hindi news.",
        epilog="Exit status: 0 success, 1 some records have errors, 2 the command could not run or finish.",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and exit")
    parser.add_argument("--debug", action="store_true", help=argparse.SUPPRESS)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command in _COMMANDS:
        command.add_parser(commands)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    argv
        Arguments without the program's name; ``None``: those of the process.

    Returns
    -------
    int
        The exit status.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Hindi on a terminal of another encoding must not end the program; lone surrogates in a file name neither.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    args = build_parser().parse_args(argv)
    try:
        status = int(args.run(args))
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        # Whoever read the output has enough (`| head`); what Python would still flush at its end goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except KeyboardInterrupt:
        print("quotestance: interrupted", file=sys.stderr)
        return 130
    except StopError as error:
        print(f"quotestance: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        print(f"quotestance: {place}{error.strerror or error}", file=sys.stderr)
        return 2
    except Exception as error:
        if args.debug:
            raise
        # Errors of the library name file, line and field; what is no error of ours is told by its type, too.
        ours = type(error).__module__.split(".")[0] == "quotestance"
        what = "" if ours else f"internal error: {type(error).__name__}: "
        hint = "" if ours else " (run quotestance --debug … to see where)"
        print(f"quotestance: {what}{_one_line(error)}{hint}", file=sys.stderr)
        return 2


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
