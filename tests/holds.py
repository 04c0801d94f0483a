"""What must hold of every answer, whatever the text."""

import json

import pytest

from quotestance import Article
from quotestance.records import LABELS


def check(article):
    """Everything that must hold of every answer."""
    text, last = article.text, 0
    for q in article.quotes:
        assert last <= q.start < q.end <= len(text)
        last = q.end
        assert text[q.start : q.end] == q.text
        assert q.score is None or 0 <= q.score <= 1
        spans = [q.cue, q.speaker.mention, *(s.mention for s in q.stances)]
        assert all(text[s.start : s.end] == s.text for s in spans if s)
        assert (q.speaker.mention is None) == (q.speaker.how == "implicit")
        assert q.speaker.name is None or q.speaker.name in q.speaker.names
        for s in q.stances:
            assert s.label in (*LABELS, None)
            assert sum(s.scores.values()) == pytest.approx(1, abs=1e-3)
    assert Article.from_dict(json.loads(json.dumps(article.to_dict()))) == article
