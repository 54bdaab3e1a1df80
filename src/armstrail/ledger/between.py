"""The claims that may bear on what moved between two parties, those included that leave a party open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Connection, and_, func, select, union

from armstrail.ledger.asking import COLUMNS, count_flows, merged
from armstrail.ledger.byhand import by_hand, keyed_by_hand
from armstrail.ledger.schema import claims, documents, readings
from armstrail.ledger.standing import by_publication, stands
from armstrail.ledger.times import end_of, last_day_of
from armstrail.model.claim import Claim
from armstrail.model.document import Document


def claims_between(
    connection: Connection,
    givers: Sequence[str],
    takers: Sequence[str],
    day: str | None,
    until: str | None,
    without: str | None,
) -> Iterator[tuple[Claim, Document]]:
    """As `Ledger.claims_between`: published by `day`, recorded by `until`."""
    known = _known(day)
    keys = _keys_between(givers, takers).subquery()
    statement = (
        select(*COLUMNS)
        .join_from(keys, claims, and_(claims.c.reading == keys.c.reading, claims.c.position == keys.c.position))
        .join(readings, claims.c.reading == readings.c.sequence)
        .join(documents, readings.c.document == documents.c.digest)
        .where(stands(until), *known)
        .order_by(*by_publication(), claims.c.anchor_start, claims.c.anchor_end, claims.c.position)
    )
    hand = by_hand(connection, until, without)
    beside = keyed_by_hand(connection, hand, until, known, lambda claim, _: _bears(claim, givers, takers))
    return merged(connection, statement, hand, beside)


def _known(day: str | None) -> list[ColumnElement[bool]]:
    return [] if day is None else [documents.c.dated <= day]


def _bears(claim: Claim, givers: Sequence[str], takers: Sequence[str]) -> bool:
    """Whether a claim is among those that `_keys_between` selects."""
    giver, taker = claim.supplier, claim.recipient
    if claim.kind != "statement":
        return (giver is None or giver in givers) and (taker is None or taker in takers)
    parties = (*givers, *takers)
    return claim.stance == "deny" and (giver in parties or taker in parties)


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


def flows(connection: Connection, known_on: str | None, recorded_by: str | None) -> list[tuple[str, str, int]]:
    """As `Ledger.flows`.

    Raises:
        BadValue: a date that is none.
    """
    count = func.count()
    until, known = recorded_by and end_of(recorded_by), _known(known_on and last_day_of(known_on))
    conditions = [
        stands(until),
        claims.c.kind != "statement",
        claims.c.supplier.is_not(None),
        claims.c.recipient.is_not(None),
        claims.c.supplier != claims.c.recipient,
    ]
    statement = (
        select(claims.c.supplier, claims.c.recipient, count)
        .join_from(claims, readings, claims.c.reading == readings.c.sequence)
        .join(documents, readings.c.document == documents.c.digest)
        .where(*conditions, *known)
        .group_by(claims.c.supplier, claims.c.recipient)
    )
    return count_flows(connection, statement, known, until)
