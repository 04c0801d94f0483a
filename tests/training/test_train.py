import subprocess

import pytest

from training import data, train


def test_digests_see_model_files_only(tmp_path):
    for name in ("a.bin", "a.json", "note.txt"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    assert list(train.digests(tmp_path)) == ["a.bin", "a.json"]


def test_report_names_what_differs(capsys):
    assert train.report({"a": "1", "b": "2", "c": "3"}, {"a": "1", "b": "9", "d": "4"}) == ["b", "c", "d"]
    assert capsys.readouterr().out == "a: the same\nb: changed\nc: gone\nd: new\n"


def test_a_copy_holds_both_packages():
    with train.copied() as root:
        assert (root / "quotestance" / "pipeline.py").is_file()
        assert (root / "training" / "split.tsv").is_file()
    assert not root.exists()


def test_run_returns_what_a_module_prints_and_stops_at_a_failure(tmp_path):
    (tmp_path / "says.py").write_text("import os; print(os.environ.get('QUOTESTANCE_TRAIN_ON'), os.environ['PYTHONHASHSEED'])", "utf-8")
    (tmp_path / "fails.py").write_text("raise SystemExit(3)", "utf-8")
    assert train.run(tmp_path, ["says"], "news:0", capture=True) == "news:0 0\n"
    with pytest.raises(subprocess.CalledProcessError, match="exit status 3"):
        train.run(tmp_path, ["fails"])
    assert train.run(tmp_path, ["fails"], strict=False) == ""


def test_without_the_news_it_says_what_is_possible(monkeypatch, capsys):
    monkeypatch.setenv("QUOTESTANCE_NEWS", "/nowhere")
    assert train.main([]) == 2
    assert "only --without-news is possible" in capsys.readouterr().err


def test_every_trainer_is_there():
    for module in (*train.TRAINERS.values(), *train.WORDS.values()):
        assert (train.ROOT / (module.replace(".", "/") + ".py")).is_file()


@pytest.mark.parametrize(
    ("value", "expected"),
    [("", {"news": 1, "written": 1}), ("news:0.25", {"news": 0.25, "written": 1}), ("news:0,written:0.5", {"news": 0, "written": 0.5})],
)
def test_shares(monkeypatch, value, expected):
    monkeypatch.setenv("QUOTESTANCE_TRAIN_ON", value)
    assert data.shares() == expected


@pytest.mark.parametrize("value", ["web:1", "news", "news:2", "news:0.25;written:1"])
def test_broken_shares_are_refused(monkeypatch, value):
    monkeypatch.setenv("QUOTESTANCE_TRAIN_ON", value)
    with pytest.raises(ValueError, match=r"QUOTESTANCE_TRAIN_ON: expected such as news:0\.25,written:1"):
        data.shares()


def test_smaller_shares_are_parts_of_larger_ones(monkeypatch):
    sizes = []
    found: set[str] = set()
    for share in ("0", "0.1", "0.5", "1"):
        monkeypatch.setenv("QUOTESTANCE_TRAIN_ON", f"written:{share}")
        ids = {a.id for a in data.load("train", "written")}
        assert found <= ids
        found = ids
        sizes.append(len(ids))
    assert sizes[0] == 0
    assert 0.05 < sizes[1] / sizes[3] < 0.15
    assert 0.4 < sizes[2] / sizes[3] < 0.6


def test_a_source_that_is_not_trained_on_is_not_read(monkeypatch):
    monkeypatch.setenv("QUOTESTANCE_TRAIN_ON", "news:0,written:1")
    monkeypatch.setenv("QUOTESTANCE_NEWS", "/nowhere")
    assert data.load("validation", "news") == []
    assert data.statements("train") == []
