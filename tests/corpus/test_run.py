import csv
import gzip
import io
import json
import os
import signal
import subprocess
import sys

import pytest

from quotestance import Article, analyze
from quotestance.corpus import CorpusError, Options, StrictError, label_corpus
from quotestance.corpus import work as work_module
from quotestance.corpus.labelled import read_records

from .conftest import records, text_of

zstandard = pytest.importorskip("zstandard")
pq = pytest.importorskip("pyarrow.parquet")
pa = pytest.importorskip("pyarrow")


def test_the_output_is_what_analyze_says(tmp_path, corpus):
    label_corpus([corpus(30, date="2024-05-01", n=3)], tmp_path / "out.jsonl")
    for number, record in enumerate(records(tmp_path / "out.jsonl")):
        article = analyze(text_of(number), id=f"a{number}")
        assert record == {**article.to_dict(), "date": "2024-05-01", "n": 3}
        assert Article.from_dict(record) == article


@pytest.mark.parametrize("ending", ["jsonl", "jsonl.gz", "jsonl.zst", "csv", "tsv", "csv.gz", "parquet"])
def test_the_bytes_are_the_same_for_any_number_of_jobs(tmp_path, corpus, ending):
    source = corpus(200)
    for jobs in (1, 2):
        label_corpus([source], tmp_path / f"{jobs}.{ending}", jobs=jobs)
    assert (tmp_path / f"1.{ending}").read_bytes() == (tmp_path / f"2.{ending}").read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(["in.jsonl", f"1.{ending}", f"2.{ending}"])


