"""Rows on their way into the tables: gathered, told from those that are there, and written together.

An entry is a dozen rows in seven tables, and a statement for each takes far longer than the database needs for the
row. Here a whole list of entries waits until all its rows are known; then each table gets its own by one `executemany`
of the driver. One entry is a list of one: there is no second way in, so the rows, their numbers and their order are the
same however many come at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import Connection, Table

from armstrail.ledger import filing, forms
from armstrail.ledger.schema import claims, decisions, documents, failures, filed, misses, originals, readings

_TABLES: Final = (
    documents,
    readings,
    claims,
    misses,
    failures,
    decisions,
    originals,
    filed,
)  # in which they are written
_ASKED: Final = 500  # digests looked up at once: databases limit the values of a statement


class Bulk:
    """Rows that wait for `write`, inside a transaction that alone may write: so what was looked up stays true."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[Table, dict[str, str | None]] = {}
        self._last: dict[Table, int] = {}
        self._rows: dict[Table, list[tuple[Any, ...]]] = {table: [] for table in _TABLES}
        self._texts: list[tuple[int, str | None, str]] = []
        self._quotes: list[tuple[int, str]] = []

    def look_up(self, table: Table, digests: Iterable[str]) -> None:
        """Learn at once which digests a table has, where each would be asked for soon."""
        known = self._known.setdefault(table, {})
        asked = [digest for digest in dict.fromkeys(digests) if digest not in known]
        told = "id" if table is documents else "digest"
        for start in range(0, len(asked), _ASKED):
            chunk = asked[start : start + _ASKED]
            statement = f"SELECT digest, {told} FROM {table.name} WHERE digest IN ({self._marks(len(chunk))})"
            found = {row[0]: row[1] for row in self._connection.exec_driver_sql(statement, tuple(chunk))}
            known.update((digest, found.get(digest)) for digest in chunk)

    def has(self, table: Table, digest: str) -> bool:
        """Whether a row with this digest is there, or waits."""
        return self._find(table, digest) is not None

    def add_document(self, row: Mapping[str, Any]) -> bool:
        """Add the row of a document, and file its words; whether it was new."""
        digest = row["digest"]
        if self.has(documents, digest):
            return False
        self._known[documents][digest] = row["id"]
        self._rows[documents].append(tuple(row.values()))
        number = self._next(filed)
        self._rows[filed].append((number, digest))
        self._texts.append((number, row["title"], row["text"]))
        return True

    def add_entry(self, checked: forms.Checked, now: str) -> bool:
        """Add a document where it is new, and its reading where that is new; whether the reading was."""
        document = checked.document
        known = self._find(documents, document.digest)
        if known is None:
            self.add_document(forms.document_row(document, now))
        elif known != document.id:
            checked = forms.renamed(checked, known)
        return self.add_reading(checked, now)

    def add_reading(self, checked: forms.Checked, recorded: str) -> bool:
        """Add a reading of a document that is there or waits, with its claims and misses; whether it was new."""
        number = self._add_counted(readings, forms.reading_row(checked, recorded))
        if number is None:
            return False
        reading, text = checked.reading, checked.document.text
        self._rows[claims] += [
            (number, position, *forms.claim_row(claim, text, form).values())
            for position, (claim, form) in enumerate(zip(reading.claims, checked.claims, strict=True))
        ]
        self._quotes += filing.words_of_claims(number, text, [claim.quote for claim in reading.claims])
        self._rows[misses] += [
            (number, position, *forms.miss_row(miss).values()) for position, miss in enumerate(reading.misses)
        ]
        return True

    def add(self, table: Table, row: Mapping[str, Any]) -> bool:
        """Add the row of a failure, decision or original, but for its number; whether its digest was new."""
        return self._add_counted(table, row) is not None

    def write(self) -> None:
        """Write what waits, table by table."""
        for table, rows in self._rows.items():
            if rows:
                columns = ", ".join(f'"{column.name}"' for column in table.columns)
                marks = self._marks(len(table.columns))
                self._connection.exec_driver_sql(f"INSERT INTO {table.name} ({columns}) VALUES ({marks})", rows)
        filing.file_documents(self._connection, self._texts)
        filing.file_claims(self._connection, self._quotes)
        self._rows = {table: [] for table in _TABLES}
        self._texts, self._quotes = [], []

    def _add_counted(self, table: Table, row: Mapping[str, Any]) -> int | None:
        """The number under which a row waits now; None where its digest is known."""
        if self.has(table, row["digest"]):
            return None
        self._known[table][row["digest"]] = row["digest"]
        number = self._next(table)
        self._rows[table].append((number, *row.values()))
        return number

    def _find(self, table: Table, digest: str) -> str | None:
        known = self._known.get(table)
        if known is None or digest not in known:
            self.look_up(table, [digest])
        return self._known[table][digest]

    def _next(self, table: Table) -> int:
        """The number of the next row: one more than the last that the database gave, even to a row that is gone."""
        if table not in self._last:
            number = next(iter(table.primary_key)).name
            statement = f"SELECT max({number}) FROM {table.name}"
            if self._connection.dialect.name == "sqlite":
                statement += f" UNION ALL SELECT seq FROM sqlite_sequence WHERE name = '{table.name}'"
            self._last[table] = max(row[0] or 0 for row in self._connection.exec_driver_sql(statement))
        self._last[table] += 1
        return self._last[table]

    def _marks(self, count: int) -> str:
        mark = "?" if self._connection.dialect.name == "sqlite" else "%s"
        return ", ".join([mark] * count)


def add_row(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Add the row of one failure, decision or original, but for its number; whether its digest was new."""
    bulk = Bulk(connection)
    new = bulk.add(table, row)
    bulk.write()
    return new
