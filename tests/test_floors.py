"""Quality floors: what each gold set reached, less two points. A floor is lowered only by hand, and with a reason.

``python -m tests.test_floors`` measures and writes ``tests/floors.json`` anew; with ``--keep`` no floor becomes lower. The digest says on
which data the floors were set: on other data they say nothing, so that fails, too.
"""

import json
import sys
from pathlib import Path

import pytest

from quotestance.evaluation import evaluate
from tests import gold

FILE = Path(__file__).with_name("floors.json")
AT_LEAST = (
    *("span_f1", "overlap_f1", "recall_full", "recall_partial", "kind_accuracy", "unmarked_f1"),
    *("speaker_accuracy", "end_to_end_f1", "stance_macro_f1", "stance_sides"),
)
AT_MOST = ("span_ece", "speaker_ece", "stance_ece")
MARGIN = 0.02
MUST = ("seed", "written")
"""Sets that every checkout has; without them there is nothing to hold."""


@pytest.mark.parametrize("name", gold.NAMES)
def test_no_measure_falls_below_its_floor(name):
    articles = gold.articles(name)
    if not articles and name not in MUST:
        pytest.skip(f"no gold documents {name!r} here")
    assert articles, f"no gold documents {name!r}: a gate that finds no data holds nothing"
    floors = json.loads(FILE.read_text(encoding="utf-8"))[name]
    assert gold.digest(name) == floors["digest"], f"{name}: other gold documents than those the floors were set on: measure anew"
    measures = evaluate(articles).measures()
    low = {k: (round(measures[k], 4), least) for k, least in floors["at_least"].items() if measures[k] < least}
    high = {k: (round(measures[k], 4), most) for k, most in floors["at_most"].items() if measures[k] > most}
    assert not low, f"{name}: below the floor (found, floor)"
    assert not high, f"{name}: above the ceiling (found, ceiling)"


def main(keep):
    """Write the floors two points under what is reached now; with ``keep``, none becomes looser."""
    old = json.loads(FILE.read_text(encoding="utf-8")) if FILE.is_file() else {}
    out = {}
    for name in gold.NAMES:
        articles = gold.articles(name)
        if not articles:
            out[name] = old[name]
            continue
        measures = evaluate(articles).measures()
        before = old.get(name, {}) if keep else {}
        least = {k: round(measures[k] - MARGIN, 3) for k in AT_LEAST if measures[k]}
        most = {k: round(measures[k] + MARGIN, 3) for k in AT_MOST if measures[k] is not None}
        out[name] = {
            "digest": gold.digest(name),
            "at_least": {k: max(v, before.get("at_least", {}).get(k, v)) for k, v in least.items()},
            "at_most": {k: min(v, before.get("at_most", {}).get(k, v)) for k, v in most.items()},
        }
    FILE.write_text(json.dumps(out, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main("--keep" in sys.argv)
