import pytest

from quotestance.speakers.words.positions import _SCANS, Positions, positions
from quotestance.text import Document


@pytest.mark.parametrize("words", [[], ["अ"], ["अ", "ब", "अ", "अ"], [str(i % (2 * _SCANS)) for i in range(500)]])
def test_places_are_those_of_each_word_before_and_after_all_are_known(words):
    found = Positions(words)
    for w in [*dict.fromkeys(words), *words[:3]]:
        assert found[w] == [i for i, x in enumerate(words) if x == w]
        assert found.counts[w] == len(found[w])


def test_a_word_that_is_not_there_has_no_place():
    found = Positions(["अ"])
    assert found["ब"] == []
    assert found.counts["ब"] == 0


def test_positions_are_made_once_a_document():
    doc = Document("रमेश आए। रमेश गए।")
    assert positions(doc) is positions(doc)
    assert positions(doc)["रमेश"] == [0, 3]
