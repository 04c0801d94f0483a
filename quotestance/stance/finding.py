"""The targets that a quotation names, where the user gives none: spans by the learned tagger, their canonical names, one name a target."""

from __future__ import annotations

from collections.abc import Sequence

from ..records import Quote
from ..text import Document, name_key
from .naming import canonical, one_name, trimmed, whole
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
        if quote.kind == "partial" and (window := _before(words, windows[number][0])) is not None:
            told[number] = len(windows)
            windows.append(window)
    spans = tagger().spans(doc, windows, [quote.kind for quote in quotes])
    found: list[list[Found]] = []
    names: dict[tuple[str, ...], str] = {}
    for number in range(len(quotes)):
        here: list[Found] = []
        if number in told:
            end = windows[told[number]][1]
            for a, b in spans[told[number]]:
                low, high = trimmed(words, a, b)
                if low < high == end:
                    here.append((canonical(doc, low, high), None))
        for a, b in spans[number]:
            low, high = trimmed(words, a, b)
            if low < high:
                low, high = whole(doc, low, high)
                key = tuple(words[low:high])
                if key not in names:
                    names[key] = canonical(doc, low, high)
                here.append((names[key], (doc.starts[low], doc.ends[high - 1])))
        found.append(here)
    return _joined(quotes, found)


def _window(doc: Document, quote: Quote) -> Window:
    first = doc.first_token(quote.start)
    return first, max(first, doc.last_token(quote.end) + 1)


def _before(words: Sequence[str], first: int) -> Window | None:
    """Return the tokens before को and a partial quotation, three words between at the most; what it is said of ends there."""
    for at in range(first - 1, max(0, first - 6), -1):
        if words[at] in ("।", "?", "!", ","):
            break
        if words[at] == "को":
            return max(0, at - 8), at
    return None


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
