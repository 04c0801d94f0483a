r"""From a document and its quotations to the quotations with speakers and cues.

`Finder` offers candidates, a trained ranker (``models/shipped/speakers``: boosted trees over the numbers of `features.rows`) weighs them,
`resolve` says who the best one is in the document, and a logistic calibrator turns the ranker's weight and the resolver's doubt into the
probability that the name is right.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache
from struct import Struct
from typing import NamedTuple

from ..models import load_shipped
from ..models.trees import Forest
from ..records import Quote, Span, Speaker
from ..text import Document
from . import features
from .candidates import Candidate, Candidates, Finder
from .entities import Context, resolve
from .plain import settle
from .positions import positions
from .surroundings import Ground

__all__ = ["ABSTAIN", "Choice", "attribute", "calibrated", "calibration_row", "choices"]

ABSTAIN = 0.1
"""A name whose probability of being right is below this is not given (``name=None``).

Tuned for the greatest accuracy where "nobody" is right for quotations without a named source. They are so few (one in a hundred) that even
a doubtful name is right more often than none: on validation and test 0.854 at 0.1, 0.852 at 0.2, 0.850 at 0.3, 0.836 at 0.5. Who wants
fewer and surer names filters by `Speaker.score`; ``python -m training.measure_speakers`` prints what that costs.
"""


_CHUNK = 200
"""Quotations whose candidates are weighed at once: one array for all of a usual document, constant memory for one with a million."""


class Choice(NamedTuple):
    """The ranker's answer for one quotation: the candidate, its share of the weight (0..1), and the share of the next best."""

    candidate: Candidate
    share: float
    second: float


def attribute(doc: Document, quotes: Sequence[Quote]) -> list[Quote]:
    """Return the quotations with `Quote.speaker` and `Quote.cue` filled, in the given order.

    Parameters
    ----------
    doc
        The document.
    quotes
        Its quotations, in any order; they may overlap. Quotations that are not among them are taken for the reporter's words.

    Examples
    --------
    >>> from quotestance.quotes import from_spans
    >>> doc = Document('रमेश ने कहा, "यह फैसला गलत है।"')
    >>> [(q.speaker.name, q.cue.text) for q in attribute(doc, from_spans(doc, [(14, 30)]))]
    [('रमेश', 'कहा')]
    """
    if not quotes:
        return []
    order = sorted(range(len(quotes)), key=lambda i: (quotes[i].start, quotes[i].end))
    ordered = [quotes[i] for i in order]
    settings = load_shipped("speakers").settings
    weights: list[float] = settings["calibration"]
    spans = [(q.start, q.end) for q in ordered]
    done: list[Quote] = []
    for quote, choice in zip(ordered, choices(doc, ordered, _trees(), settings["plain"]), strict=True):
        done.append(_answer(doc, quote, choice, done, spans, weights))
    out = list(quotes)
    for i, quote in zip(order, done, strict=True):
        out[i] = quote
    return out


@cache
def _trees() -> Forest:
    return Forest(load_shipped("speakers").arrays)


def choices(doc: Document, quotes: Sequence[Quote], trees: Forest, plain: Sequence[float]) -> Iterator[Choice]:
    """Yield the best candidate of each quotation; the quotations stand in the order of the text.

    Parameters
    ----------
    doc, quotes
        The document and its quotations.
    trees
        The ranker.
    plain
        The share given to the answer of each plain order (`quotestance.speakers.plain`).
    """
    ground = Ground(doc, quotes)
    settled = [settle(doc, ground, quote) for quote in quotes]
    weighed = _weighed(doc, quotes, ground, [n for n, found in enumerate(settled) if found is None], trees)
    for found in settled:
        yield next(weighed) if found is None else Choice(found[0], plain[found[1]], 1.0 - plain[found[1]])


