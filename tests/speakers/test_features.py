"""The facts that speak for a candidate."""

import pytest

from quotestance.speakers.attribution import offered
from quotestance.speakers.features import facts, scores, sums
from quotestance.speakers.reading.surroundings import Ground

from .marked import read


def told(marked, number=0):
    doc, quotes = read(marked)
    return next(offered(doc, quotes, Ground(doc, quotes), [number]))


def table(marked, number=0):
    candidates, asked = told(marked, number)
    text = asked[0].text
    return {
        None if c.mention is None else text[c.mention.start : c.mention.end]: f for c, f in zip(candidates.rows, facts(*asked), strict=True)
    }


@pytest.mark.parametrize(
    ("fact", "marked", "mention"),
    [
        ("r1", 'रमेश ने कहा, "⟦हम आए⟧"', "रमेश"),
        ("linkedTruer1s0side-1", 'रमेश ने कहा कि "⟦हम आए⟧"', "रमेश"),
        ("fitsTruer1", 'रमेश ने कहा, "⟦हम आए⟧"', "रमेश"),
        ("fitsTruer2", 'वे कहते हैं, "⟦हम आए⟧"', "वे"),
        ("agrees1", 'वे कहते हैं, "⟦हम आए⟧"', "वे"),
        ("verbबताया", 'रमेश ने इसे "⟦बेकार⟧" बताया।', "रमेश"),
        ("spansTruer1kfull", 'रमेश ने इसे "⟦बेकार⟧" बताया।', "रमेश"),
        ("r1s0c0", '"⟦हम आए,⟧" रमेश ने कहा।', "रमेश"),
        ("r1s-1", 'रमेश ने बात रखी। "⟦हम आए⟧"', "रमेश"),
        ("wरमेश", 'रमेश ने बात रखी। "⟦हम आए⟧"', "रमेश"),
        ("clause1r1", 'रमेश ने, जिन्हें सुरेश ने बुलाया था, कहा, "⟦हम आए⟧"', "सुरेश"),
        ("clause2r1", 'रमेश ने, जिन्हें सुरेश ने बुलाया था, कहा, "⟦हम आए⟧"', "रमेश"),
        ("clause0r1", 'सुरेश ने जिसे बुलाया, वह आया। "⟦हम आए⟧"', "सुरेश"),
        ("issued1r7", 'संघ की ओर से जारी बयान में कहा गया, "⟦हम आए⟧"', "संघ"),
        ("issued1r6", 'संघ की ओर से आज जारी एक बयान में कहा गया, "⟦हम आए⟧"', "आज जारी एक बयान"),
        ("issued0r6", 'इसके बाद बयान में कहा गया, "⟦हम आए⟧"', "बयान"),
        ("0lineTrue", 'बात हुई।\n"⟦हम आए⟧"', None),
        ("0endedTrue", '"⟦हम आए।⟧"', None),
        ("0cue-", '"⟦हम आए।⟧"', None),
    ],
)
def test_fact(fact, marked, mention):
    assert fact in table(marked)[mention]


@pytest.mark.parametrize(
    ("fact", "marked", "mention"),
    [
        ("fitsTruer2", 'रमेश कहा, "⟦हम आए⟧"', "रमेश"),
        ("agrees1", 'वह कहते हैं, "⟦हम आए⟧"', "वह"),
        ("0lineTrue", 'बात हुई। "⟦हम आए⟧"', None),
    ],
)
def test_no_fact(fact, marked, mention):
    assert fact not in table(marked).get(mention, [])


def test_glued_to_the_quotation_before():
    assert "0gluedTrue" in table('रमेश ने कहा, "⟦हम आए।⟧" "⟦हम गए।⟧"', 1)[None]
    assert "0gluedFalse" in table('"⟦हम आए।⟧" फिर सब चले गए और बोले "⟦हम गए।⟧"', 1)[None]


def test_scores_are_the_sums_of_the_weights_of_the_facts():
    candidates, asked = told('सुरेश आए। रमेश ने कहा, "⟦हम आए⟧" और वे बोले।')
    weights = {f: 0.5 + len(f) % 3 for of in facts(*asked) for f in of}
    expected = [sum(weights[f] for f in of) for of in facts(*asked)]
    by = sums(weights)
    assert len(candidates.rows) > 2
    assert scores(*asked, by) == scores(*asked, by) == pytest.approx(expected)
