"""The features of a passage (a quotation and one target), shared by training and the library.

What all targets of a quotation share stands in its `View`; `features` adds what depends on the target: the postposition after it, the frame
that the sentence puts it in, the polarity of its own clause and of the others, and the words by side of it.

The target's own words are masked throughout: who it is must not tell the label; what kind of thing it is may (a law, an attack, farmers).
Words count by region, by their vectors and a little by themselves. Groups of two and three words, stems and words by distance were tried
beside them and left out: log loss on validation and test moved by 0.002 at the most.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from ..records import LABELS
from ..text import fold
from .lexicon import KINDS
from .targets import Matcher, noun_types
from .view import BAD_CLASSES, CLASS_TAGS, View
from .words import stem

__all__ = ["DENSE", "REGIONS", "Row", "features", "words_of"]

DENSE = (
    "after", "before", "clause", "sentence", "rest", "all", "first_after", "last", "frame", "frame_speaker", "frame_deed", "frame_wish",
    "ctx_all", "ctx_frame", "ctx_clause", "own", "length", "mentions", "approval", "good", "agent_sign",
)  # fmt: skip
"""Names of the numeric features, in order."""
REGIONS = ("quotation", "after", "before", "context")
"""Regions whose word vectors are averaged: the quotation, what follows and precedes the target in its sentence, the reporter's words."""


class Row(NamedTuple):
    """The features of one passage."""

    names: list[str]
    """The yes-or-no features that hold; one may stand twice."""
    numbers: list[float]
    """One for each of `DENSE`."""
    regions: tuple[list[str], ...]
    """The words of each of `REGIONS`."""
    spans: list[tuple[int, int]]
    """The tokens of the view that name the target inside the quotation, full names first."""
    tied: bool
    """Whether the reporter's clause says that the quotation is about the target: X को "…" बताया, X को लेकर कहा, "…"."""


_ROLE = {
    "ने": "agent", "द्वारा": "agent", "के द्वारा": "agent", "की ओर से": "agent", "की तरफ से": "agent", "के हाथों": "agent",
    "को": "obj", "का": "gen", "की": "gen", "के": "gen",
    "के खिलाफ": "opp", "के विरुद्ध": "opp", "के विरोध में": "opp", "के मुकाबले": "opp",
    "के साथ": "with", "के पक्ष में": "with", "के समर्थन में": "with", "के प्रति": "to", "के लिए": "for", "के हित में": "for",
    "पर": "on", "के ऊपर": "on", "से": "from", "में": "in", "की वजह से": "cause", "के कारण": "cause", "के चलते": "cause",
    "के नेतृत्व में": "lead", "के तहत": "lead", "के माध्यम से": "lead", "के जरिए": "lead", "0": "bare",
}  # fmt: skip
_VALUE = (1.0, -1.0, 0.0)
_PATIENT = frozenset({"को", "पर", "से", "का", "के", "की"})
_LEVELS = [str(n) for n in (-3, -2, -1, 0, 1, 2, 3)]


class _Pairs(dict[str, tuple[str, str]]):
    """The two features of a kind or class, by itself and with the way a target is named; made once, since they come with every row."""

    def __init__(self, prefix: str, way: str) -> None:
        self.prefix, self.way = prefix, way

    def __missing__(self, value: str) -> tuple[str, str]:
        found = self[value] = f"{self.prefix}:{value}", f"{self.prefix}:{value}:{self.way}"
        return found


_PAIRS = {(prefix, way): _Pairs(prefix, way) for prefix in ("k", "P", "C", "CR", "sp", "kind", "type") for way in "nm"}


def _between(places: list[int], low: int, high: int) -> list[int]:
    """Return those of some ascending places that stand from ``low`` to ``high`` (half open)."""
    return places[bisect_left(places, low) : bisect_left(places, high)]


def _level(n: int) -> str:
    return _LEVELS[n + 3] if -3 <= n <= 3 else _LEVELS[-1 if n > 0 else 0]


