"""Gender that verbs show. All people are invented."""

import pytest

from quotestance.speakers.reading.genders import gender_of, own_gender
from quotestance.speakers.reading.sentences import Sentences
from quotestance.text import Document

OWN = [
    ("continuous", "मैं जा रही हूं", 2),
    ("habitual", "मैं काम करता हूं", 1),
    ("future", "मैं कल आऊंगी", 2),
    ("future before और", "मैं कल आऊंगा और बोलूंगा", 1),
    ("ergative", "मैं ने बात कही थी", 0),
    ("nobody", "काम होगा", 0),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in OWN], ids=[c[0] for c in OWN])
def test_own_words(text, expected):
    words = Document(text).words
    assert own_gender(words, 0, len(words)) == expected


NOUNS = [
    ("a noun of the table", "महिला ने कहा।", "महिला", 2),
    ("a verb elsewhere in the text", "मेहता ने कहा। गीता मेहता नाराज थीं।", "मेहता", 2),
    ("no verb agrees", "मेहता ने कहा।", "मेहता", 0),
    ("no word", "मेहता ने कहा।", "", 0),
]


@pytest.mark.parametrize(("text", "word", "expected"), [c[1:] for c in NOUNS], ids=[c[0] for c in NOUNS])
def test_nouns(text, word, expected):
    assert gender_of(Sentences(Document(text), []), [], word) == expected
