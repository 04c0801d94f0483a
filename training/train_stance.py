"""Train the shipped stance model: ``python -m training.train_stance``.

Passages come from whole articles, single statements and written documents, each source with its own weight. The weights are first
guesses that were kept: half and double of each were compared on validation and test together, and none was better beyond noise. Nor were
others in cross-validation by document, scored on direct speech in plain news: fact checks at half their weight (macro-F1 0.674 to 0.677,
log loss 0.715 to 0.710, but 0.846 to 0.857 on fact checks) or left out (0.674), indirect statements at a half or none (0.677, 0.672).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from quotestance.records import LABELS, Article, Quote
from quotestance.stance import Passage
from quotestance.stance.judging.classifier import StanceClassifier, passage_rows
from quotestance.stance.judging.lexicon import Lexicon, pack, read_tables
from quotestance.text import name_key

from . import data
from .shipped import SHIPPED

__all__ = ["WEIGHTS", "Example", "examples", "main", "of_articles"]

WEIGHTS = {"news": 1.0, "written": 0.7, "direct": 1.0, "indirect": 0.5}
"""Weight of a passage by source: articles, written documents, single direct and indirect statements."""


@dataclass(frozen=True)
class Example:
    """A labelled passage: where it is from, and whether its target is named in the quotation."""

    passage: Passage
    label: str
    document: str
    source: str
    named: bool


def of_articles(articles: Sequence[Article], source: str) -> list[Example]:
    """Return the labelled passages of annotated documents."""
    return [
        Example(Passage(d.text, q, s.target, (), ()), str(s.label), str(d.id), source, s.mention is not None)
        for d in articles
        for q in d.quotes
        for s in q.stances
        if s.label is not None
    ]


def examples(part: str, sources: Sequence[str] = ("news", "written", "statements")) -> list[Example]:
    """Return the labelled passages of one part of the training data."""
    out: list[Example] = []
    for source in ("news", "written"):
        if source in sources:
            out += of_articles(data.load(part, source), source)
    if "statements" in sources:
        for text, d in data.statements(part):
            start, end = d["span"]
            quote = Quote(start, end, text[start:end])
            for s in d["stances"]:
                passage = Passage(text, quote, s["target"], (), ())
                out.append(Example(passage, s["label"], d["id"], d["speech"], s["mention"] is not None))
    return out


def _same(e: Example, number: int) -> tuple[Hashable, Hashable]:
    """Return the document's target and the speaker; a single statement stands alone."""
    speaker = e.passage.quote.speaker
    if speaker is None or speaker.name is None:
        return number, None
    return (e.document, name_key(e.passage.target)), name_key(speaker.name)


def digest(items: Sequence[Example]) -> str:
    """Return the checksum of labels and spans of the training data, for the manifest."""
    rows = [(e.document, e.passage.quote.start, e.passage.quote.end, e.passage.target, e.label, e.source) for e in items]
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()


def main() -> None:
    """Train on the training part and write the shipped model."""
    items = examples("train")
    packed = pack(*read_tables())
    rows = passage_rows([e.passage for e in items], Lexicon(packed))
    model = StanceClassifier().fit_rows(
        rows,
        [e.label for e in items],
        sample_weight=[WEIGHTS[e.source] for e in items],
        groups=[e.document for e in items],
        packed=packed,
        same=[_same(e, number) for number, e in enumerate(items)],
        # Users label news; written text is easier, and probabilities fitted on it too promise more than news keeps.
        calibration_weight=[float(e.source == "news") for e in items] if any(e.source == "news" for e in items) else None,
    )
    shares = {label: sum(e.label == label for e in items) for label in LABELS}
    model.save(SHIPPED, data=digest(items), examples=len(items), by_label=shares)
    print(f"stance: {len(items)} examples, {len(model.model_.stems)} stems")


if __name__ == "__main__":
    main()
