"""The features of a passage (a quotation and one target), shared by training and the library.

What all targets of a quotation share stands in its `View`; `features` adds what depends on the target: the postposition after it, the frame
that the sentence puts it in, the polarity of its own clause and of the others, and the words by side of it.

A yes-or-no feature is the number of its column (see `quotestance.stance.judging.columns`). Words count by region, by their vectors and a
little by themselves.

The target's own words are masked throughout: who it is must not tell the label; what kind of thing it is may (a law, an attack, farmers).
Left out, since log loss on validation and test moved by 0.002 at the most: groups of two and three words, stems, words by distance, words
right beside the quotation, polarity before the target, whether the sentence asks, which postposition (its role stays), who harms whom.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence, Set
from functools import lru_cache
from typing import NamedTuple

from ...records import LABELS
from ...text import fold
from ..forms import Matcher, noun_types
from ..words import stem
from .columns import (
    ALL,
    CONTEXT,
    CONTEXT_SUM,
    FIRST,
    FIRST_SIGN,
    FRAME,
    FRAME_KIND,
    FRAME_NEAR,
    FRAME_ROLE,
    IN_CLAUSE,
    KIND,
    LAST,
    MENTIONS,
    OWN,
    QUOTE,
    REST,
    RIGHT,
    ROLE,
    ROLE_IS,
    SIDE,
    SIDES,
    SPEAKER,
    SUMS,
    TAG,
    TENSE,
    TOLD,
    TOLD_FRAME_ROLE,
    TOLD_KIND,
    TOLD_ROLE,
    TOLD_SIDE,
    TOLD_TAG,
    TOLD_WAY,
    TYPE,
    TYPE_SIDE,
)
from .lexicon import KINDS, Lexicon
from .view import CLASS_TAGS, View

__all__ = ["Row", "features", "words_of"]

_VALUE = (1.0, -1.0, 0.0)


class Row(NamedTuple):
    """The features of one passage."""

    columns: set[int]
    """The yes-or-no features that hold, as places in `quotestance.stance.judging.columns.NAMES`."""
    numbers: list[float]
    """One for each of `quotestance.stance.judging.columns.NUMBERS`."""
    regions: tuple[list[str], ...]
    """The words of each of `quotestance.stance.judging.columns.REGIONS`."""
    spans: list[tuple[int, int]]
    """The tokens of the view that name the target inside the quotation, full names first."""
    tied: bool
    """Whether the reporter's clause says that the quotation is about the target: X को "…" बताया, X को लेकर कहा, "…"."""


def _between(places: list[int], low: int, high: int) -> list[int]:
    """Return those of some ascending places that stand from ``low`` to ``high`` (half open)."""
    return places[bisect_left(places, low) : bisect_left(places, high)]


def _bounds(starts: list[int], i: int, low: int, high: int) -> tuple[int, int]:
    """Return the clause or sentence that token ``i`` stands in, cut to ``low`` and ``high``."""
    at = bisect_right(starts, i)
    return max(low, starts[at - 1]), min(high, starts[at]) if at < len(starts) else high


def features(view: View, name: str, aliases: tuple[str, ...] = (), given: Sequence[tuple[int, int]] = ()) -> Row:
    """Return the features of a target in a view.

    Parameters
    ----------
    view
        The quotation.
    name, aliases
        The target.
    given
        Where the caller knows the target to be named (offsets into the text), beside the places where a form of the name stands.
    """
    words, keys, tags = view.words, view.stems, view.tags
    first, last = view.first, view.last
    matcher = Matcher.of(name, aliases)
    spans, outside = [], []
    if not matcher.first_stems.isdisjoint(view.stem_set):
        begins = matcher.first_stems
        places = [i for i, key in enumerate(keys) if key in begins]
        a, b = bisect_left(places, first), bisect_left(places, last)
        spans = matcher.find_at(keys, places[a:b], last)
        outside = [*matcher.find_at(keys, places[:a], first), *matcher.find_at(keys, places[b:], len(words))]
    if given:
        spans = _joined(view, given, spans)
    masked = {i for a, b in spans for i in range(a, b)}
    way = "n" if spans else "m"
    own, kinds, own_columns = _own(view.lexicon, name, way)
    out = set(own_columns)

    inside = words[first:last]
    for i in sorted(masked, reverse=True):
        del inside[i - first]
    whole = view.shared.get(way)
    if whole is None:
        whole = view.shared[way] = _whole(view, way, frozenset())
    for i in masked:
        if tags[i] or view.kinds[i]:
            whole = _whole(view, way, masked)
            break
    columns, approval, good, latest = whole
    out |= columns
    total = approval + good
    mentions = min(3, len(spans))
    out.add(MENTIONS[mentions])
    after: list[str] = []
    before: list[str] = []
    tail: list[str] = []
    near = _named(view, spans, masked, out, (after, before, tail), kinds) if spans else _NOT_NAMED
    context, told, far = _context(view, outside, out, way)
    numbers = [*near[:5], total, near[5], latest, *near[6:10], *far, own, math.log1p(last - first), mentions, approval, good, near[10]]
    tied = any(a < first and _tied(view, b) for a, b in outside[-2:])
    return Row(out, numbers, (inside, after, before, context, tail, told), spans, tied)


