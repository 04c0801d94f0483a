import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from joblib import Parallel, delayed

from quotestance import analyze, analyze_many, attribute, classify, find_quotes
from tests import gold
from tests.holds import check

TEXT = (
    "जल मंत्री हरिनाथ सोलंकी ने सोमवार को परियोजना का बचाव किया।\n"
    'सोलंकी ने कहा, "नदी जोड़ो योजना किसानों के लिए वरदान है।"\n'
    'विपक्षी नेता उर्मिला ठाकुर ने आरोप लगाया, "सरकार ने किसानों को धोखा दिया है।"\n'
)
PIECES = ["राम ने कहा", "उन्होंने बताया कि", "बोले-", "के अनुसार", "यह गलत है", "सरकार", "don't", "5'10\"", "।", "\n", " ", ", ", ": ", "- ", "कि "]
MARKS = ['"', "“", "”", "‘", "’", "'", "''", "‘‘", "’’", "``", "«", "»", "„"]
news_like = st.lists(st.sampled_from(PIECES + MARKS), max_size=60).map("".join)


@settings(max_examples=300, deadline=None)
@given(st.text() | news_like)
def test_any_string_gives_an_answer_that_holds(text):
    check(analyze(text))


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet=st.characters(), min_size=1) | news_like.filter(bool), st.data())
def test_any_spans_can_be_attributed(text, data):
    ends = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(ends, ends).filter(lambda s: s[0] < s[1]), max_size=5))
    quotes = attribute(text, spans)
    assert [(q.start, q.end) for q in quotes] == spans
    for span in spans:
        assert [s.target for s in classify(text, span, ["सरकार", "सरकार", ""])] == ["सरकार", "सरकार", ""]


@pytest.mark.parametrize("text", ["", " ", "\x00", "\ud800", '"', "''", '"\ud800"', '"' * 50, "ने कहा", 'ने कहा, "', "\u200d" * 9])
def test_odd_strings(text):
    check(analyze(text))


def test_the_stages_agree():
    article = analyze(TEXT)
    check(article)
    assert [q.text for q in article.quotes] == ["नदी जोड़ो योजना किसानों के लिए वरदान है।", "सरकार ने किसानों को धोखा दिया है।"]
    assert [q.speaker.name for q in article.quotes] == ["हरिनाथ सोलंकी", "उर्मिला ठाकुर"]
    found = find_quotes(TEXT)
    assert [(q.start, q.end, q.kind, q.score) for q in found] == [(q.start, q.end, q.kind, q.score) for q in article.quotes]
    told = attribute(TEXT, [(q.start, q.end) for q in found])
    assert [q.speaker for q in told] == [q.speaker for q in article.quotes]


def test_targets():
    assert all(not q.stances for q in analyze(TEXT, targets=[]).quotes)
    only = analyze(TEXT, targets=["किसान"])
    assert {s.target for q in only.quotes for s in q.stances} == {"किसान"}
    aliased = analyze(TEXT, targets={"कृषक": ["किसान"]})
    assert {s.target for q in aliased.quotes for s in q.stances} == {"कृषक"}
    assert [s.label for s in classify(TEXT, (find_quotes(TEXT)[1].start, find_quotes(TEXT)[1].end), {"सरकार": ["शासन"]})] == ["against"]


def test_a_threshold_leaves_out_the_less_sure():
    assert len(find_quotes(TEXT, threshold=1)) < len(find_quotes(TEXT))
    assert len(find_quotes(TEXT, threshold=0.0)) >= 2


def own_scorer(passages):
    assert all(p.text[p.quote.start : p.quote.end] == p.quote.text for p in passages)
    return [(0.2, 0.7, 0.1) for _ in passages]


def test_a_users_own_scorer_takes_the_place_of_ours():
    stances = [s for q in analyze(TEXT, targets=["किसान"], stance=own_scorer).quotes for s in q.stances]
    assert stances
    assert all(s.label == "against" and s.scores == {"favor": 0.2, "against": 0.7, "neutral": 0.1} for s in stances)
    assert classify(TEXT, (75, 100), ["किसान"], stance=own_scorer)[0].label == "against"


@pytest.mark.parametrize(
    "call", [analyze, find_quotes, lambda t: attribute(t, []), lambda t: classify(t, (0, 1), []), lambda t: list(analyze_many([t]))]
)
@pytest.mark.parametrize("text", [None, 3, b"x"])
def test_a_text_is_a_string(call, text):
    with pytest.raises(TypeError, match="text: expected a string, found"):
        call(text)


WRONG = [
    ({"targets": "सरकार"}, TypeError, "targets: expected a list of names or a mapping of names to aliases, found str 'सरकार'"),
    ({"targets": {"सरकार"}}, TypeError, "targets: expected a list of names .* found set"),
    ({"targets": (name for name in ["सरकार"])}, TypeError, "targets: expected a list of names .* found generator"),
    ({"targets": 5}, TypeError, "targets: expected a list of names .* found int 5"),
    ({"targets": ["सरकार", None]}, TypeError, "targets: expected names, found NoneType None"),
    ({"targets": {5: ["सरकार"]}}, TypeError, "targets: expected names, found int 5"),
    ({"targets": {"सरकार": [5]}}, TypeError, r"targets: सरकार: expected a list of aliases, found list \[5\]"),
    ({"targets": {"सरकार": None}}, TypeError, "targets: सरकार: expected a list of aliases, found NoneType None"),
    ({"threshold": 1.01}, ValueError, "threshold: expected a score from 0 to 1, found 1.01"),
    ({"threshold": -0.1}, ValueError, "threshold: expected a score from 0 to 1, found -0.1"),
    ({"threshold": float("nan")}, ValueError, "threshold: expected a score from 0 to 1, found nan"),
    ({"threshold": "0.5"}, TypeError, "threshold: expected a number from 0 to 1, found str"),
]


