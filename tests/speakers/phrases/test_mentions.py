"""Where a mention begins and what it is. A case marks the expected mention with ⟦ ⟧; its last word is given to `mention_ending_at`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotestance.speakers.phrases.mentions import Mention, certainty, mention_ending_at, mentions_between, title_of
from quotestance.text import Document

CASES = [
    ("a name alone", "कल ⟦सुरेश भाटिया⟧ ने कहा", "name"),
    ("one word", "बाद में ⟦भाटिया⟧ ने कहा", "name"),
    ("a title stands before it", "केंद्रीय कृषि मंत्री ⟦सुरेश भाटिया⟧ ने कहा", "name"),
    ("title with genitive", "किसान सभा के अध्यक्ष ⟦हरीश मेहता⟧ ने कहा", "name"),
    ("initials with points", "प्रोफेसर ⟦के. एल. बंसल⟧ ने कहा", "name"),
    ("an initial that is a postposition, too", "आयोग के सचिव ⟦के. बंसल⟧ ने कहा", "name"),
    ("a short word before a full stop is no initial", "समिति ने बधाई दी. ⟦भाटिया⟧ ने कहा", "name"),
    ("a preposition before the source", "बकौल ⟦भाटिया⟧ के", "name"),
    ("a last syllable that looks like a pronoun", "उत्तर कोरिया के नेता ⟦किम जोंग उन⟧ ने कहा", "name"),
    ("such a syllable before another postposition", "राष्ट्रपति ⟦मून जे इन⟧ के अनुसार", "name"),
    ("a pronoun after a postposition", "भाटिया के ⟦उन⟧ के अनुसार", "pronoun"),
    ("a pronoun after a name", "भाटिया और ⟦उन⟧ के अनुसार", "pronoun"),
    ("three words", "डॉक्टर ⟦अनिल कुमार त्रिपाठी⟧ के अनुसार", "name"),
    ("after a full stop without a space", "बैठक हुई है.⟦सुनीता राव⟧ ने कहा", "name"),
    ("Latin letters", "कंपनी के प्रमुख ⟦Peter Mills⟧ ने कहा", "name"),
    ("a hyphen", "राष्ट्रपति ⟦करीम अल-रशीद⟧ ने कहा", "name"),
    ("an apostrophe", "कोच ⟦डेनिस ओ'नील⟧ ने कहा", "name"),
    ("an apostrophe in a double surname", "कोच ⟦डेनिस कार्वाल्हो-डी'कोस्टा⟧ ने कहा", "name"),
    ("before a line break", "मौसम खराब रहेगा\n⟦सुरेश भाटिया⟧ ने कहा", "name"),
    ("a ministry", "शाम को ⟦विदेश मंत्रालय⟧ ने कहा", "name"),
    ("office alone", "इसके बाद ⟦प्रधानमंत्री⟧ ने कहा", "description"),
    ("description with genitive", "शाम को ⟦मंत्रालय के एक वरिष्ठ अधिकारी⟧ ने कहा", "description"),
    ("a group", "शाम तक ⟦प्रदर्शनकारियों⟧ ने कहा", "description"),
    ("a piece of writing", "उसके साथ ⟦पोस्ट⟧ में लिखा है", "description"),
    ("after a conjunction", "वह लौट गया, और ⟦अस्पताल⟧ ने कहा", "description"),
    ("a pronoun", "बाद में ⟦उन्होंने⟧ कहा", "pronoun"),
    ("a possessive", "इस पर ⟦उनका⟧ कहना है", "pronoun"),
]


def place(marked):
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    doc = Document(marked.replace("⟦", "").replace("⟧", ""))
    return doc, start, end


@pytest.mark.parametrize(("marked", "how"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_mention_ending_at(marked, how):
    doc, start, end = place(marked)
    found = mention_ending_at(doc, doc.last_token(end))
    assert found is not None
    assert (doc.text[found.start : found.end], found.how) == (doc.text[start:end], how)
    assert (doc.ends[found.last], found.how) == (found.end, how)
    assert 0 <= certainty(doc, found) <= 1


STEPPED_OVER = [
    ("a particle", "सुरेश भाटिया भी", "सुरेश भाटिया"),
    ("a party in brackets", "सुरेश भाटिया (जनमोर्चा)", "सुरेश भाटिया"),
    ("a relative clause", "सुरेश भाटिया, जो पहले शिक्षक थे,", "सुरेश भाटिया"),
    ("an age before it", "सुरेश भाटिया, 26, जो पहले शिक्षक थे,", "सुरेश भाटिया"),
    ("an age alone", "सुरेश भाटिया, 26,", "सुरेश भाटिया"),
    ("quotation marks", "चैनल ‘नया सवेरा’", "नया सवेरा"),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in STEPPED_OVER], ids=[c[0] for c in STEPPED_OVER])
def test_stepped_over(text, expected):
    doc = Document(f"{text} ने कहा")
    found = mention_ending_at(doc, doc.words.index("ने") - 1)
    assert found is not None
    assert doc.text[found.start : found.end] == expected


def test_a_lost_space():
    doc = Document("भाटिया सांसद हैं। वीडियो नकली नहींभाटिया ने कहा")
    found = mention_ending_at(doc, doc.words.index("ने") - 1)
    assert found is not None
    assert doc.text[found.start : found.end] == "भाटिया"


@pytest.mark.parametrize("text", ["वह घर में", "काम पूरा हो गया", "उसके बाद", "\u200d", "।", ""])
def test_no_phrase_ends_there(text):
    doc = Document(text)
    assert mention_ending_at(doc, len(doc.words) - 1) is None


@pytest.mark.parametrize(
    ("text", "word"),
    [("वह मुस्कुराते हुए बोले", "मुस्कुराते"), ("कुल मिलाकर, 26 ने कहा", "26")],
    ids=["a participle", "a number"],
)
def test_no_phrase_ends_at(text, word):
    doc = Document(text)
    assert mention_ending_at(doc, doc.words.index(word)) is None


def test_outside_the_document():
    doc = Document("सुरेश")
    assert mention_ending_at(doc, -1) is None
    assert mention_ending_at(doc, 7) is None


def test_title():
    doc = Document("केंद्रीय कृषि मंत्री सुरेश भाटिया ने कहा")
    mention = mention_ending_at(doc, 4)
    title = title_of(doc, mention)
    assert doc.text[title.start : title.end] == "केंद्रीय कृषि मंत्री"


def test_no_title():
    doc = Document("कल शाम सुरेश भाटिया ने कहा")
    assert title_of(doc, mention_ending_at(doc, 3)) is None


def test_mentions_between():
    doc = Document("कृषि मंत्री सुरेश भाटिया ने हरीश मेहता को बताया कि वे आएंगे")
    found = mentions_between(doc, 0, len(doc.words))
    assert [doc.text[m.start : m.end] for m in found] == ["कृषि मंत्री", "सुरेश भाटिया", "हरीश मेहता", "वे"]


@given(st.text(alphabet="कमलरशने मंत्रीा.,।'\"()‘’ \n\u200dA1-", max_size=60))
def test_any_text(text):
    doc = Document(text)
    for i in range(len(doc.words)):
        found = mention_ending_at(doc, i)
        if found is not None:
            assert isinstance(found, Mention)
            assert 0 <= found.first <= found.last < len(doc.words)
            assert doc.starts[found.first] <= found.start < found.end == doc.ends[found.last]
    mentions_between(doc, 0, len(doc.words))
