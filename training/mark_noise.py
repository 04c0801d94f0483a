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

__all__ = ["Disturbed", "disturb"]

_SENTENCE = re.compile(r"(?<=[।?!])[ \n]+(?=[^\s\"“”'‘’])")
_NEAR = 300
_CUT = 0.08
"""Share of copies that are cut off."""


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
    if rng.random() < _CUT and (cut := _cut_off(text, q, rng)) > 0:
        spans = [(p.start, p.end, str(p.kind)) for p in marked if p.end < q.start]
        return Disturbed(text[:cut], [*spans, (q.start, cut, str(q.kind))], q.start - 20, cut)
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


def _cut_off(text: str, q: Quote, rng: random.Random) -> int:
    """Return a place between two words of a quotation after the third, 0 where there is none."""
    spaces = [m.start() for m in re.finditer(r"(?<=[^\s।?!|.,])\s", text[: q.end]) if m.start() > q.start][2:]
    return rng.choice(spaces) if q.kind == "full" and spaces else 0


def _edits(text: str, q: Quote, opening: Mark, closing: Mark, rng: random.Random) -> list[Edit]:
    """Choose a way to disturb the marks of a quotation, and return its edits; none where no way fits."""
    inner = [m.end() for m in _SENTENCE.finditer(text, q.start, q.end)]
    # a lost closing mark is only fair where the speech ends with a sentence, or with a comma before the reporter's clause
    ends_sentence = text[q.end - 1] in "।?!|.," or "," in text[closing.start - 1 : closing.end + 1] or text[closing.end : closing.end + 2].strip(" ")[:1] in ("।", "\n", "|")
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
