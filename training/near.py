"""Near copies among documents: shared sequences of eight words.

News desks print one agency story many times over, a little shortened or with another first line. Two documents are near copies here when
they share a fifth of the shorter one's 8-word sequences. Sequences that stand in more than a dozen documents are left out: they are
page furniture (a footer, an agency's standing last line), not the story.

>>> one = "नगर परिषद ने आज हुई बैठक में पानी के नए मीटर लगाने का फैसला किया है"
>>> near_copies({"a": one, "b": one + " और काम सोमवार से होगा", "c": "बारिश के कारण मैच एक घंटे देर से शुरू हुआ और सात ओवर घटाए गए"})
[('a', 'b', 1.0)]
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

__all__ = ["LEAST_SHARE", "groups", "near_copies", "sequences"]

WORD = re.compile(r"[\u0900-\u097fA-Za-z0-9]+")
LEAST_SHARE = 0.2
"""Share of the shorter document's sequences from which two documents count as one story (looked at: at 0.2 they are, at 0.1 many only
quote the same statement)."""
FURNITURE = 12
LEAST_SEQUENCES = 6


def sequences(text: str, length: int = 8) -> set[str]:
    """Return the sequences of ``length`` words of a text, marks and spaces aside; a shorter text is one sequence."""
    words = WORD.findall(text)
    return {" ".join(words[i : i + length]) for i in range(max(1, len(words) - length + 1))}


def near_copies(texts: Mapping[str, str], least: float = LEAST_SHARE) -> list[tuple[str, str, float]]:
    """Return the pairs of documents that are near copies, with the share of the shorter one's sequences that the other holds.

    Parameters
    ----------
    texts
        Texts by id.
    least
        The share (0..1) from which a pair is returned.
    """
    holders: dict[str, list[str]] = defaultdict(list)
    for ident in sorted(texts):
        for sequence in sequences(texts[ident]):
            holders[sequence].append(ident)
    size: dict[str, int] = defaultdict(int)
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for idents in holders.values():
        if len(idents) > FURNITURE:
            continue
        for i, a in enumerate(idents):
            size[a] += 1
            for b in idents[i + 1 :]:
                shared[a, b] += 1
    pairs = []
    for (a, b), count in shared.items():
        shorter = min(size[a], size[b])
        share = count / shorter
        if share >= least and count >= min(LEAST_SEQUENCES, shorter):
            pairs.append((a, b, round(share, 3)))
    return sorted(pairs)


def groups(texts: Mapping[str, str], least: float = LEAST_SHARE) -> list[list[str]]:
    """Return the groups of two and more documents that near copies tie together, each sorted."""
    parent: dict[str, str] = {}

    def root(x: str) -> str:
        while parent.get(x, x) != x:
            x = parent[x]
        return x

    for a, b, _ in near_copies(texts, least):
        if root(a) != root(b):
            parent[root(b)] = root(a)
    out: dict[str, list[str]] = defaultdict(list)
    for ident in texts:
        out[root(ident)].append(ident)
    return sorted(sorted(g) for g in out.values() if len(g) > 1)
