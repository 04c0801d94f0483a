"""Tokens, clauses and polarity of a quotation."""

import pytest

from quotestance import Quote
from quotestance.stance.judging.lexicon import Lexicon, pack
from quotestance.stance.judging.view import View
from quotestance.stance.words import grammar
from quotestance.text import Document

LEXICON = Lexicon(
    pack(
        [("सफल", "good"), ("गलत", "disapproval"), ("भ्रष्टाचार", "bad"), ("खत्म", "reversal"), ("डर", "bad"), ("शांति", "good")],
        [("ने", "धोखा दिया", "against", "deed"), ("के खिलाफ", "आवाज", "against", "speaker")],
    )
)

POLARITY = [
    ("plain", "वह सफल हुए", ["G"]),
    ("negated after", "वह सफल नहीं हुए", ["Gn"]),
    ("negated with a particle between", "वह सफल ही नहीं हुए", ["Gn"]),
    ("negation of another clause", "वह सफल हुए, नहीं तो हारते", ["G"]),
    ("without", "बिना डर के चलो", ["Bn"]),
    ("something bad ended", "भ्रष्टाचार को खत्म करेंगे", ["Br", "rev"]),
    ("something good ended", "शांति खत्म हुई", ["Gr", "rev"]),
    ("against something bad", "भ्रष्टाचार के खिलाफ लड़ो", ["Bo"]),
]


def view_of(text):
    return View(Document(text), Quote(0, len(text), text), LEXICON)


@pytest.mark.parametrize(("why", "text", "tags"), POLARITY, ids=[c[0] for c in POLARITY])
def test_polarity_after_negation_and_reversal(why, text, tags):
    assert [t for t in view_of(text).tags if t] == tags


def test_marks_and_particles_are_passed_over_and_compounds_parted():
    view = view_of("“भारत-पाक” भी तो हैं")
    assert view.words == ["भारत", "पाक", "हैं"]
    assert (view.starts[1], view.ends[1]) == (1, 9)


def test_the_quotation_is_told_from_the_words_around_it():
    text = 'राम ने कहा, "यह सफल है।" फिर वे चले गए।'
    start = text.index("यह")
    view = View(Document(text), Quote(start, start + 11, text[start : start + 11]), LEXICON)
    assert view.words[view.first : view.last] == ["यह", "सफल", "है", "।"]
    assert view.words[: view.first] == ["राम", "ने", "कहा", ","]
    assert {view.first, view.last} <= set(view.sentences)


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("मोर्चा ने धोखा दिया", "ने"),
        ("मोर्चा जी ने धोखा दिया", "ने"),
        ("मोर्चा और संघ के खिलाफ आवाज", "के खिलाफ"),
        ("मोर्चा, संघ ने कहा", "0"),
        ("मोर्चा आया", "0"),
    ],
)
def test_postposition_after_the_target(text, post):
    view = view_of(text)
    assert view.postposition(1, view.last)[0] == post


def test_the_first_frame_after_the_postposition():
    view = view_of("मोर्चा ने किसानों को बड़ा धोखा दिया है")
    assert view.frame("ने", 2, view.last) == (1, 1, 3, 7)
    assert view.frame("पर", 2, view.last) is None


@pytest.mark.parametrize("text", ["", "।", "\u200d", "''", "a" * 3000, "-" * 50, "नहीं " * 500])
def test_any_text_gives_a_view(text):
    view = View(Document(text), Quote(0, len(text), text), LEXICON)
    assert 0 <= view.first <= view.last <= len(view.words)


def test_every_grammatical_word_has_a_known_kind():
    kinds = ["negation", "before", "condition", "contrast", "clause", "question", "particle", "pronoun", "you", "we"]
    assert set(grammar().values()) == set(kinds)
