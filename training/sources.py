"""Rebuild the news texts that the labels point into, from clones of the public repositories that they come from.

    python -m training.sources CLONES OUT.jsonl

CLONES is a folder with one clone a repository, under the repository's own name; the commits are in `SOURCES`:

    git clone https://github.com/umangk279/NLP-Hindi-Text-Coherence CLONES/NLP-Hindi-Text-Coherence

A clone that is missing is said and passed over. Then every labelled text is compared with its checksum, and the folder of OUT.jsonl is what
``QUOTESTANCE_NEWS`` is to name. Each source has one reader below; a reader yields ``(id, text)`` and does to the text exactly what was
done to it before it was labelled, so that offsets hold: white space squeezed, empty lines and links dropped, second copies passed over.
"""

from __future__ import annotations

import argparse
import ast
import csv
import hashlib
import io
import json
import re
import sys
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree

from . import data

__all__ = ["READERS", "SOURCES", "compare", "documents", "main"]

Documents = Iterator[tuple[str, str]]

SOURCES = {
    "ddnews_hindi": ("umangk279/NLP-Hindi-Text-Coherence", "1fadf36af83b32c2c2b3cb6cb190f2bd763b3283"),
    "semeval2025t10_hi": ("ipanos7/Semeval-Task10-Hindi", "38f8825544830047a7b5eec2e9dfe75427d349a8"),
    "bbc_hindi_inltk_test": ("danlobo1999/classification-of-hindi-news", "edf606fc4beb15a13c8dd963a7cbce5995400f8c"),
    "ednil2020": ("nirbhay002/Event-detection-from-hindi-news-paper", "a8fc3123e04693f6a8f2433f9b255be755dd5c06"),
    "factcheck_altnews_aajtak_2021": ("SohaliBaisla/Hindi-Fake-News-Fact-Checker", "4d60c3e372a880df7aa856a6e7850dcbc0043dfa"),
    "headline_lora_500": ("RajeevKushram/Headline-Generation-for-Hindi-News-Articles", "0c694d65d4a1a6976a30d73c0c230b8a91a37356"),
    "boom_asianet_factcheck": ("jathinbadam/Hindi-FakeNews", "2498b2a1baa53ff3282571b27e480493b08b555f"),
}
"""Id prefix of a source: its repository and the commit that was read."""

SPACES = re.compile("[ \t\u00a0]+")
WIDE_SPACES = re.compile("[ \t\u00a0\u200b\ufeff]+")
"""Two sources also hold zero-width spaces and byte order marks inside their texts."""

csv.field_size_limit(10**9)


def _decode(raw: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16"):
        try:
            return raw.decode(encoding)
        except UnicodeError:
            pass
    return raw.decode("utf-8", "replace")


def _squeeze(text: str, spaces: re.Pattern[str] = SPACES) -> str:
    return spaces.sub(" ", text).strip()


def _lines(text: str, spaces: re.Pattern[str] = SPACES) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line for line in (_squeeze(x, spaces) for x in text.split("\n")) if line)


def _devanagari(text: str) -> int:
    return len(re.findall("[\u0900-\u097f]", text))


def _first_letters(text: str, count: int) -> str:
    return re.sub(r"\s", "", text)[:count]


def sheet_rows(path: Path) -> Iterator[list[str]]:
    """Yield the rows of an .xlsx workbook as lists of strings (read here, so that no spreadsheet library is needed)."""
    ns = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(path) as book:
        shared: list[str] = []
        if "xl/sharedStrings.xml" in book.namelist():
            items = ElementTree.fromstring(book.read("xl/sharedStrings.xml")).findall(ns + "si")
            shared = ["".join(t.text or "" for t in item.iter(ns + "t")) for item in items]
        for sheet in sorted(n for n in book.namelist() if n.startswith("xl/worksheets/sheet")):
            for row in ElementTree.fromstring(book.read(sheet)).iter(ns + "row"):
                yield [_cell(cell, ns, shared) for cell in row.findall(ns + "c")]


