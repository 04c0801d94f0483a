"""Records are read back from everything that `label` writes."""

import gzip
import json

import pytest

from quotestance import Article, analyze
from quotestance.cli import main
from quotestance.corpus import label_corpus
from quotestance.corpus.labelled import read_records, unguarded
from quotestance.corpus.problems import CorpusError

TEXT = 'हरिमोहन टंडन ने कहा, "बाज़ार समिति ने किसानों को ठगा है।"'


@pytest.fixture
def given(tmp_path):
    path = tmp_path / "in.jsonl"
    lines = [{"id": "-a", "date": "2024-05-17", "text": TEXT}, {"id": "b", "date": None, "text": ""}]
    path.write_text("\n".join(map(json.dumps, lines)) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("ending", ["jsonl", "jsonl.gz", "jsonl.zst", "csv", "tsv", "csv.gz", "parquet"])
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


def test_a_table_with_another_delimiter_is_read_back(given, tmp_path):
    out = tmp_path / "out.csv"
    assert main(["label", str(given), "-o", str(out), "--delimiter", ";", "--bom", "--quiet"]) == 0
    assert [Article.from_dict(record) for _, record in read_records(out)] == [analyze(TEXT, id="-a"), Article("", (), "b")]


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


JSON = [
    ("an array in a line", '[{"text": "क"}, {"text": "ख"}]', [1, 2]),
    ("an array over lines", '\n[\n  {\n    "text": "क"\n  },\n  {"text": "ख"}\n]\n', [1, 2]),
    ("an array, one record a line", '[\n{"text": "क"},\n{"text": "ख"}\n]', [1, 2]),
    ("an array of one, on a line of its own", '[\n{"text": "क"}\n]', [1]),
    ("one record over lines", '{\n "text": "क"\n}\n', [1]),
    ("one record in a line", '{"text": "क"}', [1]),
    ("one a line", '\n{"text": "क"}\n{"text": "ख"}\n', [2, 3]),
    ("with a byte order mark", '\ufeff[{"text": "क"}]', [1]),
    ("an empty array", "[]", []),
    ("nothing", "", []),
    ("white space", " \n\n", []),
]


@pytest.mark.parametrize("ending", ["json", "json.gz"])
@pytest.mark.parametrize(("content", "places"), [c[1:] for c in JSON], ids=[c[0] for c in JSON])
def test_json_means_the_same_to_every_command(tmp_path, ending, content, places):
    path, out = tmp_path / f"x.{ending}", tmp_path / "out.jsonl"
    path.write_bytes(gzip.compress(content.encode()) if "gz" in ending else content.encode())
    found = list(read_records(path))
    assert [place for place, _ in found] == [f"{path}:{n}" for n in places]
    for jobs in (1, 2):
        summary = label_corpus([path], out, jobs=jobs)
        assert (summary.counts.articles, summary.counts.errors) == (len(places), 0)
        assert [r["text"] for _, r in read_records(out)] == [r["text"] for _, r in found]


BROKEN_JSON = [
    ("an array that ends too soon", b'[{"text": "a"},', [(1, "broken JSON: Expecting value at column 16; the file is not read")]),
    ("UTF-16", '[{"text": "a"}]'.encode("utf-16"), [(1, "expected UTF-8, found UTF-16; the rest of the file is not read")]),
    ("UTF-16, over lines", "[\n{}\n]".encode("utf-16"), [(1, "expected UTF-8, found UTF-16; the file is not read")]),
    ("a number among records", b'[{"text": "a"}, 5]', [None, (2, "expected an object, found a number")]),
    ("a record without a text", b'[{"text": "a"}, {}]', [None, (2, "missing")]),
    ("a broken first line of several", b'{"text": \n{"text": "a"}\n', [(1, "broken JSON"), None]),
    ("a broken line by itself", b'{"text": "a"', [(1, "broken JSON")]),
    ("NaN", b'[{"text": "a", "x": NaN}]', [(1, "NaN is not JSON")]),
    ("half of a letter", b'[{"text": "\\ud83d"}]', [(1, "lone surrogate")]),
    ("too deep", b"[" * 100_000, [(1, "nested too deeply")]),
]


@pytest.mark.parametrize(("content", "expected"), [c[1:] for c in BROKEN_JSON], ids=[c[0] for c in BROKEN_JSON])
def test_broken_json_costs_its_record_or_its_file(tmp_path, content, expected):
    (tmp_path / "x.json").write_bytes(content)
    (tmp_path / "y.jsonl").write_text('{"text": "a"}\n', encoding="utf-8")
    label_corpus([tmp_path / "x.json", tmp_path / "y.jsonl"], tmp_path / "out.jsonl")
    found = [record.get("error") for _, record in read_records(tmp_path / "out.jsonl")]
    assert len(found) == len(expected) + 1
    for error, wanted in zip(found, [*expected, None], strict=True):
        assert (error is None) == (wanted is None)
        if wanted:
            assert error["line"] == wanted[0]
            assert wanted[1] in error["reason"]


def test_an_array_is_gone_on_with(tmp_path):
    (tmp_path / "x.json").write_text(json.dumps([{"id": i, "text": TEXT} for i in range(200)]), encoding="utf-8")
    label_corpus([tmp_path / "x.json"], tmp_path / "whole.jsonl")
    calls = iter(range(2))

    def progress(_):
        if next(calls):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        label_corpus([tmp_path / "x.json"], tmp_path / "out.jsonl", commit_every=0, progress=progress)
    assert label_corpus([tmp_path / "x.json"], tmp_path / "out.jsonl").resumed == 128
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


def test_json_is_not_written(given, tmp_path):
    with pytest.raises(CorpusError, match=r"out.json: expected a name that ends in .jsonl, "):
        label_corpus([given], tmp_path / "out.json")


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
