"""Bad input costs one record: each case is what stands in the file, and what the error record says of it (None: no error)."""

import gzip
import json

import pytest

from quotestance.cli.common import articles_of
from quotestance.corpus import CorpusError, Options, label_corpus

from .conftest import records, text_of

GOOD = json.dumps({"text": text_of(0)}, ensure_ascii=False).encode()

JSONL = [
    ("broken JSON", b'{"text": "a"', None, "broken JSON"),
    ("two objects in a line", b'{"text": "a"}{"text": "b"}', None, "broken JSON"),
    ("no object", b'["a"]', None, "expected an object, found a list"),
    ("a bare string", b'"a"', None, "expected an object, found a string"),
    ("missing text", b'{"id": "x"}', "text", "missing"),
    ("null text", b'{"text": null}', "text", "expected a string, found null"),
    ("number for a text", b'{"text": 5}', "text", "expected a string, found a number"),
    ("list for a text", b'{"text": ["a"]}', "text", "expected a string, found a list"),
    ("invalid UTF-8", b'{"text": "\xff\xfe"}', None, "invalid UTF-8"),
    ("cut in a letter", '{"text": "क'.encode()[:-1], None, "invalid UTF-8"),
    ("Latin-1", '{"text": "é"}'.encode("latin-1"), None, "invalid UTF-8"),
    ("lone surrogate", b'{"text": "\\ud83d"}', "text", "lone surrogate U+D83D at character 0"),
    ("lone surrogate in a column", b'{"text": "a", "tag": ["\\udc00"]}', "tag", "lone surrogate"),
    ("lone surrogate in a name", b'{"text": "a", "\\udc00": 1}', "\\udc00", "lone surrogate"),
    ("NUL in the text", b'{"text": "a\\u0000b"}', "text", "NUL character at 1"),
    ("NUL byte", b'{"text": "a\x00"}', None, "NUL byte"),
    ("UTF-16 without a mark", '{"text": "a"}'.encode("utf-16-le"), None, "UTF-16"),
    ("nested too deeply", b'{"text": "a", "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", None, "nested too deeply"),
    ("a number of a million digits", b'{"text": "a", "x": ' + b"1" * 1_000_000 + b"}", None, "broken JSON"),
    (
        "a column nested too deeply to be written",
        b'{"text": "a", "x": ' + b"[" * 900 + b'"\\u0041"' + b"]" * 900 + b"}",
        None,
        "nested too deeply",
    ),
    ("NaN", b'{"text": "a", "x": NaN}', None, "NaN is not JSON"),
    ("id of a wrong type", b'{"text": "a", "id": [1]}', "id", "expected a string or a whole number, found a list"),
    ("column of a name that is written", b'{"text": "a", "quotes": []}', "quotes", "--drop quotes"),
    ("surrogate pair", b'{"text": "\\ud83d\\ude00"}', None, None),
    ("empty text", b'{"text": ""}', None, None),
    ("white space around", b'  {"text": "a"}\r', None, None),
    ("whole number as id", b'{"text": "a", "id": 7}', None, None),
    ("null id", b'{"text": "a", "id": null}', None, None),
    ("an infinite number becomes null", b'{"text": "a", "x": 1e999}', None, None),
    ("control characters, bidi marks", b'{"text": "\\u0007\\u202e\\u2028"}', None, None),
]


@pytest.mark.parametrize(("line", "field", "reason"), [c[1:] for c in JSONL], ids=[c[0] for c in JSONL])
def test_a_bad_line_costs_itself(tmp_path, line, field, reason):
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(GOOD + b"\n" + line + b"\n" + GOOD)
    summary = label_corpus([source], out)
    first, second, third = records(out)
    assert first == third
    assert len(first["quotes"]) == 1
    errors = out.with_name("out.jsonl.errors.jsonl")
    if reason is None:
        assert "quotes" in second
        assert summary.counts.errors == 0
        assert not errors.exists()
        return
    assert summary.counts.errors == 1
    assert second["error"]["file"] == str(source)
    assert second["error"]["line"] == 2
    assert second["error"].get("field") == field
    assert reason in second["error"]["reason"]
    assert records(errors) == [second]
    assert summary.errors == errors


def test_blank_lines_are_counted_but_no_records(tmp_path):
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(b"\n" + GOOD + b"\n  \n{\n")
    label_corpus([source], out)
    assert [r.get("error", {}).get("line") for r in records(out)] == [None, 4]


def test_a_byte_order_mark_is_no_part_of_the_record(tmp_path):
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(b"\xef\xbb\xbf" + GOOD)
    assert label_corpus([source], out).counts.errors == 0


def test_a_file_in_utf16_is_one_error(tmp_path):
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes((GOOD.decode() + "\n" + GOOD.decode()).encode("utf-16"))
    assert label_corpus([source], out).counts.articles == 1
    assert "found UTF-16" in records(out)[0]["error"]["reason"]


def test_a_line_that_is_too_long_is_passed_over_in_constant_memory(tmp_path, monkeypatch):
    monkeypatch.setattr("quotestance.corpus.readers.MOST_BYTES", 1000)
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(GOOD + b'\n{"text": "' + b"a" * 5000 + b'"}\n' + GOOD)
    label_corpus([source], out)
    assert "at most" in records(out)[1]["error"]["reason"]
    assert "quotes" in records(out)[2]


@pytest.mark.parametrize("ending", ["gz", "zst"])
def test_a_compressed_file_that_breaks_off_keeps_what_was_read(tmp_path, ending):
    pack = gzip.compress if ending == "gz" else pytest.importorskip("zstandard").compress
    source, out = tmp_path / f"in.jsonl.{ending}", tmp_path / "out.jsonl"
    source.write_bytes(pack(b"\n".join([GOOD] * 50)) + pack(b"\n" + GOOD + b"\n")[:-5])
    (tmp_path / "more.jsonl").write_bytes(GOOD)
    summary = label_corpus([source, tmp_path / "more.jsonl"], out)
    assert summary.counts.errors == 1
    assert "truncated or damaged" in next(r["error"]["reason"] for r in records(out) if "error" in r)
    assert "quotes" in records(out)[-1]


@pytest.mark.parametrize("name", ["in.jsonl.gz", "in.csv.gz", "in.json.gz"])
def test_a_compressed_file_with_junk_inside_costs_its_rest(tmp_path, name):
    lines = (f"{n}\n" if "csv" in name else f'{{"text": "{n}"}}\n' for n in range(20_000))
    data = gzip.compress(("text\n" * ("csv" in name) + "".join(lines)).encode())
    (tmp_path / name).write_bytes(data[:30_000] + b"\xff" * 1000 + data[31_000:])
    summary = label_corpus([tmp_path / name], tmp_path / "out.jsonl")
    assert summary.counts.errors >= 1
    assert "truncated or damaged" in records(tmp_path / "out.jsonl")[-1]["error"]["reason"]


def test_a_damaged_header_is_said_at_once(tmp_path):
    (tmp_path / "in.csv.gz").write_bytes(gzip.compress(b"text\na\n")[:12])
    with pytest.raises(CorpusError, match=r"in.csv.gz: cannot be read: Compressed file ended"):
        label_corpus([tmp_path / "in.csv.gz"], tmp_path / "out.jsonl")


CSV = [
    ("too few fields", b"x\n", None, "expected 2 fields, found 1"),
    ("too many fields", b"x,y,z\n", None, "expected 2 fields, found 3"),
    ("invalid UTF-8", b"x,\xff\n", "text", "invalid UTF-8"),
    ("NUL", b"x,a\x00\n", "text", "NUL character at 1"),
    ("line break and quotation mark in a field", b'x,"a\n""b"""\n', None, None),
    ("empty text", b"x,\n", None, None),
]


@pytest.mark.parametrize(("row", "field", "reason"), [c[1:] for c in CSV], ids=[c[0] for c in CSV])
def test_a_bad_row_of_csv_costs_itself(tmp_path, row, field, reason):
    source, out = tmp_path / "in.csv", tmp_path / "out.jsonl"
    source.write_bytes(b"id,text\n1,a\n" + row + b"3,c\n")
    label_corpus([source], out)
    found = records(out)
    assert [found[0]["id"], found[-1]["id"]] == ["1", "3"]
    error = found[1].get("error")
    if reason is None:
        assert error is None
    else:
        assert error["line"] == 3
        assert error.get("field") == field
        assert reason in error["reason"]


@pytest.mark.parametrize(
    ("head", "message"),
    [(b"", "found an empty file"), (b"a,a\n", "each column once"), (b"a,b\n", "no column 'text'; it has a, b"), (b"\xff\n", "in UTF-8")],
)
def test_a_csv_without_a_usable_header_is_said_at_once(tmp_path, head, message):
    (tmp_path / "in.csv").write_bytes(head)
    with pytest.raises(CorpusError, match=message):
        label_corpus([tmp_path / "in.csv"], tmp_path / "out.jsonl")


def test_text_files(tmp_path):
    folder = tmp_path / "texts"
    (folder / "b").mkdir(parents=True)
    (folder / "a.txt").write_text("﻿" + text_of(0), encoding="utf-8")
    (folder / "b" / "c.txt").write_bytes(b"\xff")
    (folder / "b" / "d.txt").write_bytes("राम".encode("utf-16"))
    (folder / "b" / "e.txt").write_bytes(b"a\r\nb")
    label_corpus([folder], tmp_path / "out.jsonl")
    found = records(tmp_path / "out.jsonl")
    assert [r["id"] for r in found] == ["a.txt", "b/c.txt", "b/d.txt", "b/e.txt"]
    assert found[0]["text"] == text_of(0)
    assert found[1]["error"]["reason"].startswith("invalid UTF-8")
    assert found[1]["error"]["file"] == str(folder / "b" / "c.txt")
    assert "UTF-16" in found[2]["error"]["reason"]
    assert found[3]["text"] == "a\r\nb"


def test_texts_of_several_folders_have_ids_that_differ(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("a/1.txt", "a/sub/1.txt", "b/1.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("क", encoding="utf-8")

    def ids(*inputs):
        label_corpus(inputs, "out.jsonl")
        return [r["id"] for r in records(tmp_path / "out.jsonl")]

    assert ids("a") == ["1.txt", "sub/1.txt"]
    assert ids("a", "b") == ids("a/", "./b") == ids("[ab]") == ["a/1.txt", "a/sub/1.txt", "b/1.txt"]
    assert ids("a/1.txt", "b/1.txt") == ids("*/1.txt") == ["a/1.txt", "b/1.txt"]
    assert ids("a/1.txt") == ["1.txt"]
    assert ids(tmp_path / "a", "b")[0] == f"{tmp_path.as_posix()}/a/1.txt"
    for twice in (["a", "a/sub"], ["a", "a/1.txt"], ["b", "b"], ["b", "./b"]):
        with pytest.raises(CorpusError, match=r"1.txt: this text is named twice"):
            label_corpus(twice, "out.jsonl")
    shown = [article.id for article in articles_of(["a/1.txt", "b/1.txt"])]
    assert shown == ["a/1.txt", "b/1.txt"]
    assert [article.id for article in articles_of(["a/1.txt"])] == ["1.txt"]


def test_an_error_of_the_analysis_is_never_lost(tmp_path, corpus, monkeypatch):
    import quotestance.corpus.work as work

    real = work.analyze

    def fails(text, *args, **options):
        if "संख्या 5 " in text:
            raise RuntimeError("out of luck")
        return real(text, *args, **options)

    monkeypatch.setattr(work, "analyze", fails)
    summary = label_corpus([corpus(10)], tmp_path / "out.jsonl")
    assert summary.counts.errors == 1
    bad = records(tmp_path / "out.jsonl")[5]
    assert bad["id"] == "a5"
    assert bad["error"]["reason"] == "the analysis failed: RuntimeError: out of luck"


TARGETS = [
    ("समिति, रूस", ["समिति"]),
    (["समिति", "पुल"], ["समिति", "पुल"]),
    ('["समिति"]', ["समिति"]),
    ({"मंडी": ["बाज़ार समिति"]}, ["मंडी"]),
    ([], []),
]


@pytest.mark.parametrize(("value", "expected"), TARGETS)
def test_targets_of_each_document_from_a_column(tmp_path, corpus, value, expected):
    label_corpus([corpus(1, about=value)], tmp_path / "out.jsonl", Options(targets_column="about"))
    record = records(tmp_path / "out.jsonl")[0]
    assert [s["target"] for s in record["quotes"][0]["stances"]] == expected
    assert record["about"] == value


@pytest.mark.parametrize("value", [5, [1], {"भारत": 5}, "[1", True])
def test_targets_that_are_none(tmp_path, corpus, value):
    label_corpus([corpus(1, about=value)], tmp_path / "out.jsonl", Options(targets_column="about"))
    error = records(tmp_path / "out.jsonl")[0]["error"]
    assert error["field"] == "about"
    assert error["reason"].startswith("expected ")
