"""Sentences and places around a quotation."""

from quotestance.records import Quote
from quotestance.speakers.reading.surroundings import Ground
from quotestance.text import Document

from ..marked import read


def sentences(marked, number=0):
    doc, quotes = read(marked)
    around = Ground(doc, quotes).around(quotes[number])
    return [(s.sentence, " ".join(doc.words[s.first : s.last])) for s in (*reversed(around.left), *around.right)]


def test_sentences_around():
    marked = 'पहली बात। डॉ. रमेश ने कहा, "⟦हम आए,⟧" और बैठ गए। अगली बात।'
    assert sentences(marked) == [(-1, "पहली बात ।"), (0, "डॉ . रमेश ने कहा ,"), (0, "और बैठ गए ।")]


def test_sentence_ends_of_all_kinds():
    marked = 'पहली बात| दूसरी बात? तीसरी बात है. चौथी "⟦हम आए⟧"'
    assert sentences(marked)[-1] == (0, "चौथी")
    assert [n for n, _ in sentences(marked)] == [-1, 0]


def test_glued_sentences():
    assert sentences('पहली बात।रमेश बोले,"⟦हम आए⟧"अगली बात।')[:2] == [(-1, "पहली बात ।"), (0, "रमेश बोले ,")]


def test_line_breaks_end_sentences():
    assert sentences('शीर्षक\nरमेश बोले, "⟦हम आए⟧"\nअगली बात') == [(-1, "शीर्षक"), (0, "रमेश बोले ,")]


def test_interrupted_quotations_share_their_sentence():
    marked = '"⟦हम आए,⟧" रमेश ने कहा, "⟦और गए।⟧"'
    assert sentences(marked, 0) == [(0, "रमेश ने कहा ,")]
    assert sentences(marked, 1) == [(0, "रमेश ने कहा ,")]


def test_an_end_inside_a_quotation_ends_no_sentence():
    assert sentences('रमेश ने "⟦हम आए।⟧" और "⟦हम गए।⟧" कहा।', 1) == [(0, "रमेश ने"), (0, "और"), (0, "कहा ।")]


def test_numbers_and_initials_end_no_sentence():
    assert sentences('श्री. ए.पी. मेनन 3.5 बजे बोले, "⟦हम आए⟧"') == [(0, "श्री . ए . पी . मेनन 3.5 बजे बोले ,")]


def test_places_count_words_outside_quotations():
    doc, quotes = read('रमेश ने "⟦हम सब आए⟧" और "⟦हम गए⟧" कहा।')
    around = Ground(doc, quotes).around(quotes[1])
    ne = next(s for s in around.left if s.crossed == 1)
    assert [i - ne.base for i in range(ne.first, ne.last)] == [-4, -3]
    assert (around.right[0].first - around.right[0].base, around.right[0].crossed) == (1, 0)


def test_marks_between_two_quotations_belong_to_one_each():
    doc, quotes = read('"⟦हम आए।⟧"\n"⟦हम गए।⟧"')
    ground = Ground(doc, quotes)
    assert len(ground.block_starts) == 2
    assert ground.block_ends[0] == ground.block_starts[1]


def test_spans_that_hold_no_token():
    doc = Document("रमेश  आए")
    assert Ground(doc, [Quote(4, 5, " ")]).around(Quote(4, 5, " ")).first == 1
