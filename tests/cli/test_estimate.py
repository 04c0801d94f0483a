import csv
import json

import pytest

from quotestance.cli import main

STANCE = {"target": "बाज़ार समिति", "label": "against", "scores": {"favor": 0.1, "against": 0.7, "neutral": 0.2}}


@pytest.fixture
def labelled(tmp_path):
    path = tmp_path / "out.jsonl"
    records = [{"id": f"a{i}", "date": "2024-05-01", "quotes": [{"start": 0, "end": 4, "stances": [STANCE]}]} for i in range(40)]
    path.write_text("\n".join(map(json.dumps, [*records, {"error": {"reason": "bad"}}])), encoding="utf-8")
    return path


def test_shares_with_intervals(labelled, capfdbinary):
    assert main(["estimate", str(labelled)]) == 0
    out = capfdbinary.readouterr().out.decode()
    assert out.startswith("बाज़ार समिति: 40 stances\n")
    assert "against 1.00 [0." in out


@pytest.mark.parametrize(("by", "group"), [("month", "2024-05"), ("none", None), ("target", "बाज़ार समिति")])
def test_groups(labelled, capfdbinary, by, group):
    assert main(["estimate", str(labelled), "--by", by, "--json"]) == 0
    assert [e["group"] for e in json.loads(capfdbinary.readouterr().out)] == [group]


def test_a_sample_that_a_person_labels_corrects_the_shares(labelled, tmp_path, capfdbinary):
    sample = tmp_path / "sample.csv"
    assert main(["estimate", str(labelled), "--sample", "30", "-o", str(sample)]) == 0
    with sample.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 30
    with sample.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows({**row, "label": "neutral" if number % 3 == 0 else "against"} for number, row in enumerate(rows))
    assert main(["estimate", str(labelled), "--labelled", str(sample), "--json"]) == 0
    found = json.loads(capfdbinary.readouterr().out)[0]
    assert found["labelled"] == 30
    assert 0.5 < found["shares"]["ppi"]["against"][0] < 0.8


@pytest.mark.parametrize("ending", ["jsonl", "csv"])
def test_flat_rows(tmp_path, capfdbinary, ending):
    from .conftest import TEXT

    (tmp_path / "in.jsonl").write_text(json.dumps({"id": "a", "text": TEXT}), encoding="utf-8")
    out = tmp_path / f"flat.{ending}"
    assert main(["label", str(tmp_path / "in.jsonl"), "-o", str(out), "--flat", "--targets", "समिति", "--quiet"]) == 0
    assert main(["estimate", str(out), "--json"]) == 0
    assert [(e["group"], e["count"]) for e in json.loads(capfdbinary.readouterr().out)] == [("समिति", 1)]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("[1]", "expected an object"),
        (
            '{"target": "a", "label": "x"}',
            "in.jsonl:1: records: record 1: label: expected one of favor, against, neutral or null, found 'x'",
        ),
    ],
)
def test_what_is_no_record(tmp_path, capsys, line, message):
    (tmp_path / "in.jsonl").write_text(line, encoding="utf-8")
    assert main(["estimate", str(tmp_path / "in.jsonl")]) == 2
    assert message in capsys.readouterr().err
