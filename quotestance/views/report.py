"""The overview of a labelled corpus: one page, the same numbers as plain rows and data frames, and figures.

Examples
--------
>>> records = [{"id": "a", "date": "2024-05-17", "quotes": [{"start": 0, "end": 4, "text": "चलो।", "speaker": {"name": "कमला नेगी"},
...     "stances": [{"target": "नदी बोर्ड", "label": "against"}]}]}]
>>> tables(records)["matrix"][0]["against"]
1
"""

from __future__ import annotations

import base64
import csv
import io
import json
import zlib
from collections.abc import Iterable, Mapping
from string import Template
from typing import TYPE_CHECKING, Any

from ..records import HOWS, KINDS
from .counts import (
    Corpus,
    Records,
    Row,
    gather,
    joined_rows,
    matrix_rows,
    quotation_rows,
    speaker_rows,
    target_rows,
    time_rows,
)
from .figures import figure
from .safety import harmless, safe_cell
from .templates import esc, fill_page, load

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["TABLES", "csv_text", "figure", "frames", "overview", "tables"]

PACK_ABOVE = 1_000_000  # code points of JSON; more is compressed (to about a sixth)

TABLES = {
    "speakers": speaker_rows,
    "targets": target_rows,
    "matrix": matrix_rows,
    "time": time_rows,
    "quotations": quotation_rows,
    "joined": joined_rows,
}
"""The tables of a report, by name, each a function of `quotestance.views.counts.Corpus`."""


def overview(records: Records, *, aliases: Mapping[str, str] | None = None, title: str | None = None) -> str:
    r"""Return the overview of a labelled corpus as one self-contained HTML page.

    Parameters
    ----------
    records
        Path of a file of records (JSONL, JSON, CSV, Parquet), or an iterable of articles or plain records; a field ``date`` (ISO 8601)
        gives the time line.
    aliases
        Form of a name to the name it is counted under, over the choices made here; `quotestance.views.joining.read_aliases` reads a file.
    title
        Of the page.

    Raises
    ------
    ReportError
        Where a record cannot be read; the message names file, line and field.

    Examples
    --------
    >>> html = overview([{"quotes": [{"start": 0, "end": 4, "text": "</script>"}]}])
    >>> html.count("</script>"), "\\u003c/script>" in html
    (2, True)
    """
    corpus = gather(records, aliases)
    heading = title
    if heading is None:
        heading = f"{_counted(len(corpus.quote_text), 'quotation')} in {_counted(len(corpus.documents), 'document')}"
    encoding, data = _packed(corpus)
    body = Template(load("report_body.html")).substitute(title=esc(heading), data=data, encoding=encoding)
    return fill_page(
        title=heading,
        kind="report",
        styles=("base.css", "article.css", "page.css", "report.css"),
        scripts=("theme.js", "report.js"),
        body=body,
    )


def _counted(n: int, word: str) -> str:
    return f"{n} {word}" if n == 1 else f"{n} {word}s"


def _packed(corpus: Corpus) -> tuple[str, str]:
    forms: dict[str, int] = {}
    data = {
        "documents": corpus.documents,
        "dates": corpus.dates,
        "speakers": corpus.speakers,
        "types": corpus.types,
        "targets": corpus.targets,
        "kinds": KINDS,
        "hows": HOWS,
        "period": corpus.period,
        "failed": corpus.failed,
        "undated": corpus.undated,
        "quotes": {
            "document": corpus.quote_document,
            "speaker": corpus.quote_speaker,
            "form": [-1 if form is None else forms.setdefault(form, len(forms)) for form in corpus.quote_form],
            "kind": corpus.quote_kind,
            "how": corpus.quote_how,
            "start": [start for start, _ in corpus.quote_span],
            "end": [end for _, end in corpus.quote_span],
            "text": corpus.quote_text,
        },
        "stances": {"quote": corpus.stance_quote, "target": corpus.stance_target, "label": corpus.stance_label},
        "joined": [[j.form, j.name, j.quotations, j.rule] for j in corpus.joined],
        "forms": list(forms),
    }
    text = harmless(json.dumps(data, ensure_ascii=False, separators=(",", ":")))
    if len(text) > PACK_ABOVE:
        return "deflate", base64.b64encode(zlib.compress(text.encode(), 6)).decode()
    # In a script element "<" alone matters: it begins </script> and <!--.
    return "json", text.replace("<", "\\u003c")


def tables(records: Records, *, aliases: Mapping[str, str] | None = None) -> dict[str, list[Row]]:
    """Return the numbers of the overview as plain rows.

    Returns
    -------
    dict
        ``speakers``, ``targets``, ``matrix``, ``time``, ``quotations`` and ``joined``, each a list of rows. In every row with counts ``n``
        is the number of stances with a label, the shares are of it, and ``no_label`` counts the rest.

    Raises
    ------
    ReportError
        Where a record cannot be read.
    """
    corpus = gather(records, aliases)
    return {name: rows(corpus) for name, rows in TABLES.items()}


def frames(records: Records, *, aliases: Mapping[str, str] | None = None) -> dict[str, pd.DataFrame]:
    """Return the tables of `tables` as pandas data frames (extra ``frames``).

    Raises
    ------
    ImportError
        Where pandas is not installed; the message says how to get it.
    """
    try:
        import pandas as pd
    except ImportError as error:
        raise ImportError("data frames need pandas: pip install 'quotestance[frames]'") from error
    return {name: pd.DataFrame(rows) for name, rows in tables(records, aliases=aliases).items()}


def csv_text(rows: Iterable[Mapping[str, Any]]) -> str:
    r"""Return rows as CSV (RFC 4180) in which no text can be taken for a formula by a spreadsheet.

    >>> csv_text([{"speaker": "=1+1", "n": -1}])
    "speaker,n\r\n'=1+1,-1\r\n"
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for number, row in enumerate(rows):
        if not number:
            writer.writerow(row)
        writer.writerow([safe_cell(value) if isinstance(value, str) else value for value in row.values()])
    return out.getvalue()
