"""Mentions: the noun phrases that can name or describe a speaker, with exact boundaries."""

from __future__ import annotations

from typing import NamedTuple
from unicodedata import category

from ...records import How
from ...text import Document, fold
from ..kept import kept
from ..words.classes import BEFORE_NAME, name_like, noun_class, word
from ..words.positions import positions
from ..words.pronouns import pronoun
from ..words.small_words import NO_HEAD, phrase_words
from .boundaries import before, extend, name_probability, titled

__all__ = ["Mention", "certainty", "mention_ending_at", "mentions_between", "title_of"]


class Mention(NamedTuple):
    """A noun phrase or pronoun that can stand for a speaker.

    ``start`` and ``end`` are code points (half open), ``first`` and ``last`` the indices of its first and last token (both inclusive);
    ``how`` is ``"name"``, ``"description"`` or ``"pronoun"``. Of a name with a title before it (केंद्रीय मंत्री रमेश पाल) the mention is the
    name alone.
    """

    start: int
    end: int
    first: int
    last: int
    how: How


_PARTICLES = phrase_words("particle")
_AFTER_NAME = phrase_words("after-name")
_NEVER_HEAD = phrase_words("never-head")
_WITH_CASE = phrase_words("case-of-source")
_GLUED = phrase_words("glued")
_GLUED_FIRST = tuple(_GLUED)
_SYLLABLES = frozenset({"उन", "इन"})
_HABITUAL = ("ता", "ते", "ती")
_BESIDE = frozenset({"हुए", "हुई", "हुआ"})
_CLOSING = {")": "(", "]": "[", "’": "‘", "”": "“", "'": "'", '"': '"', "''": "''", "’’": "‘‘"}


def mention_ending_at(doc: Document, token_index: int) -> Mention | None:
    """Return the noun phrase whose last token is at ``token_index``, ``None`` where none can end there.

    Particles (भी, ही), a bracket with a party or an acronym, a relative clause between commas (रमेश, जो मंत्री हैं, ने) and quotation marks
    around a name are stepped over: the phrase then ends before them.

    Examples
    --------
    >>> doc = Document("केंद्रीय मंत्री रमेश पाल ने कहा")
    >>> m = mention_ending_at(doc, 3)
    >>> doc.text[m.start : m.end], m.how
    ('रमेश पाल', 'name')
    """
    known = kept(doc).mentions
    if token_index in known:
        return known[token_index]
    found = _find(doc, token_index)
    known[token_index] = found
    return found


def _find(doc: Document, last: int) -> Mention | None:
    words = doc.words
    if not 0 <= last < len(words):
        return None
    last, least = _stepped_over(words, last)
    if last < least:
        return None
    end, w = last, words[last]
    if w == "." and last > 0:
        last -= 1
        w = words[last]
        if noun_class(w) not in BEFORE_NAME:
            return None
    elif not w[:1].isalnum():
        return None
    if pronoun(w) is not None and not _syllable(words, last):
        return Mention(doc.starts[last], doc.ends[last], last, last, "pronoun")
    if w in NO_HEAD and (w in _NEVER_HEAD or last + 1 >= len(words) or words[last + 1] != "ने"):
        return None
    if w.endswith(_HABITUAL) and last + 1 < len(words) and words[last + 1] in _BESIDE and not noun_class(w):
        return None  # मुस्कुराते हुए
    core = last
    if w in _AFTER_NAME and last > 0 and words[last - 1][:1].isalnum() and words[last - 1] not in NO_HEAD:
        core = last - 1
    how: How = "name" if name_probability(doc, core) >= 0.5 else "description"
    first, sure = extend(doc, "N" if how == "name" else "D", core, core)
    kept(doc).certainties[end] = sure
    first = max(first, least)
    if first == end and w.isdigit():
        return None
    start = doc.starts[first]
    for token in range(core, first - 1, -1):
        begins = _unglued(doc, token)
        if begins != doc.starts[token]:
            first, start = token, begins
            break
    return Mention(start, doc.ends[end], first, end, how)


def _stepped_over(words: list[str], last: int) -> tuple[int, int]:
    """Return the token left of particles, a bracket, a clause between commas, or a closing mark, and the first that a phrase may reach.

    The phrase lies inside the marks that close right after it, else it may reach anywhere (0). The token is less than that where no phrase
    can end there.
    """
    least = 0
    for _ in range(3):
        w = words[last]
        if w in _PARTICLES:
            last -= 1
        elif w in _CLOSING:
            opened = _opening(words, last)
            if opened < 0:
                return -1, least
            if w in ")]" and opened > 0 and words[opened - 1][:1].isalnum():
                last = opened - 1
            else:
                last, least = last - 1, opened + 1
        elif w == ",":
            last = _before_clause(words, last)
        else:
            break
        if last < least:
            break
    return last, least


