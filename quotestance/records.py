r"""The records that every stage speaks: `Span`, `Speaker`, `Stance`, `Quote`, `Article`.

One schema serves output, annotation and training data. All offsets are code points of the text that was given, half open:
``text[quote.start:quote.end] == quote.text``. What cannot be told is ``None``; a score is a calibrated probability in 0..1, and ``None``
where a person annotated.

>>> article = Article.from_dict({"text": "राम ने कहा, \"चलो।\"", "quotes": [{"start": 13, "end": 17, "kind": "full"}]})
>>> article.quotes[0].text
'चलो।'
>>> article.to_dict()["quotes"][0]["kind"]
'full'
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any, Literal, TypeVar, cast

__all__ = ["HOWS", "KINDS", "LABELS", "TYPES", "Article", "Evidence", "Quote", "RecordError", "Span", "Speaker", "Stance"]

Kind = Literal["full", "partial", "unmarked"]
How = Literal["name", "description", "pronoun", "implicit"]
SpeakerType = Literal["person", "organisation", "group", "unnamed", "unknown"]
Label = Literal["favor", "against", "neutral"]

KINDS: tuple[Kind, ...] = ("full", "partial", "unmarked")
HOWS: tuple[How, ...] = ("name", "description", "pronoun", "implicit")
TYPES: tuple[SpeakerType, ...] = ("person", "organisation", "group", "unnamed", "unknown")
LABELS: tuple[Label, ...] = ("favor", "against", "neutral")

_T = TypeVar("_T")


class RecordError(ValueError):
    """A record does not keep the schema. The message names the field, what was expected and what was found."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text: ``text == document[start:end]``, offsets in code points, half open."""

    start: int
    end: int
    text: str

    def to_dict(self) -> dict[str, Any]:
        """Return ``{"start", "end", "text"}``."""
        return {"start": self.start, "end": self.end, "text": self.text}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], text: str | None = None, *, where: str = "span") -> Span:
        """Read a span, checking it; ``text`` and ``where`` as in `Quote.from_dict`."""
        _only(data, ("start", "end", "text"), where)
        return cls(*_stretch(data, text, where))


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said a quotation.

    ``name`` is the fullest name the document has (``None``: cannot be told), ``names`` every form of it, ``mention`` the words to which the
    text ties the quotation, ``how`` the form of that mention, ``score`` the probability that ``name`` is right.
    """

    name: str | None
    names: tuple[str, ...] = ()
    mention: Span | None = None
    how: How = "implicit"
    type: SpeakerType = "unknown"
    score: float | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the speaker as plain data; ``score`` is left out where there is none."""
        out: dict[str, Any] = {
            "name": self.name,
            "names": list(self.names),
            "mention": self.mention and self.mention.to_dict(),
            "how": self.how,
            "type": self.type,
        }
        if self.score is not None:
            out["score"] = self.score
        return out

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], text: str | None = None, *, where: str = "speaker") -> Speaker:
        """Read a speaker, checking every field; ``text`` and ``where`` as in `Quote.from_dict`."""
        _only(data, ("name", "names", "mention", "how", "type", "score"), where)
        if "name" not in data:
            raise RecordError(f"{where}.name: missing (null where nobody can be told)")
        name, names, how = data["name"], data.get("names", []), _choice(data, "how", HOWS, where, "implicit")
        if name is not None and not (isinstance(name, str) and name.strip()):
            raise RecordError(f"{where}.name: expected a string or null, found {_show(name)}")
        if not isinstance(names, list) or not all(isinstance(n, str) and n.strip() for n in names):
            raise RecordError(f"{where}.names: expected a list of strings, found {_show(names)}")
        mention = _maybe_span(data.get("mention"), text, f"{where}.mention")
        if mention is not None and how == "implicit":
            raise RecordError(f"{where}.how: expected name, description or pronoun beside a mention, found {_show(data.get('how'))}")
        kind = _choice(data, "type", TYPES, where, "unknown")
        return cls(name, tuple(names), mention, how, kind, _score(data.get("score"), f"{where}.score"))


@dataclass(frozen=True, slots=True)
class Evidence:
    """A word or phrase that moved a stance label: where it stands, and by how much (log odds, positive: toward the label)."""

    start: int
    end: int
    text: str
    weight: float

    def to_dict(self) -> dict[str, Any]:
        """Return ``{"start", "end", "text", "weight"}``."""
        return {"start": self.start, "end": self.end, "text": self.text, "weight": self.weight}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], text: str | None = None, *, where: str = "evidence") -> Evidence:
        """Read a piece of evidence, checking every field; ``text`` and ``where`` as in `Quote.from_dict`."""
        _only(data, ("start", "end", "text", "weight"), where)
        weight = data.get("weight")
        if isinstance(weight, bool) or not isinstance(weight, (int, float)):
            raise RecordError(f"{where}.weight: expected a number, found {_show(weight)}")
        return cls(*_stretch(data, text, where), float(weight))


