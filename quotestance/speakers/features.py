r"""What speaks for a candidate: facts as strings, the same in training and in use.

The facts of a candidate come in groups (``_placed``, ``_framed``, …), each made from a few values. In use the weights of a group's facts
are summed once for each combination of its values and kept, so that a candidate costs a few look-ups, not thirty. Places and gaps count
words outside quotations.

Measured dead ends. The right mention, of 2,593 quotations of held-out training documents and of 783 of validation and test that are not
plain: boosted trees over the same facts as numbers 2,277 and 690, these facts 2,311 and 708. More or monotone trees and bagged ones were no
better; nor are here finer classes of words, the cue by relation, the word after it, the distance from mention to cue, the gap of the
nearest cue (2,314 and 708 with all of them). Only candidates of the quotation's own sentence: half a point less speaker accuracy. Subjects
of a verb beside that of saying (रमेश पहुंचे और कहा), places in which it is said whatever they are, who follows a participle: 2,307 and 711.
Later, of 2,778 quotations outside fact checks that are not plain, by cross-validation (274 wrong): how many कि stand before a candidate,
also with its cue or the kind of quotation, 274 to 277 wrong; the very words right before and after the quotation, 273.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ..records import Quote
from ..text import Document
from .candidates import Candidate, Candidates
from .reading.clauses import clauses_before, place_in_clauses
from .reading.cues import COPULAS, STATE, Cue
from .reading.subjects import BARE, BY, NE, OWNER, PLACE
from .reading.surroundings import MARKS, Surroundings
from .weights import Sums
from .words.classes import name_like, word
from .words.pronouns import pronouns
from .words.small_words import words_for

__all__ = ["facts", "scores", "sums"]

_BEFORE = {"": "0", "कि": "1", "की": "1", ",": "2", ":": "3", "को": "6", "और": "7"}
_BEFORE |= dict.fromkeys(("-", "–", "—"), "4") | dict.fromkeys("।.|?!", "5")
"""Classes of the word right before a quotation; ``8`` any other, ``9`` a cue."""
_AFTER = {"": "0", ",": "1", ":": "4"} | dict.fromkeys("।.|?", "2") | dict.fromkeys(("-", "–", "—"), "3")
_AFTER |= dict.fromkeys(("के", "का", "की", "को"), "5")
"""Classes of the word right after it; ``6`` any other, ``7`` a cue, ``8`` a pronoun."""
_LINKS = frozenset(("कि", "की", ",", ":", "-", "–", ":-"))
_WRITINGS = words_for("writing")
_ISSUED = 6
"""Most words from who issued a piece of writing to that piece."""
_FAR = 60
_STEPS = [0, 1, 2, 3, 4, 4, 5, 5, 5, *[6] * 6, *[7] * 15, *[8] * 31]
"""Distances in words by class: 0 to 3, to 5, 8, 14, 29, and farther."""


def _placed(relation: int, sentence: int, crossed: int, side: int, distance: int, rank: int, rank_ne: int, how: str) -> list[str]:
    """Return the facts of where a mention stands."""
    r, s = f"r{relation}", f"s{sentence}"
    return [
        r,
        r + s,
        f"{r}{s}c{crossed}",
        f"{r}{s}side{side}",
        f"{r}d{distance}side{side}",
        f"{r}{how}",
        s + how,
        f"{s}rank{rank}",
        f"{s}ne{rank_ne}side{side}",
    ]


def _framed(quote: tuple[str, ...], relation: int, sentence: int, side: int) -> list[str]:
    """Return the facts of the quotation (`_frame`) and where a mention stands."""
    kind = quote[0]
    return [f"r{relation}{kind}", *[f"s{sentence}side{side}{x}" for x in quote[1:]]]


def _cued(
    relation: int,
    sentence: int,
    side: int,
    crossed: int,
    kind: str,
    cue: tuple[int, int, int, int, bool, bool],
    gap: int,
    tie: tuple[bool, ...],
) -> list[str]:
    """Return the facts of the cue that a mention governs."""
    cls, form, cue_side, cue_crossed, fits, passive = cue
    spans, linked, used = tie
    r = f"r{relation}"
    return [
        f"cue{r}",
        f"{r}cue{cls}|{form}",
        f"cue{cls}|{form}gap{gap}",
        f"{r}gap{gap}cue{cue_side}side{side}",
        f"spans{spans}{r}{kind}",
        f"fits{fits}{r}",
        f"passive{passive}{r}",
        f"linked{linked}{r}s{sentence}side{side}",
        f"used{used}{r}",
        f"cc{cue_crossed}c{crossed}",
    ]


def _headed(w: str, relation: int, sentence: int, how: str, count: int) -> list[str]:
    """Return the facts of a mention's last word."""
    told = pronouns().get(w) if how == "pronoun" else None
    if told is not None:
        return [f"w{w}", f"p{told.number}{told.distance}r{relation}"]
    known = word(w)
    noun = known.noun or "-"
    return [
        f"w{w}",
        f"{noun}r{relation}",
        f"{noun}s{sentence}",
        f"name{name_like(known)}r{relation}",
        f"level{known.level // 3}",
        f"count{count}{how}",
    ]