def _syllable(words: list[str], i: int) -> bool:
    """Tell whether a word that looks like a pronoun is the end of a name: किम जोंग उन ने, मून जे इन की.

    As pronouns both are written in one word with ने (उन्होंने), and nearly always with other postpositions (उनकी).
    """
    if words[i] not in _SYLLABLES or not 0 < i < len(words) - 1 or not words[i - 1][:1].isalnum() or words[i - 1] in _NEVER_HEAD:
        return False
    left = word(words[i - 1])
    return words[i + 1] == "ने" or (words[i + 1] in _WITH_CASE and (name_like(left) or left.noun == "initial"))


def _unglued(doc: Document, token: int) -> int:
    """Return where a word begins: inside its token, where that is two words whose space was lost (कहारमेश).

    Only an unknown token is cut, after a word that ends sentences, and only where the rest is a known word or stands elsewhere in the
    document.
    """
    start = doc.starts[token]
    folded = doc.words[token]
    if len(folded) < 5 or not (folded.startswith(_GLUED_FIRST) or folded[0].isdigit()) or word(folded).level:
        return start
    raw, seen = doc.text[start : doc.ends[token]], positions(doc).counts
    if folded[0].isdigit():
        cut = next((i for i, c in enumerate(raw) if c.isalpha() and not c.isascii()), 0)
        return start + cut if len(raw) - cut > 2 else start
    for cut in range(2, len(raw) - 2):
        if category(raw[cut])[0] != "M" and fold(raw[:cut]) in _GLUED:
            rest = fold(raw[cut:])
            if rest in seen or word(rest).level:
                return start + cut
    return start


def _opening(words: list[str], closing: int) -> int:
    """Return the token that opens a bracket or a pair of marks, at most eight tokens back; -1 where none does."""
    opener = _CLOSING[words[closing]]
    for i in range(closing - 1, max(-1, closing - 9), -1):
        if words[i] == opener:
            return i
    return -1


def _before_clause(words: list[str], comma: int) -> int:
    """Return the token before a relative clause or an apposition that a comma closes (रमेश, जो … हैं, ने); -1 where there is none."""
    for i in range(comma - 1, max(-1, comma - 30), -1):
        if words[i] == ",":
            aged = i > 2 and words[i - 1].isdigit() and words[i - 2] == ","  # रमेश पाल, 26, जो … हैं, ने
            return i - 3 if aged else i - 1
        if words[i] in ("।", "?", "!"):
            return -1
    return -1


def certainty(doc: Document, mention: Mention) -> float:
    """Return the probability of the left boundary of a mention that `mention_ending_at` made; 1 for any other."""
    return kept(doc).certainties.get(mention.last, 1.0)


def title_of(doc: Document, mention: Mention) -> Mention | None:
    """Return the title or description that stands right before a name (केंद्रीय मंत्री before रमेश पाल), ``None`` where none does.

    Examples
    --------
    >>> doc = Document("केंद्रीय मंत्री रमेश पाल ने कहा")
    >>> t = title_of(doc, mention_ending_at(doc, 3))
    >>> doc.text[t.start : t.end]
    'केंद्रीय मंत्री'
    """
    if mention.how != "name" or titled(doc, mention.first) < 0.5:
        return None
    last = before(doc, mention.first)
    if noun_class(doc.words[last]) not in ("office", "person"):
        return None
    first, _ = extend(doc, "D", last, last)
    return Mention(doc.starts[first], doc.ends[last], first, last, "description")


def mentions_between(doc: Document, first: int, last: int) -> list[Mention]:
    """Return the mentions that can be speakers in the tokens ``first`` to ``last`` (half open), in order.

    Those are pronouns, phrases before ने, के, का, की, को, से, द्वारा, and names and nouns for people and bodies before a comma, a colon, a
    dash, a verb or the end of a sentence.
    """
    words = doc.words
    first, last = max(first, 0), min(last, len(words))
    out: list[Mention] = []
    for i in range(first, last):
        w = words[i]
        after = words[i + 1] if i + 1 < len(words) else ""
        if pronoun(w) is None:
            if w in NO_HEAD or not w[:1].isalnum():
                continue
            if after not in _WITH_CASE and not _may_end(w, after):
                continue
        found = mention_ending_at(doc, i)
        if found is None or found.first < first:
            continue
        while out and out[-1].first >= found.first:
            out.pop()
        out.append(found)
    return out


def _may_end(w: str, after: str) -> bool:
    known = word(w)
    if known.noun and known.noun not in BEFORE_NAME:
        return True
    if not name_like(known):
        return False
    return not after[:1].isalnum() or (noun_class(after) == "" and not name_like(word(after)))
