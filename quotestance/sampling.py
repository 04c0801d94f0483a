"""Stances as rows: how they are told apart and grouped, and samples of them for a person to label."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .records import LABELS, Article, Label
from .text import name_key
from .text.titles import nameless

__all__ = ["Groups", "Row", "draw_sample", "hand_labels", "identity", "placed", "stance_rows"]

Row = Mapping[str, Any]
Key = tuple[str, str] | None
"""A group: the folded name, and the document where it is known in that alone; ``None`` without a name."""
Identity = tuple[str, int, int, str]
"""What tells a stance from all others: document, span of the quotation, target."""


def stance_rows(records: Iterable[Article | Row]) -> Iterator[dict[str, Any]]:
    """Yield one row a stance: the document's fields, the quotation's, and the stance's.

    Parameters
    ----------
    records
        Articles; records as ``quotestance label`` writes them (further fields such as ``date`` are kept, and ``month`` is made of it); or
        rows that are stances already, with ``target`` and ``label`` or ``scores``. Error records are passed over.

    Raises
    ------
    ValueError
        Where a record is none; the message says which, counted from 1.
    """
    return (row for _, row in placed(records, "records"))


def placed(records: Iterable[Article | Row], name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the rows of `stance_rows`, each with its place for messages."""
    for number, record in enumerate(records, 1):
        place = f"{name}: record {number}"
        data = record.to_dict() if isinstance(record, Article) else record
        if not isinstance(data, Mapping):
            raise ValueError(f"{place}: expected an article or a mapping, found {data!r:.60}")
        if "quotes" not in data:
            if not data.get("error"):  # the record of a document that failed
                yield place, dict(data)
            continue
        common = {k: v for k, v in data.items() if k not in ("quotes", "text")}
        for key in ("date", "published", "time"):
            if "month" not in common and isinstance(common.get(key), str):
                common["month"] = common[key][:7]
        if not isinstance(data["quotes"], Iterable):
            raise ValueError(f"{place}: quotes: expected a list, found {data['quotes']!r:.60}")
        for i, quote in enumerate(data["quotes"]):
            try:
                rows = [{**common, **row} for row in _of_quote(quote)]
            except (AttributeError, KeyError, TypeError) as error:
                raise ValueError(f"{place}: quotes[{i}]: expected one of the schema ({type(error).__name__}: {error})") from None
            for j, row in enumerate(rows):
                yield f"{place}: quotes[{i}].stances[{j}]", row


def _of_quote(quote: Row) -> Iterator[dict[str, Any]]:
    speaker = quote.get("speaker") or {}
    told = {"start": quote["start"], "end": quote["end"], "kind": quote.get("kind"), "quote": quote.get("text")}
    who = {"speaker": speaker.get("name"), "speaker_type": speaker.get("type")}
    for stance in quote.get("stances") or ():
        yield {**told, **who, **{k: stance[k] for k in ("target", "label", "scores") if k in stance}}


def draw_sample(records: Iterable[Article | Row], size: int, *, by: str | None = None, seed: int = 0) -> list[dict[str, Any]]:
    """Draw stances at random for a person to label.

    Parameters
    ----------
    records
        As for `estimate`.
    size
        How many rows; with ``by``, how many of each group.
    by
        Field of the groups. A sample drawn by a field serves estimates by that field only: over all together its groups weigh wrongly.
    seed
        The same seed draws the same sample.

    Returns
    -------
    list of dict
        Rows of `stance_rows` without label and scores, in the order of the records, with an empty ``label`` to fill in.

    Raises
    ------
    ValueError
        Where ``size`` is less than one, a row lacks ``id``, ``start``, ``end`` or ``target``, two rows have the same, or no row has the
        field ``by``.
    """
    if size < 1:
        raise ValueError(f"size: expected at least 1, found {size}")
    groups: dict[Key, list[tuple[int, dict[str, Any]]]] = {}
    seen: set[Identity] = set()
    asked = Groups(by)
    for number, (place, row) in enumerate(placed(records, "records")):
        identity(row, place, seen)
        groups.setdefault(asked.group(row, place)[0], []).append((number, row))
    asked.check()
    drawn: list[tuple[int, dict[str, Any]]] = []
    chosen = random.Random(seed)
    for key in sorted(groups, key=lambda k: (k is None, k or ())):
        rows = groups[key]
        drawn += chosen.sample(rows, min(size, len(rows)))
    return [{**{k: v for k, v in row.items() if k not in ("label", "scores")}, "label": ""} for _, row in sorted(drawn, key=lambda x: x[0])]


class Groups:
    """The field by which rows are grouped; see `quotestance.estimation.estimate`."""

    def __init__(self, by: str | None) -> None:
        self.by = by
        self.there = by is None
        self.fields: dict[str, None] = {}

    def group(self, row: Row, place: str) -> tuple[Key, str | None]:
        """Return the key of a row's group and its name."""
        if self.by is None:
            return None, None
        if not self.there:
            self.there = self.by in row
            self.fields.update(dict.fromkeys(row))
        value = row.get(self.by)
        if value is None:
            return None, None
        name = str(value)
        key = (name_key(name) or name) if self.by in ("target", "speaker") else name
        if self.by == "speaker" and nameless(name, row.get("speaker_type")):
            document = str(row["id"]) if row.get("id") is not None else place.split(": ")[1]
            return (key, document), f"{name} ({document})"
        return (key, ""), name

    def check(self) -> None:
        """Raise where rows were read and none has the field."""
        if not self.there and self.fields:
            raise ValueError(f"by: expected a field of the rows ({', '.join(self.fields)}), found {self.by!r}")


def identity(row: Row, place: str, seen: set[Identity]) -> Identity:
    """Return what tells a row's stance from all others, and remember it in ``seen``.

    Raises
    ------
    ValueError
        Where a part of it is missing, or it was seen before: a hand label would count for several stances.
    """
    missing = [k for k in ("id", "start", "end", "target") if row.get(k) is None or row[k] == ""]
    if missing:
        raise ValueError(f"{place}: {missing[0]}: missing; a labelled sample is matched by id, start, end and target")
    try:
        found = str(row["id"]), int(row["start"]), int(row["end"]), name_key(str(row["target"]))
    except (TypeError, ValueError):
        raise ValueError(f"{place}: expected whole numbers as start and end, found {row['start']!r:.30} and {row['end']!r:.30}") from None
    if found in seen:
        raise ValueError(
            f"{place}: expected an id of its own for each document, found {row['id']!r} with a stance toward {row['target']!r} at "
            f"[{found[1]}, {found[2]}] again"
        )
    seen.add(found)
    return found


def hand_labels(labelled: Iterable[Article | Row]) -> dict[Identity, Label]:
    """Return the labels of a sample by what they label; rows with an empty label are left out.

    Raises
    ------
    ValueError
        Where a label is none of `LABELS`, no row has one, or a row with one cannot be told apart.
    """
    out: dict[Identity, Label] = {}
    seen: set[Identity] = set()
    for place, row in placed(labelled, "labelled"):
        label = row.get("label")
        if label is None or not str(label).strip():
            continue
        if label not in LABELS:
            raise ValueError(f"{place}: label: expected one of {', '.join(LABELS)}, found {label!r:.60}")
        out[identity(row, place, seen)] = label
    if not out:
        raise ValueError("labelled: expected rows with a label, found none")
    return out
