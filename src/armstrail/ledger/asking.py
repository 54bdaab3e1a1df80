"""Which claims stand: what the last readings make, less what people withdrew, with what they corrected and marked."""

from __future__ import annotations

import heapq
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from armstrail.ledger import forms
from armstrail.ledger.byhand import ByHand, Keyed, Place, by_hand, iter_amended, key_of, keyed_by_hand
from armstrail.ledger.schema import claims, documents, readings
from armstrail.ledger.standing import (
    STREAMED,
    ambiguous,
    by_publication,
    claim_ids_at,
    current_document,
    find_document,
    load_document,
    stands,
)
from armstrail.ledger.succession import holds
from armstrail.ledger.times import end_of, last_day_of
from armstrail.ledger.values import ClaimQuery, Decision
from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.errors import LedgerError
from armstrail.model.period import check_partial_date, first_day
from armstrail.model.terms import lies_within

COLUMNS: Final = (claims.c.json, claims.c.id, claims.c.position, readings.c.document, readings.c.lang)
_SAME: Final = ("supplier", "recipient", "kind", "unit", "measure", "status", "modality", "stance", "source_type")


def find_claims(
    connection: Connection, query: ClaimQuery, on_document: Sequence[ColumnElement[bool]], until: str | None
) -> Iterator[tuple[Claim, Document]]:
    """The standing claims that a query asks for, by publication of their document, then by place in it.

    Args:
        on_document: what the query asks of the document, by `of_documents`.
        until: the instant that its `recorded_by` means.
    """
    statement = (
        select(*COLUMNS)
        .join_from(claims, readings, claims.c.reading == readings.c.sequence)
        .join(documents, readings.c.document == documents.c.digest)
        .where(stands(until), *on_document, *of_claims(query, connection.dialect.name))
        .order_by(*by_publication(), claims.c.anchor_start, claims.c.anchor_end, claims.c.position)
    )
    hand = by_hand(connection, until)
    beside = keyed_by_hand(connection, hand, until, on_document, lambda claim, document: fits(query, claim, document))
    return merged(connection, statement, hand, beside)


def merged(
    connection: Connection, statement: Select[Any], hand: ByHand, beside: Sequence[Keyed]
) -> Iterator[tuple[Claim, Document]]:
    """The claims of a statement over `COLUMNS` that nobody withdrew or amended, and amended ones `beside` them, in one
    order."""
    read = _read(connection, statement, hand.withdrawn.keys() | hand.amended)
    for _, claim, document in heapq.merge(read, beside, key=lambda keyed: keyed[0]):
        yield claim, document


def _read(connection: Connection, statement: Select[Any], but: set[Place]) -> Iterator[Keyed]:
    rows = connection.execute(statement, execution_options=STREAMED)
    for (digest, lang), group in groupby(rows, key=lambda row: (row.document, row.lang)):
        document = None
        for row in group:
            if (digest, row.id) in but:
                continue
            document = document or load_document(connection, digest, lang)
            claim = Claim.from_json(json.loads(row.json))
            yield key_of(claim, document, row.position), claim, document


def of_documents(connection: Connection, query: ClaimQuery) -> list[ColumnElement[bool]]:
    """What a query asks of the document, and of the language it was read in.

    Raises:
        BadValue: a date that is none.
        LedgerError: `query.document` names no document, or several.
    """
    asked: list[ColumnElement[bool]] = []
    if query.published_from is not None:
        asked.append(_first_published() >= first_day(check_partial_date(query.published_from)))
    if query.published_to is not None:
        asked += [documents.c.published.is_not(None), documents.c.dated <= last_day_of(query.published_to)]
    if query.as_of is not None:
        asked.append(documents.c.dated <= last_day_of(query.as_of))
    if query.document is not None:
        asked.append(documents.c.digest == find_document(connection, query.document))
    if query.lang is not None:
        asked.append(func.coalesce(readings.c.lang, documents.c.lang) == query.lang)
    return asked


def of_versions(query: ClaimQuery) -> list[ColumnElement[bool]]:
    """That a document is the version that stood at its address by the query's clocks; one that is asked for by name
    may be any.

    Raises:
        BadValue: a date that is none.
    """
    if query.document is not None:
        return []
    return [holds(query.as_of and last_day_of(query.as_of), query.recorded_by and end_of(query.recorded_by))]


def _first_published() -> ColumnElement[str]:
    return documents.c.published + func.substr("-01-01", func.length(documents.c.published) - 3)


def of_claims(query: ClaimQuery, dialect: str) -> Iterator[ColumnElement[bool]]:
    """What a query asks of the claim, for the database; `fits` says the same of a value."""
    for slot in _SAME:
        value = getattr(query, slot)
        if value is not None:
            yield claims.c[slot] == value
    if query.item is not None:
        below = query.item + "."
        yield or_(claims.c.item == query.item, func.substr(claims.c.item, 1, len(below)) == below)
    find = func.instr if dialect == "sqlite" else func.strpos  # LIKE differs in case and wildcards between databases
    if query.source is not None:
        yield find(claims.c.source_folded, forms.fold(query.source)) > 0
    if query.text is not None:
        yield find(claims.c.quote_folded, forms.fold(query.text)) > 0


