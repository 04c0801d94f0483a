"""Measure the finding of targets: ``python -m training.measure_targets [GOLD.jsonl …]`` (without files: the test part).

A gold target that the quotation names is found where an answer overlaps its mention or has its name; an answer is right where it is one of
the quotation's targets, in the same way. ``exact`` is the share of gold targets found with just their words, determiners apart: a span that
swallows a neighbour is found by the other measures. Speakers are those of the gold. Below stands of what form those are that were missed,
and the answers that are none.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from quotestance.records import Article
from quotestance.speakers.words.classes import name_like, word
from quotestance.stance.finding import find_targets
from quotestance.stance.finding.bounds import trimmed
from quotestance.stance.words import grammar
from quotestance.text import Document, name_key

from . import data

__all__ = ["classes", "main", "measure"]


def measure(articles: Iterable[Article]) -> dict[str, float]:
    """Return precision, recall, F1, exact recall of named targets, and the share of found ones whose name is the gold canonical one."""
    named = hit = answers = right = exact = same_words = 0
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
                same_words += _words(doc, s.mention.start, s.mention.end) in {_words(doc, a, b) for _, a, b in spans}
    p, r = right / max(1, answers), hit / max(1, named)
    return {
        "named": named,
        "answers": answers,
        "precision": p,
        "recall": r,
        "f1": 2 * p * r / max(1e-9, p + r),
        "exact": same_words / max(1, named),
        "canonical": exact / max(1, hit),
    }


def _words(doc: Document, start: int, end: int) -> tuple[int, int]:
    """Return the tokens of a name between two offsets, without what is no part of it."""
    return trimmed(doc.words, doc.first_token(start), doc.last_token(end) + 1)


def form(doc: Document, start: int, end: int) -> str:
    """Return what a stretch of a quotation is, by its last word: a name, a plain noun, a longer noun phrase, a pronoun."""
    words = doc.words[doc.first_token(start) : doc.last_token(end) + 1]
    if not words:
        return "part of a word"
    if len(words) == 1 and grammar().get(words[0]) in ("pronoun", "we", "you"):
        return "pronoun"
    last = word(words[-1])
    if name_like(last) or (not last.level and not last.noun):
        return "name"
    return "noun phrase" if len(words) > 1 else "plain noun"


def classes(articles: Iterable[Article]) -> tuple[Counter[str], Counter[str]]:
    """Return of what form the named targets are that are missed, and the answers that are no target."""
    missed: Counter[str] = Counter()
    false: Counter[str] = Counter()
    for article in articles:
        doc = Document(article.text)
        for quote, found in zip(article.quotes, find_targets(doc, article.quotes), strict=True):
            spans = [(name_key(name), *(span or (0, 0))) for name, span in found]
            gold = [(name_key(s.target), *((s.mention.start, s.mention.end) if s.mention else (0, 0))) for s in quote.stances]
            for key, a, b in gold:
                if b and not any(key == other or (a < d and b > c) for other, c, d in spans):
                    missed[form(doc, a, b)] += 1
            for key, a, b in spans:
                if not any(key == other or (a < d and b > c) for other, c, d in gold):
                    false[form(doc, a, b) if b else "topic outside the quotation"] += 1
    return missed, false


def main() -> None:
    """Print the measures."""
    sets = {Path(p).name: data.read_articles(Path(p)) for p in sys.argv[1:]}
    if not sets:
        sets = {f"{part} {source}": data.load(part, source) for part in ("validation", "test") for source in ("news", "written")}
    for name, articles in sets.items():
        print(f"{name:24s}", "  ".join(f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in measure(articles).items()))
        for title, counts in zip(("missed", "false"), classes(articles), strict=True):
            print(f"  {title}: " + ", ".join(f"{kind} {n}" for kind, n in counts.most_common()))


if __name__ == "__main__":
    main()
