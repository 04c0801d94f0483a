"""Where a phrase begins; that the library sums the weights of the very features that training sees."""

from math import isclose

import pytest

from quotestance.speakers.phrases.boundaries import (
    all_step_features,
    before,
    extend,
    head_features,
    name_probability,
    organisation_features,
    organisation_probability,
    step_probability,
    weights,
)
from quotestance.speakers.weights import logistic
from quotestance.text import Document


def log_odds(start, features):
    return weights().get(start, 0.0) + sum(weights().get(f, 0.0) for f in features)


@pytest.mark.parametrize(
    ("text", "first", "expected"),
    [
        ("वित्त मंत्री रमेश", 2, 1),
        ("एस. राव", 2, 0),
        ("रमेश। पाल", 2, -1),
        ("रमेश\nपाल", 1, -1),
        ("रमेश", 0, -1),
    ],
)
def test_before(text, first, expected):
    assert before(Document(text), first) == expected


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [("कल मंत्री रमेश पाल ने", "N", "रमेश पाल"), ("एस. राव ने", "N", "एस. राव"), ("बाद में वित्त मंत्री ने", "D", "वित्त मंत्री")],
)
def test_extend(text, kind, expected):
    doc = Document(text)
    last = len(doc.words) - 2
    first, sure = extend(doc, kind, last, last)
    assert doc.text[doc.starts[first] : doc.ends[last]] == expected
    assert 0.0 < sure <= 1.0


def test_a_name_is_one_for_the_features_that_training_sees():
    doc = Document("जल संघ की बैठक में रमेश पाल ने कहा कि पाल आए")
    in_doubt = 0
    for last in range(len(doc.words)):
        odds = log_odds("H0", head_features(doc, last))
        found = name_probability(doc, last)
        in_doubt += isclose(found, logistic(odds), rel_tol=1e-9)
        assert (found >= 0.5) == (odds >= 0) or abs(odds) < 1
    assert in_doubt


def test_a_body_is_one_for_the_features_that_training_sees():
    doc = Document("रमेश पाल और जल संघ ने कहा")
    for first, last in ((0, 1), (3, 4), (0, 4)):
        odds = log_odds("O0", organisation_features(doc, first, last))
        assert isclose(organisation_probability(doc, first, last), logistic(odds), rel_tol=1e-9)
    assert organisation_probability(doc, 0, 1) < 0.5 < organisation_probability(doc, 3, 4)


def test_a_step_in_doubt_is_weighed_by_the_features_that_training_sees():
    doc = Document("कल शाम सचिव कमल किशोर वर्मा ने पटना नगर निगम के जल मंत्री रमेश पाल से कहा")
    in_doubt = 0
    for right in range(1, len(doc.words)):
        odds = log_odds("N0", all_step_features(doc, "N", right - 1, right, right, 1))
        found = step_probability(doc, right - 1, right)
        in_doubt += isclose(found, logistic(odds), rel_tol=1e-9)
        assert (found >= 0.5) == (odds >= 0) or abs(odds) < 1
    assert in_doubt
