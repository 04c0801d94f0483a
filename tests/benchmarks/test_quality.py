"""Quality, measured: one row a gold set, every measure of the design. `make bench` prints the table."""

import pytest

from quotestance.evaluation import evaluate
from tests import gold

ROWS = [
    ("documents", "documents"),
    ("quotations", "quotations"),
    ("span_f1", "exact span F1"),
    ("overlap_f1", "overlap F1"),
    ("recall_full", "recall, full"),
    ("recall_partial", "recall, partial"),
    ("kind_accuracy", "kind right"),
    ("unmarked_f1", "unmarked F1"),
    ("speaker_accuracy", "speaker accuracy"),
    ("end_to_end_f1", "end-to-end F1"),
    ("span_ece", "span ECE"),
    ("speaker_ece", "speaker ECE"),
    ("stances", "stance items"),
    ("stance_macro_f1", "stance macro-F1"),
    ("stance_macro_f1_seen", "… seen targets"),
    ("stance_macro_f1_unseen", "… unseen targets"),
    ("stance_sides", "favor or against right"),
    ("stance_accuracy_at_40", "accuracy, surest 40 %"),
    ("stance_ece", "stance ECE"),
]
TABLE = {}


@pytest.mark.parametrize("name", gold.NAMES)
def test_quality(benchmark, name):
    articles = gold.articles(name)
    if not articles:
        pytest.skip(f"no gold documents {name!r} here")
    result = benchmark.pedantic(evaluate, (articles,), {"seen_target": gold.seen_target()}, rounds=1)
    TABLE[name] = benchmark.extra_info["measures"] = result.measures()


def test_table(benchmark):
    benchmark.pedantic(lambda: None, rounds=1)
    print("\n\n" + "measure".ljust(26) + "".join(name.rjust(12) for name in TABLE))
    for key, title in ROWS:
        print(title.ljust(26) + "".join(_cell(TABLE[name][key]).rjust(12) for name in TABLE))
    assert TABLE, "no gold documents were measured"


def _cell(value):
    return "–" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)
