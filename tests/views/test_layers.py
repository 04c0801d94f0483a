import json

from hypothesis import given, settings
from hypothesis import strategies as st

from quotestance import Article, Evidence, Quote, Span, Speaker, Stance
from quotestance.views.html import fragment, page
from quotestance.views.layers import stretches
from quotestance.views.report import overview
from quotestance.views.terminal import render

ANY = st.characters(exclude_categories=())  # lone surrogates too


@st.composite
def articles(draw):
    """Any text, with marks that cross, nest, touch and are empty."""
    text = draw(st.text(ANY, max_size=30))
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted).map(lambda e: (*e, text[e[0] : e[1]]))
    maybe = st.none() | ends.map(lambda e: Span(*e))
    name = st.text(ANY, max_size=5)
    speaker = st.none() | st.builds(Speaker, st.none() | name, mention=maybe)
    evidence = st.none() | ends.map(lambda e: (Evidence(*e, 1.0),))
    stance = st.builds(Stance, name, maybe, st.sampled_from(["favor", "against", None]), evidence=evidence)
    rest = st.fixed_dictionaries({"speaker": speaker, "cue": maybe, "stances": st.lists(stance, max_size=2).map(tuple)})
    quote = st.tuples(ends, rest).map(lambda parts: Quote(*parts[0], **parts[1]))
    return Article(text, tuple(draw(st.lists(quote, max_size=4))))


@given(articles())
@settings(max_examples=100, deadline=None)
def test_stretches_hold_every_mark_and_every_character_once(article):
    parts = stretches(article)
    assert "".join(article.text[s.start : s.end] for s in parts) == article.text
    assert all(s.start < s.end for s in parts)
    for number, quote in enumerate(article.quotes):
        covered = [i for s in parts if ("quotation", number) in {(m.role, m.quote) for m in s.marks} for i in range(s.start, s.end)]
        assert covered == list(range(quote.start, quote.end))


@given(articles(), st.integers(0, 120))
@settings(max_examples=100, deadline=None)
def test_no_article_is_too_strange_to_be_shown(article, width):
    for color in (False, True):
        render(article, color=color, width=width).encode()
    page([article]).encode()
    fragment(article).encode()
    overview([article]).encode()


def test_ten_thousand_quotations_side_by_side_take_no_more_than_their_share():
    text = "क ख। " * 10_000
    quotes = [{"start": i, "end": i + 4} for i in range(0, len(text), 5)]
    article = Article.from_dict(json.loads(json.dumps({"text": text, "quotes": quotes})))
    assert len(stretches(article)) == 20_000
    assert page([article]).count('<li class="card') == 10_000
