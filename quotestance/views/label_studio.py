"""Articles as tasks of Label Studio, and corrected tasks as articles.

A quotation is a region labelled with its kind; speaker, names, how, type and the list of stances belong to it. Mention, cue and the
mentions of targets are regions of their own, each tied to its quotation by a relation. `CONFIG` is the labelling interface that shows this.

Offsets are code points, as Label Studio counts them since 2021; older files count UTF-16 units, which differ after an emoji: the words kept
beside the offsets tell which it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from ..records import HOWS, KINDS, LABELS, TYPES, Article, Quote, RecordError, Span
from .faults import ExchangeError
from .templates import load

__all__ = ["CONFIG", "from_label_studio", "to_label_studio"]

CONFIG = load("label_studio.xml")
"""The labelling interface (XML) to paste into the project's settings."""
_PARTS = ("mention", "cue", "target")
_SEPARATOR = " | "


def to_label_studio(articles: Iterable[Article]) -> list[dict[str, Any]]:
    """Return one task an article, its quotations as an annotation that can be corrected at once.

    Scores and evidence stay behind: they are the model's, and what a person has corrected needs none.

    Examples
    --------
    >>> task = to_label_studio([Article("अब चलो", (Quote(3, 6, "चलो"),), "a")])[0]
    >>> task["annotations"][0]["result"][0]["value"]
    {'start': 3, 'end': 6, 'text': 'चलो', 'labels': ['full']}
    """
    tasks = []
    for article in articles:
        result = [item for number, quote in enumerate(article.quotes) for item in _results(f"q{number}", quote)]
        tasks.append({"data": {"text": article.text, "id": article.id}, "annotations": [{"result": result}]})
    return tasks


def _results(ident: str, quote: Quote) -> Iterator[dict[str, Any]]:
    span = Span(quote.start, quote.end, quote.text)
    yield _region(ident, span, quote.kind)
    if quote.speaker:
        if quote.speaker.name is not None:
            yield _field(ident, span, "speaker", [quote.speaker.name])
        if quote.speaker.names:
            yield _field(ident, span, "names", list(quote.speaker.names))
        yield _field(ident, span, "how", [quote.speaker.how], "choices")
        yield _field(ident, span, "type", [quote.speaker.type], "choices")
        if quote.speaker.mention:
            yield from _tied(ident, f"{ident}-mention", quote.speaker.mention, "mention")
    if quote.cue:
        yield from _tied(ident, f"{ident}-cue", quote.cue, "cue")
    if quote.stances:
        yield _field(ident, span, "stances", [f"{s.label or 'none'}{_SEPARATOR}{s.target}" for s in quote.stances])
    for number, stance in enumerate(quote.stances):
        if stance.mention:
            part = f"{ident}-target{number}"
            yield from _tied(ident, part, stance.mention, "target")
            yield _field(part, stance.mention, "target", [stance.target])


def _region(ident: str, span: Span, label: str) -> dict[str, Any]:
    value = {**span.to_dict(), "labels": [label]}
    return {"id": ident, "from_name": "span", "to_name": "text", "type": "labels", "value": value}


def _field(ident: str, span: Span, name: str, values: list[str], kind: str = "textarea") -> dict[str, Any]:
    value = {**span.to_dict(), "text" if kind == "textarea" else kind: values}
    return {"id": ident, "from_name": name, "to_name": "text", "type": kind, "value": value}


def _tied(quote: str, ident: str, span: Span, label: str) -> Iterator[dict[str, Any]]:
    yield _region(ident, span, label)
    yield {"type": "relation", "from_id": quote, "to_id": ident, "direction": "right", "labels": [label]}


def from_label_studio(tasks: Any, *, name: str = "tasks") -> list[Article]:
    """Read tasks as Label Studio exports them (JSON, not JSON-MIN).

    The last annotation that was not cancelled counts; a task without one gives its last prediction.

    Parameters
    ----------
    tasks
        The list of tasks, as plain data.
    name
        Of the file, for messages.

    Raises
    ------
    ExchangeError
        The message names the file, the task (counted from 1) and its id, the region and what was expected of it.

    Examples
    --------
    >>> article = Article("अब चलो", (Quote(3, 6, "चलो", "partial"),), "a")
    >>> from_label_studio(to_label_studio([article])) == [article]
    True
    """
    if not isinstance(tasks, list):
        raise ExchangeError(f"{name}: expected a list of tasks, found {type(tasks).__name__}")
    return [_article(task, f"{name}: task {number}") for number, task in enumerate(tasks, 1)]


