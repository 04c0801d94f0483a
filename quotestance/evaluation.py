"""The measures of quotation extraction, attribution and stance, counted over gold documents.

Definitions (see also the documentation):

- *Exact* quotation F1: start and end equal after white space, quotation marks and punctuation are trimmed from both ends of both spans.
  *Overlap* F1: intersection over union at least 0.5, one to one, in whatever order the spans are given. Unmarked quotations are counted
  apart from the marked ones.
- *Speaker accuracy*: on gold spans given to attribution, marked and unmarked ones; right where the answered name is one of the gold names
  (by `name_key`), or both are null. *End-to-end* F1: a hit is an exact span with the right speaker; of marked quotations.
- *Stance macro-F1*: on gold spans, marked and unmarked ones, and gold targets given to classification. A gold stance without a label is
  left out.
- *Expected calibration error*: ten bins of equal width over the score.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from .records import KINDS, LABELS, Article, Quote, Speaker
from .text import name_key

__all__ = ["Evaluation", "evaluate", "expected_calibration_error", "same_speaker", "trimmed"]


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without white space, quotation marks and punctuation at its ends.

    >>> trimmed('"चलो।" ', 0, 7)
    (1, 4)
    """
    while start < end and _outer(text[start]):
        start += 1
    while end > start and _outer(text[end - 1]):
        end -= 1
    return start, end


def _outer(char: str) -> bool:
    return char.isspace() or char in "`\u200b\u200c\u200d\ufeff" or unicodedata.category(char)[0] == "P"


def same_speaker(gold: Speaker | None, found: Speaker | None) -> bool:
    """Tell whether an answered speaker is right: its name is one of the gold names, or neither has a name."""
    if gold is None or gold.name is None:
        return found is None or found.name is None
    if found is None or found.name is None:
        return False
    return name_key(found.name) in {name_key(n) for n in (gold.name, *gold.names)}


def expected_calibration_error(scores: Sequence[float], right: Sequence[bool], bins: int = 10) -> float | None:
    """Return the mean distance between score and share right, over ``bins`` of equal width, weighted by size; ``None`` of nothing.

    >>> expected_calibration_error([0.9, 0.9], [True, False])
    0.4
    """
    if not scores:
        return None
    total = [[0.0, 0.0] for _ in range(bins)]
    for score, ok in zip(scores, right, strict=True):
        cell = total[min(bins - 1, int(score * bins))]
        cell[0] += score
        cell[1] += ok
    return round(sum(abs(s - r) for s, r in total) / len(scores), 6)


@dataclass
class Evaluation:
    """Counts over gold documents, and the measures made of them.

    ``per_document`` holds one row of counts a document, so that intervals can be drawn by resampling documents.
    """

    documents: int = 0
    gold: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    found: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    exact: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    exact_marked: int = 0
    exact_unmarked: int = 0
    overlap: int = 0
    end_to_end: int = 0
    kind_right: int = 0
    speakers: int = 0
    speakers_right: int = 0
    speaker_answers: list[tuple[float, bool]] = field(default_factory=list)
    span_answers: list[tuple[float, bool]] = field(default_factory=list)
    stance_pairs: list[tuple[str, str | None, float, bool | None]] = field(default_factory=list)

    def measures(self) -> dict[str, Any]:
        """Return every measure by name; ``None`` where there was nothing to count."""
        gold_marked = self.gold["full"] + self.gold["partial"]
        found_marked = self.found["full"] + self.found["partial"]
        span_p, span_r = _ratio(self.exact_marked, found_marked), _ratio(self.exact_marked, gold_marked)
        out: dict[str, Any] = {
            "documents": self.documents,
            "quotations": gold_marked,
            "quotations_found": found_marked,
            "span_precision": span_p,
            "span_recall": span_r,
            "span_f1": _f1(self.exact_marked, found_marked, gold_marked),
            "overlap_f1": _f1(self.overlap, found_marked, gold_marked),
            "recall_full": _ratio(self.exact["full"], self.gold["full"]),
            "recall_partial": _ratio(self.exact["partial"], self.gold["partial"]),
            "unmarked": self.gold["unmarked"],
            "unmarked_f1": _f1(self.exact_unmarked, self.found["unmarked"], self.gold["unmarked"]),
            "kind_accuracy": _ratio(self.kind_right, self.exact_marked),
            "speaker_accuracy": _ratio(self.speakers_right, self.speakers),
            "end_to_end_f1": _f1(self.end_to_end, found_marked, gold_marked),
            "span_ece": expected_calibration_error(*_columns(self.span_answers)),
            "speaker_ece": expected_calibration_error(*_columns(self.speaker_answers)),
        }
        out.update(_stance_measures(self.stance_pairs))
        return out


