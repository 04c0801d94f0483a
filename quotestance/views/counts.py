"""A labelled corpus as columns, and every count that the overview shows, from them.

The page, the plain rows and the data frames take their figures from here, so they agree.
"""

from __future__ import annotations

import datetime
import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..records import HOWS, KINDS, LABELS, TYPES, Article
from ..text.folding import name_key
from .joining import Joined, join

__all__ = [
    "Corpus",
    "Records",
    "ReportError",
    "gather",
    "joined_rows",
    "matrix_rows",
    "period_of",
    "periods_between",
    "quotation_rows",
    "speaker_rows",
    "target_rows",
    "time_rows",
]

Records = str | os.PathLike[str] | Iterable[Article | Mapping[str, Any]]
Row = dict[str, Any]
ABSTAINED = len(LABELS)  # the code of a stance without a label
PERIODS = {"day": 10, "month": 7, "year": 4}  # how many characters of an ISO date


@dataclass
class Corpus:
    """Columns of a labelled corpus. A quotation points to its document and speaker, a stance to its quotation and target; -1 is none."""

    documents: list[str] = field(default_factory=list)
    dates: list[str | None] = field(default_factory=list)
    speakers: list[str] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    quote_document: list[int] = field(default_factory=list)
    quote_speaker: list[int] = field(default_factory=list)
    quote_form: list[str | None] = field(default_factory=list)
    quote_kind: list[int] = field(default_factory=list)
    quote_how: list[int] = field(default_factory=list)
    quote_span: list[tuple[int, int]] = field(default_factory=list)
    quote_text: list[str] = field(default_factory=list)
    stance_quote: list[int] = field(default_factory=list)
    stance_target: list[int] = field(default_factory=list)
    stance_label: list[int] = field(default_factory=list)
    stance_score: list[float | None] = field(default_factory=list)
    joined: list[Joined] = field(default_factory=list)
    failed: int = 0
    undated: int = 0
    period: str = "month"


class ReportError(ValueError):
    """A labelled record cannot be read; the message names the place."""


def gather(records: Records, aliases: Mapping[str, str] | None = None) -> Corpus:
    """Read labelled records into columns.

    Parameters
    ----------
    records
        Path of a file that `quotestance.corpus.labelled.read_records` reads, or an iterable of records: articles, or plain data in the
        schema. ``text`` may be missing, ``date`` (ISO 8601: 2024, 2024-05, 2024-05-17, 2024-05-17T08:00) may be there. Records of failed
        documents (``"error"``) are counted.
    aliases
        See `quotestance.views.joining.join`; they hold for targets too.

    Raises
    ------
    ReportError
        Where a record is none; the message names file, line and field.
    """
    out = Corpus()
    kinds: list[str] = []
    target_names: list[str] = []
    for where, record in _records(records):
        if "error" in record and "quotes" not in record:
            out.failed += 1
            continue
        document = len(out.documents)
        ident = record.get("id")
        out.documents.append(str(ident) if ident is not None else str(document + 1))
        given = record.get("date")
        date = _date(given)
        out.undated += date is None and given is not None
        out.dates.append(date)
        quotes = record.get("quotes")
        if not isinstance(quotes, list):
            raise ReportError(f"{where}: quotes: expected a list, found {quotes!r:.60}")
        text = record.get("text")
        for i, quote in enumerate(quotes):
            try:
                _add(out, document, quote, text, kinds, target_names)
            except (AttributeError, KeyError, TypeError, ValueError) as error:
                raise ReportError(f"{where}: quotes[{i}]: expected a quotation of the schema ({type(error).__name__}: {error})") from None
    _name_speakers(out, kinds, aliases)
    _name_targets(out, target_names, aliases)
    out.period = _period([d for d in out.dates if d])
    return out


def _records(records: Records) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(records, (str, os.PathLike)):
        from ..corpus.labelled import read_records
        from ..corpus.problems import CorpusError

        try:
            yield from read_records(records)
        except CorpusError as error:
            raise ReportError(str(error)) from None
        return
    for number, item in enumerate(records, 1):
        record = item.to_dict() if isinstance(item, Article) else item
        if not isinstance(record, Mapping):
            raise ReportError(f"record {number}: expected an article or a mapping, found {type(record).__name__}")
        yield f"record {number}", record


