"""Compare two annotations of the same documents: ``python -m training.agreement [--list]``.

``training/second`` holds 60 news articles and 60 written documents as another reader annotated them without seeing the first annotation,
and in ``first/`` that first annotation as it was then: what disagreed has been settled in ``labels`` and ``corpus`` since. Kinds, speakers
and cues are compared on the quotations that both found, labels on the targets that both named there.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from quotestance.evaluation import same_speaker, trimmed
from quotestance.records import LABELS, Article, Quote, Span, Stance
from quotestance.text.folding import name_key

from . import data

__all__ = ["Agreement", "compare", "kappa", "main", "pairs"]


def kappa(answers: Sequence[tuple[str, str]]) -> float | None:
    """Return Cohen's kappa of two columns of labels; ``None`` of nothing or where both always say the same one label.

    >>> kappa([("favor", "favor"), ("against", "against"), ("neutral", "against")])
    0.5
    """
    if not answers:
        return None
    first, second = Counter(a for a, _ in answers), Counter(b for _, b in answers)
    observed = sum(a == b for a, b in answers) / len(answers)
    expected = sum(first[label] * second[label] for label in first) / len(answers) ** 2
    return None if expected == 1 else round((observed - expected) / (1 - expected), 4)


@dataclass
class Agreement:
    """Counts over document pairs. ``differences`` holds one line each: document, what, first, second."""

    documents: int = 0
    first: int = 0
    second: int = 0
    spans: int = 0
    speakers: int = 0
    kinds: int = 0
    hows: int = 0
    types: int = 0
    cues: int = 0
    targets: tuple[int, int, int] = (0, 0, 0)
    labels: list[tuple[str, str]] = field(default_factory=list)
    differences: list[tuple[str, str, str, str]] = field(default_factory=list)

    def measures(self) -> dict[str, float | int | None]:
        """Return the measures by name; shares of the quotations that both found, F1 where either may lack something."""
        found_first, found_second, found_both = self.targets
        return {
            "documents": self.documents,
            "quotations, first": self.first,
            "quotations, second": self.second,
            "exact span F1": _ratio(2 * self.spans, self.first + self.second),
            "end-to-end F1 (span and speaker)": _ratio(2 * self.speakers, self.first + self.second),
            "same kind": _ratio(self.kinds, self.spans),
            "same speaker form (how)": _ratio(self.hows, self.spans),
            "same speaker type": _ratio(self.types, self.spans),
            "same cue (or none)": _ratio(self.cues, self.spans),
            "target F1": _ratio(2 * found_both, found_first + found_second),
            "shared targets": len(self.labels),
            "same label on shared targets": _ratio(sum(a == b for a, b in self.labels), len(self.labels)),
            "kappa": kappa(self.labels),
            "favor against against": sum({a, b} == {"favor", "against"} for a, b in self.labels),
        }


def _ratio(a: int, b: int) -> float | None:
    return round(a / b, 4) if b else None


def _overlap(a: Span | None, b: Span | None) -> bool:
    return a is b if a is None or b is None else a.start < b.end and b.start < a.end


def _partner(stance: Stance, others: Sequence[Stance]) -> Stance | None:
    """Return the other annotation's item for the same target: the same name, else a mention of the same words."""
    key = name_key(stance.target)
    for other in others:
        if name_key(other.target) == key:
            return other
    return next((o for o in others if stance.mention and o.mention and _overlap(stance.mention, o.mention)), None)


def compare(documents: Sequence[tuple[Article, Article]]) -> Agreement:
    """Count the agreement over pairs of annotations of one text each.

    Raises
    ------
    ValueError
        Where the two texts of a pair differ.
    """
    out = Agreement()
    for first, second in documents:
        if first.text != second.text:
            raise ValueError(f"{first.id}: the two annotations are not of the same text")
        out.documents += 1
        out.first += len(first.quotes)
        out.second += len(second.quotes)
        others = {trimmed(second.text, q.start, q.end): q for q in second.quotes}
        for q in first.quotes:
            other = others.pop(trimmed(first.text, q.start, q.end), None)
            if other is None:
                out.differences.append((str(first.id), "span", f"{q.kind}: {q.text}", "-"))
            else:
                _count(out, str(first.id), q, other)
        out.differences += [(str(first.id), "span", "-", f"{q.kind}: {q.text}") for q in others.values()]
    return out