@pytest.mark.parametrize(("options", "error", "message"), WRONG)
def test_an_argument_that_is_wrong_is_named(options, error, message):
    """At the call, not with the first answer, and whether or not the text has a quotation."""
    for text in (TEXT, ""):
        with pytest.raises(error, match=message):
            analyze(text, **options)
    with pytest.raises(error, match=message):
        analyze_many([TEXT], **options)
    if "targets" in options:
        with pytest.raises(error, match=message):
            classify(TEXT, (75, 100), **options)
    else:
        with pytest.raises(error, match=message):
            find_quotes(TEXT, **options)


@pytest.mark.parametrize("targets", [[], (), ["सरकार"], {"सरकार": ["शासन"]}, {"सरकार": ()}, {"सरकार": "शासन"}])
def test_targets_may_be_given_in_many_ways(targets):
    check(analyze(TEXT, targets))


@pytest.mark.parametrize(("jobs", "error"), [(0, ValueError), (-2, ValueError), (1.5, TypeError), ("2", TypeError)])
def test_jobs_are_a_number_of_processes(jobs, error):
    with pytest.raises(error, match="jobs: expected "):
        analyze_many([TEXT], jobs=jobs)


def test_many_texts_are_not_one_text():
    with pytest.raises(TypeError, match="texts: expected an iterable of strings, found str"):
        analyze_many(TEXT)


@pytest.mark.parametrize("span", [5, None, "ab", (1,), (1, 2, 3), (0.0, 5.0), ("0", "5")])
def test_a_span_is_a_pair_of_whole_numbers(span):
    with pytest.raises(TypeError, match=r"span: expected \(start, end\) in code points, found "):
        attribute(TEXT, [span])


@pytest.mark.parametrize("span", [(0, 0), (-1, 3), (3, 2), (0, 10_000)])
def test_a_span_lies_inside_the_text(span):
    with pytest.raises(ValueError, match=r"span: expected 0 <= start < end <= \d+, found"):
        attribute(TEXT, [span])
    with pytest.raises(ValueError, match="span: expected"):
        classify(TEXT, span, ["सरकार"])


def test_same_answers_for_any_number_of_jobs_and_whatever_came_before():
    texts = [TEXT, "", 'वह बोलीं, "हां।"', "कुछ नहीं।"] * 5
    one = [analyze(t) for t in texts]
    assert list(analyze_many(texts)) == one
    assert list(analyze_many(texts, jobs=2, batch=3)) == one
    with pytest.raises(ValueError, match="batch: expected at least 1, found 0"):
        analyze_many(texts, jobs=2, batch=0)
    assert [analyze(t) for t in reversed(texts)] == one[::-1]


def test_one_alias_may_stand_without_a_list():
    text = 'सीमा वर्मा ने कहा, "केंद्र ने किसानों को धोखा दिया है।"'
    one, several = (analyze(text, targets={"सरकार": aliases}) for aliases in ("केंद्र", ["केंद्र"]))
    assert one == several
    assert [s.target for q in one.quotes for s in q.stances] == ["सरकार"]


def test_threads_do_not_disturb_each_other():
    texts = [a.text for a in gold.articles("written")] * 2
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(analyze, texts)) == [analyze(t) for t in texts]


def test_many_texts_are_read_as_they_are_needed():
    def endless():
        while True:
            yield TEXT

    answers = analyze_many(endless())
    assert next(answers) == next(answers) == analyze(TEXT)


def test_several_processes_read_no_further_than_they_must():
    """A generator over millions of texts is read as answers are taken, not as fast as the processes work."""
    drawn = 0

    def endless():
        nonlocal drawn
        while True:
            drawn += 1
            yield f"{TEXT}{drawn}"

    answers = analyze_many(endless(), jobs=2, batch=2)
    assert next(answers).text == f"{TEXT}1"
    time.sleep(1)  # time enough for the processes to run away with it
    assert drawn <= 16
    for number in range(2, 102):
        assert next(answers).text == f"{TEXT}{number}"
    assert drawn <= 101 + 16
    answers.close()
    assert [a.text for a in analyze_many(["क", "ख"], jobs=2)] == ["क", "ख"]


def test_other_work_in_processes_does_not_disturb():
    answers = analyze_many([TEXT] * 40, jobs=2, batch=1)
    assert next(answers) == analyze(TEXT)
    assert Parallel(n_jobs=2)(delayed(abs)(n) for n in (-1, -2)) == [1, 2]
    assert len(list(answers)) == 39


def test_several_processes_take_a_scorer_that_is_no_module_s():
    (article,) = analyze_many([TEXT], ["किसान"], jobs=2, stance=lambda passages: [(1.0, 0.0, 0.0) for _ in passages])
    assert {s.label for q in article.quotes for s in q.stances} == {"favor"}


def test_the_seed_article():
    (article,) = gold.articles("seed")
    answer = analyze(article.text)
    check(answer)
    assert [(q.start, q.end) for q in answer.quotes] == [(q.start, q.end) for q in article.quotes]
    assert [q.speaker.name for q in answer.quotes] == [q.speaker.name for q in article.quotes]
    assert [q.speaker.mention for q in answer.quotes] == [q.speaker.mention for q in article.quotes]
    assert answer.quotes[0].speaker.how == "pronoun"
    assert answer.quotes[3].speaker.mention.text == "सीरिया के तानाशाह"