def fits(query: ClaimQuery, claim: Claim, document: Document) -> bool:
    """Whether a claim is as a query asks, the document apart: what `of_claims` asks of a row."""
    row = forms.claim_row(claim, document.text, "")
    return (
        all(row[slot] == value for slot in _SAME if (value := getattr(query, slot)) is not None)
        and (query.item is None or (claim.item is not None and lies_within(claim.item, query.item)))
        and (query.source is None or forms.fold(query.source) in (row["source_folded"] or ""))
        and (query.text is None or forms.fold(query.text) in row["quote_folded"])
    )


def find_claim(connection: Connection, key: str) -> tuple[Claim, Document]:
    """The one standing claim that an id or the beginning of one names, with its document.

    Raises:
        LedgerError: none, none that stands, or several, which it lists.
    """
    hand = by_hand(connection, None)
    named = set(claim_ids_at(connection, key))
    there = _places(connection, named) | {place for place in hand.marks if place[1] in named}
    standing = sorted(place for place in there if place not in hand.withdrawn)
    if len(standing) > 1:
        raise LedgerError(ambiguous("claim", key, [f"{claim} of document {digest[:12]}" for digest, claim in standing]))
    if not standing:
        for place in there:
            raise LedgerError(_withdrawn(place, hand.withdrawn[place]))
        raise LedgerError(
            f"claim {key!r} no longer stands: a later reading of its document does not make it, or who marked it took "
            "that back"
        )
    claim = claim_at(connection, standing[0], hand)
    assert claim is not None  # it was just found there
    return claim


def _places(connection: Connection, ids: set[str]) -> set[Place]:
    statement = (
        select(readings.c.document, claims.c.id)
        .join_from(claims, readings, claims.c.reading == readings.c.sequence)
        .where(claims.c.id.in_(sorted(ids)), stands(None))
    )
    return {(row.document, row.id) for row in connection.execute(statement)}


def _withdrawn(place: Place, decision: Decision) -> str:
    return (
        f"claim {place[1]} was withdrawn by {decision.who} on {decision.recorded[:10]} ({decision.why}); undo "
        f"decision {decision.id[:12]} to bring it back"
    )


def claim_at(connection: Connection, place: Place, hand: ByHand) -> tuple[Claim, Document] | None:
    """The claim at a place as people have it, withdrawn or not, with its document; None where there is none now."""
    read = claim_read(connection, place)
    if place not in hand.amended:
        return read
    document = current_document(connection, place[0]) if read is None else read[1]
    claim = hand.lay_over(place, read and read[0], document)
    return None if claim is None else (claim, document)


def claim_read(connection: Connection, place: Place) -> tuple[Claim, Document] | None:
    """What the standing reading has at a place, with its document; None where it has nothing."""
    statement = (
        select(*COLUMNS)
        .join_from(claims, readings, claims.c.reading == readings.c.sequence)
        .where(readings.c.document == place[0], claims.c.id == place[1], stands(None))
    )
    row = connection.execute(statement).one_or_none()
    if row is None:
        return None
    return Claim.from_json(json.loads(row.json)), load_document(connection, row.document, row.lang)


def count_flows(
    connection: Connection, statement: Select[Any], conditions: Sequence[ColumnElement[bool]], until: str | None
) -> list[tuple[str, str, int]]:
    """The flows that a statement counts over what was read, with what people made of it, most first."""
    counts: Counter[tuple[str, str]] = Counter()
    for giver, taker, count in connection.execute(statement):
        counts[giver, taker] = count
    for amended in iter_amended(connection, by_hand(connection, until), until, conditions):
        for claim, more in ((amended.read, -1), (amended.claim, 1)):
            if claim is not None and (flow := flow_of(claim)) is not None:
                counts[flow] += more
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [(giver, taker, count) for (giver, taker), count in ordered if count > 0]


def flow_of(claim: Claim) -> tuple[str, str] | None:
    """Who gives and who gets by a claim; None where one is left open, both are one, or it is a stance."""
    if claim.kind == "statement" or not claim.supplier or not claim.recipient or claim.supplier == claim.recipient:
        return None
    return claim.supplier, claim.recipient


def marked_anchors(hand: ByHand) -> Mapping[str, list[tuple[int, int]]]:
    """The anchors of what people marked and nobody withdrew, by document."""
    found: dict[str, list[tuple[int, int]]] = {}
    for place, decision in hand.marks.items():
        if place not in hand.withdrawn:
            told = decision.payload["claim"]
            found.setdefault(place[0], []).append((told["anchor_start"], told["anchor_end"]))
    return found
