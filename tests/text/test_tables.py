import pytest

from quotestance.text import tables


@pytest.fixture
def table(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "files", lambda package: tmp_path)

    def write(content):
        (tmp_path / "t.tsv").write_text(content, encoding="utf-8")
        return tables.read_table("any", "t.tsv", 2)

    return write


def test_rows_are_read_and_comments_passed_over(table):
    assert table("# head\nक\tख\n\nग\tघ\n") == [("क", "ख"), ("ग", "घ")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("क\tख\nग\n", r"^t\.tsv:2: expected 2 fields, found 1"),
        ("क\tख \n", r"^t\.tsv:1: expected fields without white space at the ends"),
        ("क\t\n", r"^t\.tsv:1: expected fields without white space at the ends"),
        ("क\tख\nक\tख\n", r"^t\.tsv:2: expected each row once, found the row of line 1 again"),
    ],
)
def test_a_broken_line_is_named(table, content, message):
    with pytest.raises(tables.TableError, match=message):
        table(content)
