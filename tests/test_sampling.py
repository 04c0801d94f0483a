"""Stances as rows, and samples of them."""

import pytest

from quotestance import Article, Quote, Stance
from quotestance.estimation import estimate
from quotestance.sampling import draw_sample, stance_rows

ROWS = [{"id": f"d{i}", "start": 0, "end": 5, "target": "बाँध", "label": "favor", "month": "ab"[i % 2]} for i in range(100)]


def test_articles_give_rows_with_speaker_and_month():
    article = Article("कखगघ", (Quote(0, 4, "कखगघ", stances=(Stance("ग", None, "favor"),)),), "x")
    row = next(stance_rows([article]))
    assert (row["id"], row["target"], row["label"], row["speaker"]) == ("x", "ग", "favor", None)
    assert next(stance_rows([{**article.to_dict(), "date": "2024-05-17"}]))["month"] == "2024-05"
    assert estimate([{**article.to_dict(), "date": "2024-05-17"}], by="month")[0].group == "2024-05"


def test_error_records_are_passed_over():
    assert list(stance_rows([{"error": {"reason": "bad"}}, ROWS[0]])) == [ROWS[0]]


def test_sample_is_the_same_for_a_seed_and_hides_the_labels():
    sample = draw_sample(ROWS, 10, seed=4)
    assert sample == draw_sample(ROWS, 10, seed=4) != draw_sample(ROWS, 10, seed=5)
    assert all("scores" not in row and row["label"] == "" for row in sample)
    assert len(draw_sample(ROWS, 10, by="month")) == 20


@pytest.mark.parametrize(
    ("rows", "options", "message"),
    [
        (ROWS, {"size": 0}, "size: expected at least 1, found 0"),
        (ROWS, {"by": "speaker"}, r"by: expected a field of the rows \(id, .*\), found 'speaker'"),
        ([{**ROWS[0], "id": None}], {}, "records: record 1: id: missing; a labelled sample is matched by id, start, end and target"),
        ([*ROWS, ROWS[0]], {}, "records: record 101: expected an id of its own for each document, found 'd0'"),
    ],
)
def test_what_cannot_be_sampled(rows, options, message):
    with pytest.raises(ValueError, match=message):
        draw_sample(rows, **{"size": 5, **options})
