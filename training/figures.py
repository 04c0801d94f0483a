"""Write the measured figures into README and docs: ``python -m training.figures [BLOCK …]``, after any change of models or training data.

A block begins with ``<!-- figures: NAME -->`` and ends with ``<!-- end -->``; what stands between is measured and written anew, what stands
around it is written by hand. The annotated news is looked for where the tests look for it; without it nothing is written.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from quotestance import Article
from quotestance.evaluation import evaluate
from tests import gold
from training import baseline, data
from training.measure_speakers import Answer, answers, error_class, right_by_how, surest

__all__ = ["BLOCKS", "fill", "main"]

FILES = ("README.md", "docs/errors.md", "docs/model-card.md")
NEWS = ("native", "translated")
_BLOCK = re.compile(r"(<!-- figures: (?P<name>[\w-]+) -->\n\n).*?(\n\n<!-- end -->)", re.S)
MEASURED = ("dev-native", "dev-translated", "news test", "written test")
_HEAD = ("measure", "Hindi web and agency news", "translated world news", "news, test part", "written, test part")
_ROWS = (
    ("documents", "documents"),
    ("quotations (marked)", "quotations"),
    ("exact span F1", "span_f1"),
    ("overlap F1", "overlap_f1"),
    ("recall, full", "recall_full"),
    ("recall, partial", "recall_partial"),
    ("full or partial right", "kind_accuracy"),
    ("unmarked, exact F1", "unmarked_f1"),
    ("speaker accuracy, gold spans", "speaker_accuracy"),
    ("end-to-end F1 (exact span, right speaker)", "end_to_end_f1"),
    ("calibration error of the span score", "span_ece"),
    ("calibration error of the speaker score", "speaker_ece"),
    ("stance items", "stances"),
    ("stance macro-F1", "stance_macro_f1"),
    ("favor or against predicted right", "stance_sides"),
    ("stance accuracy, surest 40 %", "stance_accuracy_at_40"),
    ("stance calibration error", "stance_ece"),
)


def fill(text: str, blocks: dict[str, Callable[[], str]], only: Sequence[str] = ()) -> str:
    r"""Return a text with its blocks measured anew.

    Parameters
    ----------
    text
        Markdown with blocks.
    blocks
        What writes each block, by name.
    only
        The names of the blocks to measure, where not all are; the others stay.

    Raises
    ------
    KeyError
        Where a block has a name that nothing writes.

    Examples
    --------
    >>> old = "\n\n".join(("<!-- figures: one -->", "0.1", "<!-- end -->", "Text."))
    >>> fill(old, {"one": lambda: "0.2"}).split()
    ['<!--', 'figures:', 'one', '-->', '0.2', '<!--', 'end', '-->', 'Text.']
    """

    def written(found: re.Match[str]) -> str:
        if only and found["name"] not in only:
            return found[0]
        return found[1] + blocks[found["name"]]().strip() + found[3]

    return _BLOCK.sub(written, text)


@cache
def sets() -> dict[str, list[Article]]:
    """Return the documents that are measured on."""
    parts = {f"{source} {part}": data.load(part, source) for part in ("validation", "test") for source in data.SOURCES}
    return {**parts, **{f"dev-{name}": gold.articles(name) for name in NEWS}}


@cache
def measures() -> str:
    """Return the table of all measures."""
    found = [evaluate(sets()[name]).measures() for name in MEASURED]
    rows = [(title, *(_unmarked(m) if key == "unmarked_f1" else _cell(m[key]) for m in found)) for title, key in _ROWS]
    return table(_HEAD, rows)


def simple_ways() -> str:
    """Return the table of what two regular expressions reach on the same documents."""
    found = [baseline.score(sets()[name]) for name in MEASURED]
    return table(_HEAD, [(title, *(_cell(m[key]) for m in found)) for key, title in baseline.MEASURES.items()])


def _cell(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}" if isinstance(value, float) else f"{value:,}"


def _unmarked(found: dict[str, float]) -> str:
    return f"{found['unmarked_f1']:.3f} of {found['unmarked']}" if found["unmarked"] else "none there"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table."""
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *rows))


@cache
def _speakers() -> dict[str, list[Answer]]:
    """Return the answers of attribution on the gold spans of each set."""
    return {name: answers(articles)[0] for name, articles in sets().items()}


def speaker_errors() -> str:
    """Return the classes of errors of attribution, counted."""
    found = {name: Counter(error_class(a.gold, a.found) for a in told if not a.right) for name, told in _speakers().items()}
    total = sum(found.values(), Counter[str]())
    head = ["error", *(f"{name} ({len(told)})" for name, told in _speakers().items())]
    return table(head, [[kind, *(str(errors[kind]) for errors in found.values())] for kind, _ in total.most_common()])


def speaker_forms() -> str:
    """Return the accuracy of attribution by the form of the mention."""
    rights = {name: right_by_how(told) for name, told in _speakers().items()}
    forms = sorted({how for by_how in rights.values() for how in by_how})
    rows = [[how, *(f"{sum(r[how]) / len(r[how]):.3f} of {len(r[how])}" if how in r else "–" for r in rights.values())] for how in forms]
    return table(["mention", *rights], rows)


def speaker_coverage() -> str:
    """Return the accuracy of the surest attributions."""
    rows = []
    for of_share in zip(*map(surest, _speakers().values()), strict=True):
        rows.append([f"{of_share[0][0]:.0%}".replace("%", " %"), *(f"{right:.3f} (score ≥ {least:.2f})" for _, right, least in of_share)])
    return table(["surest", *_speakers()], rows)


def _printed(module: str, *more: str, since: str = "") -> str:
    """Return what a command of this folder prints, from some words on."""
    done = subprocess.run([sys.executable, "-m", f"training.{module}", *more], cwd=gold.ROOT, capture_output=True, text=True, check=True)
    return done.stdout[done.stdout.index(since) :]


def _news() -> list[str]:
    return [str(gold.NEWS / f"dev-{name}.jsonl") for name in NEWS]


BLOCKS: dict[str, Callable[[], str]] = {
    "measures": measures,
    "simple-ways": simple_ways,
    "quotation-errors": lambda: _printed("measure_quotes", *_news()),
    "speaker-errors": speaker_errors,
    "speaker-forms": speaker_forms,
    "speaker-coverage": speaker_coverage,
    "stance-test": lambda: _printed("measure_stance", since="| items"),
    "stance-news": lambda: _printed("measure_stance", *_news(), since="| items"),
    "targets-corpus": lambda: "```text\n" + _printed("measure_targets").strip() + "\n```",
    "targets": lambda: "```text\n" + _printed("measure_targets", *_news()).strip() + "\n```",
}
"""What writes each block, by name."""


def main(names: Sequence[str] | None = None) -> None:
    """Measure, and write the files: all blocks, or those that are named."""
    names = sys.argv[1:] if names is None else names
    unknown = sorted(set(names) - BLOCKS.keys())
    if unknown:
        raise SystemExit(f"expected names of blocks ({', '.join(BLOCKS)}), found {unknown[0]!r}")
    if not all(Path(name).is_file() for name in _news()):
        raise SystemExit(f"no annotated news in {gold.NEWS}: the figures stay as they are")
    for name in FILES:
        path = gold.ROOT / name
        path.write_text(fill(path.read_text(encoding="utf-8"), BLOCKS, names), encoding="utf-8")
        print(name)


if __name__ == "__main__":
    main()
