import pytest

from quotestance.quotes.unmarked import draw_unmarked, separators


@pytest.mark.parametrize(
    ("text", "chars"),
    [
        ("बोले- चलो", "-"),
        ("बोले -चलो", "-"),
        ("बोले – चलो", "–"),
        ("कहा-चलो", "-"),
        ("रीना: चलो", ":"),
        ("रीना:चलो", ":"),
        ("कहाः चलो", "ः"),
        ("आत्म-निर्भर", ""),
        ("10:30 बजे", ""),
        ("https://example.org", ""),
        ("दुःख हुआ", ""),
        ("प्रायः वही", ""),
    ],
)
def test_separators(text, chars):
    assert "".join(text[at] for at in separators(text)) == chars


def spans(text):
    return [(text[a.start : a.end], a.first) for a in draw_unmarked(text, separators(text))]


def test_speech_ends_with_its_sentence_or_line():
    assert ("पानी आएगा।", False) in spans("मंत्री बोले- पानी आएगा। काम जारी है।")
    assert ("पानी आएगा", False) in spans("मंत्री बोले- पानी आएगा\nरांची में काम जारी है।")
    assert ("डॉ. रेड्डी आएंगे.", False) in spans("मंत्री ने कहा- डॉ. रेड्डी आएंगे. काम जारी है.")


def test_the_words_may_stand_first():
    assert ("पानी आएगा", True) in spans("पानी आएगा: मंत्री\nरांची में काम जारी है।")


def test_speech_in_marks_is_none():
    assert spans('मंत्री बोले- "पानी आएगा"') == []
