import copy
import hashlib
import json
import pickle

import pytest

from quotestance import Article, RecordError, Span
from quotestance.records import LABELS

TEXT = 'मीना कुलश्रेष्ठ ने कहा, "हम इस कानून का विरोध करते हैं।"'
RECORD = {
    "id": "a1",
    "text": TEXT,
    "quotes": [
        {
            "start": 25,
            "end": 55,
            "text": TEXT[25:55],
            "kind": "full",
            "score": 0.9,
            "speaker": {
                "name": "मीना कुलश्रेष्ठ",
                "names": ["मीना कुलश्रेष्ठ"],
                "mention": {"start": 0, "end": 15, "text": "मीना कुलश्रेष्ठ"},
                "how": "name",
                "type": "person",
                "score": 0.8,
            },
            "cue": {"start": 19, "end": 22, "text": "कहा"},
            "stances": [
                {
                    "target": "कानून",
                    "mention": {"start": 31, "end": 36, "text": TEXT[31:36]},
                    "label": "against",
                    "scores": {"favor": 0.1, "against": 0.8, "neutral": 0.1},
                    "evidence": [{"start": 40, "end": 45, "text": TEXT[40:45], "weight": 1.5}],
                }
            ],
        }
    ],
}


def test_a_record_survives_json():
    article = Article.from_dict(RECORD)
    assert article.to_dict() == RECORD
    assert Article.from_dict(json.loads(json.dumps(article.to_dict(), ensure_ascii=False))) == article


def test_gold_without_scores_stays_without():
    data = {"text": TEXT, "quotes": [{"start": 25, "end": 55, "kind": "full", "speaker": {"name": None}}]}
    out = Article.from_dict(data).to_dict()
    assert "id" not in out
    assert "score" not in out["quotes"][0]
    assert out["quotes"][0]["speaker"] == {"name": None, "names": [], "mention": None, "how": "implicit", "type": "unknown"}


def change(path, value):
    data = copy.deepcopy(RECORD)
    at = data
    for key in path[:-1]:
        at = at[key]
    if value is KeyError:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return data


Q, S = ("quotes", 0), ("quotes", 0, "speaker")
T = ("quotes", 0, "stances", 0)


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("text",), KeyError, r"^text: missing"),
        (("text",), 3, r"^text: expected a string, found 3"),
        (("id",), 3, r"^id: expected a string or null"),
        (("quotes",), {}, r"^quotes: expected a list"),
        (Q, "x", r"^quotes\[0\]: expected an object, found 'x'"),
        ((*Q, "start"), "1", r"^quotes\[0\]\.start: expected a whole number, found '1'"),
        ((*Q, "start"), True, r"^quotes\[0\]\.start: expected a whole number, found True"),
        ((*Q, "end"), 999, r"^quotes\[0\]: expected offsets inside the text \(0\.\.56\), found \[25, 999\]"),
        ((*Q, "text"), "x", r"^quotes\[0\]\.text: expected .* as at \[25, 55\], found 'x'"),
        ((*Q, "kind"), "whole", r"^quotes\[0\]\.kind: expected one of full, partial, unmarked, found 'whole'"),
        ((*Q, "score"), 1.5, r"^quotes\[0\]\.score: expected a number in 0\.\.1, found 1\.5"),
        ((*Q, "cue"), {"start": 3}, r"^quotes\[0\]\.cue\.end: missing"),
        ((*Q, "stances"), None, r"^quotes\[0\]\.stances: expected a list, found None"),
        (S, 3, r"^quotes\[0\]\.speaker: expected an object, found 3"),
        ((*S, "name"), 3, r"^quotes\[0\]\.speaker\.name: expected a string or null"),
        ((*S, "names"), [3], r"^quotes\[0\]\.speaker\.names: expected a list of strings"),
        ((*S, "how"), "guess", r"^quotes\[0\]\.speaker\.how: expected one of name, description, pronoun, implicit"),
        ((*T, "target"), KeyError, r"^quotes\[0\]\.stances\[0\]\.target: missing"),
        ((*T, "label"), "love", r"^quotes\[0\]\.stances\[0\]\.label: expected one of favor, against, neutral, None"),
        ((*T, "scores"), {"favor": 1}, r"^quotes\[0\]\.stances\[0\]\.scores: expected a probability for each of favor, against, neutral"),
        ((*T, "evidence"), 3, r"^quotes\[0\]\.stances\[0\]\.evidence: expected a list"),
        ((*Q, "end"), 25, r"^quotes\[0\]: expected a span of one character at least, found \[25, 25\]"),
        ((*Q, "mention"), None, r"^quotes\[0\]: expected the fields start, end, .*, stances, found 'mention'"),
        ((*Q, "cue", "lemma"), "कह", r"^quotes\[0\]\.cue: expected the fields start, end, text, found 'lemma'"),
        (S, {}, r"^quotes\[0\]\.speaker\.name: missing"),
        ((*S, "nmae"), "x", r"^quotes\[0\]\.speaker: expected the fields name, names, mention, how, type, score, found 'nmae'"),
        ((*S, "name"), " ", r"^quotes\[0\]\.speaker\.name: expected a string or null, found ' '"),
        ((*S, "how"), "implicit", r"^quotes\[0\]\.speaker\.how: expected name, description or pronoun beside a mention, found 'implicit'"),
        ((*T, "target"), "", r"^quotes\[0\]\.stances\[0\]\.target: expected a name, found ''"),
        (
            (*T, "lable"),
            "favor",
            r"^quotes\[0\]\.stances\[0\]: expected the fields target, mention, label, scores, evidence, found 'lable'",
        ),
        ((*T, "scores", "favor"), 1, r"^quotes\[0\]\.stances\[0\]\.scores: expected probabilities that sum to 1, found \{'favor': 1"),
        ((*T, "scores", "favor"), None, r"^quotes\[0\]\.stances\[0\]\.scores: expected a probability for each"),
        ((*T, "evidence", 0, "weight"), "x", r"^quotes\[0\]\.stances\[0\]\.evidence\[0\]\.weight: expected a number"),
    ],
)
def test_a_broken_field_is_named(path, value, message):
    with pytest.raises(RecordError, match=message):
        Article.from_dict(change(path, value))


