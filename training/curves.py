"""Learning curves: ``python -m training.curves``, as Markdown on standard output.

All models are trained anew, in a copy of the two packages, on 10, 25, 50 and 100 % of the news labels alone, of the written documents
alone, and on both together, and measured on the test parts of both (``--gold FILE…``: also on gold documents). Takes some minutes. Word
classes, word vectors and the lexicon are the same in every row: they hold no label. A tenth can hold too few unmarked quotations to train
that model on; it then stays the shipped one. Quotation F1 counts the marked ones alone.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path

from quotestance.evaluation import evaluate

from . import data, train

__all__ = ["MEASURES", "main", "score"]

MEASURES = {"span_f1": "quotation F1", "speaker_accuracy": "speaker", "end_to_end_f1": "end to end", "stance_macro_f1": "stance macro-F1"}
SETTINGS = [f"news:{s},written:0" for s in ("0.1", "0.25", "0.5", "1")] + [f"news:0,written:{s}" for s in ("0.1", "0.25", "0.5", "1")]
SETTINGS += ["news:1,written:1"]


def score(gold: Sequence[Path] = ()) -> dict[str, dict[str, float | None]]:
    """Return the measures of the models as they lie in the package, on the test parts and on gold files."""
    sets = {source: data.load("test", source) for source in data.SOURCES if source == "written" or data.news_folder()}
    sets |= {path.stem: data.read_articles(path) for path in gold}
    out = {}
    for name, articles in sets.items():
        measures = evaluate(articles).measures()
        out[name] = {key: measures[key] for key in MEASURES}
    return out


def _row(setting: str, scores: dict[str, dict[str, float | None]]) -> str:
    cells = [f"{scores[name][key]:.3f}" for key in MEASURES for name in scores]
    return "| " + " | ".join([setting.replace(":", " ").replace(",", ", "), *cells]) + " |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one row a setting; with ``--score`` only the measures of the models at hand, as JSON."""
    parser = argparse.ArgumentParser(prog="python -m training.curves", description="Learning curves of all models.")
    parser.add_argument("--score", action="store_true", help="print the measures of the models in the package, as JSON")
    parser.add_argument("--settings", nargs="*", default=SETTINGS, help="shares, such as news:0.25,written:1")
    parser.add_argument("--gold", type=Path, nargs="*", default=[], help="gold documents to measure on as well")
    a = parser.parse_args(arguments)
    if a.score:
        print(json.dumps(score(a.gold)))
        return 0
    gold = " ".join(f"--gold {path.resolve()}" for path in a.gold[:1]) + "".join(f" {path.resolve()}" for path in a.gold[1:])
    head = False
    with train.copied() as base:  # every row trains the same code, whatever is edited meanwhile
        for setting in a.settings:
            with train.copied(base) as root:
                with redirect_stdout(sys.stderr):
                    train.run(root, train.TRAINERS.values(), setting, strict=False)
                scores = json.loads(train.run(root, [f"training.curves --score {gold}".strip()], capture=True))
            if not head:
                print("| trained on | " + " | ".join(f"{MEASURES[k]}, {name}" for k in MEASURES for name in scores) + " |")
                print("| --- |" + " --- |" * (len(MEASURES) * len(scores)))
                head = True
            print(_row(setting, scores), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
