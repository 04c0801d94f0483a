"""``quotestance evaluate``: the measures of quotations, speakers and stance against gold documents."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import Any

from ..records import Article
from .common import StopError, read_articles, write_text

__all__ = ["add_parser", "run", "table"]

_PARTS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "quotations in marks",
        (
            ("documents", "documents"),
            ("quotations", "gold"),
            ("quotations_found", "found"),
            ("span_precision", "exact precision"),
            ("span_recall", "exact recall"),
            ("span_f1", "exact F1"),
            ("overlap_f1", "overlap F1"),
            ("recall_full", "recall of full quotations"),
            ("recall_partial", "recall of partial quotations"),
            ("kind_accuracy", "kind right, among exact spans"),
            ("span_ece", "calibration error"),
        ),
    ),
    ("unmarked quotations", (("unmarked", "gold"), ("unmarked_f1", "exact F1"))),
    (
        "speakers",
        (
            ("speaker_accuracy", "accuracy on gold spans"),
            ("end_to_end_f1", "end-to-end F1"),
            ("speaker_ece", "calibration error"),
        ),
    ),
    (
        "stance on gold spans and targets",
        (
            ("stances", "gold"),
            ("stance_macro_f1", "macro-F1"),
            ("stance_favor_against_f1", "mean F1 of favor and against"),
            ("stance_accuracy", "accuracy"),
            ("stance_sides", "favor or against right, without neutral"),
            ("stance_accuracy_at_40", "accuracy of the 40 % most certain"),
            ("stance_ece", "calibration error"),
            ("stance_macro_f1_seen", "macro-F1, targets seen in training"),
            ("stance_macro_f1_unseen", "macro-F1, unseen targets"),
        ),
    ),
)


def add_parser(commands: Any) -> None:
    """Add the subcommand."""
    parser = commands.add_parser(
        "evaluate",
        help="measure quality against gold documents",
        description="Measure quotations, speakers and stance against gold documents, and print the measures as a table.",
    )
    parser.add_argument("gold", metavar="GOLD", help="gold documents (.jsonl, .json, .csv, .parquet; .gz and .zst too)")
    parser.add_argument(
        "--predicted",
        metavar="FILE",
        help="records to measure, in the order of GOLD or with its ids (default: analyse the texts of GOLD now)",
    )
    parser.add_argument("--json", action="store_true", help="print the measures as JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Measure and print."""
    from ..evaluation import evaluate

    gold = [article for _, article in read_articles(args.gold) if isinstance(article, Article)]
    if not gold:
        raise StopError(f"{args.gold}: expected gold documents, found none")
    predicted = None if args.predicted is None else list(_predictions(args.predicted, args.gold, gold))
    measures = evaluate(gold, predicted).measures()
    write_text(None, json.dumps(measures, ensure_ascii=False, indent=1) + "\n" if args.json else table(measures))
    return 0


def _predictions(path: str, gold_path: str, gold: list[Article]) -> Iterator[Article]:
    """Yield the predicted articles in the order of the gold ones; a failed document counts as one without an answer."""
    found = list(read_articles(path, errors="give"))
    if len(found) != len(gold):
        raise StopError(f"{path}: expected {len(gold)} documents as in {gold_path}, found {len(found)}")
    idents = [_ident(item) for _, item in found]
    order: dict[Any, int] = {ident: number for number, ident in enumerate(idents) if ident is not None}
    by_id = len(order) == len(found) and {g.id for g in gold} == set(order)
    for number, article in enumerate(gold):
        place, item = found[order[article.id]] if by_id else found[number]
        if isinstance(item, dict):
            item = _joined(place, item, article)
        if item.text != article.text:
            raise StopError(f"{place}: text: differs from that of gold document {article.id or number + 1}")
        yield item


def _ident(item: Article | dict[str, Any]) -> str | None:
    return item.id if isinstance(item, Article) else item.get("id")


def _joined(place: str, item: dict[str, Any], gold: Article) -> Article:
    if "error" in item and "quotes" not in item:
        return Article(gold.text, (), gold.id)
    if not item.get("sha1"):
        raise StopError(f"{place}: expected a text, or its sha1; found neither")
    try:
        return Article.from_dict(item, gold.text)
    except ValueError as error:
        raise StopError(f"{place}: {error}; the text is that of the gold document {gold.id or ''}".rstrip()) from None


def table(measures: dict[str, Any]) -> str:
    """Return the measures as a table for people.

    >>> print(table({"unmarked": 3, "unmarked_f1": 0.5, "new": 0.25}).rstrip())
    unmarked quotations
      gold                                     3
      exact F1                             0.500
    <BLANKLINE>
    further measures
      new                                  0.250
    """
    known = {key for _, rows in _PARTS for key, _ in rows}
    parts = (*_PARTS, ("further measures", tuple((key, key) for key in measures if key not in known)))
    blocks = []
    for title, rows in parts:
        lines = [f"  {name:<34} {_number(measures[key]):>7}" for key, name in rows if key in measures]
        if lines:
            blocks.append("\n".join([title, *lines]) + "\n")
    return "\n".join(blocks)


def _number(value: Any) -> str:
    if value is None:
        return "–"
    return f"{value:.3f}" if isinstance(value, float) else str(value)
