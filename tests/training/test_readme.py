import re

from training import data

README = (data.HERE / "README.md").read_text(encoding="utf-8")


def test_the_code_of_the_data_card_runs(capsys):
    for block in re.findall(r"```python\n(.*?)```", README, re.S):
        exec(compile(block, "training/README.md", "exec"), {})
    assert 0.4 < float(capsys.readouterr().out.split()[-1]) < 0.9


def test_the_data_card_names_every_file():
    for name in ("articles.jsonl", "statements.jsonl", "written.jsonl", "REVIEW.tsv", "split.tsv", "unseen.tsv", "tags.tsv", "sources.py"):
        assert name in README


def test_no_placeholder_is_left():
    assert not re.search(r"@[A-Z]+@", README)
