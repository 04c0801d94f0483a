"""Finding targets where none are given."""

import pytest

from quotestance import Quote
from quotestance.records import Speaker
from quotestance.stance.finding import find_targets
from quotestance.text import Document


def found(text, quoted, kind="full", speaker=None):
    start = text.index(quoted)
    quote = Quote(start, start + len(quoted), quoted, kind, speaker=speaker)
    return find_targets(Document(text), [quote])[0]


CASES = [
    ("country and people", "रूस को यह युद्ध रोकना चाहिए और किसानों को राहत मिलनी चाहिए।", {"रूस", "किसान"}),
    ("party and government", "कांग्रेस ने इस सरकार को कभी समर्थन नहीं दिया।", {"कांग्रेस", "सरकार"}),
    ("law", "नागरिकता संशोधन कानून वापस लिया जाए।", {"नागरिकता संशोधन कानून"}),
    ("none", "हम कल सुबह जल्दी निकलेंगे।", set()),
]


@pytest.mark.parametrize(("why", "text", "wanted"), CASES, ids=[c[0] for c in CASES])
def test_targets_of_a_quotation(why, text, wanted):
    names = {name for name, _ in found(f'सीमा वर्मा ने कहा, "{text}"', text)}
    assert names == wanted if not wanted else wanted <= names


def test_offsets_hold():
    text = 'सीमा वर्मा ने कहा, "पाकिस्तान की सेना और पुलिस ने हमला किया।"'
    for name, span in found(text, text[text.index("पाकिस्तान") : -1]):
        assert name
        assert text[span[0] : span[1]].strip()


APART = [
    ("a genitive and what follows", "विदेशी सैनिकों की उपस्थिति अंतरराष्ट्रीय कानून के खिलाफ है।", "अंतरराष्ट्रीय कानून"),
    ("a subject in the direct case", "यह विधेयक किसानों के साथ धोखा है।", "किसान"),
    ("two countries", "हमें भरोसा है कि रूस यूक्रेन पर हमला रोकेगा।", "यूक्रेन"),
]


@pytest.mark.parametrize(("why", "text", "wanted"), APART, ids=[c[0] for c in APART])
def test_neighbours_without_a_comma_stay_apart(why, text, wanted):
    assert wanted in {name for name, _ in found(f'सीमा वर्मा ने कहा, "{text}"', text)}


def test_a_name_of_several_nouns_stays_whole():
    text = "विश्व स्वास्थ्य संगठन और जिला प्रशासन ने हमें धोखा दिया है।"
    assert {"विश्व स्वास्थ्य संगठन", "जिला प्रशासन"} <= {name for name, _ in found(f'सीमा वर्मा ने कहा, "{text}"', text)}


def test_the_speaker_is_left_out():
    text = 'कांग्रेस ने कहा, "कांग्रेस और भाजपा में बड़ा अंतर है।"'
    names = [n for n, _ in found(text, text[text.index("कांग्रेस और") : -1], speaker=Speaker("कांग्रेस", ("कांग्रेस",)))]
    assert "भाजपा" in names
    assert "कांग्रेस" not in names


def test_what_a_partial_quotation_is_said_of_has_no_mention():
    text = 'सीमा वर्मा ने सरकार को "पूरी तरह विफल" बताया।'
    assert ("सरकार", None) in found(text, "पूरी तरह विफल", "partial")


TOPICS = [
    ("को", 'सीमा वर्मा ने सरकार को "पूरी तरह विफल" बताया।', "पूरी तरह विफल", "सरकार"),
    ("genitive before", 'सीमा वर्मा ने सरकार के फैसले को "पूरी तरह गलत" बताया।', "पूरी तरह गलत", "सरकार का फैसला"),
    ("का", 'सीमा वर्मा ने कहा कि यह सरकार का "खुला धोखा" है।', "खुला धोखा", "सरकार"),
    ("पर", 'सीमा वर्मा ने कांग्रेस पर "झूठ फैलाने" का आरोप लगाया।', "झूठ फैलाने", "कांग्रेस"),
]


@pytest.mark.parametrize(("why", "text", "quoted", "topic"), TOPICS, ids=[c[0] for c in TOPICS])
def test_a_partial_quotation_is_about_the_name_before_it(why, text, quoted, topic):
    assert (topic, None) in found(text, quoted, "partial", Speaker("सीमा वर्मा", ("सीमा वर्मा",)))


@pytest.mark.parametrize(
    ("why", "text", "quoted", "kind"),
    [
        ("too far", 'सरकार को कल की बैठक में बहुत देर तक सब ने "विफल" बताया।', "विफल", "partial"),
        ("a sentence before", 'सब ने सरकार को घेरा। "विफल" बताया गया।', "विफल", "partial"),
        ("a full quotation", 'सीमा वर्मा ने सरकार को "हम हार गए हैं" कहा।', "हम हार गए हैं", "full"),
    ],
)
def test_no_topic_is_guessed(why, text, quoted, kind):
    assert all(span is not None for _, span in found(text, quoted, kind))


def test_any_one_of_its_kind_is_no_named_target():
    text = 'सीमा वर्मा ने कहा, "कुछ देशों ने हम पर प्रतिबंध लगाए, पाकिस्तान ने नहीं।"'
    names = {name for name, _ in found(text, text[text.index("कुछ") : -1])}
    assert "पाकिस्तान" in names
    assert not names & {"देश", "देशों", "कुछ देशों"}


def test_a_title_with_a_point_is_part_of_the_name():
    text = 'सीमा वर्मा ने कहा, "पूर्व मंत्री डॉ. रमेश पाल ने देश को ठगा है।"'
    assert ("रमेश पाल" in {name for name, _ in found(text, text[text.index("पूर्व") : -1])}) is True


def test_no_quotations_no_targets():
    assert find_targets(Document("रूस"), []) == []
