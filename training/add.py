"""Take documents into the corpus: ``python -m training.add FILE.jsonl``; without a file, refresh what follows from the records.

With ``--news`` the file holds annotated news articles (``{"id", "text", "quotes"}``) that were chosen for training: what is kept of them is
offsets and checksums (``labels/chosen.jsonl``), and they stand in the training part, since articles chosen for being hard measure nothing.

A new document (``{"id", "text", "quotes"}``, or a corrected export of ``quotestance export --back``) gets its part by a checksum of its
id: 76 of a hundred train, 12 validate, 12 test; one whose id is there already takes the old one's place. The tags that rules find and the
list of unseen targets are made again. ``python -m training.check`` comes after.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

from . import check, data, tags

__all__ = ["add", "add_news", "main", "refresh"]

WRITTEN = data.HERE / "corpus" / "written.jsonl"
CHOSEN = data.HERE / "labels" / "chosen.jsonl"


def part_for(ident: str) -> str:
    """Return the part of a new document.

    >>> part_for("w01-01") in data.PARTS
    True
    """
    place = int(hashlib.sha1(f"quotestance split 1 {ident}".encode()).hexdigest(), 16) % 100
    return "train" if place < 76 else "validation" if place < 88 else "test"


def add(path: Path) -> int:
    """Take the documents of a file into the written corpus and the split; return how many."""
    kept = {d["id"]: d for d in data.read_lines(WRITTEN)}
    new = {d["id"]: d for d in data.read_lines(path)}
    split = data.HERE / "split.tsv"
    known = {line.split("\t")[0] for line in split.read_text("utf-8").splitlines()}
    with split.open("a", encoding="utf-8") as file:
        file.writelines(f"{i}\t{part_for(i)}\n" for i in new if i not in known)
    write(WRITTEN, [*{**kept, **new}.values()])
    return len(new)


def add_news(path: Path) -> int:
    """Take the labels of annotated news articles into the training part; return how many articles."""
    kept = {d["id"]: d for d in data.read_lines(CHOSEN)} if CHOSEN.is_file() else {}
    new = {d["id"]: data.parted(d) for d in data.read_lines(path)}
    split = data.HERE / "split.tsv"
    known = dict(line.split("\t") for line in split.read_text("utf-8").splitlines() if line[:1] != "#")
    moved = [i for i in new if known.get(i, "train") != "train" or (i in known and i not in kept)]
    if moved:
        raise ValueError(f"{path}: {moved[0]} stands in the split already, as {known[moved[0]]}")
    with split.open("a", encoding="utf-8") as file:
        file.writelines(f"{i}\ttrain\n" for i in new if i not in known)
    write(CHOSEN, [*{**kept, **new}.values()])
    return len(new)


def refresh() -> None:
    """Make the tags that rules find and the list of unseen targets again."""
    written = list(data.read_lines(WRITTEN))
    listed = tags.listed()
    for d in written:
        read = {t for t in d.get("tags", []) if listed.get(t) == "read"}
        d["tags"] = sorted(read | tags.found(d))
    write(WRITTEN, written)
    if data.news_folder() is None:
        return
    failures = check.Failures()
    files = [*(data.HERE / "labels" / f"{n}.jsonl" for n in data.LABELS), WRITTEN]
    lines = [check.read(p, failures) for p in files]
    split = dict(x.split("\t") for x in (data.HERE / "split.tsv").read_text("utf-8").splitlines() if x[:1] != "#")
    texts = {d["id"]: d["text"] for d in written} | data.texts()
    found = check.unseen((x for part in lines for x in check.stance_items(part, texts)), split)
    path = data.HERE / "unseen.tsv"
    head = [x for x in path.read_text("utf-8").splitlines() if x.startswith("#")]
    path.write_text("\n".join([*head, *(f"{i}\t{t}" for i, t in sorted(found))]) + "\n", encoding="utf-8")


def write(path: Path, documents: list[dict[str, object]]) -> None:
    """Write records, one a line."""
    path.write_text("".join(json.dumps(d, ensure_ascii=False) + "\n" for d in documents), encoding="utf-8")


def main() -> None:
    """Add the file that is named, and refresh."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--news", action="store_true", help="the file holds annotated news articles, to train on")
    args = parser.parse_args()
    if args.file:
        print(f"{(add_news if args.news else add)(args.file)} documents taken in")
    refresh()


if __name__ == "__main__":
    main()