def test_rounded_scores_and_further_fields_of_a_document_are_no_fault():
    assert Article.from_dict(change((*T, "scores"), dict.fromkeys(LABELS, 0.33))).quotes
    assert Article.from_dict({**RECORD, "date": "2024-05-17", "sha1": None}) == Article.from_dict(RECORD)


@pytest.mark.parametrize(
    ("spans", "message"),
    [
        ([(0, 2), (2, 4)], None),
        ([(0, 3), (2, 4)], r"^quotes\[1\]: expected a start at or after 3, where quotes\[0\] ends, found 2"),
        ([(0, 4), (1, 3)], r"^quotes\[1\]: expected a start at or after 4"),
        ([(3, 4), (0, 2)], r"^quotes\[1\]: expected a start at or after 4"),
    ],
    ids=["side by side", "crossing", "nested", "in another order"],
)
def test_quotations_stand_one_after_another(spans, message):
    data = {"text": TEXT, "quotes": [{"start": a, "end": b} for a, b in spans]}
    if message is None:
        assert len(Article.from_dict(data).quotes) == 2
    else:
        with pytest.raises(RecordError, match=message):
            Article.from_dict(data)


def without_text(data):
    if isinstance(data, dict):
        return {k: without_text(v) for k, v in data.items() if k != "text"}
    return [without_text(v) for v in data] if isinstance(data, list) else data


def test_a_record_without_text_is_read_with_the_text_that_its_checksum_tells():
    data = {**without_text(RECORD), "sha1": hashlib.sha1(TEXT.encode()).hexdigest()}
    assert Article.from_dict(data, TEXT) == Article.from_dict(RECORD)
    with pytest.raises(RecordError, match=r"^sha1: expected [0-9a-f]{40} of the text, found '"):
        Article.from_dict(data, TEXT + " ")
    with pytest.raises(RecordError, match=r"^text: missing"):
        Article.from_dict(data)
    with pytest.raises(RecordError, match=r"^text: expected 'x' as given, found "):
        Article.from_dict(RECORD, "x")


def test_each_part_is_read_alone_with_the_text_or_with_its_own_words():
    quote = Article.from_dict(RECORD).quotes[0]
    for part in (quote, quote.speaker, quote.cue, quote.stances[0], quote.stances[0].evidence[0]):
        assert type(part).from_dict(part.to_dict()) == part
        assert type(part).from_dict(part.to_dict(), TEXT) == part
    assert Span.from_dict({"start": 0, "end": 4}, TEXT) == Span(0, 4, "मीना")
    with pytest.raises(RecordError, match=r"^span.text: missing"):
        Span.from_dict({"start": 0, "end": 4})
    with pytest.raises(RecordError, match=r"^cue: expected offsets 2 apart as its text is long, found \[0, 4\]"):
        Span.from_dict({"start": 0, "end": 4, "text": "कख"}, where="cue")


def test_records_can_stand_in_sets_and_go_to_other_processes():
    article = Article.from_dict(RECORD)
    assert {article, pickle.loads(pickle.dumps(article))} == {article}
    other = article.quotes[0].stances[0].__class__("कानून", None, "against", {"favor": 0.0, "against": 1.0, "neutral": 0.0})
    assert other != article.quotes[0].stances[0]


def test_an_article_is_an_object():
    with pytest.raises(RecordError, match=r"^article: expected an object, found \[\]"):
        Article.from_dict([])


def test_labels_are_those_of_the_scheme():
    assert LABELS == ("favor", "against", "neutral")
