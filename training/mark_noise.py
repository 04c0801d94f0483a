"""Training documents with their quotation marks disturbed: marks lost, doubled closing marks, lines broken.

Real texts lose marks too rarely (3 quotations in a hundred) to teach where speech ends without one. The words and the annotation stay those
of the annotated document; only marks and line breaks around one quotation change, in the ways the annotation scheme names, so where the
speaker's words begin and end is known from the annotation. Or the text is cut off inside the quotation, as teasers are.
"""

from __future__ import annotations

import random
import re
from typing import NamedTuple

from quotestance.quotes.marks import Mark, find_marks
from quotestance.records import Article, Quote

__all__ = ["Disturbed", "cut_off", "disturb"]

_SENTENCE = re.compile(r"(?<=[।?!])[ \n]+(?=[^\s\"“”'‘’])")
_NEAR = 300


class Disturbed(NamedTuple):
    """A text, the spans of its marked quotations with their kinds, and the stretch that the change concerns."""

    text: str
    spans: list[tuple[int, int, str]]
    first: int
    last: int


Edit = tuple[int, int, str]
"""Start, end, and what stands there instead."""


def disturb(article: Article, rng: random.Random) -> Disturbed | None:
    """Return a copy of a document with the marks of one quotation disturbed, ``None`` where it has no quotation that fits."""
    text = article.text
    marks = find_marks(text)
    starts, ends = {m.end: m for m in marks}, {m.start: m for m in marks}
    marked = [q for q in article.quotes if q.kind != "unmarked"]
    whole = [q for q in marked if q.start in starts and q.end in ends]
    if not whole:
        return None
    q = rng.choice(whole)
    edits = _edits(text, q, starts[q.start], ends[q.end], rng)
    if not edits:
        return None
    if rng.random() < 0.3:  # each sentence on a line of its own, as translated corpora have it
        taken = {start for start, _, _ in edits}
        edits += [(m.start(), m.end(), "\n") for m in _SENTENCE.finditer(text) if m.start() not in taken]
    changed, moved = _applied(text, edits)

    def new(offset: int, ending: bool) -> int:
        by = 0
        for place, amount in moved:
            if offset > place or (offset == place and not ending):
                by = amount
        return offset + by

    spans = [(new(p.start, False), new(p.end, True), str(p.kind)) for p in marked]
    return Disturbed(changed, spans, new(q.start, False) - 20, new(q.end, True) + _NEAR)


def cut_off(article: Article, rng: random.Random) -> Disturbed | None:
    """Return a copy of a document that ends between two words of a full quotation, after its third; ``None`` where none is so long."""
    text = article.text
    starts = {m.end for m in find_marks(text)}
    marked = [q for q in article.quotes if q.kind != "unmarked"]
    places = [
        (q, m.start())
        for q in marked
        if q.kind == "full" and q.start in starts
        for m in [*re.finditer(r"(?<=[^\s।?!|.,])\s", text[q.start : q.end])][2:]
    ]
    if not places:
        return None
    q, at = rng.choice(places)
    spans = [(p.start, p.end, str(p.kind)) for p in marked if p.end < q.start]
    return Disturbed(text[: q.start + at], [*spans, (q.start, q.start + at, str(q.kind))], q.start - 20, q.start + at)


def _edits(text: str, q: Quote, opening: Mark, closing: Mark, rng: random.Random) -> list[Edit]:
    """Choose a way to disturb the marks of a quotation, and return its edits; none where no way fits."""
    inner = [m.end() for m in _SENTENCE.finditer(text, q.start, q.end)]
    # a lost closing mark is only fair where the speech ends with a sentence
    ends_sentence = text[q.end - 1] in "।?!|." or text[closing.end : closing.end + 2].strip(" ")[:1] in ("।", "\n", "|")
    ways = ["opening"] * 2 if q.kind == "full" else []
    if ends_sentence:
        ways += ["closing"] * 5
    if inner:
        ways += ["stray"] * 3 + ["again"] * 2 + ["lines"] * 2
    if not ways:
        return []
    way = rng.choice(ways)
    if way == "closing":
        return [(closing.start, closing.end, "")]
    if way == "opening":
        return [(opening.start, opening.end, "")]
    gaps = [(len(text[:at].rstrip()), at) for at in inner]  # the white space between two sentences
    if way == "stray":
        before, at = rng.choice(gaps)
        stray = [(before, before, text[closing.start : closing.end])]
        return [*stray, (before, at, "\n")] if rng.random() < 0.5 else stray
    put = "\n" + (text[opening.start : opening.end] if way == "again" else "")
    return [(before, at, put) for before, at in gaps]


def _applied(text: str, edits: list[Edit]) -> tuple[str, list[tuple[int, int]]]:
    """Return the edited text, and from which places on offsets move by how much; of edits that overlap, the first is made."""
    out: list[str] = []
    moved: list[tuple[int, int]] = []
    at = shift = 0
    for start, end, put in sorted(edits):
        if start < at:
            continue
        out += [text[at:start], put]
        shift += len(put) - (end - start)
        moved.append((end, shift))
        at = end
    return "".join([*out, text[at:]]), moved
