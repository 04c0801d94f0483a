"""The tables of words and frames: every row, the packed form, the longest head."""

import pytest

from quotestance.records import LABELS
from quotestance.stance.judging import lexicon as module
from quotestance.stance.judging.lexicon import CLASSES, KINDS, Lexicon, pack, read_tables
from quotestance.stance.judging.model import shipped
from quotestance.stance.words import stem
from quotestance.text import fold
from quotestance.text.tables import TableError

WORDS, FRAMES = read_tables()


def test_every_word_is_folded_and_stands_once():
    assert len({w for w, _ in WORDS}) == len(WORDS) > 9000
    for word, kind in WORDS:
        assert fold(word) == word
        assert kind in CLASSES
        assert " " not in word


def test_every_frame_is_folded_and_stands_once():
    assert len({f[:2] for f in FRAMES}) == len(FRAMES) > 12000
    for post, head, label, kind in FRAMES:
        assert fold(post) == post
        assert fold(head) == head
        assert label in LABELS
        assert kind in KINDS


def test_the_shipped_model_holds_the_tables_of_the_package():
    assert shipped().packed == pack(WORDS, FRAMES), "the tables changed: train the stance model again"


def test_packed_words_and_frames_come_back():
    lexicon = Lexicon(pack(WORDS, FRAMES))
    assert len(lexicon.words) == len(WORDS)
    assert {CLASSES[lexicon.word(w)] for w, _ in WORDS[:50]} == {c for _, c in WORDS[:50]}
    # forms of one verb fall together: दिया and दिये
    found = {(p, head) for p in {f[0] for f in FRAMES} for sizes in lexicon.frames(p).values() for _, heads in sizes for head in heads}
    assert found == {(p, tuple(stem(w) for w in head.split())) for p, head, _, _ in FRAMES}


def test_longer_heads_come_first():
    lexicon = Lexicon(pack([], [("पर", "भरोसा", "favor", "speaker"), ("पर", "भरोसा नहीं", "against", "speaker")]))
    assert [[LABELS[label] for label, _ in heads.values()] for _, heads in lexicon.frames("पर")["भरोस"]] == [["against"], ["favor"]]


@pytest.mark.parametrize(
    ("words", "frames", "message"),
    [
        ([("अच्छा", "nice")], [], r"polarity.tsv: .*expected one of approval"),
        ([("अच्छा", "good"), ("अच्छा", "bad")], [], r"polarity.tsv: .*contradicts an earlier row"),
        ([], [("ने", "धोखा", "against", "act")], r"frames.tsv: .*expected one of speaker"),
        ([], [("ने", "धोखा", "against", "deed"), ("ने", "धोखा", "favor", "deed")], r"frames.tsv: .*contradicts"),
    ],
)
def test_a_broken_row_is_an_error_that_names_it(monkeypatch, words, frames, message):
    monkeypatch.setattr(module, "read_table", lambda package, name, columns: words if name == "polarity.tsv" else frames)
    with pytest.raises(TableError, match=message):
        read_tables()
