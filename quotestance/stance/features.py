"""The features of a passage (a quotation and one target), shared by training and the library.

A `View` is what all targets of one quotation share: the tokens of the quotation and of the reporter's words around it, with sentences,
clauses, and the polarity of each word after negation and reversal. `features` adds what depends on the target: the words by side and
distance, the postposition after it, the frame that the sentence puts it in, the polarity of its own clause and of the others.

The target's own words are masked throughout: who it is must not tell the label; what kind of thing it is may (a law, an attack, farmers).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

from ..records import LABELS, Quote
from ..text import Document, fold
from ..text.tables import read_table
from .lexicon import KINDS, Lexicon
from .targets import Matcher, noun_types
from .words import stem

__all__ = ["DENSE", "View", "features", "grammar", "words_of"]

_CLASS = ("A", "D", "G", "B", "dem", "pro", "rev", "deg")
_SIGN = (1, -1, 1, -1, 0, 0, 0, 0)
_REVERSAL = 6
_BEFORE, _AFTER = 30, 12
"""How many tokens of the reporter's words before and after the quotation are looked at."""
_END = frozenset("।?!|.॥")
_COMMA = frozenset(",;:–—-")
_MARKS = frozenset("\"'“”‘’«»`()[]{}") | {"''", "‘‘", "’’", "``", "..."}
_OPPOSED = frozenset({"खिलाफ", "विरुद्ध", "विरोध", "बावजूद"})

DENSE = (
    "after", "before", "clause", "sentence", "rest", "all", "first_after", "last", "frame", "frame_speaker", "frame_deed", "frame_wish",
    "ctx_all", "ctx_frame", "ctx_clause", "own", "near", "vec_after", "vec_all", "length", "mentions", "approval", "good", "agent_sign",
)  # fmt: skip
"""Names of the numeric features, in order."""


@cache
def grammar() -> dict[str, str]:
    """Return the kinds of grammatical words (``grammar.tsv``)."""
    return {fold(word): kind for word, kind in read_table("quotestance.stance", "grammar.tsv", 2)}


_ROLE = {
    "ने": "agent", "द्वारा": "agent", "के द्वारा": "agent", "की ओर से": "agent", "की तरफ से": "agent", "के हाथों": "agent",
    "को": "obj", "का": "gen", "की": "gen", "के": "gen",
    "के खिलाफ": "opp", "के विरुद्ध": "opp", "के विरोध में": "opp", "के मुकाबले": "opp",
    "के साथ": "with", "के पक्ष में": "with", "के समर्थन में": "with", "के प्रति": "to", "के लिए": "for", "के हित में": "for",
    "पर": "on", "के ऊपर": "on", "से": "from", "में": "in", "की वजह से": "cause", "के कारण": "cause", "के चलते": "cause",
    "के नेतृत्व में": "lead", "के तहत": "lead", "के माध्यम से": "lead", "के जरिए": "lead",
}  # fmt: skip


