"""The public functions: each stage on its own, and all of them together."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from functools import partial
from itertools import islice
from operator import index
from typing import TYPE_CHECKING, Any, TypeVar

from . import quotes as _quotes
from . import speakers as _speakers
from . import stance as _stance
from .records import Article, Quote, Stance
from .text import Document

if TYPE_CHECKING:
    from .stance import Scorer

__all__ = [
    "analyze",
    "analyze_many",
    "attribute",
    "check_jobs",
    "check_targets",
    "check_threshold",
    "classify",
    "classify_quotes",
    "find_quotes",
    "in_processes",
    "process_pool",
]

Targets = Sequence[str] | Mapping[str, Sequence[str]]
_AHEAD = 3  # batches a process that wait, are under way, or are done out of turn; bounds the memory
_A = TypeVar("_A")
_B = TypeVar("_B")


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
        If ``text`` is not a string, or ``targets`` are not names.
    ValueError
        If ``threshold`` does not lie between 0 and 1.

    Examples
    --------
    >>> article = analyze('रमेश ने कहा, "सरकार का यह फैसला गलत है।"')
    >>> [(q.text, q.speaker.name) for q in article.quotes]
    [('सरकार का यह फैसला गलत है।', 'रमेश')]
    """
    doc = _document(text)
    check_threshold(threshold)
    if targets is not None:
        check_targets(targets)
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
    ValueError
        If ``threshold`` does not lie between 0 and 1.

    Examples
    --------
    >>> [(q.start, q.end, q.kind) for q in find_quotes('रमेश ने कहा, "यह फैसला गलत है।"')]
    [(14, 30, 'full')]
    """
    doc = _document(text)
    check_threshold(threshold)
    return _quotes.find(doc, threshold)


def attribute(text: str, spans: Iterable[tuple[int, int]]) -> list[Quote]:
    """Attribute given spans of a text to speakers.

    Give all quotations of a text in one call: each says something of the others. What stands in a quotation is no part of the story
    around it, so its names are not those of the next speaker; a quotation without a speaker of its own goes on from the one before; a
    speaker may be named near another quotation. A span by itself may therefore get another speaker or score than it has from `analyze`,
    which gives all that it found.

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
        If ``text`` is not a string, or a span is not a pair of whole numbers.
    ValueError
        Where a span does not lie inside the text.

    Examples
    --------
    >>> attribute('रमेश ने कहा, "यह फैसला गलत है।"', [(14, 30)])[0].speaker.name
    'रमेश'

    With both spans the name in the first quotation is known to be a part of it; with the second alone it is not:

    >>> text = 'रमा देवी ने सोमवार को कहा, "मोहन वर्मा ने हमें ठगा है।" उन्होंने कहा, "पानी अब तक नहीं आया है।"'
    >>> [quote.speaker.name for quote in attribute(text, [(28, 54), (71, 94)])]
    ['रमा देवी', 'रमा देवी']
    >>> attribute(text, [(71, 94)])[0].speaker.name
    'मोहन वर्मा'
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

    The quotation is read by itself. `analyze` may give other scores: it knows the speaker from all quotations (see `attribute`), and what a
    speaker says of a target in one quotation counts for the same speaker's other quotations of the same target. It also labels only targets
    that a quotation names or is plainly about; here each target is answered.

    Returns
    -------
    list of Stance
        Exactly one per target, in the given order.

    Raises
    ------
    TypeError
        If ``text`` is not a string, the span is not a pair of whole numbers, or ``targets`` are not names.
    ValueError
        If the span does not lie inside the text.

    Examples
    --------
    >>> [s.target for s in classify('रमेश ने कहा, "सरकार का यह फैसला गलत है।"', (14, 39), ["सरकार"])]
    ['सरकार']

    What the speaker says of the target before is known to `analyze` alone:

    >>> text = 'रमा ने कहा, "सरकार ने किसानों को धोखा दिया है।" रमा ने कहा, "सरकार अगले महीने बैठक करेगी।"'
    >>> quote = analyze(text, ["सरकार"]).quotes[1]
    >>> (alone,) = classify(text, (quote.start, quote.end), ["सरकार"])
    >>> quote.stances[0].scores["against"] > alone.scores["against"]
    True
    """
    check_targets(targets)
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
    for each in targets:
        check_targets(each)
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
    """Analyze many texts, in order, in constant memory.

    Parameters
    ----------
    texts
        Any iterable of strings; it is read as results are consumed, with several processes a few batches a process ahead.
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
        If an item is not a string, or ``targets`` are not names.
    ValueError
        If ``batch`` is less than 1, ``jobs`` neither at least 1 nor -1, or ``threshold`` not between 0 and 1.

    Examples
    --------
    >>> [len(a.quotes) for a in analyze_many(['राम ने कहा, "यह गलत है।"', "कुछ नहीं।"])]
    [1, 0]
    """
    if isinstance(texts, (str, bytes)):
        raise TypeError(f"texts: expected an iterable of strings, found {type(texts).__name__}")
    if batch < 1:
        raise ValueError(f"batch: expected at least 1, found {batch}")
    check_jobs(jobs)
    check_threshold(threshold)
    if targets is not None:
        check_targets(targets)
    one = partial(analyze, targets=targets, threshold=threshold, stance=stance, evidence=evidence)
    if jobs == 1:
        return (one(text) for text in texts)
    return (article for articles in in_processes(partial(_each, one), _chunks(texts, batch), jobs) for article in articles)


def _each(call: Callable[[_A], _B], items: Iterable[_A]) -> list[_B]:
    return [call(item) for item in items]


def _chunks(texts: Iterable[str], size: int) -> Iterator[list[str]]:
    rest = iter(texts)
    while chunk := list(islice(rest, size)):
        yield chunk


def in_processes(call: Callable[[_A], _B], items: Iterable[_A], jobs: int) -> Iterator[_B]:
    """Yield ``call(item)`` for each item, in order, computed in several processes.

    Parameters
    ----------
    call, items
        The work; both travel to the processes. Items are read only a few ahead of the answers that were taken (`joblib.Parallel` as a
        generator reads on as fast as its processes work, whether or not anybody takes the answers).
    jobs
        Number of processes (-1: one per core).
    """
    from joblib import cpu_count

    jobs = cpu_count() if jobs == -1 else jobs
    pool = process_pool(jobs, timeout=60)  # by which processes end whose parent was killed outright
    rest = iter(items)
    waiting: deque[Any] = deque(pool.submit(call, item) for item in islice(rest, _AHEAD * jobs))
    try:
        while waiting:
            done = waiting.popleft().result()
            waiting.extend(pool.submit(call, item) for item in islice(rest, 1))
            yield done
    finally:
        for future in waiting:
            future.cancel()
        pool.shutdown()


def process_pool(jobs: int, **options: Any) -> Any:
    """Return a pool of so many processes of one thread each; ``options`` are those of loky's ``ProcessPoolExecutor``.

    It is a pool of its own: the one that joblib keeps is made anew by whoever asks for another, even while answers are awaited from it.
    """
    from joblib.externals.loky import ProcessPoolExecutor

    # The arrays are small, and idle BLAS threads of many processes only get in each other's way.
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return ProcessPoolExecutor(jobs, env=threads, **options)


def check_jobs(jobs: int) -> None:
    """Raise a `ValueError` where ``jobs`` is neither a number of processes nor -1.

    >>> check_jobs(0)
    Traceback (most recent call last):
    ValueError: jobs: expected at least 1, or -1 for one per core, found 0
    """
    if not isinstance(jobs, int):
        raise TypeError(f"jobs: expected a whole number, found {type(jobs).__name__}")
    if jobs < 1 and jobs != -1:
        raise ValueError(f"jobs: expected at least 1, or -1 for one per core, found {jobs}")


def check_threshold(threshold: float | None) -> None:
    """Raise a `ValueError` where ``threshold`` is no score: neither ``None`` nor in 0..1; a `TypeError` where it is no number.

    >>> check_threshold(35)
    Traceback (most recent call last):
    ValueError: threshold: expected a score from 0 to 1, found 35
    """
    if threshold is None:
        return
    try:
        fits = 0 <= threshold <= 1
    except TypeError:
        raise TypeError(f"threshold: expected a number from 0 to 1, found {type(threshold).__name__}") from None
    if not fits:
        raise ValueError(f"threshold: expected a score from 0 to 1, found {threshold}")


def check_targets(targets: Targets) -> None:
    """Raise a `TypeError` where ``targets`` are neither a list of names nor a mapping of names to aliases.

    >>> check_targets("सरकार")
    Traceback (most recent call last):
    TypeError: targets: expected a list of names or a mapping of names to aliases, found str 'सरकार'
    """
    # A set has no order of its own, and the answer would have another one on each run.
    if isinstance(targets, (str, bytes, Set)) or not isinstance(targets, Collection):
        raise TypeError(
            f"targets: expected a list of names or a mapping of names to aliases, found {type(targets).__name__} {targets!r:.60}"
        )
    for name in targets:
        if not isinstance(name, str):
            raise TypeError(f"targets: expected names, found {type(name).__name__} {name!r:.60}")
    if isinstance(targets, Mapping):
        for name, aliases in targets.items():
            if isinstance(aliases, bytes) or not isinstance(aliases, Collection) or not all(isinstance(a, str) for a in aliases):
                raise TypeError(f"targets: {name}: expected a list of aliases, found {type(aliases).__name__} {aliases!r:.60}")


def _document(text: str) -> Document:
    if not isinstance(text, str):
        raise TypeError(f"text: expected a string, found {type(text).__name__}")
    return Document(text)


def _checked(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    out = []
    for span in spans:
        try:
            start, end = map(index, span)
        except (TypeError, ValueError):
            raise TypeError(f"span: expected (start, end) in code points, found {span!r:.60}") from None
        if not 0 <= start < end <= len(text):
            raise ValueError(f"span: expected 0 <= start < end <= {len(text)}, found ({start}, {end})")
        out.append((start, end))
    return out
