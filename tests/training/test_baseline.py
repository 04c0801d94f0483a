"""The two regular expressions that the library is compared with."""

import json

import pytest

from quotestance.evaluation import same_speaker
from quotestance.records import Article, Quote, Speaker
from training.baseline import NEAR, find, main, score


@pytest.mark.parametrize(
    ("text", "said", "speaker"),
    [
        ('सीमा ने कहा, "यह पुल बनेगा।"', "यह पुल बनेगा।", "सीमा"),
        ("सीमा ने सोमवार को दिल्ली में बताया: “यह पुल बनेगा।”", "यह पुल बनेगा।", "सीमा"),
        ("'यह पुल बनेगा', रमेश ने कहा।", "यह पुल बनेगा", "रमेश"),
        ("रमेश ने कहा, ‘‘यह पुल बनेगा।’’", "यह पुल बनेगा।", "रमेश"),
        ("रमेश ने कहा, ''यह पुल बनेगा।''", "यह पुल बनेगा।", "रमेश"),
        ('पहले रमेश ने कहा कि देर होगी। सीमा ने कहा, "यह पुल बनेगा।"', "यह पुल बनेगा।", "सीमा"),
        ('"यह पुल बनेगा।"', "यह पुल बनेगा।", None),
        (f'सीमा ने कहा।{" अ" * NEAR} "यह पुल बनेगा।"', "यह पुल बनेगा।", None),
    ],
)
def test_what_is_found(text, said, speaker):
    (quote,) = find(text).quotes
    assert (quote.text, quote.speaker.name) == (said, speaker)
    assert text[quote.start : quote.end] == said
    mention = quote.speaker.mention
    assert mention is None or text[mention.start : mention.end] == speaker


@pytest.mark.parametrize("text", ["", "सीमा ने कहा कि पुल बनेगा।", 'फिल्म "नदी" आई', "Xi'an और D'Souza से बात हुई", '"'])
def test_what_is_not(text):
    assert find(text).quotes == ()


def gold():
    text = 'सीमा ने कहा, "यह पुल बनेगा।" रवि कुमार ने कहा, "यह ठीक नहीं है।"'
    spans = [(text.index(s), text.index(s) + len(s)) for s in ("यह पुल बनेगा।", "यह ठीक नहीं है।")]
    names = (("सीमा",), ("रवि कुमार", "रवि"))
    return Article(text, tuple(Quote(a, b, text[a:b], speaker=Speaker(n[0], n)) for (a, b), n in zip(spans, names, strict=True)))


def test_scores_are_those_of_the_library():
    article = gold()
    right = [same_speaker(g.speaker, f.speaker) for g, f in zip(article.quotes, find(article.text).quotes, strict=True)]
    assert right == [True, False]  # one word of a name of two
    assert score([article]) == {"span_f1": 1.0, "end_to_end_f1": 0.5}


def test_any_gold_file_can_be_measured(tmp_path, capsys):
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(gold().to_dict(), ensure_ascii=False), encoding="utf-8")
    main([str(path)])
    assert capsys.readouterr().out.endswith("gold.jsonl: exact span F1 1.000, end-to-end F1 (exact span, right speaker) 0.500\n")
