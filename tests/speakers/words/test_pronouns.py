import pytest

from quotestance.speakers.words.pronouns import pronoun, pronouns


@pytest.mark.parametrize(
    ("form", "case", "number"), [("उन्होंने", "erg", "pl"), ("उसने", "erg", "sg"), ("उनका", "gen", "pl"), ("वह", "nom", "any")]
)
def test_pronoun(form, case, number):
    found = pronoun(form)
    assert (found.case, found.number) == (case, number)


@pytest.mark.parametrize("form", ["उन्हें", "रमेश", "एक"])
def test_no_pronoun(form):
    assert form not in pronouns()
