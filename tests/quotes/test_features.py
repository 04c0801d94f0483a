from quotestance.quotes.candidates import draw
from quotestance.quotes.context import LEFT, RIGHT, Context
from quotestance.quotes.features import NAMES, features
from quotestance.quotes.marks import find_marks

TEXT = 'राजेश ने कहा, "मैं थक गया हूं।" वे "कल" आएंगे।\nरीना: पानी कब आएगा?'


def test_rows_have_a_number_for_each_name():
    marks = find_marks(TEXT)
    rows, words = features(Context(TEXT, marks), draw(TEXT, marks))
    assert rows
    assert {len(r) for r in rows} == {len(NAMES)} == {len(set(NAMES))}
    assert all(words)


def test_numbers_say_what_their_names_say():
    marks = find_marks(TEXT)
    rows, words = features(Context(TEXT, marks), draw(TEXT, marks))
    speech, day = (dict(zip(NAMES, r, strict=True)) for r in rows[:2])
    assert speech["before_comma"]
    assert speech["before_say"] == 0
    assert speech["person_inside"] == 1
    assert speech["ends_finite"]
    assert speech["clause_ne"]
    assert not day["before_comma"]
    assert not day["ends_finite"]
    assert "b1=कहा" in words[0]
    assert "a1=आएंगे" in words[1]


def test_sides_have_a_number_for_each_name():
    context = Context(TEXT, find_marks(TEXT))
    assert len(context.left(5)[1]) == len(LEFT)
    assert len(context.right(5)[1]) == len(RIGHT)
