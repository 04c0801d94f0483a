"""The one error of the exchange formats, and where a span that a person gave stands."""

from __future__ import annotations

__all__ = ["ExchangeError", "locate"]


class ExchangeError(ValueError):
    """A corrected file cannot be read; the message is ``file:line: field: expected …, found …`` or ``file: task n: …``."""


def locate(text: str, start: int | None, end: int | None, words: str | None, place: str) -> dict[str, int]:
    """Return the span as plain data, found by its offsets, or by its words where these stand in the text exactly once.

    >>> locate("राम ने कहा", None, None, "कहा", "file:2: cue")
    {'start': 7, 'end': 10}

    Raises
    ------
    ExchangeError
        Where the offsets do not hold the words, or the words stand nowhere or in several places.
    """
    if start is not None and end is not None:
        if not 0 <= start <= end <= len(text):
            raise ExchangeError(f"{place}: expected offsets inside the text (0..{len(text)}), found {start} and {end}")
        if words is not None and words != text[start:end]:
            raise ExchangeError(f"{place}: expected {text[start:end][:60]!r} at {start}..{end}, found {words[:60]!r}")
        return {"start": start, "end": end}
    if start is not None or end is not None or not words:
        raise ExchangeError(f"{place}: expected start and end, or only the words; found {start}, {end}, {words!r}")
    count = text.count(words)
    if count != 1:
        raise ExchangeError(f"{place}: expected words that occur once in the text, or start and end; found {words[:60]!r} {count} times")
    at = text.index(words)
    return {"start": at, "end": at + len(words)}
