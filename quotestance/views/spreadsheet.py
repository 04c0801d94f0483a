"""Quotations as a table of tab-separated values, to be corrected in a spreadsheet and read back.

A row is a quotation and one of its stances; a quotation without stances has one row. The texts stay outside: the articles from which the
table was written are needed to read it back. A backslash begins an escape (line feed, tab, ``|`` between names, a sign with which a
spreadsheet would begin a formula), so that what is read is what was written.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..records import Article, Quote, RecordError, Span, Stance
from .faults import ExchangeError, locate

__all__ = ["COLUMNS", "from_tsv", "to_tsv"]

COLUMNS = (
    *("id", "quotation", "start", "end", "kind", "text"),
    *("speaker", "names", "how", "type", "mention_start", "mention_end", "mention"),
    *("cue_start", "cue_end", "cue"),
    *("target", "target_start", "target_end", "target_mention", "label"),
)
_OUT = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "|": "\\|", "\x00": "\\0", "\ufeff": "\\f"}
_IN = {"n": "\n", "r": "\r", "t": "\t", "0": "\x00", "f": "\ufeff", "e": ""}
_FORMULA = tuple("=+-@＝＋－＠'")


def to_tsv(articles: Iterable[Article]) -> str:
    """Return the quotations of articles as a table with a header line.

    Scores and evidence stay behind: they are the model's, and what a person has corrected needs none.

    Examples
    --------
    >>> print(to_tsv([Article("अब चलो", (Quote(3, 6, "चलो"),), "a")]).splitlines()[1].split())
    ['a', '1', '3', '6', 'full', 'चलो']
    """
    out = io.StringIO()
    writer = csv.writer(out, dialect="excel-tab", lineterminator="\n")
    writer.writerow(COLUMNS)
    for key, article in _keyed(articles).items():
        for number, quote in enumerate(article.quotes, 1):
            for stance in quote.stances or (None,):
                row = [_escape(key), str(number), *_row(quote, stance)]
                writer.writerow(row)
    return out.getvalue()


def _keyed(articles: Iterable[Article]) -> dict[str, Article]:
    out: dict[str, Article] = {}
    for number, article in enumerate(articles, 1):
        key = article.id if article.id is not None else f"#{number}"
        if key in out:
            raise ExchangeError(f"article {number}: expected a different id for each article, found {key!r} again")
        out[key] = article
    return out


def _row(quote: Quote, stance: Stance | None) -> Iterator[str]:
    yield from (str(quote.start), str(quote.end), quote.kind, _escape(quote.text))
    speaker = quote.speaker
    if speaker:
        yield "" if speaker.name is None else _escape(speaker.name)
        yield "|".join(map(_escape, speaker.names))
        yield from (speaker.how, speaker.type)
    else:
        yield from ("", "", "", "")
    yield from _span(speaker.mention if speaker else None)
    yield from _span(quote.cue)
    yield _escape(stance.target) if stance else ""
    yield from _span(stance.mention if stance else None)
    yield (stance.label or "none") if stance else ""


def _span(span: Span | None) -> tuple[str, str, str]:
    return (str(span.start), str(span.end), _escape(span.text)) if span else ("", "", "")


def _escape(value: str) -> str:
    if not value:
        return "\\e"
    value = re.sub(r"[\\\n\r\t|\x00\ufeff]", lambda found: _OUT[found.group()], value)
    # An apostrophe, the usual guard of a formula, would be eaten by the spreadsheet; white space at an end would be trimmed.
    if value.startswith(_FORMULA) or value[0].isspace():
        value = "\\" + value
    return value + "\\e" if value[-1].isspace() else value


def _unescape(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: _IN.get(found.group(1), found.group(1)), value, flags=re.DOTALL)


def from_tsv(table: str, articles: Iterable[Article], *, name: str = "table") -> list[Article]:
    """Read a corrected table back.

    Rows may be changed, added and removed; a span may be given by its words alone (offsets left empty) where they stand in the text once.

    Parameters
    ----------
    table
        The text of the table; columns are found by the header.
    articles
        Those that the table was written from; an article without rows comes back without quotations.
    name
        Of the file, for messages.

    Raises
    ------
    ExchangeError
        The message is ``name:line: field: expected …, found …``.

    Examples
    --------
    >>> article = Article("अब चलो", (Quote(3, 6, "चलो", "partial"),), "a")
    >>> from_tsv(to_tsv([article]), [article]) == [article]
    True
    """
    originals = _keyed(articles)
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for line, row in _rows(table, name):
        place = f"{name}:{line}"
        key = _unescape(row["id"])
        if key not in originals:
            raise ExchangeError(f"{place}: id: expected the id of one of {len(originals)} articles, found {key!r}")
        text = originals[key].text
        quote = _quote(row, text, place)
        number = row["quotation"] or f"line {line}"
        known = found.setdefault(key, {}).setdefault(number, quote)
        for field in ("start", "end", "kind", "speaker", "cue"):
            if known[field] != quote[field]:
                raise ExchangeError(
                    f"{place}: {field}: expected the same in all rows of quotation {number}, found {str(quote[field])[:60]}"
                )
        if known is not quote:
            known["stances"] += quote["stances"]
    out = []
    for key, article in originals.items():
        # A row that was added stands where the person put it; the order of the text is the order of the quotations.
        quotes = sorted(found.get(key, {}).values(), key=lambda q: (q["start"], q["end"]))
        lines = [quote.pop("line") for quote in quotes]
        data = {"id": article.id, "text": article.text, "quotes": quotes}
        try:
            out.append(Article.from_dict(data))
        except RecordError as error:
            at = re.match(r"quotes\[(\d+)\]", str(error))
            place = lines[int(at.group(1))] if at else key
            raise ExchangeError(f"{name}:{place}: {error}") from None
    return out


def _rows(table: str, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.reader(io.StringIO(table.removeprefix("\ufeff"), newline=""), dialect="excel-tab")
    try:
        header = next(reader, None)
        if header is None or sorted(header) != sorted(COLUMNS):
            found: Sequence[str] = header or []
            wrong = [*(f"{c} missing" for c in COLUMNS if c not in found), *(f"{c!r} unknown" for c in found if c not in COLUMNS)]
            raise ExchangeError(f"{name}:1: expected the columns {', '.join(COLUMNS)}; {', '.join(wrong) or 'a column occurs twice'}")
        for fields in reader:
            if not any(fields):
                continue
            if len(fields) != len(header):
                raise ExchangeError(f"{name}:{reader.line_num}: expected {len(header)} fields, found {len(fields)}")
            yield reader.line_num, dict(zip(header, fields, strict=True))
    except csv.Error as error:
        raise ExchangeError(f"{name}:{reader.line_num}: expected tab-separated values ({error})") from None


def _quote(row: Mapping[str, str], text: str, place: str) -> dict[str, Any]:
    told = any(row[field] for field in ("speaker", "names", "how", "type", "mention", "mention_start"))
    speaker = None
    if told:
        speaker = {
            "name": _unescape(row["speaker"]) if row["speaker"] else None,
            "names": _names(row["names"]),
            "how": row["how"] or ("name" if row["mention"] else "implicit"),
            "type": row["type"] or "unknown",
            "mention": _given(row, text, "mention", place),
        }
    stances = []
    if row["target"]:
        label = row["label"]
        mention = _given(row, text, "target", place, "target_mention")
        stances.append({"target": _unescape(row["target"]), "mention": mention, "label": None if label in ("", "none") else label})
    elif row["label"] or row["target_mention"]:
        raise ExchangeError(f"{place}: target: expected a name with the label, found nothing")
    span = _given(row, text, "", place, "text")
    if span is None:
        raise ExchangeError(f"{place}: text: expected a quotation, found nothing")
    return {
        **span,
        "kind": row["kind"] or "full",
        "speaker": speaker,
        "cue": _given(row, text, "cue", place),
        "stances": stances,
        "line": place.rsplit(":", 1)[1],
    }


def _names(field: str) -> list[str]:
    """Return the names that bars part; a bar after a backslash belongs to a name."""
    parted = re.sub(r"\\.|\|", lambda found: "\x00" if found.group() == "|" else found.group(), field, flags=re.DOTALL)
    return [_unescape(name) for name in parted.split("\x00")] if field else []


def _given(row: Mapping[str, str], text: str, stem: str, place: str, words: str | None = None) -> dict[str, int] | None:
    words = words or stem
    fields = (f"{stem}_start", f"{stem}_end") if stem else ("start", "end")
    numbers = []
    for field in fields:
        value = row[field].strip()
        if value and not re.fullmatch(r"[0-9]{1,12}", value):
            raise ExchangeError(f"{place}: {field}: expected a whole number, found {value[:60]!r}")
        numbers.append(int(value) if value else None)
    if not row[words] and numbers == [None, None]:
        return None
    return locate(text, numbers[0], numbers[1], _unescape(row[words]) if row[words] else None, f"{place}: {words}")
