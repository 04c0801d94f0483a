import pytest

from quotestance.quotes.words import CLASSES, class_of, is_finite, neighbour_class
from quotestance.text import fold


def test_every_word_of_the_table_is_folded_and_of_a_known_class():
    for word, classes in class_of().items():
        assert word == fold(word)
        assert " " not in word
        assert set(classes) <= set(range(len(CLASSES)))


@pytest.mark.parametrize("name", CLASSES)
def test_every_class_has_words(name):
    assert any(CLASSES.index(name) in classes for classes in class_of().values())


@pytest.mark.parametrize(("word", "finite"), [("है", True), ("थीं", True), ("बोलेगा", True), ("किताब", False), ("में", False), ("", False)])
def test_finite(word, finite):
    assert is_finite(word) is finite


def test_neighbours_share_a_class():
    known = neighbour_class()
    assert known["सोमवार"] == known["मंगलवार"]
    assert known["सोमवार"] != known["मंत्री"]
