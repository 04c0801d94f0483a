"""From quotations with speakers and their targets to labelled stances."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..records import LABELS, Quote, Span, Stance
from ..text import Document, name_key
from .finding import find_targets
from .judging.features import Row, features
from .judging.model import LinearModel, shipped
from .judging.passage import Passage, Scorer
from .judging.view import View

__all__ = ["ABSTAIN", "Targets", "label"]

Targets = Sequence[str] | Mapping[str, Sequence[str]]

ABSTAIN: float | None = None
"""Least probability of a label that `label` gives where the targets are not given one by one; ``None``: it never abstains.

The share of right answers by threshold stands in the model card: who wants sure labels only takes those whose score is above it."""


_Wanted = tuple[str, tuple[str, ...], tuple[tuple[int, int], ...]]
"""A target, its aliases, and where it is known to be named (offsets into the text)."""


@dataclass(slots=True)
class _Case:
    """One quotation and target on the way to its label."""

    number: int
    target: str
    aliases: tuple[str, ...]
    row: Row
    spans: list[tuple[int, int]]
    """Where the quotation names the target, the first place at which it is shown first (offsets into the text)."""
    view: View | None
    """The quotation's tokens, only where the evidence is asked for: thousands of them are not kept for a long document."""


def label(
    doc: Document,
    quotes: Sequence[Quote],
    targets: Targets | Sequence[Targets] | None,
    *,
    scorer: Scorer | None = None,
    evidence: bool = False,
    each: bool = False,
) -> list[Quote]:
    """Return the quotations with their stances.

    Parameters
    ----------
    doc, quotes
        The document and its quotations, with speakers.
    targets
        Names (or a mapping of names to aliases) to look for in every quotation: those that it names in any form, or is plainly about
        (X को "…" बताया), are labelled; ``None``: the targets are found in the quotation. With ``each``: one list (or mapping) for every
        quotation, all of which are labelled, in order.
    scorer
        A stance model in the place of the shipped one; it is called once, with the passages of all quotations.
    evidence
        Whether each stance of the shipped model says which words moved it.

    Raises
    ------
    ValueError
        Where a scorer answers with another number of rows, or a row is no distribution over three labels.

    Examples
    --------
    >>> from quotestance.text import Document
    >>> doc = Document('रमेश ने कहा, "सरकार ने किसानों को धोखा दिया है।"')
    >>> [s.label for s in label(doc, [Quote(14, 47, doc.text[14:47])], ["सरकार", "संसद"])[0].stances]
    ['against']
    """
    model = shipped()
    told = evidence and scorer is None
    wanted: Sequence[Sequence[_Wanted]]
    if targets is None:
        wanted = [[(name, (), (span,) if span else ()) for name, span in found] for found in find_targets(doc, quotes)]
    elif each:
        wanted = [_pairs(t) for t in targets]
        if len(wanted) != len(quotes):
            raise ValueError(f"targets: expected one list for each of {len(quotes)} quotations, found {len(wanted)}")
    else:
        pairs = _pairs(targets)  # type: ignore[arg-type]
        wanted = [pairs] * len(quotes)
    cases: list[_Case] = []
    for number, (quote, named) in enumerate(zip(quotes, wanted, strict=True)):
        if not named:
            continue
        view = View(doc, quote, model.lexicon)
        for target, aliases, given in named:
            row = features(view, target, aliases, given)
            if each or targets is None or ((row.spans or row.tied) and not _is_speaker(quote, target)):
                # where the finder knows the place, it need not be looked up; a scorer is told every place
                known = given and row.spans and scorer is None
                spans = list(given) if known else [view.span(a, b) for a, b in row.spans]
                cases.append(_Case(number, target, aliases, row, spans, view if told else None))
    scores = _scores(doc, quotes, cases, model, scorer)
    stances: list[list[Stance]] = [[] for _ in quotes]
    for case, probabilities in zip(cases, scores, strict=True):
        best = probabilities.index(max(probabilities))
        why = None if case.view is None else model.evidence(case.view, case.row, best)
        mention = None
        if case.spans:
            start, end = case.spans[0]
            mention = Span(start, end, doc.text[start:end])
        sure = each or ABSTAIN is None or probabilities[best] >= ABSTAIN
        by_label = dict(zip(LABELS, probabilities, strict=True))
        stances[case.number].append(Stance(case.target, mention, LABELS[best] if sure else None, by_label, why))
    return [quote.with_(stances=tuple(s)) if s or quote.stances else quote for quote, s in zip(quotes, stances, strict=True)]


def _pairs(targets: Targets) -> list[_Wanted]:
    if isinstance(targets, str):
        raise TypeError("targets: expected a list of names or a mapping of names to aliases, found a string")
    if isinstance(targets, Mapping):
        # one alias may stand without a list, as in a targets file
        return [(name, (aliases,) if isinstance(aliases, str) else tuple(aliases), ()) for name, aliases in targets.items()]
    return [(name, (), ()) for name in targets]


def _is_speaker(quote: Quote, target: str) -> bool:
    if quote.speaker is None or quote.speaker.name is None:
        return False
    return name_key(target) in {name_key(n) for n in (quote.speaker.name, *quote.speaker.names)}


def _speaker(quote: Quote) -> str | None:
    return None if quote.speaker is None or quote.speaker.name is None else name_key(quote.speaker.name)


def _scores(
    doc: Document, quotes: Sequence[Quote], cases: Sequence[_Case], model: LinearModel, scorer: Scorer | None
) -> Iterable[Sequence[float]]:
    if not cases:
        return []
    if scorer is None:
        same = [(name_key(case.target), _speaker(quotes[case.number])) for case in cases]
        return model.probabilities([case.row for case in cases], same)
    passages = [Passage(doc.text, quotes[case.number], case.target, case.aliases, tuple(case.spans)) for case in cases]
    answers = [[float(p) for p in row] for row in scorer(passages)]
    if len(answers) != len(passages):
        raise ValueError(f"stance: expected {len(passages)} rows of probabilities from the scorer, found {len(answers)}")
    for row in answers:
        if len(row) != len(LABELS) or not all(0 <= p <= 1 for p in row) or abs(sum(row) - 1) > 1e-3:
            raise ValueError(f"stance: expected {len(LABELS)} probabilities that sum to 1 from the scorer, found {row}")
    return answers
