"""Which cases are plain, and what is left to the ranker."""

import pytest

from quotestance.speakers.plain import ORDERS, settle
from quotestance.speakers.reading.surroundings import Ground

from .marked import read


def settled(marked, number=0):
    doc, quotes = read(marked)
    found = settle(doc, Ground(doc, quotes), quotes[number])
    if found is None:
        return None
    candidate, order = found
    mention, cue = candidate.mention, candidate.cue
    return doc.text[mention.start : mention.end], " ".join(doc.words[cue.start : cue.end]), ORDERS[order]


PLAIN = [
    ('रमेश ने कहा, "⟦हम आए⟧"', "रमेश", "कहा", "before"),
    ('रमेश ने सुरेश को बताया कि "⟦हम आए⟧"', "रमेश", "बताया", "before"),
    ('उन्होंने ट्वीट करते हुए कहा, "⟦हम आए⟧"', "उन्होंने", "कहा", "before"),
    ('रमेश पाल, जल संघ के सचिव ने कहा, "⟦हम आए⟧"', "रमेश पाल", "कहा", "before"),
    ('सुरेश बोले। रमेश ने कहा, "⟦हम आए⟧"', "रमेश", "कहा", "before"),
    ('सुरेश बोले\nरमेश ने दावा किया, "⟦हम आए⟧"', "रमेश", "दावा किया", "before"),
    ('रमेश ने इसे "⟦बेकार⟧" बताया।', "रमेश", "बताया", "around"),
    ('रमेश ने निंदा करते हुए इसे "⟦बेकार⟧" बताया।', "रमेश", "बताया", "around"),
    ('"⟦हम आए,⟧" रमेश ने कहा।', "रमेश", "कहा", "after"),
    ('सुरेश बोले। "⟦हम आए,⟧" उन्होंने कहा।', "उन्होंने", "कहा", "after"),
    ('"⟦हम आए,⟧" रमेश ने कहा, "⟦और गए।⟧"', "रमेश", "कहा", "after"),
    ('"⟦हम आए,⟧" रमेश ने सभा को बताया।', "रमेश", "बताया", "after"),
    ('"⟦हम आए,⟧" उन्होंने दावा किया।', "उन्होंने", "दावा किया", "after"),
    ('वे कहते हैं, "⟦हम आए⟧"', "वे", "कहते", "before"),
    ('"⟦हम आए,⟧" वह बोलीं।', "वह", "बोलीं", "after"),
]
OPEN = [
    ("a verb without ने after a subject with it", 'रमेश ने सुना, लोग कहते हैं, "⟦हम आए⟧"'),
    ("a verb with ने after a subject without it", 'वे आए और कहा, "⟦हम आए⟧"'),
    ("what follows opens other words", '"⟦हम आए।⟧" उन्होंने कहा कि सब ठीक है।'),
    ("a noun of saying after a whole sentence", '"⟦हम आए।⟧" उन्होंने मदद का आश्वासन दिया।'),
    ("another kind of saying", 'रमेश ने पत्र लिखा, सुरेश के अनुसार, "⟦हम आए⟧"'),
    ("no verb of saying", 'रमेश ने दुकान खोली "⟦हम आए⟧"'),
    ("two subjects around", 'सुरेश ने सुना कि रमेश ने इसे "⟦बेकार⟧" बताया।'),
    ("a relative pronoun", 'सुरेश से मिले, जिन्होंने कहा, "⟦हम आए⟧"'),
    ("a sentence earlier", 'रमेश ने कहा। "⟦हम आए⟧"'),
    ("what follows introduces the next one", '"⟦हम आए।⟧" रमेश ने कहा, "⟦हम गए।⟧"'),
    ("one told stands first", '"⟦हम आए,⟧" सुरेश को रमेश ने कहा।'),
    ("who passes it on", 'एजेंसी ने रमेश के हवाले से कहा, "⟦हम आए⟧"'),
    ("a pronoun far off", 'वे टीम में शामिल हो गए हैं जो पिछले साल बनी थी रमेश कहते हैं, "⟦हम आए⟧"'),
    ("nothing around", '"⟦हम आए⟧"'),
]


@pytest.mark.parametrize(("marked", "mention", "cue", "order"), PLAIN)
def test_plain(marked, mention, cue, order):
    assert settled(marked) == (mention, cue, order)


@pytest.mark.parametrize(("label", "marked"), OPEN, ids=[c[0] for c in OPEN])
def test_left_to_the_ranker(label, marked):
    assert settled(marked) is None


def test_the_second_of_an_interrupted_quotation_goes_with_the_words_between():
    assert settled('"⟦हम आए,⟧" रमेश ने कहा, "⟦और गए।⟧"', 1) == ("रमेश", "कहा", "before")
