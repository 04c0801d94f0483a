"""The command line as a user meets it: in a process of its own."""

import os
import signal
import subprocess
import sys
import time

import pytest

import quotestance
from quotestance.cli import main

from .conftest import TEXT


def run(*args, stdin=b"", env=None):
    command = [sys.executable, "-m", "quotestance.cli", *map(str, args)]
    return subprocess.run(command, input=stdin, capture_output=True, env={**os.environ, **(env or {})})


def test_version():
    assert run("--version").stdout.decode() == f"quotestance {quotestance.__version__}\n"


@pytest.mark.parametrize(
    "args", [[], ["analyze"], ["sing"], ["analyze", "x", "--threshold", "2"], ["label", "x"], ["label", "x", "-o", "y.jsonl", "-j", "0"]]
)
def test_wrong_usage_ends_with_two(args):
    done = run(*args)
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"Traceback" not in done.stderr


ERRORS = [
    (["analyze", "none.txt"], "quotestance: none.txt: No such file or directory"),
    (["analyze", "."], "quotestance: .: Is a directory"),
    (["analyze", "latin.txt"], "quotestance: latin.txt: expected UTF-8: invalid continuation byte at byte 0"),
    (["analyze", "wide.txt"], "quotestance: wide.txt: expected UTF-8, found UTF-16"),
    (["analyze", "nul.txt"], "quotestance: nul.txt: NUL character at 1"),
    (["analyze", "ok.txt", "--targets-file", "none"], "quotestance: none: No such file or directory"),
    (["analyze", "ok.txt", "--targets-file", "empty"], "quotestance: empty: expected one target per line, found none"),
    (["evaluate", "none.jsonl"], "quotestance: none.jsonl: No such file or directory"),
    (["evaluate", "empty"], "quotestance: empty: expected gold documents, found none"),
    (["label", "none.jsonl", "-o", "out.jsonl"], "quotestance: none.jsonl: no such file, folder or glob"),
    (["label", "ok.txt", "-o", "out.pdf"], "quotestance: out.pdf: expected a name that ends in .jsonl"),
    (["label", "ok.txt", "-o", "s3://b/out.jsonl"], "quotestance: s3://b/out.jsonl: expected an output file on this machine"),
    (["label", "ok.txt", "-o", "out.csv", "--delimiter", "ab"], "quotestance: --delimiter: expected one character, found 'ab'"),
    (["view", "none.jsonl"], "quotestance: none.jsonl: No such file or directory"),
    (["report", "none.jsonl"], "quotestance: none.jsonl: "),
]


@pytest.mark.parametrize(("args", "message"), ERRORS, ids=[" ".join(a) for a, _ in ERRORS])
def test_an_error_is_one_line(tmp_path, monkeypatch, capsys, args, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ok.txt").write_text("राम", encoding="utf-8")
    (tmp_path / "latin.txt").write_bytes("ééa".encode("latin-1"))
    (tmp_path / "wide.txt").write_bytes("राम".encode("utf-16"))
    (tmp_path / "nul.txt").write_bytes(b"a\0")
    (tmp_path / "empty").touch()
    assert main(args) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(message)
    assert err.count("\n") == 1


def test_an_error_that_is_none_of_ours_is_told_by_its_type(text, monkeypatch, capsys):
    monkeypatch.setattr("quotestance.pipeline.analyze", lambda *a, **k: 1 / 0)
    assert main(["analyze", str(text)]) == 2
    assert capsys.readouterr().err.startswith("quotestance: internal error: ZeroDivisionError: division by zero")
    with pytest.raises(ZeroDivisionError, match="division"):
        main(["--debug", "analyze", str(text)])


def test_a_broken_pipe_ends_quietly(tmp_path):
    path = tmp_path / "long.txt"
    path.write_text(f"{TEXT}\n" * 3000, encoding="utf-8")
    run_ = subprocess.Popen(
        [sys.executable, "-m", "quotestance.cli", "analyze", path, "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    run_.stdout.read(10)
    run_.stdout.close()
    assert run_.stderr.read() == b""
    assert run_.wait() == 141


def test_ctrl_c_ends_quietly(tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_text('{"text": "क"}\n' * 500_000, encoding="utf-8")
    run_ = subprocess.Popen(
        [sys.executable, "-m", "quotestance.cli", "label", path, "-o", tmp_path / "out.jsonl", "-j", "2"], stderr=subprocess.PIPE
    )
    part = tmp_path / "out.jsonl.part"
    while not (part.exists() and part.stat().st_size):
        assert run_.poll() is None
        time.sleep(0.05)
    run_.send_signal(signal.SIGINT)
    assert run_.wait(30) == 130
    err = run_.stderr.read()
    assert err == b"quotestance: interrupted; run the same command again to continue\n", err


@pytest.mark.parametrize("env", [{"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C.UTF-8"}])
def test_any_locale(text, env):
    done = run("analyze", text, env=env)
    assert done.returncode == 0, done.stderr
    assert "हरिमोहन टंडन" in done.stdout.decode()


HIDE_EXTRAS = """
import sys
class Hidden:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"rich", "wcwidth", "pandas", "pyarrow", "zstandard", "dask", "distributed", "fsspec"}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Hidden())
from quotestance.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    ("args", "status", "says"),
    [
        (["analyze", "article.txt"], 0, ""),
        (["label", "article.txt", "-o", "out.jsonl"], 0, "1 article"),
        (["label", "article.txt", "-o", "out.csv.gz"], 0, "1 article"),
        (["label", "article.txt", "-o", "out.parquet"], 2, "install quotestance[parquet]"),
        (["label", "article.txt", "-o", "out.jsonl.zst"], 2, "install quotestance[zstd]"),
        (["label", "article.txt", "-o", "out.jsonl", "--engine", "dask"], 2, "install quotestance[dask]"),
        (["label", "s3://bucket/in.jsonl", "-o", "out.jsonl"], 2, "install quotestance[dask]"),
        (["view", "article.txt", "-o", "out.html"], 0, ""),
    ],
)
def test_without_the_extras(text, args, status, says):
    done = subprocess.run([sys.executable, "-c", HIDE_EXTRAS, *args], cwd=text.parent, capture_output=True, text=True)
    assert done.returncode == status, done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr
