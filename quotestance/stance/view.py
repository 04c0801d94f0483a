"""A quotation with the reporter's words around it, as tokens with sentences, clauses and polarity: what all its targets share."""

from __future__ import annotations

from functools import cache, cached_property

from ..records import Quote
from ..text import Document, fold
from ..text.tables import read_table
from .lexicon import Lexicon
from .words import stem

__all__ = ["BAD_CLASSES", "CLASS_TAGS", "View", "grammar"]

CLASS_TAGS = ("A", "D", "G", "B", "dem", "pro", "rev", "deg")
"""Short names of `quotestance.stance.lexicon.CLASSES`, in their order."""
BAD_CLASSES = (1, 3)
_SIGN = (1, -1, 1, -1, 0, 0, 0, 0)
_REVERSAL = 6
_BEFORE, _AFTER = 30, 10
"""How many tokens of the reporter's words before and after the quotation are looked at."""
_END = frozenset("।?!|.॥")
_COMMA = frozenset(",;:–—-")
_MARKS = frozenset("\"'“”‘’«»`()[]{}") | {"''", "‘‘", "’’", "``", "..."}
_OPPOSED = frozenset({"खिलाफ", "विरुद्ध", "विरोध", "बावजूद"})
_OPENS = frozenset({"contrast", "clause", "condition"})
_MOST_KNOWN = 1 << 17

_Piece = tuple[str, str, str]
"""A word of the features: folded form, stem, kind (of `grammar.tsv`, or ``end``, ``comma``, or nothing)."""
_pieces: dict[str, tuple[_Piece, ...]] = {}


@cache
def grammar() -> dict[str, str]:
    """Return the kinds of grammatical words (``grammar.tsv``)."""
    return {fold(word): kind for word, kind in read_table("quotestance.stance", "grammar.tsv", 2)}


def _pieces_of(word: str) -> tuple[_Piece, ...]:
    """Return the words that a token gives: none for marks and particles, two for भारत-पाक."""
    if len(_pieces) > _MOST_KNOWN:
        _pieces.clear()
    kinds = grammar()
    out: list[_Piece] = []
    if word not in _MARKS:
        for piece in word.split("-") if len(word) > 1 else (word,):
            kind = "end" if piece in _END else "comma" if piece in _COMMA else kinds.get(piece, "")
            if piece and kind != "particle":
                out.append((piece, stem(piece), kind))
    _pieces[word] = tuple(out)
    return _pieces[word]


class View:
    """The tokens of a quotation and of its surroundings.

    Parameters
    ----------
    doc, quote
        The document, and a quotation of it with speaker and cue where they are known.
    lexicon
        Classes of words and frames.

    Attributes
    ----------
    words, stems, kinds : list of str
        Folded words without marks and particles, their stems, their kinds.
    stem_set : frozenset of str
        The stems, to look whether a name can stand here at all.
    first, last : int
        The tokens of the quotation (half open).
    clause, sentence : list of int
        Number of the clause and sentence of each token.
    raw : list of int
        Class of each word by the lexicon, -1 for none.
    tags, signs : list
        Class of each word after negation and reversal (``Gn``: something good, negated), and its sign (-1, 0, 1).
    questions : set of int
        Numbers of the sentences that end with a question mark.

    Examples
    --------
    >>> from quotestance.stance.lexicon import pack
    >>> text = "उन्होंने कहा, 'वह सफल नहीं हुए।'"
    >>> view = View(Document(text), Quote(15, 31, text[15:31]), Lexicon(pack([("सफल", "good")], [])))
    >>> view.words[view.first:view.last], [t for t in view.tags if t]
    (['वह', 'सफल', 'नहीं', 'हुए', '।'], ['Gn'])
    """

    def __init__(self, doc: Document, quote: Quote, lexicon: Lexicon) -> None:
        self.text = doc.text
        self.quote = quote
        self.lexicon = lexicon
        first = doc.first_token(quote.start)
        last = max(first - 1, doc.last_token(quote.end))
        self.words: list[str] = []
        self.stems: list[str] = []
        self.kinds: list[str] = []
        self._tokens: list[int] = []
        self._doc = doc
        self.sentence: list[int] = []
        self.clause: list[int] = []
        self.questions: set[int] = set()
        self._number = 0
        self._read(doc, max(0, first - _BEFORE), first)
        self.first = len(self.words)
        self._number += 1
        self._read(doc, first, last + 1)
        self.last = len(self.words)
        self._number += 1
        self._read(doc, last + 1, min(len(doc.words), last + 1 + _AFTER))
        self._polarity()
        self.stem_set = frozenset(self.stems)

    @cached_property
    def starts(self) -> list[int]:
        """Offset of each word."""
        starts = self._doc.starts
        return [starts[i] for i in self._tokens]

    @cached_property
    def ends(self) -> list[int]:
        """Offset after each word."""
        ends = self._doc.ends
        return [ends[i] for i in self._tokens]

    def _read(self, doc: Document, low: int, high: int) -> None:
        # sentence and clause share one running number: a clause is never in two sentences
        number = sentence = self._number
        words, stems, kinds, clauses, sentences = self.words, self.stems, self.kinds, self.clause, self.sentence
        known = _pieces
        tokens, places = doc.words, self._tokens
        for i in range(low, high):
            word = tokens[i]
            pieces = known.get(word)
            if pieces is None:
                pieces = _pieces_of(word)
            for piece, key, kind in pieces:
                if kind in _OPENS:
                    number += 1
                words.append(piece)
                stems.append(key)
                kinds.append(kind)
                places.append(i)
                sentences.append(sentence)
                clauses.append(number)
                if kind == "end":
                    if piece == "?":
                        self.questions.add(sentence)
                    number += 1
                    sentence = number
                elif kind == "comma":
                    number += 1
        self._number = number

    def _polarity(self) -> None:
        words, kinds, clause = self.words, self.kinds, self.clause
        n = len(words)
        word_class = self.lexicon.words.get
        raw = self.raw = [-1 if k == "negation" or k == "before" else word_class(w, -1) for w, k in zip(words, kinds, strict=True)]
        self.signs = [0] * n
        self.tags = [""] * n
        for i, kind in enumerate(raw):
            if kind < 0:
                continue
            sign = _SIGN[kind]
            if not sign:
                self.tags[i] = CLASS_TAGS[kind]
                continue
            flips = "n" if "before" in kinds[max(0, i - 2) : i] else ""
            end = clause[i]
            for j in range(i + 1, min(n, i + 5)):
                if clause[j] != end:
                    break
                if kinds[j] == "negation":
                    flips = "" if flips else "n"
                    break
                if raw[j] == _REVERSAL and kinds[j] != "contrast":
                    flips = "r"
                    break
                if j <= i + 2 and words[j] in _OPPOSED:
                    flips = "o"
                    break
                if j > i + 1 and 0 <= raw[j] < 4:
                    break
            self.signs[i] = -sign if flips else sign
            self.tags[i] = CLASS_TAGS[kind] + flips

    def postposition(self, end: int, stop: int) -> tuple[str, int]:
        """Return the postposition after a target that ends before token ``end``, and the token after it.

        Up to three words may stand between: a title (मोदी जी ने), a head (मोदी सरकार ने), another name (राम और श्याम ने).
        """
        words, kinds = self.words, self.kinds
        known = self.lexicon.postpositions
        for at in range(end, min(stop, end + 4)):
            if words[at] in known.first:
                for size in (4, 3, 2, 1):
                    if at + size <= stop and (post := " ".join(words[at : at + size])) in known.whole:
                        return post, at + size
            if kinds[at] and words[at] not in ("और", "तथा", "एवं"):
                break
        return "0", end

    def frame(self, post: str, start: int, stop: int) -> tuple[int, int, int, int] | None:
        """Return the first frame of a postposition in the tokens from ``start``, the longest head first.

        Returns
        -------
        tuple or None
            Index of the label, index of the kind, distance in tokens, the token after the head.
        """
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
