"""The forms of a name in a document. All people are invented."""

import pytest

from quotestance.speakers.identity.names import add, beginnings, named, parts_of
from quotestance.speakers.phrases.mentions import Mention, mention_ending_at
from quotestance.text import Document


def whole(text):
    """Return a document and a mention of all of it."""
    doc = Document(text)
    return doc, Mention(0, len(text), 0, len(doc.words) - 1, "name")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("रमेश पाल", ["रमेश", "पाल"]),
        ("डॉ. रमेश पाल जी", ["रमेश", "पाल"]),
        ("एस. पाल", ["एस", "पाल"]),
        ("जी", ["जी"]),
    ],
)
def test_words_of_a_name(text, parts):
    assert parts_of(*whole(text)) == parts


@pytest.mark.parametrize(
    ("text", "starts"),
    [("हॉकी टीम के मुख्य कोच", [0, 3]), ("वित्त मंत्री और पार्टी के नेता", [0, 3]), ("वित्त मंत्री", [0]), ("संघ के नेता", [0])],
)
def test_where_a_description_and_its_last_part_begin(text, starts):
    assert beginnings(*whole(text)) == starts


def test_the_first_spelling_of_a_form_is_kept():
    forms = {}
    for form in ("डॉ. रमेश पाल", "रमेश पाल", "पाल"):
        add(forms, form)
    assert list(forms.values()) == ["डॉ. रमेश पाल", "पाल"]


def names_of(text, word):
    doc = Document(text)
    return named(doc, mention_ending_at(doc, len(doc.words) - 1 - doc.words[::-1].index(word))).names


def test_a_name_that_stands_alone_elsewhere():
    assert "पाल" in names_of("पाल ने काम देखा। रमेश पाल ने कहा", "पाल")
    assert "पाल" not in names_of("सुरेश पाल ने काम देखा। रमेश पाल ने कहा", "पाल")


def test_an_acronym_in_brackets():
    assert "जसं" in names_of("जल संघ (जसं) की बैठक हुई। जल संघ ने कहा", "संघ")
    assert "45" not in names_of("रमेश (45) ने काम देखा। रमेश ने कहा", "रमेश")
