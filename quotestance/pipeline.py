"""The public functions: each stage on its own, and all of them together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from . import quotes as _quotes
from . import speakers as _speakers
from . import stance as _stance
from .records import Article, Quote, Stance
from .text import Document

if TYPE_CHECKING:
    from .stance import Scorer

__all__ = ["analyze", "analyze_many", "attribute", "classify", "classify_quotes", "find_quotes"]

Targets = Sequence[str] | Mapping[str, Sequence[str]]


def analyze(
    text: str,
    targets: Targets | None = None,
    *,
    threshold: float | None = None,
    stance: Scorer | None = None,
    evidence: bool = False,
    id: str | None = None,
) -> Article:
    """Find the quotations in a text, who said each of them, and for or against whom.

    Parameters
    ----------
    text
        Any string; it is never altered, and no string raises.
    targets
        Names to classify the stance toward, or a mapping of names to aliases; ``None``: the targets that each quotation names; an empty
        list: no stance at all.
    threshold
        Lowest score (0..1) at which a quotation is returned; ``None``: the threshold the model was tuned for.
    stance
        Your own stance model, used in place of the shipped one; see `quotestance.stance.Scorer`.
    evidence
        Whether each stance lists the words that moved it.
    id
        Copied to the article.

    Raises
    ------
    TypeError
        If ``text`` is not a string.

    Examples
    --------
    >>> article = analyze('रमेश ने कहा, "सरकार का यह फैसला गलत है।"')
    >>> [(q.text, q.speaker.name) for q in article.quotes]
    [('सरकार का यह फैसला गलत है।', 'रमेश')]
    """
    doc = _document(text)
    quotes = _quotes.find(doc, threshold)
    if quotes:
        quotes = _speakers.attribute(doc, quotes)
        if targets is None or len(targets):
            quotes = _stance.label(doc, quotes, targets, scorer=stance, evidence=evidence)
    return Article(text, tuple(quotes), id)


def find_quotes(text: str, *, threshold: float | None = None) -> list[Quote]:
    """Find the quotations in a text, without speakers and stances.

    Returns
    -------
    list of Quote
        In the order of the text, not overlapping.

    Raises
    ------
    TypeError
        If ``text`` is not a string.

    Examples
    --------
    >>> [(q.start, q.end, q.kind) for q in find_quotes('रमेश ने कहा, "यह फैसला गलत है।"')]
    [(14, 30, 'full')]
    """
    return _quotes.find(_document(text), threshold)


def attribute(text: str, spans: Iterable[tuple[int, int]]) -> list[Quote]:
    """Attribute given spans of a text to speakers.

    Parameters
    ----------
    text
        Any string.
    spans
        ``(start, end)`` of each quotation, in code points, half open.

    Returns
    -------
    list of Quote
        One per span, in the given order, with speaker and cue.

    Raises
    ------
    TypeError
        If ``text`` is not a string.
    ValueError
        Where a span does not lie inside the text.

    Examples
    --------
    >>> attribute('रमेश ने कहा, "यह फैसला गलत है।"', [(14, 30)])[0].speaker.name
    'रमेश'
    """
    doc = _document(text)
    return _speakers.attribute(doc, _quotes.from_spans(doc, _checked(text, spans)))


def classify(
    text: str,
    span: tuple[int, int],
    targets: Targets,
    *,
    stance: Scorer | None = None,
    evidence: bool = False,
) -> list[Stance]:
    """Classify the stance of one quotation toward given targets.

    Returns
    -------
    list of Stance
        Exactly one per target, in the given order.

    Raises
    ------
    TypeError
        If ``text`` is not a string.
    ValueError
        If the span does not lie inside the text.

    Examples
    --------
    >>> [s.target for s in classify('रमेश ने कहा, "सरकार का यह फैसला गलत है।"', (14, 39), ["सरकार"])]
    ['सरकार']
    """
    quote = attribute(text, [span])
    return list(classify_quotes(text, quote, [targets], stance=stance, evidence=evidence)[0].stances)


def classify_quotes(
    text: str,
    quotes: Sequence[Quote],
    targets: Sequence[Targets],
    *,
    stance: Scorer | None = None,
    evidence: bool = False,
) -> list[Quote]:
    """Classify many quotations of one text at once: ``targets[i]`` belong to ``quotes[i]``; each gets one stance per target, in order."""
    return _stance.label(_document(text), quotes, targets, scorer=stance, evidence=evidence, each=True)


def analyze_many(
    texts: Iterable[str],
    targets: Targets | None = None,
    *,
    jobs: int = 1,
    batch: int = 64,
    threshold: float | None = None,
    stance: Scorer | None = None,
    evidence: bool = False,
) -> Iterator[Article]:
    """Analyze many texts, in order; with one process in constant memory.

    Parameters
    ----------
    texts
        Any iterable of strings; one process reads it as results are consumed, several read ahead as fast as they work.
    jobs
        Number of processes (-1: one per core). The results are the same for any number.
    batch
        How many texts are sent to a process at once.

    Yields
    ------
    Article
        One per text, in order.

    Raises
    ------
    TypeError
        If an item is not a string.
    ValueError
        If ``batch`` is less than 1.

    Examples
    --------
    >>> [len(a.quotes) for a in analyze_many(['राम ने कहा, "यह गलत है।"', "कुछ नहीं।"])]
    [1, 0]
    """
    if batch < 1:
        raise ValueError(f"batch: expected at least 1, found {batch}")
    options = {"threshold": threshold, "stance": stance, "evidence": evidence}
    if jobs == 1:
        for text in texts:
            yield analyze(text, targets, threshold=threshold, stance=stance, evidence=evidence)
        return
    from joblib import Parallel, delayed

    parallel = Parallel(n_jobs=jobs, return_as="generator", pre_dispatch="2*n_jobs", batch_size=1)
    for articles in parallel(delayed(_analyze_batch)(chunk, targets, options) for chunk in _chunks(texts, batch)):
        yield from articles


def _analyze_batch(texts: list[str], targets: Targets | None, options: dict[str, object]) -> list[Article]:
    return [analyze(text, targets, **options) for text in texts]  # type: ignore[arg-type]


def _chunks(texts: Iterable[str], size: int) -> Iterator[list[str]]:
    rest = iter(texts)
    while chunk := list(islice(rest, size)):
        yield chunk


def _document(text: str) -> Document:
    if not isinstance(text, str):
        raise TypeError(f"text: expected a string, found {type(text).__name__}")
    return Document(text)


def _checked(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    out = []
    for start, end in spans:
        if not 0 <= start < end <= len(text):
            raise ValueError(f"span: expected 0 <= start < end <= {len(text)}, found ({start}, {end})")
        out.append((start, end))
    return out
