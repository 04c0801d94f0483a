"""A text with its tokens, made once and shared by all stages."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import Any

from .cache import Cache
from .folding import fold

__all__ = ["TOKEN", "Document"]

_ARTICLES = ("ओ", "डी", "डि", "द", "ल", "मैक", "एन")
# after one of them, if it begins the word: (?<=ओ.) and no letter before it
_AFTER_ARTICLE = "|".join(rf"(?<={a}['’])(?<![\w\u0900-\u097f]{a}['’])" for a in _ARTICLES)

TOKEN = re.compile(
    rf"""
    [^\W_]                                  # a letter or digit of any script …
    (?:[\w\u0900-\u0963\u0966-\u097f\u200c\u200d]   # … goes on with vowel signs and joiners, which Python's \w leaves out,
      |[.,](?=\d)(?<=\d[.,])                # with the point or comma inside a number,
      |['’](?=[A-Za-z])(?<=[A-Za-z]['’])    # with the apostrophe inside a Latin word (don't),
      |['’](?=[^\W_])(?:{_AFTER_ARTICLE})     # or after the article of a foreign name (ओ'ब्रायन, डी'सूज़ा),
      |-(?=[^\W_])                          # and with a hyphen between letters (अल-असद)
    )*
    |''|‘‘|’’|``|\.\.\.                     # marks typed as two characters, an ellipsis
    |\S                                     # any other visible character stands alone
    """,
    re.VERBOSE,
)
"""A token: a word, a number, a two-character quotation mark, or one other visible character."""


_Token = tuple[int, int, str]


def _tokens(piece: str) -> str | tuple[_Token, ...]:
    """Return the folded form of a piece that is one token, else start, end and folded form of each of its tokens.

    Seven pieces in eight are one token, and most are their own folded form: then the value is the key itself, so that looking it up touches
    no further memory, which is what costs time here.
    """
    found = tuple((m.start(), m.end(), fold(m[0]) or m[0]) for m in TOKEN.finditer(piece))
    if len(found) == 1 and found[0][:2] == (0, len(piece)):
        word = found[0][2]
        return piece if word == piece else word
    return found


_PIECES: Cache[Any] = Cache(_tokens)


class Document:
    """A text and its tokens, with offsets into the text as it was given.

    Parameters
    ----------
    text
        Any string. It is never altered.

    Attributes
    ----------
    text : str
    starts, ends : list of int
        Offsets of the tokens (code points, half open), in order.
    words : list of str
        The folded form of each token (see `fold`).
    """

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _tokens(self) -> tuple[list[int], list[int], list[str]]:
        starts: list[int] = []
        ends: list[int] = []
        words: list[str] = []
        add_start, add_end, add_word = starts.append, ends.append, words.append
        at = 0
        # No token holds white space or looks beyond it, so a piece between spaces has the same tokens wherever it stands.
        for piece in self.text.split(" "):
            found = _PIECES[piece]
            if found.__class__ is str:
                add_start(at)
                add_word(found)
                at += len(piece)
                add_end(at)
                at += 1
            else:
                for start, end, word in found:
                    add_start(at + start)
                    add_end(at + end)
                    add_word(word)
                at += len(piece) + 1
        return starts, ends, words

    @cached_property
    def starts(self) -> list[int]:
        """Offset of the first code point of each token."""
        return self._tokens[0]

    @cached_property
    def ends(self) -> list[int]:
        """Offset after the last code point of each token."""
        return self._tokens[1]

    @cached_property
    def words(self) -> list[str]:
        """Folded form of each token; never empty: a joiner or nukta that stands alone is its own form."""
        return self._tokens[2]

    @cached_property
    def newlines(self) -> list[int]:
        """Offsets of the line breaks."""
        text, found, at = self.text, [], -1
        while (at := text.find("\n", at + 1)) >= 0:
            found.append(at)
        return found

    def line(self, offset: int) -> int:
        """Return the number of the line (from 0) in which ``offset`` stands."""
        return bisect_left(self.newlines, offset)

    def first_token(self, offset: int) -> int:
        """Return the index of the first token that starts at or after ``offset`` (``len(starts)`` where there is none)."""
        return bisect_left(self.starts, offset)

    def last_token(self, offset: int) -> int:
        """Return the index of the last token that ends at or before ``offset`` (-1 where there is none)."""
        return bisect_right(self.ends, offset) - 1
