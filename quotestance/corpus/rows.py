"""What an answered document becomes in the output: one record, or one row a quotation and stance."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from ..records import Article, Span
from .parsing import Document

__all__ = ["FLAT", "NESTED", "clash", "flat_rows", "nested_record", "without_text"]

NESTED = ("id", "text", "sha1", "quotes", "error")
"""Fields that a record may have beside the kept columns."""

FLAT: dict[str, str] = {
    "id": "string",
    "quote": "int32",
    "start": "int64",
    "end": "int64",
    "kind": "string",
    "quotation": "string",
    "score": "double",
    "speaker": "string",
    "speaker_names": "string",
    "speaker_type": "string",
    "speaker_score": "double",
    "how": "string",
    "mention": "string",
    "mention_start": "int64",
    "mention_end": "int64",
    "cue": "string",
    "cue_start": "int64",
    "cue_end": "int64",
    "target": "string",
    "target_mention": "string",
    "target_start": "int64",
    "target_end": "int64",
    "stance": "string",
    "favor": "double",
    "against": "double",
    "neutral": "double",
}
"""Columns of a flat row with their Arrow types: ``quote`` counts the quotations of a document from 1, ``stance`` is the label."""


def clash(columns: Iterable[str], flat: bool) -> str | None:
    """Return a kept column whose name the output writes itself.

    >>> clash(["date", "quotes"], flat=False), clash(["date", "quotes"], flat=True)
    ('quotes', None)
    """
    reserved = FLAT if flat else NESTED
    return next((name for name in columns if name in reserved), None)


def clash_reason(name: str) -> str:
    """Say what to do about a column of that name."""
    return f"the output adds a field of this name; leave the column out with --drop {name}, or rename it"


def nested_record(document: Document, article: Article, with_text: bool = True) -> dict[str, Any]:
    """Return the record of a document: ``{"id"?, kept columns, "text", "quotes"}``; without text, ``sha1`` and offsets alone."""
    record: dict[str, Any] = {} if document.id is None else {"id": document.id}
    record.update(document.columns)
    if with_text:
        record["text"] = article.text
        record["quotes"] = [quote.to_dict() for quote in article.quotes]
    else:
        record["sha1"] = hashlib.sha1(article.text.encode()).hexdigest()
        record["quotes"] = [without_text(quote.to_dict()) for quote in article.quotes]
    return record


def without_text(data: Any) -> Any:
    """Return spans as offsets alone: every ``text`` is left out, at any depth."""
    if isinstance(data, dict):
        return {key: without_text(value) for key, value in data.items() if key != "text"}
    return [without_text(value) for value in data] if isinstance(data, list) else data


def flat_rows(document: Document, article: Article, ident: str | None, with_text: bool = True) -> list[dict[str, Any]]:
    """Return one row a quotation and stance; a quotation without a stance has one row, a document without a quotation none."""
    rows = []
    for number, quote in enumerate(article.quotes, 1):
        speaker = quote.speaker
        base: dict[str, Any] = {
            "id": ident,
            **document.columns,
            "quote": number,
            "start": quote.start,
            "end": quote.end,
            "kind": quote.kind,
            "quotation": quote.text if with_text else None,
            "score": quote.score,
            "speaker": speaker and speaker.name,
            "speaker_names": "; ".join(speaker.names) if speaker else None,
            "speaker_type": speaker and speaker.type,
            "speaker_score": speaker and speaker.score,
            "how": speaker and speaker.how,
            **_span("mention", "mention", speaker.mention if speaker else None, with_text),
            **_span("cue", "cue", quote.cue, with_text),
        }
        stances: Sequence[Any] = quote.stances or (None,)
        for stance in stances:
            scores = stance.scores if stance and stance.scores else {}
            rows.append(
                base
                | {"target": stance and stance.target}
                | _span("target_mention", "target", stance and stance.mention, with_text)
                | {
                    "stance": stance and stance.label,
                    "favor": scores.get("favor"),
                    "against": scores.get("against"),
                    "neutral": scores.get("neutral"),
                }
            )
    return rows


def _span(name: str, prefix: str, span: Span | None, with_text: bool) -> dict[str, Any]:
    return {
        name: span.text if span and with_text else None,
        f"{prefix}_start": span.start if span else None,
        f"{prefix}_end": span.end if span else None,
    }
