r"""From a document and its quotations to the quotations with speakers and cues.

The plain cases are settled by rule (`settle`). For the others `Finder` offers candidates and a trained ranker (``models/shipped/speakers``:
a conditional logistic regression over the facts of `features`) shares the probability among them. `resolve` says who the best one is in
the document, and a logistic calibrator turns the ranker's share and the resolver's doubt into the probability that the name is right.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from ..models import load_shipped
from ..records import Quote, Span, Speaker
from ..text import Document
from . import features
from .candidates import Candidate, Candidates, Finder
from .identity.entities import Context, resolve
from .plain import settle
from .reading.surroundings import Ground
from .weights import Sums, named_weights
from .words.positions import positions

__all__ = ["ABSTAIN", "Choice", "attribute", "calibrated", "calibration_row", "choices"]

ABSTAIN = 0.1
"""A name whose probability of being right is below this is not given (``name=None``).

Tuned for the greatest accuracy where "nobody" is right for quotations without a named source. They are so few (one in a hundred) that even
a doubtful name is right more often than none: on validation and test 0.854 at 0.1, 0.852 at 0.2, 0.850 at 0.3, 0.836 at 0.5. Who wants
fewer and surer names filters by `Speaker.score`; ``python -m training.measure_speakers`` prints what that costs.
"""


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
    for quote, choice in zip(ordered, choices(doc, ordered, _sums(), settings["plain"]), strict=True):
        done.append(_answer(doc, quote, choice, done, spans, weights))
    out = list(quotes)
    for i, quote in zip(order, done, strict=True):
        out[i] = quote
    return out


@cache
def _sums() -> list[Sums]:
    return features.sums(named_weights("speakers", "facts", "weights"))


def choices(doc: Document, quotes: Sequence[Quote], by: Sequence[Sums], plain: Sequence[float]) -> Iterator[Choice]:
    """Yield the best candidate of each quotation; the quotations stand in the order of the text.

    Parameters
    ----------
    doc, quotes
        The document and its quotations.
    by
        The ranker.
    plain
        The share given to the answer of each plain order (`quotestance.speakers.plain`).
    """
    ground = Ground(doc, quotes)
    settled = [settle(doc, ground, quote) for quote in quotes]
    asked = [n for n, found in enumerate(settled) if found is None]
    weighed = _weighed(doc, quotes, ground, asked, by) if asked else iter(())
    for found in settled:
        yield next(weighed) if found is None else Choice(found[0], plain[found[1]], 1.0 - plain[found[1]])


def _weighed(doc: Document, quotes: Sequence[Quote], ground: Ground, asked: Sequence[int], by: Sequence[Sums]) -> Iterator[Choice]:
    """Yield the likeliest candidate of each quotation that is asked for."""
    for candidates, told in offered(doc, quotes, ground, asked):
        scores = features.scores(*told, by)
        top = max(scores)
        best = scores.index(top)
        weights = [math.exp(s - top) for s in scores]
        total = sum(weights)
        weights[best] = 0.0
        yield Choice(candidates.rows[best], 1.0 / total, max(weights) / total)


_Told = tuple[Document, Quote, Candidates, Quote | None, Quote | None, Mapping[str, int]]


def offered(doc: Document, quotes: Sequence[Quote], ground: Ground, asked: Sequence[int]) -> Iterator[tuple[Candidates, _Told]]:
    """Yield the candidates of the quotations that are asked for (their numbers), and what `features.scores` wants to know."""
    finder = Finder(doc, quotes, ground, [quotes[n] for n in asked])
    counts = positions(doc).counts
    last = len(quotes) - 1
    for n in asked:
        candidates = finder.candidates(quotes[n])
        yield candidates, (doc, quotes[n], candidates, quotes[n - 1] if n else None, quotes[n + 1] if n < last else None, counts)


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
    """Return the numbers from which the probability that the name is right is told.

    Where the mention is a name, the doubt is mostly whose words they are; of a pronoun or no mention, whom it means: so each has its own
    slopes (log loss on validation by cross-validation 0.279, with common ones 0.287).
    """
    share = _logit(choice.share)
    known = _logit(0.5 if speaker.score is None else speaker.score)
    unnamed = float(speaker.how == "pronoun" or speaker.how == "implicit")
    return [
        1.0,
        share,
        _logit(choice.second),
        known,
        share * unnamed,
        known * unnamed,
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
