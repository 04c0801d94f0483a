"""Where names of targets begin and end: what belongs to a name, and what must be left out."""

import pytest

from quotestance.stance.bounds import trimmed, whole
from quotestance.text import Document

TRIMMED = [
    ("demonstrative and postposition", "इस नई योजना के", "नई योजना"),
    ("honorifics", "श्री मोहन जी", "मोहन"),
    ("nothing left", "और के", ""),
    ("bare", "सरकार", "सरकार"),
    ("quantifier", "कुछ देशों", "देशों"),
    ("indefinite", "किसी भी दल", "दल"),
    ("pronoun after", "मोहन उसकी", "मोहन"),
    ("number kept", "तीन कानून", "तीन कानून"),
    ("what somebody is", "रमेश पाल मंत्री | होते", "रमेश पाल"),
    ("a title after a party", "कांग्रेस अध्यक्ष | ने", "कांग्रेस अध्यक्ष"),
]


@pytest.mark.parametrize(("why", "phrase", "kept"), TRIMMED, ids=[c[0] for c in TRIMMED])
def test_trimmed(why, phrase, kept):
    inside, _, after = phrase.partition("|")
    words = inside.split() + after.split()
    low, high = trimmed(words, 0, len(inside.split()))
    assert words[low:high] == kept.split()


def test_a_name_is_not_made_longer_by_a_chance_neighbour():
    assert whole(Document("रमेश मोहन आए। रमेश गए।"), 0, 1) == (0, 1)
