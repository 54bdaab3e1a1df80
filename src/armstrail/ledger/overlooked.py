"""The numbers of standing readings that became no claim, and the nouns among them that no pack knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from sqlalchemy import ColumnElement, Connection, and_, exists, select

from armstrail.ledger.asking import marked_anchors
from armstrail.ledger.byhand import by_hand
from armstrail.ledger.schema import claims, documents, misses, readings
from armstrail.ledger.standing import STREAMED, by_publication, find_document, load_document, stands
from armstrail.ledger.succession import holds
from armstrail.ledger.times import end_of, last_day_of
from armstrail.ledger.values import MissQuery
from armstrail.model.loss import Overlooked
from armstrail.model.reading import Miss
from armstrail.model.span import Span


def iter_overlooked(connection: Connection, query: MissQuery) -> Iterator[Overlooked]:
    """The misses that a query asks for, by publication of their document, then by place in it. A number inside
    the words that carry a claim, read or marked by a person, was not overlooked and is left out.

    Raises:
        BadValue: a date that is none.
        LedgerError: the query's document is not there, or is several.
    """
    of_reading = claims.c.reading == misses.c.reading
    inside = _holds(claims.c.anchor_start, claims.c.anchor_end)
    beside = _holds(claims.c.start, claims.c.end)
    statement = (
        select(misses, readings.c.document, readings.c.lang, exists().where(of_reading, beside).label("beside_claim"))
        .join_from(misses, readings, misses.c.reading == readings.c.sequence)
        .join(documents, readings.c.document == documents.c.digest)
        .where(*_conditions(connection, query), ~exists().where(of_reading, inside))
        .order_by(*by_publication(), misses.c.start, misses.c.position)
    )
    marked = marked_anchors(by_hand(connection, query.recorded_by and end_of(query.recorded_by)))
    rows = connection.execute(statement, execution_options=STREAMED)
    for (digest, lang), group in groupby(rows, key=lambda row: (row.document, row.lang)):
        document = load_document(connection, digest, lang)
        for row in group:
            if any(start <= row.start and row.end <= end for start, end in marked.get(digest, ())):
                continue
            miss = Miss(Span(row.start, row.end), row.reason, row.detail)
            yield Overlooked(miss, document, bool(row.beside_claim))


def count_nouns(connection: Connection, as_of: str | None, recorded_by: str | None) -> dict[tuple[str, str], int]:
    """In how many documents each unknown noun stands, by language and noun, whatever its case."""
    query = MissQuery(reason="unknown_noun", as_of=as_of, recorded_by=recorded_by)
    statement = (
        select(readings.c.lang, misses.c.detail, readings.c.document)
        .join_from(misses, readings, misses.c.reading == readings.c.sequence)
        .join(documents, readings.c.document == documents.c.digest)
        .where(*_conditions(connection, query), misses.c.detail != "")
        .distinct()
    )
    found = {
        (row.lang or "", " ".join(row.detail.casefold().split()), row.document)
        for row in connection.execute(statement, execution_options=STREAMED)
    }
    return dict(Counter((lang, noun) for lang, noun, _ in found))


def _holds(start: ColumnElement[int], end: ColumnElement[int]) -> ColumnElement[bool]:
    return and_(start <= misses.c.start, end >= misses.c.end)


def _conditions(connection: Connection, query: MissQuery) -> Iterator[ColumnElement[bool]]:
    yield stands(query.recorded_by and end_of(query.recorded_by))
    if query.reason is not None:
        yield misses.c.reason == query.reason
    if query.lang is not None:
        yield readings.c.lang == query.lang
    if query.as_of is not None:
        yield documents.c.dated <= last_day_of(query.as_of)
    if query.document is not None:
        yield documents.c.digest == find_document(connection, query.document)
    else:
        yield holds(query.as_of and last_day_of(query.as_of), query.recorded_by and end_of(query.recorded_by))
