"""Tables as CSV: rows under a strict header, each with the line on which it begins.

A table that people keep by hand is opened and saved by many programs, which change its signs and its columns. Signs
are put up with: any encoding that can be told, commas, semicolons or tabs, line breaks inside quoted cells. Columns
are not: one that is missing, renamed or new would put words into the wrong slot in every row.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from armstrail.ingestion.decoding import decode, read_bytes
from armstrail.ingestion.rows import Refused, Unreadable, refuse_os_error, show_path
from armstrail.model.errors import ReadError

_DELIMITERS: Final = ",;\t"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it begins, as `file:line`, and its cells by column."""

    where: str
    cells: Mapping[str, str]


def read_table(path: str, columns: Sequence[str], max_characters: int) -> list[Row | Unreadable]:
    """The rows of a table in their order; one with more or fewer cells than the header is `Unreadable`.

    Args:
        path: a file, or '-' for standard input.
        columns: those that the header must have, in any order, and no other.
    Raises:
        ReadError: the file cannot be read, or its header has other columns; names the column and the mend.
    """
    where = show_path(path)
    try:
        if path == "-":
            text = decode(read_bytes(sys.stdin.buffer, max_characters))
        else:
            with open(path, "rb") as stream:
                text = decode(read_bytes(stream, max_characters))
    except Refused as refusal:
        raise ReadError(str(refusal.at(where))) from None
    except OSError as error:
        raise ReadError(str(refuse_os_error(error).at(where))) from None
    records = records_of(text, delimiter_of(text))
    header = next((record for _, record in records if isinstance(record, list) and not _is_dialect(record)), None)
    if header is None:
        raise ReadError(f"{where}: has no header; its first line must name the columns {', '.join(columns)}")
    names = [name.strip() for name in header]
    _check_header(where, names, columns)
    return [_row(f"{where}:{line}", record, names) for line, record in records]


def delimiter_of(text: str) -> str:
    """The one that parts the header into most cells."""
    lines = (line for line in text.splitlines() if line.strip() and not line.lower().startswith("sep="))
    header = next(lines, "")
    return max(_DELIMITERS, key=header.count)


def _is_dialect(record: list[str]) -> bool:
    """`sep=;`, which some spreadsheets put before the header."""
    return record[0].lower().startswith("sep=")


def records_of(text: str, delimiter: str) -> Iterator[tuple[int, list[str] | csv.Error]]:
    """Records with the line on which each begins, counted from 1; empty lines are passed over."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, error
            continue
        if any(cell.strip() for cell in record):
            yield line, record


def _check_header(where: str, names: Sequence[str], columns: Sequence[str]) -> None:
    missing = [name for name in columns if name not in names]
    extra = [name for name in names if name not in columns]
    twice = sorted({name for name in names if names.count(name) > 1 and name in columns})
    faults = []
    for name in list(missing):
        close = get_close_matches(name, extra, n=1)
        if close:
            missing.remove(name)
            extra.remove(close[0])
            faults.append(f"column {close[0]!r} is not known; rename it to {name!r}")
    faults += [f"column {name!r} is missing; add it, with empty cells where nothing is known" for name in missing]
    faults += [f"column {name!r} is not known; leave it out, or put its words into 'note'" for name in extra]
    faults += [f"column {name!r} stands twice; keep one" for name in twice]
    if faults:
        raise ReadError(f"{where}: {'; '.join(faults)}. Nothing was imported")


def _row(where: str, record: list[str] | csv.Error, names: Sequence[str]) -> Row | Unreadable:
    if isinstance(record, csv.Error):
        return Unreadable(
            where, f"is no row of a table ({record})", "close every quotation mark, and double one inside"
        )
    if len(record) != len(names):
        reason = f"has {len(record)} cells, where the header has {len(names)}"
        return Unreadable(where, reason, "put a cell that holds the delimiter between quotation marks")
    return Row(where, dict(zip(names, record, strict=True)))