def _around_mention(before: str, after: str, opens: bool, relation: int) -> list[str]:
    """Return the facts of the words around a mention."""
    return [f"before{before}", f"after{after}", f"opens{opens}r{relation}"]


def _agreeing(agrees: int, verb: str) -> list[str]:
    """Return the facts of the verb of a cue."""
    return [f"agrees{agrees}", f"verb{verb}"]


def _nobody(
    quote: tuple[str, ...],
    own: tuple[bool, bool],
    opens: bool,
    cue: tuple[int, int, int, int] | None,
    verb: str,
    before: str,
    after: str,
    rivals: int,
) -> list[str]:
    """Return the facts of the answer that no mention is meant; ``own``: words of its sentence stand before, after the quotation."""
    kind, b, a, line, ended, glued, *_ = quote
    out = [f"0{x}" for x in (*quote, b + a, f"{line}{glued}{opens}", f"{ended}{own}", f"{own}{kind}")]
    out += [f"0before{before}", f"0after{after}", f"0rivals{rivals}"]
    if cue is None:
        return [*out, "0cue-"]
    cls, form, side, gap = cue
    return [*out, "0cue", f"0gap{gap}side{side}", f"0cue{cls}|{form}", f"0verb{verb}"]


def _parted(links: int, relation: int, clause: int, issued: int) -> list[str]:
    """Return the facts of what parts a mention from the quotation.

    ``links``: how many कि stand between it and the quotation's own, as somebody else may speak in between; ``clause``: how it stands to
    relative clauses (`place_in_clauses`); ``issued``: whether it is who issued a piece of writing, or that piece (`_issued`).
    """
    return [f"links{links}r{relation}", f"clause{clause}", f"clause{clause}r{relation}", f"issued{issued}r{relation}"]


def _no_cue() -> list[str]:
    """Return the fact of a mention that governs no cue."""
    return ["cue-"]


_Make = Callable[..., list[str]]
_GROUPS: tuple[_Make, ...] = (_placed, _framed, _cued, _headed, _around_mention, _agreeing, _nobody, _no_cue, _parted)
_PLACED, _FRAMED, _CUED, _HEADED, _AROUND, _AGREEING, _NOBODY, _CUELESS, _PARTED = range(len(_GROUPS))
_MOST = 1 << 16
_Values = tuple[object, ...]
_NO_CUE: tuple[int, _Values] = (_CUELESS, ())


def sums(weights: Mapping[str, float]) -> list[Sums]:
    """Return the sums of the groups of facts by these weights, still empty."""
    return [Sums(make, lambda: weights, _MOST) for make in _GROUPS]


def scores(
    doc: Document,
    quote: Quote,
    found: Candidates,
    earlier: Quote | None,
    later: Quote | None,
    counts: Mapping[str, int],
    by: Sequence[Sums],
) -> list[float]:
    """Return the score of each candidate of a quotation: the logarithm of its share, but for a constant.

    Parameters
    ----------
    doc, quote
        The document and the quotation.
    found
        Its candidates.
    earlier, later
        The quotations before and after it in the text, if any.
    counts
        How often each folded word stands in the document.
    by
        What `sums` gave.
    """
    return [sum([by[group][of] for group, of in values]) for values in _values(doc, quote, found, earlier, later, counts)]


