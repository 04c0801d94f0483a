"""Which candidates count as right in training."""

from quotestance.records import Article, Quote, Span, Speaker
from quotestance.speakers.candidates import Finder
from quotestance.text import Document
from training.train_speakers import SKIP, labels


def labelled(text, name, names, mention, how="name"):
    start = text.index('"') + 1
    end = text.index('"', start)
    span = None if mention is None else Span(*mention, text[mention[0] : mention[1]])
    quote = Quote(start, end, text[start:end], speaker=Speaker(name, names, span, how))
    article = Article(text, (quote,))
    rows = Finder(Document(text), article.quotes).candidates(quote).rows
    found = labels(article, quote, rows)
    return {
        None if c.mention is None else (c.mention.start, text[c.mention.start : c.mention.end]): y for c, y in zip(rows, found, strict=True)
    }


def test_the_gold_mention_is_right_and_others_are_wrong():
    text = 'सुनीता ने दुकान खोली। रमेश ने कहा, "हम आए"'
    at = text.index("रमेश")
    assert labelled(text, "रमेश", ("रमेश",), (at, at + 4)) == {(0, "सुनीता"): 0, (at, "रमेश"): 1, None: 0}


def test_another_mention_of_the_speaker_is_neither_right_nor_wrong():
    text = 'रमेश ने दुकान खोली। रमेश ने कहा, "हम आए"'
    at = text.rindex("रमेश")
    assert labelled(text, "रमेश", ("रमेश",), (at, at + 4)) == {(0, "रमेश"): SKIP, (at, "रमेश"): 1, None: 0}


def test_without_gold_mention_no_mention_is_right():
    text = 'सुनीता ने दुकान खोली। रमेश ने कहा। "हम आए"'
    at = text.index("रमेश")
    found = labelled(text, "रमेश", ("रमेश",), None, "implicit")
    assert found[None] == 1
    assert found[(at, "रमेश")] == SKIP
