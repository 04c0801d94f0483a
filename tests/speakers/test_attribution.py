"""Who said it: the lines of the design on order, cues and speakers, on given spans; every speaker is invented."""

import pytest

from quotestance.speakers import attribute
from quotestance.speakers.attribution import ABSTAIN, calibrated
from quotestance.text import name_key

from .marked import read

RAVI = "रवि मल्होत्रा"
SUNITA = "सुनीता बर्मन"


def answers(marked, kinds=()):
    doc, quotes = read(marked, kinds)
    return attribute(doc, quotes)


ORDER = [
    ("X ने कहा कि", 'रवि मल्होत्रा ने कहा कि "⟦पानी अब भी नहीं आया है।⟧"', [RAVI]),
    ("X ने कहा,", 'रवि मल्होत्रा ने कहा, "⟦पानी अब भी नहीं आया है।⟧"', [RAVI]),
    ("X ने कहा:", 'रवि मल्होत्रा ने कहा: "⟦पानी अब भी नहीं आया है।⟧"', [RAVI]),
    ("X ने कहा-", 'रवि मल्होत्रा ने कहा- "⟦पानी अब भी नहीं आया है।⟧"', [RAVI]),
    ("X ने कहा after", '"⟦पानी अब भी नहीं आया है,⟧" रवि मल्होत्रा ने कहा।', [RAVI]),
    ("dash and name after", '"⟦पानी अब भी नहीं आया है।⟧" – रवि मल्होत्रा', [RAVI]),
    ("X बोले-", "रवि मल्होत्रा बोले- '⟦पानी अब भी नहीं आया है।⟧'", [RAVI]),
    ("के अनुसार", 'रवि मल्होत्रा के अनुसार "⟦पानी अब भी नहीं आया है।⟧"', [RAVI]),
    ("के मुताबिक", 'रवि मल्होत्रा के मुताबिक, "⟦पानी अब भी नहीं आया है।⟧"', [RAVI]),
    ("का कहना है कि", 'रवि मल्होत्रा का कहना है कि "⟦पानी अब भी नहीं आया है।⟧"', [RAVI]),
    ("का कहना था after", '"⟦पानी अब भी नहीं आया है,⟧" रवि मल्होत्रा का कहना था।', [RAVI]),
    ("बकौल", 'बकौल रवि मल्होत्रा, "⟦पानी अब भी नहीं आया है।⟧"', [RAVI]),
    ("interrupted", '"⟦हम पीछे नहीं हटेंगे,⟧" रवि मल्होत्रा ने कहा, "⟦चाहे कितना भी समय लगे।⟧"', [RAVI, RAVI]),
    ("goes on alone", 'रवि मल्होत्रा ने कहा, "⟦पानी नहीं आया है।⟧"\n"⟦हम अगले हफ्ते फिर आएंगे।⟧"', [RAVI, RAVI]),
    (
        "named a sentence earlier",
        'सभा में रवि मल्होत्रा ने किसानों को संबोधित किया। "⟦पानी अब भी नहीं आया है और खेत सूख गए हैं।⟧"',
        [RAVI],
    ),
    ("named a sentence later", '"⟦पानी अब भी नहीं आया है।⟧" यह कहना है रवि मल्होत्रा का।', [RAVI]),
]
CUES = [
    (f"cue {cue}", f'रवि मल्होत्रा ने {cue}, "⟦पानी अब भी नहीं आया है।⟧"', [RAVI])
    for cue in (
        *("बताया", "पूछा", "जोड़ा", "लिखा", "ट्वीट किया", "दावा किया", "आरोप लगाया", "चेतावनी दी", "निशाना साधते हुए कहा"),
        *("तंज कसते हुए कहा", "पलटवार करते हुए कहा", "स्वीकार किया", "खंडन करते हुए कहा", "आश्वासन दिया", "स्पष्ट किया", "दोहराया"),
    )
] + [
    ("cue with words between", 'रवि मल्होत्रा ने सोमवार को गांव की चौपाल पर जमा लोगों से कहा, "⟦पानी नहीं आया है।⟧"', [RAVI]),
    ("feminine cue without ने", 'सुनीता बर्मन बोलीं, "⟦पानी नहीं आया है।⟧"', [SUNITA]),
    ("habitual cue", 'सुनीता बर्मन कहती हैं, "⟦पानी नहीं आया है।⟧"', [SUNITA]),
]
CLAUSES = [
    ("partial in a clause", 'रवि मल्होत्रा ने योजना को "⟦बेकार⟧" बताया।', [RAVI]),
    ("partial with subject far before", 'रवि मल्होत्रा ने नहर विभाग की पिछले साल शुरू हुई योजना को "⟦बेकार⟧" करार दिया।', [RAVI]),
    ("two partials of one clause", 'रवि मल्होत्रा ने योजना को "⟦बेकार⟧" और "⟦महंगी⟧" बताया।', [RAVI, RAVI]),
    ("partial after कि", 'रवि मल्होत्रा ने कहा कि यह योजना "⟦बेकार⟧" है।', [RAVI]),
    ("relative clause between", 'रवि मल्होत्रा, जो नहर संघ चलाते हैं, ने कहा, "⟦पानी नहीं आया है।⟧"', [RAVI]),
    ("reported reporting", 'सुनीता बर्मन ने बताया कि रवि मल्होत्रा ने कहा, "⟦पानी नहीं आया है।⟧"', [RAVI]),
    ("the one addressed is not the speaker", 'रवि मल्होत्रा ने सुनीता बर्मन से कहा, "⟦पानी नहीं आया है।⟧"', [RAVI]),
    ("the one blamed is not the speaker", 'रवि मल्होत्रा ने सुनीता बर्मन पर आरोप लगाया, "⟦वे झूठ बोलती हैं।⟧"', [RAVI]),
    (
        "two speakers in turn",
        'रवि मल्होत्रा ने कहा, "⟦पानी नहीं आया है।⟧" सुनीता बर्मन ने कहा, "⟦नहर कल खुलेगी।⟧"',
        [RAVI, SUNITA],
    ),
    (
        "words inside another quotation do not speak",
        'रवि मल्होत्रा ने कहा, "⟦सुनीता बर्मन ने कहा था कि नहर खुलेगी।⟧" उन्होंने जोड़ा, "⟦नहर नहीं खुली।⟧"',
        [RAVI, RAVI],
    ),
]
SPEAKERS = [
    ("initials", 'डॉ. एस. के. मेनन ने कहा, "⟦पानी नहीं आया है।⟧"', ["डॉ. एस. के. मेनन"]),
    ("Latin script", 'Peter Lindqvist ने कहा, "⟦पानी नहीं आया है।⟧"', ["Peter Lindqvist"]),
    ("description", 'मंत्रालय के एक वरिष्ठ अधिकारी ने कहा, "⟦पानी नहीं आया है।⟧"', ["मंत्रालय के एक वरिष्ठ अधिकारी"]),
    ("pronoun उन्होंने", 'रवि मल्होत्रा ने बैठक बुलाई। उन्होंने कहा, "⟦पानी नहीं आया है।⟧"', [RAVI]),
    ("pronoun वे", 'रवि मल्होत्रा ने बैठक बुलाई। वे बोले, "⟦पानी नहीं आया है।⟧"', [RAVI]),
    ("pronoun उनका", 'रवि मल्होत्रा ने बैठक बुलाई। उनका कहना था, "⟦पानी नहीं आया है।⟧"', [RAVI]),
    ("no mention at all", '"⟦पानी नहीं आया है।⟧"', [None]),
]
HEADLINES = [
    ("label before", "रवि मल्होत्रा: ⟦पानी नहीं आया है⟧", [RAVI], ["unmarked"]),
    ("label after", "⟦पानी नहीं आया है⟧: रवि मल्होत्रा", [RAVI], ["unmarked"]),
    ("headline बोले-", "सूखे पर रवि मल्होत्रा बोले- ⟦पानी नहीं आया है⟧", [RAVI], ["unmarked"]),
]
CASES = [(*c, []) if len(c) == 3 else c for c in ORDER + CUES + CLAUSES + SPEAKERS + HEADLINES]
XFAIL: set[str] = set()