def _article(task: Any, place: str) -> Article:
    data = task.get("data") if isinstance(task, Mapping) else None
    text = data.get("text") if isinstance(data, Mapping) else None
    if not isinstance(data, Mapping) or not isinstance(text, str):
        raise ExchangeError(f"{place}: data.text: expected a string, found {text!r:.60}")
    ident = data.get("id")
    if ident is not None:
        place += f" ({ident})"
    results = _answer(task, place)
    regions: dict[str, dict[str, Any]] = {}
    for item in results:
        if item.get("type") != "relation":
            _take(regions.setdefault(str(item.get("id")), {"id": str(item.get("id"))}), item, text, place)
    parts = _relations(regions, results, place)
    quotes = [_quote(region, parts.get(region["id"], {}), place) for region in regions.values() if region.get("label") in KINDS]
    # A region that was drawn anew stands at the end of the list; the order of the text is the order of the quotations.
    if any(a["start"] > b["start"] for a, b in pairwise(quotes)):
        quotes.sort(key=lambda q: (q["start"], -q["end"]))
    try:
        return Article.from_dict({"id": ident, "text": text, "quotes": quotes})
    except RecordError as error:
        raise ExchangeError(f"{place}: {error}") from None


def _answer(task: Mapping[str, Any], place: str) -> list[Mapping[str, Any]]:
    for field in ("annotations", "predictions"):
        answers = task.get(field) or []
        if not isinstance(answers, list) or not all(isinstance(a, Mapping) for a in answers):
            raise ExchangeError(f"{place}: {field}: expected a list of objects")
        valid = [a for a in answers if not a.get("was_cancelled")]
        if valid:
            result = valid[-1].get("result")
            if not isinstance(result, list) or not all(isinstance(r, Mapping) for r in result):
                raise ExchangeError(f"{place}: {field}: result: expected a list of objects")
            return result
    return []


def _take(region: dict[str, Any], item: Mapping[str, Any], text: str, place: str) -> None:
    field, kind, value = item.get("from_name"), item.get("type"), item.get("value")
    where = f"{place}: region {region['id']}: {field}"
    values = (
        value.get({"labels": "labels", "choices": "choices", "textarea": "text"}.get(str(kind), "")) if isinstance(value, Mapping) else None
    )
    if isinstance(values, str):
        values = [values]
    if not isinstance(value, Mapping) or not isinstance(values, list) or not all(isinstance(v, str) for v in values):
        raise ExchangeError(f"{where}: expected labels, choices or a textarea with strings, found {kind!r}")
    if field == "span":
        label = values[0] if len(values) == 1 else None
        if label not in (*KINDS, *_PARTS):
            raise ExchangeError(f"{where}: expected one of {', '.join((*KINDS, *_PARTS))}, found {', '.join(values) or 'none'}")
        region["label"] = label
        region["start"], region["end"] = _offsets(value, text, where)
    else:
        region[str(field)] = values


def _offsets(value: Mapping[str, Any], text: str, where: str) -> tuple[int, int]:
    start, end, words = value.get("start"), value.get("end"), value.get("text")
    if not isinstance(start, int) or not isinstance(end, int) or isinstance(start, bool) or not 0 <= start <= end:
        raise ExchangeError(f"{where}: expected start and end, found {start!r}, {end!r}")
    if not isinstance(words, str):
        if end > len(text):
            raise ExchangeError(f"{where}: expected offsets inside the text (0..{len(text)}), found {start}, {end}")
        return start, end
    wanted = _bare(words)
    if end <= len(text) and _bare(text[start:end]) == wanted:
        return start, end
    units = text.encode("utf-16-le", "surrogatepass")
    try:
        before = len(units[: 2 * start].decode("utf-16-le"))
        through = before + len(units[2 * start : 2 * end].decode("utf-16-le"))
    except UnicodeDecodeError:
        before = through = -1
    if before >= 0 and _bare(text[before:through]) == wanted:
        return before, through
    raise ExchangeError(f"{where}: expected {words[:60]!r} at {start}..{end}, found {text[start:end][:60]!r}")


