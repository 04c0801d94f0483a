import json
import subprocess
import sys

import pytest

from quotestance.cli import main

from .conftest import TEXT


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps({"id": "a", "text": TEXT, "day": 1}, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def test_the_summary_and_status_of_a_good_run(source, tmp_path, capsys):
    assert main(["label", str(source), "-o", str(tmp_path / "out.jsonl")]) == 0
    err = capsys.readouterr().err.splitlines()
    assert err[0] == "1 article (0 with errors)"
    assert err[1].startswith("1 quotation, 1 with a speaker, ")
    assert err[2].endswith(" s")
    assert err[3] == f"output: {tmp_path / 'out.jsonl'}"


def test_the_summary_and_status_of_a_run_with_errors(source, tmp_path, capsys):
    source.write_bytes(source.read_bytes() + b"{\n")
    assert main(["label", str(source), "-o", str(tmp_path / "out.jsonl")]) == 1
    err = capsys.readouterr().err.splitlines()
    assert err[0] == "2 articles (1 with errors)"
    assert err[-1] == f"errors: {tmp_path / 'out.jsonl.errors.jsonl'}"


def test_strict(source, tmp_path, capsys):
    source.write_bytes(b"{\n" + source.read_bytes())
    assert main(["label", str(source), "-o", str(tmp_path / "out.jsonl"), "--strict"]) == 1
    assert capsys.readouterr().err.startswith(f"quotestance: {source}:1: broken JSON")
    assert not (tmp_path / "out.jsonl").exists()


def test_quiet(source, tmp_path, capsys):
    assert main(["label", str(source), "-o", str(tmp_path / "out.jsonl"), "--quiet"]) == 0
    assert capsys.readouterr().err == ""


def test_every_option(source, tmp_path):
    out = tmp_path / "out.tsv"
    options = ["--flat", "--keep", "day", "--targets", "समिति,पुल", "--evidence", "--threshold", "0.1", "--no-guard", "-j", "2"]
    assert main(["label", str(source), "-o", str(out), *options, "--delimiter", ";"]) == 0
    head, *rows = out.read_text(encoding="utf-8").splitlines()
    assert head.startswith("id;day;quote;start;end;kind;")
    assert rows[0].startswith("a;1;1;")


def test_a_pipe(source):
    command = [sys.executable, "-m", "quotestance.cli", "label", "-", "-o", "-", "--quiet"]
    done = subprocess.run(command, input=source.read_bytes() * 3 + b"{\n", capture_output=True)
    assert done.returncode == 1, done.stderr
    lines = done.stdout.decode().splitlines()
    assert [json.loads(line).get("id") for line in lines] == ["a", "a", "a", None]
    assert json.loads(lines[3])["error"]["file"] == "-"


def test_a_pipe_without_the_field_ends_at_once():
    command = [sys.executable, "-m", "quotestance.cli", "label", "-", "-o", "-", "--text-column", "txet"]
    done = subprocess.run(command, input=b'{"text": "a"}\n' * 5000, capture_output=True)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == "quotestance: -: no field 'txet' in the first 64 records; they have text\n"


def test_plain_lines_tell_the_progress(source, tmp_path, capsys, monkeypatch):
    source.write_bytes(source.read_bytes() * 200)
    monkeypatch.setattr("quotestance.cli.progress._EVERY", 0.0)
    assert main(["label", str(source), "-o", str(tmp_path / "out.jsonl")]) == 0
    first = capsys.readouterr().err.splitlines()[0]
    assert "64 articles, " in first
    assert "/s, 0:00:0" in first
    assert "%, " in first


def test_a_bar_for_a_person(source, tmp_path):
    pytest.importorskip("rich")
    pty = pytest.importorskip("pty")
    import os

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "quotestance.cli", "label", source, "-o", tmp_path / "out.jsonl"]
    run = subprocess.Popen(command, stderr=theirs, env={**os.environ, "TERM": "xterm", "COLUMNS": "100"})
    assert run.wait(60) == 0
    os.close(theirs)
    seen = os.read(ours, 1 << 16).decode()
    assert "━" in seen
    assert "1 article (0 with errors)" in seen
