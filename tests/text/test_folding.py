import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotestance.text import fold, name_key

SAME = [
    ("nukta as one code point and as two", "\u095b\u0930\u0942\u0930", "\u091c\u093c\u0930\u0942\u0930"),
    ("nukta left out", "फ़ैसला", "फैसला"),
    ("chandrabindu and anusvara", "हूँ", "हूं"),
    ("joiners", "क्\u200dया", "क्या"),
    ("Devanagari and Latin digits", "२०२४", "2024"),
    ("Latin letters in either case", "ISRO", "isro"),
]
OTHER = [("short and long vowel", "दिन", "दीन"), ("aspirated or not", "काना", "खाना")]


@pytest.mark.parametrize(("a", "b"), [c[1:] for c in SAME], ids=[c[0] for c in SAME])
def test_spellings_of_one_word_fold_together(a, b):
    assert fold(a) == fold(b)


@pytest.mark.parametrize(("a", "b"), [c[1:] for c in OTHER], ids=[c[0] for c in OTHER])
def test_different_words_stay_apart(a, b):
    assert fold(a) != fold(b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("डॉ. सुधा राव", "सुधा राव"),
        ("श्री रामदीन जी", "रामदीन"),
        ("श्रीमती सुधा राव", "सुधा राव"),
        ("एस. के. मेनन", "एस के मेनन"),
        ("अल-हकीम", "अल हकीम"),
        ("प्रो. डॉ. मेनन", "मेनन"),
    ],
)
def test_honorifics_and_punctuation_do_not_make_another_name(a, b):
    assert name_key(a) == name_key(b)


@pytest.mark.parametrize(("a", "b"), [("मंत्री राव", "राव"), ("सुधा राव", "राव"), ("सर", "श्री")])
def test_a_title_or_a_further_name_does(a, b):
    assert name_key(a) != name_key(b)


@given(st.text())
def test_folding_is_stable_under_normal_forms(text):
    assert fold(text) == fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))