def _bare(text: str) -> str:
    # The editor writes a line feed inside a region as backslash and n, and may trim white space.
    return "".join(text.replace("\\n", " ").split())


def _relations(
    regions: Mapping[str, Mapping[str, Any]], results: Sequence[Mapping[str, Any]], place: str
) -> dict[str, dict[str, list[Mapping[str, Any]]]]:
    """Return for each quotation the regions that are tied to it, by label; a relation holds in either direction."""
    out: dict[str, dict[str, list[Mapping[str, Any]]]] = {}
    tied = set()
    for item in results:
        if item.get("type") != "relation":
            continue
        ends = [str(item.get("from_id")), str(item.get("to_id"))]
        for end in ends:
            if end not in regions:
                raise ExchangeError(f"{place}: relation {' → '.join(ends)}: expected the id of a region, found {end!r}")
        quotes = [end for end in ends if regions[end].get("label") in KINDS]
        others = [end for end in ends if regions[end].get("label") in _PARTS]
        if len(quotes) != 1 or len(others) != 1:
            raise ExchangeError(f"{place}: relation {' → '.join(ends)}: expected it to join a quotation with a mention, cue or target")
        part = regions[others[0]]
        tied.add(others[0])
        out.setdefault(quotes[0], {}).setdefault(part["label"], []).append(part)
    for ident, region in regions.items():
        if "label" not in region:
            raise ExchangeError(
                f"{place}: region {ident}: expected a span with a label, found only {', '.join(k for k in region if k != 'id')}"
            )
        if region["label"] in _PARTS and ident not in tied:
            raise ExchangeError(f"{place}: region {ident}: expected a relation from the quotation that this {region['label']} belongs to")
    return out


def _quote(region: Mapping[str, Any], parts: Mapping[str, list[Mapping[str, Any]]], place: str) -> dict[str, Any]:
    where = f"{place}: region {region['id']}"

    def one(label: str) -> dict[str, int] | None:
        found = parts.get(label, [])
        if len(found) > 1:
            raise ExchangeError(f"{where}: expected at most one {label}, found {len(found)}")
        return {"start": found[0]["start"], "end": found[0]["end"]} if found else None

    mention = one("mention")
    speaker = None
    if mention or any(region.get(field) for field in ("speaker", "names", "how", "type")):
        speaker = {
            "name": (region.get("speaker") or [None])[0],
            "names": region.get("names") or [],
            "mention": mention,
            "how": _choice(region, "how", HOWS, "name" if mention else "implicit", where),
            "type": _choice(region, "type", TYPES, "unknown", where),
        }
    return {
        "start": region["start"],
        "end": region["end"],
        "kind": region["label"],
        "speaker": speaker,
        "cue": one("cue"),
        "stances": _stances(region.get("stances") or [], parts.get("target", []), where),
    }


def _choice(region: Mapping[str, Any], field: str, allowed: Sequence[str], default: str, where: str) -> str:
    values = region.get(field) or [default]
    if len(values) != 1 or values[0] not in allowed:
        raise ExchangeError(f"{where}: {field}: expected one of {', '.join(allowed)}, found {', '.join(values)}")
    return str(values[0])


def _stances(lines: Sequence[str], mentions: Sequence[Mapping[str, Any]], where: str) -> list[dict[str, Any]]:
    rest = list(mentions)
    out = []
    for line in lines:
        label, separator, target = line.partition(_SEPARATOR)
        if not separator or label.strip() not in (*LABELS, "none"):
            raise ExchangeError(
                f"{where}: stances: expected 'favor | name', 'against | …', 'neutral | …' or 'none | …', found {line[:60]!r}"
            )
        mention = next((m for m in rest if (m.get("target") or [None])[0] == target), None)
        if mention is not None:
            rest.remove(mention)
        out.append(
            {
                "target": target,
                "mention": mention and {"start": mention["start"], "end": mention["end"]},
                "label": None if label.strip() == "none" else label.strip(),
            }
        )
    if rest:
        named = (rest[0].get("target") or ["(no name)"])[0]
        raise ExchangeError(f"{where}: stances: expected a line for the target {named!r} (region {rest[0]['id']}), found none")
    return out
