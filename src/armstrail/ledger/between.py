"""The claims that may bear on what moved between two parties, those included that leave a party open."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Connection, Select, and_, func, select, union

from armstrail.ledger.asking import COLUMNS, count_flows, merged
from armstrail.ledger.byhand import by_hand, keyed_by_hand
from armstrail.ledger.decisions import iter_decisions, rulings
from armstrail.ledger.schema import claims, documents, readings
from armstrail.ledger.standing import by_publication, stands
from armstrail.ledger.succession import holds
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
    known = _known(day, until)
    statement = _between(COLUMNS, givers, takers, known, until).order_by(
        *by_publication(), claims.c.anchor_start, claims.c.anchor_end, claims.c.position
    )
    hand = by_hand(connection, until, without)
    beside = keyed_by_hand(connection, hand, until, known, lambda claim, _: _bears(claim, givers, takers))
    return merged(connection, statement, hand, beside)


def state_between(connection: Connection, givers: Sequence[str], takers: Sequence[str], known_on: str | None) -> str:
    """The digest for `Ledger.state_between`: rows never change, so their keys tell their content; what people set right
    or marked is told by its own."""
    known = _known(known_on and last_day_of(known_on), None)
    columns = (claims.c.reading, claims.c.position, claims.c.id, readings.c.digest, readings.c.document)
    rows = connection.execute(_between(columns, givers, takers, known, None)).all()
    hand = by_hand(connection, None)
    but = hand.withdrawn.keys() | hand.amended
    told = hashlib.sha256()
    for row in sorted(row for row in rows if (row.document, row.id) not in but):
        told.update(f"{row.digest} {row.position}\n".encode())
    held = {row.document for row in rows}
    for _, claim, document in keyed_by_hand(
        connection, hand, None, known, lambda claim, _: _bears(claim, givers, takers)
    ):
        held.add(document.digest)
        told.update(json.dumps([document.digest, claim.to_json(document.text)], sort_keys=True).encode())
    for ruling in rulings(iter_decisions(connection, None)):
        if ruling.action == "grade" or held & {ruling.document, *(ruling.other or ())[:1]}:
            told.update(f"{ruling!r}\n".encode())
    return told.hexdigest()


def _between(
    columns: Sequence[ColumnElement[Any]],
    givers: Sequence[str],
    takers: Sequence[str],
    known: Sequence[ColumnElement[bool]],
    until: str | None,
) -> Select[Any]:
    keys = _keys_between(givers, takers).subquery()
    return (
        select(*columns)
        .join_from(keys, claims, and_(claims.c.reading == keys.c.reading, claims.c.position == keys.c.position))
        .join(readings, claims.c.reading == readings.c.sequence)
        .join(documents, readings.c.document == documents.c.digest)
        .where(stands(until), *known)
    )


def _known(day: str | None, until: str | None) -> list[ColumnElement[bool]]:
    """That a document was surely public by a day, and is the version that stood at its address then."""
    standing = holds(day, until)
    return [standing] if day is None else [documents.c.dated <= day, standing]


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
    until = recorded_by and end_of(recorded_by)
    known = _known(known_on and last_day_of(known_on), until)
    of_documents = readings.join(documents, readings.c.document == documents.c.digest)
    standing = select(readings.c.sequence).select_from(of_documents).where(stands(until), *known)
    statement = (
        select(claims.c.supplier, claims.c.recipient, count)
        .where(
            claims.c.reading.in_(standing),  # asked once for each reading, not for each of its claims
            claims.c.kind != "statement",
            claims.c.supplier.is_not(None),
            claims.c.recipient.is_not(None),
            claims.c.supplier != claims.c.recipient,
        )
        .group_by(claims.c.supplier, claims.c.recipient)
    )
    return count_flows(connection, statement, known, until)
