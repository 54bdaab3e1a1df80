"""What stands: the readings that no later one superseded, less what people withdrew, as of any day."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, exists, func, or_, select

from armstrail.ledger import forms
from armstrail.ledger.decisions import withdrawn_claims
from armstrail.ledger.schema import claims, documents, failures, misses, readings
from armstrail.ledger.times import end_of, last_day_of
from armstrail.ledger.values import ClaimQuery, DocumentRow, FailureRow
from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.errors import LedgerError
from armstrail.model.period import check_partial_date, first_day
from armstrail.model.reading import Reading

STREAMED: Final = {"stream_results": True, "yield_per": 500}
_SHORTEST_PREFIX: Final = 6
_LISTED: Final = 10
_SAME: Final = ("supplier", "recipient", "kind", "unit", "measure", "status", "modality", "stance", "source_type")


def stands(until: str | None) -> ColumnElement[bool]:
    """That a row of `readings` is the last one of its document, among those recorded by `until`."""
    later = readings.alias("later")
    supersedes = and_(
        later.c.document == readings.c.document,
        or_(
            later.c.recorded > readings.c.recorded,
            and_(later.c.recorded == readings.c.recorded, later.c.sequence > readings.c.sequence),
        ),
    )
    if until is None:
        return ~exists().where(supersedes).correlate(readings)
    return and_(
        readings.c.recorded <= until, ~exists().where(supersedes, later.c.recorded <= until).correlate(readings)
    )


def select_claims(connection: Connection, query: ClaimQuery) -> Select[Any]:
    """The statement that a query means: the JSON of each claim with its document's digest and language.

    Raises:
        BadValue: a date that is none.
        LedgerError: `query.document` names no document, or several.
    """
    conditions = [stands(query.recorded_by and end_of(query.recorded_by)), *conditions_of(connection, query)]
    return (
        select(claims.c.json, claims.c.id, readings.c.document, readings.c.lang)
        .join_from(claims, readings, claims.c.reading == readings.c.sequence)
        .join(documents, readings.c.document == documents.c.digest)
        .where(*conditions)
        .order_by(*by_publication(), claims.c.anchor_start, claims.c.anchor_end, claims.c.position)
    )


def by_publication() -> tuple[ColumnElement[Any], ...]:
    """The order of documents: by publication, the undated last. `documents` has an index of it."""
    return documents.c.published.is_(None), documents.c.published, documents.c.digest


def conditions_of(connection: Connection, query: ClaimQuery) -> list[ColumnElement[bool]]:
    """What a query asks of claims and of their documents.

    Raises:
        BadValue, LedgerError: as `select_claims`.
    """
    return [*of_claims(query, connection.dialect.name), *of_documents(connection, query)]


def of_claims(query: ClaimQuery, dialect: str) -> Iterator[ColumnElement[bool]]:
    """What a query asks of rows of `claims`."""
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


def of_documents(connection: Connection, query: ClaimQuery) -> Iterator[ColumnElement[bool]]:
    """What a query asks of rows of `documents`, and of the language they were read in.

    Raises:
        BadValue, LedgerError: as `select_claims`.
    """
    if query.document is not None:
        yield documents.c.digest == find_document(connection, query.document)
    if query.lang is not None:
        yield func.coalesce(readings.c.lang, documents.c.lang) == query.lang
    if query.published_from is not None:
        yield _first_published() >= first_day(check_partial_date(query.published_from))
    if query.published_to is not None:
        yield and_(documents.c.published.is_not(None), documents.c.dated <= last_day_of(query.published_to))
    if query.as_of is not None:
        yield documents.c.dated <= last_day_of(query.as_of)


def _first_published() -> ColumnElement[str]:
    return documents.c.published + func.substr("-01-01", func.length(documents.c.published) - 3)


def iter_claims(connection: Connection, statement: Select[Any], until: str | None) -> Iterator[tuple[Claim, Document]]:
    """The claims of a statement with their documents, less those withdrawn by `until`."""
    gone = withdrawn_claims(connection, until)
    rows = connection.execute(statement, execution_options=STREAMED)
    for (digest, lang), group in groupby(rows, key=lambda row: (row.document, row.lang)):
        document = None
        for row in group:
            if (digest, row.id) in gone:
                continue
            document = document or load_document(connection, digest, lang)
            yield Claim.from_json(json.loads(row.json)), document


def load_document(connection: Connection, digest: str, lang: str | None) -> Document:
    """A document by its digest, in the language of a reading."""
    row = connection.execute(select(documents).where(documents.c.digest == digest)).one()
    return forms.to_document(row, lang)


def current_document(connection: Connection, digest: str) -> Document:
    """A document by its digest, in the language of its standing reading, or as it came where there is none."""
    row = connection.execute(select(documents).where(documents.c.digest == digest)).one()
    reading = find_reading(connection, digest, None)
    return forms.to_document(row, reading.lang if reading else row.lang)


def find_reading(connection: Connection, digest: str, until: str | None) -> Row[Any] | None:
    """The row of the reading that stands for a document, if there is one."""
    return connection.execute(select(readings).where(readings.c.document == digest, stands(until))).one_or_none()


def load_reading(connection: Connection, row: Row[Any]) -> Reading:
    """The whole reading of a row."""
    of_claims = select(claims.c.json).where(claims.c.reading == row.sequence).order_by(claims.c.position)
    of_misses = select(misses).where(misses.c.reading == row.sequence).order_by(misses.c.position)
    return forms.to_reading(row, connection.scalars(of_claims), connection.execute(of_misses))


def iter_documents(connection: Connection, as_of: str | None, until: str | None) -> Iterator[DocumentRow]:
    """Documents in the order of their publication, each with its standing reading in numbers."""
    statement = (
        select(documents.c.digest, documents.c.recorded, documents.c.lang.label("told"), readings)
        .select_from(documents.outerjoin(readings, and_(readings.c.document == documents.c.digest, stands(until))))
        .order_by(*by_publication())
    )
    if as_of is not None:
        statement = statement.where(documents.c.dated <= last_day_of(as_of))
    if until is not None:
        statement = statement.where(or_(documents.c.recorded <= until, readings.c.sequence.is_not(None)))
    for row in connection.execute(statement, execution_options=STREAMED):
        read = row.state is not None
        document = load_document(connection, row[0], row.lang if read else row.told)
        yield DocumentRow(document, row[1], row.extractor, row.state, row.claim_count or 0, row.miss_count or 0)


def iter_failures(connection: Connection, as_of: str | None, until: str | None) -> Iterator[FailureRow]:
    """Failures in the order they were recorded; having no publication, they count by that day."""
    statement = select(failures).order_by(failures.c.recorded, failures.c.digest)
    if as_of is not None:
        statement = statement.where(func.substr(failures.c.recorded, 1, 10) <= last_day_of(as_of))
    if until is not None:
        statement = statement.where(failures.c.recorded <= until)
    for row in connection.execute(statement, execution_options=STREAMED):
        yield FailureRow(row.location, row.reason, row.mend, row.recorded)


def find_document(connection: Connection, key: str) -> str:
    """The digest of the one document that an id, a digest or the beginning of either names.

    Raises:
        LedgerError: none, or several, which it lists.
    """
    columns = select(documents.c.digest, documents.c.id).order_by(documents.c.digest).limit(_LISTED + 1)
    matches: list[ColumnElement[bool]] = [documents.c.id == key, documents.c.digest == key]
    if len(key) >= _SHORTEST_PREFIX:
        matches.append(or_(_begins(documents.c.digest, key), func.substr(documents.c.id, 1, len(key)) == key))
    for match in matches:
        found = connection.execute(columns.where(match)).all()
        if len(found) == 1:
            digest: str = found[0].digest
            return digest
        if found:
            raise LedgerError(_ambiguous("document", key, [f"{row.id} (digest {row.digest[:12]})" for row in found]))
    raise LedgerError(
        f"no document {key!r} in this ledger; name one by its id or digest, or by the first {_SHORTEST_PREFIX} "
        "characters or more of either"
    )


def find_claim(connection: Connection, key: str) -> tuple[Claim, Document]:
    """The one standing claim that an id or the beginning of one names, with its document.

    Raises:
        LedgerError: none, none that stands, or several, which it lists.
    """
    gone = withdrawn_claims(connection, None)
    statement = (
        select(claims.c.json, claims.c.id, readings.c.document, readings.c.lang)
        .join(readings, claims.c.reading == readings.c.sequence)
        .where(claims.c.id.in_(claim_ids_at(connection, key)), stands(None))
        .order_by(claims.c.id, readings.c.document)
    )
    rows = connection.execute(statement).all()
    standing = [row for row in rows if (row.document, row.id) not in gone]
    if len(standing) > 1:
        names = [f"{row.id} of document {row.document[:12]}" for row in standing]
        raise LedgerError(_ambiguous("claim", key, names))
    if not standing:
        for row in rows:
            decision = gone[row.document, row.id]
            raise LedgerError(
                f"claim {row.id} was withdrawn by {decision.who} on {decision.recorded[:10]} ({decision.why}); undo "
                f"decision {decision.id[:12]} to bring it back"
            )
        raise LedgerError(f"claim {key!r} no longer stands: a later reading of its document does not make it")
    row = standing[0]
    return Claim.from_json(json.loads(row.json)), load_document(connection, row.document, row.lang)


def claim_ids_at(connection: Connection, key: str) -> list[str]:
    """The ids of claims, standing or not, that are `key` or begin with it.

    Raises:
        LedgerError: there is none, or more than a list can show.
    """
    match = _begins(claims.c.id, key) if len(key) >= _SHORTEST_PREFIX else claims.c.id == key
    ids = list(connection.scalars(select(claims.c.id).where(match).distinct().order_by(claims.c.id).limit(_LISTED + 1)))
    if not ids:
        raise LedgerError(
            f"no claim {key!r} in this ledger; name one by its id, or by the first {_SHORTEST_PREFIX} digits or more"
        )
    if len(ids) > _LISTED:
        raise LedgerError(_ambiguous("claim", key, ids))
    return ids


def _begins(column: ColumnElement[str], key: str) -> ColumnElement[bool]:
    return and_(column >= key, column < key + "g", func.substr(column, 1, len(key)) == key)  # digits end at f


def _ambiguous(what: str, key: str, names: list[str]) -> str:
    shown = ", ".join(names[:_LISTED]) + (", ..." if len(names) > _LISTED else "")
    return f"{key!r} names more than one {what}: {shown}; write more of it, or use the digest"
