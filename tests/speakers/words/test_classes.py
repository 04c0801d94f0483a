import pytest

from quotestance.speakers.words.classes import NOUN_CLASSES, name_like, noun_class, noun_gender, same_office, word
from quotestance.text import fold
from quotestance.text.tables import read_table


@pytest.mark.parametrize(
    ("form", "expected"), [("मंत्री", "office"), ("अदालत", "organisation"), ("कैप्शन", "text"), ("डॉ", "honorific"), ("मेज", "")]
)
def test_noun_class(form, expected):
    assert noun_class(form) == expected


@pytest.mark.parametrize(("form", "gender"), [("अभिनेत्री", 2), ("अभिनेता", 1), ("सांसद", 0), ("मेज", 0)])
def test_noun_gender(form, gender):
    assert noun_gender(form) == gender


@pytest.mark.parametrize(("name", "columns"), [("nouns.tsv", 3), ("phrase_words.tsv", 2), ("offices.tsv", 2), ("pronouns.tsv", 4)])
def test_rows_of_tables_differ_when_folded(name, columns):
    rows = [tuple(fold(f) for f in row) for row in read_table("quotestance.speakers.words", name, columns)]
    assert len(set(rows)) == len(rows)


def test_every_class_has_words():
    assert {row[1] for row in read_table("quotestance.speakers.words", "nouns.tsv", 3)} == set(NOUN_CLASSES)


def test_offices_go_both_ways():
    assert "प्रधानमंत्री" in same_office()["पीएम"]
    assert "पीएम" in same_office()["प्रधानमंत्री"]
    assert "उपमुख्यमंत्री" not in same_office()


@pytest.mark.parametrize(("form", "expected"), [("नरेंद्र", True), ("मंत्री", False), ("है", False)])
def test_name_like(form, expected):
    assert name_like(word(form)) is expected


def test_unknown_words():
    assert word("क्ष्म्य्र").level == 0
    assert word("").text == ""