class View:
    """The tokens of a quotation and of its surroundings.

    Parameters
    ----------
    doc, quote
        The document, and a quotation of it with speaker and cue where they are known.
    lexicon
        Classes of words and frames.
    """

    def __init__(self, doc: Document, quote: Quote, lexicon: Lexicon) -> None:
        self.text = doc.text
        self.quote = quote
        self.lexicon = lexicon
        kinds = grammar()
        first = doc.first_token(quote.start)
        last = doc.last_token(quote.end)
        low, high = max(0, first - _BEFORE), min(len(doc.words), last + 1 + _AFTER)
        self.words: list[str] = []
        self.stems: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.kinds: list[str] = []
        self.sentence: list[int] = []
        self.clause: list[int] = []
        self.first = self.last = 0
        sentence = clause = 0
        self.questions: set[int] = set()
        for i in range(low, high):
            if i == first:
                self.first = len(self.words)
                sentence, clause = sentence + 1, clause + 1
            if i == last + 1:
                self.last = len(self.words)
                sentence, clause = sentence + 1, clause + 1
            word = doc.words[i]
            if word in _MARKS:
                continue
            for piece in word.split("-") if "-" in word and len(word) > 1 else (word,):
                if not piece:
                    continue
                kind = kinds.get(piece, "")
                if kind == "particle":
                    continue
                if piece in _END:
                    kind = "end"
                elif piece in _COMMA:
                    kind = "comma"
                elif kind in ("contrast", "clause", "condition"):
                    clause += 1
                self.words.append(piece)
                self.stems.append(stem(piece))
                self.starts.append(doc.starts[i])
                self.ends.append(doc.ends[i])
                self.kinds.append(kind)
                self.sentence.append(sentence)
                self.clause.append(clause)
                if kind == "end":
                    if piece == "?":
                        self.questions.add(sentence)
                    sentence, clause = sentence + 1, clause + 1
                elif kind == "comma":
                    clause += 1
        if high == last + 1:
            self.last = len(self.words)
        if low > first or self.first > self.last:
            self.first = self.last
        self._polarity()
        self._targets: dict[tuple[int, int], tuple[str, int]] = {}

    def _polarity(self) -> None:
        """Sign and class of each word, after negation and reversal: ``tags[i]`` is a class with + or -, ``signs[i]`` in -1, 0, 1."""
        words, kinds, lexicon, clause = self.words, self.kinds, self.lexicon, self.clause
        n = len(words)
        raw = [-1 if kinds[i] in ("negation", "before") else lexicon.word(words[i]) for i in range(n)]
        self.raw = raw
        self.signs = [0] * n
        self.tags = [""] * n
        for i, kind in enumerate(raw):
            if kind < 0:
                continue
            sign = _SIGN[kind]
            if not sign:
                self.tags[i] = _CLASS[kind]
                continue
            flips = ""
            if i and kinds[i - 1] == "before" or (i > 1 and kinds[i - 2] == "before"):
                flips = "n"
            end = clause[i]
            j = i + 1
            while j < n and j <= i + 4 and clause[j] == end:
                if kinds[j] == "negation":
                    flips = "" if flips else "n"
                    break
                if raw[j] == _REVERSAL and kinds[j] != "contrast":
                    flips = "r"
                    break
                if words[j] in _OPPOSED and j <= i + 2:
                    flips = "o"
                    break
                if j > i + 1 and 0 <= raw[j] < 4:
                    break
                j += 1
            if flips:
                sign = -sign
            self.signs[i] = sign
            self.tags[i] = _CLASS[kind] + flips

    def postposition(self, end: int, stop: int) -> tuple[str, int]:
        """Return the postposition after a target that ends before token ``end``, and the token after it; up to two words of a title between."""
        words = self.words
        known = _postpositions(self.lexicon)
        for skip in range(3):
            at = end + skip
            if at >= stop or (skip and (self.kinds[at - 1] or words[at - 1] in known)):
                break
            for size in (4, 3, 2, 1):
                if at + size <= stop and (post := " ".join(words[at : at + size])) in known:
                    return post, at + size
            if self.kinds[at] in ("end", "comma"):
                break
        return "0", end

    def frame(self, post: str, start: int, stop: int) -> tuple[int, int, int, int] | None:
        """Return ``(label, kind, distance, token after)`` of the first frame of a postposition in the tokens from ``start``, longest head first."""
        frames = self.lexicon.frames(post)
        stems = self.stems
        for i in range(start, stop):
            found = frames.get(stems[i])
            if found:
                for head, label, kind in found:
                    n = len(head)
                    if n == 1 or tuple(stems[i : i + n]) == head:
                        return label, kind, i - start, i + n
        return None


