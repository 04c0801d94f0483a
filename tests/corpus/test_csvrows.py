"""Rows of CSV: each case is what stands in the file behind the header ``id,text``, and the ids (or line and reason of errors) expected."""

import csv
import io
import random
import time

import pytest

from quotestance.corpus import csvrows, label_corpus
from quotestance.corpus.csvrows import BrokenRow, Rows
from quotestance.corpus.labelled import read_records
from quotestance.corpus.problems import CorpusError

from .conftest import records

CLOSED = "a quotation mark is not closed"


def read(data, delimiter=","):
    """All rows of a file, and ``(line, reason)`` of those that are broken."""
    rows, out = Rows(io.BytesIO(data), delimiter), []
    while True:
        begins = rows.line + 1
        try:
            begins, row = rows.next()
        except BrokenRow as error:
            out.append((begins, str(error)))
            continue
        if row is None:
            return out
        if row:
            out.append(row)


CASES = [
    ("line breaks in a field", '1,"क\nख\n\nग"\n2,घ\n', ["1", "2"]),
    ("Windows line ends", '1,"क\r\nख"\r\n2,घ\r\n', ["1", "2"]),
    ("old Mac line ends", '1,"क\rख"\r2,घ\r', ["1", "2"]),
    ("marks doubled inside", '1,"क ने कहा, ""ख\nग""।"\n2,घ\n', ["1", "2"]),
    ("a mark within a bare field", '1,क ने कहा "ख"\n2,घ\n', ["1", "2"]),
    ("never closed, all others quoted", '1,"क\n2,"ख"\n3,"ग"\n', [(2, CLOSED), "2", "3"]),
    ("never closed, every field quoted", '"1","क\n"2","ख"\n"3","ग"\n', [(2, CLOSED), "2", "3"]),
    ("never closed, none other quoted", '1,"क\n2,ख\n3,ग\n', [(2, CLOSED), "2", "3"]),
    ("never closed, in the last row", '1,क\n2,"ख\n', ["1", (3, CLOSED)]),
    ("never closed, without a line end", '1,क\n2,"ख', ["1", (3, CLOSED)]),
    ("never closed, before a field of several lines", '1,"क\n2,"ख\nग"\n3,घ\n', [(2, CLOSED), "2", "3"]),
    ("never closed, before an empty field in quotation marks", '1,"क\n2,""\n3,"ग"\n', [(2, CLOSED), "2", "3"]),
    ("never closed, twice", '1,"क\n2,"ख\n3,"ग"\n', [(2, CLOSED), (3, CLOSED), "3"]),
    ("never closed, far from the next mark", '1,"क\n' + "2,ख\n" * 500 + '3,"ग"\n', [(2, CLOSED), *["2"] * 500, "3"]),
    ("not doubled inside", '1,"क ने कहा, "ख"।"\n2,घ\n', [(2, CLOSED), "2"]),
    ("around a part of a field", '1,"क" ने कहा\n2,घ\n', [(2, CLOSED), "2"]),
]


@pytest.mark.parametrize(("body", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_a_broken_row_costs_itself(body, expected):
    header, *found = read(f"id,text\n{body}".encode())
    assert header == ["id", "text"]
    assert [row[0] for row in found] == [e if isinstance(e, str) else e[0] for e in expected]
    assert all(CLOSED in row[1] for row in found if isinstance(row, tuple))


def test_the_place_where_it_is_noticed_is_said():
    assert read(b'a,b\n1,"x\n2,y\n3,"z"\n')[1] == (
        2,
        "broken CSV: a quotation mark is not closed, or one in a field is not doubled (noticed in line 4)",
    )


@pytest.mark.parametrize("dialect", ["excel", "excel-tab", "unix"])
def test_what_the_csv_module_writes_is_read(dialect):
    random.seed(20240501)
    pieces = ["क", '"', "\n", ",", "\t", " ", "", "'", "\r\n", ";", "\u2028"]
    given = [["".join(random.choices(pieces, k=random.randrange(6))) for _ in range(3)] for _ in range(300)]
    out = io.StringIO()
    csv.writer(out, dialect).writerows(given)
    assert read(out.getvalue().encode(), csv.get_dialect(dialect).delimiter) == given


def test_a_row_that_is_too_long_is_passed_over(monkeypatch):
    monkeypatch.setattr(csvrows, "MOST_CHARS", 1000)
    found = read(b"id,text\n1,a\n2," + b"x" * 5000 + b'\n3,"' + b"y\n" * 700 + b"\n4,b\n")
    long = [row for row in found if isinstance(row, tuple)]
    assert [row[0] for row in found[1:3]] == ["1", 3]
    assert found[-1] == ["4", "b"]
    assert "expected at most 1,000 characters in a row, found more" in long[0][1]
    assert long[1][0] == 4


@pytest.mark.parametrize("line", ['a",b,"c\n', '1,"\n', '1,"x\n', '1,""\n', '"\n'], ids=repr)
def test_a_file_of_nothing_but_marks_is_read_in_linear_time(monkeypatch, line):
    monkeypatch.setattr(csvrows, "MOST_CHARS", 20_000)

    def seconds(count):
        data = f"id,text\n{line * count}".encode()
        began = time.process_time()
        read(data)
        return time.process_time() - began

    assert min(seconds(80_000) for _ in range(2)) < 12 * min(seconds(10_000) for _ in range(2)) + 0.1


def test_what_is_passed_over_is_said(monkeypatch):
    monkeypatch.setattr(csvrows, "MOST_CHARS", 200)
    found = read(b"id,text\n" + b'a",b,"c\n' * 300)
    assert any("; nothing is read up to line " in why for _, why in found[1:])


def test_a_run_reports_file_and_line_and_goes_on(tmp_path):
    rows = "".join(f'{n},"पंक्ति, {n}"\n' for n in range(3, 203))
    (tmp_path / "in.csv").write_text(f'id,text\n1,"पहली"\n2,"दूसरी\n{rows}', encoding="utf-8")
    for jobs in (1, 2):
        summary = label_corpus([tmp_path / "in.csv"], tmp_path / f"{jobs}.jsonl", jobs=jobs)
        assert (summary.counts.articles, summary.counts.errors) == (202, 1)
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()
    error = records(tmp_path / "1.jsonl")[1]["error"]
    assert (error["file"], error["line"]) == (str(tmp_path / "in.csv"), 3)
    assert [r["id"] for r in records(tmp_path / "1.jsonl") if "id" in r] == [str(n) for n in range(1, 203) if n != 2]
    with pytest.raises(CorpusError, match=r"in.csv:3: broken CSV: a quotation mark is not closed"):
        list(read_records(tmp_path / "in.csv"))
