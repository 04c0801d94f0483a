"""What two regular expressions reach: ``python -m training.baseline GOLD.jsonl …`` (without files: the test parts).

One finds two words or more between a pair of marks, the other "X ने कहा" near it: the first thing that anybody would try. Their forms were
chosen on the validation parts: single words in marks are seldom quotations there, and with two words for X, or the cue right after ने
alone, fewer speakers are right.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path

from quotestance.evaluation import evaluate
from quotestance.records import Article, Quote, Span, Speaker

from . import data

__all__ = ["MEASURES", "find", "main", "score"]

QUOTATION = re.compile(
    r"""‘‘ ([^\s’]+ \s .+?) ’’ | '' ([^\s']+ \s .+?) '' | “ ([^\s”]+ \s [^”]+) ” | " ([^\s"]+ \s [^"]+) " | ‘ ([^\s’]+ \s [^’]+) ’
    | (?<!\w) ' ([^\s']+ \s [^']+) ' (?!\w)   # not the apostrophe of a Latin name
    """,
    re.VERBOSE,
)
SAID = re.compile(r"(?<!\S)(\S+) ने (?:\S+ ){0,4}?(?:कहा|बताया|लिखा|पूछा)")
NEAR = 120
"""So many characters before a quotation, and else after it, are looked through for who said it."""
MEASURES = {"span_f1": "exact span F1", "end_to_end_f1": "end-to-end F1 (exact span, right speaker)"}


def find(text: str) -> Article:
    """Return a text with the quotations and speakers that the two expressions find; who stands before a quotation goes first.

    >>> quote, = find('सीमा ने सोमवार को कहा, "यह पुल बनेगा।"').quotes
    >>> quote.text, quote.speaker.name
    ('यह पुल बनेगा।', 'सीमा')
    """
    quotes: list[Quote] = []
    for found in QUOTATION.finditer(text):
        start, end = found.span(found.lastindex or 0)
        before = list(SAID.finditer(text, max(0, found.start() - NEAR), found.start()))
        said = before[-1] if before else SAID.search(text, found.end(), found.end() + NEAR)
        quotes.append(Quote(start, end, text[start:end], speaker=_speaker(said)))
    return Article(text, tuple(quotes))


def _speaker(said: re.Match[str] | None) -> Speaker:
    if said is None:
        return Speaker(None)
    return Speaker(said[1], (said[1],), Span(*said.span(1), said[1]), "name", "person")


def score(articles: Sequence[Article]) -> dict[str, float]:
    """Return the measures of the two expressions on annotated documents."""
    measures = evaluate(articles, (find(article.text) for article in articles)).measures()
    return {key: measures[key] for key in MEASURES}


def main(files: Sequence[str] | None = None) -> None:
    """Print one line a set of documents."""
    sets = {path: data.read_articles(Path(path)) for path in (sys.argv[1:] if files is None else files)}
    for name, articles in (sets or {f"{source}, test part": data.load("test", source) for source in data.SOURCES}).items():
        print(f"{name}: " + ", ".join(f"{MEASURES[key]} {value:.3f}" for key, value in score(articles).items()))


if __name__ == "__main__":
    main()
