"""The claims that may bear on what moved between two parties, those included that leave a party open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

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
    parties = [*givers, *takers]
    moved = and_(_one_of("supplier", givers), _one_of("recipient", takers))
    denial = and_(
        claims.c.kind == "statement",
        claims.c.stance == "deny",
        or_(claims.c.supplier.in_(parties), claims.c.recipient.in_(parties)),
    )
    conditions = [stands(recorded_by and end_of(recorded_by)), or_(and_(claims.c.kind != "statement", moved), denial)]
    if known_on is not None:
        conditions.append(documents.c.dated <= last_day_of(known_on))
    return (
        select(claims.c.json, claims.c.id, readings.c.document, readings.c.lang)
        .join_from(claims, readings, claims.c.reading == readings.c.sequence)
        .join(documents, readings.c.document == documents.c.digest)
        .where(*conditions)
        .order_by(*by_publication(), claims.c.anchor_start, claims.c.anchor_end, claims.c.position)
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


def _one_of(slot: str, codes: Sequence[str]) -> ColumnElement[bool]:
    return or_(claims.c[slot].in_(codes), claims.c[slot].is_(None))
