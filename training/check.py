"""Check the training data: ``python -m training.check`` (``make corpus-check``).

Prints every failure as ``path:line: expected …, found …`` and exits with 1 where there is one. Without the news texts the labels are
checked as far as offsets go, and it says so; with them also everything that needs the words. Where the gold is not at hand, that
comparison is left out, and it says so too; the seed article is always compared.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from quotestance.text.folding import name_key

from . import data, near, records, tags

__all__ = ["Failures", "main", "run"]

ROOT = data.HERE.parent
GOLD = ROOT.parent / "shared" / "news"
Lines = list[tuple[int, dict[str, Any]]]


class Failures(list[str]):
    """Failures found so far, each ``path:line: expected …, found …``."""

    def add(self, path: Path, line: int, expected: str, found: str) -> None:
        """Add one failure."""
        shown = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
        self.append(f"{shown}:{line}: expected {expected}, found {found}")


def read(path: Path, failures: Failures) -> Lines:
    """Return the numbered records of a JSON Lines file; a line that is no object is a failure."""
    out: Lines = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line:
            continue
        try:
            record = json.loads(line)
        except ValueError as error:
            failures.add(path, number, "JSON", str(error))
            continue
        if isinstance(record, dict) and isinstance(record.get("id"), str):
            out.append((number, record))
        else:
            failures.add(path, number, 'an object with "id"', line[:60])
    return out


def check_records(path: Path, lines: Lines, failures: Failures, texts: dict[str, str] | None = None) -> None:
    """Check every document of a file of articles or written documents, each by itself."""
    for number, record in lines:
        text = record.get("text") if "sha1" not in record else (texts or {}).get(record["id"])
        if "sha1" in record and text is not None:
            record = data.joined(record, text) if records.offsets_fit(record, len(text)) else record
        for expected, found in records.faults(record, text):
            failures.add(path, number, expected, found)


def check_statements(path: Path, lines: Lines, failures: Failures, texts: dict[str, str] | None) -> None:
    """Check every single statement, each by itself."""
    for number, record in lines:
        for expected, found in records.statement_faults(record, (texts or {}).get(record["id"])):
            failures.add(path, number, expected, found)


def check_ids(path: Path, lines: Lines, failures: Failures, split: dict[str, str]) -> None:
    """Check that every document has a part, and stands once in a file of documents."""
    seen: dict[str, int] = {}
    for number, record in lines:
        if split.get(record["id"]) not in data.PARTS:
            failures.add(path, number, f"a part of {record['id']} in split.tsv", repr(split.get(record["id"])))
        if "span" not in record and seen.setdefault(record["id"], number) != number:
            failures.add(path, number, "each document once", f"{record['id']} of line {seen[record['id']]} again")


def check_sums(path: Path, lines: Lines, failures: Failures, texts: dict[str, str]) -> None:
    """Check that the text of every label is there and is the one that was labelled."""
    for number, record in lines:
        text = texts.get(record["id"])
        if text is None:
            failures.add(path, number, f"a text of {record['id']}", "none in the news folder")
        elif (found := hashlib.sha1(text.encode()).hexdigest()) != record["sha1"]:
            failures.add(path, number, f"the text with sha1 {record['sha1']}", found)


def check_split(failures: Failures, split: dict[str, str], known: set[str]) -> None:
    """Check that the split names no document that is not there."""
    for number, line in enumerate((data.HERE / "split.tsv").read_text(encoding="utf-8").splitlines(), 1):
        if not line.startswith("#") and line.split("\t")[0] not in known:
            failures.add(data.HERE / "split.tsv", number, "a document of the labels or of the corpus", line)


def check_copies(failures: Failures, split: dict[str, str], places: dict[str, tuple[Path, int]], texts: dict[str, str]) -> None:
    """Check that no written document is a near copy of another, and that near copies on the news side stand in one part."""
    for a, b, share in near.near_copies(texts):
        written = ":" not in a or ":" not in b
        if written or split.get(a) != split.get(b):
            wanted = "no near copy" if written else f"near copies in one part ({split.get(a)})"
            failures.add(*places[b], wanted, f"{b} ({split.get(b)}) sharing {share:.0%} with {a}")


def check_quotations(failures: Failures, split: dict[str, str], quotations: list[tuple[Path, int, str, str]]) -> None:
    """Check that no quotation stands in two parts, nor twice among the written documents.

    ``quotations`` holds path, line, document id and words. One stands twice where half of the 5-word sequences of both, and four at least,
    are shared.
    """
    holders: dict[str, list[int]] = {}
    sizes = []
    for k, (*_, words) in enumerate(quotations):
        found = near.sequences(words, 5)
        sizes.append(len(found))
        for sequence in found:
            holders.setdefault(sequence, []).append(k)
    shared = Counter((a, b) for ks in holders.values() for i, a in enumerate(ks) for b in ks[i + 1 :])
    for (a, b), count in sorted(shared.items()):
        first, second = quotations[a][2], quotations[b][2]
        written = ":" not in first or ":" not in second
        if first == second or count < 4 or count < sizes[a] / 2 or count < sizes[b] / 2:
            continue
        if written or split.get(first) != split.get(second):
            wanted = "each quotation once" if written else f"a quotation in one part ({split.get(first)})"
            failures.add(quotations[b][0], quotations[b][1], wanted, f"that of {first} again: {quotations[b][3][:60]}")


def check_foreign(
    failures: Failures, places: dict[str, tuple[Path, int]], texts: dict[str, str], name: str, foreign: dict[str, str]
) -> None:
    """Check that no training document is a near copy of a foreign one (the seed article, the gold)."""
    both = {**texts, **{f"{name} {i}": t for i, t in foreign.items()}}
    for a, b, share in near.near_copies(both):
        for mine, other in ((a, b), (b, a)):
            if mine in texts and other not in texts:
                failures.add(*places[mine], f"nothing shared with the {name}", f"{mine} sharing {share:.0%} with {other}")


def unseen(items: Iterator[tuple[str, str, str | None]], split: dict[str, str]) -> set[tuple[str, str]]:
    """Return ``(document, target)`` of the test part whose target, nor its mention, no training item has as target or mention."""
    named: set[str] = set()
    tested: list[tuple[str, str, str | None]] = []
    for ident, target, mention in items:
        if split[ident] == "train":
            named |= {name_key(target), name_key(mention or target)}
        elif split[ident] == "test":
            tested.append((ident, target, mention))
    return {(i, t) for i, t, m in tested if name_key(t) not in named and name_key(m or t) not in named}


def stance_items(lines: Lines, texts: dict[str, str]) -> Iterator[tuple[str, str, str | None]]:
    for _, record in lines:
        for q in record.get("quotes", [record]):
            for s in q["stances"]:
                m = s["mention"]
                words = m and (m["text"] if isinstance(m, dict) else texts[record["id"]][m[0] : m[1]])
                yield record["id"], s["target"], words


def run(say: Callable[[str], object] = print) -> Failures:
    """Check everything that is at hand and return the failures; ``say`` is told what was checked and what was left out."""
    failures = Failures()
    files = {n: data.HERE / "labels" / f"{n}.jsonl" for n in data.LABELS}
    files["written"] = data.HERE / "corpus" / "written.jsonl"
    lines = {name: read(path, failures) for name, path in files.items()}
    split = dict(x.split("\t") for x in (data.HERE / "split.tsv").read_text("utf-8").splitlines() if x[:1] != "#")
    news = data.texts() if data.news_folder() else None
    places: dict[str, tuple[Path, int]] = {}
    texts = {r["id"]: r["text"] for _, r in lines["written"] if isinstance(r.get("text"), str)}
    texts |= news or {}
    for name, path in files.items():
        check_ids(path, lines[name], failures, split)
        if name == "statements":
            check_statements(path, lines[name], failures, news)
        else:
            check_records(path, lines[name], failures, news)
        for number, record in lines[name]:
            places.setdefault(record["id"], (path, number))
        if news is not None and name != "written":
            check_sums(path, lines[name], failures, news)
    check_split(failures, split, set(places))
    if failures:
        say("the comparisons between documents wait until the records are right")
        return failures
    for number, record in lines["written"]:
        for expected, found in tags.faults(record):
            failures.add(files["written"], number, expected, found)
    for tag, count in tags.rare(r for _, r in lines["written"]):
        failures.add(files["written"], 0, f"{tags.LEAST} documents and more with the tag {tag}", str(count))
    quotations = [
        (files[name], number, record["id"], texts[record["id"]][slice(*records.ends(q))])
        for name in files
        for number, record in lines[name]
        if record["id"] in texts
        for q in record.get("quotes", [record])
    ]
    check_copies(failures, split, places, {i: t for i, t in texts.items() if i in places})
    check_quotations(failures, split, quotations)
    seeds = {p.name: p.read_text(encoding="utf-8") for p in sorted((ROOT / "seeds").glob("*.txt"))}
    check_foreign(failures, places, texts, "seed", seeds)
    gold = {d["id"]: d["text"] for p in sorted(GOLD.glob("dev-*.jsonl")) for d in data.read_lines(p)}
    check_foreign(failures, places, texts, "gold", gold)
    if news is not None:
        listed = data.unseen()
        computed = unseen((x for name in files for x in stance_items(lines[name], texts)), split)
        for ident, target in sorted(listed ^ computed):
            state = ("never named", "not listed") if (ident, target) in computed else ("named in training", "listed as unseen")
            failures.add(data.HERE / "unseen.tsv", 0, f"{target} of {ident} as {state[0]}", state[1])
    whole = sum(len(lines[name]) for name in data.ARTICLES)
    say(f"checked: {whole} articles, {len(lines['statements'])} statements, {len(lines['written'])} written documents")
    say("news texts: " + ("joined, checksums compared" if news is not None else "not here; labels checked by offsets alone"))
    say(f"compared with: {len(seeds)} seed article, " + (f"{len(gold)} gold documents" if gold else "the gold is not here"))
    return failures


def main() -> int:
    """Print what was checked and every failure; 1 where there is one."""
    failures = run()
    for failure in failures:
        print(failure)
    print(f"{len(failures)} failures" if failures else "no failure")
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main())
