import json

from hypothesis import given, settings
from hypothesis import strategies as st

from quotestance import Article
from quotestance.views.html import fragment, page
from quotestance.views.layers import stretches
from quotestance.views.report import overview
from quotestance.views.terminal import render

ANY = st.characters(exclude_categories=())  # lone surrogates too


@st.composite
def articles(draw):
    """Any text, with marks that cross, nest, touch and are empty."""
    text = draw(st.text(ANY, max_size=30))
    span = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda ends: {"start": min(ends), "end": max(ends)})
    maybe = st.none() | span
    name = st.text(ANY, max_size=5)
    speaker = st.none() | st.fixed_dictionaries({"name": st.none() | name, "mention": maybe})
    evidence = span.map(lambda found: [{**found, "weight": 1.0}])
    label = st.sampled_from(["favor", "against", None])
    stance = st.fixed_dictionaries({"target": name, "mention": maybe, "label": label}, optional={"evidence": evidence})
    quote = st.tuples(span, st.fixed_dictionaries({"speaker": speaker, "cue": maybe, "stances": st.lists(stance, max_size=2)}))
    return Article.from_dict({"text": text, "quotes": [{**a, **b} for a, b in draw(st.lists(quote, max_size=4))]})


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
