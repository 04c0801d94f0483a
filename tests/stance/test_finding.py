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


def test_the_speaker_is_left_out():
    text = 'कांग्रेस ने कहा, "कांग्रेस और भाजपा में बड़ा अंतर है।"'
    names = [n for n, _ in found(text, text[text.index("कांग्रेस और") : -1], speaker=Speaker("कांग्रेस", ("कांग्रेस",)))]
    assert "भाजपा" in names
    assert "कांग्रेस" not in names


def test_what_a_partial_quotation_is_said_of_has_no_mention():
    text = 'सीमा वर्मा ने सरकार को "पूरी तरह विफल" बताया।'
    assert ("सरकार", None) in found(text, "पूरी तरह विफल", "partial")