@dataclass(frozen=True, slots=True)
class Stance:
    """The attitude of a quotation's speaker toward one target.

    ``label`` is ``None`` where the classifier abstains; ``scores`` maps each of `LABELS` to its probability, and is to be read, not
    changed; ``evidence`` is filled on request.
    """

    target: str
    mention: Span | None = None
    label: Label | None = None
    scores: Mapping[Label, float] | None = field(default=None, hash=False)  # a dict, so that records can go to other processes
    evidence: tuple[Evidence, ...] | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the stance as plain data; ``scores`` and ``evidence`` are left out where there are none."""
        out: dict[str, Any] = {"target": self.target, "mention": self.mention and self.mention.to_dict(), "label": self.label}
        if self.scores is not None:
            out["scores"] = dict(self.scores)
        if self.evidence is not None:
            out["evidence"] = [e.to_dict() for e in self.evidence]
        return out

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], text: str | None = None, *, where: str = "stance") -> Stance:
        """Read a stance, checking every field; ``text`` and ``where`` as in `Quote.from_dict`."""
        _only(data, ("target", "mention", "label", "scores", "evidence"), where)
        target, evidence = _get(data, "target", str, where), data.get("evidence")
        if not target.strip():
            raise RecordError(f"{where}.target: expected a name, found {_show(target)}")
        if evidence is not None:
            if not isinstance(evidence, list):
                raise RecordError(f"{where}.evidence: expected a list, found {_show(evidence)}")
            evidence = tuple(Evidence.from_dict(e, text, where=f"{where}.evidence[{i}]") for i, e in enumerate(evidence))
        mention = _maybe_span(data.get("mention"), text, f"{where}.mention")
        label = _choice(data, "label", (*LABELS, None), where, None)
        return cls(target, mention, label, read_scores(data.get("scores"), f"{where}.scores"), evidence)


@dataclass(frozen=True, slots=True)
class Quote:
    """A direct quotation: its span, kind, score, speaker, cue and stances.

    ``speaker`` is ``None`` only before attribution; a speaker who cannot be told is a `Speaker` whose name is ``None``.
    """

    start: int
    end: int
    text: str
    kind: Kind = "full"
    score: float | None = None
    speaker: Speaker | None = None
    cue: Span | None = None
    stances: tuple[Stance, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the quotation as plain data; ``score`` is left out where there is none."""
        out: dict[str, Any] = {"start": self.start, "end": self.end, "text": self.text, "kind": self.kind}
        if self.score is not None:
            out["score"] = self.score
        out["speaker"] = self.speaker and self.speaker.to_dict()
        out["cue"] = self.cue and self.cue.to_dict()
        out["stances"] = [s.to_dict() for s in self.stances]
        return out

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], text: str | None = None, *, where: str = "quote") -> Quote:
        """Read a quotation, checking every field.

        Parameters
        ----------
        data
            As `to_dict` makes it; a field that it does not make is refused.
        text
            Of the document: the spans are cut from it, and the words that they hold are compared with it. Without it every span must hold
            its own ``text``.
        where
            What errors call the place.

        Raises
        ------
        RecordError
            As in `Article.from_dict`.

        Examples
        --------
        >>> Quote.from_dict({"start": 13, "end": 17}, 'राम ने कहा, "चलो।"').text
        'चलो।'
        """
        _only(data, ("start", "end", "text", "kind", "score", "speaker", "cue", "stances"), where)
        stances = data.get("stances", [])
        if not isinstance(stances, list):
            raise RecordError(f"{where}.stances: expected a list, found {_show(stances)}")
        speaker = data.get("speaker")
        return cls(
            *_stretch(data, text, where),
            _choice(data, "kind", KINDS, where, "full"),
            _score(data.get("score"), f"{where}.score"),
            None if speaker is None else Speaker.from_dict(speaker, text, where=f"{where}.speaker"),
            _maybe_span(data.get("cue"), text, f"{where}.cue"),
            tuple(Stance.from_dict(s, text, where=f"{where}.stances[{i}]") for i, s in enumerate(stances)),
        )

    def with_(self, **changes: Any) -> Quote:
        """Return a copy with some fields changed."""
        return replace(self, **changes)