def _ratio(a: int, b: int) -> float | None:
    return a / b if b else None


def _f1(hits: int, found: int, gold: int) -> float | None:
    return 2 * hits / (found + gold) if found + gold else None


def _columns(pairs: list[tuple[float, bool]]) -> tuple[list[float], list[bool]]:
    return [s for s, _ in pairs], [r for _, r in pairs]


def _stance_measures(pairs: list[tuple[str, str | None, float, bool | None]]) -> dict[str, Any]:
    def by_label(rows: list[tuple[str, str | None, float, bool | None]]) -> list[float]:
        out = []
        for label in LABELS:
            hits = sum(g == f == label for g, f, _, _ in rows)
            out.append(_f1(hits, sum(f == label for _, f, _, _ in rows), sum(g == label for g, _, _, _ in rows)) or 0.0)
        return out

    def macro(rows: list[tuple[str, str | None, float, bool | None]]) -> float | None:
        return sum(by_label(rows)) / len(LABELS) if rows else None

    each = by_label(pairs)
    sided = [(g, f) for g, f, _, _ in pairs if g != "neutral" and f in ("favor", "against")]
    sure = sorted(pairs, key=lambda p: -p[2])[: round(0.4 * len(pairs))]
    return {
        "stances": len(pairs),
        "stance_macro_f1": macro(pairs),
        "stance_favor_against_f1": (each[0] + each[1]) / 2 if pairs else None,
        "stance_accuracy": _ratio(sum(g == f for g, f, _, _ in pairs), len(pairs)),
        "stance_sides": _ratio(sum(g == f for g, f in sided), len(sided)),
        "stance_accuracy_at_40": _ratio(sum(g == f for g, f, _, _ in sure), len(sure)),
        "stance_ece": expected_calibration_error([s for _, _, s, _ in pairs], [g == f for g, f, _, _ in pairs]),
        "stance_macro_f1_seen": macro([p for p in pairs if p[3] is True]),
        "stance_macro_f1_unseen": macro([p for p in pairs if p[3] is False]),
    }


def evaluate(
    gold: Iterable[Article],
    predicted: Iterable[Article] | None = None,
    *,
    seen_target: Callable[[str], bool] | None = None,
) -> Evaluation:
    """Count the measures over gold documents.

    Parameters
    ----------
    gold
        Annotated documents.
    predicted
        The answers, in the order of ``gold``, with the same texts: then spans, speakers and stances are all taken from them, speakers on
        exactly found spans only. Without it, the library answers itself: quotations from the text, speakers from the gold spans, stances
        from the gold spans and targets.
    seen_target
        Tells whether a target was named in training, to split the stance measure.

    Raises
    ------
    ValueError
        Where ``predicted`` has another number of documents or another text.
    """
    from .pipeline import analyze, attribute, classify_quotes

    result = Evaluation()
    answers = None if predicted is None else iter(predicted)
    told: Sequence[Quote]
    labelled: Sequence[Quote]
    for number, article in enumerate(gold):
        if answers is None:
            found = analyze(article.text, targets=[])
            told = attribute(article.text, [(q.start, q.end) for q in article.quotes])
            labelled = classify_quotes(article.text, told, [[s.target for s in q.stances] for q in article.quotes])
        else:
            try:
                found = next(answers)
            except StopIteration:
                raise ValueError(f"predicted: expected as many documents as gold, found {number}") from None
            if found.text != article.text:
                raise ValueError(f"predicted: document {number + 1}: the text is not that of the gold document")
            told = labelled = found.quotes
        _count(result, article, found, told, labelled, seen_target, own=answers is None)
    if answers is not None and next(answers, None) is not None:
        raise ValueError(f"predicted: expected {result.documents} documents as in gold, found more")
    return result


