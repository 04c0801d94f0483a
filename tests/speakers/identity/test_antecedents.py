"""Who may be meant by a pronoun. All people are invented."""

import pytest

from quotestance.speakers.identity.antecedents import candidates, rank
from quotestance.speakers.identity.facts import Place
from quotestance.speakers.words.pronouns import pronoun

from ..marked import read


def found(marked, form="उन्होंने"):
    """Return the candidates for the last pronoun of this form before the last quotation, measured."""
    doc, quotes = read(marked)
    quote = quotes[-1]
    anchor = max(i for i, w in enumerate(doc.words) if w == form)
    place = Place(quote.start, quote.end, anchor, pronoun(form), 0, -1)
    return candidates(doc, place, [], [(q.start, q.end) for q in quotes])


def test_nobody_is_last():
    assert found("गीता मेहता आईं। उन्होंने कहा, “⟦काम होगा⟧”")[-1].key == ""


def test_first_name_and_surname_are_one_person():
    words = [c.word for c in found("गीता मेहता आईं। मेहता ने काम देखा। उन्होंने कहा, “⟦काम होगा⟧”")]
    assert words.count("मेहता") == 1


PLACES = [
    ("a body that only owns", "कंपनी के काम से गीता मेहता खुश थीं। उन्होंने कहा, “⟦काम होगा⟧”", "कंपनी", False),
    ("a body that acts", "कंपनी ने काम रोका। उन्होंने कहा, “⟦काम होगा⟧”", "कंपनी", True),
    ("a person in the dative", "गीता मेहता को पत्र मिला। उन्होंने कहा, “⟦काम होगा⟧”", "मेहता", True),
]


@pytest.mark.parametrize(("text", "word", "expected"), [c[1:] for c in PLACES], ids=[c[0] for c in PLACES])
def test_who_can_be_meant(text, word, expected):
    assert (word in [c.word for c in found(text)]) == expected


def test_probabilities():
    assert sum(rank(found("गीता मेहता आईं। उन्होंने कहा, “⟦काम होगा⟧”"))) == pytest.approx(1)
