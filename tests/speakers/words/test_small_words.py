"""The tables of small words."""

import pytest

from quotestance.speakers.words import small_words
from quotestance.speakers.words.small_words import NO_HEAD, PHRASE_USES, USES, phrase_words, words_for
from quotestance.text.tables import TableError


@pytest.mark.parametrize("use", USES)
def test_every_use_has_words(use):
    assert words_for(use)


@pytest.mark.parametrize("use", PHRASE_USES)
def test_every_use_in_a_phrase_has_words(use):
    assert phrase_words(use)


def test_words_that_end_no_phrase():
    assert "के" in NO_HEAD
    assert "मंत्री" not in NO_HEAD


@pytest.mark.parametrize("words", [words_for, phrase_words])
def test_unknown_use(words):
    with pytest.raises(KeyError, match="nonsense"):
        words("nonsense")


def test_a_row_with_an_unknown_use(monkeypatch):
    monkeypatch.setattr(small_words, "read_table", lambda package, name, columns: [("ने", "nonsense")])
    with pytest.raises(TableError, match=r"^t\.tsv: ने: expected one of case, rank, found nonsense$"):
        small_words._by_use("t.tsv", ("case", "rank"))
