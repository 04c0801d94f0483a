"""From a document and its quotations to the quotations with speakers and cues."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..records import Quote, Span, Speaker
from ..text import Document

__all__ = ["attribute"]

_NE = re.compile(r"(\S+) ने ((?:\S+ )*?)(कहा|बताया|लिखा)")


def attribute(doc: Document, quotes: Sequence[Quote]) -> list[Quote]:
    """Return the quotations with `Quote.speaker` and `Quote.cue` filled, in the given order."""
    out = []
    for q in quotes:
        found = list(_NE.finditer(doc.text, max(0, q.start - 200), q.start))
        if found:
            m = found[-1]
            speaker = Speaker(m[1], (m[1],), Span(*m.span(1), m[1]), "name", "person", 0.5)
            out.append(q.with_(speaker=speaker, cue=Span(*m.span(3), m[3])))
        else:
            out.append(q.with_(speaker=Speaker(None, score=0.1)))
    return out
