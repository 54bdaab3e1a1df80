"""Sheets as rows of cells: XLSX workbooks and CSV, under a header that may stand below a preamble.

A workbook says of a cell whether it holds a number or a day; a CSV does not, and its signs have to be read. Both become
cells that carry what is known of them, so that `1.234` in a CSV and the number 1.234 in a workbook are never mixed up.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, BinaryIO, Final

from armstrail.ingestion.cleaning import clean_line
from armstrail.ingestion.decoding import decode, read_bytes
from armstrail.ingestion.parts import Allowance
from armstrail.ingestion.rows import Refused, Unreadable, refuse_os_error, show_path
from armstrail.ingestion.tables import delimiter_of, records_of
from armstrail.ingestion.zips import Archive
from armstrail.model.errors import ReadError

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

MAX_WORKBOOK: Final = 256 << 20  # bytes that a workbook may unpack to; its cells are held as a whole
MAX_CELLS: Final = 10_000_000  # of a sheet, empty ones too: a library that reads it holds them all
_CHUNK: Final = 1 << 18
_PLACE: Final = re.compile(rb"""(?<![:\w])r ?= ?["']([^"']{0,24}(?=["'])|[^"']{25})""")
_PLACE_FORM: Final = re.compile(rb"([A-Z]{0,3})([0-9]{1,7})")
_COUNT: Final = re.compile(rb"""[cC]ount ?= ?["'] ?([0-9]{1,20}|[^"']*&)""")
_BLANKS: Final = re.compile(rb"\s+")
_PADDING: Final = re.compile(r";+[ \t]*(?=\r?$)", re.M)
_PK: Final = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, on one line; `number` where a workbook holds one, `day` (ISO) where it holds a day."""

    text: str = ""
    number: float | None = None
    day: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a sheet: where it stands (`file:line`, or `file!/Sheet:row`), its number from 1, its cells."""

    where: str
    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet: how it is named to the user, and its rows that are not empty."""

    where: str
    lines: tuple[Line | Unreadable, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table stands in a file: the sheet of a workbook (None for the first), the encoding of a CSV that is no
    UTF-8 (None where it has to be told from its words), and the row of the header, or the words it may begin with."""

    sheet: str | None = None
    encoding: str | None = None
    header: int = 1
    begins: tuple[str, ...] = ()


def read_grid(path: str, place: Place, max_characters: int) -> Grid:
    """All rows of a sheet.

    Args:
        path: a workbook or a CSV, known by its bytes; '-' for standard input.
    Raises:
        ReadError: it cannot be read, or has no such sheet.
    """
    where = show_path(path)
    try:
        if path == "-":
            data = read_bytes(sys.stdin.buffer, max_characters)
        else:
            with open(path, "rb") as stream:
                data = read_bytes(stream, max_characters)
        if data.startswith(_PK):
            return _read_workbook(data, where, place.sheet)
        return Grid(where, tuple(_read_csv(decode(data, place.encoding), where, place)))
    except Refused as refusal:
        raise ReadError(str(refusal.at(where))) from None
    except OSError as error:
        raise ReadError(str(refuse_os_error(error).at(where))) from None


def _read_csv(text: str, where: str, table: Place) -> Iterator[Line | Unreadable]:
    lines = text.splitlines()
    heads = (line for line in lines if table.begins and line.lstrip('"').startswith(table.begins))
    header = next(heads, "\n".join(lines[table.header - 1 :]))  # a preamble has signs of its own
    delimiter = delimiter_of(header)
    if delimiter == "," and header.partition("\n")[0].rstrip().endswith(";"):
        text = _PADDING.sub("", text)  # left by a spreadsheet that parts columns by semicolons
    for number, record in records_of(text, delimiter):
        place = f"{where}:{number}"
        if isinstance(record, csv.Error):
            yield Unreadable(place, f"is no row of a table ({record})", "close every quotation mark")
            continue
        try:
            yield Line(place, number, tuple(Cell(clean_line(cell) or "") for cell in record))
        except Refused as refusal:
            yield refusal.at(place)


def _read_workbook(data: bytes, where: str, name: str | None) -> Grid:
    from python_calamine import CalamineError, CalamineWorkbook

    _check_size(data)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            names = book.sheet_names
            if name is not None and name not in names:
                told = ", ".join(map(repr, names[:20]))
                raise Refused(f"has no sheet {name!r}", f"name one of its sheets: {told}")
            sheet = book.get_sheet_by_name(name) if name is not None else book.get_sheet_by_index(0)
            return Grid(f"{where}!/{sheet.name}", tuple(_read_sheet(sheet, f"{where}!/{sheet.name}")))
    except CalamineError as error:
        raise Refused(f"is no workbook that can be read ({error})", "save it as XLSX, or as CSV") from None


