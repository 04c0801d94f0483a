"""Stems: which forms fall together, and which must not."""

import pytest

from quotestance.stance.words import stem

SAME = [
    ("oblique plural", "किसान", "किसानों"),
    ("oblique singular", "हमला", "हमले"),
    ("plural of -ī", "पुजारी", "पुजारियों"),
    ("plural of -ā", "योजना", "योजनाओं"),
    ("plural without the nasal, as the web writes", "हिंदू", "हिंदुओ"),
    ("adjective in -ī", "रूस", "रूसी"),
    ("adjective in -īy", "भारत", "भारतीय"),
    ("nasal written as a letter", "हिन्दू", "हिंदू"),
]
APART = [
    ("postpositions", "की", "का"),
    ("two countries", "ईरान", "इराक"),
    ("short words keep their ending", "तू", "तो"),
]


@pytest.mark.parametrize(("why", "a", "b"), SAME, ids=[s[0] for s in SAME])
def test_forms_of_one_word_have_one_stem(why, a, b):
    assert stem(a) == stem(b)


@pytest.mark.parametrize(("why", "a", "b"), APART, ids=[s[0] for s in APART])
def test_other_words_have_another_stem(why, a, b):
    assert stem(a) != stem(b)
