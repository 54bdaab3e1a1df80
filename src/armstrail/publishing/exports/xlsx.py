"""One workbook for colleagues who work in spreadsheets: a sheet a table, the caveat in the column after the number.

Texts are written as texts, so that nothing is run as a formula; the time of making is fixed, so that the same ledger
gives the same bytes.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from armstrail.model.errors import BadValue
from armstrail.publishing.exports.columns import Column
from armstrail.publishing.exports.tables import Cell, Table, joined, tables_of
from armstrail.publishing.exports.values import Holdings

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_MADE: Final = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_LONGEST: Final = 32_767  # characters of a cell; the limits are those of the format
_CUT: Final = " … [cut here: a cell holds no more; JSON lines have it whole]"
_MOST_ROWS: Final = 1_048_576
_MOST_LINKS: Final = 65_530
_LONGEST_LINK: Final = 2_079
_WIDTHS: Final = {"text": 60, "url": 30, "list": 24, "string": 14, "number": 14, "integer": 9, "day": 11, "date": 11}


def to_xlsx(holdings: Holdings) -> bytes:
    """A workbook with a sheet of meanings and one a table; headers frozen and filtered.

    Raises:
        BadValue: a table has more rows than a sheet holds.
    """
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"created": _MADE, "title": "Claims on arms transfers, voices and estimates"})
    formats = {
        "header": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "cell": book.add_format({"valign": "top"}),
        "number": book.add_format({"valign": "top", "num_format": "#,##0.###"}),
    }
    tables = tables_of(holdings)
    _write_meanings(book.add_worksheet("read me"), tables, formats)
    for table in tables:
        _write_table(book.add_worksheet(table.name), table, formats)
    book.close()
    return out.getvalue()


def _write_meanings(sheet: Worksheet, tables: tuple[Table, ...], formats: dict[str, Any]) -> None:
    told = [(table.name, column.name, column.meaning) for table in tables for column in table.columns]
    sheet.set_column(0, 1, 18)
    sheet.set_column(2, 2, 100)
    for row, cells in enumerate([("sheet", "column", "meaning"), *told]):
        for place, cell in enumerate(cells):
            sheet.write_string(row, place, cell, formats["text" if row else "header"])
    sheet.freeze_panes(1, 0)


def _write_table(sheet: Worksheet, table: Table, formats: dict[str, Any]) -> None:
    if len(table.rows) >= _MOST_ROWS:
        raise BadValue(
            f"{table.name} has {len(table.rows)} rows, a sheet holds {_MOST_ROWS - 1}; ask for one flow or item, "
            "or export csv or sqlite"
        )
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, _WIDTHS[column.type])
        sheet.write_string(0, place, column.name, formats["header"])
    links = 0
    for number, row in enumerate(table.rows, 1):
        for place, (column, cell) in enumerate(zip(table.columns, table.cells(row), strict=True)):
            links += _write_cell(sheet, number, place, column, cell, formats, linked=links < _MOST_LINKS)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)


def _write_cell(
    sheet: Worksheet, row: int, place: int, column: Column, cell: Cell, formats: dict[str, Any], *, linked: bool
) -> bool:
    """Write one cell; gives back whether it became a link."""
    value = joined(cell)
    if value is None:
        return False
    if not isinstance(value, str):
        sheet.write_number(row, place, value, formats["number" if column.type == "number" else "cell"])
        return False
    if column.type == "url" and linked and _is_link(value):
        sheet.write_url(row, place, value, formats["cell"])
        return True
    whole = value if _size(value) <= _LONGEST else _cut(value)
    sheet.write_string(row, place, whole, formats["text" if column.type in ("text", "list") else "cell"])
    return False


def _is_link(value: str) -> bool:
    return value.startswith(("http://", "https://")) and len(value) <= _LONGEST_LINK and value.isprintable()


def _size(value: str) -> int:
    """The length as the format counts it, in UTF-16 units."""
    return len(value.encode("utf-16-le")) // 2


def _cut(value: str) -> str:
    units = value.encode("utf-16-le")[: 2 * (_LONGEST - len(_CUT))]
    return units.decode("utf-16-le", errors="ignore") + _CUT
