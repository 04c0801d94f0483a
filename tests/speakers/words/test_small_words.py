"""The table of small words."""

import pytest

from quotestance.speakers.words.small_words import USES, words_for


@pytest.mark.parametrize("use", USES)
def test_every_use_has_words(use):
    assert words_for(use)


def test_unknown_use():
    with pytest.raises(KeyError, match="nonsense"):
        words_for("nonsense")