def _whole(view: View, way: str, masked: Set[int]) -> tuple[set[int], int, int, int]:
    """Return what the quotation says by itself, without some of its words: columns, sums of approval and of good, the last sign."""
    first, last, tags, signs = view.first, view.last, view.tags, view.signs
    out: set[int] = set()
    of_kind, of_tag = KIND[way], TAG[way]
    for i in _between(view.marked, first, last):
        kind = view.kinds[i]
        if kind != "end" and kind != "comma" and i not in masked:
            out.update(of_kind[kind])
    approval = good = latest = 0
    for i in _between(view.tagged, first, last):
        if i not in masked:
            tag, sign = tags[i], signs[i]
            out.update(of_tag[tag])
            if sign:
                latest = sign
                if tag[0] in "AD":
                    approval += sign
                else:
                    good += sign
    out.update((ALL[way][approval + good], LAST[way][latest], SIDES[approval][good]))
    quote = view.quote
    out.update(QUOTE[way][quote.kind])
    if quote.speaker is not None:
        out.update(SPEAKER[way][quote.speaker.type])
    return out, approval, good, latest


def _tied(view: View, end: int) -> bool:
    """Tell whether what follows a name before the quotation makes it the topic: in training, seven in ten partial ones with को."""
    if "end" in view.kinds[end : view.first]:
        return False
    post, _ = view.postposition(end, view.first)
    return post in ("को लेकर", "के बारे में") or (post == "को" and view.quote.kind == "partial")


