"""Right ends of names. All people are invented."""

import pytest

from quotestance.speakers.phrases.name_ends import goes_on, likelihoods, may_go_on
from quotestance.text import Document

ENDS = [
    ("first name and surname", "सुरेश भाटिया बैठक में आए", 0, True),
    ("a noun after a subject", "सुरेश भाटिया बैठक में आए", 1, False),
    ("a day", "गीता मेहता सोमवार को आईं", 1, False),
    ("a postposition", "सुरेश भाटिया ने कहा", 1, False),
    ("another line", "सुरेश\nभाटिया आए", 0, False),
    ("the end", "सुरेश", 0, False),
]


@pytest.mark.parametrize(("text", "end", "expected"), [c[1:] for c in ENDS], ids=[c[0] for c in ENDS])
def test_goes_on(text, end, expected):
    assert goes_on(Document(text), end) == expected


def test_a_mark_ends_a_name():
    assert not may_go_on(Document("सुरेश, भाटिया"), 0)


def test_likelihoods():
    assert likelihoods("सुरेश", "सुरेश", "भाटिया")[1] == 4
    assert likelihoods("जिला", "जिला", "अधिकारी")[1] == 0
    assert likelihoods("सुरेश", "सुरेश", "भाटिया") == likelihoods("सुरेश", "सुरेश", "भाटिया")