def _bucket(n: int) -> str:
    return "0" if n == 0 else "1" if n < 3 else "2" if n < 6 else "3"


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
    words, stems, tags, signs = view.words, view.stems, view.tags, view.signs
    first, last = view.first, view.last
    matcher = Matcher.of(name, aliases)
    spans, outside = [], []
    if not matcher.first_stems.isdisjoint(view.stem_set):
        begins = matcher.first_stems
        places = [i for i, key in enumerate(stems) if key in begins]
        a, b = bisect_left(places, first), bisect_left(places, last)
        spans = matcher.find_at(stems, places[a:b], last)
        outside = [*matcher.find_at(stems, places[:a], first), *matcher.find_at(stems, places[b:], len(words))]
    if given:
        spans = _joined(view, given, spans)
    masked = {i for a, b in spans for i in range(a, b)}
    out: list[str] = []
    number = dict.fromkeys(DENSE, 0.0)
    way = "n" if spans else "m"

    own, kinds = _own(view, name, out, way)
    number["own"] = float(own)

    of_kind, of_tag = _PAIRS["k", way], _PAIRS["P", way]
    inside = words[first:last]
    for i in sorted(masked, reverse=True):
        del inside[i - first]
    for i in _between(view.marked, first, last):
        kind = view.kinds[i]
        if kind != "end" and kind != "comma" and i not in masked:
            out += of_kind[kind]
    total = approval = good = latest = 0
    for i in _between(view.tagged, first, last):
        if i in masked:
            continue
        tag, sign = tags[i], signs[i]
        out += of_tag[tag]
        if sign:
            total += sign
            latest = sign
            if tag[0] in "AD":
                approval += sign
            else:
                good += sign
    number["all"], number["approval"], number["good"], number["last"] = float(total), float(approval), float(good), float(latest)
    out += (f"all:{_level(total)}:{way}", f"last:{latest}:{way}", f"sides:{_level(approval)}:{_level(good)}")
    if view.questions and not view.questions.isdisjoint(view.sentence[first:last]):
        out += ("question", "question:" + way)
    number["length"] = math.log1p(last - first)
    number["mentions"] = float(min(3, len(spans)))
    out.append(f"mentions:{min(3, len(spans))}")

    after: list[str] = []
    before: list[str] = []
    if spans:
        _named(view, spans, masked, out, number, after, before, kinds)
    context = _context(view, outside, out, number, way, kinds)
    speaker = view.quote.speaker
    if speaker is not None:
        out += _PAIRS["sp", way][speaker.type]
    out += _PAIRS["kind", way][view.quote.kind]
    tied = any(a < first and _tied(view, b) for a, b in outside[-2:])
    return Row(out, list(number.values()), (inside, after, before, context), spans, tied)


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


def _own(view: View, name: str, out: list[str], way: str) -> tuple[int, list[str]]:
    """Tell what kind of thing the target is, by its own words: types of head nouns, and classes of the lexicon."""
    types, lexicon = noun_types(), view.lexicon.words
    own, kinds = 0, []
    for word in fold(name).split():
        kind = types.get(stem(word))
        # भाजपा and समाजवादी पार्टी are of one kind, though only one says so
        if kind and kind != "party":
            out += _PAIRS["type", way][kind]
            kinds.append(kind)
        c = lexicon.get(word, -1)
        if 0 <= c < 4:
            out += ("own:" + CLASS_TAGS[c], f"own:{CLASS_TAGS[c]}:{way}")
            own += 1 if c in (0, 2) else -1
    return own, kinds or ["name"]


def _named(
    view: View,
    spans: list[tuple[int, int]],
    masked: set[int],
    out: list[str],
    number: dict[str, float],
    after: list[str],
    before: list[str],
    kinds: list[str],
) -> None:
    """Tell what stands around each place where the target is named: frame, polarity by side and clause, words by side."""
    words, tags, signs, clause, sentence, kind_of = view.words, view.tags, view.signs, view.clause, view.sentence, view.kinds
    first, last, tagged = view.first, view.last, view.tagged
    total_after = total_before = agent_sign = 0.0
    for order, (a, b) in enumerate(sorted(spans)[:3]):
        here, mine = sentence[a], clause[a]
        stop = bisect_right(sentence, here, b, last)
        low = bisect_left(sentence, here, first, a)
        post, at = view.postposition(b, stop)
        role = _ROLE.get(post, "other")
        out += ("post:" + post, "role:" + role)
        frame = view.frame(post, at, stop)
        framed = "-"
        if frame is not None:
            label, kind, distance, end = frame
            negated = "negation" in kind_of[end : min(stop, end + 2)]
            framed = LABELS[label] + ("!" if negated else "")
            out += (f"F:{framed}", f"F:{framed}:{KINDS[kind]}", f"F:{framed}:{_bucket(distance)}", f"F:{framed}:{role}")
            value = (-_VALUE[label] if negated else _VALUE[label]) / (1 + 0.15 * distance)
            number["frame"] += value
            number["frame_" + KINDS[kind]] += value
        first_after = side = 0
        for i in _between(tagged, at, stop):
            if i not in masked:
                tag = tags[i]
                out += (f"R{'c' if clause[i] == mine else 's'}:{tag}", f"R:{tag}:{role}")
                sign = signs[i]
                if sign:
                    total_after += sign / (1 + 0.1 * (i - at))
                    side += sign
                    if not first_after:
                        first_after = sign
                        out += (f"R1:{sign}:{role}", "R1:" + tag)
        if role == "agent":
            agent_sign += side
        out += (f"S:{role}:{_level(side)}", f"FS:{framed}:{_level(side)}")
        out += [f"TS:{k}:{_level(side)}" for k in kinds]
        for i in _between(tagged, low, a):
            if i not in masked:
                tag = tags[i]
                same = clause[i] == mine
                out.append(f"L{'c' if same else 's'}:{tag}")
                if same:
                    out.append(f"L:{tag}:{role}")
                total_before += signs[i] / (1 + 0.1 * (a - i))
                if i >= a - 3:
                    out.append("Ln:" + tag)
        if order == 0:
            number["first_after"] = float(first_after)
        _harm(view, at, stop, role, out)
        after += [words[i] for i in range(b, min(stop, b + 10)) if i not in masked and kind_of[i] != "comma"]
        before += [words[i] for i in range(max(low, a - 6), a) if i not in masked and kind_of[i] != "comma"]
        ahead = bisect_left(clause, mine, low, stop)
        out += ["ck:" + kind for kind in dict.fromkeys(kind_of[ahead : bisect_right(clause, mine, ahead, stop)]) if kind]
        if here in view.questions:
            out += ("asked", "asked:" + role)
        tail = [i for i in range(max(low, stop - 4), stop) if kind_of[i] != "end" and kind_of[i] != "comma"][-3:]
        out += ["v:" + words[i] for i in tail]
        if tail:
            out.append(f"tense:{_tense(words[tail[-1]])}:{role}")
    number["after"], number["before"], number["agent_sign"] = total_after, total_before, agent_sign
    in_clause, in_sentence = {clause[a] for a, _ in spans}, {sentence[a] for a, _ in spans}
    sums = [0, 0, 0]
    for i in _between(tagged, first, last):
        if i not in masked:
            place = 0 if clause[i] in in_clause else 1 if sentence[i] in in_sentence else 2
            sums[place] += signs[i]
            if place == 2:
                out.append("O:" + tags[i])
    for key, value in zip(("clause", "sentence", "rest"), sums, strict=True):
        number[key] = float(value)
        out.append(f"{key}:{_level(value)}")


