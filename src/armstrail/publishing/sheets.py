"""Tables as comma-separated values, the same for commands, pages and exports.

A text that a spreadsheet would run as a formula has an apostrophe before it: the words of a document must not become a
command on somebody's desk.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import Final, TextIO

# At the start of a cell; and after a sign at which a program set to another country, where columns are parted by
# semicolons or tabs, begins a new one.
_FORMULA: Final = re.compile("(?:^|(?<=[;\t\n]))( *)(?=[=+@＝＋－＠-])")


def write_csv(out: TextIO, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Write a table, row by row; whole numbers without a point."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_plain(cell) for cell in row])


def csv_text(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A table as one text."""
    out = io.StringIO()
    write_csv(out, columns, rows)
    return out.getvalue()


def _plain(cell: object) -> object:
    if isinstance(cell, str):
        lines = cell.replace("\r\n", "\n").replace("\r", "\n")  # a bare CR would stand unquoted, and end the row
        armless = _FORMULA.sub(r"\1'", lines)
        return f"'{armless}" if armless.startswith(("\t", "\n")) else armless
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
