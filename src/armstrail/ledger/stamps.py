"""What tells one state of a ledger from another, at the cost of a look at its last rows."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, select

from armstrail.ledger.schema import decisions, failures, filed, readings

_LAST = tuple(
    select(number, digest).order_by(number.desc()).limit(1)
    for number, digest in (
        (readings.c.sequence, readings.c.digest),
        (decisions.c.sequence, decisions.c.digest),
        (failures.c.sequence, failures.c.digest),
        (filed.c.number, filed.c.document),
    )
)


def stamp(connection: Connection) -> str:
    """A digest of the last reading, decision, failure and document: since a ledger only grows, one with the same last
    rows is the same. They are told by their content, too, for another ledger may have as many."""
    told = [tuple(connection.execute(last).one_or_none() or ()) for last in _LAST]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]