@dataclass(frozen=True, slots=True)
class Article:
    """A text and the quotations found in it, in the order of the text."""

    text: str
    quotes: tuple[Quote, ...] = ()
    id: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the article as plain data, ready for ``json.dumps``; ``id`` is left out where there is none."""
        out: dict[str, Any] = {} if self.id is None else {"id": self.id}
        out["text"] = self.text
        out["quotes"] = [q.to_dict() for q in self.quotes]
        return out

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], text: str | None = None) -> Article:
        """Read an article from plain data, checking every field.

        Parameters
        ----------
        data
            ``{"id"?, "text", "quotes"}``; further fields beside these are passed over, inside a quotation they are refused. The ``text`` of
            a span may be left out, and is then cut from the article's.
        text
            For a record that holds no text of its own, but its ``sha1``.

        Raises
        ------
        RecordError
            Where a field is missing, of the wrong type, not one of its values, or not of the schema; where a span does not hold its text
            or is empty; where quotations overlap or do not stand in the order of the text; where scores do not sum to 1; where a speaker
            is ``implicit`` and has a mention; where the text has another ``sha1``.
        """
        if not isinstance(data, Mapping):
            raise RecordError(f"article: expected an object, found {_show(data)}")
        if text is None or "text" in data:
            own = _get(data, "text", str, "")
            if text is not None and own != text:
                raise RecordError(f"text: expected {_show(text)} as given, found {_show(own)}")
            text = own
        if data.get("sha1") is not None and (sha1 := hashlib.sha1(text.encode("utf-8", "surrogatepass")).hexdigest()) != data["sha1"]:
            raise RecordError(f"sha1: expected {sha1} of the text, found {_show(data['sha1'])}")
        ident = data.get("id")
        if ident is not None and not isinstance(ident, str):
            raise RecordError(f"id: expected a string or null, found {_show(ident)}")
        quotes = [Quote.from_dict(q, text, where=f"quotes[{i}]") for i, q in enumerate(_get(data, "quotes", list, ""))]
        for i, (one, other) in enumerate(pairwise(quotes), 1):
            # Of nested quotations the outermost alone is one, so they stand one after another.
            if other.start < one.end:
                raise RecordError(f"quotes[{i}]: expected a start at or after {one.end}, where quotes[{i - 1}] ends, found {other.start}")
        return cls(text, tuple(quotes), ident)

    def to_html(self, **options: Any) -> str:
        """Return the article as one self-contained HTML page; see `quotestance.views.html.page`."""
        from .views.html import page

        return page([self], **options)

    def _repr_html_(self) -> str:
        from .views.html import fragment

        return fragment(self)


def _show(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _get(data: Any, field: str, kind: type[_T], where: str) -> _T:
    path = f"{where}.{field}" if where else field
    if not isinstance(data, Mapping):
        raise RecordError(f"{where or 'article'}: expected an object, found {_show(data)}")
    if field not in data:
        raise RecordError(f"{path}: missing")
    value = data[field]
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        names = {str: "a string", int: "a whole number", list: "a list"}
        raise RecordError(f"{path}: expected {names.get(kind, kind.__name__)}, found {_show(value)}")
    return value


def _choice(data: Any, field: str, allowed: Sequence[_T], where: str, default: _T) -> _T:
    value = data.get(field, default)
    if value not in allowed:
        raise RecordError(f"{where}.{field}: expected one of {', '.join(map(str, allowed))}, found {_show(value)}")
    return cast(_T, value)


def _score(value: Any, where: str) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1:
        raise RecordError(f"{where}: expected a number in 0..1, found {_show(value)}")
    return float(value)


def read_scores(value: Any, where: str) -> dict[Label, float] | None:
    """Return the probabilities of a stance by label, checked; ``None`` where there are none.

    Raises
    ------
    RecordError
        Where one is missing or no probability, or they do not sum to 1 (two decimals are enough).
    """
    if value is None:
        return None
    if not isinstance(value, Mapping) or set(value) != set(LABELS) or None in value.values():
        raise RecordError(f"{where}: expected a probability for each of {', '.join(LABELS)}, found {_show(value)}")
    scores = {label: _score(value[label], f"{where}.{label}") or 0.0 for label in LABELS}
    if abs(sum(scores.values()) - 1) > 0.02:
        raise RecordError(f"{where}: expected probabilities that sum to 1, found {_show(dict(value))}")
    return scores


def _only(data: Any, fields: tuple[str, ...], where: str) -> None:
    if not isinstance(data, Mapping):
        raise RecordError(f"{where}: expected an object, found {_show(data)}")
    for name in data:
        if name not in fields:
            raise RecordError(f"{where}: expected the fields {', '.join(fields)}, found {_show(name)}")


def _stretch(data: Any, text: str | None, where: str) -> tuple[int, int, str]:
    start, end = _get(data, "start", int, where), _get(data, "end", int, where)
    if text is None:
        words = _get(data, "text", str, where)
        if not 0 <= start < end or end - start != len(words):
            raise RecordError(f"{where}: expected offsets {len(words)} apart as its text is long, found [{start}, {end}]")
        return start, end, words
    if not 0 <= start <= end <= len(text):
        raise RecordError(f"{where}: expected offsets inside the text (0..{len(text)}), found [{start}, {end}]")
    if start == end:
        raise RecordError(f"{where}: expected a span of one character at least, found [{start}, {end}]")
    found = text[start:end]
    if data.get("text", found) != found:
        raise RecordError(f"{where}.text: expected {_show(found)} as at [{start}, {end}], found {_show(data['text'])}")
    return start, end, found


def _maybe_span(data: Any, text: str | None, where: str) -> Span | None:
    return None if data is None else Span.from_dict(data, text, where=where)
