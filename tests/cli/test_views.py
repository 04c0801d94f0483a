"""The subcommands that call the views."""

import json

from quotestance import Article, analyze
from quotestance.cli import main

from .conftest import QUOTES, TEXT


def test_view_of_a_text_and_of_records(text, gold, tmp_path):
    for source in (text, gold(("a", TEXT, QUOTES))):
        out = tmp_path / "out.html"
        assert main(["view", str(source), "-o", str(out), "--title", "शीर्षक"]) == 0
        page = out.read_text(encoding="utf-8")
        assert "हरिमोहन टंडन" in page
        assert "<title>शीर्षक" in page


def test_report(gold, tmp_path, capfdbinary):
    path = gold(("a", TEXT, QUOTES))
    assert main(["report", str(path)]) == 0
    assert capfdbinary.readouterr().out.decode().startswith("<!")
    assert main(["report", str(path), "--tables", str(tmp_path / "tables")]) == 0
    assert "हरिमोहन टंडन" in (tmp_path / "tables" / "speakers.csv").read_text(encoding="utf-8")


def test_export_and_back(gold, tmp_path):
    path = gold(("a", TEXT, QUOTES))
    for format in ("label-studio", "tsv"):
        out, back = tmp_path / f"out.{format}", tmp_path / f"back.{format}.jsonl"
        assert main(["export", str(path), "--format", format, "-o", str(out)]) == 0
        assert main(["export", str(path), "--format", format, "--back", str(out), "-o", str(back)]) == 0
        assert Article.from_dict(json.loads(back.read_text(encoding="utf-8"))).quotes[0].text == analyze(TEXT).quotes[0].text


def test_a_page_that_cannot_be_written(gold, tmp_path, capsys):
    path = gold(("a", TEXT, QUOTES))
    assert main(["view", str(path), "-o", str(tmp_path / "none" / "out.html")]) == 2
    assert "cannot be written: No such file or directory" in capsys.readouterr().err
