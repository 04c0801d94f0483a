"""Words of saying: every row of the table, inflections, light verbs with words between, and what is none."""

import pytest

from quotestance.speakers.reading.cues import CLASSES, FORMS, cues_between, verb_forms
from quotestance.text import Document
from quotestance.text.tables import read_table

ROWS = read_table("quotestance.speakers.reading", "cues.tsv", 4)


def found(text):
    doc = Document(text)
    cues = cues_between(doc, 0, len(doc.words))
    return [(" ".join(doc.words[c.start : c.end]), CLASSES[c.kind], FORMS[c.form]) for c in cues]


def phrases(text):
    return [phrase for phrase, _, _ in found(text)]


CASES = [
    ("perfective", "रमेश ने कहा", ["कहा"]),
    ("habitual", "वे कहते हैं", ["कहते"]),
    ("feminine", "सुनीता कहती हैं", ["कहती"]),
    ("progressive", "वे कह रहे थे", ["कह"]),
    ("subject without ने", "सुनीता बोलीं", ["बोलीं"]),
    ("का कहना है", "रमेश का कहना है कि", ["कहना"]),
    ("words inside का कहना था", "रमेश का यह भी कहना था", ["कहना"]),
    ("यह कहना है X का", "यह कहना है रमेश का।", ["कहना"]),
    ("light verb", "रमेश ने आरोप लगाया", ["आरोप लगाया"]),
    ("words between noun and light verb", "रमेश ने आरोप यह भी लगाया", ["आरोप यह भी लगाया"]),
    ("headline order", "मंत्री ने दिया जवाब", ["दिया जवाब"]),
    ("conjunctive", "रमेश ने ट्वीट कर कहा", ["ट्वीट कर", "कहा"]),
    ("participle", "निशाना साधते हुए कहा", ["निशाना साधते", "कहा"]),
    ("two light verbs", "चिंता व्यक्त करते हुए कहा", ["चिंता व्यक्त करते", "कहा"]),
    ("two light verbs, the text ends", "रमेश ने चिंता व्यक्त कर", ["चिंता व्यक्त कर"]),
    ("no second light verb, the text ends", "रमेश ने चिंता व्यक्त", []),
    ("naming", "इसे साजिश करार दिया", ["करार दिया"]),
    ("a noun of saying with an adjective", "रमेश का तर्क सरल था: ", ["तर्क"]),
    ("according to", "रमेश के अनुसार", ["के अनुसार"]),
    ("nukta", "रमेश के मुताबिक़", ["के मुताबिक"]),
    ("after a pronoun", "उनके मुताबिक", ["मुताबिक"]),
    ("three words", "रमेश के शब्दों में", ["के शब्दों में"]),
    ("opinion", "उनकी राय में", ["राय में"]),
    ("before the name", "बकौल रमेश", ["बकौल"]),
    ("slogans", "किसानों ने नारे लगाए", ["नारे लगाए"]),
    ("caption", "कैप्शन: ", ["कैप्शन"]),
    ("passive", "पत्र में कहा गया है", ["कहा"]),
    ("spelling with nukta", "उन्होंने जोड़ा", ["जोडा"]),
]
NONE = [
    ("a noun of saying as a subject", "रमेश का तर्क सबने सुना था और"),
    ("no word of saying", "रमेश बाजार गया और सब्जी लाया"),
    ("somewhere", "वह कहीं चला गया"),
    ("a noun alone", "इस आरोप के बाद दुकान बंद रही"),
    ("a stem that is a noun", "उसका मान बढ़ गया"),
    ("the light verb of another noun", "आरोप सुनकर वह हंसा। फिर पौधा लगाया"),
    ("an answer nobody gives", "इसका कोई जवाब नहीं"),
    ("along a canal", "नहर के किनारे"),
    ("a view of a house", "राय साहब घर में थे"),
]


@pytest.mark.parametrize(("label", "text", "expected"), CASES, ids=[c[0] for c in CASES])
def test_found(label, text, expected):
    assert phrases(text) == expected


@pytest.mark.parametrize(("label", "text"), NONE, ids=[c[0] for c in NONE])
def test_not_found(label, text):
    assert phrases(text) == []


@pytest.mark.parametrize("row", ROWS, ids=[f"{r[0]}-{r[1]}" for r in ROWS])
def test_every_row_is_found(row):
    phrase, kind, light, cls = row
    texts = {
        "verb": [f"{form} रहे हैं" for form in verb_forms(phrase)],
        "noun": [f"{phrase} {form}" for stem in light.split(",") for form in (f"{stem} किया", *verb_forms(stem))],
        "state": [f"रमेश का {phrase} है"],
        "post": [f"रमेश {phrase}"],
        "pre": [f"{phrase} रमेश"],
        "text": [f"{phrase}:"],
    }[kind]
    assert any(c == cls for text in texts for _, c, _ in found(text)), texts


def test_forms_and_agreement():
    doc = Document("वह कहती है कि वे कहते हैं और उसने कहा")
    habitual, plural, perfective = cues_between(doc, 0, len(doc.words))
    assert (habitual.gender, habitual.plural, habitual.ergative) == (2, -1, False)
    assert (plural.gender, plural.plural, plural.ergative) == (1, 1, False)
    assert (perfective.ergative, perfective.passive) == (True, False)


def test_passive():
    doc = Document("पत्र में कहा गया है")
    assert [c.passive for c in cues_between(doc, 0, len(doc.words))] == [True]


def test_a_word_of_nothing_but_joiners_is_passed():
    assert phrases("रमेश ने \u200d कहा") == ["कहा"]


def test_stays_inside_the_stretch():
    doc = Document("रमेश ने आरोप लगाया")
    assert cues_between(doc, 0, 3) == []
