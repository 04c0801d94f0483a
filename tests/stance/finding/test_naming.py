"""Canonical names of targets: the direct case, its fullest form; and what must be left as it stands."""

import pytest

from quotestance.stance.finding.bounds import whole
from quotestance.stance.finding.naming import canonical, one_name
from quotestance.text import Document, name_key

CANONICAL = [
    ("table: name cut", "यह संयुक्त राष्ट्र की बैठक है", "संयुक्त", "संयुक्त राष्ट्र"),
    ("adjective of a country alone", "इस पर रूसी चुप हैं", "रूसी", "रूस"),
    ("adjective with -ीय", "इस पर भारतीय चुप हैं", "भारतीय", "भारत"),
    ("adjective before its noun", "रूसी सेना ने गोली चलाई", "रूसी सेना", "रूसी सेना"),
    ("a language is no people", "वह हिंदी पढ़ाती है", "हिंदी", "हिंदी"),
    ("acronym with its long form", "भारतीय जनता पार्टी जीती। भाजपा ने धन्यवाद दिया", "भाजपा", "भारतीय जनता पार्टी"),
    ("acronym without it", "भाजपा ने धन्यवाद दिया", "भाजपा", "भाजपा"),
    ("last name", "रमेश पाल आए। पाल ने हाथ जोड़े", "पाल", "रमेश पाल"),
    ("title", "मुख्यमंत्री रमेश पाल को बुलाओ", "मुख्यमंत्री रमेश पाल", "रमेश पाल"),
    ("head of a name", "बाढ़ राहत समिति बनी। इस समिति को पैसा मिले", "समिति", "बाढ़ राहत समिति"),
    ("head of two names", "बाढ़ राहत समिति बनी। मंत्री ने चुनाव समिति बनाई। समिति को पैसा मिले", "समिति", "समिति"),
    ("direct case", "इन नए किसानों को पैसा मिले", "नए किसानों", "नए किसान"),
    ("direct case of के", "सरकार के नए फैसले को बदलो", "सरकार के नए फैसले", "सरकार का नया फैसला"),
    ("के before the second word of a postposition", "घुसपैठ के खिलाफ नए अभियान को रोको", "घुसपैठ के खिलाफ नए अभियान", "घुसपैठ के खिलाफ नया अभियान"),
    ("के before वाले", "नेपाल के नेतृत्व वाले गुट को बुलाओ", "नेपाल के नेतृत्व वाले गुट", "नेपाल के नेतृत्व वाला गुट"),
    ("direct case of a head of the document", "देश के संविधान को पढ़ो। संविधान को मानो", "संविधान", "देश का संविधान"),
    ("no clause before a head", "मंत्री से कानून को मदद मिली। कानून को मानो", "कानून", "कानून"),
    ("respectful plural", "देश के मंत्री को बुलाओ", "देश के मंत्री", "देश के मंत्री"),
    ("a capital for its government", "यूक्रेन में युद्ध है। कीव को मदद मिले", "कीव", "यूक्रेन"),
    ("a capital as a place", "यूक्रेन में युद्ध है। सेना कीव में घुसी", "कीव", "कीव"),
]


@pytest.mark.parametrize(("why", "text", "named", "name"), CANONICAL, ids=[c[0] for c in CANONICAL])
def test_canonical_names(why, text, named, name):
    doc = Document(text)
    words, size = doc.words, len(named.split())
    low = max(i for i in range(len(words)) if " ".join(words[i : i + size]) == " ".join(Document(named).words))
    assert canonical(doc, *whole(doc, low, low + size)) == name


ONE = [
    ("spelling", "हिन्दू संघ", "हिंदू संघ", True),
    ("alias", "भाजपा", "बीजेपी", True),
    ("last name", "रमेश पाल", "पाल", True),
    ("law", "नदी जोड़ो कानून", "कानून", True),
    ("another's doctors", "सेना के डॉक्टर", "सेना", False),
    ("a government among several", "पुरानी सरकार", "सरकार", False),
    ("country and its capital's paper", "रूस", "रूसी अखबार", False),
]


@pytest.mark.parametrize(("why", "long", "short", "same"), ONE, ids=[c[0] for c in ONE])
def test_one_name_a_target(why, long, short, same):
    full = one_name({name: name_key(name) for name in (long, short)})
    assert (full[long] == full[short]) is same


def test_a_last_name_of_two_people_stays():
    assert one_name({n: n for n in ("रमेश पाल", "सुरेश पाल", "पाल")})["पाल"] == "पाल"
