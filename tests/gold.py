"""The gold documents that tests and benchmarks measure on: the seed, the written test part, and annotated news where it is there.

The annotated news is looked for in the folder that ``QUOTESTANCE_GOLD`` names, else in ``../shared/news`` beside the project.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from quotestance import Article

ROOT = Path(__file__).parent.parent
NEWS = Path(os.environ.get("QUOTESTANCE_GOLD") or ROOT.parent / "shared" / "news")
NAMES = ("seed", "written", "native", "translated")


def lines(name: str) -> list[str]:
    """The JSON lines of a gold set; empty where it is not there."""
    if name == "seed":
        return [json.dumps(json.loads(p.read_text(encoding="utf-8"))) for p in sorted((ROOT / "seeds").glob("*.gold.json"))]
    if name == "written":
        from training.data import part_of

        rows = (ROOT / "training" / "corpus" / "written.jsonl").read_text(encoding="utf-8").splitlines()
        return [row for row in rows if part_of(json.loads(row)["id"]) == "test"]
    path = NEWS / f"dev-{name}.jsonl"
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []


def articles(name: str) -> list[Article]:
    """The documents of a gold set."""
    return [Article.from_dict(json.loads(line)) for line in lines(name)]


def digest(name: str) -> str:
    """Which data was measured on: twelve hex digits of the SHA-256 of its texts and annotation."""
    return hashlib.sha256("\n".join(lines(name)).encode()).hexdigest()[:12]


def seen_target() -> Callable[[str], bool]:
    """A function that tells whether a target was named in training."""
    from quotestance.text import name_key
    from training import data
    from training.data import LABELS

    seen = {name_key(s["target"]) for part in LABELS for s in _stances(part) if s["part"] == "train"}
    seen |= {name_key(s.target) for a in data.load("train", "written") for q in a.quotes for s in q.stances}
    return lambda target: name_key(target) in seen


def _stances(name: str) -> Iterator[dict[str, Any]]:
    from training.data import part_of

    for line in (ROOT / "training" / "labels" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        d = json.loads(line)
        part = part_of(d["id"])
        for holder in d.get("quotes", [d]):
            yield from ({**s, "part": part} for s in holder["stances"])
