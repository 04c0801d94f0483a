"""A quotation with the reporter's words around it, as tokens with sentences, clauses and polarity: what all its targets share."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from functools import cached_property
from itertools import chain, compress, count, repeat

from ...records import Quote
from ...text import Document
from .lexicon import Lexicon

__all__ = ["CLASS_TAGS", "FLIPS", "View"]

CLASS_TAGS = ("A", "D", "G", "B", "dem", "pro", "rev", "deg")
"""Short names of `quotestance.stance.judging.lexicon.CLASSES`, in their order."""
FLIPS = ("", "n", "r", "o")
"""What turns a word that takes a side: nothing, a negation, a reversal, opposition."""
_SIGN = (1, -1, 1, -1, 0, 0, 0, 0)
_REVERSAL = 6
_BEFORE, _AFTER = 30, 10
"""How many tokens of the reporter's words before and after the quotation are looked at."""
_OPPOSED = frozenset({"खिलाफ", "विरुद्ध", "विरोध", "बावजूद"})
_CUTS = frozenset({"contrast", "clause", "condition"})


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
    first, last : int
        The tokens of the quotation (half open).
    clauses, sentences : list of int
        The tokens with which clauses and sentences begin, in order; none of them goes over an end of the quotation.
    raw : list of int
        Class of each word by the lexicon, -1 for none.
    tags, signs : list
        Class of each word after negation and reversal (``Gn``: something good, negated), and its sign (-1, 0, 1).
    marked, tagged : list of int
        Tokens that have a kind, and tokens that have a class.
    shared : dict
        Kept by `quotestance.stance.judging.features.features`: what all targets have in common.

    Examples
    --------
    >>> from quotestance.stance.judging.lexicon import pack
    >>> text = "उन्होंने कहा, 'वह सफल नहीं हुए।'"
    >>> view = View(Document(text), Quote(15, 31, text[15:31]), Lexicon(pack([("सफल", "good")], [])))
    >>> view.words[view.first:view.last], [t for t in view.tags if t]
    (['वह', 'सफल', 'नहीं', 'हुए', '।'], ['Gn'])
    """

    def __init__(self, doc: Document, quote: Quote, lexicon: Lexicon) -> None:
        self.text = doc.text
        self.quote = quote
        self.lexicon = lexicon
        self._doc = doc
        self.shared: dict[str, tuple[set[int], int, int, int]] = {}
        first = doc.first_token(quote.start)
        stop = max(first, doc.last_token(quote.end) + 1)
        self._low = low = max(0, first - _BEFORE)
        pieces = list(map(lexicon.pieces.__getitem__, doc.words[low : stop + _AFTER]))
        self._sizes = sizes = list(map(len, pieces))
        self.first = sum(sizes[: first - low])
        self.last = self.first + sum(sizes[first - low : stop - low])
        self.words: list[str] = []
        self.stems: list[str] = []
        self.kinds: list[str] = []
        self.raw: list[int] = []
        flat = list(chain.from_iterable(pieces))
        if flat:
            self.words, self.stems, self.kinds, self.raw = map(list, zip(*flat, strict=True))
        self.marked = list(compress(range(len(flat)), self.kinds))
        self.tagged = [i for i, kind in enumerate(self.raw) if kind >= 0]
        self._part()
        self._polarity()

    @cached_property
    def stem_set(self) -> frozenset[str]:
        """The stems, to look whether a name can stand here at all."""
        return frozenset(self.stems)

    @cached_property
    def tokens(self) -> list[int]:
        """Token of the document that each word comes from."""
        return list(chain.from_iterable(map(repeat, count(self._low), self._sizes)))

    @cached_property
    def starts(self) -> list[int]:
        """Offset of each word."""
        starts = self._doc.starts
        return [starts[i] for i in self.tokens]

    @cached_property
    def ends(self) -> list[int]:
        """Offset after each word."""
        ends = self._doc.ends
        return [ends[i] for i in self.tokens]

    @cached_property
    def around(self) -> list[int]:
        """The reporter's words right before and after the quotation, without marks: those of the sentence before it, three at least."""
        first, last, kinds = self.first, self.last, self.kinds
        low = self.sentences[bisect_right(self.sentences, first - 3) - 1] if first > 3 else 0
        places = (*range(max(low, first - 14), first), *range(last, min(len(kinds), last + 8)))
        return [i for i in places if kinds[i] != "comma" and kinds[i] != "end"]

    def covered(self, start: int, end: int) -> tuple[int, int]:
        """Return the words of the quotation (half open) that lie between two offsets, wholly or in part."""
        doc, sizes, low = self._doc, self._sizes, self._low
        a = sum(sizes[: max(0, bisect_right(doc.ends, start) - low)])
        b = sum(sizes[: max(0, bisect_left(doc.starts, end) - low)])
        return max(a, self.first), min(b, self.last)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the offsets of the words ``first`` to ``last`` (half open)."""
        tokens = self.tokens
        return self._doc.starts[tokens[first]], self._doc.ends[tokens[last - 1]]

    def _part(self) -> None:
        kinds = self.kinds
        self.clauses, self.sentences = clauses, sentences = [0], [0]
        for i in self.marked:
            kind = kinds[i]
            # a mark belongs to what it ends, a conjunction to what it opens
            if kind == "end":
                sentences.append(i + 1)
                clauses.append(i + 1)
            elif kind == "comma":
                clauses.append(i + 1)
            elif kind in _CUTS:
                clauses.append(i)
        for starts in (clauses, sentences):
            insort(starts, self.first)
            insort(starts, self.last)

    def _polarity(self) -> None:
        words, kinds, raw, clauses = self.words, self.kinds, self.raw, self.clauses
        n = len(words)
        self.signs = signs = [0] * n
        self.tags = tags = [""] * n
        for i in self.tagged:
            kind = raw[i]
            sign = _SIGN[kind]
            if not sign:
                tags[i] = CLASS_TAGS[kind]
                continue
            flip = "n" if "before" in kinds[max(0, i - 2) : i] else ""
            at = bisect_right(clauses, i)
            for j in range(i + 1, min(clauses[at] if at < len(clauses) else n, i + 5)):
                if kinds[j] == "negation":
                    flip = "" if flip else "n"
                    break
                if raw[j] == _REVERSAL and kinds[j] != "contrast":
                    flip = "r"
                    break
                if j <= i + 2 and words[j] in _OPPOSED:
                    flip = "o"
                    break
                if j > i + 1 and 0 <= raw[j] < 4:
                    break
            signs[i] = -sign if flip else sign
            tags[i] = CLASS_TAGS[kind] + flip

    def postposition(self, end: int, stop: int) -> tuple[str, int]:
        """Return the postposition after a target that ends before token ``end``, and the token after it.

        Up to three words may stand between: a title (मोदी जी ने), a head (मोदी सरकार ने), another name (राम और श्याम ने).
        """
        words, kinds = self.words, self.kinds
        known = self.lexicon.postpositions
        for at in range(end, min(stop, end + 4)):
            for size, posts in known.get(words[at], ()):
                if at + size <= stop and (post := words[at] if size == 1 else " ".join(words[at : at + size])) in posts:
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
        for i, found in enumerate(map(frames.get, stems[start:stop]), start):
            if found:
                for size, heads in found:
                    hit = heads.get(tuple(stems[i : i + size]))
                    if hit is not None:
                        return *hit, i - start, i + size
        return None