def facts(
    doc: Document, quote: Quote, found: Candidates, earlier: Quote | None, later: Quote | None, counts: Mapping[str, int]
) -> list[list[str]]:
    """Return the facts of each candidate of a quotation, as training sees them; parameters as in `scores`."""
    rows = _values(doc, quote, found, earlier, later, counts)
    return [[f for group, of in values for f in _GROUPS[group](*of)] for values in rows]


def _values(
    doc: Document, quote: Quote, found: Candidates, earlier: Quote | None, later: Quote | None, counts: Mapping[str, int]
) -> list[list[tuple[int, _Values]]]:
    """Return for each candidate the groups of its facts and the values from which each is made."""
    words = doc.words
    around, candidates = found
    none = candidates[-1]
    before, after = _neighbours(doc, around)
    frame = _frame(doc, quote, around, none, before, after, earlier, later)
    kind = frame[0]
    ranks = _ranks(candidates)
    n = len(words)
    clauses = clauses_before(words, around)
    issuers = [c.mention.last for c in candidates if c.mention is not None and c.relation in (BY, OWNER)]
    out: list[list[tuple[int, _Values]]] = []
    for c, (rank, rank_ne) in zip(candidates, ranks, strict=False):
        m, relation, place, end, sentence, crossed, cue, *_ = c
        if m is None:
            continue
        side = -1 if place < 0 else 1
        distance = -end if place < 0 else place - 1
        w, how, first, last = words[m.last], m.how, m.first, m.last
        left = words[first - 1] if first else ""
        values: list[tuple[int, _Values]] = [
            (_PLACED, (relation, sentence, crossed, side, _STEPS[distance if distance < _FAR else -1], rank, rank_ne, how)),
            (_FRAMED, (frame, relation, sentence, side)),
            (_HEADED, (w, relation, sentence, how, min(4, counts[w]) if how != "pronoun" else 0)),
            (_AROUND, (left, words[last + 1] if last + 1 < n else "", not left[:1].isalnum(), relation)),
            (
                _PARTED,
                (
                    min(2, words[last + 1 : around.outer_first - 1].count("कि")) if place < 0 and not sentence and not crossed else -1,
                    relation,
                    place_in_clauses(first, last, clauses) if clauses and place < 0 and not sentence else 0,
                    _issued(words, first, last, relation, issuers),
                ),
            ),
        ]
        if cue is None:
            values.append(_NO_CUE)
        else:
            values += _cue_values(words, c, cue, kind)
        out.append(values)
    told = (
        None if none.cue is None else (none.cue.kind, none.cue.form, -1 if none.cue_place < 0 else 1, _STEPS[min(none.cue_gap, _FAR - 1)])
    )
    own = (any(s.sentence == 0 for s in around.left), any(s.sentence == 0 for s in around.right))
    raw = (words[around.outer_first - 1] if around.outer_first else "", words[around.outer_last] if around.outer_last < n else "")
    verb_of = "" if none.cue is None else words[none.cue.verb]
    out.append([(_NOBODY, (frame, own, earlier is None, told, verb_of, *raw, min(4, len(candidates) - 1)))])
    return out


def _cue_values(words: Sequence[str], c: Candidate, cue: Cue, kind: str) -> list[tuple[int, _Values]]:
    """Return the values of the cue that a candidate governs; ``kind``: the quotation's, as in `_frame`."""
    m, relation, place, _, sentence, crossed, _, cue_place, cue_gap, cue_crossed = c
    n, then, side = len(words), cue.end, -1 if place < 0 else 1
    link = words[then] if then < n else ""
    if link in COPULAS and then + 1 < n:
        link = words[then + 1]
    used = cue_gap > 1 and (link in MARKS or (link in _LINKS and then + 1 < n and words[then + 1] in MARKS))
    fits = _fits(relation, cue.ergative, cue.form, cue.passive)
    gap = _STEPS[cue_gap if cue_gap < _FAR else -1]
    verb = (cue.kind, cue.form, -1 if cue_place < 0 else 1, cue_crossed, fits, cue.passive)
    tie = ((place < 0) != (cue_place < 0), link in _LINKS, used)
    agrees = _agrees(words[m.last], cue) if m is not None and m.how == "pronoun" and relation == BARE else -1
    return [(_CUED, (relation, sentence, side, crossed, kind, verb, gap, tie)), (_AGREEING, (agrees, words[cue.verb]))]


