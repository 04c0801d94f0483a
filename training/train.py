"""Train every shipped model: ``python -m training.train`` (``make train``).

    python -m training.train                   train in place; says which model files changed
    python -m training.train --check           train in a copy; 1 where a file is not, bit for bit, the shipped one
    python -m training.train --without-news    train in a copy on the written documents alone; the models go to --out
    python -m training.train --only stance     one trainer (repeatable)
    python -m training.train --words           first learn word classes and vectors from the news texts again

Each trainer runs in a process of its own, in the order in which one model needs another, with one thread and a fixed hash seed: sums of
floating-point numbers depend on both. A copy is a folder with the two packages in it, so that a trainer finds the models before it where
it always does. Word classes and vectors are kept as files, not learned each time: they need all plain texts, and their last digits depend
on the linear algebra library.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from . import data

__all__ = ["TRAINERS", "WORDS", "copied", "digests", "main", "run"]

ROOT = data.HERE.parent
SHIPPED = Path("quotestance") / "models" / "shipped"
TRAINERS = {
    "quotes": "training.train_quotes",
    "entities": "training.train_entities",
    "speakers": "training.train_speakers",
    "targets": "training.train_targets",
    "stance": "training.train_stance",
}
"""Name and module of each trainer, in the order in which they run: who is who needs no speakers, speakers need who is who."""
WORDS = {"words": "training.word_statistics", "vectors": "training.word_vectors"}
FIXED = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}


def digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every model file of a folder."""
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.glob("*")) if p.suffix in (".bin", ".json")}


@contextmanager
def copied(source: Path = ROOT) -> Iterator[Path]:
    """Give a temporary folder with copies of the two packages that ``source`` holds, to train in."""
    with tempfile.TemporaryDirectory(prefix="quotestance-train-") as name:
        for package in ("quotestance", "training"):
            shutil.copytree(source / package, Path(name) / package, ignore=shutil.ignore_patterns("__pycache__"))
        yield Path(name)


def run(root: Path, modules: Iterable[str], train_on: str | None = None, capture: bool = False, strict: bool = True) -> str:
    """Run modules one after the other in processes of their own.

    Parameters
    ----------
    root
        The folder that holds the packages: the project, or a copy.
    modules
        What to run, as ``python -m`` takes it; arguments after a space.
    train_on
        Which shares of the training part the trainers see, as `training.data.shares` reads it.
    capture
        Whether what they print is returned, not shown.
    strict
        Whether a failing trainer is an error; else it is said, and the next one runs.

    Raises
    ------
    subprocess.CalledProcessError
        Where one fails.
    """
    env = {**os.environ, **FIXED, "PYTHONPATH": str(root)}
    folder = data.news_folder()
    if folder is not None:
        env["QUOTESTANCE_NEWS"] = str(folder.resolve())
    env.pop("QUOTESTANCE_TRAIN_ON", None)
    if train_on:
        env["QUOTESTANCE_TRAIN_ON"] = train_on
    said = ""
    for module in modules:
        began = time.perf_counter()
        command = [sys.executable, "-m", *module.split()]
        if capture:
            said += subprocess.run(command, cwd=root, env=env, check=True, text=True, stdout=subprocess.PIPE).stdout
        else:
            code = subprocess.run(command, cwd=root, env=env, check=strict, stdout=sys.stderr).returncode
            print(f"{module}: {time.perf_counter() - began:.0f} s" + (f", failed with {code}" if code else ""), flush=True)
    return said


def report(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """Print what happened to each model file and return the names of those that are not the same."""
    different = []
    for name in sorted(before | after):
        state = (
            "the same"
            if before.get(name) == after.get(name)
            else "gone"
            if name not in after
            else "new"
            if name not in before
            else "changed"
        )
        print(f"{name}: {state}")
        if state != "the same":
            different.append(name)
    return different


def main(arguments: Sequence[str] | None = None) -> int:
    """Train; 0, or with ``--check`` 1 where a file is not the shipped one."""
    parser = argparse.ArgumentParser(prog="python -m training.train", description="Train every shipped model.")
    parser.add_argument("--check", action="store_true", help="train in a copy and compare with the shipped models, bit for bit")
    parser.add_argument("--without-news", action="store_true", help="train in a copy on the written documents alone")
    parser.add_argument("--out", type=Path, default=ROOT / "out" / "without-news", help="where models trained without news go")
    parser.add_argument("--only", action="append", choices=list(TRAINERS), help="train this one alone")
    parser.add_argument("--words", action="store_true", help="first learn word classes and vectors again")
    a = parser.parse_args(arguments)
    chosen = [TRAINERS[name] for name in TRAINERS if not a.only or name in a.only]
    modules = [m for m in ([*WORDS.values()] if a.words else []) + chosen if importlib.util.find_spec(m)]
    if a.without_news:
        with copied() as root:
            run(root, modules, "news:0,written:1")
            shutil.copytree(root / SHIPPED, a.out, dirs_exist_ok=True)
        print(f"models trained on the written documents alone: {a.out}")
        return 0
    if data.news_folder() is None:
        print("no news texts: only --without-news is possible (training/README.md says how to get them)", file=sys.stderr)
        return 2
    before = digests(ROOT / SHIPPED)
    if a.check:
        with copied() as root:
            run(root, modules)
            different = report(before, digests(root / SHIPPED))
        print(f"{len(different)} files differ from the shipped ones" if different else "bit for bit the shipped models")
        return int(bool(different))
    run(ROOT, modules)
    report(before, digests(ROOT / SHIPPED))
    return 0


if __name__ == "__main__":
    sys.exit(main())
