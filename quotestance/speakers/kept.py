"""What the speakers stage works out once for a document and keeps with it: one typed owner for all its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..text import Document

if TYPE_CHECKING:
    from .identity.facts import Use
    from .identity.names import Entity
    from .phrases.mentions import Mention
    from .reading.sentences import Sentences
    from .words.positions import Positions

__all__ = ["Kept", "kept"]

_KEY = "_speakers"


class Kept:
    """What is known of one document; each attribute is filled and read by the one function that is named here.

    Attributes
    ----------
    positions : Positions, optional
        Where each word stands (`words.positions.positions`).
    mentions : dict of int to Mention, optional
        The noun phrase that ends at a token, ``None`` where none does (`phrases.mentions.mention_ending_at`).
    certainties : dict of int to float
        The probability of the left boundary of the mention whose last token this is (`phrases.mentions.certainty`).
    sentence_ends : list of int, optional
        The tokens that end sentences or lines (`reading.sentences.sentence_ends`).
    sentences : Sentences, optional
        The reporter's sentences between the quotations asked for last (`reading.sentences.sentences`).
    uses : dict of str to Use
        How a word stands in the document (`identity.facts`).
    articles : dict of str to list of int, optional
        Where names with an article stand, by the name without it (`identity.names`).
    entities : dict of (int, int, str) to Entity
        The source that a mention means, by its start, end and ``how`` (`identity.entities.entity_of`).
    """

    __slots__ = ("articles", "certainties", "entities", "mentions", "positions", "sentence_ends", "sentences", "uses")

    def __init__(self) -> None:
        self.positions: Positions | None = None
        self.mentions: dict[int, Mention | None] = {}
        self.certainties: dict[int, float] = {}
        self.sentence_ends: list[int] | None = None
        self.sentences: Sentences | None = None
        self.uses: dict[str, Use] = {}
        self.articles: dict[str, list[int]] | None = None
        self.entities: dict[tuple[int, int, str], Entity] = {}


def kept(doc: Document) -> Kept:
    """Return what is kept of a document, nothing yet where it is asked for the first time.

    It lives in the document's own ``__dict__``, as its cached properties do, so that it goes when the document goes; a weak dictionary
    beside it costs twice as much a look-up.

    >>> doc = Document("रमेश ने कहा")
    >>> kept(doc) is kept(doc), kept(doc).mentions
    (True, {})
    """
    try:
        found: Kept = doc.__dict__[_KEY]
    except KeyError:
        found = doc.__dict__[_KEY] = Kept()
    return found
