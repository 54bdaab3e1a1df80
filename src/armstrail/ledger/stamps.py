"""What tells one state of a ledger from another, at the cost of a look at its last rows."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, Select, Table, literal, null, select, union_all

from armstrail.ledger.schema import COUNTED


def _last(table: Table) -> Select[tuple[str, int, str, str | None]]:
    """The last row of a table: its number, what its content comes to, and when it was recorded."""
    columns = table.c
    number = next(iter(table.primary_key))
    told = columns.digest if "digest" in columns else columns.document
    recorded = columns.recorded if "recorded" in columns else null()
    row = select(number.label("number"), told.label("told"), recorded.label("recorded"))
    last = row.order_by(number.desc()).limit(1).subquery()
    return select(literal(table.name).label("which"), last.c.number, last.c.told, last.c.recorded)


_LAST = union_all(*map(_last, COUNTED))  # one statement: every page asks, and a way to a server and back takes a while


def stamp(connection: Connection) -> str:
    """A digest of the last row of each table that is counted: since a ledger only grows, one with the same last rows is
    the same. They are told by their content, too, for another ledger may have as many."""
    told = sorted(tuple(row) for row in connection.execute(_LAST))
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]