def _harm(view: View, at: int, stop: int, role: str, out: list[str]) -> None:
    """Tell what an agent does to whom: a bad thing to a bad one is praised (सेना ने आतंकियों को मार गिराया), to a good one blamed."""
    if role not in ("agent", "bare", "lead"):
        return
    raw, words = view.raw, view.words
    for i in _between(view.tagged, at, stop - 1):
        if raw[i] < 4 and words[i + 1] in _PATIENT:
            for j in range(i + 2, min(stop, i + 7)):
                if raw[j] >= 0:
                    patient = "bad" if raw[i] in BAD_CLASSES else "good"
                    out += (f"harm:{patient}:{CLASS_TAGS[raw[j]]}", f"harm:{patient}:{CLASS_TAGS[raw[j]]}:{role}")
                    break


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


def _context(view: View, outside: list[tuple[int, int]], out: list[str], number: dict[str, float], way: str, kinds: list[str]) -> list[str]:
    """Return the reporter's words around the quotation; their polarity, and what they say of the target, go to ``out``."""
    words, tags, signs = view.words, view.tags, view.signs
    first, last, count = view.first, view.last, len(view.words)
    masked = {i for a, b in outside for i in range(a, b)}
    places = [i for i in view.around if i not in masked] if masked else view.around
    context = [words[i] for i in places]
    total = 0
    for i in places:
        tag = tags[i]
        if tag:
            out += _PAIRS["C", way][tag]
            total += signs[i]
    out += ["c1:" + w for w in words[max(0, first - 3) : first]]
    out += ["a1:" + w for w in words[last : last + 3]]
    number["ctx_all"] = float(total)
    out.append(f"ctx:{_level(total)}:{way}")
    if outside:
        out.append("outside:" + way)
    for a, b in outside[-2:]:
        stop = first if a < first else count
        post, at = view.postposition(b, stop)
        role = _ROLE.get(post, "other")
        out += (f"cpost:{post}:{way}", f"crole:{role}:{way}")
        frame = view.frame(post, at, stop)
        if frame is not None:
            label, kind, distance, _ = frame
            tag = LABELS[label]
            out += (f"CF:{tag}", f"CF:{tag}:{way}", f"CF:{tag}:{KINDS[kind]}", f"CF:{tag}:{role}")
            number["ctx_frame"] += _VALUE[label] / (1 + 0.1 * distance)
        side = 0
        for i in _between(view.tagged, at, min(stop, at + 10)):
            if i not in masked:
                out += _PAIRS["CR", way][tags[i]]
                side += signs[i]
        number["ctx_clause"] += side
        out.append(f"CS:{role}:{_level(side)}:{way}")
        out += ["cr:" + w for w in words[b : min(stop, b + 6)]]
    return context


_BY_WORD = frozenset({"w", "v"})
_BY_TAG = frozenset({"P", "Rc", "Rs", "R", "R1", "Lc", "Ls", "L", "Ln", "O"})


def words_of(view: View, feature: str) -> list[int]:
    """Return the tokens of the quotation that a feature speaks of; none for features of the context, the frame or the kind of target."""
    way, _, rest = feature.partition(":")
    inside = range(view.first, view.last)
    if way in _BY_WORD:
        return [i for i in inside if view.words[i] == rest]
    if way in _BY_TAG:
        tag = rest.partition(":")[0]
        return [i for i in inside if view.tags[i] == tag]
    return []
