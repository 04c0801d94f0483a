"""The agent before ने; how subjects stand to quotations is checked with the candidates."""

import pytest

from quotestance.speakers.reading.subjects import agent_before, apposed
from quotestance.text import Document

AGENTS = [
    ("a name", "रमेश पाल ने", "रमेश पाल"),
    ("a bracket", "रमेश पाल (45) ने", "रमेश पाल"),
    ("quotation marks", "‘समिति’ ने", "समिति"),
    ("a relative clause", "रमेश, जो किसान हैं, ने", "रमेश"),
    ("an apposition", "रमेश पाल, गांव के मुखिया, ने", "रमेश पाल"),
    ("an apposition without its second comma", "रमेश पाल, संघ के सचिव ने", "रमेश पाल"),
    ("a name that is the apposition", "उनके भाई, रमेश पाल, ने", "रमेश पाल"),
    ("nothing", "ने", None),
    ("a mark alone", "। ने", None),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in AGENTS], ids=[c[0] for c in AGENTS])
def test_agent(text, expected):
    doc = Document(text)
    found = agent_before(doc, len(doc.words) - 1, 0, 0)
    assert (None if found is None else doc.text[found.start : found.end]) == expected


def test_an_agent_does_not_reach_before_the_given_token():
    doc = Document("रमेश पाल ने")
    assert agent_before(doc, 2, 1, 0) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("रमेश पाल, संघ के सचिव ने", 1), ("पटना, संघ के सचिव ने", -1), ("हालांकि, संघ के सचिव ने", -1), ("संघ के सचिव ने", -1)],
)
def test_a_name_that_opens_the_sentence(text, expected):
    words = Document(text).words
    assert apposed(words, len(words) - 1, 0) == expected
