"""The direct case of oblique nouns, where spelling and commonness tell it."""

import pytest

from quotestance.stance.finding.inflection import direct

DIRECT = [
    ("masculine plural", "किसानों", False, "किसान"),
    ("masculine plural in ā", "बच्चों", False, "बच्चे"),
    ("feminine plural", "सरकारों", False, "सरकारें"),
    ("feminine plural in ī", "कंपनियों", False, "कंपनियां"),
    ("masculine plural in ī", "पुजारियों", False, "पुजारी"),
    ("feminine plural in ā", "योजनाओं", False, "योजनाएं"),
    ("masculine plural in tā", "नेताओं", False, "नेता"),
    ("singular before a postposition", "हमले", True, "हमला"),
    ("nukta kept", "लड़कों", False, "लड़के"),
    ("plural or singular, nobody knows", "हमले", False, "हमले"),
    ("a name", "दिल्ली", True, "दिल्ली"),
    ("a name in e", "पुणे", True, "पुणे"),
    ("unknown word", "खगफों", False, "खगफ"),
    ("rare masculine plural in ī", "सफाईकर्मियों", False, "सफाईकर्मी"),
    ("rare masculine plural in i", "उद्योगपतियों", False, "उद्योगपति"),
    ("masculine plural in ī after a vowel", "भाइयों", False, "भाई"),
    ("rare abstract plural", "विभिन्नताओं", False, "विभिन्नताएं"),
    ("an unknown plural in ā stays", "खगफाओं", False, "खगफाओं"),
]


@pytest.mark.parametrize(("why", "oblique", "singular", "form"), DIRECT, ids=[c[0] for c in DIRECT])
def test_direct_case(why, oblique, singular, form):
    assert direct(oblique, singular) == form