def _add(out: Corpus, document: int, quote: Any, text: Any, kinds: list[str], target_names: list[str]) -> None:
    number = len(out.quote_document)
    speaker = quote.get("speaker") or {}
    name = speaker.get("name")
    if name is not None and not isinstance(name, str):
        raise TypeError("speaker.name: expected a string or null")
    start, end = int(quote["start"]), int(quote["end"])
    said = quote.get("text")
    if said is None:
        said = text[start:end] if isinstance(text, str) else ""
    if not isinstance(said, str):
        raise TypeError("text: expected a string")
    stances = [(s["target"], s.get("label"), s.get("scores")) for s in quote.get("stances") or ()]
    for target, label, _ in stances:
        if not isinstance(target, str) or (label is not None and label not in LABELS):
            raise ValueError(f"stances: expected a target and one of {', '.join(LABELS)} or null, found {target!r}, {label!r}")
    kind = speaker.get("type", "unknown")
    out.quote_kind.append(KINDS.index(quote.get("kind", "full")))
    out.quote_how.append(HOWS.index(speaker.get("how", "implicit")))
    kinds.append(TYPES[TYPES.index(kind)])
    out.quote_document.append(document)
    out.quote_form.append(name)
    out.quote_span.append((start, end))
    out.quote_text.append(said)
    for target, label, scores in stances:
        out.stance_quote.append(number)
        target_names.append(target)
        out.stance_label.append(ABSTAINED if label is None else LABELS.index(label))
        score = scores.get(label) if scores and label is not None else None
        out.stance_score.append(None if score is None else float(score))


def _name_speakers(out: Corpus, kinds: list[str], aliases: Mapping[str, str] | None) -> None:
    counts: Counter[tuple[str, str]] = Counter()
    for form, kind in zip(out.quote_form, kinds, strict=True):
        if form is not None:
            counts[form, kind] += 1
    joined = join(counts, aliases)
    numbers: dict[str, int] = {}
    types: list[Counter[str]] = []
    for form, kind, document in zip(out.quote_form, kinds, out.quote_document, strict=True):
        if form is None:
            out.quote_speaker.append(-1)
            continue
        name = joined[form].name
        if joined[form].rule == "document":
            name = f"{name} ({out.documents[document]})"
        number = numbers.setdefault(name, len(numbers))
        if number == len(types):
            out.speakers.append(name)
            types.append(Counter())
        types[number][kind] += 1
        out.quote_speaker.append(number)
    out.types = [min(t.items(), key=lambda item: (-item[1], item[0]))[0] for t in types]
    out.joined = list(joined.values())


def _name_targets(out: Corpus, names: list[str], aliases: Mapping[str, str] | None) -> None:
    """Targets that differ in spelling or honorific alone are one, under their most frequent form; nothing more is joined."""
    aliases = aliases or {}
    given = {name_key(form): name for form, name in aliases.items()}
    counts = Counter(names)
    keys: dict[str, str] = {}
    for name in counts:
        named = aliases.get(name, given.get(name_key(name), name))
        keys[name] = name_key(named) or named
    forms: dict[str, str] = {}
    for name, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        forms.setdefault(keys[name], name)
    for name in aliases.values():
        if name_key(name) in forms:
            forms[name_key(name)] = name
    numbers: dict[str, int] = {}
    for name in names:
        key = keys[name]
        number = numbers.setdefault(key, len(numbers))
        if number == len(out.targets):
            out.targets.append(forms[key])
        out.stance_target.append(number)


_ISO = re.compile(r"([0-9]{4}(?:-[0-9]{2}){0,2})(?=$|[T\s])")


def _date(value: Any) -> str | None:
    """Return the day, month or year that an ISO date gives, else ``None``."""
    found = _ISO.match(value) if isinstance(value, str) else None
    if found is None:
        return None
    try:
        datetime.date.fromisoformat(found.group(1) + "-01-01"[len(found.group(1)) - 4 :])
    except ValueError:
        return None  # a 31st of February
    return found.group(1)


def _period(dates: list[str]) -> str:
    """Return the length of a period that gives some ten to sixty bars."""
    if not dates:
        return "month"
    shortest = min(map(len, dates))
    first, last = min(dates), max(dates)
    months = (int(last[:4]) - int(first[:4])) * 12 + (int(last[5:7] or 1) - int(first[5:7] or 1))
    if months <= 2 and shortest == PERIODS["day"]:
        return "day"
    return "month" if months <= 72 and shortest >= PERIODS["month"] else "year"


def period_of(date: str | None, period: str) -> str | None:
    """Return the day, month or year of an ISO date.

    >>> period_of("2024-05-17", "month"), period_of(None, "month")
    ('2024-05', None)
    """
    return date[: PERIODS[period]] if date else None


def periods_between(first: str, last: str, period: str) -> list[str]:
    """Return every period from the first to the last, those without a quotation too.

    >>> periods_between("2023-11", "2024-02", "month")
    ['2023-11', '2023-12', '2024-01', '2024-02']
    """
    day = datetime.date.fromisoformat(first + "-01-01"[len(first) - 4 :])
    out: list[str] = []
    while not out or out[-1] < last:
        out.append(day.isoformat()[: PERIODS[period]])
        # From the 15th, 31 days on lies in the next month, whatever its length.
        step = {"day": 1, "month": 31, "year": 366}[period]
        day = (day if period == "day" else day.replace(day=15)) + datetime.timedelta(step)
    return out


