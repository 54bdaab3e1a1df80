"""CSV with CSVW metadata (W3C, Metadata Vocabulary for Tabular Data): a folder of tables, and a file that says what
each column means.

A text that a spreadsheet would run as a formula has an apostrophe before it; JSON lines are exact.
"""

from __future__ import annotations

import json
from typing import Any, Final

from armstrail.publishing.exports.columns import Column
from armstrail.publishing.exports.tables import SEPARATOR, Table, joined, tables_of
from armstrail.publishing.exports.values import Holdings
from armstrail.publishing.sheets import csv_text

METADATA: Final = "csv-metadata.json"  # where a reader of CSVW looks for the metadata of a folder
_DATATYPES: Final[dict[str, Any]] = {
    "string": "string", "text": "string", "number": "number", "integer": "integer", "day": "date", "list": "string",
    "date": {"base": "string", "format": "\\d{4}(-\\d{2}(-\\d{2})?)?"}, "url": "string",
}  # fmt: skip


def to_csvw(holdings: Holdings) -> dict[str, str]:
    """The files of the folder by their names: one CSV a table, and the metadata of all."""
    tables = tables_of(holdings)
    files = {f"{table.name}.csv": _csv(table) for table in tables}
    return files | {METADATA: json.dumps(_metadata(tables), ensure_ascii=False, indent=1) + "\n"}


def _csv(table: Table) -> str:
    return csv_text(
        [column.name for column in table.columns],
        [[joined(cell) for cell in table.cells(row)] for row in table.rows],
    )


def _metadata(tables: tuple[Table, ...]) -> dict[str, Any]:
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": "Claims on arms transfers, the voices behind them, and what follows",
        "dc:description": (
            "Every row of claims is somebody's word, with the words themselves. Bounds that the words leave open "
            "are empty. A text that begins like a formula has an apostrophe before it."
        ),
        "dialect": {"header": True, "encoding": "utf-8", "lineTerminators": ["\n"], "doubleQuote": True},
        "tables": [_table(table) for table in tables],
    }


def _table(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {"columns": [_column(column) for column in table.columns], "primaryKey": list(table.key)}
    if table.links:
        schema["foreignKeys"] = [
            {
                "columnReference": list(here),
                "reference": {"resource": f"{other}.csv", "columnReference": list(there)},
            }
            for here, other, there in table.links
        ]
    return {"url": f"{table.name}.csv", "dc:title": table.title, "tableSchema": schema}


def _column(column: Column) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": column.name, "titles": column.name, "dc:description": column.meaning,
        "datatype": _DATATYPES[column.type],
    }  # fmt: skip
    if column.type == "list":
        told["separator"] = SEPARATOR
    if column.required:
        told["required"] = True
    return told
