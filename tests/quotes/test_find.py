import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotestance.quotes import find, from_spans
from quotestance.quotes.find import DEFAULT_THRESHOLD, select
from quotestance.text import Document

from . import cases


def params(group):
    return [
        pytest.param(marked, id=label, marks=[pytest.mark.xfail(strict=True)] if label in cases.FAILING else []) for label, marked in group
    ]


def found(text):
    return [(q.start, q.end, q.kind) for q in find(Document(text))]


@pytest.mark.parametrize("marked", params([*cases.MARKS, *cases.ORDER, *cases.PARTIAL, *cases.UNMARKED]))
def test_spans_and_kinds(marked):
    text, spans = cases.read(marked)
    assert found(text) == spans


@pytest.mark.parametrize("text", params([*cases.NONE, *cases.NOT_UNMARKED]))
def test_not_a_quotation(text):
    assert found(text) == []


@pytest.mark.parametrize("marked", [m for _, m in (*cases.MARKS, *cases.ORDER, *cases.PARTIAL, *cases.UNMARKED)])
def test_kind_of_given_spans(marked):
    text, spans = cases.read(marked)
    given_spans = [(s, e) for s, e, _ in spans]
    quotes = from_spans(Document(text), given_spans)
    assert [(q.start, q.end) for q in quotes] == given_spans
    assert [q.kind == "unmarked" for q in quotes] == [k == "unmarked" for _, _, k in spans]
    assert all(q.score is None and q.text == text[q.start : q.end] for q in quotes)


def test_given_spans_keep_their_order_and_overlaps():
    text = 'राजेश ने कहा, "मैं थक गया हूं।"'
    spans = [(15, 29), (0, 5), (15, 20)]
    assert [(q.start, q.end) for q in from_spans(Document(text), spans)] == spans


def test_threshold_takes_away_only():
    text = 'मंत्री ने कहा, "सड़क बनेगी।" फिल्म "आखिरी बस" भी आई। संघ ने इसे "गलत" बताया।'
    by_threshold = [find(Document(text), t) for t in (0.0, DEFAULT_THRESHOLD, 0.9, 1.0)]
    assert all(q.score >= t for quotes, t in zip(by_threshold, (0.0, DEFAULT_THRESHOLD, 0.9, 1.0), strict=True) for q in quotes)
    assert [len(q) for q in by_threshold] == sorted((len(q) for q in by_threshold), reverse=True)
    assert len(by_threshold[0]) == 3
    assert find(Document(text)) == by_threshold[1]


@pytest.mark.parametrize(
    ("spans", "gains", "expected"),
    [
        ([], [], []),
        ([(0, 4)], [0.0], [0]),
        ([(0, 9), (0, 4), (5, 9)], [0.4, 0.1, 0.2], [0]),
        ([(0, 9), (0, 4), (5, 9)], [0.4, 0.3, 0.3], [1, 2]),
        ([(5, 9), (0, 4)], [0.3, 0.3], [1, 0]),
    ],
)
def test_select_maximises_the_gains(spans, gains, expected):
    assert select(spans, gains) == expected


ALPHABET = "कहा ने,।\n\"“”'‘’«»`„-–:|.?aZ5ि्\u200d\U0001f600"


@given(st.one_of(st.text(), st.text(ALPHABET, max_size=300)))
@settings(max_examples=400, deadline=None)
def test_any_string(text):
    for threshold in (None, 0.0):
        quotes = find(Document(text), threshold)
        assert all(q.text == text[q.start : q.end] and q.text == q.text.strip() and q.text for q in quotes)
        assert all(0 <= q.score <= 1 for q in quotes)
        assert all(a.end <= b.start for a, b in pairwise(quotes))
        assert from_spans(Document(text), [(q.start, q.end) for q in quotes]) is not None


@given(st.text(ALPHABET, min_size=1, max_size=200), st.data())
@settings(max_examples=200, deadline=None)
def test_any_given_span(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    (quote,) = from_spans(Document(text), [(start, end)])
    assert (quote.start, quote.end) == (start, end)


@pytest.mark.parametrize("sentences", [10, 25, 60])
@pytest.mark.parametrize("lead", ["राम ने सभा में कहा, “", "राम ने सभा में कहा “", 'राम का कहना है कि "', "‘‘"])
def test_a_long_speech_is_one_quotation(sentences, lead):
    speech = " ".join(f"गाँव नंबर {n} में सड़क बनी और पानी आया।" for n in range(sentences))
    close = {"“": "”", '"': '"', "‘": "’’"}[lead[-1]]
    assert [q.text for q in find(Document(f"पटना में सभा हुई। {lead}{speech}{close} सभा में लोग आए।"))] == [speech]


@pytest.mark.slow
@pytest.mark.parametrize("unit", ['"', '"क', 'कहा, "चलो।" ', "'क ", "“क। ", "क” ", "बोले- चलो ", "क: ", '"क।\n'])
def test_time_grows_with_the_text(unit):
    def seconds(times):
        text = unit * times
        begin = time.process_time()
        find(Document(text))
        return time.process_time() - begin

    seconds(100)
    small, large = seconds(2000), seconds(16000)
    assert large < 20 * max(small, 0.02)
