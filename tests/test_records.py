import copy
import json

import pytest

from quotestance import Article, RecordError
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
        (S, 3, r"^quotes\[0\]\.speaker: expected an object or null, found 3"),
        ((*S, "name"), 3, r"^quotes\[0\]\.speaker\.name: expected a string or null"),
        ((*S, "names"), [3], r"^quotes\[0\]\.speaker\.names: expected a list of strings"),
        ((*S, "how"), "guess", r"^quotes\[0\]\.speaker\.how: expected one of name, description, pronoun, implicit"),
        ((*T, "target"), KeyError, r"^quotes\[0\]\.stances\[0\]\.target: missing"),
        ((*T, "label"), "love", r"^quotes\[0\]\.stances\[0\]\.label: expected one of favor, against, neutral, None"),
        ((*T, "scores"), {"favor": 1}, r"^quotes\[0\]\.stances\[0\]\.scores: expected a probability for each of favor, against, neutral"),
        ((*T, "evidence"), 3, r"^quotes\[0\]\.stances\[0\]\.evidence: expected a list"),
        ((*T, "evidence", 0, "weight"), "x", r"^quotes\[0\]\.stances\[0\]\.evidence\[0\]\.weight: expected a number"),
    ],
)
def test_a_broken_field_is_named(path, value, message):
    with pytest.raises(RecordError, match=message):
        Article.from_dict(change(path, value))


def test_an_article_is_an_object():
    with pytest.raises(RecordError, match=r"^article: expected an object, found \[\]"):
        Article.from_dict([])


def test_labels_are_those_of_the_scheme():
    assert LABELS == ("favor", "against", "neutral")