def _weighed(doc: Document, quotes: Sequence[Quote], ground: Ground, asked: Sequence[int], trees: Forest) -> Iterator[Choice]:
    """Yield the candidate of the greatest weight of each quotation that is asked for."""
    import numpy as np

    pack = Struct(f"{len(features.FEATURES)}f").pack
    for found, rows in feature_rows(doc, quotes, ground, asked):
        raw = trees.scores(np.frombuffer(b"".join([pack(*row) for row in rows]), np.float32).reshape(len(rows), -1))[:, 0].tolist()
        at = 0
        for candidates in found:
            n = len(candidates.rows)
            shares = [1.0 / (1.0 + math.exp(-x)) for x in raw[at : at + n]]
            at += n
            best = max(range(n), key=lambda k: (shares[k], -k))
            second = max((s for k, s in enumerate(shares) if k != best), default=0.0)
            yield Choice(candidates.rows[best], shares[best], second)


def feature_rows(
    doc: Document, quotes: Sequence[Quote], ground: Ground | None = None, asked: Sequence[int] | None = None
) -> Iterator[tuple[list[Candidates], list[list[float]]]]:
    """Yield the candidates of quotations and all their rows of numbers, one after the other, for `_CHUNK` quotations at a time.

    ``asked`` holds the numbers of the quotations that are asked for; all where it is not given.
    """
    if asked is None:
        asked = range(len(quotes))
    if not asked:
        return
    finder = Finder(doc, quotes, ground, [quotes[n] for n in asked])
    counts = positions(doc).counts
    last = len(quotes) - 1
    for start in range(0, len(asked), _CHUNK):
        found: list[Candidates] = []
        rows: list[list[float]] = []
        for n in asked[start : start + _CHUNK]:
            candidates = finder.candidates(quotes[n])
            found.append(candidates)
            earlier, later = quotes[n - 1] if n else None, quotes[n + 1] if n < last else None
            rows += features.rows(doc, quotes[n], candidates, n, earlier, later, counts)
        yield found, rows


def _answer(doc: Document, quote: Quote, choice: Choice, done: list[Quote], spans: list[tuple[int, int]], weights: list[float]) -> Quote:
    cue = choice.candidate.cue
    speaker = resolve(doc, choice.candidate.mention, context(quote, choice, done, spans))
    score = calibrated(weights, calibration_row(choice, speaker))
    if speaker.name is None or score < ABSTAIN:
        speaker = Speaker(None, (), speaker.mention, speaker.how, "unknown", score if speaker.name is None else 1 - score)
    else:
        speaker = Speaker(speaker.name, speaker.names, speaker.mention, speaker.how, speaker.type, score)
    span = None
    if cue is not None:
        start, end = doc.starts[cue.start], doc.ends[cue.end - 1]
        span = Span(start, end, doc.text[start:end])
    return Quote(quote.start, quote.end, quote.text, quote.kind, quote.score, speaker, span, quote.stances)


def context(quote: Quote, choice: Choice, done: Sequence[Quote], spans: Sequence[tuple[int, int]]) -> Context:
    """Return what the resolver is told about a quotation: its place, the quotations before it, gender and number of its verb."""
    cue = choice.candidate.cue
    if cue is None or cue.ergative or cue.passive:  # उन्होंने बात कही: the verb agrees with what was said, not with who said it
        return Context(quote.start, quote.end, done, spans)
    return Context(quote.start, quote.end, done, spans, cue.gender, cue.plural)


def calibration_row(choice: Choice, speaker: Speaker) -> list[float]:
    """Return the numbers from which the probability that the name is right is told."""
    return [
        1.0,
        _logit(choice.share),
        _logit(choice.second),
        _logit(0.5 if speaker.score is None else speaker.score),
        float(speaker.how == "description"),
        float(speaker.how == "pronoun"),
        float(speaker.how == "implicit"),
        float(speaker.name is None),
    ]


def calibrated(weights: Sequence[float], row: Sequence[float]) -> float:
    """Return the calibrated probability (0..1), rounded so that it does not hang on the machine's last bits."""
    x = sum(w * v for w, v in zip(weights, row, strict=True))
    return round(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, x)))), 4)


def _logit(p: float) -> float:
    p = min(0.995, max(0.005, p))
    return math.log(p / (1.0 - p))
