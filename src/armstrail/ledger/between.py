"""The claims that may bear on what moved between two parties, those included that leave a party open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import CompoundSelect, Select, and_, func, select, union

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
    conditions = [stands(recorded_by and end_of(recorded_by))]
    if known_on is not None:
        conditions.append(documents.c.dated <= last_day_of(known_on))
    keys = _keys_between(givers, takers).subquery()
    return (
        select(claims.c.json, claims.c.id, readings.c.document, readings.c.lang)
        .join_from(keys, claims, and_(claims.c.reading == keys.c.reading, claims.c.position == keys.c.position))
        .join(readings, claims.c.reading == readings.c.sequence)
        .join(documents, readings.c.document == documents.c.digest)
        .where(*conditions)
        .order_by(*by_publication(), claims.c.anchor_start, claims.c.anchor_end, claims.c.position)
    )


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
    conditions = [
        stands(recorded_by and end_of(recorded_by)),
        claims.c.kind != "statement",
        claims.c.supplier.is_not(None),
        claims.c.recipient.is_not(None),
        claims.c.supplier != claims.c.recipient,
    ]
    if known_on is not None:
        conditions.append(documents.c.dated <= last_day_of(known_on))
    return (
        select(claims.c.supplier, claims.c.recipient, count)
        .join_from(claims, readings, claims.c.reading == readings.c.sequence)
        .join(documents, readings.c.document == documents.c.digest)
        .where(*conditions)
        .group_by(claims.c.supplier, claims.c.recipient)
        .order_by(count.desc(), claims.c.supplier, claims.c.recipient)
    )
