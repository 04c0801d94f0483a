import json

import pytest

from quotestance.cli import main
from quotestance.evaluation import Evaluation

from .conftest import QUOTES, TEXT


def measures(capfdbinary, *args):
    assert main(["evaluate", *map(str, args), "--json"]) == 0
    return json.loads(capfdbinary.readouterr().out)


def test_the_table_has_every_measure(gold, capfdbinary):
    assert main(["evaluate", str(gold(("a", TEXT, QUOTES)))]) == 0
    out = capfdbinary.readouterr().out.decode()
    parts = [line for line in out.splitlines() if line and not line.startswith(" ")]
    assert parts == ["quotations in marks", "unmarked quotations", "speakers", "stance on gold spans and targets"]
    assert len([line for line in out.splitlines() if line.startswith("  ")]) == len(Evaluation().measures())


def test_json_has_the_measures(gold, capfdbinary):
    found = measures(capfdbinary, gold(("a", TEXT, QUOTES)))
    assert list(found) == list(Evaluation().measures())
    assert found["span_f1"] == found["end_to_end_f1"] == 1


def test_a_single_document_printed_over_many_lines(tmp_path, capfdbinary):
    path = tmp_path / "gold.json"
    path.write_text(json.dumps({"text": TEXT, "quotes": QUOTES}, indent=1), encoding="utf-8")
    assert measures(capfdbinary, path)["documents"] == 1


def test_given_predictions(gold, capfdbinary, tmp_path):
    path = gold(("a", TEXT, QUOTES), ("b", TEXT, QUOTES))
    assert measures(capfdbinary, path, "--predicted", path)["end_to_end_f1"] == 1
    worse = gold(("b", TEXT, []), ("a", TEXT, QUOTES), name="other_order.jsonl")
    assert measures(capfdbinary, path, "--predicted", worse)["span_recall"] == 0.5


def test_predictions_without_text_and_failed_ones(gold, capfdbinary, tmp_path):
    path = gold(("a", TEXT, QUOTES), ("b", TEXT + " ", []))
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": "a", "text": TEXT}) + "\n{\n", encoding="utf-8")
    assert main(["label", str(tmp_path / "in.jsonl"), "-o", str(tmp_path / "out.jsonl"), "--no-text", "--quiet"]) == 1
    assert measures(capfdbinary, path, "--predicted", tmp_path / "out.jsonl")["span_f1"] == 1


WRONG = [
    ("{", "{path}:1: broken JSON"),
    ("[1]", "{path}:1: expected an object, found [1]"),
    ('{"quotes": []}', "{path}:1: text: missing"),
    ('{"text": "a", "quotes": [{"start": 0, "end": 9}]}', "{path}:1: quotes[0]: expected offsets inside the text (0..1), found [0, 9]"),
    ('{"text": "a", "quotes": [{"start": 0, "end": 1, "kind": "x"}]}', "{path}:1: quotes[0].kind: expected one of full"),
    ('{"error": {}}', "{path}:1: expected a document, found an error record"),
    ("\x00", "{path}:1: broken JSON"),
]


@pytest.mark.parametrize(("line", "message"), WRONG)
def test_a_broken_gold_file_names_the_place(tmp_path, capsys, line, message):
    path = tmp_path / "gold.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    assert main(["evaluate", str(path)]) == 2
    assert capsys.readouterr().err.startswith("quotestance: " + message.format(path=path))


@pytest.mark.parametrize(
    ("documents", "message"),
    [([], "expected 1 documents as in"), ([("a", "other", [])], "1: text: differs from that of gold document a")],
)
def test_predictions_that_do_not_belong(gold, capsys, documents, message):
    path = gold(("a", TEXT, QUOTES))
    assert main(["evaluate", str(path), "--predicted", str(gold(*documents, name="p.jsonl"))]) == 2
    assert message in capsys.readouterr().err