def _count(
    result: Evaluation,
    article: Article,
    found: Article,
    told: Sequence[Quote],
    labelled: Sequence[Quote],
    seen_target: Callable[[str], bool] | None,
    own: bool,
) -> None:
    text = article.text
    result.documents += 1
    by_span = {trimmed(text, q.start, q.end): q for q in found.quotes}
    for q in article.quotes:
        result.gold[q.kind] += 1
        hit = by_span.get(trimmed(text, q.start, q.end))
        if hit is None:
            continue
        if (hit.kind == "unmarked") != (q.kind == "unmarked"):
            continue  # marked and unmarked quotations are counted apart
        result.exact[q.kind] += 1
        if q.kind == "unmarked":
            result.exact_unmarked += 1
            continue
        result.exact_marked += 1
        result.kind_right += hit.kind == q.kind
        result.end_to_end += same_speaker(q.speaker, hit.speaker)
    marked = {trimmed(text, q.start, q.end) for q in article.quotes if q.kind != "unmarked"}
    for q in found.quotes:
        result.found[q.kind] += 1
        if q.score is not None and q.kind != "unmarked":
            result.span_answers.append((q.score, trimmed(text, q.start, q.end) in marked))
    result.overlap += _overlaps(
        [(q.start, q.end) for q in article.quotes if q.kind != "unmarked"],
        [(q.start, q.end) for q in found.quotes if q.kind != "unmarked"],
    )
    answered = list(told) if own else [by_span.get(trimmed(text, q.start, q.end)) for q in article.quotes]
    for gold, answer in zip(article.quotes, answered, strict=True):
        result.speakers += 1
        right = same_speaker(gold.speaker, answer.speaker if answer else None)
        result.speakers_right += right and answer is not None
        if answer and answer.speaker and answer.speaker.score is not None:
            result.speaker_answers.append((answer.speaker.score, right))
    stances = list(labelled) if own else answered
    for gold, labels in zip(article.quotes, stances, strict=True):
        by_target = {name_key(s.target): s for s in (labels.stances if labels else ())}
        for stance in gold.stances:
            if stance.label is None:
                continue  # nobody said what is right
            said = by_target.get(name_key(stance.target))
            score = max(said.scores.values()) if said and said.scores else 0.0
            seen = None if seen_target is None else seen_target(stance.target)
            result.stance_pairs.append((stance.label, said.label if said else None, score, seen))


def _overlaps(gold: list[tuple[int, int]], found: list[tuple[int, int]]) -> int:
    """Count the gold spans that have a found one with intersection over union at least 0.5: one to one, the best first."""
    found = sorted(found)
    pairs = []
    for i, (start, end) in enumerate(gold):
        # Less than twice as long and overlapping: what begins further before, or later, need not be looked at.
        for j in range(bisect_left(found, (start - (end - start), 0)), bisect_left(found, (end, 0))):
            a, b = found[j]
            share = (min(b, end) - max(a, start)) / (max(b, end) - min(a, start))
            if share >= 0.5:
                pairs.append((-share, i, j))
    taken: set[int] = set()
    hit: set[int] = set()
    for _, i, j in sorted(pairs):
        if i not in hit and j not in taken:
            hit.add(i)
            taken.add(j)
    return len(hit)
