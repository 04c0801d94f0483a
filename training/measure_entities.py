"""Measure mentions and entities on gold: ``python -m training.measure_entities [--errors] [GOLD.jsonl …]``.

Rows are document sets; columns are counts and shares: boundaries (given the last token of the gold mention), and the answer of `resolve`
given the gold mention's span, apart for name, description, pronoun, implicit; ``own-``: given the library's boundary instead. Speakers of
earlier quotations are the library's own answers. ``ece`` is over own boundaries, pronouns and quotations without mention.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from quotestance import Article
from quotestance.evaluation import expected_calibration_error, same_speaker
from quotestance.records import HOWS, Quote, Speaker
from quotestance.speakers.identity.entities import Context, resolve
from quotestance.speakers.phrases.mentions import Mention, mention_ending_at
from quotestance.text import Document, name_key

from . import data
from .data import speaker_of

__all__ = ["main", "measure"]

COLUMNS = (
    *("bound-name", "bound-description", "own-name", "own-description", *HOWS),
    *("full-name", "full-description", "names-found", "names-right", "type", "all", "ece×1000", "µs"),
)


class Tally:
    """Answers counted by column, and scores of answers with right or not."""

    def __init__(self) -> None:
        self.counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        self.scores: list[float] = []
        self.rights: list[bool] = []
        self.seconds = 0.0

    def add(self, column: str, right: int, of: int = 1) -> None:
        """Count answers to a column, and the right ones."""
        self.counts[column][0] += right
        self.counts[column][1] += of

    def score(self, said: Speaker, right: bool) -> None:
        """Keep the score of an answer, for the calibration error."""
        self.scores.append(said.score or 0.0)
        self.rights.append(right)

    def shares(self) -> dict[str, tuple[int, int]]:
        """Return ``{column: (right, of)}``."""
        out = {column: (right, of) for column, (right, of) in self.counts.items()}
        out["ece×1000"] = (round(1000 * (expected_calibration_error(self.scores, self.rights) or 0)), 1000)
        out["µs"] = (round(1e6 * self.seconds / max(1, self.counts["all"][1])), 1)
        return out


def measure(articles: Sequence[Article], errors: bool = False) -> dict[str, tuple[int, int]]:
    """Return ``{column: (right, of)}``; prints each error where asked."""
    tally = Tally()
    for article in articles:
        doc = Document(article.text)
        len(doc.words)  # so that the time is that of `resolve` alone
        spans = [(q.start, q.end) for q in article.quotes]
        earlier: list[Quote] = []
        for quote in article.quotes:
            gold = speaker_of(quote)
            context = Context(quote.start, quote.end, earlier, spans)
            mention = _mention(doc, gold)
            if mention is not None and gold.how in ("name", "description"):
                _boundary(tally, doc, gold, mention, context, errors)
            began = time.perf_counter()
            said = resolve(doc, mention, context)
            tally.seconds += time.perf_counter() - began
            _answer(tally, doc, quote, said, errors)
            earlier.append(quote.with_(speaker=said))
    return tally.shares()


def _mention(doc: Document, gold: Speaker) -> Mention | None:
    """Return the gold mention as the library makes it."""
    span = gold.mention
    if span is None:
        return None
    first, last = doc.first_token(span.start), doc.last_token(span.end)
    if first < len(doc.starts) and doc.starts[first] >= span.end:
        first = last  # glued to the word before
    return Mention(span.start, span.end, min(first, last), max(first, last), "name" if gold.how == "implicit" else gold.how)


def _boundary(tally: Tally, doc: Document, gold: Speaker, mention: Mention, context: Context, errors: bool) -> None:
    """Count the library's own boundary of a mention that ends where the gold one does, and whom it means so."""
    found = mention_ending_at(doc, mention.last)
    right = found is not None and name_key(doc.text[found.start : found.end]) in _keys(gold)
    tally.add(f"bound-{gold.how}", right)
    own = False
    if found is not None:
        said = resolve(doc, found, context)
        own = same_speaker(gold, said)
        tally.score(said, own)
    tally.add(f"own-{gold.how}", own)
    if errors and not right:
        start, end = mention.start, mention.end
        around = f"…{doc.text[max(0, start - 40) : start]}⟦{doc.text[start:end]}⟧{doc.text[end : end + 12]}…".replace("\n", "⏎")
        print(f"BOUND {gold.how} {around} got {found and doc.text[found.start : found.end]!r}")


def _answer(tally: Tally, doc: Document, quote: Quote, said: Speaker, errors: bool) -> None:
    """Count whom the library takes a gold mention to mean: the person, the fullest name, the forms of the name, the type."""
    gold = speaker_of(quote)
    right = same_speaker(gold, said)
    told = f"{gold.mention and gold.mention.text!r} gold {gold.name!r} {list(gold.names)} got {said.name!r}"
    if gold.name is not None and gold.how in ("name", "description"):
        full = said.name is not None and name_key(said.name) == name_key(gold.name)
        tally.add(f"full-{gold.how}", full)
        if errors and not full:
            print(f"FULL {gold.how} {told} {list(said.names)}")
        keys, mine = _keys(gold), {name_key(n) for n in said.names}
        tally.add("names-found", len(mine & keys), len(keys))
        tally.add("names-right", len(mine & keys), len(mine))
    tally.add("type", said.type == gold.type)
    tally.add(gold.how, right)
    tally.add("all", right)
    if gold.how in ("pronoun", "implicit"):
        tally.score(said, right)
    if errors and not right:
        before = doc.text[max(0, quote.start - 150) : quote.start].replace("\n", "⏎")
        print(f"WHO {gold.how} {told} {said.score} …{before}")


def _keys(speaker: Speaker) -> set[str]:
    return {name_key(n) for n in (speaker.name or "", *speaker.names)}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="*", type=Path, help="gold documents, JSON Lines")
    parser.add_argument("--errors", action="store_true", help="print each error, of the validation and test parts alone")
    args = parser.parse_args()
    print("\t".join(["set".ljust(18), *COLUMNS]))
    sets = {f"{part}-{source}": data.load(part, source) for part in ("validation", "test") for source in data.SOURCES}
    for name, articles in (sets | {path.stem: data.read_articles(path) for path in args.gold}).items():
        row = measure(articles, args.errors and name in sets)
        cells = []
        for column in COLUMNS:
            right, of = row.get(column, (0, 0))
            cells.append(str(right) if column == "µs" else f"{right / of:.3f}/{of}" if of else "-")
        print("\t".join([name.ljust(18), *cells]))


if __name__ == "__main__":
    main()
