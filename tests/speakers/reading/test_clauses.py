"""Relative clauses before a quotation, and who stands in which."""

import pytest

from quotestance.speakers.reading.clauses import clauses_before, place_in_clauses
from quotestance.speakers.reading.surroundings import Ground

from ..marked import read

OUTSIDE, CLOSED, HEAD, OPEN, OPEN_HEAD, WITHIN = range(6)


def place(marked, name):
    doc, quotes = read(marked)
    clauses = clauses_before(doc.words, Ground(doc, quotes).around(quotes[0]))
    at = doc.first_token(doc.text.index(name))
    return place_in_clauses(at, at, clauses)


CASES = [
    ("head of a closed one", 'रमेश ने, जिन्हें सुरेश ने बुलाया था, कहा, "⟦हम आए⟧"', "रमेश", HEAD),
    ("in a closed one", 'रमेश ने, जिन्हें सुरेश ने बुलाया था, कहा, "⟦हम आए⟧"', "सुरेश", CLOSED),
    ("the pronoun of a closed one", 'रमेश, जिन्होंने घर खोया, चिल्लाए: "⟦हम आए⟧"', "जिन्होंने", CLOSED),
    ("after a closed one", 'एक सभा में, जिसे संघ ने बुलाया, रमेश ने कहा, "⟦हम आए⟧"', "रमेश", OUTSIDE),
    ("head of an open one", 'वहां रमेश आए, जिन्होंने उसे "⟦बेकार⟧" कहा।', "रमेश", OPEN_HEAD),
    ("before an open one", 'वह दुकान सुरेश ने खरीदी थी, जिसे लोग "⟦बेकार⟧" कहते हैं।', "दुकान", OPEN),
    ("in an open one", 'वह दुकान सुरेश ने खरीदी थी, जिसे लोग "⟦बेकार⟧" कहते हैं।', "लोग", WITHIN),
    ("an open one without a comma", 'वे सुरेश से मिले जिन्होंने "⟦बेकार⟧" कहा।', "जिन्होंने", WITHIN),
    ("the comma before the quotation closes none", 'वे सुरेश से मिले, जिन्होंने कहा, "⟦हम आए⟧"', "जिन्होंने", WITHIN),
    ("a relative word before its noun", 'जो लोग आए, रमेश ने उनसे कहा, "⟦हम आए⟧"', "लोग", OUTSIDE),
    ("in an earlier sentence", 'सुरेश आए, जिन्हें रमेश ने बुलाया। उमेश ने कहा, "⟦हम आए⟧"', "रमेश", OUTSIDE),
    ("no clause", 'रमेश ने कहा, "⟦हम आए⟧"', "रमेश", OUTSIDE),
]


@pytest.mark.parametrize(("label", "marked", "name", "expected"), CASES, ids=[c[0] for c in CASES])
def test_place(label, marked, name, expected):
    assert place(marked, name) == expected
