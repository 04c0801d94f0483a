"""The tagger: quick sums, tokens that are passed over, counts outside the quotations."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from quotestance import Quote
from quotestance.stance.tagging import Tagger, elsewhere, spans_of, tagger
from quotestance.stance.target_features import OFFSETS, document_features, word_features
from quotestance.stance.words import stem
from quotestance.text import Document

TEXT = 'नई दिल्ली में कांग्रेस ने कहा, "भाजपा और रूस ने 2 किसानों को ठगा"'


@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_the_quick_sums_are_those_of_all_features(count):
    doc = Document(TEXT)
    known, n = tagger(), len(doc.words)
    around = {stem(w): count for w in doc.words}
    windows = [(0, n), (3, 5), (2, 2), (n - 1, n)]
    quick = known.emissions(doc, windows)
    for (first, last), start in zip(windows, quick.starts, strict=True):
        for i in range(first, last):
            row = start + i - first
            said = [f"{k}{f}" for k in OFFSETS if 0 <= i + k < n for f in word_features(doc.words[i + k])]
            by_word = sum(known.by_place[known.numbers[f[len(str(k)) :]]].reshape(len(OFFSETS), 3)[k + 2] for k, f in split(said, known))
            slow = known.bias + by_word + known.total(document_features(doc, i, first, last, around))
            assert quick.tags[row] + quick.counted[row, min(3, count)] == pytest.approx(slow, abs=1e-9)


def split(said, known):
    for feature in said:
        k = next(k for k in OFFSETS if feature.startswith(str(k)))
        if feature[len(str(k)) :] in known.numbers:
            yield k, feature


def best(known, scores):
    """Return the best tags by trying every sequence: what passing over tokens must not change."""
    paths = {0: (0.0, [])}
    for row in scores:
        step = {}
        for tag in range(3):
            options = [
                (total + row[tag] + known.moves[last][tag], [*path, tag])
                for last, (total, path) in paths.items()
                if not (last == 0 and tag == 2)
            ]
            if options:
                step[tag] = max(options)
        paths = step
    return max(paths.values())[1] if paths else []


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "नागरिकता संशोधन कानून पर भारतीय जनता पार्टी और कांग्रेस के नेता राम मोहन वर्मा ने किसानों से बात की।",
        "हम कल सुबह जल्दी निकलेंगे।",
        "रूस",
        "सरकार सरकार सरकार भारत भारत रूस रूस रूस की की की सेना सेना",
    ],
)
def test_tokens_passed_over_change_no_answer(text):
    doc = Document(text)
    known, n = tagger(), len(doc.words)
    quote = Quote(0, len(text), text)
    for first in range(n):
        for last in range(first + 1, n + 1):
            scores = known.emissions(doc, [(first, last)])
            tags = best(known, (scores.tags + scores.counted[:, 0])[: last - first].tolist())
            wanted = [(first + a, first + b) for a, b in spans_of(tags)]
            assert known.spans(doc, [(first, last)], [quote]) == [wanted]


def test_many_windows_at_once_are_tagged_as_each_alone():
    doc = Document(TEXT)
    quote = Quote(0, 1, TEXT[:1])
    windows = [(8, 16), (0, 6), (4, 4), (8, 9), (0, 16)]
    known = tagger()
    assert known.spans(doc, windows, [quote]) == [known.spans(doc, [w], [quote])[0] for w in windows]


def test_stems_outside_the_quotations_are_counted():
    text = 'किसान आए। "किसानों को राहत" किसानों ने कहा, "किसान"'
    first, second = text.index("किसानों को"), text.rindex("किसान")
    quotes = [Quote(a, a + n, text[a : a + n]) for a, n in ((second, 5), (first, 15))]
    assert elsewhere(Document(text), quotes)[stem("किसान")] == 2
    assert elsewhere(Document(text), quotes, {stem("किसान")}) == {stem("किसान"): 2}
    assert elsewhere(Document(text), [])[stem("किसान")] == 4


def test_words_are_learned_anew_after_too_many(monkeypatch):
    doc = Document(TEXT)
    known = tagger()
    before = known.emissions(doc, [(0, 10)]).tags
    monkeypatch.setattr("quotestance.stance.tagging._MOST_KNOWN", 1)
    assert known.emissions(doc, [(0, 10)]).tags == pytest.approx(before, abs=1e-12)


def test_threads_that_learn_words_do_not_disturb_each_other(monkeypatch):
    monkeypatch.setattr("quotestance.stance.tagging._MOST_KNOWN", 200)
    texts = [f"सरकार ने मोहन{i} और रूस{i % 7} की सेना को टोला{i} भेजा।" for i in range(300)]
    docs = [Document(text) for text in texts]
    known = Tagger()

    def spans(doc):
        return known.spans(doc, [(0, len(doc.words))], [])

    alone = [spans(doc) for doc in docs]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(spans, docs)) == alone


def test_spans_of_tags():
    assert spans_of([2, 2, 0, 1, 1, 2]) == [(0, 2), (3, 4), (4, 6)]
    assert spans_of([]) == []
