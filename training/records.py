"""What is wrong in one annotated document, by the annotation scheme: plain functions from a record to ``(expected, found)`` pairs.

>>> text = "राव ने कहा, “चलो।”"
>>> speaker = {"name": "राव", "names": ["राव"], "mention": {"start": 0, "end": 3, "text": "राव"}, "how": "implicit", "type": "person"}
>>> quote = {"start": 13, "end": 17, "text": "चलो।", "kind": "full", "speaker": speaker, "cue": None, "stances": []}
>>> faults({"id": "a", "text": text, "quotes": [quote]}, text)
[('a mention where how is not implicit, none where it is', 'quotes[0]: how implicit, mention राव')]
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quotestance.records import HOWS, KINDS, LABELS, TYPES

__all__ = ["ends", "faults", "offsets_fit", "statement_faults"]

Fault = tuple[str, str]
OPENING = "\"“„«`'‘"
CLOSING = "\"”»'’"
SPACE = (" ", "\u00a0", "\t", "\n", "\u200b", "\ufeff")


def ends(item: dict[str, Any]) -> tuple[int, int]:
    """Return start and end of a quotation or statement, whichever way it is written."""
    return tuple(item["span"]) if "span" in item else (item["start"], item["end"])


def _pair(span: Any) -> tuple[int, int] | None:
    """Return a span of either form as a pair, ``None`` for none; raise ``ValueError`` for anything else."""
    if span is None:
        return None
    pair = (span.get("start"), span.get("end")) if isinstance(span, dict) else tuple(span)
    if len(pair) != 2 or not all(type(x) is int for x in pair):
        raise ValueError(f"{span!r}")
    return pair


def _spans(record: dict[str, Any]) -> Iterator[Any]:
    for q in record["quotes"]:
        yield q.get("span", q)
        speaker = q["speaker"]
        yield from (speaker["mention"], q["cue"], *(s["mention"] for s in q["stances"]))
        if "span" in q:
            yield from (speaker["name"], *speaker["names"])


def offsets_fit(record: dict[str, Any], length: int) -> bool:
    """Return whether every span of a record lies inside a text of ``length`` code points."""
    try:
        pairs = [_pair(s) for s in _spans(record)]
    except (KeyError, TypeError, ValueError, AttributeError):
        return False
    return all(p is None or 0 <= p[0] < p[1] <= length for p in pairs)


def faults(record: dict[str, Any], text: str | None) -> list[Fault]:
    """Return what is wrong in one document.

    Parameters
    ----------
    record
        A full record (``text`` inside), or one of offsets alone with ``sha1``.
    text
        Its text; ``None`` where it is not at hand: then only what needs no words is checked.
    """
    if not isinstance(record.get("quotes"), list):
        return [("a list of quotes", repr(record.get("quotes"))[:60])]
    if "sha1" not in record and not isinstance(text, str):
        return [("a text", repr(text))]
    out: list[Fault] = []
    last = 0
    for k, q in enumerate(record["quotes"]):
        where = f"quotes[{k}]"
        try:
            found = list(_quote_faults(q, text))
            start, end = ends(q)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            out.append(("the fields of the schema", f"{where}: {type(error).__name__} {error}"))
            continue
        if start < last:
            found.append(("quotations in order, none over another", f"one that begins at {start}, before {last}"))
        last = max(last, end)
        out += [(expected, f"{where}: {what}") for expected, what in found]
    return out


def _quote_faults(q: dict[str, Any], text: str | None) -> Iterator[Fault]:
    start, end = _pair(q.get("span", q)) or (0, 0)
    speaker = q["speaker"]
    mention, cue = _pair(speaker["mention"]), _pair(q["cue"])
    for name, value, allowed in (("kind", q["kind"], KINDS), ("how", speaker["how"], HOWS), ("type", speaker["type"], TYPES)):
        if value not in allowed:
            yield f"{name}: one of {', '.join(allowed)}", repr(value)
    if (speaker["how"] == "implicit") != (mention is None):
        yield "a mention where how is not implicit, none where it is", f"how {speaker['how']}, mention {_words(speaker['mention'], text)}"
    if speaker["name"] is None and speaker["names"]:
        yield "no names where there is no name", f"{len(speaker['names'])} names"
    if speaker["name"] is not None and (not speaker["names"] or speaker["names"][0] != speaker["name"]):
        yield "the name first among the names", repr(speaker["names"])[:60]
    names = [tuple(n) if isinstance(n, list) else n for n in speaker["names"]]
    if len(set(names)) < len(names):
        yield "each name once", repr(names)[:80]
    for what, span in (("mention", mention), ("cue", cue)):
        if span and span[0] < end and start < span[1]:
            yield f"the {what} outside the quotation", f"{what} at {list(span)}, quotation at {[start, end]}"
    if mention and cue and mention[0] < cue[1] and cue[0] < mention[1]:
        yield "mention and cue apart", f"mention at {list(mention)}, cue at {list(cue)}"
    yield from _stance_faults(q, start, end)
    yield from _order_faults([(start, end), mention, cue], len(text) if text is not None else None)
    if text is not None:
        yield from _word_faults(q, text)


def _stance_faults(q: dict[str, Any], start: int, end: int) -> Iterator[Fault]:
    seen = set()
    for s in q["stances"]:
        if not isinstance(s["target"], str) or not s["target"].strip() or s["target"] != s["target"].strip():
            yield "a target without white space at the ends", repr(s["target"])
        if s["label"] not in LABELS:
            yield f"label: one of {', '.join(LABELS)}", repr(s["label"])
        if s["target"] in seen:
            yield "each target once a quotation", s["target"]
        seen.add(s["target"])
        span = _pair(s["mention"])
        if span and not start <= span[0] < span[1] <= end:
            yield "the target's mention inside the quotation", f"{s['target']} at {list(span)}, quotation at {[start, end]}"


def _order_faults(spans: list[tuple[int, int] | None], length: int | None) -> Iterator[Fault]:
    for span in spans:
        if span and not (0 <= span[0] < span[1] and (length is None or span[1] <= length)):
            yield f"a span inside the text (0..{length})" if length is not None else "a span of one character and more", repr(list(span))


def _words(span: Any, text: str | None) -> str:
    pair = _pair(span)
    if pair is None:
        return "null"
    return text[slice(*pair)] if text is not None else repr(list(pair))


def _word_faults(q: dict[str, Any], text: str) -> Iterator[Fault]:
    start, end = ends(q)
    words, speaker = text[start:end], q["speaker"]
    for span in (q, speaker["mention"], q["cue"], *(s["mention"] for s in q["stances"])):
        if isinstance(span, dict) and "text" in span and text[span["start"] : span["end"]] != span["text"]:
            yield f"the words at [{span['start']}, {span['end']}]: {text[span['start'] : span['end']][:40]}", str(span["text"])[:40]
    for what, span in (
        ("quotation", q),
        ("mention", speaker["mention"]),
        ("cue", q["cue"]),
        *(("target", s["mention"]) for s in q["stances"]),
    ):
        shown = _words(span["span"] if isinstance(span, dict) and "span" in span else span, text) if span else "-"
        if shown[:1] in SPACE or shown[-1:] in SPACE:
            yield f"a {what} without white space at the ends", repr(shown[:20] + "…" + shown[-20:])
    for name in speaker["names"]:
        if isinstance(name, str) and (name not in text or name != name.strip()):
            yield "names that stand in the text", name
    # marks around the whole span belong outside it; one that opens or closes a nested quotation is part of the speech
    if words and words[0] in OPENING and words[-1] in CLOSING and not any(c in OPENING + CLOSING for c in words[1:-1]):
        yield "a span inside its marks", words[:30]


def statement_faults(record: dict[str, Any], text: str | None) -> list[Fault]:
    """Return what is wrong in one single statement: ``{"id", "sha1", "span", "speech", "stances"}``."""
    try:
        start, end = _pair(record["span"]) or (0, 0)
        out = [*_stance_faults(record, start, end), *_order_faults([(start, end)], None if text is None else len(text))]
        if record["speech"] not in ("direct", "indirect"):
            out.append(("speech: direct or indirect", repr(record["speech"])))
        return out
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        return [("the fields of the schema", f"{type(error).__name__} {error}")]
