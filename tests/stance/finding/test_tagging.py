"""The tagger: sums over all features, tokens that are passed over, the best tags of a run."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from quotestance.stance.finding.features import (
    AFTER,
    OFFSETS,
    after_features,
    count_features,
    headline,
    lead,
    near_features,
    pair_features,
    quote_features,
    standing,
    word_features,
)
from quotestance.stance.finding.tagging import Tagger, spans_of, tagger
from quotestance.stance.words import stem
from quotestance.text import Document

TEXT = 'नई दिल्ली में कांग्रेस ने कहा, "भाजपा और रूस ने 2 किसानों को ठगा, भाजपा ने किसानों की बात नहीं सुनी"'


def slow(doc, at, first, last, kind, opened):
    """Return the scores of a token by all its features, as training sees them."""
    known, words = tagger(), doc.words
    names = [f"{-k}{f}" for k in OFFSETS if 0 <= at + k < len(words) for f in word_features(words[at + k])]
    w, sort = words[at], standing(words[at])
    if sort is not None:
        outside = words.count(w) - [words[i] for i in opened].count(w)
        said = [stem(words[i]) for i in opened].count(stem(w))
        near, top = stem(w) in lead(words, first), stem(w) in headline(words)
        names += count_features(sort, min(3, outside), min(5, words.count(w)), top)
        names += near_features(sort, near, min(3, said))
    names += quote_features("" if sort is None else sort[0], last - first, kind, min(4, (at - first) // 6))
    if at == first:
        names.append("first")
    score = known.total(names) + known.bias
    return score.real, score.imag


@pytest.mark.parametrize("bounds", [(8, 27), (0, 27), (0, 28), (11, 17), (14, 24)])
@pytest.mark.parametrize("kind", ["full", "partial"])
def test_the_quick_sums_are_those_of_all_features(bounds, kind):
    doc = Document(TEXT)
    first, last = bounds[0], min(bounds[1], len(doc.words))
    (scores,) = tagger().emissions(doc, [(first, last)], [kind])
    opened = [at for at, _, _ in scores]
    assert opened
    for at, b, i in scores:
        assert (b, i) == pytest.approx(slow(doc, at, first, last, kind, opened), abs=1e-6)


def test_no_postposition_ends_what_is_looked_at_and_none_begins_it():
    doc = Document(TEXT)
    (scores,) = tagger().emissions(doc, [(0, len(doc.words))], ["full"])
    words = [doc.words[at] for at, _, _ in scores]
    assert "किसानों" in words
    assert "ने" not in words
    assert "नहीं" not in words


def best(known, scores, closed):
    """Return the best tags by trying every sequence."""
    paths = {0: (0.0, [])}
    for _, b, i in scores:
        step = {}
        for tag, own in enumerate((0.0, b, i)):
            options = [
                (total + own + known.moves[last][tag], [*path, tag])
                for last, (total, path) in paths.items()
                if not (last == 0 and tag == 2)
            ]
            if options:
                step[tag] = max(options)
        paths = step
    if closed:
        paths = {last: (total + known.moves[last][0], path) for last, (total, path) in paths.items()}
    return max(paths.values())[1]


@pytest.mark.parametrize("closed", [True, False])
@pytest.mark.parametrize(
    "scores",
    [
        [(0, 2.0, -1.0)],
        [(0, 1.0, 0.0), (1, 0.5, 1.5), (2, -2.0, 0.2)],
        [(0, -1.0, 0.0), (1, 2.0, 3.0), (2, 2.0, 0.0), (3, 0.0, 2.5)],
        [(0, -1.0, -1.0), (1, -3.0, -3.0)],
    ],
)
def test_best_tags(scores, closed):
    known = tagger()
    assert known._best(scores, closed) == best(known, scores, closed)


def test_many_windows_at_once_are_read_as_each_alone_where_they_share_no_word():
    doc = Document("रूस ने हमला किया। किसानों की बात कांग्रेस ने नहीं सुनी।")
    windows = [(0, 5), (5, 5), (5, 13)]
    known = tagger()
    together = known.spans(doc, windows, ["full"] * 3)
    assert together == [known.spans(doc, [w], ["full"])[0] for w in windows]
    assert together[1] == []


def test_words_are_learned_anew_after_too_many(monkeypatch):
    doc, known = Document(TEXT), Tagger()
    before = known.emissions(doc, [(0, 10)], ["full"])
    monkeypatch.setattr(sys.modules["quotestance.stance.finding.tagging"], "_MOST_KNOWN", 1)
    assert known.emissions(doc, [(0, 10)], ["full"]) == before


def test_threads_that_learn_words_do_not_disturb_each_other(monkeypatch):
    monkeypatch.setattr(sys.modules["quotestance.stance.finding.tagging"], "_MOST_KNOWN", 200)
    texts = [f"सरकार ने मोहन{i} और रूस{i % 7} की सेना को टोला{i} भेजा।" for i in range(300)]
    docs = [Document(text) for text in texts]
    known = Tagger()

    def spans(doc):
        return known.spans(doc, [(0, len(doc.words))], ["full"])

    alone = [spans(doc) for doc in docs]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(spans, docs)) == alone


def test_spans_of_tags():
    assert spans_of([2, 2, 0, 1, 1, 2]) == [(0, 2), (3, 4), (4, 6)]
    assert spans_of([]) == []


def test_neighbours_add_what_their_features_say():
    doc = Document("यह विधेयक किसानों के लिए है")
    known = tagger()
    pair = known.total([*pair_features("विधेयक", "किसानों"), *after_features("यह", "विधेयक", "किसानों")])
    assert known.side_by_side(doc.words, [(1, 0.5, -0.5), (2, 0.25, 0.0)]) == [(1, 0.5, -0.5), (2, 0.25 + pair.real, pair.imag)]


def test_what_stands_before_a_phrase_tells_only_where_it_is_looked_for():
    assert "यह" in AFTER
    known = tagger()
    words = Document("बड़ा विधेयक किसानों के लिए है").words
    pair = known.total(pair_features("विधेयक", "किसानों"))
    assert known.side_by_side(words, [(1, 0.0, 0.0), (2, 0.0, 0.0)])[1] == (2, pair.real, pair.imag)
