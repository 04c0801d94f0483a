"""Whether a name that the text offers is the one who is meant. All people are invented."""

import pytest

from quotestance.speakers.identity.descriptions import bodies, holders
from quotestance.speakers.identity.names import fuller, parts_of
from quotestance.speakers.identity.sameness import ENOUGH, Offer, best, nearest
from quotestance.speakers.phrases.mentions import mention_ending_at
from quotestance.text import Document


def asked(text):
    """Return the document and the mention before its last ने."""
    doc = Document(text)
    return doc, mention_ending_at(doc, max(i for i, w in enumerate(doc.words) if w == "ने") - 1)


def shown(doc, offers):
    return [doc.text[offer.mention.start : offer.mention.end] for offer in offers]


HOLDERS = [
    ("the title alone", "कृषि मंत्री सुरेश भाटिया आए। मंत्री ने कहा", ["सुरेश भाटिया"]),
    ("two holders", "कृषि मंत्री सुरेश भाटिया और रेल मंत्री गीता मेहता आए। मंत्री ने कहा", ["सुरेश भाटिया", "गीता मेहता"]),
    ("the same but for the last letter", "रूस के राष्ट्रपति इवान पेत्रोव आए। रूसी राष्ट्रपति ने कहा", ["इवान पेत्रोव"]),
    ("a word that the title has not", "विदेश मंत्री गीता मेहता आईं। चीनी विदेश मंत्री ने कहा", []),
    ("somebody new", "कृषि मंत्री सुरेश भाटिया आए। एक मंत्री ने कहा", []),
    ("no office", "कृषि मंत्री सुरेश भाटिया आए। पड़ोसी ने कहा", []),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in HOLDERS], ids=[c[0] for c in HOLDERS])
def test_holders(text, expected):
    doc, mention = asked(text)
    assert shown(doc, holders(doc, mention)) == expected


def test_bodies():
    doc, mention = asked("चुनाव आयोग की बैठक हुई। आयोग ने कहा")
    assert shown(doc, bodies(doc, mention)) == ["चुनाव आयोग"]
    doc, mention = asked("चुनाव आयोग की बैठक हुई। एक आयोग ने कहा")
    assert bodies(doc, mention) == []


def test_a_word_for_people_is_no_part_of_an_offered_name():
    doc, mention = asked("पार्टी के सचिव सुरेश भाटिया ने काम गिनाए। भाटिया ने कहा")
    assert shown(doc, fuller(doc, mention, parts_of(doc, mention))[0]) == ["सुरेश भाटिया"]


def test_the_nearest_before_else_the_first_after():
    doc, _ = asked("भाटिया ने कहा कि मेहता ने कहा कि बंसल ने कहा")
    first, second, third = (mention_ending_at(doc, i) for i, w in enumerate(doc.words) if w in ("भाटिया", "मेहता", "बंसल"))
    assert nearest(third, [first, second]) == second
    assert nearest(first, [second, third]) == second


def test_nothing_unlikely_is_taken():
    _, mention = asked("भाटिया ने कहा")
    assert best([]) is None
    assert best([Offer(mention, ["no such fact"])]) is None  # as likely as not
    assert ENOUGH > 0.5
