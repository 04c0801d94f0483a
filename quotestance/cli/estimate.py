"""``quotestance estimate``: shares of favor, against and neutral over a labelled corpus, with honest intervals."""

from __future__ import annotations

import argparse
import csv
import io
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from .common import StopError, write_text

if TYPE_CHECKING:
    from ..estimation import Estimate

__all__ = ["add_parser", "run", "table"]

_HELP = """\
Shares of favor, against and neutral over a labelled corpus, with intervals.

Counting a model's labels gives shares that are off by the model's errors, and intervals that ignore them. Draw a sample with --sample,
have a person fill in the labels, and pass it back with --labelled: the methods "adjusted" and "ppi" then correct for the errors."""
_SAMPLE_FIELDS = ("id", "date", "start", "end", "speaker", "quote", "target", "label")


def add_parser(commands: Any) -> None:
    """Add the subcommand."""
    raw = argparse.RawDescriptionHelpFormatter
    parser = commands.add_parser(
        "estimate", help="shares of favor, against and neutral, with intervals", description=_HELP, formatter_class=raw
    )
    parser.add_argument(
        "file", metavar="FILE", help="labelled records, or rows written by label --flat (.jsonl, .json, .csv, .parquet; .gz and .zst too)"
    )
    parser.add_argument(
        "--by",
        metavar="FIELD",
        help="group by target, speaker, month or any other field; none: one group (default: target)",
    )
    sample = parser.add_mutually_exclusive_group()
    sample.add_argument(
        "--labelled", metavar="FILE", help="the sample from --sample with labels filled in (.csv), or annotated records (.jsonl)"
    )
    parser.add_argument("--confidence", type=float, default=0.95, metavar="P", help="confidence level of the intervals (default: 0.95)")
    parser.add_argument("--least", type=int, default=1, metavar="N", help="leave out groups with fewer stances (default: 1)")
    sample.add_argument("--sample", type=int, metavar="N", help="draw N stances for a person to label, and write them as CSV")
    parser.add_argument("--seed", type=int, default=0, help="seed for drawing the sample (default: 0)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("-o", "--output", metavar="FILE", help="where to write (default: standard output)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the estimates, or write a sample."""
    from ..corpus.problems import CorpusError
    from ..estimation import estimate
    from ..sampling import draw_sample

    by = {None: "target", "none": None}.get(args.by, args.by)
    if args.sample is not None and args.by is not None:
        raise StopError("--by: groups estimates; a sample is drawn from all stances together (in Python: draw_sample(…, by=…))")
    place = [args.file]  # what is being read: there lies what is wrong
    try:
        if args.sample is not None:
            write_text(args.output, _sample_text(draw_sample(_rows(args.file, place), args.sample, seed=args.seed)))
            return 0
        labelled = None if args.labelled is None else _rows(args.labelled, place)
        found = estimate(_rows(args.file, place), by, labelled=labelled, confidence=args.confidence)
    except ValueError as error:
        if isinstance(error, CorpusError):
            raise  # it names file and line itself
        raise StopError(f"{place[0]}: {error}") from None
    found = [e for e in found if e.count >= args.least]
    write_text(args.output, json.dumps([e.to_dict() for e in found], ensure_ascii=False, indent=1) + "\n" if args.json else table(found))
    return 0


def _rows(path: str, at: list[str]) -> Iterator[dict[str, Any]]:
    """Yield records and flat rows as `quotestance.estimate` reads them, and keep in ``at`` where each stands."""
    from ..corpus.labelled import read_records

    for place, item in read_records(path):
        at[0] = place
        row = item if "quotes" in item or "error" in item else _flat(item, place)
        if row is not None:
            yield row
    at[0] = path


def _flat(item: dict[str, Any], place: str) -> dict[str, Any] | None:
    if not item.get("target"):
        return None  # a quotation without a stance
    row = {**item}
    if "stance" in row:
        row["label"] = row.pop("stance") or None
    scores = {label: row.pop(label, None) for label in ("favor", "against", "neutral")}
    try:
        if all(value not in (None, "") for value in scores.values()):
            row["scores"] = {label: float(value) for label, value in scores.items()}
        for field in ("start", "end"):
            row[field] = int(row[field]) if row.get(field) not in (None, "") else None
    except (TypeError, ValueError):
        raise StopError(f"{place}: expected numbers for start, end and the scores") from None
    if "month" not in row and isinstance(row.get("date"), str):
        row["month"] = row["date"][:7]
    return row


def _sample_text(rows: list[dict[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    from ..corpus.encoding import guarded

    names = [n for n in _SAMPLE_FIELDS if n in ("id", "start", "end", "target", "label") or any(row.get(n) for row in rows)]
    writer.writerow(names)
    writer.writerows([guarded(row.get(name)) for name in names] for row in rows)
    return out.getvalue()


def table(estimates: list[Estimate]) -> str:
    """Return estimates as lines for people: a block a group, in it a line a method."""
    if not estimates:
        return "No stance found.\n"
    blocks = []
    for found in estimates:
        hand = f", {found.labelled:,} of them labelled by hand" if found.labelled else ""
        none = f", {found.abstained:,} of them without a label" if found.abstained else ""
        lines = [f"{found.group or '–'}: {found.count:,} {'stance' if found.count == 1 else 'stances'}{none}{hand}"]
        for method, shares in found.shares.items():
            cells = [f"{label} {i.share:.2f} [{i.low:.2f}, {i.high:.2f}]" for label, i in shares.items()]
            lines.append(f"  {method:<12}" + "   ".join(cells))
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)
