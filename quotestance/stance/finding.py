"""The targets that a quotation names, where the user gives none: a learned tagger over its tokens.

Each token is the first of a target, a further one, or none (B, I, O); what a token's word, its neighbours and their classes say is summed
up a word once and kept, so that tagging a quotation is a few additions a token, and the best sequence is found by Viterbi's way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from ..models import load_shipped
from ..records import Quote
from ..speakers.entities import entity_of
from ..speakers.mentions import mention_ending_at
from ..speakers.words import Word, name_like, word
from ..text import Document, name_key
from ..text.folding import HONORIFICS, HONORIFICS_AFTER
from .targets import Matcher, noun_types
from .view import grammar
from .words import stem

__all__ = ["TAGS", "document_features", "find_targets", "spans_of", "word_features"]

TAGS = ("O", "B", "I")
OFFSETS = (-2, -1, 0, 1, 2)
"""Neighbours whose words are looked at."""
_MOST_KNOWN = 1 << 16

Triple = tuple[float, float, float]
Triple3 = tuple[int, int, int]
_ZERO: Triple = (0.0, 0.0, 0.0)


@cache
def _named() -> frozenset[str]:
    """Return the stems of the words that stand alone in the table of aliases (भाजपा, रूस)."""
    from ..text.tables import read_table

    rows = read_table("quotestance.stance", "aliases.tsv", 2)
    return frozenset(stem(w) for name, others in rows for form in (name, *others.split("|")) for w in [name_key(form)] if " " not in w)


def word_features(folded: str) -> Iterator[str]:
    """Yield what a word says about itself and its neighbours, without its place."""
    known = word(folded)
    yield "w" + folded
    key = stem(folded)
    yield "s" + key
    yield f"c{known.coarse}"
    yield f"f{known.fine}"
    if known.noun:
        yield "n" + known.noun
    kind = noun_types().get(key)
    if kind:
        yield "t" + kind
    if key in _named():
        yield "a"
    if name_like(known):
        yield "m"
    if folded in grammar():
        yield "g" + grammar()[folded]
    if folded in HONORIFICS or folded in HONORIFICS_AFTER:
        yield "h"
    if folded.isascii():
        yield "x"
    yield "e" + folded[-2:]
    yield "E" + folded[-3:]
    yield "S" + folded[:3]
    yield f"l{min(5, known.level // 3)}"


def count_features(folded: str, here: int) -> list[str]:
    """Return what it says of a word that its stem stands so often outside the quotations (3: three times or more)."""
    if len(folded) < 2 or not folded[0].isalpha():
        return []
    known = word(folded)
    kind = "m" if name_like(known) else "u" if known.level == 0 else "c"
    return [f"d{kind}{here}", f"D{here}"] if known.level < 8 else [f"d{kind}{here}"]


def left_features(left: Word, right: Word) -> tuple[str, str]:
    """Return what a word's right neighbour says of it, by class."""
    return f"p{left.coarse}:{right.coarse}", f"P{left.fine}:{right.coarse}"


def right_features(left: Word, right: Word) -> tuple[str, str]:
    """Return what a word's left neighbour says of it, by class."""
    return f"q{left.coarse}:{right.coarse}", f"Q{left.coarse}:{right.fine}"


def document_features(doc: Document, i: int, first: int, last: int, elsewhere: dict[str, int]) -> list[str]:
    """Return all features of the place of a token: counts, pairs with its neighbours, the ends of the quotation (tokens, half open)."""
    words = doc.words
    known = word(words[i])
    out = count_features(words[i], min(3, max(0, elsewhere.get(stem(words[i]), 0))))
    if i + 1 < len(words):
        out += left_features(known, word(words[i + 1]))
    if i:
        out += right_features(word(words[i - 1]), known)
    if i == first:
        out.append("first")
    if last - first < 4:
        out.append("short")
    return out


