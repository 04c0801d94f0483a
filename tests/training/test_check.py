import json

import pytest

from training import check, data
from training.check import Failures

PATH = data.HERE / "corpus" / "written.jsonl"
STORY = "जल निगम ने बताया कि पूर्वी मोहल्लों में पाइप बदलने का काम अगले सप्ताह से शुरू होगा और पूरे दो महीने चलेगा"


def test_failures_name_path_and_line():
    failures = Failures()
    failures.add(PATH, 7, "a cue", "none")
    assert failures == ["training/corpus/written.jsonl:7: expected a cue, found none"]


def test_broken_lines_are_named(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "a"}\n{"id": \n[]\n', encoding="utf-8")
    failures = Failures()
    assert check.read(path, failures) == [(1, {"id": "a"})]
    assert failures[0].startswith(f"{path}:2: expected JSON, found ")
    assert failures[1] == f'{path}:3: expected an object with "id", found []'


def test_documents_stand_once_and_have_a_part():
    failures = Failures()
    check.check_ids(PATH, [(1, {"id": "a"}), (2, {"id": "b"}), (3, {"id": "a"})], failures, {"a": "train"})
    assert len(failures) == 2
    assert failures[0].endswith(":2: expected a part of b in split.tsv, found None")
    assert failures[1].endswith(":3: expected each document once, found a of line 1 again")


def test_sums():
    failures = Failures()
    lines = [(1, {"id": "w:a", "sha1": "0"}), (2, {"id": "w:b", "sha1": "0"})]
    check.check_sums(PATH, lines, failures, {"w:a": "पाठ"})
    assert failures[0].endswith("expected the text with sha1 0, found 6b2ed17e5d1b4c4bb3e0d1b3ebf5d9ff4bd7ee41") or ":1:" in failures[0]
    assert failures[1].endswith(":2: expected a text of w:b, found none in the news folder")


@pytest.mark.parametrize(
    ("label", "ids", "parts", "failing"),
    [
        ("written documents", ("w01", "w02"), ("train", "train"), True),
        ("news in one part", ("n:1", "n:2"), ("train", "train"), False),
        ("news in two parts", ("n:1", "n:2"), ("train", "test"), True),
    ],
)
def test_near_copies(label, ids, parts, failing):
    failures = Failures()
    places = {i: (PATH, k) for k, i in enumerate(ids, 1)}
    check.check_copies(failures, dict(zip(ids, parts, strict=True)), places, dict.fromkeys(ids, STORY))
    assert bool(failures) is failing, label


@pytest.mark.parametrize(
    ("label", "ids", "parts", "failing"),
    [
        ("written documents", ("w01", "w02"), ("train", "train"), True),
        ("one document", ("w01", "w01"), ("train", "train"), False),
        ("news in one part", ("n:1", "n:2"), ("train", "train"), False),
        ("news in two parts", ("n:1", "n:2"), ("train", "test"), True),
    ],
)
def test_quotations_stand_once(label, ids, parts, failing):
    failures = Failures()
    words = "पाइप बदलने का काम अगले सप्ताह से शुरू होगा।"
    check.check_quotations(failures, dict(zip(ids, parts, strict=True)), [(PATH, k, i, words) for k, i in enumerate(ids)])
    assert bool(failures) is failing, label


def test_nothing_is_shared_with_foreign_texts():
    failures = Failures()
    texts = {"w01": STORY, "w02": "बारिश के कारण मैच एक घंटे देर से शुरू हुआ और सात ओवर घटा दिए गए"}
    check.check_foreign(failures, {"w01": (PATH, 1), "w02": (PATH, 2)}, texts, "seed", {"s.txt": STORY + " " + STORY})
    assert failures == ["training/corpus/written.jsonl:1: expected nothing shared with the seed, found w01 sharing 100% with seed s.txt"]


def test_unseen_targets():
    split = {"a": "train", "b": "test", "c": "test", "d": "validation"}
    items = [("a", "जल निगम", "निगम"), ("b", "निगम", None), ("b", "पुल", None), ("c", "नहर", "जल निगम"), ("d", "मंडी", None)]
    assert check.unseen(iter(items), split) == {("b", "पुल")}


def test_the_training_data_pass_without_the_news(monkeypatch):
    monkeypatch.setenv("QUOTESTANCE_NEWS", "/nowhere")
    data.texts.cache_clear()
    said = []
    assert check.run(said.append) == []
    data.texts.cache_clear()
    assert "news texts: not here; labels checked by offsets alone" in said


def test_a_broken_record_is_found(monkeypatch, tmp_path):
    first = json.loads(PATH.read_text(encoding="utf-8").split("\n", 1)[0])
    first["quotes"][0]["cue"] = first["quotes"][0]["speaker"]["mention"]
    path = tmp_path / "written.jsonl"
    path.write_text(json.dumps(first, ensure_ascii=False), encoding="utf-8")
    failures = Failures()
    check.check_records(path, check.read(path, failures), failures)
    assert len(failures) == 1
    assert failures[0].startswith(f"{path}:1: expected mention and cue apart, found quotes[0]: mention at")