def _joined(view: View, given: Sequence[tuple[int, int]], spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    told = []
    for start, end in given:
        low, high = view.covered(start, end)
        if low < high:
            told.append((low, high))
    return told + [(a, b) for a, b in spans if all(b <= x or a >= y for x, y in told)]


@lru_cache(maxsize=1 << 12)
def _own(lexicon: Lexicon, name: str, way: str) -> tuple[int, tuple[str, ...], tuple[int, ...]]:
    """Tell what kind of thing the target is, by its own words: types of head nouns, and classes of the lexicon."""
    types = noun_types()
    own = 0
    kinds: list[str] = []
    out: list[int] = []
    for word in fold(name).split():
        kind = types.get(stem(word))
        # भाजपा and समाजवादी पार्टी are of one kind, though only one says so
        if kind and kind != "party":
            out += TYPE[way][kind]
            kinds.append(kind)
        c = lexicon.words.get(word, -1)
        if 0 <= c < 4:
            out += OWN[way][CLASS_TAGS[c]]
            own += 1 if c in (0, 2) else -1
    return own, tuple(kinds) or ("name",), tuple(out)


_NOT_NAMED = (0.0,) * 11


def _named(
    view: View, spans: list[tuple[int, int]], masked: set[int], out: set[int], regions: tuple[list[str], ...], kinds: tuple[str, ...]
) -> tuple[float, ...]:
    """Tell what stands around each place where the target is named: frame, polarity by side and clause, words by side."""
    words, tags, signs, kind_of = view.words, view.tags, view.signs, view.kinds
    first, last, tagged = view.first, view.last, view.tagged
    total_after = total_before = agent_sign = first_sign = framed_value = 0.0
    by_kind = [0.0] * len(KINDS)
    after, before, tail = regions
    parts: list[tuple[int, int, int, int]] = []
    for order, (a, b) in enumerate(sorted(spans)[:3]):
        clause, clause_end = _bounds(view.clauses, a, first, last)
        low, stop = _bounds(view.sentences, a, first, last)
        stop = max(stop, b)
        parts.append((clause, clause_end, low, stop))
        post, at = view.postposition(b, stop)
        role = ROLE.get(post, "other")
        out.add(ROLE_IS[role])
        frame = view.frame(post, at, stop)
        if frame is not None:
            label, kind, distance, end = frame
            negated = "negation" in kind_of[end : min(stop, end + 2)]
            framed = LABELS[label] + ("!" if negated else "")
            bucket = 0 if distance == 0 else 1 if distance < 3 else 2 if distance < 6 else 3
            out.update((FRAME[framed], FRAME_KIND[framed][KINDS[kind]], FRAME_NEAR[framed][bucket], FRAME_ROLE[framed][role]))
            value = (-_VALUE[label] if negated else _VALUE[label]) / (1 + 0.15 * distance)
            framed_value += value
            by_kind[kind] += value
        first_after = side = 0
        for i in _between(tagged, at, stop):
            if i not in masked:
                tag = tags[i]
                out.add(RIGHT[tag][role])
                sign = signs[i]
                if sign:
                    total_after += sign / (1 + 0.1 * (i - at))
                    side += sign
                    if not first_after:
                        first_after = sign
                        out.update((FIRST_SIGN[sign][role], FIRST[tag]))
        if role == "agent":
            agent_sign += side
        if order == 0:
            first_sign = first_after
        out.add(SIDE[role][side])
        for k in kinds:
            out.add(TYPE_SIDE[k][side])
        for i in _between(tagged, low, a):
            if i not in masked:
                total_before += signs[i] / (1 + 0.1 * (a - i))
        after += [words[i] for i in range(b, min(stop, b + 10)) if i not in masked and kind_of[i] != "comma"]
        before += [words[i] for i in range(max(low, a - 6), a) if i not in masked and kind_of[i] != "comma"]
        for i in _between(view.marked, clause, clause_end):
            out.add(IN_CLAUSE[kind_of[i]])
        ends = [words[i] for i in range(max(low, stop - 4), stop) if kind_of[i] != "end" and kind_of[i] != "comma"][-3:]
        tail += ends
        if ends:
            out.add(TENSE[_tense(ends[-1])][role])
    sums = [0, 0, 0]
    for i in _between(tagged, first, last):
        if i not in masked:
            place = 2
            for clause, clause_end, low, stop in parts:
                if clause <= i < clause_end:
                    place = 0
                    break
                if low <= i < stop:
                    place = 1
            sums[place] += signs[i]
            if place == 2:
                out.add(REST[tags[i]])
    for key, value in zip(("clause", "sentence", "rest"), sums, strict=True):
        out.add(SUMS[key][value])
    return total_after, total_before, *sums, first_sign, framed_value, *by_kind, agent_sign


def _tense(word: str) -> str:
    if word.endswith(("गा", "गे", "गी")):
        return "future"
    if word in ("था", "थे", "थी", "थीं"):
        return "past"
    if word in ("है", "हैं", "हूं", "हो"):
        return "present"
    if word == "चाहिए":
        return word
    return "order" if word.endswith(("िए", "िये", "ाओ", "ो", "ें")) else "other"


def _context(
    view: View, outside: list[tuple[int, int]], out: set[int], way: str
) -> tuple[list[str], list[str], tuple[float, float, float]]:
    """Return the reporter's words around the quotation, those after the target there, and numbers; the rest goes to ``out``."""
    words, tags, signs = view.words, view.tags, view.signs
    first, count = view.first, len(view.words)
    masked = {i for a, b in outside for i in range(a, b)}
    places = [i for i in view.around if i not in masked] if masked else view.around
    of_tag = CONTEXT[way]
    total, framed, clause = 0, 0.0, 0
    for i in places:
        tag = tags[i]
        if tag:
            out.update(of_tag[tag])
            total += signs[i]
    out.add(CONTEXT_SUM[way][total])
    after: list[str] = []
    of_tag = TOLD_TAG[way]
    for a, b in outside[-2:]:
        stop = first if a < first else count
        post, at = view.postposition(b, stop)
        role = ROLE.get(post, "other")
        out.add(TOLD_ROLE[way][role])
        frame = view.frame(post, at, stop)
        if frame is not None:
            label, kind, distance, _ = frame
            tag = LABELS[label]
            out.update((TOLD[tag], TOLD_WAY[tag][way], TOLD_KIND[tag][KINDS[kind]], TOLD_FRAME_ROLE[tag][role]))
            framed += _VALUE[label] / (1 + 0.1 * distance)
        side = 0
        for i in _between(view.tagged, at, min(stop, at + 10)):
            if i not in masked:
                out.update(of_tag[tags[i]])
                side += signs[i]
        clause += side
        out.add(TOLD_SIDE[way][role][side])
        after += words[b : min(stop, b + 6)]
    return [words[i] for i in places], after, (float(total), framed, float(clause))


_BY_TAG = frozenset({"P", "R", "R1", "O"})


def words_of(view: View, feature: str) -> list[int]:
    """Return the tokens of the quotation that a feature speaks of; none for features of the context, the frame or the kind of target.

    A feature is named as in `quotestance.stance.judging.columns.NAMES`; ``w:`` and a word is the word.
    """
    way, _, rest = feature.partition(":")
    inside = range(view.first, view.last)
    if way == "w":
        return [i for i in inside if view.words[i] == rest]
    if way in _BY_TAG:
        tag = rest.partition(":")[0]
        return [i for i in inside if view.tags[i] == tag]
    return []
