"""The training data as plain records: labels on real news joined to their texts, and the written documents.

>>> import training
>>> record = training.load("train", sources=["written"])[0]
>>> sorted(record)
['id', 'quotes', 'tags', 'text']

The labels (``training/labels``) hold offsets and checksums, no text. The texts are looked for in the folder that the environment variable
``QUOTESTANCE_NEWS`` names (JSON Lines, plain or ``.gz``, ``{"id", "text"}`` a line; ``training/sources.py`` makes them), else in
``../shared/news/plain`` beside the project. The checksum of every text is compared before it is joined.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from quotestance import Article, Quote, Speaker

__all__ = [
    "ARTICLES",
    "LABELS",
    "NOT_FOR_SPEAKERS",
    "PARTS",
    "SOURCES",
    "MissingTexts",
    "for_speakers",
    "full",
    "load",
    "load_records",
    "news_folder",
    "part_of",
    "parted",
    "read_articles",
    "read_lines",
    "shares",
    "speaker_of",
    "statements",
    "texts",
    "unseen",
]

HERE = Path(__file__).parent
ARTICLES = ("articles", "chosen")
"""Label files of whole articles: those of the first collection, and those that were chosen because the models were unsure of them."""
LABELS = (*ARTICLES, "statements")
PARTS = ("train", "validation", "test")
SOURCES = ("news", "written")
NOT_FOR_SPEAKERS = tuple(f"w{n}-" for n in range(25, 39))
"""Beginnings of the ids of written documents from which quotations and stances are learned, but not who speaks.

