import random

import pytest

from quotestance.records import Article
from training.mark_noise import cut_off, disturb

TEXT = 'मंत्री ने कहा, "हम सड़क बनाएंगे। काम जल्द शुरू होगा।" विपक्ष ने इसे "झूठ" बताया।\nबैठक दो घंटे चली।'
SPEECH, WORD = "हम सड़क बनाएंगे। काम जल्द शुरू होगा।", "झूठ"


def article():
    quotes = [
        {"start": TEXT.index(words), "end": TEXT.index(words) + len(words), "kind": kind}
        for words, kind in ((SPEECH, "full"), (WORD, "partial"))
    ]
    return Article.from_dict({"text": TEXT, "quotes": quotes})


@pytest.mark.parametrize("seed", range(60))
def test_words_and_spans_stay_those_of_the_document(seed):
    copy = disturb(article(), random.Random(seed))
    if copy is None:
        return
    assert [kind for _, _, kind in copy.spans] == ["full", "partial"]
    bare = [copy.text[s:e].replace('"', "").split() for s, e, _ in copy.spans]
    assert bare == [SPEECH.split(), WORD.split()]
    assert copy.text.replace('"', "").split() == TEXT.replace('"', "").split()
    assert copy.text != TEXT


@pytest.mark.parametrize("seed", range(20))
def test_a_copy_is_cut_off_inside_the_speech(seed):
    copy = cut_off(article(), random.Random(seed))
    assert copy is not None
    ((start, end, kind),) = copy.spans
    assert TEXT.startswith(copy.text)
    assert (start, end, kind) == (TEXT.index(SPEECH), len(copy.text), "full")
    assert len(SPEECH.split()) > len(copy.text[start:].split()) >= 3


def test_nothing_to_cut_off():
    assert cut_off(Article("मंत्री ने कहा कि सड़क बनेगी।"), random.Random(0)) is None


def test_the_same_seed_gives_the_same_copy():
    assert disturb(article(), random.Random(5)) == disturb(article(), random.Random(5))


def test_nothing_to_disturb():
    assert disturb(Article("मंत्री ने कहा कि सड़क बनेगी।"), random.Random(0)) is None
