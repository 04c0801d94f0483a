"""Records are read back from everything that `label` writes."""

import gzip
import json

import pytest

from quotestance import Article, analyze
from quotestance.cli import main
from quotestance.corpus.labelled import read_records, unguarded
from quotestance.corpus.problems import CorpusError

TEXT = 'हरिमोहन टंडन ने कहा, "बाज़ार समिति ने किसानों को ठगा है।"'


@pytest.fixture
def given(tmp_path):
    path = tmp_path / "in.jsonl"
    lines = [{"id": "-a", "date": "2024-05-17", "text": TEXT}, {"id": "b", "date": None, "text": ""}]
    path.write_text("\n".join(map(json.dumps, lines)) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("ending", ["jsonl", "jsonl.gz", "jsonl.zst", "json", "json.gz", "csv", "tsv", "csv.gz", "parquet"])
def test_what_label_wrote_is_read_back(given, tmp_path, ending):
    if "zst" in ending:
        pytest.importorskip("zstandard")
    if ending == "parquet":
        pytest.importorskip("pyarrow")
    out = tmp_path / f"out.{ending}"
    assert main(["label", str(given), "-o", str(out), "--targets", "समिति", "--quiet"]) == 0
    found = [record for _, record in read_records(out)]
    assert [Article.from_dict(record) for record in found] == [analyze(TEXT, targets=["समिति"], id="-a"), Article("", (), "b")]
    assert [record["date"] for record in found] == ["2024-05-17", None]


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_error_records_of_tables(given, tmp_path, ending):
    if ending == "parquet":
        pytest.importorskip("pyarrow")
    given.write_text(given.read_text(encoding="utf-8") + '{"id": "c"}\n', encoding="utf-8")
    out = tmp_path / f"out.{ending}"
    assert main(["label", str(given), "-o", str(out), "--quiet"]) == 1
    *_, (place, record) = read_records(out)
    assert "quotes" not in record
    assert "text: missing" in record["error"]
    assert place.startswith(str(out) + ":")


def test_json_as_a_list_as_one_object_and_as_lines(tmp_path):
    path = tmp_path / "x.json"
    for data in ('[{"a": 1},\n {"a": 2}]', '\n{"a": 1}\n{"a": 2}\n'):
        path.write_text(data, encoding="utf-8")
        assert [r["a"] for _, r in read_records(path)] == [1, 2]
    path.write_text('{\n "a": 1\n}', encoding="utf-8")
    assert [r["a"] for _, r in read_records(path)] == [1]


def damaged(kind):
    lines = "".join(json.dumps({"id": str(i), "quotes": []}) + "\n" for i in range(5000)).encode()
    if kind == "gz":
        return gzip.compress(lines)
    return pytest.importorskip("zstandard").ZstdCompressor().compress(lines)


@pytest.mark.parametrize("kind", ["gz", "zst"])
@pytest.mark.parametrize(
    "harm", [lambda d: d[: len(d) // 2], lambda d: d + b"junk", lambda d: b"junk"], ids=["cut off", "junk behind", "junk"]
)
def test_a_damaged_file_is_named(tmp_path, capsys, kind, harm):
    path = tmp_path / f"x.jsonl.{kind}"
    path.write_bytes(harm(damaged(kind)))
    with pytest.raises(CorpusError, match=rf"x.jsonl.{kind}:\d+: the compressed file is truncated or damaged here: "):
        list(read_records(path))
    assert main(["report", str(path)]) == 2
    assert capsys.readouterr().err.startswith(f"quotestance: {path}:")


WRONG = [
    ("x.txt", "राम", r"x.txt: expected records \(.jsonl, .json, .csv or .parquet\), found a text"),
    ("x.json", '{\n "a": }', "x.json:2: broken JSON: Expecting value at column 7"),
    ("x.json", "[1]", "x.json:1: expected an object, found 1"),
    ("x.jsonl", '{}\n"a"', "x.jsonl:2: expected an object, found 'a'"),
    ("x.csv", "id,quotes\na,[\n", r"x.csv:2: quotes: expected a list in JSON, found '\['"),
    ("x.csv", "id,quotes\na,[],b\n", "x.csv:2: expected 2 fields, found 3"),
    ("x.parquet", "no", "x.parquet: not a readable Parquet file"),
]


@pytest.mark.parametrize(("name", "content", "message"), WRONG)
def test_what_cannot_be_read_is_named(tmp_path, name, content, message):
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(CorpusError, match=message):
        list(read_records(tmp_path / name))


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"none\.jsonl"):
        list(read_records(tmp_path / "none.jsonl"))


@pytest.mark.parametrize(
    ("cell", "value"), [("'-a", "-a"), ("'=1", "=1"), ("-5", "-5"), ("'-5", "'-5"), ("'राम", "'राम"), ("", ""), ("'", "'")]
)
def test_only_the_guard_of_a_formula_is_taken_off(cell, value):
    assert unguarded(cell) == value