def _check_size(data: bytes) -> None:
    """Refuse what would fill the memory, or is encrypted, before its cells are read.

    The library makes room for as many cells as the places of the first and the last span, and for as many strings as
    a part says that it holds, whatever is really there; where there is no such room, the whole process ends.
    """
    archive = Archive(io.BytesIO(data), Allowance(unpacked=MAX_WORKBOOK))
    names = archive.names
    binary = any(name.startswith("xl/worksheets/") and name.endswith(".bin") for name in names)
    if binary or "xl/workbook.xml" not in names or "content.xml" in names:
        raise Refused("is no XLSX workbook", "save it as XLSX, or as CSV")
    for member in archive.members:
        with archive.open(member, MAX_WORKBOOK) as stream:
            if _cells_of(stream) > MAX_CELLS:
                raise Refused(
                    f"spreads over more than {MAX_CELLS:,} cells", "delete empty rows and columns, and save it anew"
                )


def _cells_of(stream: BinaryIO) -> int:
    """For how many cells or strings a part of a workbook asks room, by the places and counts in its XML."""
    rows = columns = counted = 1
    kept, odd, is_sheet = b"", False, False
    while piece := stream.read(_CHUNK):
        text = _BLANKS.sub(b" ", kept + piece)
        is_sheet = is_sheet or b"sheetData" in text
        for place in set(_PLACE.findall(text, bool(kept))):
            if match := _PLACE_FORM.fullmatch(place):
                rows, columns = max(rows, int(match[2])), max(columns, _column_number(match[1]))
            else:
                odd = True
        for count in _COUNT.findall(text):
            counted = max(counted, int(count) if count.isdigit() else MAX_CELLS + 1)
        kept = text[-64:]  # a place may be cut in two
    return MAX_CELLS + 1 if odd and is_sheet else max(rows * columns, counted)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number


def _read_sheet(sheet: CalamineSheet, where: str) -> Iterator[Line | Unreadable]:
    for number, record in enumerate(sheet.to_python(skip_empty_area=False), 1):
        place = f"{where}:{number}"
        try:
            cells = tuple(_cell(value) for value in record)
        except Refused as refusal:
            yield refusal.at(place)
            continue
        if any(cell.text for cell in cells):
            yield Line(place, number, cells)


def _cell(value: object) -> Cell:
    if isinstance(value, bool) or value is None:
        return Cell("" if value is None else str(value).lower())
    if isinstance(value, int | float):
        number = int(value) if float(value).is_integer() else float(value)
        return Cell(str(number), number)
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return Cell(value.isoformat(), day=value.isoformat())
    return Cell(clean_line(str(value)) or "")


def find_header(grid: Grid, table: Place) -> int | None:
    """At which place of `grid.lines` the header stands: the row of that number, or the first that begins with a word.
    None where there is none."""
    for place, line in enumerate(grid.lines):
        if isinstance(line, Line) and (
            line.cells[0].text in table.begins if table.begins else line.number == table.header
        ):
            return place
    return None


def no_header(grid: Grid, table: Place) -> ReadError:
    """What to tell where a sheet has no header."""
    begins = " or ".join(map(repr, table.begins))
    told = f"no row begins with {begins}" if begins else f"row {table.header} is empty or not there"
    mend = "get the file again as it is published" if begins else "name the row of the header with `header`"
    return ReadError(f"{grid.where}: has no header: {told}; {mend}. Nothing was imported")


def names_of(header: Line, renamed: Mapping[str, str]) -> list[str]:
    """The names of columns, later ones turned back; one without a name is called after the one before it, with a
    question mark."""
    names: list[str] = []
    for cell in _trimmed(header.cells):
        names.append(renamed.get(cell.text, cell.text) or (f"{names[-1]} ?" if names else ""))
    return names


def _trimmed(cells: Sequence[Cell]) -> Sequence[Cell]:
    end = len(cells)
    while end and not cells[end - 1].text:
        end -= 1
    return cells[:end]


def by_name(line: Line, names: Sequence[str]) -> dict[str, Cell]:
    """The cells of a row by the names of their columns.

    Raises:
        Refused: it has fewer cells than the header, or something stands behind the last column.
    """
    if len(line.cells) < len(names) or len(_trimmed(line.cells)) > len(names):
        raise Refused(
            f"has {len(line.cells)} cells, where the header has {len(names)}",
            "put a cell that holds the delimiter between quotation marks",
        )
    return dict(zip(names, line.cells, strict=False))