def test_every_format_says_the_same(tmp_path, corpus):
    """The corpus goes from format to format; what comes out at the end is what went in."""
    source = corpus(150, tag="x", n=5)
    straight = tmp_path / "straight.jsonl"
    label_corpus([source], straight)
    expected = records(straight)
    (tmp_path / "in.jsonl.zst").write_bytes(zstandard.compress(source.read_bytes()))
    (tmp_path / "in.jsonl.gz").write_bytes(gzip.compress(source.read_bytes()))
    rows = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "in.parquet", row_group_size=40)
    with (tmp_path / "in.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    for name in ("in.jsonl.zst", "in.jsonl.gz", "in.parquet", "in.csv"):
        label_corpus([tmp_path / name], tmp_path / "out.jsonl")
        found = records(tmp_path / "out.jsonl")
        if name == "in.csv":
            assert {r["n"] for r in found} == {"5"}
            found = [{**r, "n": 5} for r in found]
        assert found == expected
    label_corpus([tmp_path / "in.parquet"], tmp_path / "out.parquet")
    table = pq.read_table(tmp_path / "out.parquet")
    assert table.schema.names == ["id", "tag", "n", "text", "quotes", "error"]
    assert table.schema.field("n").type == pa.int64()
    assert [q["text"] for r in table.to_pylist() for q in r["quotes"]] == [q["text"] for r in expected for q in r["quotes"]]
    label_corpus([tmp_path / "in.jsonl"], tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        assert [json.loads(r["quotes"]) for r in csv.DictReader(file)] == [r["quotes"] for r in expected]


def test_zstd_frames_are_read_as_one_stream(tmp_path, corpus):
    label_corpus([corpus(200)], tmp_path / "out.jsonl.zst")
    label_corpus([tmp_path / "out.jsonl.zst"], tmp_path / "again.jsonl", Options(drop=("quotes",)))
    assert len(records(tmp_path / "again.jsonl")) == 200


def test_columns(tmp_path):
    source = tmp_path / "in.jsonl"
    source.write_text('{"nr": 1, "body": "क", "a": 1, "b": {"x": [1.5, null]}}\n', encoding="utf-8")
    label_corpus([source], tmp_path / "out.jsonl", Options(text_column="body", id_column="nr"))
    assert records(tmp_path / "out.jsonl") == [{"id": "1", "nr": 1, "a": 1, "b": {"x": [1.5, None]}, "text": "क", "quotes": []}]
    label_corpus([source], tmp_path / "out.jsonl", Options(text_column="body", keep=("a",)))
    assert records(tmp_path / "out.jsonl") == [{"a": 1, "text": "क", "quotes": []}]
    label_corpus([source], tmp_path / "out.jsonl", Options(text_column="body", drop=("a", "nr")))
    assert records(tmp_path / "out.jsonl") == [{"b": {"x": [1.5, None]}, "text": "क", "quotes": []}]


def test_a_second_id_is_a_clash_not_a_loss(tmp_path):
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": "a", "nr": "b", "text": "क"}\n', encoding="utf-8")
    label_corpus([source], tmp_path / "out.jsonl", Options(id_column="nr"))
    assert records(tmp_path / "out.jsonl")[0]["error"]["field"] == "id"


@pytest.mark.parametrize(("column", "flat"), [("quotes", False), ("error", False), ("speaker", True), ("start", True)])
def test_a_column_that_the_output_writes_is_an_error(tmp_path, column, flat):
    (tmp_path / "in.csv").write_text(f"text,{column}\na,b\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=f"column '{column}'.*--drop {column}"):
        label_corpus([tmp_path / "in.csv"], tmp_path / "out.csv", Options(flat=flat))
    label_corpus([tmp_path / "in.csv"], tmp_path / "out.csv", Options(flat=flat, drop=(column,)))


def test_texts_left_out(tmp_path, corpus):
    label_corpus([corpus(1)], tmp_path / "out.jsonl", Options(with_text=False))
    record = records(tmp_path / "out.jsonl")[0]
    assert len(record["sha1"]) == 40
    assert '"text"' not in json.dumps(record)
    assert Article.from_dict({**record, "text": text_of(0)}).quotes == analyze(text_of(0)).quotes


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
def test_flat(tmp_path, corpus, ending):
    source = corpus(7, day=4)
    out = tmp_path / f"out.{ending}"
    label_corpus([source], out, Options(flat=True, targets=("समिति", "रूस")))
    if ending == "csv":
        with out.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    else:
        rows = records(out) if ending == "jsonl" else pq.read_table(out).to_pylist()
    assert [(r["id"], int(r["quote"]), r["target"], int(r["day"])) for r in rows] == [
        (f"a{i}", 1, target, 4) for i in (0, 3, 6) for target in ("समिति",)
    ]
    for row in rows:
        assert text_of(int(row["id"][1:]))[int(row["start"]) : int(row["end"])] == row["quotation"]
        assert row["stance"] in ("favor", "against", "neutral", None, "")


def test_a_flat_row_without_an_id_names_file_and_line(tmp_path, monkeypatch):
    (tmp_path / "in.jsonl").write_text(json.dumps({"text": text_of(0)}), encoding="utf-8")
    label_corpus([tmp_path / "in.jsonl"], tmp_path / "out.jsonl", Options(flat=True))
    assert records(tmp_path / "out.jsonl")[0]["id"] == "in.jsonl:1"
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "in.jsonl").write_text(json.dumps({"text": text_of(0)}), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    label_corpus(["a", "b/in.jsonl"], tmp_path / "out.jsonl", Options(flat=True))
    assert {r["id"] for r in records(tmp_path / "out.jsonl")} == {"a/in.jsonl:1", "b/in.jsonl:1"}


def test_no_spreadsheet_runs_a_cell(tmp_path):
    source = tmp_path / "in.jsonl"
    rows = [{"text": "क", "x": x} for x in ("=1+1", "@a", "+a", "-a", "\ta", "-5", "क")]
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")

    def cells(**options):
        label_corpus([source], tmp_path / "out.csv", Options(**options))
        with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
            return [r["x"] for r in csv.DictReader(file)]

    assert cells() == ["'=1+1", "'@a", "'+a", "'-a", "'\ta", "-5", "क"]
    assert cells(guard=False) == [r["x"] for r in rows]


TEXTS_LIKE_FORMULAS = [f"{sign}{text_of(0)}" for sign in ("=", "- ", "+", "@", "\t", "\r", "'=", "'")]


@pytest.mark.parametrize("options", [{}, {"guard": False}, {"bom": True}])
def test_offsets_hold_in_a_text_that_looks_like_a_formula(tmp_path, options):
    source, out = tmp_path / "in.jsonl", tmp_path / "out.csv"
    source.write_text("\n".join(json.dumps({"text": t}) for t in TEXTS_LIKE_FORMULAS), encoding="utf-8")
    label_corpus([source], out, Options(**options))
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [r["text"] for r in rows] == TEXTS_LIKE_FORMULAS
    for row in rows:
        quotes = json.loads(row["quotes"])
        assert quotes
        assert all(row["text"][q["start"] : q["end"]] == q["text"] for q in quotes)


def test_a_flat_table_guards_words_and_says_offsets(tmp_path):
    """It has no text; `read_records` takes the guard off again."""
    text = 'हरिमोहन टंडन ने कहा, "-5 डिग्री में भी हम काम करेंगे, यह वादा है।"'
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": "=a", "text": text}), encoding="utf-8")
    label_corpus([tmp_path / "in.jsonl"], tmp_path / "out.csv", Options(flat=True))
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    assert (row["id"], row["quotation"][:3]) == ("'=a", "'-5")
    _, record = next(read_records(tmp_path / "out.csv"))
    assert record["id"] == "=a"
    assert text[int(record["start"]) : int(record["end"])] == record["quotation"]


def test_a_byte_order_mark_for_excel(tmp_path, corpus):
    label_corpus([corpus(3)], tmp_path / "out.csv", Options(bom=True))
    assert (tmp_path / "out.csv").read_bytes().startswith("\ufeffid,".encode())


def test_columns_nested_deeply_cost_their_record(tmp_path):
    deep = '{"text": "क", "x": ' + "[" * 300 + "]" * 300 + "}\n"
    (tmp_path / "in.jsonl").write_text(deep * 2, encoding="utf-8")
    for ending in ("jsonl", "csv", "parquet"):
        assert label_corpus([tmp_path / "in.jsonl"], tmp_path / f"out.{ending}").counts.articles == 2


def test_parquet_files_whose_columns_differ(tmp_path):
    pq.write_table(pa.table({"text": ["क"], "n": [1]}), tmp_path / "a.parquet")
    pq.write_table(pa.table({"text": ["क"], "n": ["x"]}), tmp_path / "b.parquet")
    with pytest.raises(CorpusError, match=r"b.parquet: from row 1: a column has another type than in the first file"):
        label_corpus([tmp_path / "a.parquet", tmp_path / "b.parquet"], tmp_path / "out.parquet")


def test_columns_of_jsonl_in_tables(tmp_path):
    source = tmp_path / "in.jsonl"
    rows = [{"n": 1, "x": 1, "m": "a", "z": [1]}, {"n": None, "x": 1.5, "m": 2}, {"late": 1}]
    source.write_text("\n".join(json.dumps({"text": "क", **r}) for r in rows), encoding="utf-8")
    label_corpus([source], tmp_path / "out.parquet")
    table = pq.read_table(tmp_path / "out.parquet")
    assert [str(table.schema.field(c).type) for c in ("n", "x", "m", "z", "late")] == ["int64", "double", "string", "string", "int64"]
    assert table.column("z").to_pylist() == ["[1]", None, None]


def test_a_column_that_comes_late_is_an_error_record(tmp_path, monkeypatch):
    monkeypatch.setattr("quotestance.corpus.layout._LOOK", 2)
    source = tmp_path / "in.jsonl"
    source.write_text('{"text": "क", "n": 1}\n{"text": "क"}\n{"text": "क", "late": 1}\n{"text": "क", "n": "b"}\n', encoding="utf-8")
    label_corpus([source], tmp_path / "out.csv")
    errors = records(tmp_path / "out.csv.errors.jsonl")
    assert [(e["error"]["line"], e["error"]["field"]) for e in errors] == [(3, "late"), (4, "n")]
    assert "--keep" in errors[0]["error"]["reason"]


def test_dates_decimals_and_categories_of_parquet(tmp_path):
    import datetime

    table = pa.table(
        {
            "text": ["क"],
            "on": pa.array([datetime.date(2024, 5, 1)]),
            "at": pa.array([1], pa.timestamp("ns")),
            "kind": pa.array(["a"]).dictionary_encode(),
            "x": [float("nan")],
        }
    )
    pq.write_table(table, tmp_path / "in.parquet")
    label_corpus([tmp_path / "in.parquet"], tmp_path / "out.jsonl", Options(drop=("at",)))
    assert records(tmp_path / "out.jsonl")[0] == {"on": "2024-05-01", "kind": "a", "x": None, "text": "क", "quotes": []}
    label_corpus([tmp_path / "in.parquet"], tmp_path / "out.parquet")
    out = pq.read_table(tmp_path / "out.parquet")
    assert out.column("at").cast(pa.int64()).to_pylist() == [1]
    assert out.column("kind").to_pylist() == ["a"]


def test_folders_and_globs_are_read_in_order(tmp_path):
    folder = tmp_path / "parts"
    folder.mkdir()
    for number in (2, 0, 1):
        (folder / f"part-{number}.jsonl").write_text(json.dumps({"text": "क", "id": number}), encoding="utf-8")
    for given in (folder, folder / "*.jsonl"):
        label_corpus([given], tmp_path / "out.jsonl")
        assert [r["id"] for r in records(tmp_path / "out.jsonl")] == ["0", "1", "2"]


# What cannot be done is said at once.


@pytest.mark.parametrize(
    ("source", "output", "message"),
    [
        ("none.jsonl", "out.jsonl", "none.jsonl: no such file, folder or glob"),
        ("in.jsonl", "out.xml", "out.xml: expected a name that ends in .jsonl"),
        ("in.jsonl", "out.parquet.gz", "Parquet files are already compressed"),
        ("in.jsonl", "none/out.jsonl", "none does not exist"),
        ("in.jsonl", "in.jsonl", "this file is also an input"),
        ("parts", "parts/out.jsonl", "the output would be in the input folder"),
        ("in.doc", "out.jsonl", "cannot tell the format from the name"),
        ("bad.parquet", "out.jsonl", "not a readable Parquet file"),
        ("empty", "out.jsonl", "expected a folder of .txt"),
    ],
)
def test_a_run_that_cannot_start_says_why(tmp_path, corpus, source, output, message):
    corpus(3)
    (tmp_path / "in.doc").touch()
    (tmp_path / "empty").mkdir()
    corpus(3, "parts.jsonl").rename((tmp_path / "parts").mkdir() or tmp_path / "parts" / "a.jsonl")
    (tmp_path / "bad.parquet").write_bytes(b"PAR1")
    with pytest.raises(CorpusError, match=message):
        label_corpus([tmp_path / source], tmp_path / output)


@pytest.mark.skipif(os.getuid() == 0, reason="root may write everywhere")
def test_an_unwritable_folder_is_said(tmp_path, corpus):
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    with pytest.raises(CorpusError, match=r"locked/out.jsonl.part: cannot be written: Permission denied"):
        label_corpus([corpus(3)], folder / "out.jsonl")


@pytest.mark.parametrize(
    ("inputs", "options", "jobs", "message"),
    [
        ("in.jsonl", None, 1, "inputs: expected a list of paths, found str"),
        (["in.jsonl"], None, 0, "jobs: expected at least 1, or -1 for one per core, found 0"),
        (["in.jsonl"], Options(threshold=35), 1, "threshold: expected a score from 0 to 1, found 35"),
        (["in.jsonl"], Options(targets="सरकार"), 1, "targets: expected a list of names"),
    ],
)
def test_an_argument_that_is_wrong_is_named(inputs, options, jobs, message):
    with pytest.raises((TypeError, ValueError), match=message):
        label_corpus(inputs, "out.jsonl", options, jobs=jobs)


@pytest.mark.parametrize(
    ("options", "field"),
    [(Options(text_column="txet"), "txet"), (Options(id_column="nr"), "nr"), (Options(targets_column="about"), "about")],
)
def test_a_field_that_no_record_has_is_said_at_once(tmp_path, corpus, options, field):
    source = corpus(1200, day=1)
    for out in ("out.jsonl", "out.csv", "-"):
        with pytest.raises(CorpusError, match=rf"in.jsonl: no field '{field}' in the first 1,000 records; they have id, text, day$"):
            label_corpus([source], out if out == "-" else tmp_path / out, options, stdout=io.BytesIO())
    assert [p.name for p in tmp_path.iterdir()] == ["in.jsonl"]


def test_records_that_lack_the_text_cost_themselves(tmp_path, corpus):
    """One of the first thousand is enough; of a handful not even that."""
    source = corpus(1)
    lacking = '{"id": "x", "title": "क"}\n'
    source.write_text(lacking * 998 + '{"id": "y", "text": "क"}\n' + lacking, encoding="utf-8")
    summary = label_corpus([source], tmp_path / "out.jsonl")
    assert (summary.counts.articles, summary.counts.errors) == (1000, 999)
    source.write_text(lacking * 9 + "{\n", encoding="utf-8")
    assert label_corpus([source], tmp_path / "out.jsonl").counts.errors == 10


def test_the_column_of_a_table_is_checked_for_a_pipe_as_well(tmp_path):
    (tmp_path / "in.csv").write_text("id,body\n1,क\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"in.csv: no column 'text'; it has id, body$"):
        label_corpus([tmp_path / "in.csv"], "-", stdout=io.BytesIO())


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_another_delimiter_is_recognised(tmp_path, delimiter):
    (tmp_path / "in.csv").write_text(f"id{delimiter}text\n1{delimiter}क\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"no column 'text'; it has id.*; is the delimiter '.*'\? \(--delimiter\)"):
        label_corpus([tmp_path / "in.csv"], tmp_path / "out.jsonl")
    label_corpus([tmp_path / "in.csv"], tmp_path / "out.jsonl", Options(delimiter=delimiter))
    assert records(tmp_path / "out.jsonl") == [{"id": "1", "text": "क", "quotes": []}]


def test_strict_stops_at_the_first(tmp_path, corpus):
    source = corpus(3)
    source.write_text('{"text": "क"}\n{"text": 1}\n{"text": 2}\n', encoding="utf-8")
    with pytest.raises(StrictError, match=r"in.jsonl:2: text: expected a string, found a number"):
        label_corpus([source], tmp_path / "out.jsonl", strict=True)
    assert not (tmp_path / "out.jsonl").exists()


# Interrupted, and gone on with.

FORMATS = ["jsonl", "jsonl.gz", "jsonl.zst", "csv", "parquet"]


class Cut(BaseException):
    pass


def cut_after(count):
    def progress(_):
        nonlocal count
        count -= 1
        if count == 0:
            raise Cut

    return progress


@pytest.mark.parametrize("ending", FORMATS)
def test_a_run_goes_on_where_it_stopped(tmp_path, corpus, ending, monkeypatch):
    source = corpus(400)
    source.write_bytes(source.read_bytes() + b"{\n" + source.read_bytes())
    label_corpus([source], tmp_path / f"whole.{ending}")
    out = tmp_path / f"out.{ending}"
    with pytest.raises(Cut):
        label_corpus([source], out, commit_every=0, progress=cut_after(4))
    assert not out.exists()
    labelled = []
    real = work_module.analyze
    monkeypatch.setattr(work_module, "analyze", lambda text, *a, **k: labelled.append(text) or real(text, *a, **k))
    summary = label_corpus([source], out)
    assert summary.resumed == 256
    assert len(labelled) == 800 - 256
    assert summary.counts.articles == 801
    assert out.read_bytes() == (tmp_path / f"whole.{ending}").read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir() if "out" in p.name) == sorted([out.name, out.name + ".errors.jsonl"])


def test_whatever_was_written_after_the_last_commit_is_cut_off(tmp_path, corpus):
    source, out = corpus(400), tmp_path / "out.jsonl"
    label_corpus([source], tmp_path / "whole.jsonl")
    with pytest.raises(Cut):
        label_corpus([source], out, commit_every=0, progress=cut_after(2))
    with (tmp_path / "out.jsonl.part").open("ab") as part:
        part.write(b'{"half": ')
    label_corpus([source], out)
    assert out.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


def change_input(path):
    path.write_text(path.read_text(encoding="utf-8").replace("a399", "b399"), encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "options", "message"),
    [
        (change_input, Options(), "the input .*in.jsonl has changed since"),
        (None, Options(threshold=0.9), r"the option threshold differs \(None then, 0.9 now\)"),
        (None, Options(targets=("भारत",)), "the option targets differs"),
    ],
)
def test_a_changed_run_is_refused_with_the_way_out(tmp_path, corpus, change, options, message):
    source, out = corpus(400), tmp_path / "out.jsonl"
    with pytest.raises(Cut):
        label_corpus([source], out, commit_every=0, progress=cut_after(2))
    if change:
        change(source)
    with pytest.raises(CorpusError, match=message + ".*--restart"):
        label_corpus([source], out, options)
    summary = label_corpus([source], out, options, restart=True)
    assert (summary.resumed, summary.counts.articles) == (0, 400)


def test_another_model_is_refused(tmp_path, corpus, monkeypatch):
    source, out = corpus(400), tmp_path / "out.jsonl"
    with pytest.raises(Cut):
        label_corpus([source], out, commit_every=0, progress=cut_after(2))
    monkeypatch.setattr("quotestance.corpus.sinks.model_digest", lambda: "other")
    with pytest.raises(CorpusError, match=r"the model changed since.*--restart"):
        label_corpus([source], out)


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"format": 99}', b"\xff"])
def test_a_damaged_journal_is_refused(tmp_path, corpus, damage):
    source, out = corpus(400), tmp_path / "out.jsonl"
    with pytest.raises(Cut):
        label_corpus([source], out, commit_every=0, progress=cut_after(2))
    (tmp_path / "out.jsonl.journal").write_bytes(damage)
    with pytest.raises(CorpusError, match="--restart"):
        label_corpus([source], out)


def test_a_lost_part_is_refused(tmp_path, corpus):
    source, out = corpus(400), tmp_path / "out.jsonl"
    with pytest.raises(Cut):
        label_corpus([source], out, commit_every=0, progress=cut_after(2))
    (tmp_path / "out.jsonl.part").unlink()
    with pytest.raises(CorpusError, match=r"shorter than its journal says.*--restart"):
        label_corpus([source], out)


def test_two_runs_with_one_output(tmp_path, corpus):
    source, out = corpus(100), tmp_path / "out.jsonl"

    def second(_):
        with pytest.raises(CorpusError, match="another run is writing to it"):
            label_corpus([source], out)

    label_corpus([source], out, progress=second)
    assert len(records(out)) == 100


def test_errors_of_an_earlier_run_do_not_stay(tmp_path, corpus):
    source = corpus(3)
    good = source.read_bytes()
    source.write_bytes(good + b"{\n")
    label_corpus([source], tmp_path / "out.jsonl")
    assert (tmp_path / "out.jsonl.errors.jsonl").exists()
    source.write_bytes(good)
    label_corpus([source], tmp_path / "out.jsonl")
    assert not (tmp_path / "out.jsonl.errors.jsonl").exists()


def test_a_full_disk_is_said_and_gone_on_from(tmp_path, corpus):
    source, out = corpus(600), tmp_path / "out.jsonl"
    label_corpus([source], tmp_path / "whole.jsonl")
    script = f"""
import resource, signal
from quotestance.corpus import label_corpus
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
label_corpus([{str(source)!r}], {str(out)!r}, commit_every=0)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert "out.jsonl: cannot be written: File too large; the work done so far is kept; run the same command again" in done.stderr
    assert not out.exists()
    assert label_corpus([source], out).resumed > 0
    assert out.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


# Killed outright.

KILLED_AT = """
import os, signal, sys
from pathlib import Path
from quotestance.corpus import label_corpus, sinks

sinks.model_digest = lambda: "the same"
calls = 0
def counted(function, halved=False):
    def call(*args, **kwargs):
        global calls
        calls += 1
        if calls == limit:
            if halved:
                function(args[0], args[1][: len(args[1]) // 2])
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*args, **kwargs)
    return call

source, out, endings = sys.argv[1], Path(sys.argv[2]), sys.argv[3:]
if "parquet" in endings:
    import pyarrow.parquet
for ending in endings:
    target = out / f"out.{ending}"
    whole = (out / f"whole.{ending}").read_bytes()
    errors = (out / f"whole.{ending}.errors.jsonl").read_bytes()
    limit = 0
    while True:
        limit += 1
        child = os.fork()
        if child == 0:
            os.write, os.fsync, os.ftruncate = counted(os.write, True), counted(os.fsync), counted(os.ftruncate)
            Path.replace, Path.unlink = counted(Path.replace), counted(Path.unlink)
            label_corpus([source], target, commit_every=0)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        killed = os.WIFSIGNALED(status)
        if not killed:
            assert status == 0, status
        if target.exists():
            assert target.read_bytes() == whole, (ending, limit, "not whole")
        label_corpus([source], target)
        assert target.read_bytes() == whole, (ending, limit)
        assert target.with_name(target.name + ".errors.jsonl").read_bytes() == errors
        left = [p.name for p in out.iterdir() if p.name.startswith("out.")]
        assert len(left) == 2, left
        for name in left:
            (out / name).unlink()
        if not killed:
            break
    print(ending, limit)
"""


@pytest.mark.parametrize("ending", FORMATS)
def test_killed_at_every_single_write(tmp_path, corpus, ending):
    """A run is killed at its first, second, third … change of a file, until one comes through; each is then gone on with."""
    source = corpus(150)
    source.write_bytes(source.read_bytes() + b"{\n")
    label_corpus([source], tmp_path / f"whole.{ending}")
    done = subprocess.run([sys.executable, "-c", KILLED_AT, source, tmp_path, ending], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout.split()[1]) > 15


@pytest.mark.slow
def test_memory_does_not_grow_with_the_corpus(tmp_path):
    """Peak memory of labelling 100,000 articles is within 50 MB of that of 10,000."""
    peaks = []
    for count in (10_000, 100_000):
        source = tmp_path / f"{count}.jsonl"
        with source.open("w", encoding="utf-8") as file:
            for number in range(count):
                text = text_of(number if number % 60 == 0 else 1).replace("1", str(number))
                file.write(json.dumps({"id": number, "text": text}, ensure_ascii=False) + "\n")
        script = f"""
import resource
from quotestance.corpus import label_corpus
summary = label_corpus([{str(source)!r}], {str(tmp_path / "out.jsonl")!r})
assert summary.counts.articles == {count} and summary.counts.quotations >= {count // 60}, summary
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        peaks.append(int(done.stdout))
    assert peaks[1] - peaks[0] < 50, f"{peaks} MB"


@pytest.mark.slow
def test_killed_at_random_moments_with_several_processes(tmp_path, corpus):
    import random
    import time

    random.seed(20240501)
    source = corpus(6000)
    before = time.monotonic()
    label_corpus([source], tmp_path / "whole.jsonl.gz", jobs=2)
    undisturbed = time.monotonic() - before  # without the start of a new process: so the first run is always killed
    out = tmp_path / "out.jsonl.gz"
    script = f"""
from quotestance.corpus import label_corpus, sinks
sinks.model_digest = lambda: "the same"
label_corpus([{str(source)!r}], {str(out)!r}, jobs=2, commit_every=0.05)
"""
    kills, before = 0, time.monotonic()
    while not out.exists():
        run = subprocess.Popen([sys.executable, "-c", script], stderr=subprocess.PIPE, text=True)
        try:
            _, errors = run.communicate(timeout=random.uniform(0.3, 0.9) * undisturbed if time.monotonic() - before < 15 else None)
            assert run.returncode == 0, errors
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGKILL)
            run.wait()
            kills += 1
    assert kills > 0
    assert out.read_bytes() == (tmp_path / "whole.jsonl.gz").read_bytes()


def test_a_worker_that_dies_costs_nothing(tmp_path, corpus):
    """One process of two kills itself in mid-run; its batches are labelled again."""
    source = corpus(600)
    label_corpus([source], tmp_path / "whole.jsonl")
    killed = []

    def kill_one(_):
        if not killed:
            children = subprocess.run(["ps", "--ppid", str(os.getpid()), "-o", "pid=,args="], capture_output=True, text=True).stdout
            workers = [int(line.split()[0]) for line in children.splitlines() if "loky" in line and "resource_tracker" not in line]
            os.kill(workers[-1], signal.SIGKILL)  # the youngest: earlier tests may have left processes
            killed.append(workers[-1])

    label_corpus([source], tmp_path / "out.jsonl", jobs=2, progress=kill_one)
    assert killed
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
