"""The reporter's sentences and their nouns. All people are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotestance.speakers.reading.sentences import Sentences, sentence_ends
from quotestance.text import Document

from ..marked import read


def told(marked):
    doc, quotes = read(marked)
    return Sentences(doc, [(q.start, q.end) for q in quotes])


def nouns(text, number=0):
    return [(h.word, h.case, h.region, h.subject) for h in told(text).heads(number)]


NOUNS = [
    ("with ne", "सांसद गीता मेहता ने कहा।", [("मेहता", "erg", "m", True)]),
    ("without", "सुरेश भाटिया बैठक में पहुंचे।", [("भाटिया", "nom", "m", True)]),
    ("relative clause before ne", "गीता मेहता, जो दिल्ली में रहती हैं, ने कहा।", [("मेहता", "erg", "m", True)]),
    ("possessor", "गीता मेहता की राय अलग है।", [("मेहता", "gen", "m", False)]),
    ("in reported speech", "गीता मेहता ने कहा कि सुरेश भाटिया आए थे।", [("मेहता", "erg", "m", True), ("भाटिया", "nom", "e", True)]),
    ("only one of a list is its end", "गीता मेहता, करीम ताहिर ने विरोध किया।", [("मेहता", "end", "m", False), ("ताहिर", "erg", "m", True)]),
    ("a surname like a verb", "सांसद राजेश नेगी ने कहा।", [("नेगी", "erg", "m", True)]),
    ("a verb like a surname", "वे कल जाएंगी।", []),
    ("nobody", "बारिश तेज होने लगी।", []),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in NOUNS], ids=[c[0] for c in NOUNS])
def test_nouns(text, expected):
    assert nouns(text) == expected


AGREEMENT = [
    ("गीता मेहता नाराज थीं।", (2, 1)),
    ("सुरेश भाटिया चुप रहे।", (1, 1)),
    ("गीता मेहता कहती है।", (2, 0)),
    ("गीता मेहता ने बात कही थी।", (0, -1)),  # the verb agrees with what was said
]


@pytest.mark.parametrize(("text", "expected"), AGREEMENT)
def test_agreement(text, expected):
    head = told(text).heads(0)[0]
    assert (head.gender, head.plural) == expected


TELLERS = [
    ("with ne", "गीता मेहता ने कहा कि काम होगा।", ["मेहता"]),
    ("habitual", "सुरेश भाटिया मानते हैं कि काम होगा।", ["भाटिया"]),
    ("what is somebody's", "गीता मेहता का कहना है कि काम होगा।", ["मेहता"]),
    ("over और", "गीता मेहता बैठक में आईं और कहा कि काम होगा।", ["मेहता"]),
    ("a relative clause before ne", "गीता मेहता, जो दिल्ली में रहती हैं, ने कहा कि काम होगा।", ["मेहता"]),
    ("nothing is told", "गीता मेहता ने काम किया।", []),
    ("whose friend", "गीता मेहता के मित्र ने कहा कि काम होगा।", ["मित्र"]),
    ("in reported speech", "गीता मेहता ने कहा कि सुरेश भाटिया मानते हैं कि काम होगा।", ["मेहता"]),
    ("a pronoun", "गीता मेहता आईं और उन्होंने कहा कि काम होगा।", []),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in TELLERS], ids=[c[0] for c in TELLERS])
def test_who_tells(text, expected):
    assert [h.word for h in told(text).heads(0) if h.tells] == expected


def test_pronouns():
    sentences = told("गीता मेहता आईं और वह नाराज थीं। उन्होंने कहा कि वे जाएंगी।")
    assert [p[1:] for p in sentences.pronouns(0)] == [(2, 1)]
    assert [p[1:] for p in sentences.pronouns(1)] == [(0, -1)]  # not the one in the reported speech


def test_a_sentence_goes_on_over_its_quotation():
    sentences = told("⟦काम होगा। सब खुश हैं।⟧ गीता मेहता ने कहा। भाटिया आए।")
    assert [h.word for h in sentences.heads(0)] == ["मेहता"]


def test_a_quotation_ends_the_sentence_that_carries_it():
    sentences = told("गीता मेहता ने कहा, “⟦काम होगा।⟧” सुरेश भाटिया आए।")
    assert [[h.word for h in sentences.heads(k)] for k in (0, 1)] == [["मेहता"], ["भाटिया"]]


def test_ends_without_a_space():
    doc = Document("काम होगा था.भाटिया आए\nसब")
    assert [doc.words[i] for i in sentence_ends(doc)] == [".", "आए"]


def test_points_that_end_nothing():
    assert sentence_ends(Document("डॉ. एस. राव आए")) == []


@given(st.text(alphabet="मेहताने कि,जो।. “”\n", max_size=60), st.lists(st.integers(0, 60), min_size=2, max_size=6))
def test_any_text(text, places):
    places = sorted(min(p, len(text)) for p in places)
    sentences = Sentences(Document(text), list(zip(places[::2], places[1::2], strict=False)))
    for k in range(len(sentences.ends) + 1):
        first, last = sentences.bounds(k)
        assert all(first <= h.begin <= h.token < last for h in sentences.heads(k))