def _cell(cell: ElementTree.Element, ns: str, shared: list[str]) -> str:
    value = cell.find(ns + "v")
    if value is not None:
        return shared[int(value.text or 0)] if cell.get("t") == "s" else value.text or ""
    return "".join(t.text or "" for t in cell.iter(ns + "t")) if cell.get("t") == "inlineStr" else ""


def read_ddnews(clone: Path) -> Documents:
    """Read a broadcaster's articles: one file each, without a suffix."""
    seen: set[str] = set()
    for path in sorted((clone / "RawData" / "DD").iterdir(), key=lambda p: p.name.encode()):
        raw = _decode(path.read_bytes()).replace("\r\n", "\n")
        text = "\n".join(line for line in map(_squeeze, raw.split("\n")) if line)
        key = _first_letters(text, 400)
        if len(text) >= 80 and key not in seen:
            seen.add(key)
            yield "dd-" + path.name, text


def read_semeval(clone: Path) -> Documents:
    """Read web news of a shared task: one .txt an article, in three folders."""
    parts = {"hindi_raw-documents": "train", "hindi_subtask-2-documents": "dev", "test_hindi_subtask-2-documents": "test"}
    for folder, part in parts.items():
        for path in sorted((clone / "data" / folder).glob("*.txt")):
            if not path.name.endswith("annotations.txt"):
                yield f"{part}/{path.stem}", _decode(path.read_bytes()).replace("\r\n", "\n").strip()


def read_bbc(clone: Path) -> Documents:
    """Read a broadcaster's articles: a CSV of class and text, with or without a head row."""
    (path,) = clone.rglob("*hindi-cleaned-test.csv")
    for number, row in enumerate(csv.reader(io.StringIO(_decode(path.read_bytes())))):
        if number or row[:1] != ["0"]:
            yield f"bbc-{number}", re.sub("\n{2,}", "\n", "\n".join(map(_squeeze, row[1].split("\n")))).strip()


def read_ednil(clone: Path) -> Documents:
    """Read reports of events: XML with a word an element, paragraphs in P; what does not parse is passed over."""
    for path in sorted((clone / "data" / "raw").glob("Hindi_*/*.xml")):
        try:
            root = ElementTree.fromstring(path.read_bytes())
        except ElementTree.ParseError:
            continue
        paragraphs = [_squeeze(" ".join(_squeeze(word) for word in p.itertext())) for p in (root.findall(".//P") or [root])]
        yield f"{path.parent.name}/{path.name}", "\n".join(p for p in paragraphs if p)


def read_factcheck(clone: Path) -> Documents:
    """Read fact checks: workbooks with a headline and one paragraph a row; the rows of one headline are one article."""
    for name, short in (("alt_news", "alt-"), ("aajtak", "aajtak-")):
        articles: dict[str, list[str]] = {}
        for row in sheet_rows(clone / "Datasets" / f"dataset_{name}_fact_check.xlsx"):
            if len(row) < 2:
                continue
            text = re.sub(r"https?://[!-~]+", " ", row[1])
            text = re.sub(r"(?:rel=noopener|noreferrer|target=_blank|rel=nofollow)", " ", text)
            text = "\n".join(line for line in map(_squeeze, text.split("\n")) if line)
            paragraphs = articles.setdefault(_squeeze(row[0]), [])
            if text and text not in paragraphs:
                paragraphs.append(text)
        whole = [(head, "\n".join(paragraphs)) for head, paragraphs in articles.items() if paragraphs]
        for number, (head, body) in enumerate(whole):
            if _devanagari(body) >= 150:
                yield f"{short}{number}", head + "\n" + body