They teach names and pronouns of a kind that real news has less often: with them 1,606 of 1,846 quotations of the written validation and
test parts get the right speaker, without them 1,583, but of 385 in two sets of annotated news 327 with them and 339 without.
"""


class MissingTexts(FileNotFoundError):
    """The news texts are not where they were looked for; the message says where and how to get them."""


def news_folder() -> Path | None:
    """Return the folder of the news texts, or ``None`` where there is none."""
    named = os.environ.get("QUOTESTANCE_NEWS")
    folder = Path(named) if named else HERE.parent.parent / "shared" / "news" / "plain"
    return folder if folder.is_dir() and any(folder.glob("*.jsonl*")) else None


@lru_cache(maxsize=1)
def texts() -> dict[str, str]:
    """Return the labelled news texts by id (Wikipedia and unlabelled ones are left out).

    Raises
    ------
    MissingTexts
        Where there is no folder of texts.
    """
    folder = news_folder()
    if folder is None:
        named = os.environ.get("QUOTESTANCE_NEWS")
        where = f"QUOTESTANCE_NEWS names {named}, where no *.jsonl or *.jsonl.gz is" if named else "QUOTESTANCE_NEWS is not set"
        raise MissingTexts(
            f"no news texts: {where}; `python -m training.sources` rebuilds them from public repositories (training/README.md), "
            "and source 'written' needs none"
        )
    wanted = {d["id"] for name in LABELS for d in read_lines(HERE / "labels" / f"{name}.jsonl")}
    found: dict[str, str] = {}
    for path in sorted(folder.glob("*.jsonl*")):
        if "wikipedia" in path.name:
            continue
        for d in read_lines(path):
            if d["id"] in wanted:
                found[d["id"]] = d["text"]
    return found


@lru_cache(maxsize=1)
def _split() -> dict[str, str]:
    out = {}
    for line in (HERE / "split.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            ident, part = line.split("\t")
            out[ident] = part
    return out


def part_of(ident: str) -> str:
    """Return the part (train, validation, test) of a document."""
    return _split()[ident]


@lru_cache(maxsize=1)
def unseen() -> frozenset[tuple[str, str]]:
    """Return the ``(document id, target)`` of the test part whose target no training item names (``training/unseen.tsv``)."""
    lines = (HERE / "unseen.tsv").read_text(encoding="utf-8").splitlines()
    return frozenset((i, t) for i, t in (line.split("\t") for line in lines if line and not line.startswith("#")))


def load(part: str, source: str = "news") -> list[Article]:
    """Return the annotated documents of one part.

    Parameters
    ----------
    part
        ``"train"``, ``"validation"`` or ``"test"``.
    source
        ``"news"``: labels on real news, joined to their texts; ``"written"``: the written documents.

    Raises
    ------
    MissingTexts
        Where the news texts are not there.
    ValueError
        Where a text's checksum is not that of the labels.
    """
    return [Article.from_dict(d) for d in load_records(part, (source,))]


def for_speakers(part: str) -> list[Article]:
    """Return the documents from which speakers are learned: all but `NOT_FOR_SPEAKERS`."""
    return [a for source in SOURCES for a in load(part, source) if not str(a.id).startswith(NOT_FOR_SPEAKERS)]


def load_records(part: str, sources: Sequence[str] = SOURCES) -> list[dict[str, Any]]:
    """Return the annotated documents of one part as plain records: ``{"id", "text", "quotes"}``, in the order of the files.

    This is ``training.load``. Written documents also have ``"tags"``: what of Hindi news they show (``training/README.md``).

    Parameters
    ----------
    part
        ``"train"``, ``"validation"`` or ``"test"``.
    sources
        Some of ``"news"`` (labels on real news, joined to their texts) and ``"written"`` (the written documents).

    Raises
    ------
    MissingTexts
        Where the news texts are not there.
    ValueError
        Where a text's checksum is not that of the labels.
    """
    if part not in PARTS:
        raise ValueError(f"part: expected one of {', '.join(PARTS)}, found {part!r}")
    if isinstance(sources, str) or not sources or any(s not in SOURCES for s in sources):
        raise ValueError(f"sources: expected a list of some of {', '.join(SOURCES)}, found {sources!r}")
    out: list[dict[str, Any]] = []
    if "news" in sources:
        for name in ARTICLES:
            path = HERE / "labels" / f"{name}.jsonl"
            out += [joined(d, _text(d)) for d in read_lines(path) if _wanted(d["id"], part, "news")]
    if "written" in sources:
        out += [d for d in read_lines(HERE / "corpus" / "written.jsonl") if _wanted(d["id"], part, "written")]
    return out


def shares() -> dict[str, float]:
    """Return the share of each source that is to be trained on; the environment variable ``QUOTESTANCE_TRAIN_ON`` can lower it.

    ``news:0.25,written:1`` gives a quarter of the training part of the news labels and all written documents. A source with the share 0 is
    not read at all, in no part; the validation and test parts of the others are always whole. Smaller shares are parts of larger ones.
    """
    out = dict.fromkeys(SOURCES, 1.0)
    for field in filter(None, os.environ.get("QUOTESTANCE_TRAIN_ON", "").split(",")):
        source, _, share = field.partition(":")
        if source not in SOURCES or not re.fullmatch(r"0|1|0?\.\d+|1\.0*", share):
            raise ValueError(f"QUOTESTANCE_TRAIN_ON: expected such as news:0.25,written:1, found {field!r}")
        out[source] = float(share)
    return out


def _wanted(ident: str, part: str, source: str) -> bool:
    share = shares()[source]
    if part_of(ident) != part or share == 0:
        return False
    return part != "train" or int(hashlib.sha1(ident.encode()).hexdigest()[:8], 16) < share * 16**8


def statements(part: str) -> list[tuple[str, dict[str, Any]]]:
    """Return ``(text, label record)`` of the single statements of one part (stance only)."""
    rows = read_lines(HERE / "labels" / "statements.jsonl")
    return [(_text(d), d) for d in rows if _wanted(d["id"], part, "news")]


def _text(d: dict[str, Any]) -> str:
    text = texts().get(d["id"])
    if text is None:
        raise MissingTexts(f"no text of {d['id']} in {news_folder()}: the source {d['id'].split(':')[0]} is not there or not whole")
    if hashlib.sha1(text.encode()).hexdigest() != d["sha1"]:
        raise ValueError(f"{d['id']}: the text is not the one that was labelled (sha1 differs)")
    return text


def full(d: dict[str, Any]) -> dict[str, Any]:
    """Return a record of either form with its text inside: a label record is joined to its text, a full one returned as it is."""
    return d if "text" in d else joined(d, _text(d))


def joined(d: dict[str, Any], text: str) -> dict[str, Any]:
    """Return a label record (offsets alone) as a full record of the schema."""

    def span(x: list[int] | None) -> dict[str, Any] | None:
        return None if x is None else {"start": x[0], "end": x[1], "text": text[x[0] : x[1]]}

    quotes = []
    for q in d["quotes"]:
        sp = q["speaker"]
        names = [text[a:b] for a, b in sp["names"]]
        speaker = {
            "name": sp["name"] and text[sp["name"][0] : sp["name"][1]],
            "names": names,
            "mention": span(sp["mention"]),
            "how": sp["how"],
            "type": sp["type"],
        }
        stances = [{**s, "mention": span(s["mention"])} for s in q["stances"]]
        quotes.append({**(span(q["span"]) or {}), "kind": q["kind"], "speaker": speaker, "cue": span(q["cue"]), "stances": stances})
    return {"id": d["id"], "text": text, "quotes": quotes}


def parted(record: dict[str, Any]) -> dict[str, Any]:
    """Return a full record as a label record, offsets and the text's checksum alone: the inverse of `joined`.

    A name stands at its first place in the text.

    Raises
    ------
    ValueError
        Where a name does not stand in the text.
    """
    text = record["text"]

    def ends(x: dict[str, Any] | None) -> list[int] | None:
        return None if x is None else [x["start"], x["end"]]

    def place(name: str | None) -> list[int] | None:
        if name is None:
            return None
        start = text.index(name)
        return [start, start + len(name)]

    quotes = []
    for q in record["quotes"]:
        sp = q["speaker"]
        speaker = {"name": place(sp["name"]), "names": [place(n) for n in sp["names"]], "mention": ends(sp["mention"])}
        speaker |= {"how": sp["how"], "type": sp["type"]}
        stances = [{"target": s["target"], "mention": ends(s["mention"]), "label": s["label"]} for s in q["stances"]]
        quotes.append({"span": [q["start"], q["end"]], "kind": q["kind"], "speaker": speaker, "cue": ends(q["cue"]), "stances": stances})
    return {"id": record["id"], "sha1": hashlib.sha1(text.encode()).hexdigest(), "quotes": quotes}


def speaker_of(quote: Quote) -> Speaker:
    """Return the speaker of a quotation of an annotated document, or of an answer of `quotestance.attribute`: there is always one.

    Raises
    ------
    ValueError
        Where there is none: the quotation was found, but not attributed.
    """
    if quote.speaker is None:
        raise ValueError(f"quotation {quote.start}–{quote.end}: expected a speaker (its name may be null), found none")
    return quote.speaker


def read_articles(path: Path) -> list[Article]:
    """Return the documents of a JSON Lines file of full records, plain or gzipped."""
    return [Article.from_dict(d) for d in read_lines(path)]


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON Lines file, plain or gzipped."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
