import io
import json
import sys

import pytest

from quotestance import analyze
from quotestance.cli import main

from .conftest import TEXT


def test_json_is_the_record(text, capfdbinary):
    assert main(["analyze", str(text), "--json"]) == 0
    assert json.loads(capfdbinary.readouterr().out) == analyze(TEXT).to_dict()


@pytest.mark.parametrize("options", [[], ["--plain"]])
def test_a_person_reads_who_said_what(text, capfdbinary, options):
    assert main(["analyze", str(text), *options]) == 0
    out = capfdbinary.readouterr().out.decode()
    assert "हरिमोहन टंडन" in out
    assert "\x1b" not in out


def test_options_reach_the_library(text, tmp_path, capfdbinary):
    (tmp_path / "targets.tsv").write_text("# names\nमंडी\tबाज़ार समिति\n", encoding="utf-8")
    assert main(["analyze", str(text), "--json", "--targets-file", str(tmp_path / "targets.tsv"), "--evidence"]) == 0
    out = json.loads(capfdbinary.readouterr().out)
    assert out == analyze(TEXT, {"मंडी": ["बाज़ार समिति"]}, evidence=True).to_dict()
    assert [s["target"] for s in out["quotes"][0]["stances"]] == ["मंडी"]
    assert main(["analyze", str(text), "--json", "--threshold", "1"]) == 0
    assert json.loads(capfdbinary.readouterr().out) == analyze(TEXT, threshold=1.0).to_dict()


def test_standard_input(monkeypatch, capfdbinary):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbf" + TEXT.encode())))
    assert main(["analyze", "-", "--json"]) == 0
    assert json.loads(capfdbinary.readouterr().out)["text"] == TEXT
