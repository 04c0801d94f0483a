import pytest

from quotestance.text.tables import read_table
from quotestance.text.titles import nameless

NAMELESS = [
    ("मुख्यमंत्री", "person"),
    ("पूर्व केंद्रीय मंत्री", "person"),
    ("भाजपा नेता", "unknown"),
    ("अमेरिका के राष्ट्रपति", "person"),
    ("सूत्रों", "group"),
    ("एक अधिकारी", "unnamed"),
    ("बयान", "organisation"),
    ("एक आधिकारिक बयान", "organisation"),
    ("कैप्शन", "unknown"),
]
NAMED = [
    ("मुख्यमंत्री कमला नेगी", "person"),
    ("अमित शाह", "person"),
    ("भाजपा", "organisation"),
    ("डेली मेल", "organisation"),
    ("गृह मंत्रालय", "organisation"),
    ("प्रधानमंत्री कार्यालय", "organisation"),
    ("अमेरिका के राष्ट्रपति हरि दास", "person"),
    ("कोई लेख", "person"),
    ("।", "person"),
]


@pytest.mark.parametrize(("name", "kind"), NAMELESS)
def test_known_in_its_document_alone(name, kind):
    assert nameless(name, kind)


@pytest.mark.parametrize(("name", "kind"), NAMED)
def test_the_same_in_every_document(name, kind):
    assert not nameless(name, kind)


def test_every_title_is_one_word_with_a_role():
    rows = read_table("quotestance.text", "titles.tsv", 2)
    assert {role for _, role in rows} == {"title", "modifier", "document"}
    assert not [word for word, _ in rows if len(word.split()) != 1]
    words = [word for word, _ in rows]
    assert len(words) == len(set(words))
