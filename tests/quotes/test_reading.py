import pytest

from quotestance.quotes.reading import count, leading, look, pieces, read_words, reports
from quotestance.quotes.words import CLASSES


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
    assert reports(stretch) == expected


def test_distances_stop_at_the_end_of_the_sentence():
    say = CLASSES.index("say")
    assert look(["कि", "कहा"])[0][say] == 1
    assert look(["वह", "।", "कहा"])[0][say] == 12


def test_words_are_folded_and_lines_kept():
    assert read_words("हूँ, २०१८\nक\u200d", 0, 11) == ["हूं", ",", "2018", "\n", "क"]


def test_near_words_end_with_the_line_or_the_sentence():
    assert look([",", "कहा", "(", "ने", "\n", "राम"])[1] == ["कहा", "ने"]
    assert look(["।", "कहा", "।", "राम"])[1] == ["कहा"]


def test_counts_are_those_of_the_words():
    assert count(pieces("मैं 25 kg लाए।\nवह २ है")) == (9, 1, 1, 1, 0, 1, 2)
    assert count([]) == (0,) * 7
    many = "मैं " * 400
    assert count(pieces(many))[:4] == (400, 0, 0, 400)


def test_leading_words_are_the_first_of_all():
    text = "\u200d क,ख\nग घ"
    assert leading(pieces(text), 2)[:2] == read_words(text, 0, len(text))[:2] == ["क", ","]
    assert leading(pieces("क"), 2) == ["क"]
