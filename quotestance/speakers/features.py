r"""What speaks for a candidate: one row of numbers for each, the same in training and in use.

The names in `FEATURES` say what each number is. Places and gaps count words outside quotations; a missing value is ``-1`` (or `FAR` for a
distance).

Measured dead ends (choice of the right mention, mean over validation, test and two kinds of gold news, 0.952): a flag for standing in a
clause with कि after another's word of saying 0.950; more or monotone trees, bagged ones 0.949 to 0.953; candidates of a second sentence
before, 0.937 against 0.941 (other changes were made at once). Only candidates of the quotation's own sentence: half a point less speaker
accuracy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..records import Quote
from ..text import Document
from .candidates import Candidate, Candidates
from .cues import FORMS
from .pronouns import pronouns
from .subjects import BARE, BY, KA, LABEL, NE, PLACE, POST, PRE
from .surroundings import MARKS
from .words import NOUN_CLASSES, name_like, word

__all__ = ["FAR", "FEATURES", "rows"]

FAR = 60.0

_QUOTE = (
    "kind",  # 0 full, 1 partial, 2 unmarked
    "length",  # words inside
    "ended_inside",  # a sentence end stands inside the marks
    "before",  # what stands right before: see _BEFORE
    "after",  # what stands right after: see _AFTER
    "own_left",  # words of its own sentence before it
    "own_right",  # and after it
    "line_start",  # it opens its line
    "earlier",  # words between the quotation before and this one (FAR: none)
    "earlier_glued",  # only marks and punctuation stand between
    "later",  # words between this quotation and the next
    "subjects_left",  # candidates in its own sentence before it
    "subjects_right",  # and after it
    "best_gap",  # words to the nearest cue in its own sentence
    "candidates",
    "number",  # how many quotations stand before it (at most 9)
)
_ROW = (
    "relation",
    "is_ne",
    "is_bare",
    "is_tied",  # का कहना, के अनुसार, बकौल, X: "…"
    "sentence",
    "side",  # -1 before, 1 after
    "distance",  # words between mention and quotation
    "crossed",  # other quotations between
    "rank",  # candidates in the same sentence that stand nearer (0: it is the nearest)
    "rank_ne",  # the same, only those with ने
    "how",  # 0 name, 1 description, 2 pronoun
    "words",  # of the mention
    "pronoun_number",  # 0 singular, 1 plural or respectful, 2 open
    "pronoun_distance",  # 0 far, 1 near, 2 relative, 3 own, 4 indefinite
    "noun",  # class of its last word in the table of nouns (0: not there), pronouns -1
    "name_like",  # words such as its last one are often part of names
    "common",  # how common its last word is: binary logarithm of its count
    "opens_sentence",
    "count",  # how often its last word stands in the document (at most 9)
    "cue",  # a cue is governed
    "cue_kind",
    "cue_form",
    "cue_gap",  # words between cue and quotation
    "cue_side",
    "cue_crossed",
    "cue_span",  # words between mention and cue
    "cue_spans_quote",  # the quotation stands between mention and cue
    "cue_passive",
    "cue_fits",  # 1 the case of the subject suits the verb, 0 not, -1 no verb
    "cue_number",  # 1 the pronoun's number suits the verb's, 0 not, -1 open
    "cue_best",  # it is the nearest cue to the quotation in its sentence
    "cue_better",  # how many words nearer than the nearest cue of the other candidates (negative: farther)
    "cue_before_ki",  # the cue is followed by कि, a comma, a colon or a dash
    "used",  # the cue stands right beside another quotation and not beside this one
)
FEATURES = _QUOTE + _ROW
"""Names of the columns."""

_HOWS = {"name": 0.0, "description": 1.0, "pronoun": 2.0}
_KINDS = {"full": 0.0, "partial": 1.0, "unmarked": 2.0}
_NUMBERS = {"sg": 0.0, "pl": 1.0, "any": 2.0}
_DISTANCES = {"far": 0.0, "near": 1.0, "rel": 2.0, "own": 3.0, "what": 4.0}
_NOUNS = {c: float(i + 1) for i, c in enumerate(NOUN_CLASSES)}
_BEFORE = {
    "": 0.0,
    "कि": 1.0,
    "की": 1.0,
    ",": 2.0,
    ":": 3.0,
    "-": 4.0,
    "–": 4.0,
    "—": 4.0,
    "।": 5.0,
    ".": 5.0,
    "|": 5.0,
    "?": 5.0,
    "!": 5.0,
    "को": 6.0,
    "और": 7.0,
}
_AFTER = {
    "": 0.0,
    ",": 1.0,
    "।": 2.0,
    ".": 2.0,
    "|": 2.0,
    "?": 2.0,
    "-": 3.0,
    "–": 3.0,
    "—": 3.0,
    ":": 4.0,
    "के": 5.0,
    "का": 5.0,
    "की": 5.0,
    "को": 5.0,
}
_AFTER_OTHER, _AFTER_CUE, _AFTER_PRONOUN = 6.0, 7.0, 8.0
_BEFORE_OTHER, _BEFORE_CUE = 8.0, 9.0
_TIED = frozenset((KA, POST, PRE, LABEL))
_VERBAL = FORMS.index("state")
_STATE = FORMS.index("state")
_LINKS = frozenset(("कि", "की", ",", ":", "-", "–", ":-"))


def rows(
    doc: Document,
    quote: Quote,
    found: Candidates,
    number: int,
    earlier: Quote | None,
    later: Quote | None,
    counts: Mapping[str, int],
) -> list[list[float]]:
    """Return one row of numbers for each candidate of a quotation.

    Parameters
    ----------
    doc, quote
        The document and the quotation.
    found
        Its candidates.
    number
        How many quotations stand before it.
    earlier, later
        The quotations before and after it in the text, if any.
    counts
        How often each folded word stands in the document.
    """
    words = doc.words
    around, candidates = found
    n = len(words)
    first, last = around.outer_first, around.outer_last
    table = pronouns()
    starts_line = _starts_line(doc, first)
    before = "" if first == 0 or starts_line else words[first - 1]
    after = "" if last >= n or (last < n and doc.text.find("\n", doc.ends[last - 1], doc.starts[last]) >= 0) else words[last]
    none = candidates[-1]
    before_code = _BEFORE.get(before, _BEFORE_OTHER)
    after_code = _AFTER.get(after, _AFTER_OTHER)
    if before_code == _BEFORE_OTHER and none.cue is not None and none.cue_place < 0 and none.cue_gap == 0:
        before_code = _BEFORE_CUE
    if after in table:
        after_code = _AFTER_PRONOUN
    elif none.cue is not None and none.cue_place > 0 and none.cue_gap == 0:
        after_code = _AFTER_CUE
    own_left = sum([s.last - s.first for s in around.left if s.sentence == 0])
    own_right = sum([s.last - s.first for s in around.right if s.sentence == 0])
    gap: float = FAR
    glued: float = 0.0
    if earlier is not None:
        end = doc.last_token(earlier.end) + 1
        gap = min(FAR, max(0, first - end))
        glued = gap <= 4 and all(not w[:1].isalnum() for w in words[end:first])
    gap_later = FAR if later is None else min(FAR, max(0, doc.first_token(later.start) - last))
    left = right = 0
    gaps: list[int] = []
    for c in candidates[:-1]:
        if c.sentence == 0:
            left += c.place < 0
            right += c.place > 0
            if c.cue is not None:
                gaps.append(c.cue_gap)
    gaps.sort()
    best = none.cue_gap if none.cue is not None else FAR
    head: list[float] = [
        _KINDS[quote.kind],
        min(60, around.last - around.first),
        around.ended_inside,
        before_code,
        after_code,
        min(FAR, own_left),
        min(FAR, own_right),
        starts_line,
        gap,
        glued,
        gap_later,
        left,
        right,
        min(FAR, best),
        len(candidates) - 1,
        min(9, number),
    ]
    ranks = _ranks(candidates)
    return [head + _row(doc, c, ranks[k], none, gaps, counts) for k, c in enumerate(candidates)]


def _ranks(candidates: Sequence[Candidate]) -> list[tuple[float, float]]:
    """Return for each candidate how many of its sentence and side stand nearer to the quotation: all, and those with ने."""
    seen: dict[tuple[int, bool], list[int]] = {}
    out: list[tuple[float, float]] = [(-1.0, -1.0)] * len(candidates)
    # In the order of the text the nearest on the left comes last, the nearest on the right first.
    order = sorted(range(len(candidates)), key=lambda k: abs(candidates[k].place))
    for k in order:
        c = candidates[k]
        if c.mention is None:
            continue
        n = seen.setdefault((c.sentence, c.place < 0), [0, 0])
        out[k] = (n[0], n[1])
        n[0] += 1
        n[1] += c.relation == NE
    return out


def _row(
    doc: Document, c: Candidate, ranks: tuple[float, float], none: Candidate, gaps: list[int], counts: Mapping[str, int]
) -> list[float]:
    words = doc.words
    m, relation, place, end, sentence, crossed, cue, cue_place, cue_gap, cue_crossed = c
    side: float
    distance: float
    length: float
    opens: float
    count: float
    if m is None:
        side, distance, rank, rank_ne, how, length, opens, count = 0.0, -1.0, -1.0, -1.0, -1.0, 0.0, -1.0, -1.0
        noun = likely = level = -1.0
        p_number = p_distance = -1.0
    else:
        side = -1.0 if place < 0 else 1.0
        distance = min(FAR, -end if place < 0 else place - 1)
        rank, rank_ne = ranks
        how = _HOWS[m.how]
        length = m.last - m.first + 1
        opens = m.first == 0 or not words[m.first - 1][:1].isalnum()
        p_number = p_distance = -1.0
        noun = likely = level = -1.0
        w = words[m.last]
        if m.how == "pronoun":
            told = pronouns().get(w)
            if told is not None:
                p_number, p_distance = _NUMBERS[told.number], _DISTANCES[told.distance]
            count = -1.0
        else:
            known = word(w)
            noun, likely, level = _NOUNS.get(known.noun, 0.0), name_like(known), known.level
            count = min(9, counts.get(w, 0))
    out: list[float] = [
        relation,
        relation == NE,
        relation == BARE,
        relation in _TIED,
        sentence,
        side,
        distance,
        crossed,
        rank,
        rank_ne,
        how,
        length,
        p_number,
        p_distance,
        noun,
        likely,
        level,
        opens,
        count,
    ]
    if cue is None:
        out += [0.0, -1.0, -1.0, FAR, 0.0, -1.0, -1.0, -1.0, -1.0, -1.0, -1.0, 0.0, -FAR, -1.0, 0.0]
        return out
    start, then, _, kind, form, _, plural, ergative, passive = cue
    after = words[then] if then < len(words) else ""
    if after in ("है", "हैं", "था", "थी", "थे") and then + 1 < len(words):
        after = words[then + 1]
    if m is None:
        span, spans_quote, fits = -1.0, -1.0, -1.0
    else:
        span = min(FAR, abs(cue_place - end))
        spans_quote = (place < 0) != (cue_place < 0)
        fits = _fits(relation, ergative, form, passive)
    agrees: float = -1.0
    if p_number in (0.0, 1.0) and plural >= 0 and relation == BARE:
        agrees = p_number == plural
    better: float = FAR
    for g in gaps:
        if g != cue_gap:
            better = max(-FAR, min(FAR, g - cue_gap))
            break
    out += [
        1.0,
        kind,
        form,
        min(FAR, cue_gap),
        -1.0 if cue_place < 0 else 1.0,
        cue_crossed,
        span,
        spans_quote,
        passive,
        fits,
        agrees,
        none.cue is not None and none.cue.start == start,
        better,
        after in _LINKS,
        cue_gap > 1 and (after in MARKS or (then + 1 < len(words) and after in _LINKS and words[then + 1] in MARKS)),
    ]
    return out


def _fits(relation: int, ergative: bool, form: int, passive: bool) -> float:
    """Tell whether the case of a subject suits its verb: ने goes with perfectives of transitive verbs, and only with them."""
    if relation == NE:
        return ergative and not passive
    if relation == BARE:
        return not ergative
    if relation in (PLACE, BY):
        return passive or form < _VERBAL
    return 1.0


def _starts_line(doc: Document, token: int) -> bool:
    if token == 0:
        return True
    if token >= len(doc.words):
        return False
    return doc.text.find("\n", doc.ends[token - 1], doc.starts[token]) >= 0
