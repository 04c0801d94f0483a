from quotestance.quotes.candidates import draw
from quotestance.quotes.marks import find_marks


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


def test_a_missing_opening_mark_gives_the_beginnings():
    assert {"राम ने कहा, चलो।", "चलो।"} <= set(spans('राम ने कहा, चलो।" फिर'))


def test_a_superfluous_closing_mark_gives_both_ends():
    assert {"एक।", 'एक।" दो।'} <= set(spans('कहा, "एक।" दो।" फिर'))


def test_the_number_of_candidates_is_linear():
    for unit in ('"', '" ', ' "', '"क', "क” ", "“क ", '"क।\n', "''क ''"):
        few, many = len(spans(unit * 500)), len(spans(unit * 1000))
        assert many <= 2.2 * few + 40
