"""Text beside offsets: tokens, lines and folded forms of a text that is never altered."""

from .document import Document
from .folding import fold, name_key

__all__ = ["Document", "fold", "name_key"]