def _issued(words: Sequence[str], first: int, last: int, relation: int, issuers: Sequence[int]) -> int:
    """Return 1 for who issued a piece of writing, and for a piece whose issuer stands before it (संघ की ओर से जारी बयान में), else 0.

    -1 where a mention is neither.
    """
    if relation in (BY, OWNER):
        return int(not _WRITINGS.isdisjoint(words[last + 1 : last + 2 + _ISSUED]))
    if relation == PLACE:
        return int(any(first - _ISSUED <= k < last for k in issuers))
    return -1


def _neighbours(doc: Document, around: Surroundings) -> tuple[str, str]:
    """Return the words right before and after a quotation on its own line, ``""`` where there is none."""
    words, first, last = doc.words, around.outer_first, around.outer_last
    before = "" if first == 0 or first >= len(words) or _new_line(doc, first) else words[first - 1]
    after = "" if last >= len(words) or _new_line(doc, last) else words[last]
    return before, after


def _new_line(doc: Document, token: int) -> bool:
    return doc.text.find("\n", doc.ends[token - 1] if token else 0, doc.starts[token]) >= 0


def _frame(
    doc: Document, quote: Quote, around: Surroundings, cue: Candidate, before: str, after: str, earlier: Quote | None, later: Quote | None
) -> tuple[str, ...]:
    """Return what holds of a quotation whoever said it, each as a string of its own."""
    words, first, last = doc.words, around.outer_first, around.outer_last
    b, a = _BEFORE.get(before, "8"), _AFTER.get(after, "6")
    if cue.cue is not None and cue.cue_gap == 0:
        if b == "8" and cue.cue_place < 0:
            b = "9"
        elif cue.cue_place > 0:
            a = "7"
    if after in pronouns():
        a = "8"
    gap, glued, gap_later = _FAR - 1, False, _FAR - 1
    if earlier is not None:
        end = doc.last_token(earlier.end) + 1
        gap = min(gap, max(0, first - end))
        glued = gap <= 4 and not any(w[:1].isalnum() for w in words[end:first])
    if later is not None:
        gap_later = min(gap_later, max(0, doc.first_token(later.start) - last))
    return (
        "k" + quote.kind,
        "b" + b,
        "a" + a,
        f"line{before == ''}",
        f"ended{around.ended_inside}",
        f"glued{glued}",
        f"earlier{_STEPS[gap]}",
        f"later{_STEPS[gap_later]}",
    )


def _ranks(candidates: Sequence[Candidate]) -> list[tuple[int, int]]:
    """Return for each candidate how many of its sentence and side stand nearer to the quotation: all, and those with ने."""
    seen: dict[tuple[int, bool], tuple[int, int]] = {}
    out = [(0, 0)] * len(candidates)
    for k in sorted(range(len(candidates) - 1), key=lambda k: abs(candidates[k].place)):
        c = candidates[k]
        side = (c.sentence, c.place < 0)
        out[k] = rank, rank_ne = seen.get(side, (0, 0))
        seen[side] = rank + 1, rank_ne + (c.relation == NE)
    return out


def _agrees(w: str, cue: Cue) -> int:
    """Return 1 where the number of a pronoun suits that of its verb, 0 where not, -1 where one of them is open."""
    told = pronouns().get(w)
    if told is None or told.number == "any" or cue.plural < 0:
        return -1
    return int((told.number == "pl") == (cue.plural == 1))


def _fits(relation: int, ergative: bool, form: int, passive: bool) -> bool:
    """Tell whether the case of a subject suits its verb: ने goes with perfectives of transitive verbs, and only with them."""
    if relation == NE:
        return ergative and not passive
    if relation == BARE:
        return not ergative
    if relation in (PLACE, BY):
        return passive or form < STATE
    return True
