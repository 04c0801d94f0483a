"""The subcommands that call the views."""

import json

import pytest

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


@pytest.mark.parametrize("format", ["label-studio", "tsv"])
def test_the_other_columns_come_back(format, tmp_path):
    lines = [
        {"id": "a", "date": "2024-05-17", "section": {"name": "कृषि"}, "text": TEXT, "quotes": QUOTES},
        {"id": "b", "text": TEXT, "quotes": []},
        {"date": "2024-05-18", "text": "कोई उद्धरण नहीं।", "quotes": []},
    ]
    path, out, back = tmp_path / "in.jsonl", tmp_path / "out", tmp_path / "back.jsonl"
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    assert main(["export", str(path), "--format", format, "-o", str(out)]) == 0
    out.write_text(out.read_text(encoding="utf-8").replace("against", "favor"), encoding="utf-8")
    assert main(["export", str(path), "--format", format, "--back", str(out), "-o", str(back)]) == 0
    found = [json.loads(line) for line in back.read_text(encoding="utf-8").splitlines()]
    assert found[0]["quotes"][0]["stances"][0]["label"] == "favor"
    assert [{k: v for k, v in line.items() if k != "quotes"} for line in found] == [
        {k: v for k, v in line.items() if k != "quotes"} for line in lines
    ]


def test_a_text_has_the_id_that_label_gives_it(text, tmp_path):
    labelled, table, back = tmp_path / "labelled.jsonl", tmp_path / "table.tsv", tmp_path / "back.jsonl"
    assert main(["label", str(text), "-o", str(labelled), "--quiet"]) == 0
    assert main(["export", str(text), "--format", "tsv", "-o", str(table)]) == 0
    assert main(["export", str(labelled), "--format", "tsv", "--back", str(table), "-o", str(back)]) == 0
    assert json.loads(back.read_text(encoding="utf-8"))["id"] == "article.txt"


def test_a_page_that_cannot_be_written(gold, tmp_path, capsys):
    path = gold(("a", TEXT, QUOTES))
    assert main(["view", str(path), "-o", str(tmp_path / "none" / "out.html")]) == 2
    assert "cannot be written: No such file or directory" in capsys.readouterr().err
