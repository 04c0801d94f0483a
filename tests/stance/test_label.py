"""Labels of quotations: given and found targets, users' scorers, evidence, probabilities."""

import gc
import time

import pytest

import quotestance
from quotestance import Quote
from quotestance.records import LABELS, Speaker
from quotestance.stance import Passage, label
from quotestance.text import Document

TEXT = 'सीमा वर्मा ने कहा, "सरकार का यह फैसला बहुत गलत है। हम अपने किसानों के साथ खड़े हैं।"'
START = TEXT.index("सरकार")
SPAN = (START, len(TEXT) - 1)
CASES = [
    ("blame of an agent", "नदी मोर्चा ने किसानों को धोखा दिया है।", "नदी मोर्चा", "against"),
    ("victims are defended", "नदी मोर्चा ने किसानों के साथ अन्याय किया है।", "किसान", "favor"),
    ("praise", "मैं नदी मोर्चा की सराहना करता हूं, उसने शानदार काम किया है।", "नदी मोर्चा", "favor"),
    ("thanks", "इस मदद के लिए मैं नदी मोर्चा का आभारी हूं।", "नदी मोर्चा", "favor"),
    ("negated trust", "हमें नदी मोर्चा पर कोई भरोसा नहीं है।", "नदी मोर्चा", "against"),
    ("demand to withdraw", "सरकार यह काला कानून तुरंत वापस ले।", "कानून", "against"),
    ("condemnation", "हम इस कायराना हमले की कड़ी निंदा करते हैं।", "हमला", "against"),
    ("mere mention", "नदी मोर्चा की बैठक सोमवार को सुबह दस बजे होगी।", "नदी मोर्चा", "neutral"),
]


@pytest.mark.parametrize(("why", "text", "target", "wanted"), CASES, ids=[c[0] for c in CASES])
def test_plain_cases(why, text, target, wanted):
    full = f'सीमा वर्मा ने कहा, "{text}"'
    start = full.index(text)
    assert quotestance.classify(full, (start, start + len(text)), [target])[0].label == wanted


@pytest.mark.xfail(reason="who does a bad thing to a bad thing is praised: the harm outweighs the frame")
def test_agent_who_harms_a_bad_thing():
    text = "हमारे जवानों ने खूंखार आतंकियों को मार गिराया।"
    assert quotestance.classify(text, (0, len(text)), ["जवान"])[0].label == "favor"


def test_one_stance_a_target_in_the_given_order():
    stances = quotestance.classify(TEXT, SPAN, ["संसद", "सरकार", "किसान", "सरकार"])
    assert [s.target for s in stances] == ["संसद", "सरकार", "किसान", "सरकार"]
    assert stances[0].mention is None
    assert stances[2].mention.text == "किसानों"
    assert all(s.label in LABELS and abs(sum(s.scores.values()) - 1) < 1e-6 for s in stances)
    assert stances[1].scores == stances[3].scores


def test_given_names_are_labelled_where_the_quotation_names_them():
    article = quotestance.analyze(TEXT, targets={"प्रशासन": ["सरकार"], "संसद": []})
    assert [(s.target, s.mention.text) for q in article.quotes for s in q.stances] == [("प्रशासन", "सरकार")]


def test_given_names_are_labelled_where_the_reporter_says_that_the_words_are_about_them():
    text = 'सीमा वर्मा ने नदी कानून को "शर्मनाक" बताया। मोर्चा ने बैठक की।'
    quote = Quote(text.index("शर्म"), text.index("शर्म") + len("शर्मनाक"), "शर्मनाक", "partial")
    stances = label(Document(text), [quote], ["नदी कानून", "मोर्चा"])[0].stances
    assert [(s.target, s.mention, s.label) for s in stances] == [("नदी कानून", None, "against")]


def test_the_speaker_is_no_target():
    text = 'सीमा वर्मा ने कहा, "सीमा वर्मा डरने वाली नहीं है।"'
    assert [s.target for q in quotestance.analyze(text, targets=["सीमा वर्मा"]).quotes for s in q.stances] == []


def test_found_targets_stand_in_the_quotation():
    text = 'सीमा वर्मा ने कहा, "कांग्रेस ने किसानों को धोखा दिया। रूस से यह समझौता गलत है।"'
    (quote,) = quotestance.analyze(text).quotes
    assert {"कांग्रेस", "किसान", "रूस"} <= {s.target for s in quote.stances}
    for s in quote.stances:
        assert s.mention is None or text[s.mention.start : s.mention.end] == s.mention.text


