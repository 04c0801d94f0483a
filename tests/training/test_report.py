from collections import Counter

import pytest

from training import report


def quote(text, words, kind="full", mention=None):
    start = text.index(words)
    span = mention and {"start": text.index(mention), "end": text.index(mention) + len(mention), "text": mention}
    return {"start": start, "end": start + len(words), "kind": kind, "speaker": {"mention": span}}


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("राव ने कहा, “चलो।”", "full", "“…”"),
        ("राव ने कहा, ‘‘चलो।’’", "full", "‘‘…’’"),
        ("राव ने कहा, ''चलो।''", "full", "''…''"),
        ("राव ने कहा, 'चलो।'", "full", "'…'"),
        ("राव ने कहा, «चलो।»", "full", "«…»"),
        ('चलो।" राव ने कहा।', "full", "no opening mark"),
        ("राव बोले- चलो।", "unmarked", "unmarked"),
    ],
)
def test_mark_of(text, kind, expected):
    assert report.mark_of({"text": text}, quote(text, "चलो।", kind)) == expected


def test_place_of():
    text = "राव ने कहा, “चलो।” फिर मीना बोलीं।"
    assert report.place_of(quote(text, "चलो।", mention="राव")) == "before"
    assert report.place_of(quote(text, "चलो।", mention="मीना")) == "after"
    assert report.place_of(quote(text, "चलो।")) == "nowhere"


def test_table_sums_up_what_is_left_out():
    counts = {"a": Counter(x=2, y=1, z=1), "b": Counter()}
    assert report.table("t", counts, most=1).split("\n")[2:] == ["| x | 2 (50 %) | – |", "| 2 others | 2 (50 %) | – |"]


def test_repeated_sequences_and_openings():
    texts = ["एक दो तीन चार पांच छह", "एक दो तीन चार पांच सात", "आठ नौ दस ग्यारह बारह"]
    assert report.repeated(texts) == (Counter({"एक दो तीन चार पांच": 2}), 4)
    assert report.openings(texts).most_common(1) == [("एक दो तीन", 2)]


def test_the_report_is_printed_without_the_news(capsys, monkeypatch):
    monkeypatch.setattr(report.data, "news_folder", lambda: None)
    assert report.main() == 0
    out = capsys.readouterr().out
    assert "| source | part | documents |" in out
    assert "| marks-guillemets |" in out
    assert "## Variety" in out
