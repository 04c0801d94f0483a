"""The targets that a quotation names, where the user gives none: spans by the learned tagger, their canonical names, one name a target."""

from __future__ import annotations

from collections.abc import Sequence

from ..records import Quote
from ..speakers.entities import entity_of
from ..speakers.mentions import mention_ending_at
from ..speakers.words import name_like, word
from ..text import Document, name_key
from ..text.folding import HONORIFICS, HONORIFICS_AFTER
from .tagging import Window, tagger
from .targets import Matcher, noun_types
from .view import grammar
from .words import stem, stems

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
    words = doc.words
    windows = [_window(doc, quote) for quote in quotes]
    told: dict[int, int] = {}  # quotations by the window of what they are said of
    for number, quote in enumerate(quotes):
        if quote.kind == "partial" and (window := _before(words, windows[number][0])) is not None:
            told[number] = len(windows)
            windows.append(window)
    spans = tagger().spans(doc, windows, quotes)
    found: list[list[Found]] = []
    names: dict[tuple[str, ...], str] = {}
    for number in range(len(quotes)):
        here: list[Found] = []
        if number in told:
            end = windows[told[number]][1]
            for a, b in spans[told[number]]:
                low, high = trimmed(words, a, b)
                if low < high == end:
                    here.append((_name(doc, low, high), None))
        for a, b in spans[number]:
            low, high = trimmed(words, a, b)
            if low < high:
                key = tuple(words[low:high])
                if key not in names:
                    names[key] = _name(doc, low, high)
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


_LEFT = frozenset({"pronoun", "we", "you", "clause", "contrast", "condition", "negation", "question"})
_RIGHT = frozenset(
    (
        "का",
        "की",
        "के",
        "ने",
        "को",
        "से",
        "में",
        "पर",
        "और",
        "तक",
        "लिए",
        "द्वारा",
        "जैसे",
        "जैसा",
        "जैसी",
        ",",
        "।",
        ".",
        "!",
        "?",
        ";",
        ":",
        "-",
        "(",
        "[",
    )
)
_EMPTY = (
    frozenset(("मि", "श्री", "डॉ", ")", "]", "सभी", "कुछ", "अपने", "अपनी", "अपना", "इसी", "उसी", "यही", "वही", "ऐसे", "ऐसी", "दोनों"))
    | HONORIFICS
)


def trimmed(words: Sequence[str], low: int, high: int) -> tuple[int, int]:
    """Return the tokens of a target without demonstratives and honorifics before it and postpositions after it.

    >>> trimmed("इस नई योजना के".split(), 0, 4)
    (1, 3)
    """
    kinds = grammar()
    while high > low and (words[high - 1] in _RIGHT or words[high - 1] in HONORIFICS_AFTER):
        high -= 1
    while low < high and (kinds.get(words[low]) in _LEFT or words[low] in _EMPTY or words[low] in _RIGHT or not words[low][0].isalnum()):
        low += 1
    return low, high


def _name(doc: Document, low: int, high: int) -> str:
    """Return the canonical name of a target named in the tokens ``low`` to ``high``: without title, in the direct case, fullest form."""
    words, types = doc.words, noun_types()
    if high - low > 1:
        for i in range(high - 2, low - 1, -1):
            if types.get(stem(words[i])) == "office" and name_like(word(words[i + 1])):
                low = i + 1
                break
    text = doc.text[doc.starts[low] : doc.ends[high - 1]]
    last = words[high - 1]
    if name_like(word(last)) or (word(last).level == 0 and last not in types):
        mention = mention_ending_at(doc, high - 1)
        if mention is not None and mention.how == "name":
            fullest = entity_of(doc, mention).name
            if fullest is not None and stem(last) in {stem(w) for w in name_key(fullest).split()}:
                return fullest
        return text
    if high < len(words) and words[high] in _RIGHT and words[high][0].isalpha():
        head = direct(last)
        if head != last:
            return doc.text[doc.starts[low] : doc.starts[high - 1]] + head
    return text


_DIRECT = (("ियों", ("ी", "ि")), ("ाओं", ("ा",)), ("ुओं", ("ू", "ु")), ("ओं", ("",)), ("ों", ("", "ा", "ी")), ("े", ("ा",)))


def direct(folded: str) -> str:
    """Return the direct case of a folded oblique noun, the commonest that its spelling allows; else the word itself.

    >>> direct("किसानों"), direct("हमले"), direct("योजनाओं"), direct("दिल्ली")
    ('किसान', 'हमला', 'योजना', 'दिल्ली')
    """
    for ending, others in _DIRECT:
        if folded.endswith(ending):
            forms = [folded[: -len(ending)] + other for other in others]
            best = max(forms, key=lambda form: word(form).level)
            return best if word(best).level > 3 else folded
    return folded


def _joined(quotes: Sequence[Quote], found: list[list[Found]]) -> list[list[Found]]:
    """Join the forms of one target under the fullest, drop the speaker and repetitions."""
    key_of = {name: name_key(name) for here in found for name, _ in here}
    if not key_of:
        return found
    parts = {name: tuple(stems(key.split())) for name, key in key_of.items()}
    full: dict[str, str] = {}
    longer: dict[tuple[str, ...], list[str]] = {}  # fuller names by the forms that they answer to
    for name in sorted(key_of, key=lambda name: (-len(parts[name]), -len(name), name)):
        key = parts[name]
        full[name] = name
        for other in longer.get(key, ()):
            if (0, len(key)) in Matcher.of(other).find(key, 0, len(key)):
                full[name] = full[other]
                break
        if len(key) <= 4 and len(key_of) > 1:
            for form in Matcher.of(name).forms:
                longer.setdefault(form, []).append(name)
    out = []
    for quote, here in zip(quotes, found, strict=True):
        kept: dict[str, tuple[int, int] | None] = {}
        if here:
            names = {""} if quote.speaker is None else {"", *map(name_key, (quote.speaker.name or "", *quote.speaker.names))}
            for name, span in here:
                canonical = full[name]
                if key_of[name] not in names and key_of[canonical] not in names and kept.get(canonical) is None:
                    kept[canonical] = span
        out.append(list(kept.items()))
    return out
