"""Training documents with their quotation marks disturbed: marks lost, doubled closing marks, lines broken.

Real texts lose marks too rarely (3 quotations in a hundred) to teach where speech ends without one. The words and the annotation stay those
of the annotated document; only marks and line breaks around one quotation change, in the ways the annotation scheme names, so where the
speaker's words begin and end is known from the annotation.
"""

from __future__ import annotations

import random
import re
from typing import NamedTuple

from quotestance.quotes.marks import find_marks
from quotestance.records import Article

__all__ = ["Disturbed", "disturb"]

_SENTENCE = re.compile(r"(?<=[।?!])[ \n]+(?=[^\s\"“”'‘’])")
_NEAR = 300


class Disturbed(NamedTuple):
    """A text, the spans of its marked quotations with their kinds, and the stretch that the change concerns."""

    text: str
    spans: list[tuple[int, int, str]]
    first: int
    last: int


def disturb(article: Article, rng: random.Random) -> Disturbed | None:
    """Return a copy of a document with the marks of one quotation disturbed, ``None`` where it has no quotation that fits."""
    text = article.text
    starts = {m.end: m for m in find_marks(text)}
    ends = {m.start: m for m in find_marks(text)}
    marked = [q for q in article.quotes if q.kind != "unmarked"]
    whole = [q for q in marked if q.start in starts and q.end in ends]
    if not whole:
        return None
    q = rng.choice(whole)
    opening, closing = starts[q.start], ends[q.end]
    inner = [m.end() for m in _SENTENCE.finditer(text, q.start, q.end)]
    # a lost closing mark is only fair where the speech ends with a sentence
    ends_sentence = text[q.end - 1] in "।?!|." or text[closing.end : closing.end + 2].strip(" ")[:1] in ("।", "\n", "|")
    ways = ["opening"] * 2 if q.kind == "full" else []
    if ends_sentence:
        ways += ["closing"] * 5
    if inner:
        ways += ["stray"] * 3 + ["again"] * 2 + ["lines"] * 2
    if not ways:
        return None
    way = rng.choice(ways)
    edits: list[tuple[int, int, str]] = []  # start, end, what stands there instead
    close = text[closing.start : closing.end]
    if way == "closing":
        edits.append((closing.start, closing.end, ""))
    elif way == "opening":
        edits.append((opening.start, opening.end, ""))
    elif way == "stray":
        at = rng.choice(inner)
        before = len(text[:at].rstrip())
        edits.append((before, before, close))
        if rng.random() < 0.5:
            edits.append((before, at, "\n"))
    elif way == "again":
        edits += [(len(text[:at].rstrip()), at, "\n" + text[opening.start : opening.end]) for at in inner]
    else:
        edits += [(len(text[:at].rstrip()), at, "\n") for at in inner]
    if rng.random() < 0.3:  # each sentence on a line of its own, as translated corpora have it
        taken = {e[0] for e in edits}
        edits += [(len(text[: m.start()]), m.end(), "\n") for m in _SENTENCE.finditer(text) if m.start() not in taken]
    edits.sort()
    out: list[str] = []
    moved: list[tuple[int, int]] = []  # from this place on, offsets move by so much
    at = shift = 0
    for start, end, put in edits:
        if start < at:
            continue
        out += [text[at:start], put]
        shift += len(put) - (end - start)
        moved.append((end, shift))
        at = end
    out.append(text[at:])

    def new(offset: int, ending: bool) -> int:
        by = 0
        for place, amount in moved:
            if offset > place or (offset == place and not ending):
                by = amount
        return offset + by

    spans: list[tuple[int, int, str]] = [(new(p.start, False), new(p.end, True), p.kind) for p in marked]
    return Disturbed("".join(out), spans, new(q.start, False) - 20, new(q.end, True) + _NEAR)
