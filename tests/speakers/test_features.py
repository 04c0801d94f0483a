"""The numbers that speak for a candidate."""

import pytest

from quotestance.speakers.attribution import feature_rows
from quotestance.speakers.features import FEATURES

from .marked import read


def table(marked, number=0, kinds=()):
    doc, quotes = read(marked, kinds)
    ((found, rows),) = feature_rows(doc, quotes)
    start = sum(len(c.rows) for c in found[:number])
    named = {}
    for candidate, row in zip(found[number].rows, rows[start:], strict=False):
        m = candidate.mention
        named[None if m is None else doc.text[m.start : m.end]] = dict(zip(FEATURES, row, strict=True))
    return named


def test_names_are_those_of_the_columns():
    assert len(set(FEATURES)) == len(FEATURES)
    assert all(len(row) == len(FEATURES) for row in table('रमेश ने कहा, "⟦हम आए⟧"').values())


@pytest.mark.parametrize(
    ("feature", "marked", "mention", "value"),
    [
        ("is_ne", 'रमेश ने कहा, "⟦हम आए⟧"', "रमेश", 1),
        ("cue_gap", 'रमेश ने कहा, "⟦हम आए⟧"', "रमेश", 1),
        ("cue_before_ki", 'रमेश ने कहा कि "⟦हम आए⟧"', "रमेश", 1),
        ("cue_fits", 'रमेश ने कहा, "⟦हम आए⟧"', "रमेश", 1),
        ("cue_fits", 'वे कहते हैं, "⟦हम आए⟧"', "वे", 1),
        ("cue_number", 'वे कहते हैं, "⟦हम आए⟧"', "वे", 1),
        ("cue_spans_quote", 'रमेश ने इसे "⟦बेकार⟧" बताया।', "रमेश", 1),
        ("side", '"⟦हम आए,⟧" रमेश ने कहा।', "रमेश", 1),
        ("sentence", 'रमेश ने बात रखी। "⟦हम आए⟧"', "रमेश", -1),
        ("relation", '"⟦हम आए⟧"', None, 0),
        ("line_start", 'बात हुई।\n"⟦हम आए⟧"', None, 1),
        ("ended_inside", '"⟦हम आए।⟧"', None, 1),
    ],
)
def test_value(feature, marked, mention, value):
    assert table(marked)[mention][feature] == value


def test_glued_to_the_quotation_before():
    assert table('रमेश ने कहा, "⟦हम आए।⟧" "⟦हम गए।⟧"', 1)[None]["earlier_glued"] == 1
    assert table('"⟦हम आए।⟧" फिर सब चले गए और बोले "⟦हम गए।⟧"', 1)[None]["earlier_glued"] == 0