class _Tagger:
    """The learned weights, summed up by word as words are met."""

    def __init__(self) -> None:
        part = load_shipped("stance_targets")
        names = part.arrays["names"].tobytes().decode().split("\n")
        self.weights: dict[str, Triple] = dict(zip(names, zip(*part.arrays["weights"].T.tolist(), strict=True), strict=True))
        self.moves: list[Triple] = [tuple(row) for row in part.arrays["moves"].tolist()]
        self.bias: Triple = tuple(part.arrays["bias"].tolist())
        self.known: dict[str, tuple[Triple, ...]] = {}
        self.pairs: dict[tuple[int, int, int, int], tuple[Triple, Triple]] = {}

    def total(self, features: Iterable[str]) -> Triple:
        """Return the sum of the weights of features."""
        a = b = c = 0.0
        get = self.weights.get
        for f in features:
            x, y, z = get(f, _ZERO)
            a, b, c = a + x, b + y, c + z
        return a, b, c

    def of_word(self, folded: str) -> tuple[Triple, ...]:
        """Return the scores that a word gives to the token at each of `OFFSETS` before it, and to itself by its count elsewhere."""
        found = self.known.get(folded)
        if found is None:
            if len(self.known) > _MOST_KNOWN:
                self.known.clear()
            said = list(word_features(folded))
            found = (*(self.total(f"{k}{f}" for f in said) for k in OFFSETS), *(self.total(count_features(folded, n)) for n in range(4)))
            self.known[folded] = found
        return found

    def of_pair(self, left: Word, right: Word) -> tuple[Triple, Triple]:
        """Return the scores that two neighbours give to the left and to the right one, by their classes."""
        key = (left.fine, left.coarse, right.fine, right.coarse)
        found = self.pairs.get(key)
        if found is None:
            if len(self.pairs) > _MOST_KNOWN:
                self.pairs.clear()
            found = self.pairs[key] = self.total(left_features(left, right)), self.total(right_features(left, right))
        return found

    def emissions(self, doc: Document, first: int, last: int, elsewhere: dict[str, int]) -> list[Triple]:
        """Return the scores of the tags of each token."""
        words, bias = doc.words, self.bias
        low, high = max(0, first - 2), min(len(words), last + 2)
        empty: tuple[Triple, ...] = (_ZERO,) * 9
        by_word = [empty] * (2 - (first - low)) + [self.of_word(words[i]) for i in range(low, high)] + [empty] * (2 - (high - last))
        classes = [word(words[i]) for i in range(low, high)]
        short = self.weights.get("short", _ZERO) if last - first < 4 else _ZERO
        oo, bb, ii = bias[0] + short[0], bias[1] + short[1], bias[2] + short[2]
        out = []
        for k in range(last - first):
            i = first + k
            w = words[i]
            v, x, y, z, t = by_word[k][0], by_word[k + 1][1], by_word[k + 2][2], by_word[k + 3][3], by_word[k + 4][4]
            n = min(3, max(0, elsewhere.get(stem(w), 0)))
            d = by_word[k + 2][5 + n]
            at = i - low
            p = self.of_pair(classes[at], classes[at + 1])[0] if at + 1 < len(classes) else _ZERO
            q = self.of_pair(classes[at - 1], classes[at])[1] if at else _ZERO
            out.append(
                (
                    oo + v[0] + x[0] + y[0] + z[0] + t[0] + d[0] + p[0] + q[0],
                    bb + v[1] + x[1] + y[1] + z[1] + t[1] + d[1] + p[1] + q[1],
                    ii + v[2] + x[2] + y[2] + z[2] + t[2] + d[2] + p[2] + q[2],
                )
            )
        if out:
            a, b, c = out[0]
            x0, y0, z0 = self.weights.get("first", _ZERO)
            out[0] = (a + x0, b + y0, c + z0)
        return out

    def tag(self, doc: Document, first: int, last: int, elsewhere: dict[str, int]) -> list[int]:
        """Return the best tags of the tokens ``first`` to ``last`` (half open)."""
        (oo, ob, _), (bo, bb, bi), (io, ib, ii) = self.moves
        o, b, i = 0.0, -1e9, -1e9
        back: list[Triple3] = []
        for x, y, z in self.emissions(doc, first, last, elsewhere):
            # I never follows O
            from_o, from_b, from_i = o + oo, b + bo, i + io
            to_o = 0 if from_o >= from_b and from_o >= from_i else 1 if from_b >= from_i else 2
            next_o = x + (from_o, from_b, from_i)[to_o]
            from_o, from_b, from_i = o + ob, b + bb, i + ib
            to_b = 0 if from_o >= from_b and from_o >= from_i else 1 if from_b >= from_i else 2
            next_b = y + (from_o, from_b, from_i)[to_b]
            from_b, from_i = b + bi, i + ii
            to_i = 1 if from_b >= from_i else 2
            o, b, i = next_o, next_b, z + (from_b if to_i == 1 else from_i)
            back.append((to_o, to_b, to_i))
        at = 0 if o >= b and o >= i else 1 if b >= i else 2
        tags = []
        for step in reversed(back):
            tags.append(at)
            at = step[at]
        return tags[::-1]


