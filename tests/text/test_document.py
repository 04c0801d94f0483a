import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotestance.text import Document, fold


def tokens(text):
    doc = Document(text)
    return [text[s:e] for s, e in zip(doc.starts, doc.ends, strict=True)]


CASES = [
    ("vowel signs belong to the word", "मंत्री ने कहा", ["मंत्री", "ने", "कहा"]),
    ("danda and comma stand alone", "गए।कहा,", ["गए", "।", "कहा", ","]),
    ("a hyphen between letters", "अल-असद - वह", ["अल-असद", "-", "वह"]),
    ("numbers with points and commas", "2.5 और 18,000।", ["2.5", "और", "18,000", "।"]),
    ("initials", "एस. राव", ["एस", ".", "राव"]),
    ("an article with an apostrophe", "ओ'नील, राव-डी’मेलो", ["ओ'नील", ",", "राव-डी’मेलो"]),
    ("no article", "'शब्द'का वह'हम ओ' ‘द’ में", ["'", "शब्द", "'", "का", "वह", "'", "हम", "ओ", "'", "‘", "द", "’", "में"]),
    ("Latin apostrophe", "don't 'हां'", ["don't", "'", "हां", "'"]),
    ("two-character marks", "''हां'' ‘‘ना’’ ``वह''", ["''", "हां", "''", "‘‘", "ना", "’’", "``", "वह", "''"]),
    ("joiners inside a word", "क्\u200dया", ["क्\u200dया"]),
    ("nothing", " \n\t", []),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_tokens(text, expected):
    assert tokens(text) == expected


@given(st.text())
def test_tokens_cover_all_that_is_visible(text):
    doc = Document(text)
    assert all(0 <= s < e <= len(text) for s, e in zip(doc.starts, doc.ends, strict=True))
    assert all(e <= s for e, s in zip(doc.ends, doc.starts[1:], strict=False))
    assert doc.words == [fold(t) or t for t in tokens(text)]
    assert all(doc.words)
    assert "".join("".join(tokens(text)).split()) == "".join(text.split())


def test_lines_and_neighbours():
    doc = Document("एक दो\nतीन")
    assert [doc.line(o) for o in (0, 5, 6)] == [0, 0, 1]
    assert doc.first_token(1) == 1
    assert doc.last_token(5) == 1
    assert doc.last_token(0) == -1
    assert doc.first_token(9) == 3