def _stance_counts(counts: list[int]) -> Row:
    labelled = sum(counts[:ABSTAINED])
    row: Row = {"n": labelled, **dict(zip(LABELS, counts, strict=False)), "no_label": counts[ABSTAINED]}
    for label, count in zip(LABELS, counts, strict=False):
        row[f"{label}_share"] = round(count / labelled, 4) if labelled else None
    return row


def _grouped(keys: Iterable[Any], labels: Iterable[int]) -> dict[Any, list[int]]:
    out: defaultdict[Any, list[int]] = defaultdict(lambda: [0] * (ABSTAINED + 1))
    for key, label in zip(keys, labels, strict=True):
        out[key][label] += 1
    return out


def speaker_rows(corpus: Corpus) -> list[Row]:
    """Return a row a speaker, most quoted first: quotations, documents, stances by label."""
    quotations = Counter(corpus.quote_speaker)
    documents: defaultdict[int, set[int]] = defaultdict(set)
    for speaker, document in zip(corpus.quote_speaker, corpus.quote_document, strict=True):
        documents[speaker].add(document)
    stances = _grouped((corpus.quote_speaker[q] for q in corpus.stance_quote), corpus.stance_label)
    order = sorted((s for s in quotations if s >= 0), key=lambda s: (-quotations[s], corpus.speakers[s]))
    return [
        {
            "speaker": corpus.speakers[s],
            "type": corpus.types[s],
            "quotations": quotations[s],
            "documents": len(documents[s]),
            **_stance_counts(stances.get(s, [0] * (ABSTAINED + 1))),
        }
        for s in order
    ]


def target_rows(corpus: Corpus) -> list[Row]:
    """Return a row a target, most spoken of first."""
    stances = _grouped(corpus.stance_target, corpus.stance_label)
    rows = [{"target": corpus.targets[t], **_stance_counts(counts)} for t, counts in stances.items()]
    return sorted(rows, key=lambda r: (-r["n"] - r["no_label"], r["target"]))


def matrix_rows(corpus: Corpus) -> list[Row]:
    """Return a row for each speaker and target that meet, most frequent first; ``n`` counts the stances with a label."""
    pairs = ((corpus.quote_speaker[q], t) for q, t in zip(corpus.stance_quote, corpus.stance_target, strict=True))
    rows = [
        {"speaker": corpus.speakers[s], "target": corpus.targets[t], **_stance_counts(counts)}
        for (s, t), counts in _grouped(pairs, corpus.stance_label).items()
        if s >= 0
    ]
    return sorted(rows, key=lambda r: (-r["n"] - r["no_label"], r["speaker"], r["target"]))


def time_rows(corpus: Corpus) -> list[Row]:
    """Return a row for each target and period (day, month or year, as the dates reach), in the order of target and time."""
    keys = [
        (t, period_of(corpus.dates[corpus.quote_document[q]], corpus.period))
        for q, t in zip(corpus.stance_quote, corpus.stance_target, strict=True)
    ]
    grouped = _grouped(keys, corpus.stance_label)
    rows = [{"target": corpus.targets[t], "period": p, **_stance_counts(counts)} for (t, p), counts in grouped.items() if p is not None]
    return sorted(rows, key=lambda r: (r["target"], r["period"]))


def quotation_rows(corpus: Corpus) -> list[Row]:
    """Return a row for each quotation and each of its targets; a quotation without targets has one row."""
    stances: defaultdict[int, list[tuple[str | None, str | None, float | None]]] = defaultdict(list)
    for q, t, code, score in zip(corpus.stance_quote, corpus.stance_target, corpus.stance_label, corpus.stance_score, strict=True):
        stances[q].append((corpus.targets[t], None if code == ABSTAINED else LABELS[code], score))
    rows = []
    for q, document in enumerate(corpus.quote_document):
        speaker = corpus.quote_speaker[q]
        start, end = corpus.quote_span[q]
        for target, label, score in stances.get(q) or [(None, None, None)]:
            rows.append(
                {
                    "id": corpus.documents[document],
                    "date": corpus.dates[document],
                    "start": start,
                    "end": end,
                    "kind": KINDS[corpus.quote_kind[q]],
                    "speaker": corpus.speakers[speaker] if speaker >= 0 else None,
                    "form": corpus.quote_form[q],
                    "how": HOWS[corpus.quote_how[q]],
                    "text": corpus.quote_text[q],
                    "target": target,
                    "label": label,
                    "score": score,
                }
            )
    return rows


def joined_rows(corpus: Corpus) -> list[Row]:
    """Return a row for each form of a speaker's name: the name it is counted under, and by which rule."""
    return [{"form": j.form, "name": j.name, "quotations": j.quotations, "rule": j.rule} for j in corpus.joined]
