import pytest

from quotestance import Article, Quote, Span, Speaker, Stance
from quotestance.evaluation import _overlaps, evaluate, expected_calibration_error, same_speaker, trimmed

TEXT = 'गीता राव ने कहा, "हम नहीं रुकेंगे।" फिर सोहन बोले, "ठीक है।"'
A, B = TEXT.index("हम"), TEXT.index("ठीक")


def quote(start, words, name, kind="full", score=None, names=(), stances=()):
    assert TEXT[start : start + len(words)] == words
    return Quote(start, start + len(words), words, kind, score, Speaker(name, names, score=score), None, stances)


GOLD = Article(
    TEXT,
    (
        quote(A, "हम नहीं रुकेंगे।", "गीता राव", names=("गीता राव", "गीता"), stances=(Stance("सरकार", None, "against"),)),
        quote(B, "ठीक है।", "सोहन", stances=(Stance("सरकार", None, "favor"),)),
    ),
)


def measure(*quotes):
    return evaluate([GOLD], [Article(TEXT, quotes)]).measures()


def test_the_gold_itself_is_perfect():
    got = measure(*GOLD.quotes)
    assert (got["span_f1"], got["overlap_f1"], got["speaker_accuracy"], got["end_to_end_f1"], got["kind_accuracy"]) == (1, 1, 1, 1, 1)
    assert got["stance_macro_f1"] == pytest.approx(2 / 3)  # no neutral item: its F1 is 0


def test_punctuation_and_marks_at_the_ends_do_not_count():
    assert measure(Quote(A - 1, A + 17, TEXT[A - 1 : A + 17]), Quote(B, B + 6, TEXT[B : B + 6]))["span_f1"] == 1


def test_a_missed_and_an_invented_quotation_cost():
    got = measure(GOLD.quotes[0], quote(0, "गीता राव", "सोहन"))
    assert (got["span_precision"], got["span_recall"], got["span_f1"]) == (0.5, 0.5, 0.5)
    assert (got["speaker_accuracy"], got["end_to_end_f1"]) == (0.5, 0.5)


def test_overlap_is_one_to_one_and_at_least_half():
    halves = [quote(A, "हम नहीं", None), quote(A + 8, "रुकेंगे।", None)]
    got = measure(*halves)
    assert got["span_f1"] == 0
    assert got["overlap_f1"] == pytest.approx(2 * 1 / 4)


def test_the_order_of_answers_does_not_matter():
    got = measure(*reversed(GOLD.quotes))
    assert (got["span_f1"], got["overlap_f1"]) == (1, 1)


OVERLAPS = [
    ("the same", [(0, 10)], [(0, 10)], 1),
    ("half of it", [(0, 10)], [(0, 5)], 1),
    ("less than half of it", [(0, 10)], [(0, 4)], 0),
    ("twice as long", [(5, 10)], [(0, 10)], 1),
    ("side by side", [(0, 10)], [(10, 20)], 0),
    ("nothing", [(0, 10)], [], 0),
    ("in another order", [(20, 30), (0, 10)], [(0, 9), (21, 30)], 2),
    ("two answers for one", [(0, 10)], [(0, 10), (0, 9)], 1),
    ("the better answer for each", [(0, 10), (10, 20)], [(0, 18), (0, 10), (9, 20)], 2),
]


@pytest.mark.parametrize(("gold", "found", "hits"), [c[1:] for c in OVERLAPS], ids=[c[0] for c in OVERLAPS])
def test_overlaps(gold, found, hits):
    assert _overlaps(gold, found) == _overlaps(found, gold) == hits


def test_a_gold_stance_without_a_label_is_left_out():
    gold = Article(TEXT, (GOLD.quotes[0].with_(stances=(Stance("सरकार"), Stance("गीता", None, "favor"))),))
    got = evaluate([gold], [gold]).measures()
    assert (got["stances"], got["stance_accuracy"]) == (1, 1)


def test_speakers_and_stances_of_unmarked_quotations_count_and_end_to_end_does_not():
    unmarked = GOLD.quotes[1].with_(kind="unmarked")
    gold = Article(TEXT, (GOLD.quotes[0], unmarked))
    evaluation = evaluate([gold], [Article(TEXT, (GOLD.quotes[0], unmarked.with_(speaker=None, stances=())))])
    got = evaluation.measures()
    assert (got["speaker_accuracy"], got["end_to_end_f1"], got["stances"]) == (0.5, 1, 2)


def test_unmarked_quotations_are_counted_apart():
    got = measure(GOLD.quotes[0], quote(B, "ठीक है।", "सोहन", kind="unmarked"))
    assert (got["span_precision"], got["span_recall"]) == (1, 0.5)
    assert got["unmarked_f1"] == 0


def test_wrong_stance_and_missing_stance_count():
    first = quote(A, "हम नहीं रुकेंगे।", "गीता", stances=(Stance("सरकार", None, "favor", {"favor": 0.8, "against": 0.1, "neutral": 0.1}),))
    got = measure(first, GOLD.quotes[1].with_(stances=()))
    assert got["stance_accuracy"] == 0
    assert got["stances"] == 2
    assert got["stance_ece"] == pytest.approx((0.8 + 0) / 2)


SPEAKERS = [
    ("the name", Speaker("गीता राव"), "गीता राव", True),
    ("another form of it", Speaker("गीता राव", ("गीता राव", "गीता")), "गीता", True),
    ("with an honorific", Speaker("गीता राव"), "श्रीमती गीता राव", True),
    ("another", Speaker("गीता राव"), "मीता राव", False),
    ("none where there is one", Speaker("गीता राव"), None, False),
    ("none where there is none", Speaker(None), None, True),
    ("one where there is none", Speaker(None), "गीता राव", False),
]


@pytest.mark.parametrize(("gold", "name", "right"), [c[1:] for c in SPEAKERS], ids=[c[0] for c in SPEAKERS])
def test_speakers(gold, name, right):
    assert same_speaker(gold, Speaker(name)) is right


def test_trimming():
    assert trimmed("“ (हां!)’’ ", 0, 11) == (3, 6)
    assert trimmed("...", 0, 3) == (3, 3)


def test_calibration():
    assert expected_calibration_error([], []) is None
    assert expected_calibration_error([1.0, 0.0], [True, False]) == 0
    assert expected_calibration_error([1.0, 1.0], [False, False]) == 1


def test_predictions_must_be_of_the_same_documents():
    with pytest.raises(ValueError, match="expected as many documents as gold, found 0"):
        evaluate([GOLD], [])
    with pytest.raises(ValueError, match="document 1: the text is not that of the gold document"):
        evaluate([GOLD], [Article("x")])
    with pytest.raises(ValueError, match="expected 1 documents as in gold, found more"):
        evaluate([GOLD], [GOLD, GOLD])


def test_the_library_answers_itself():
    got = evaluate([GOLD]).measures()
    assert got["documents"] == 1
    assert got["stances"] == 2
    assert Span(0, 1, "ग").to_dict() == {"start": 0, "end": 1, "text": "ग"}