@cache
def _tagger() -> _Tagger:
    return _Tagger()


def spans_of(tags: Sequence[int]) -> list[tuple[int, int]]:
    """Return the spans of a sequence of tags.

    >>> spans_of([0, 1, 2, 0, 1, 1])
    [(1, 3), (4, 5), (5, 6)]
    """
    out: list[tuple[int, int]] = []
    for i, tag in enumerate(tags):
        if tag == 1 or (tag == 2 and not (out and out[-1][1] == i)):
            out.append((i, i + 1))
        elif tag == 2:
            out[-1] = (out[-1][0], i + 1)
    return out


def elsewhere(doc: Document, quotes: Sequence[Quote]) -> dict[str, int]:
    """Return how often each stem stands outside the quotations."""
    words = doc.words
    counts = Counter(map(stem, words))
    for quote in quotes:
        for i in range(doc.first_token(quote.start), doc.last_token(quote.end) + 1):
            counts[stem(words[i])] -= 1
    return counts


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
    tagger = _tagger()
    around = elsewhere(doc, quotes)
    found: list[list[Found]] = []
    names: dict[tuple[str, ...], str] = {}
    for quote in quotes:
        first, last = doc.first_token(quote.start), doc.last_token(quote.end) + 1
        here: list[Found] = []
        low, high = _about(tagger, doc, first, around) if quote.kind == "partial" else (0, 0)
        if low < high:
            here.append((_name(doc, low, high), None))
        for a, b in spans_of(tagger.tag(doc, first, last, around)) if last > first else ():
            low, high = trimmed(doc.words, first + a, first + b)
            if low < high:
                key = tuple(doc.words[low:high])
                if key not in names:
                    names[key] = _name(doc, low, high)
                here.append((names[key], (doc.starts[low], doc.ends[high - 1])))
        found.append(here)
    return _joined(quotes, found)


def _about(tagger: _Tagger, doc: Document, first: int, around: dict[str, int]) -> tuple[int, int]:
    """Return the tokens of the target right before को and a partial quotation, at the most three words between; ``(0, 0)`` for none."""
    words = doc.words
    for at in range(first - 1, max(0, first - 6), -1):
        if words[at] in ("।", "?", "!", ","):
            break
        if words[at] == "को":
            start = max(0, at - 8)
            for a, b in spans_of(tagger.tag(doc, start, at, around)):
                low, high = trimmed(words, start + a, start + b)
                if low < high == at:
                    return low, high
            break
    return 0, 0


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
    forms = sorted({name for here in found for name, _ in here}, key=lambda name: (-len(name_key(name).split()), -len(name), name))
    keys = {name: [stem(w) for w in name_key(name).split()] for name in forms}
    full: dict[str, str] = {}
    for name in forms:
        key = keys[name]
        full[name] = name
        for longer in forms:
            if longer == name:
                break
            if len(keys[longer]) <= 4 and (0, len(key)) in Matcher.of(longer).find(key, 0, len(key)):
                full[name] = full[longer]
                break
    out = []
    for quote, here in zip(quotes, found, strict=True):
        names = set() if quote.speaker is None else {name_key(n) for n in (quote.speaker.name or "", *quote.speaker.names)}
        kept: dict[str, tuple[int, int] | None] = {}
        for name, span in here:
            canonical = full[name]
            if not name_key(name) or name_key(name) in names or name_key(canonical) in names:
                continue
            if kept.get(canonical) is None:
                kept[canonical] = span
        out.append(list(kept.items()))
    return out
