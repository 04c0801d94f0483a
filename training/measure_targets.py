"""Measure the finding of targets: ``python -m training.measure_targets [GOLD.jsonl …]`` (without files: the test part).

A gold target that the quotation names is found where an answer overlaps its mention or has its name; an answer is right where it is one of
the quotation's targets, in the same way. Speakers are those of the gold.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from quotestance.records import Article
from quotestance.stance.finding import find_targets
from quotestance.text import Document, name_key

from . import data

__all__ = ["main", "measure"]


def measure(articles: Iterable[Article]) -> dict[str, float]:
    """Return precision, recall, F1 of named targets, and the share of found ones whose name is the gold canonical one."""
    named = hit = answers = right = exact = 0
    for article in articles:
        doc = Document(article.text)
        for quote, found in zip(article.quotes, find_targets(doc, article.quotes), strict=True):
            spans = [(name, *(span or (0, 0))) for name, span in found]
            answers += len(spans)
            for name, a, b in spans:
                right += any(
                    name_key(s.target) == name_key(name) or (s.mention is not None and s.mention.start < b and s.mention.end > a)
                    for s in quote.stances
                )
            for s in quote.stances:
                if s.mention is None:
                    continue
                named += 1
                same = [x for x in spans if name_key(x[0]) == name_key(s.target)]
                over = [x for x in spans if s.mention.start < x[2] and s.mention.end > x[1]]
                hit += bool(same or over)
                exact += bool(same)
    p, r = right / max(1, answers), hit / max(1, named)
    return {
        "named": named,
        "answers": answers,
        "precision": p,
        "recall": r,
        "f1": 2 * p * r / max(1e-9, p + r),
        "canonical": exact / max(1, hit),
    }


def main() -> None:
    """Print the measures."""
    sets = {Path(p).name: [Article.from_dict(d) for d in data.read_lines(Path(p))] for p in sys.argv[1:]}
    if not sets:
        sets = {f"{part} {source}": data.load(part, source) for part in ("validation", "test") for source in ("news", "written")}
    for name, articles in sets.items():
        print(f"{name:24s}", "  ".join(f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in measure(articles).items()))


if __name__ == "__main__":
    main()
