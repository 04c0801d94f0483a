import pytest

from quotestance.quotes.marks import CURLY, DOUBLE, GUILLEMET, SINGLE, find_marks, pair


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("कोई निशान नहीं।", []),
        ('कहा, "चलो।"', [(5, 6, DOUBLE), (10, 11, DOUBLE)]),
        ("कहा, ''चलो।''", [(5, 7, CURLY), (11, 13, CURLY)]),
        ("कहा, ‘‘चलो।’’", [(5, 7, CURLY), (11, 13, CURLY)]),
        ("कहा, ``चलो।''", [(5, 7, CURLY), (11, 13, CURLY)]),
        ("कहा, '“चलो।”'", [(5, 7, DOUBLE), (11, 13, DOUBLE)]),
        ("कहा, «चलो।»", [(5, 6, GUILLEMET), (10, 11, GUILLEMET)]),
        ("कहा, ‘चलो।’", [(5, 6, SINGLE), (10, 11, SINGLE)]),
        ("“चलो।”“नहीं।”", [(0, 1, DOUBLE), (5, 6, DOUBLE), (6, 7, DOUBLE), (12, 13, DOUBLE)]),
        ("don't और 1990's", []),
        ("don’t", []),
        ("ओ'ब्रायन", []),
        ("लंबाई 5'10\" है", []),
        ("लंबाई 5' 10\" है", []),
        ("लंबाई 5'10'' है", []),
    ],
)
def test_where_marks_stand(text, expected):
    assert [(m.start, m.end, m.family) for m in find_marks(text)] == expected


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ('कहा, "चलो।" फिर', [(3, 1), (0, 3)]),
        ('वह "चलो" बोला', [(3, 0), (0, 3)]),
        ('कहा, " चलो " फिर', [(2, 2), (2, 2)]),
        ('कहा,"चलो।"फिर', [(2, 2), (1, 2)]),
        ("„चलो।“ फिर", [(3, 0), (1, 2)]),
        ("कहा, ”चलो।” फिर", [(2, 1), (0, 3)]),
        ('("चलो")', [(3, 0), (0, 3)]),
    ],
)
def test_roles(text, roles):
    assert [(m.opens, m.closes) for m in find_marks(text)] == roles


def test_a_mark_after_a_number_closes():
    marks = find_marks('कहा, "यह हुआ था 2019"')
    assert [(m.opens, m.closes) for m in marks] == [(3, 1), (0, 3)]


def test_two_marks_side_by_side_may_close_and_open():
    assert [(m.opens, m.closes) for m in find_marks('"क""ख"')] == [(3, 0), (2, 2), (0, 3)]
    assert [(m.opens, m.closes) for m in find_marks('कहा, ""क।"" फिर')] == [(3, 1), (2, 3)]


@pytest.mark.parametrize(
    ("text", "mates", "depths"),
    [
        ('कहा, "चलो।" वह "कल" आया', [1, 0, 3, 2], [0, 0, 0, 0]),
        ("कहा, “मैंने ‘चलो’ कहा” था", [3, 2, 1, 0], [0, 1, 1, 0]),
        ("कहा, “चलो। वह आया", [-1], [0]),
        ("चलो।” वह आया", [-1], [0]),
    ],
)
def test_the_plain_reading_of_marks(text, mates, depths):
    assert pair(find_marks(text)) == (mates, depths)
