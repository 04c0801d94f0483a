"""Strict reader of the reviewed tables (TSV) that hold the package's language knowledge.

A table is UTF-8, one row a line, columns parted by tabs; lines that begin with ``#`` say what belongs in it. A broken line is an error
that names the place: a table is source code.
"""

from __future__ import annotations

from importlib.resources import files

__all__ = ["TableError", "read_table"]


class TableError(ValueError):
    """A line of a table is not as it should be; the message is ``path:line: expected …, found …``."""


def read_table(package: str, name: str, columns: int) -> list[tuple[str, ...]]:
    """Return the rows of a table inside the package.

    Parameters
    ----------
    package
        The subpackage beside whose code the table stands, such as ``"quotestance.speakers"``.
    name
        Its file name.
    columns
        How many tab-separated fields each row has.

    Raises
    ------
    TableError
        Where a row has another number of fields, an empty field, white space at an end, or stands twice.
    """
    lines = files(package).joinpath(name).read_text(encoding="utf-8").split("\n")
    rows: list[tuple[str, ...]] = []
    seen: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            continue
        row = tuple(line.split("\t"))
        if len(row) != columns:
            raise TableError(f"{name}:{number}: expected {columns} fields, found {len(row)}")
        if any(not field or field != field.strip() for field in row):
            raise TableError(f"{name}:{number}: expected fields without white space at the ends, found {row!r}")
        if row in seen:
            raise TableError(f"{name}:{number}: expected each row once, found the row of line {seen[row]} again")
        seen[row] = number
        rows.append(row)
    return rows
