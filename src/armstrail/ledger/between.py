"""The claims that may bear on what moved between two parties, those included that leave a party open."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Connection, Select, and_, func, select, union

from armstrail.ledger.decisions import iter_decisions, rulings, withdrawn_claims
from armstrail.ledger.schema import claims, documents, readings
from armstrail.ledger.standing import by_publication, stands
from armstrail.ledger.times import end_of, last_day_of


def select_between(
    givers: Sequence[str], takers: Sequence[str], known_on: str | None, recorded_by: str | None
) -> Select[Any]:
    """The statement for `Ledger.claims_between`.

    Raises:
        BadValue: a date that is none.
    """
    columns = (claims.c.json, claims.c.id, readings.c.document, readings.c.lang)
    return _between(columns, givers, takers, known_on, recorded_by).order_by(
        *by_publication(), claims.c.anchor_start, claims.c.anchor_end, claims.c.position
    )


def _between(
    columns: Sequence[ColumnElement[Any]],
    givers: Sequence[str],
    takers: Sequence[str],
    known_on: str | None,
    recorded_by: str | None,
) -> Select[Any]:
    conditions = [stands(recorded_by and end_of(recorded_by))]
    if known_on is not None:
        conditions.append(documents.c.dated <= last_day_of(known_on))
    keys = _keys_between(givers, takers).subquery()
    return (
        select(*columns)
        .join_from(keys, claims, and_(claims.c.reading == keys.c.reading, claims.c.position == keys.c.position))
        .join(readings, claims.c.reading == readings.c.sequence)
        .join(documents, readings.c.document == documents.c.digest)
        .where(*conditions)
    )


def state_between(connection: Connection, givers: Sequence[str], takers: Sequence[str], known_on: str | None) -> str:
    """The digest for `Ledger.state_between`: rows never change, so their keys tell their content."""
    columns = (claims.c.reading, claims.c.position, claims.c.id, readings.c.digest, readings.c.document)
    rows = connection.execute(_between(columns, givers, takers, known_on, None)).all()
    gone = withdrawn_claims(connection, None)
    told = hashlib.sha256()
    for row in sorted(row for row in rows if (row.document, row.id) not in gone):
        told.update(f"{row.digest} {row.position}\n".encode())
    held = {row.document for row in rows}
    for ruling in rulings(iter_decisions(connection, None)):
        if ruling.action == "grade" or held & {ruling.document, *(ruling.other or ())[:1]}:
            told.update(f"{ruling!r}\n".encode())
    return told.hexdigest()


def _keys_between(givers: Sequence[str], takers: Sequence[str]) -> CompoundSelect[Any]:
    """The keys of the claims, each part by the index of parties alone: one condition for all would read every row."""
    parties = [*givers, *takers]
    supplier, recipient = claims.c.supplier, claims.c.recipient
    first = select(func.min(supplier).label("code")).cte("suppliers", recursive=True)
    after = select(func.min(supplier)).where(supplier > first.c.code).scalar_subquery()
    suppliers = first.union_all(select(after).where(first.c.code.is_not(None)))  # one step of the index for each
    denied = and_(claims.c.kind == "statement", claims.c.stance == "deny")
    return union(
        *(
            select(claims.c.reading, claims.c.position).where(
                claims.c.kind != "statement",
                supplier.in_(givers) if told else supplier.is_(None),
                recipient.in_(takers) if ended else recipient.is_(None),
            )
            for told in (True, False)
            for ended in (True, False)
        ),
        select(claims.c.reading, claims.c.position).where(denied, supplier.in_(parties)),
        select(claims.c.reading, claims.c.position).where(denied, supplier.is_(None), recipient.in_(parties)),
        select(claims.c.reading, claims.c.position).where(
            denied, supplier.in_(select(suppliers.c.code)), recipient.in_(parties)
        ),
    )


def select_flows(known_on: str | None, recorded_by: str | None) -> Select[Any]:
    """The statement for `Ledger.flows`.

    Raises:
        BadValue: a date that is none.
    """
    count = func.count()
    standing = select(readings.c.sequence).where(stands(recorded_by and end_of(recorded_by)))
    if known_on is not None:
        standing = standing.join(documents, readings.c.document == documents.c.digest).where(
            documents.c.dated <= last_day_of(known_on)
        )
    return (
        select(claims.c.supplier, claims.c.recipient, count)
        .where(
            claims.c.reading.in_(standing),  # asked once for each reading, not for each of its claims
            claims.c.kind != "statement",
            claims.c.supplier.is_not(None),
            claims.c.recipient.is_not(None),
            claims.c.supplier != claims.c.recipient,
        )
        .group_by(claims.c.supplier, claims.c.recipient)
        .order_by(count.desc(), claims.c.supplier, claims.c.recipient)
    )
