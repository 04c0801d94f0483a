"""Count the training data: ``python -m training.report`` (``make corpus-report``), as Markdown on standard output.

Shares of source, kind, speaker form, mention place, cue, mark style and stance; the tags of the written documents; how often these repeat
themselves (5-word sequences, openings), and how their vocabulary grows beside that of real news. Without the news texts only the written
documents are counted.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from quotestance.text.folding import fold

from . import data, near, tags

__all__ = ["growth", "main", "openings", "repeated", "table"]

Record = dict[str, Any]
MARKS = {"``": "``…''", "‘‘": "‘‘…’’", "''": "''…''", '"': '"…"', "“": "“…”", "”": "“…”", "‘": "‘…’", "'": "'…'", "«": "«…»"}
LENGTHS = (30, 60, 120, 240, 480)
STEPS = (2_000, 5_000, 10_000, 20_000, 50_000, 100_000)


def table(title: str, counts: dict[str, Counter[str]], rows: Sequence[str] | None = None, most: int = 20) -> str:
    """Return a Markdown table: one row a value, one column a source, counts with their share in %.

    Parameters
    ----------
    title
        Heading of the first column.
    counts
        A counter for each source.
    rows
        The values, in the order of the rows; else the most frequent ones.
    most
        How many values at most, the rest summed up.

    >>> print(table("kind", {"news": Counter(full=3, partial=1)}))
    | kind | news |
    | --- | --- |
    | full | 3 (75 %) |
    | partial | 1 (25 %) |
    """
    total: Counter[str] = Counter()
    for c in counts.values():
        total.update(c)
    ranked = sorted(total, key=lambda v: (-total[v], v))
    shown = [v for v in rows if total[v]] if rows is not None else ranked[:most]
    lines = [f"| {title} | " + " | ".join(counts) + " |", "| --- |" + " --- |" * len(counts)]
    for value in shown:
        lines.append(f"| {value} | " + " | ".join(_cell(c[value], c.total()) for c in counts.values()) + " |")
    if rest := [v for v in ranked if v not in set(shown)]:
        cells = [_cell(sum(c[v] for v in rest), c.total()) for c in counts.values()]
        lines.append(f"| {len(rest)} others | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _cell(count: int, total: int) -> str:
    return f"{count} ({100 * count / total:.0f} %)" if total else "–"


def mark_of(record: Record, quote: Record) -> str:
    """Return the style of the mark before a quotation, as it is printed in the table."""
    if quote["kind"] == "unmarked":
        return "unmarked"
    before = record["text"][: quote["start"]].rstrip()
    return next((name for mark, name in MARKS.items() if before.endswith(mark)), "no opening mark")


def place_of(quote: Record) -> str:
    """Return where the mention stands: before or after the quotation, or nowhere."""
    mention = quote["speaker"]["mention"]
    if mention is None:
        return "nowhere"
    return "before" if mention["start"] < quote["start"] else "after"


def repeated(texts: Iterable[str], length: int = 5) -> tuple[Counter[str], int]:
    """Return the word sequences that stand in two and more texts with the number of texts, and how many different ones there are in all."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(near.sequences(text, length))
    return Counter({s: n for s, n in counts.items() if n > 1}), len(counts)


def openings(texts: Iterable[str], length: int = 3) -> Counter[str]:
    """Count the first words of texts."""
    return Counter(" ".join(near.WORD.findall(text)[:length]) for text in texts)


def growth(texts: Iterable[str], steps: Sequence[int] = STEPS) -> dict[int, int]:
    """Return how many different folded words the first so many words of the texts hold, for each step that they reach.

    >>> growth(["एक दो", "दो तीन"], (2, 4, 6))
    {2: 2, 4: 3}
    """
    out, seen, count = {}, set(), 0
    for text in texts:
        for word in near.WORD.findall(text):
            seen.add(fold(word))
            count += 1
            if count in steps:
                out[count] = len(seen)
    return out


def _quotes(records: Iterable[Record], what: Callable[[Record, Record], str]) -> Counter[str]:
    return Counter(what(r, q) for r in records for q in r["quotes"])


def _stances(records: Iterable[Record], what: Callable[[Record], str]) -> Counter[str]:
    return Counter(what(s) for r in records for q in r["quotes"] for s in q["stances"])


