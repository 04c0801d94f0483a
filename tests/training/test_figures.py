"""The figures in README and docs: every block has a writer, and text around blocks stays."""

import re

import pytest

from tests import gold
from training import figures

BLOCK = "before\n\n<!-- figures: {} -->\n\nold\n\n<!-- end -->\n\nafter"


def test_only_what_stands_in_the_block_is_written():
    assert figures.fill(BLOCK.format("one"), {"one": lambda: "new\n"}) == BLOCK.format("one").replace("old", "new")


def test_a_text_without_blocks_stays():
    assert figures.fill("figures: one", {}) == "figures: one"


def test_one_block_alone_can_be_written():
    text = BLOCK.format("one") + "\n\n" + BLOCK.format("two")
    assert figures.fill(text, {"one": lambda: "new"}, only=["one"]) == text.replace("old", "new", 1)


def test_a_block_that_is_asked_for_and_not_there_is_an_error():
    with pytest.raises(SystemExit, match=r"expected names of blocks \(measures, .*\), found 'tables'"):
        figures.main(["tables"])


def test_a_block_that_nothing_writes_is_an_error():
    with pytest.raises(KeyError, match="two"):
        figures.fill(BLOCK.format("two"), {"one": lambda: "new"})


def test_every_writer_has_a_block_and_every_block_a_writer():
    texts = [(gold.ROOT / name).read_text(encoding="utf-8") for name in figures.FILES]
    named = {name for text in texts for name in re.findall(r"<!-- figures: ([\w-]+) -->", text)}
    assert named == set(figures.BLOCKS)
    assert all(text.count("<!-- figures:") == text.count("<!-- end -->") for text in texts)


def test_a_table_is_markdown():
    assert figures.table(["a", "b"], [["1", "2"]]) == "| a | b |\n| --- | --- |\n| 1 | 2 |"
