"""The targets that a quotation names, where the user gives none: spans by the learned tagger, their canonical names, one name a target."""

from __future__ import annotations

from collections.abc import Sequence

from ...records import Quote
from ...text import Document, name_key
from .bounds import indefinite, joint, trimmed, whole
from .naming import canonical, one_name
from .tagging import Window, tagger

__all__ = ["find_targets"]

Found = tuple[str, tuple[int, int] | None]
"""A target's canonical name and where the quotation first names it; ``None``: it is only meant."""


def find_targets(doc: Document, quotes: Sequence[Quote]) -> list[list[Found]]:
    """Return the targets that each quotation names.

    Returns
    -------
    list of list of (str, (int, int) or None)
        For each quotation, in the order of the text: the canonical name (the fullest form of the document) and where it is first named
        (offsets into the text); ``None`` for what a partial quotation is said of in the reporter's clause (X को "…" बताया). The speaker is
        left out.
    """
    if not quotes:
        return []
    words = doc.words
    windows = [_window(doc, quote) for quote in quotes]
    told: dict[int, int] = {}  # quotations by the window of what they are said of
    for number, quote in enumerate(quotes):
        if quote.kind == "partial":
            told[number] = len(windows)
            windows.append(_before(words, windows[number][0]))
    spans = tagger().spans(doc, windows, [quote.kind for quote in quotes])
    found: list[list[Found]] = []
    names: dict[tuple[str, ...], str] = {}

    def name_of(low: int, high: int) -> str:
        key = tuple(words[low:high])
        name = names.get(key)
        if name is None:
            name = names[key] = canonical(doc, low, high)
        return name

    for number in range(len(quotes)):
        here: list[Found] = []
        if number in told and (topic := _topic(doc, _named(doc, spans[told[number]]), windows[number][0])) is not None:
            here.append((name_of(*topic), None))
        for low, high in _named(doc, spans[number]):
            here.append((name_of(low, high), (doc.starts[low], doc.ends[high - 1])))
        found.append(here)
    return _joined(quotes, found)


def _named(doc: Document, spans: Sequence[Window]) -> list[Window]:
    """Return the tokens of the names in the spans of the tagger: whole, without determiners; nothing that is any one of its kind."""
    out: list[Window] = []
    for a, b in spans:
        low, high = trimmed(doc.words, a, b)
        if low < high and not indefinite(doc.words, low, high):
            low, high = whole(doc, low, high)
            if out and low < out[-1][1]:
                before = out.pop()
                low, high = min(low, before[0]), max(high, before[1])
            out.append(joint(doc.words, low, high))
    return out


def _window(doc: Document, quote: Quote) -> Window:
    first = doc.first_token(quote.start)
    return first, max(first, doc.last_token(quote.end) + 1)


_LOOK_BACK = 10
_ENDS = frozenset({"।", "?", "!"})
_GENITIVE = frozenset({"का", "की", "के"})
_TOPIC = {"को": 3, "पर": 3, "का": 3, "के": 3, "ने": 3, "की": 6}
"""Most tokens between a topic and a partial quotation, by the postposition of the topic.

In training, seven to nine of ten such names share a word with what the quotation is said of, five have its whole name; farther off,
and with other postpositions, three. Before full quotations it is never more than four of ten, so that nothing is proposed there.
"""


def _before(words: Sequence[str], first: int) -> Window:
    """Return the tokens of the reporter's sentence before a quotation."""
    low = first
    while low > max(0, first - _LOOK_BACK) and words[low - 1] not in _ENDS:
        low -= 1
    return low, first


def _topic(doc: Document, named: Sequence[Window], first: int) -> Window | None:
    """Return what a partial quotation is said of, of the names before it: नेगी के बयान of नेगी के बयान को "…" बताया."""
    words = doc.words
    if not named:
        return None
    low, high = named[-1]
    if high >= first or first - high > _TOPIC.get(words[high], 0):
        return None
    for before in reversed(named[:-1]):
        if before[1] != low - 1 or words[low - 1] not in _GENITIVE:
            break
        low = before[0]
    return low, high


def _joined(quotes: Sequence[Quote], found: list[list[Found]]) -> list[list[Found]]:
    """Give the forms of one target one name, drop the speaker and repetitions."""
    key_of = {name: name_key(name) for here in found for name, _ in here}
    if not key_of:
        return found
    full = one_name(key_of)
    out = []
    for quote, here in zip(quotes, found, strict=True):
        kept: dict[str, tuple[int, int] | None] = {}
        if here:
            names = {""} if quote.speaker is None else {"", *map(name_key, (quote.speaker.name or "", *quote.speaker.names))}
            for name, span in here:
                target = full[name]
                if key_of[name] not in names and key_of[target] not in names and kept.get(target) is None:
                    kept[target] = span
        out.append(list(kept.items()))
    return out
