import gzip
import hashlib
import json

import pytest

import training
from training import data

news = pytest.mark.skipif(data.news_folder() is None, reason="the news texts are not here")


def test_written_records_keep_the_schema():
    records = training.load("train", sources=["written"])
    assert records
    for record in records[:50]:
        for q in record["quotes"]:
            assert record["text"][q["start"] : q["end"]] == q["text"]
            assert set(q) == {"start", "end", "text", "kind", "speaker", "cue", "stances"}


def test_parts_share_no_document():
    parts = [{a.id for a in data.load(part, "written")} for part in data.PARTS]
    assert all(parts)
    assert len(set.union(*parts)) == sum(map(len, parts))


@pytest.mark.parametrize("sources", ["written", [], ["web"]])
def test_sources_are_named_in_a_list(sources):
    with pytest.raises(ValueError, match=r"sources: expected a list of some of news, written, found"):
        training.load("train", sources=sources)


def test_unknown_part():
    with pytest.raises(ValueError, match=r"part: expected one of train, validation, test, found 'dev'"):
        training.load("dev")


def test_unseen_targets_are_of_the_test_part():
    assert len(data.unseen()) > 500
    assert {data.part_of(i) for i, _ in data.unseen()} == {"test"}


def test_joined_cuts_every_span_from_the_text():
    text = "मीना राव ने कहा, “सड़क बनेगी।”"
    speaker = {"name": [0, 8], "names": [[0, 8]], "mention": [0, 8], "how": "name", "type": "person"}
    quote = {"span": [18, 29], "kind": "full", "speaker": speaker, "cue": [12, 15]}
    quote["stances"] = [{"target": "सड़क", "mention": [18, 22], "label": "favor"}]
    q = data.joined({"id": "a", "quotes": [quote]}, text)["quotes"][0]
    assert (q["text"], q["speaker"]["name"], q["cue"]["text"]) == ("सड़क बनेगी।", "मीना राव", "कहा")
    assert q["stances"][0]["mention"] == {"start": 18, "end": 22, "text": "सड़क"}


def test_a_label_record_holds_the_offsets_of_the_full_one_and_no_text():
    text = "मीना राव ने कहा, “सड़क बनेगी।”"
    speaker = {"name": [0, 8], "names": [[0, 8], [5, 8]], "mention": [0, 8], "how": "name", "type": "person"}
    unknown = {"name": None, "names": [], "mention": None, "how": "implicit", "type": "unknown"}
    first = {"span": [18, 29], "kind": "full", "speaker": speaker, "cue": [12, 15], "stances": []}
    first["stances"] = [{"target": "सड़क", "mention": [18, 22], "label": "favor"}, {"target": "सरकार", "mention": None, "label": "neutral"}]
    second = {"span": [18, 22], "kind": "partial", "speaker": unknown, "cue": None, "stances": []}
    label = {"id": "a", "sha1": hashlib.sha1(text.encode()).hexdigest(), "quotes": [first, second]}
    assert data.parted(data.joined(label, text)) == label


def test_a_name_that_does_not_stand_in_the_text_is_refused():
    speaker = {"name": "राव जी", "names": ["राव जी"], "mention": None, "how": "implicit", "type": "person"}
    quote = {"start": 0, "end": 3, "text": "राव", "kind": "full", "speaker": speaker, "cue": None, "stances": []}
    with pytest.raises(ValueError, match="not found"):
        data.parted({"id": "a", "text": "राव", "quotes": [quote]})


@pytest.fixture
def small_news(tmp_path, monkeypatch):
    """A folder of one made-up news text with its labels."""
    text = "मीना राव ने कहा, “सड़क बनेगी।”"
    labels = tmp_path / "labels"
    labels.mkdir()
    record = {"id": "web:1", "sha1": hashlib.sha1(text.encode()).hexdigest(), "quotes": []}
    (labels / "articles.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    for name in ("chosen", "statements"):
        (labels / f"{name}.jsonl").write_text("", encoding="utf-8")
    (tmp_path / "split.tsv").write_text("web:1\ttrain\n", encoding="utf-8")
    texts = tmp_path / "news"
    texts.mkdir()

    def write(rows):
        with gzip.open(texts / "web.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)

    write([{"id": "web:1", "text": text}, {"id": "web:2", "text": "और कुछ"}])
    monkeypatch.setattr(data, "HERE", tmp_path)
    monkeypatch.setenv("QUOTESTANCE_NEWS", str(texts))
    data.texts.cache_clear()
    data._split.cache_clear()
    yield write
    data.texts.cache_clear()
    data._split.cache_clear()


def test_labels_are_joined_to_their_texts(small_news):
    assert training.load("train", ["news"])[0]["text"].startswith("मीना राव")
    assert set(data.texts()) == {"web:1"}


def test_another_text_is_refused(small_news):
    small_news([{"id": "web:1", "text": "मीना राव ने कहा, “सड़क नहीं बनेगी।”"}])
    with pytest.raises(ValueError, match=r"web:1: the text is not the one that was labelled \(sha1 differs\)"):
        training.load("train", ["news"])


def test_a_missing_text_is_named(small_news):
    small_news([{"id": "web:2", "text": "और कुछ"}])
    with pytest.raises(data.MissingTexts, match=r"no text of web:1 in .*: the source web is not there or not whole"):
        training.load("train", ["news"])


def test_a_missing_folder_is_named(small_news, monkeypatch, tmp_path):
    monkeypatch.setenv("QUOTESTANCE_NEWS", str(tmp_path / "nowhere"))
    with pytest.raises(data.MissingTexts, match=r"QUOTESTANCE_NEWS names .*nowhere.*training\.sources"):
        training.load("train", ["news"])


@news
@pytest.mark.news
def test_every_labelled_text_is_the_one_that_was_labelled():
    for part in data.PARTS:
        assert training.load(part, ["news"])
        assert data.statements(part)
