"""Finding targets where none are given."""

import pytest

from quotestance import Quote
from quotestance.records import Speaker
from quotestance.stance.finding import OFFSETS, _tagger, direct, document_features, find_targets, spans_of, trimmed, word_features
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


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        (["इस", "नई", "योजना", "के"], ["नई", "योजना"]),
        (["श्री", "मोहन", "जी"], ["मोहन"]),
        (["और", "के"], []),
        (["सरकार"], ["सरकार"]),
    ],
)
def test_trimmed(words, kept):
    low, high = trimmed(words, 0, len(words))
    assert words[low:high] == kept


@pytest.mark.parametrize(
    ("oblique", "form"), [("किसानों", "किसान"), ("हमले", "हमला"), ("पुजारियों", "पुजारी"), ("दिल्ली", "दिल्ली"), ("खगफों", "खगफों")]
)
def test_direct_case(oblique, form):
    assert direct(oblique) == form


def test_the_quick_sums_are_those_of_all_features():
    text = 'नई दिल्ली में कांग्रेस ने कहा, "भाजपा और रूस ने 2 किसानों को ठगा"'
    doc = Document(text)
    tagger, n = _tagger(), len(doc.words)
    for first, last in ((0, n), (3, 5), (n - 1, n)):
        quick = tagger.emissions(doc, first, last, {"कांग्रेस": 2})
        for i in range(first, last):
            said = [f"{k}{f}" for k in OFFSETS if 0 <= i + k < n for f in word_features(doc.words[i + k])]
            slow = tagger.total([*said, *document_features(doc, i, first, last, {"कांग्रेस": 2})])
            assert quick[i - first] == pytest.approx([a + b for a, b in zip(tagger.bias, slow, strict=True)], abs=1e-6)


def test_spans_of_tags():
    assert spans_of([2, 2, 0, 1, 1, 2]) == [(0, 2), (3, 4), (4, 6)]
    assert spans_of([]) == []
