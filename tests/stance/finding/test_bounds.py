"""Where names of targets begin and end: what belongs to a name, and what must be left out."""

import pytest

from quotestance.stance.finding.bounds import joint, trimmed, whole
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
    ("second word of a postposition", "के बीच नई साझेदारी", "नई साझेदारी"),
    ("a postposition within", "घुसपैठ के खिलाफ अभियान", "घुसपैठ के खिलाफ अभियान"),
    ("of this sort", "तरह के नए ऐप", "नए ऐप"),
    ("honorific of a name cut off", "जी के आदर्श", "आदर्श"),
    ("participle of a clause", "होने वाले शिखर सम्मेलन", "शिखर सम्मेलन"),
    ("participle as a head", "मेले का विरोध करने वाले", "मेले का विरोध करने वाले"),
    ("bracket not opened", "तामरा )", "तामरा"),
    ("bracket not closed", "नदी कोष ( नया", "नदी कोष"),
    ("bracket before it", "दल ) के अध्यक्ष मोहन", "अध्यक्ष मोहन"),
    ("bracket of its own", "नदी कोष ( एनके )", "नदी कोष ( एनके )"),
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


@pytest.mark.parametrize(
    ("why", "text", "low", "all_of_it"),
    [
        ("two countries", "अब भारत और नेपाल के बीच साझेदारी बढ़ी", 3, "भारत और नेपाल के बीच साझेदारी"),
        ("one noun", "अब दोनों देशों के बीच साझेदारी बढ़ी", 2, "देशों के बीच साझेदारी"),
        ("no noun before", "वह उनके और नेपाल के बीच साझेदारी है", 3, "नेपाल के बीच साझेदारी"),
        ("another postposition", "अब भारत और नेपाल के साथ साझेदारी बढ़ी", 3, "नेपाल के साथ साझेदारी"),
    ],
)
def test_what_is_between_two_is_of_both(why, text, low, all_of_it):
    words = text.split()
    a, b = joint(words, low, words.index("साझेदारी") + 1)
    assert " ".join(words[a:b]) == all_of_it
