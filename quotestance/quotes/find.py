"""From a document to its quotations."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from ..records import Kind, Quote
from ..text import Document
from .candidates import Candidate, split
from .context import Context
from .features import ORDER, measure
from .marks import Mark, find_marks, pair
from .model import Odds, clear_score, probabilities, weighed
from .unmarked import Aside, draw_unmarked, separators, speech_odds, unmarked_facts

__all__ = ["DEFAULT_THRESHOLD", "DEFAULT_UNMARKED_THRESHOLD", "find", "from_spans", "select"]

DEFAULT_THRESHOLD = 0.35
"""Least probability of a quotation in marks that is returned; from 0.3 to 0.45 the exact span F1 of validation and test is the same
within 0.002, and real news holds more partial quotations than the labels."""
DEFAULT_UNMARKED_THRESHOLD = 0.5
"""The same for unmarked speech, where a false alarm is worse than a miss; from 0.3 to 0.5 F1 on folds is the same within 0.01."""


def find(doc: Document, threshold: float | None = None) -> list[Quote]:
    """Return the quotations of a document, in the order of the text, not overlapping, without speakers.

    Parameters
    ----------
    doc
        The document.
    threshold
        Least score (0..1) of a quotation that is returned; ``None``: `DEFAULT_THRESHOLD`, for unmarked speech
        `DEFAULT_UNMARKED_THRESHOLD`.

    Returns
    -------
    list of Quote
        Each with the probability that exactly this span is a quotation. Of spans that overlap those are taken whose scores above the
        threshold sum to the most: so the best reading of the whole text wins, and one stray mark does not shift all that follow.

    Examples
    --------
    >>> [(q.text, q.kind) for q in find(Document('राम ने कहा, "हम चलेंगे।" वे "कल" आएंगे।'))]
    [('हम चलेंगे।', 'full')]
    """
    text = doc.text
    marks = find_marks(text)
    places = separators(text)
    asides: list[Aside] = draw_unmarked(text, places) if places else []
    spans: list[tuple[int, int]] = []
    scores: list[float] = []
    gains: list[float] = []
    kinds: list[Kind] = []
    if marks:
        least = DEFAULT_THRESHOLD if threshold is None else threshold
        paired = pair(marks)
        sure, hard = split(text, marks, paired[0])
        if sure and (score := clear_score()) >= least:
            spans += [(c.start, c.end) for c in sure]
            scores += [score] * len(sure)
            gains += [score - least] * len(sure)
            kinds += ["full"] * len(sure)
        if hard:
            for c, (none, full, partial) in zip(hard, _odds(Context(text, marks, paired), hard), strict=True):
                if 1.0 - none >= least:
                    spans.append((c.start, c.end))
                    scores.append(1.0 - none)
                    gains.append(1.0 - none - least)
                    kinds.append("partial" if partial > full else "full")
    if asides:
        least = DEFAULT_UNMARKED_THRESHOLD if threshold is None else threshold
        for a, facts in zip(asides, unmarked_facts(text, doc.newlines, marks, asides, places), strict=True):
            speech = speech_odds(facts)
            if speech >= least:
                spans.append((a.start, a.end))
                scores.append(speech)
                gains.append(speech - least)
                kinds.append("unmarked")
    if not spans:
        return []
    return [Quote(*spans[i], text[slice(*spans[i])], kinds[i], round(scores[i], 6)) for i in select(spans, gains)]


def _odds(context: Context, candidates: Sequence[Candidate]) -> list[Odds]:
    """Return the probabilities of each candidate in marks: no quotation, full, partial."""
    return probabilities(*measure(context, candidates, weighed()), ORDER)


def select(spans: Sequence[tuple[int, int]], gains: Sequence[float]) -> list[int]:
    """Return the indices of spans that do not overlap and whose gains (scores above the threshold) sum to the most, in order.

    Weighted interval scheduling: expected hits less the cost of what is returned, the best for the whole document.

    >>> select([(0, 9), (0, 4), (5, 9)], [0.4, 0.1, 0.2])
    [0]
    """
    order = sorted(range(len(spans)), key=lambda i: (spans[i][1], spans[i][0]))
    ends = [spans[i][1] for i in order]
    best = [0.0]
    taken: list[int] = []
    for k, i in enumerate(order):
        before = bisect_right(ends, spans[i][0], 0, k)
        with_it = best[before] + gains[i] + 1e-9  # a gain of nothing is still a quotation
        if with_it > best[k]:
            best.append(with_it)
            taken.append(before)
        else:
            best.append(best[k])
            taken.append(-1)
    out = []
    k = len(order)
    while k:
        if taken[k - 1] < 0:
            k -= 1
        else:
            out.append(order[k - 1])
            k = taken[k - 1]
    return out[::-1]


def from_spans(doc: Document, spans: Iterable[tuple[int, int]]) -> list[Quote]:
    """Return quotations for given spans, in the given order: the kind is told, the score is ``None``.

    A span with no mark on either side is ``unmarked``; for the others the model tells full from partial.

    Examples
    --------
    >>> [q.kind for q in from_spans(Document("राम बोले- हम चलेंगे"), [(10, 19)])]
    ['unmarked']
    """
    text = doc.text
    wanted = list(spans)
    marks = find_marks(text)
    starts = [m.start for m in marks]
    candidates: list[Candidate] = []
    places: list[int] = []
    for n, (start, end) in enumerate(wanted):
        first = _mark_before(text, marks, starts, start)
        last = _mark_after(text, marks, starts, end)
        if (first >= 0 or last >= 0) and text[start:end].strip():
            candidates.append(Candidate(start, end, first, last, 0))
            places.append(n)
    kinds: list[Kind] = ["unmarked"] * len(wanted)
    if candidates:
        for n, o in zip(places, _odds(Context(text, marks), candidates), strict=True):
            kinds[n] = "partial" if o[2] > o[1] else "full"
    return [Quote(s, e, text[s:e], k) for (s, e), k in zip(wanted, kinds, strict=True)]


def _mark_before(text: str, marks: Sequence[Mark], starts: Sequence[int], at: int) -> int:
    """Return the index of the mark that stands directly before a place, -1 where there is none."""
    i = bisect_left(starts, at) - 1
    if i >= 0 and marks[i].start < at and not text[marks[i].end : at].strip(" \t\n\u00a0.,।"):
        return i
    return -1


def _mark_after(text: str, marks: Sequence[Mark], starts: Sequence[int], at: int) -> int:
    """Return the index of the mark that stands directly after a place, -1 where there is none."""
    i = bisect_left(starts, at)
    if i < len(marks) and not text[at : marks[i].start].strip(" \t\n\u00a0.,।!?"):
        return i
    return -1
