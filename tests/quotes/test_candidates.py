import pytest

from quotestance.quotes.candidates import clear, draw, split
from quotestance.quotes.marks import find_marks, pair


def spans(text):
    return [text[c.start : c.end] for c in draw(text, find_marks(text))]


def test_clean_pairs_give_one_candidate_each():
    assert spans('क ने कहा, "चलो।" ख ने कहा, "रुको।"') == ["चलो।", "रुको।"]


def test_white_space_is_trimmed():
    assert spans("कहा, “ चलो\u00a0” ग") == ["चलो"]


def test_nesting_gives_the_outer_and_the_inner():
    assert {'मैंने कहा "चलो" था', "चलो"} <= set(spans("वह बोला, '" + 'मैंने कहा "चलो" था' + "' फिर"))


def test_a_missing_closing_mark_gives_the_ends_of_sentences_and_lines():
    assert spans('कहा, "एक। दो।\nतीन।') == ["एक।", "एक। दो।", "एक। दो।\nतीन।"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"हम कल चलेंगे, राम ने कहा। फिर वे गए।', ["हम कल चलेंगे"]),
        ('"हम कल चलेंगे, कुछ देर बाद राम ने, पर धीरे से कहा। फिर', ["हम कल चलेंगे, कुछ देर बाद राम ने"]),
        ('"हम कल चलेंगे, चाहे मैं कहूं या न कहूं। फिर वे गए।', []),
        ('"हम कल चलेंगे, चाहे बारिश हो। फिर वे गए।', []),
    ],
)
def test_a_missing_closing_mark_gives_the_comma_before_the_reporter(text, expected):
    assert [s for s in spans(text) if not s.endswith(("।", "फिर"))] == expected


def test_a_missing_opening_mark_gives_the_beginnings():
    assert {"राम ने कहा, चलो।", "चलो।"} <= set(spans('राम ने कहा, चलो।" फिर'))


def test_a_superfluous_closing_mark_gives_both_ends():
    assert {"एक।", 'एक।" दो।'} <= set(spans('कहा, "एक।" दो।" फिर'))


def test_the_number_of_candidates_is_linear():
    for unit in ('"', '" ', ' "', '"क', "क” ", "“क ", '"क।\n', "''क ''"):
        few, many = len(spans(unit * 500)), len(spans(unit * 1000))
        assert many <= 2.2 * few + 40


SPEECH = " ".join(f"गाँव नंबर {n} में सड़क बनी और पानी आया।" for n in range(40))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('राम ने कहा, "हम कल सुबह आठ बजे पटना चलेंगे।" वे आए।', True),
        ("राम ने कहा कि “हम कल सुबह आठ बजे पटना चलेंगे।” वे आए।", True),
        ('वह "हम कल सुबह आठ बजे पटना चलेंगे।" बोला।', False),
        ('राम ने कहा, "हम चलेंगे।" वे आए।', False),
        ('राम ने कहा, "हम कल सुबह आठ बजे पटना चलेंगे" वाली बात', False),
        ('राम ने कहा, "हम कल सुबह आठ बजे पटना चलेंगे।" "वे', True),
        ("राम ने कहा, “हम कल सुबह “आठ” बजे पटना चलेंगे।”", False),
        (f"राम बोले “{SPEECH}” वे आए।", True),
        (f"राम ने कहा, “{SPEECH[:-1]}” वे आए।", True),
        (f"राम बोले “{SPEECH[:-1]}” वे आए।", False),
    ],
)
def test_clear_are_long_sentences_set_off_between_marks_in_order(text, expected):
    marks = find_marks(text)
    mates, _ = pair(marks)
    assert any(clear(text, marks, mates, c) for c in draw(text, marks)) == expected


def parts(text):
    marks = find_marks(text)
    return [[text[c.start : c.end] for c in part] for part in split(text, marks, pair(marks)[0])]


def test_what_overlaps_a_clear_one_is_not_asked():
    text = 'क ने कहा, "हम कल सुबह\nआठ बजे पटना चलेंगे।" वे "कल" आए।'
    assert "हम कल सुबह" in spans(text)
    assert parts(text) == [["हम कल सुबह\nआठ बजे पटना चलेंगे।"], ["कल"]]


def test_marks_side_by_side_that_belong_together_are_not_tried_alone():
    assert parts('वह "कल\nसुबह" आया।') == [[], ["कल\nसुबह"]]
    assert "चलो।" in parts('क ने कहा, "चलो। वह आया।')[1]
    assert "चलो।" in parts("क ने कहा कि चलो।” वह आया।")[1]
