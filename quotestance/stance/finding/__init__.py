"""Finding the targets that quotations name, where the user gives none.

A learned tagger proposes words (`tagging`), tables and the document say where a name begins and ends (`bounds`), and what it is called
(`naming`). Nothing here knows of labels.
"""

from .find import find_targets

__all__ = ["find_targets"]
