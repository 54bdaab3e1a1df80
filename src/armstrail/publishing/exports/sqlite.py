"""The tables as one SQLite database, ready for Datasette: keys, links, a search index, and what each column means.

Built in memory in one order and handed on as bytes, so that the same ledger gives the same file.
"""

from __future__ import annotations

import sqlite3
from typing import Final

from armstrail.publishing.exports.columns import Column
from armstrail.publishing.exports.tables import Table, joined, tables_of
from armstrail.publishing.exports.values import Holdings

_TYPES: Final = {"number": "REAL", "integer": "INTEGER"}
_SEARCHED: Final = ("quote", "title", "source", "publisher")
_INDEXES: Final = ("supplier", "recipient", "item", "published")


def to_sqlite(holdings: Holdings) -> bytes:
    """The bytes of a database with the tables of the ledger, `columns` with their meanings, and `claims_fts`.

    The index is of trigrams, so that a word is found inside a Korean or a joined one too.
    """
    base = sqlite3.connect(":memory:")
    try:
        tables = tables_of(holdings)
        for table in tables:
            _fill(base, table)
        _describe(base, tables)
        for column in _INDEXES:
            base.execute(f'CREATE INDEX claims_{column} ON claims ("{column}")')
        names = ", ".join(_SEARCHED)
        base.execute(f'CREATE VIRTUAL TABLE claims_fts USING fts5({names}, content="claims", tokenize=trigram)')
        base.execute("INSERT INTO claims_fts (claims_fts) VALUES ('rebuild')")
        base.commit()
        return base.serialize()
    finally:
        base.close()


def _fill(base: sqlite3.Connection, table: Table) -> None:
    lines = [_declare(column) for column in table.columns]
    lines.append(f"PRIMARY KEY ({_names(table.key)})")
    lines += [
        f"FOREIGN KEY ({_names(here)}) REFERENCES {other} ({_names(there)})" for here, other, there in table.links
    ]
    base.execute(_create(table.name, lines))
    places = ", ".join("?" for _ in table.columns)
    rows = ([joined(cell) for cell in table.cells(row)] for row in table.rows)
    base.executemany(f"INSERT INTO {table.name} VALUES ({places})", rows)


def _create(name: str, lines: list[str]) -> str:
    inside = ",\n  ".join(lines)
    return f"CREATE TABLE {name} (\n  {inside}\n)"


def _declare(column: Column) -> str:
    return f'"{column.name}" {_TYPES.get(column.type, "TEXT")}{" NOT NULL" if column.required else ""}'


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _describe(base: sqlite3.Connection, tables: tuple[Table, ...]) -> None:
    base.execute(_create("columns", ['"table" TEXT NOT NULL', '"column" TEXT NOT NULL', '"meaning" TEXT NOT NULL',
                                     'PRIMARY KEY ("table", "column")']))  # fmt: skip
    told = [(table.name, column.name, column.meaning) for table in tables for column in table.columns]
    base.executemany("INSERT INTO columns VALUES (?, ?, ?)", told)