def _cases():
    for label, marked, names, kinds in CASES:
        marks = [pytest.mark.xfail(strict=True)] if label in XFAIL else []
        yield pytest.param(marked, names, kinds, id=label, marks=marks)


@pytest.mark.parametrize(("marked", "names", "kinds"), list(_cases()))
def test_speaker(marked, names, kinds):
    found = [q.speaker.name for q in answers(marked, kinds)]
    assert [n and name_key(n) for n in found] == [n and name_key(n) for n in names]


@pytest.mark.parametrize(
    ("marked", "cue"),
    [
        ('रवि मल्होत्रा ने कहा, "⟦पानी नहीं आया है।⟧"', "कहा"),
        ('रवि मल्होत्रा ने योजना को "⟦बेकार⟧" करार दिया।', "करार दिया"),
        ('रवि मल्होत्रा ने तंज कसते हुए कहा, "⟦पानी नहीं आया है।⟧"', "कहा"),
        ('रवि मल्होत्रा के अनुसार "⟦पानी नहीं आया है।⟧"', "के अनुसार"),
        ('"⟦पानी नहीं आया है।⟧" – रवि मल्होत्रा', None),
    ],
)
def test_cue(marked, cue):
    assert [q.cue and q.cue.text for q in answers(marked)] == [cue]


