import pytest

from quotestance.quotes.reading import count, look, reports, sentence_after, sentence_before
from quotestance.quotes.words import CLASSES
from quotestance.text import Document


@pytest.mark.parametrize(
    ("stretch", "expected"),
    [
        ("राम ने कहा, ", (True, False, False, True, 0)),
        ("मंत्री के अनुसार", (False, False, True, False, 0)),
        ("उनका बयान", (False, True, False, False, 0)),
        ("मैं और हम", (False, False, False, False, 2)),
        ("कहानी", (False, False, False, False, 0)),
    ],
)
def test_reports(stretch, expected):
    assert reports(Document(stretch).words) == expected


def test_distances_are_those_of_the_nearest():
    say = CLASSES.index("say")
    assert look(["वह", "कहा", "बोला"])[say] == 1
    assert look(["वह"])[say] == 12


def test_sentences_end_with_a_stop_or_where_the_reading_ends():
    words = Document("वह आया। राम ने कहा? चलो").words
    assert sentence_before(words, 6) == 3
    assert sentence_before(words, 6, 4) == 4
    assert sentence_after(words, 3, len(words)) == 6
    assert sentence_after(words, 7, len(words)) == len(words)
    assert sentence_after(["क"] * 99, 0, 99) == 30
    assert sentence_before(["क"] * 99, 99) == 69


def test_counts_are_those_of_the_words():
    assert count(Document("मैं 25 kg लाए।\nवह २ है").words) == (1, 1, 1, 0, 1, 2)
    assert count([]) == (0,) * 6
    assert count(["मैं"] * 400)[:3] == (0, 0, 400)
