"""Files for correction by hand and back: Label Studio (JSON) and a plain table (TSV).

Spans, kind, speaker, cue and stances come back exactly as they were written.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, get_args

from ..records import Article
from .faults import ExchangeError
from .label_studio import CONFIG, from_label_studio, to_label_studio
from .spreadsheet import from_tsv, to_tsv

__all__ = ["CONFIG", "FORMATS", "ExchangeError", "export", "from_label_studio", "from_tsv", "load", "to_label_studio", "to_tsv"]

Format = Literal["label-studio", "tsv"]
FORMATS: tuple[Format, ...] = get_args(Format)


def export(articles: Iterable[Article], format: Format) -> str:
    r"""Return articles as the text of a file for correction.

    Parameters
    ----------
    articles
        The articles.
    format
        ``"label-studio"``: JSON to import there, with `CONFIG` as the labelling interface; ``"tsv"``: a table for a spreadsheet.

    Raises
    ------
    ValueError
        Where there is no such format.

    Examples
    --------
    >>> export([Article("अब चलो", id="a")], "tsv").startswith("id\t")
    True
    """
    if format == "label-studio":
        return json.dumps(to_label_studio(articles), ensure_ascii=False, indent=1) + "\n"
    if format == "tsv":
        return to_tsv(articles)
    raise ValueError(f"format: expected one of {', '.join(FORMATS)}, found {format!r}")


def load(path: str | os.PathLike[str], format: Format, articles: Iterable[Article] = ()) -> list[Article]:
    """Read a corrected file.

    Parameters
    ----------
    path
        The file, UTF-8.
    format
        As in `export`.
    articles
        For ``"tsv"``, which holds no texts: the articles that it was written from.

    Raises
    ------
    ExchangeError
        Where the file is not as it should be; the message names the place.
    ValueError
        Where there is no such format.
    """
    if format not in FORMATS:
        raise ValueError(f"format: expected one of {', '.join(FORMATS)}, found {format!r}")
    try:
        text = Path(path).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ExchangeError(f"{path}: expected UTF-8, found an invalid byte at {error.start}") from None
    if format == "tsv":
        return from_tsv(text, articles, name=str(path))
    try:
        tasks = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ExchangeError(f"{path}: expected JSON ({error})") from None
    return from_label_studio(tasks, name=str(path))
