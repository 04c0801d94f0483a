"""Measure attribution on gold spans: ``python -m training.measure_speakers [--errors N] [GOLD.jsonl …]``.

Prints, for the validation and test parts of news and written documents and for each gold file: speaker accuracy in all and by the gold
``how``, mention and cue accuracy, end-to-end F1, expected calibration error, a risk–coverage table, the classes of the errors, the time.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from quotestance import analyze
from quotestance.evaluation import evaluate, expected_calibration_error, same_speaker
from quotestance.records import Article, Quote, Span
from quotestance.speakers import attribute
from quotestance.text import Document, name_key
from training import data
from training.data import speaker_of

COVERAGES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)


def overlap(a: Span | None, b: Span | None) -> bool:
    """Tell whether two spans share a word, or are both missing."""
    if a is None or b is None:
        return a is b
    return a.start < b.end and b.start < a.end


def error_class(gold: Quote, found: Quote) -> str:
    """Return what kind of error an answer is."""
    g, f = speaker_of(gold), speaker_of(found)
    if g.name is None:
        return "name where none is known"
    if f.name is None:
        return "abstained" if f.mention is not None or g.mention is None else "abstained, mention missed"
    if overlap(g.mention, f.mention):
        if g.mention is None:
            return "implicit: wrong person"
        if g.how == "pronoun":
            return "right pronoun, wrong person"
        keys = {name_key(n) for n in (g.name, *g.names)}
        said = name_key(f.name)
        if any(said in k or k in said for k in keys):
            return f"right {g.how}, name longer or shorter than gold"
        return f"right {g.how}, wrong entity"
    if g.mention is None:
        return "mention where gold is implicit"
    if f.mention is None:
        return f"implicit where gold is {g.how}"
    return f"wrong mention for {g.how}"


class Answer(NamedTuple):
    """A gold quotation and what the library answers on its span."""

    article: Article
    gold: Quote
    found: Quote
    right: bool

    @property
    def score(self) -> float:
        """The probability that the answer gives itself."""
        return speaker_of(self.found).score or 0.0


def answers(articles: Iterable[Article]) -> tuple[list[Answer], float]:
    """Return the answers on the gold spans, and the seconds that attribution took."""
    out: list[Answer] = []
    seconds = 0.0
    for article in articles:
        bare = [q.with_(speaker=None, cue=None, stances=()) for q in article.quotes]
        doc = Document(article.text)
        _ = doc.words  # so that the time is that of attribution alone
        start = time.process_time()
        told = attribute(doc, bare)
        seconds += time.process_time() - start
        out += [Answer(article, g, f, same_speaker(g.speaker, f.speaker)) for g, f in zip(article.quotes, told, strict=True)]
    return out, seconds


def right_by_how(found: Iterable[Answer]) -> dict[str, list[bool]]:
    """Return right or not by the form of the gold mention."""
    out: dict[str, list[bool]] = defaultdict(list)
    for answer in found:
        out[speaker_of(answer.gold).how].append(answer.right)
    return dict(sorted(out.items()))


def surest(found: Sequence[Answer]) -> Iterator[tuple[float, float, float]]:
    """Yield, for each of `COVERAGES`, the share, the accuracy of so many of the surest answers, and the least score among them."""
    ranked = sorted(found, key=lambda answer: -answer.score)
    for share in COVERAGES:
        kept = ranked[: max(1, round(share * len(ranked)))]
        yield share, sum(answer.right for answer in kept) / len(kept), kept[-1].score


def measure(title: str, articles: list[Article], errors: int = 0, whole: bool = True) -> None:
    """Print the measures of one set of documents, and the first errors where asked."""
    found, seconds = answers(articles)
    n = len(found)
    right = [answer.right for answer in found]
    mention = sum(overlap(speaker_of(a.gold).mention, speaker_of(a.found).mention) for a in found)
    cue = sum(overlap(a.gold.cue, a.found.cue) for a in found)
    wrong = [(answer, error_class(answer.gold, answer.found)) for answer in found if not answer.right]
    print(f"\n{title}: {len(articles)} documents, {n} quotations")
    print(f"  speaker accuracy {sum(right) / n:.3f}   mention {mention / n:.3f}   cue {cue / n:.3f}", end="   ")
    print(f"ECE {expected_calibration_error([a.score for a in found], right):.3f}   {1e6 * seconds / n:.0f} µs a quotation")
    print("  by how: " + ", ".join(f"{how} {sum(oks) / len(oks):.3f} of {len(oks)}" for how, oks in right_by_how(found).items()))
    print("  accuracy of the surest " + ", ".join(f"{share:.0%}: {part:.3f} (≥ {least:.2f})" for share, part, least in surest(found)))
    print("  errors: " + ", ".join(f"{kind} {count}" for kind, count in Counter(kind for _, kind in wrong).most_common()))
    if whole:
        measures = evaluate(articles, (analyze(a.text, targets=[]) for a in articles)).measures()
        print(f"  span F1 {measures['span_f1']:.3f}   end to end F1 {measures['end_to_end_f1']:.3f}")
    for answer, kind in wrong[:errors]:
        print(_show(answer.article, answer.gold, answer.found, kind))


def _show(article: Article, gold: Quote, found: Quote, kind: str) -> str:
    text, start, end = article.text, gold.start, gold.end
    inside = text[start:end] if end - start < 60 else f"{text[start : start + 25]} … {text[end - 25 : end]}"
    g, f = speaker_of(gold), speaker_of(found)
    around = f"{text[max(0, start - 150) : start]}⟦{inside}⟧{text[end : end + 100]}".replace("\n", "⏎")
    told = f.mention.text if f.mention else None
    return f"  [{kind}] {article.id}\n    {around}\n    gold {g.name} ← {g.mention and g.mention.text}; found {f.name} ← {told} {f.score}"


def main() -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="*", type=Path, help="gold documents, JSON Lines")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show the first N errors of the validation parts")
    parser.add_argument("--only", choices=("corpus", "gold"), help="leave out the gold files, or the corpus")
    parser.add_argument("--quick", action="store_true", help="leave out the end-to-end measure")
    args = parser.parse_args()
    if args.only != "gold":
        for part in ("validation", "test"):
            for source in ("news", "written"):
                errors = args.errors if part == "validation" else 0
                measure(f"{source} {part}", data.load(part, source), errors, not args.quick)
    if args.only != "corpus":
        for path in args.gold:
            measure(path.name, data.read_articles(path), 0, not args.quick)


if __name__ == "__main__":
    main()
