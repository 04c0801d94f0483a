"""Measure attribution on gold spans: ``python -m training.measure_speakers [--errors N] [GOLD.jsonl …]``.

Prints, for the validation and test parts of news and written documents and for each gold file: speaker accuracy in all and by the gold
``how``, mention and cue accuracy, end-to-end F1, expected calibration error, a risk–coverage table, the classes of the errors, the time.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from pathlib import Path

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


def measure(title: str, articles: list[Article], errors: int = 0, whole: bool = True) -> None:
    """Print the measures of one set of documents."""
    by_how: dict[str, list[bool]] = defaultdict(list)
    scores, right, mention, cue = [], [], [], []
    classes: Counter[str] = Counter()
    shown: list[str] = []
    seconds = 0.0
    for article in articles:
        bare = [q.with_(speaker=None, cue=None, stances=()) for q in article.quotes]
        doc = Document(article.text)
        _ = doc.words
        start = time.process_time()
        answers = attribute(doc, bare)
        seconds += time.process_time() - start
        for gold, found in zip(article.quotes, answers, strict=True):
            g, f = speaker_of(gold), speaker_of(found)
            ok = same_speaker(g, f)
            by_how[g.how].append(ok)
            right.append(ok)
            scores.append(f.score or 0.0)
            mention.append(overlap(g.mention, f.mention))
            cue.append(overlap(gold.cue, found.cue))
            if not ok:
                kind = error_class(gold, found)
                classes[kind] += 1
                if len(shown) < errors:
                    shown.append(_show(article, gold, found, kind))
    n = len(right)
    print(f"\n{title}: {len(articles)} documents, {n} quotations")
    print(f"  speaker accuracy {sum(right) / n:.3f}   mention {sum(mention) / n:.3f}   cue {sum(cue) / n:.3f}", end="   ")
    print(f"ECE {expected_calibration_error(scores, right):.3f}   {1e6 * seconds / n:.0f} µs a quotation")
    print("  by how: " + ", ".join(f"{how} {sum(oks) / len(oks):.3f} of {len(oks)}" for how, oks in sorted(by_how.items())))
    ranked = sorted(zip(scores, right, strict=True), key=lambda p: -p[0])
    cells = []
    for share in COVERAGES:
        kept = ranked[: max(1, round(share * n))]
        cells.append(f"{share:.0%}: {sum(ok for _, ok in kept) / len(kept):.3f} (≥ {kept[-1][0]:.2f})")
    print("  accuracy of the surest " + ", ".join(cells))
    print("  errors: " + ", ".join(f"{k} {v}" for k, v in classes.most_common()))
    if whole:
        told = evaluate(articles, (analyze(a.text, targets=[]) for a in articles)).measures()
        print(f"  span F1 {told['span_f1']:.3f}   end to end F1 {told['end_to_end_f1']:.3f}")
    for text in shown:
        print(text)


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