@cache
def _postpositions(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(lexicon.postpositions) - {"0"}


def _bucket(n: int) -> str:
    return "0" if n == 0 else "1" if n < 3 else "2" if n < 6 else "3"


def features(
    view: View, name: str, aliases: tuple[str, ...] = (), given: Sequence[tuple[int, int]] = ()
) -> tuple[list[str], list[float], list[tuple[int, int]]]:
    """Return the features of a target in a view.

    Parameters
    ----------
    view
        The quotation.
    name, aliases
        The target.
    given
        Where the caller knows the target to be named (offsets into the text), beside the places where a form of the name stands.

    Returns
    -------
    names : list of str
        The features that hold.
    numbers : list of float
        One for each of `DENSE`.
    spans : list of (int, int)
        The tokens of the view that name the target inside the quotation, full names first.
    """
    words, stems, tags, signs = view.words, view.stems, view.tags, view.signs
    first, last = view.first, view.last
    matcher = Matcher.of(name, aliases)
    spans = matcher.find(stems, first, last)
    if given:
        spans = _joined(view, given, spans)
    outside = [s for lo, hi in ((0, first), (last, len(words))) for s in matcher.find(stems, lo, hi)]
    masked = {i for a, b in spans for i in range(a, b)}
    masked_out = {i for a, b in outside for i in range(a, b)}
    out: list[str] = []
    number = dict.fromkeys(DENSE, 0.0)
    meant = not spans
    way = "m" if meant else "n"

    # the target's own words: of what kind it is
    types = noun_types()
    own = 0
    for word in fold(name).split():
        kind = types.get(stem(word))
        if kind:
            out += (f"type:{kind}", f"type:{kind}:{way}")
        c = view.lexicon.word(word)
        if 0 <= c < 4:
            out.append(f"own:{_CLASS[c]}")
            own += _SIGN[c]
    number["own"] = float(own)

    # the words of the quotation
    kept = [i for i in range(first, last) if i not in masked and view.kinds[i] not in ("comma",)]
    tokens = [words[i] for i in kept]
    for k, word in enumerate(tokens):
        out.append("w:" + word)
        if k:
            out.append(f"b:{tokens[k - 1]} {word}")
        if k > 1:
            out.append(f"t:{tokens[k - 2]} {tokens[k - 1]} {word}")
    out += {"s:" + stems[i] for i in kept}
    total = 0
    for i in range(first, last):
        if tags[i] and i not in masked:
            out.append(f"P:{tags[i]}")
            if meant:
                out.append(f"Pm:{tags[i]}")
            total += signs[i]
    number["all"] = float(total)
    number["approval"] = float(sum(signs[i] for i in range(first, last) if tags[i][:1] in ("A", "D")))
    number["good"] = float(sum(signs[i] for i in range(first, last) if tags[i][:1] in ("G", "B")))
    signed = [signs[i] for i in range(first, last) if signs[i] and i not in masked]
    number["last"] = float(signed[-1]) if signed else 0.0
    out += (f"all:{_level(total)}:{way}", f"last:{number['last']:.0f}:{way}")
    if view.sentence[first:last] and any(s in view.questions for s in view.sentence[first:last]):
        out += ("question", f"question:{way}")
    kinds_in = set(view.kinds[first:last])
    out += [f"k:{k}" for k in kinds_in if k] + [f"k:{k}:{way}" for k in kinds_in if k]
    number["length"] = math.log1p(last - first)

    # around each place where the target is named
    if spans:
        _named(view, spans, masked, out, number)
    number["mentions"] = float(min(3, len(spans)))
    out.append(f"mentions:{min(3, len(spans))}")

    # the reporter's words
    _context(view, outside, masked_out, out, number, way)
    sp = view.quote.speaker
    if sp is not None:
        out += (f"sp:{sp.type}", f"sp:{sp.type}:{way}")
    out += (f"kind:{view.quote.kind}", f"kind:{view.quote.kind}:{way}")
    return out, [number[k] for k in DENSE], spans


def _level(n: int) -> str:
    return str(max(-3, min(3, n)))


def _named(view: View, spans: list[tuple[int, int]], masked: set[int], out: list[str], number: dict[str, float]) -> None:
    words, stems, tags, signs, clause, sentence = view.words, view.stems, view.tags, view.signs, view.clause, view.sentence
    first, last = view.first, view.last
    seen: set[int] = set()
    in_clause, in_sentence = {clause[a] for a, _ in spans}, {sentence[a] for a, _ in spans}
    sums = dict.fromkeys(("after", "before", "near", "rest", "sentence", "clause", "agent_sign"), 0.0)
    for order, (a, b) in enumerate(sorted(spans)[:3]):
        stop = b
        while stop < last and sentence[stop] == sentence[a]:
            stop += 1
        low = a
        while low > first and sentence[low - 1] == sentence[a]:
            low -= 1
        post, at = view.postposition(b, stop)
        role = _ROLE.get(post, "bare" if post == "0" else "other")
        out += (f"post:{post}", f"role:{role}")
        # frames
        frame = view.frame(post, at, stop)
        if frame is not None:
            label, kind, distance, after = frame
            negated = any(view.kinds[j] == "negation" for j in range(after, min(stop, after + 2)))
            mark = "!" if negated else ""
            tag = f"{LABELS[label]}{mark}"
            out += (f"F:{tag}", f"F:{tag}:{KINDS[kind]}", f"F:{tag}:{_bucket(distance)}", f"F:{tag}:{role}")
            value = (1.0, -1.0, 0.0)[label] * (-1 if negated else 1) / (1 + 0.15 * distance)
            number["frame"] += value
            number["frame_" + KINDS[kind]] += value
        # polarity by side
        first_after = 0
        for i in range(at, stop):
            if tags[i] and i not in masked:
                same = clause[i] == clause[a]
                where = "c" if same else "s"
                out += (f"R{where}:{tags[i]}", f"R:{tags[i]}:{role}")
                sign = signs[i]
                sums["after"] += sign / (1 + 0.1 * (i - at))
                if sign and not first_after:
                    first_after = sign
                    out += (f"R1:{sign}:{role}", f"R1:{tags[i]}")
                if role == "agent":
                    sums["agent_sign"] += sign
        for i in range(low, a):
            if tags[i] and i not in masked:
                same = clause[i] == clause[a]
                out.append(f"L{'c' if same else 's'}:{tags[i]}")
                if same:
                    out.append(f"L:{tags[i]}:{role}")
                sums["before"] += signs[i] / (1 + 0.1 * (a - i))
                if i >= a - 3:
                    out.append(f"Ln:{tags[i]}")
        if order == 0:
            number["first_after"] = float(first_after)
        # an agent that does a bad thing to a bad thing
        if role in ("agent", "bare", "lead"):
            for i in range(at, stop - 1):
                if view.raw[i] in (1, 3) and words[i + 1] in ("को", "पर", "से", "का", "के", "की") and clause[i] == clause[a]:
                    heads = [view.raw[j] for j in range(i + 2, min(stop, i + 7)) if view.raw[j] >= 0]
                    if heads:
                        out.append(f"AHB:{_CLASS[heads[0]]}:{role}")
        # words by side and distance
        for k, i in enumerate(range(b, min(stop, b + 10))):
            if i not in masked and view.kinds[i] != "comma":
                out += ("r:" + words[i], f"r{'1' if k < 1 else '3' if k < 3 else '6' if k < 6 else '9'}:{words[i]}")
        for k, i in enumerate(range(a - 1, max(low, a - 6) - 1, -1)):
            if i not in masked and view.kinds[i] != "comma":
                out += ("l:" + words[i], f"l{'1' if k < 1 else '3' if k < 3 else '6'}:{words[i]}")
        # conditions, contrasts and the verb at the end
        same = [i for i in range(low, stop) if clause[i] == clause[a]]
        out += {f"ck:{view.kinds[i]}" for i in same if view.kinds[i]}
        if sentence[a] in view.questions:
            out += ("asked", f"asked:{role}")
        tail = [i for i in range(low, stop) if view.kinds[i] not in ("end", "comma")][-3:]
        out += {f"v:{words[i]}" for i in tail}
        if tail:
            out.append(f"v1:{words[tail[-1]]}:{role}")
        end = words[tail[-1]] if tail else ""
        out.append(f"tense:{_tense(end)}:{role}")
        seen.add(sentence[a])
    for i in range(first, last):
        if i in masked:
            continue
        if clause[i] in in_clause:
            sums["clause"] += signs[i]
        elif sentence[i] in in_sentence:
            sums["sentence"] += signs[i]
        else:
            sums["rest"] += signs[i]
            if tags[i]:
                out.append(f"O:{tags[i]}")
    number.update(sums)
    for key in ("clause", "rest", "sentence"):
        out.append(f"{key}:{_level(int(sums[key]))}")


def _tense(word: str) -> str:
    if word.endswith(("गा", "गे", "गी")):
        return "future"
    if word in ("था", "थे", "थी", "थीं"):
        return "past"
    if word in ("है", "हैं", "हूं", "हो"):
        return "present"
    if word.endswith(("िए", "िये", "ाओ", "ो")):
        return "order"
    return "चाहिए" if word == "चाहिए" else "other"


def _context(view: View, outside: list[tuple[int, int]], masked: set[int], out: list[str], number: dict[str, float], way: str) -> None:
    words, tags, signs = view.words, view.tags, view.signs
    first, last = view.first, view.last
    # the reporter's sentence before the quotation (the last one begun), and the rest after it
    low = first
    while low > 0 and (first - low < 3 or view.kinds[low - 1] != "end"):
        low -= 1
    near = range(max(low, first - 14), first)
    after = range(last, min(len(words), last + 8))
    total = 0
    for i in (*near, *after):
        if i in masked or view.kinds[i] in ("comma", "end"):
            continue
        out.append("c:" + words[i])
        if tags[i]:
            out += (f"C:{tags[i]}", f"C:{tags[i]}:{way}")
            total += signs[i]
    for i in range(max(0, first - 3), first):
        out.append("c1:" + words[i])
    for i in range(last, min(len(words), last + 3)):
        out.append("a1:" + words[i])
    number["ctx_all"] = float(total)
    out.append(f"ctx:{_level(total)}:{way}")
    if outside:
        out.append(f"named-outside:{way}")
    for a, b in outside[-2:] if outside else ():
        stop = first if a < first else len(words)
        post, at = view.postposition(b, stop)
        role = _ROLE.get(post, "bare" if post == "0" else "other")
        out += (f"cpost:{post}:{way}", f"crole:{role}:{way}")
        frame = view.frame(post, at, stop)
        if frame is not None:
            label, kind, distance, _ = frame
            out += (f"CF:{LABELS[label]}", f"CF:{LABELS[label]}:{way}", f"CF:{LABELS[label]}:{KINDS[kind]}", f"CF:{LABELS[label]}:{role}")
            number["ctx_frame"] += (1.0, -1.0, 0.0)[label] / (1 + 0.1 * distance)
        for i in range(at, min(stop, at + 10)):
            if tags[i] and i not in masked:
                out += (f"CR:{tags[i]}", f"CR:{tags[i]}:{way}")
                number["ctx_clause"] += signs[i]
        for i in range(b, min(stop, b + 6)):
            out.append("cr:" + words[i])


def _joined(view: View, given: Sequence[tuple[int, int]], spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    told = []
    for start, end in given:
        tokens = [i for i in range(view.first, view.last) if view.starts[i] < end and view.ends[i] > start]
        if tokens:
            told.append((tokens[0], tokens[-1] + 1))
    return told + [(a, b) for a, b in spans if all(b <= x or a >= y for x, y in told)]


_BY_WORD = frozenset({"w", "r", "r1", "r3", "r6", "r9", "l", "l1", "l3", "l6", "v", "v1"})
_BY_TAG = frozenset({"P", "Pm", "Rc", "Rs", "R", "R1", "Lc", "Ls", "L", "Ln", "O"})


def words_of(view: View, feature: str) -> list[int]:
    """Return the tokens of the quotation that a feature speaks of; none for features of the context, the frame or the kind of target."""
    way, _, rest = feature.partition(":")
    inside = range(view.first, view.last)
    if way in _BY_WORD:
        word = rest.partition(":")[0]
        return [i for i in inside if view.words[i] == word]
    if way == "s":
        return [i for i in inside if view.stems[i] == rest]
    if way in ("b", "t"):
        group = rest.split(" ")
        n = len(group)
        return [j for i in inside if view.words[i : i + n] == group for j in range(i, i + n)]
    if way in _BY_TAG:
        tag = rest.partition(":")[0]
        return [i for i in inside if view.tags[i] == tag]
    return []
