"""What goes wrong with a corpus: `CorpusError` stops the run, a `Problem` costs one record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = ["CorpusError", "Problem"]


class CorpusError(ValueError):
    """A run could not start or go on. The message names the file and the way out."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why one record of a corpus has no answer.

    Attributes
    ----------
    file
        The input, as it was named by the user.
    line
        Line of a JSONL or CSV file, record of a JSON array, row of a Parquet file, 1 for a text file; counted from 1.
    reason
        What was expected and what was found.
    field
        The column, where one is to blame.
    id
        The document's id, where it could be read.

    Examples
    --------
    >>> problem = Problem("news.jsonl", 7, "missing", field="text")
    >>> str(problem)
    'news.jsonl:7: text: missing'
    >>> problem.to_dict()
    {'error': {'file': 'news.jsonl', 'line': 7, 'field': 'text', 'reason': 'missing'}}
    """

    file: str
    line: int
    reason: str
    field: str | None = None
    id: str | None = None

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}: {self.reason}" if self.field else f"{self.file}:{self.line}: {self.reason}"

    def to_dict(self) -> dict[str, Any]:
        """Return the error record: ``{"id"?, "error": {"file", "line", "field"?, "reason"}}``."""
        # A file name may hold bytes that are no UTF-8; an error record cannot.
        error: dict[str, Any] = {"file": self.file.encode("utf-8", "backslashreplace").decode(), "line": self.line}
        if self.field is not None:
            error["field"] = self.field
        error["reason"] = self.reason
        return {"error": error} if self.id is None else {"id": self.id, "error": error}