def _count(out: Agreement, ident: str, a: Quote, b: Quote) -> None:
    one, two = a.speaker, b.speaker
    if one is None or two is None:
        raise ValueError(f"{ident}: a quotation without a speaker record")
    checks = {
        "kind": (a.kind == b.kind, a.kind, b.kind),
        "speaker": (same_speaker(one, two) or same_speaker(two, one), one.name, two.name),
        "how": (one.how == two.how, one.how, two.how),
        "type": (one.type == two.type, one.type, two.type),
        "cue": (_overlap(a.cue, b.cue), a.cue and a.cue.text, b.cue and b.cue.text),
    }
    for what, (same, left, right) in checks.items():
        if not same:
            out.differences.append((ident, what, f"{left} · {a.text[:40]}", str(right)))
    out.spans += 1
    out.kinds += checks["kind"][0]
    out.speakers += checks["speaker"][0]
    out.hows += checks["how"][0]
    out.types += checks["type"][0]
    out.cues += checks["cue"][0]
    left_over = list(b.stances)
    both = 0
    for stance in a.stances:
        partner = _partner(stance, left_over)
        if partner is None:
            out.differences.append((ident, "target", f"{stance.target} ({stance.label}) · {a.text[:40]}", "-"))
            continue
        left_over.remove(partner)
        both += 1
        out.labels.append((str(stance.label), str(partner.label)))
        if stance.label != partner.label:
            out.differences.append((ident, "label", f"{stance.target}: {stance.label} · {a.text[:60]}", str(partner.label)))
    out.differences += [(ident, "target", f"- · {a.text[:40]}", f"{s.target} ({s.label})") for s in left_over]
    first, second, shared = out.targets
    out.targets = (first + len(a.stances), second + len(b.stances), shared + both)


def pairs(source: str) -> list[tuple[Article, Article]]:
    """Return the pairs of annotations of a source (``news`` or ``written``): the first as it was before settling, and the second.

    Raises
    ------
    MissingTexts
        Where the news texts are not there.
    """
    columns = []
    for folder in ("second/first", "second"):
        rows = data.read_lines(data.HERE / folder / f"{source}.jsonl")
        columns.append({row["id"]: Article.from_dict(data.full(row)) for row in rows})
    first, second = columns
    return [(first[ident], article) for ident, article in second.items()]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the agreement of each source as Markdown; with ``--list`` every difference."""
    parser = argparse.ArgumentParser(prog="python -m training.agreement", description="Agreement of two annotations.")
    parser.add_argument("--list", action="store_true", help="print every difference, one a line")
    a = parser.parse_args(arguments)
    results = {}
    for source in data.SOURCES:
        if source == "news" and data.news_folder() is None:
            print("the news texts are not here: written documents alone\n")
            continue
        results[source] = compare(pairs(source))
    names = list(results)
    print("| measure | " + " | ".join(names) + " |\n| --- |" + " --- |" * len(names))
    columns = [r.measures() for r in results.values()]
    for key in columns[0]:
        print(f"| {key} | " + " | ".join("–" if c[key] is None else str(c[key]) for c in columns) + " |")
    print(f"\n| first \\ second ({', '.join(LABELS)}) | " + " | ".join(names) + " |\n| --- |" + " --- |" * len(names))
    for label in LABELS:
        cells = [Counter(b for x, b in r.labels if x == label) for r in results.values()]
        print(f"| {label} | " + " | ".join(", ".join(str(c[other]) for other in LABELS) for c in cells) + " |")
    if a.list:
        for r in results.values():
            print()
            for row in r.differences:
                print("\t".join(x.replace("\n", " ") for x in row))
    return 0


if __name__ == "__main__":
    sys.exit(main())