def tables(corpora: dict[str, list[Record]]) -> list[str]:
    """Return the tables of counts of the sources."""
    cues = {"": "none"}
    ways: list[tuple[str, Callable[[Record, Record], str]]] = [
        ("kind", lambda _, q: str(q["kind"])),
        ("speaker: how", lambda _, q: str(q["speaker"]["how"])),
        ("speaker: type", lambda _, q: str(q["speaker"]["type"])),
        ("mention stands", lambda _, q: place_of(q)),
        ("opening mark", mark_of),
        ("cue", lambda _, q: cues.get(c := q["cue"]["text"] if q["cue"] else "", c)),
        ("length in characters", lambda _, q: _length(q["end"] - q["start"])),
    ]
    out = [table(title, {name: _quotes(records, way) for name, records in corpora.items()}) for title, way in ways]
    for title, of in (("stance", lambda s: s["label"]), ("target", lambda s: "named in the quotation" if s["mention"] else "meant")):
        out.append(table(title, {name: _stances(records, of) for name, records in corpora.items()}))
    return out


def _length(characters: int) -> str:
    return next((f"up to {limit}" for limit in LENGTHS if characters <= limit), "over 480")


def _overview(corpora: dict[str, list[Record]]) -> str:
    lines = ["| source | part | documents | quotations | stance items | characters |", "| --- | --- | --- | --- | --- | --- |"]
    for name, records in corpora.items():
        for part in (*data.PARTS, "all"):
            chosen = [r for r in records if part in ("all", data.part_of(r["id"]))]
            quotes = sum(len(r["quotes"]) for r in chosen)
            stances = sum(len(q["stances"]) for r in chosen for q in r["quotes"])
            lines.append(f"| {name} | {part} | {len(chosen)} | {quotes} | {stances} | {sum(len(r['text']) for r in chosen)} |")
    return "\n".join(lines)


def main() -> int:
    """Print the report."""
    written = [r for part in data.PARTS for r in data.load_records(part, ["written"])]
    corpora = {"written": written}
    here = data.news_folder() is not None
    if here:
        corpora = {"news": [r for part in data.PARTS for r in data.load_records(part, ["news"])], **corpora}
    print("## Counts\n\n" + _overview(corpora))
    if here:
        statements = [(data.part_of(d["id"]), d) for part in data.PARTS for _, d in data.statements(part)]
        print("\n| single statements | " + " | ".join(data.PARTS) + " |\n| --- | --- | --- | --- |")
        for speech in ("direct", "indirect"):
            print(
                f"| {speech} | "
                + " | ".join(str(sum(p == part and d["speech"] == speech for p, d in statements)) for part in data.PARTS)
                + " |"
            )
        items = Counter(s["label"] for _, d in statements for s in d["stances"])
        print("\n" + table("stance of statements", {"statements": items}))
        print("\n" + table("documents from", {"news": Counter(r["id"].split(":")[0] for r in corpora["news"])}))
    for text in tables(corpora):
        print("\n" + text)
    tagged = Counter(t for r in written for t in r["tags"])
    print("\n## Tags of the written documents\n\n| tag | documents |\n| --- | --- |")
    print("\n".join(f"| {tag} | {tagged[tag]} |" for tag in tags.listed()))
    _variety(written, corpora.get("news", []))
    return 0


def _variety(written: list[Record], news: list[Record]) -> None:
    texts = [r["text"] for r in written]
    again, different = repeated(texts)
    print(f"\n## Variety\n\nOf {different} different 5-word sequences of the written documents {len(again)} stand in two and more.\n")
    print("| sequence | documents |\n| --- | --- |")
    for sequence, count in sorted(again.items(), key=lambda x: (-x[1], x[0]))[:15]:
        print(f"| {sequence} | {count} |")
    begun = [(s, n) for s, n in openings(texts).most_common(10) if n > 1]
    print("\n| opening (3 words) | documents |\n| --- | --- |" + "".join(f"\n| {s} | {n} |" for s, n in begun))
    columns = {"written": growth(texts)}
    if news:
        columns["news"] = growth([r["text"] for r in sorted(news, key=lambda r: re.sub(r".*\D", "", r["id"])[::-1] + r["id"])])
    print("\n| different words in the first … words | " + " | ".join(columns) + " |\n| --- |" + " --- |" * len(columns))
    for step in STEPS:
        print(f"| {step} | " + " | ".join(str(c.get(step, "–")) for c in columns.values()) + " |")


if __name__ == "__main__":
    sys.exit(main())
