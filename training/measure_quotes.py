"""Count the errors of quotation finding by class: ``python -m training.measure_quotes [GOLD.jsonl …]``.

Columns are document sets (validation and test of news and written, and the files named); cells are missed of all gold quotations, by what
stands at their ends and inside, and the false answers: no quotation at all, or one with other bounds.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from quotestance import Article, find_quotes
from quotestance.evaluation import trimmed
from quotestance.quotes.marks import CHARACTERS

from . import data

__all__ = ["CLASSES", "count", "main"]

CLASSES = ("both marks, full", "both marks, partial", "marks inside", "no closing mark", "no opening mark")
_MARKS = frozenset(CHARACTERS)


def kind_of(text: str, start: int, end: int, kind: str) -> str:
    """Return the class of a gold quotation, by the marks beside and inside it."""
    left, right = text[:start].rstrip()[-1:], text[end:].lstrip(" \t\u00a0.,।")[:1]
    if left not in _MARKS:
        return "no opening mark"
    if right not in _MARKS:
        return "no closing mark"
    if any(
        c in _MARKS and not (text[i - 1].isalpha() and text[i + 1].isalpha()) for i, c in enumerate(text[start + 1 : end - 1], start + 1)
    ):
        return "marks inside"
    return f"both marks, {kind}"


def count(articles: Sequence[Article]) -> Counter[str]:
    """Return the counts: ``gold CLASS``, ``missed CLASS``, ``false: no quotation``, ``false: other bounds``."""
    out: Counter[str] = Counter()
    for article in articles:
        text = article.text
        found = {trimmed(text, q.start, q.end) for q in find_quotes(text) if q.kind != "unmarked"}
        gold = {trimmed(text, q.start, q.end): q for q in article.quotes if q.kind != "unmarked"}
        for span, q in gold.items():
            name = kind_of(text, q.start, q.end, q.kind)
            out[f"gold {name}"] += 1
            out[f"missed {name}"] += span not in found
        for start, end in found - gold.keys():
            overlaps = any(a < end and start < b for a, b in gold)
            out["false: other bounds" if overlaps else "false: no quotation"] += 1
    return out


def main() -> None:
    """Print the table as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="*", type=Path)
    args = parser.parse_args()
    sets = {f"{source} {part}": data.load(part, source) for source in ("news", "written") for part in ("validation", "test")}
    for path in args.gold:
        sets[path.stem] = data.read_articles(path)
    counts = {name: count(articles) for name, articles in sets.items()}
    print("| missed of gold | " + " | ".join(counts) + " |")
    print("| --- |" + " --- |" * len(counts))
    for name in CLASSES:
        print(f"| {name} | " + " | ".join(f"{c[f'missed {name}']} of {c[f'gold {name}']}" for c in counts.values()) + " |")
    for name in ("false: no quotation", "false: other bounds"):
        print(f"| {name} | " + " | ".join(str(c[name]) for c in counts.values()) + " |")


if __name__ == "__main__":
    main()