def read_headline(clone: Path) -> Documents:
    """Read newspaper reports: printed as ``{'text': …}`` in the outputs of two notebooks."""
    seen: set[str] = set()
    for name in ("IndicbART with LORA.ipynb", "IndicBART Standard.ipynb"):
        for stream in _printed(clone / name):
            if _devanagari(stream) <= 1500:
                continue
            for found in re.finditer(r"^\{'text': .*?\}$", stream, re.M):
                try:
                    text = _lines(ast.literal_eval(found[0])["text"], WIDE_SPACES)
                except (SyntaxError, ValueError, KeyError):
                    continue
                key = _first_letters(text, 300)
                if _devanagari(text) >= 150 and key not in seen:
                    seen.add(key)
                    yield f"rk-{len(seen) - 1}", text


def _printed(notebook: Path) -> Iterator[str]:
    for cell in json.loads(notebook.read_bytes())["cells"]:
        for output in cell.get("outputs", []):
            yield "".join(output.get("text", []))
            yield "".join(output.get("data", {}).get("text/plain", []))


def read_boom(clone: Path) -> Documents:
    """Read fact checks of other desks: one workbook, a number in the first column and the text in the fifth."""
    seen: set[str] = set()
    for number, row in enumerate(sheet_rows(clone / "fake.xlsx")):
        if not number or len(row) < 5:
            continue
        text = _lines(re.sub(r"https?://\S+", " ", row[4]), WIDE_SPACES)
        key = _first_letters(text, 250)
        if _devanagari(text) >= 400 and key not in seen:
            seen.add(key)
            yield "jb-" + str(row[0]).split(".")[0], text


READERS: dict[str, Callable[[Path], Documents]] = {
    "ddnews_hindi": read_ddnews,
    "semeval2025t10_hi": read_semeval,
    "bbc_hindi_inltk_test": read_bbc,
    "ednil2020": read_ednil,
    "factcheck_altnews_aajtak_2021": read_factcheck,
    "headline_lora_500": read_headline,
    "boom_asianet_factcheck": read_boom,
}


def documents(clones: Path, say: Callable[[str], object] = lambda message: None) -> Documents:
    """Yield ``(id, text)`` of every document of every clone that is there.

    Parameters
    ----------
    clones
        The folder of the clones.
    say
        Called with one message for each clone that is missing.
    """
    for source, (repository, commit) in SOURCES.items():
        clone = clones / repository.split("/")[1]
        if not clone.is_dir():
            say(f"no clone of {repository} (commit {commit}) at {clone}")
            continue
        for ident, text in READERS[source](clone):
            yield f"{source}:{ident}", text


def compare(texts: dict[str, str]) -> dict[str, tuple[int, int, int]]:
    """Return for each source how many labelled texts are the same, differ from their checksum, and are missing."""
    wanted = {d["id"]: d["sha1"] for name in data.LABELS for d in data.read_lines(data.HERE / "labels" / f"{name}.jsonl")}
    out = {}
    for source in SOURCES:
        sums = [(texts.get(i), sha1) for i, sha1 in wanted.items() if i.startswith(source + ":")]
        same = sum(t is not None and hashlib.sha1(t.encode()).hexdigest() == sha1 for t, sha1 in sums)
        missing = sum(t is None for t, _ in sums)
        out[source] = (same, len(sums) - same - missing, missing)
    return out


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the texts of all clones, compare the labelled ones with their checksums; 1 where one differs or is missing."""
    parser = argparse.ArgumentParser(prog="python -m training.sources", description="Rebuild the news texts from clones.")
    parser.add_argument("clones", type=Path, help="folder of clones, each under its repository's name")
    parser.add_argument("out", type=Path, help="JSON Lines file to write, in a folder of its own")
    a = parser.parse_args(arguments)
    texts = dict(documents(a.clones, lambda message: print(f"sources: {message}", file=sys.stderr)))
    with a.out.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps({"id": i, "text": t}, ensure_ascii=False) + "\n" for i, t in texts.items())
    report = compare(texts)
    for source, (same, other, missing) in report.items():
        print(f"{source}: labelled texts the same {same}, different {other}, missing {missing}")
    return int(any(other or missing for _, other, missing in report.values()))


if __name__ == "__main__":
    sys.exit(main())