def test_spans_hold_their_text():
    marked = 'पहले\nरवि मल्होत्रा ने कहा, "⟦पानी नहीं आया है,⟧" और जोड़ा, "⟦खेत सूख गए।⟧"'
    doc, _ = read(marked)
    for quote in answers(marked):
        for span in (quote.speaker.mention, quote.cue):
            assert span is not None
            assert doc.text[span.start : span.end] == span.text


def test_given_order_is_kept_and_does_not_matter():
    doc, quotes = read('रवि मल्होत्रा ने कहा, "⟦पानी नहीं आया है।⟧" सुनीता बर्मन ने कहा, "⟦नहर कल खुलेगी।⟧"')
    assert attribute(doc, quotes[::-1]) == attribute(doc, quotes)[::-1]


def test_overlapping_and_repeated_spans_anywhere():
    doc, quotes = read('⟦रवि मल्होत्रा ने कहा⟧, "⟦पानी नहीं आया है।⟧"')
    a, b = quotes
    inner = b.with_(start=b.start + 2, text=doc.text[b.start + 2 : b.end])
    outer = a.with_(start=0, end=len(doc.text), text=doc.text)
    found = attribute(doc, [b, inner, outer, a, b])
    assert [q.start for q in found] == [b.start, inner.start, 0, a.start, b.start]
    assert all(0 <= q.speaker.score <= 1 for q in found)


ODD = ["⟦\u200d⟧", "⟦।⟧", '"⟦"⟧"', "⟦ ⟧ने", "ने कहा ⟦क⟧ ने", "के अनुसार ⟦क⟧ के अनुसार", "⟦क⟧:", ":⟦क⟧", "-⟦क⟧-\n-", "⟦\n⟧", "बकौल ⟦क⟧ बकौल"]
ODD += ["“⟦क⟧,” रमेश पाल ने चिंता व्यक्त कर"]


@pytest.mark.parametrize("text", ODD)
def test_no_text_raises(text):
    assert len(answers(text)) == 1


def test_no_quotations():
    doc, _ = read("रवि मल्होत्रा आए।")
    assert attribute(doc, []) == []


def test_a_name_is_given_only_with_some_evidence():
    assert 0 < ABSTAIN < 0.5
    for quote in answers('बाजार बंद था। ⟦पानी⟧ कम था। "⟦कल⟧"'):
        assert quote.speaker.name is None or quote.speaker.score >= ABSTAIN


def test_calibrated_is_a_probability_of_any_row():
    assert calibrated([1e6], [1e6]) <= 1.0
    assert calibrated([-1e6], [1e6]) >= 0.0


def test_many_quotations_take_linear_time():
    import time

    def seconds(n):
        doc, quotes = read('रवि मल्होत्रा ने कहा, "⟦पानी नहीं आया है।⟧" ' * n)
        _ = doc.words
        start = time.perf_counter()
        attribute(doc, quotes)
        return time.perf_counter() - start

    seconds(50)
    assert seconds(1600) < 16 * seconds(200) + 0.2