def test_evidence_are_words_of_the_quotation():
    stance = quotestance.classify(TEXT, SPAN, ["सरकार"], evidence=True)[0]
    assert "गलत" in {e.text for e in stance.evidence if e.weight > 0}
    assert all(TEXT[e.start : e.end] == e.text and SPAN[0] <= e.start < e.end <= SPAN[1] for e in stance.evidence)
    assert quotestance.classify(TEXT, SPAN, ["सरकार"])[0].evidence is None


def test_a_users_scorer_is_called_once_with_all_passages():
    calls = []

    def scorer(passages):
        calls.append(passages)
        return [(0.1, 0.2, 0.7)] * len(passages)

    article = quotestance.analyze(TEXT, targets=["सरकार", "किसान"], stance=scorer)
    assert len(calls) == 1
    assert [type(p) for p in calls[0]] == [Passage, Passage]
    assert calls[0][1].mentions == ((TEXT.index("किसानों"), TEXT.index("किसानों") + len("किसानों")),)
    assert [s.label for q in article.quotes for s in q.stances] == ["neutral", "neutral"]


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ([], "expected 1 rows of probabilities from the scorer, found 0"),
        ([(0.5, 0.5)], "expected 3 probabilities that sum to 1"),
        ([(0.9, 0.9, 0.9)], "expected 3 probabilities that sum to 1"),
    ],
)
def test_a_scorer_that_answers_wrongly_is_told_so(answer, message):
    with pytest.raises(ValueError, match=message):
        quotestance.classify(TEXT, SPAN, ["सरकार"], stance=lambda passages: answer)


def test_a_single_string_is_no_list_of_targets():
    with pytest.raises(TypeError, match="expected a list of names"):
        quotestance.analyze(TEXT, targets="सरकार")


def test_quotations_of_one_speaker_about_one_target_lean_on_each_other():
    text = 'सीमा वर्मा ने कहा, "सरकार विफल रही है।" सीमा वर्मा ने कहा, "सरकार की बैठक कल है।"'
    a, b = text.index("सरकार विफल"), text.index("सरकार की")
    spans = [(a, a + 20), (b, b + 21)]
    quotes = quotestance.attribute(text, spans)
    alone = label(Document(text), quotes[1:], [["सरकार"]], each=True)[0].stances[0]
    both = label(Document(text), quotes, [["सरकार"]] * 2, each=True)[1].stances[0]
    assert both.scores["against"] > alone.scores["against"]


@pytest.mark.parametrize("text", ["", "।", '""', "\u200d\u200c", '"' * 40, "कहा " * 300 + '"नहीं नहीं"', "\ud800" * 3])
def test_any_text_is_labelled(text):
    doc = Document(text)
    quotes = [Quote(0, len(text), text)] if text else []
    assert len(label(doc, quotes, None)) == len(quotes)
    assert all(len(q.stances) == 2 for q in label(doc, quotes, [["सरकार", ""]] * len(quotes), each=True))


NAMES = ("सरकार", "रूस", "नदी मोर्चा", "किसानों", "मोहन वर्मा", "इस कानून")


def many(count):
    """Return a document of so many quotations, by few speakers about few targets, and about new names as well."""
    parts = [f'सीमा वर्मा ने कहा, "{NAMES[i % 6]} और मोहन टोला{i} ने काम नहीं किया।" ' for i in range(count)]
    quotes, at = [], 0
    for i, part in enumerate(parts):
        start, end = at + part.index('"') + 1, at + part.rindex('"')
        said = part[start - at : end - at]
        quotes.append(Quote(start, end, said, speaker=Speaker("सीमा वर्मा" if i % 2 else None, ())))
        at += len(part)
    return Document("".join(parts)), quotes


def test_the_cost_of_a_document_is_linear_in_its_quotations():
    def seconds(count):
        doc, quotes = many(count)
        assert doc.words[doc.first_token(quotes[-1].start)]  # the tokens are not what is measured
        start = time.process_time()
        label(doc, quotes, None)
        return time.process_time() - start

    label(*many(10), None)
    gc.collect()
    gc.disable()  # the collector goes over all objects of the test process, however many these are
    try:
        assert min(seconds(2000) for _ in range(3)) <= 6 * min(seconds(500) for _ in range(3))
    finally:
        gc.enable()
