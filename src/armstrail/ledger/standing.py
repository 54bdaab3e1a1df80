"""What stands as of any day: the readings that no later one superseded, with their documents."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, and_, exists, func, or_, select, union

from armstrail.ledger import forms
from armstrail.ledger.schema import claims, decisions, documents, failures, misses, readings
from armstrail.ledger.times import last_day_of
from armstrail.ledger.values import DocumentRow, FailureRow
from armstrail.model.document import Document
from armstrail.model.errors import LedgerError
from armstrail.model.reading import Reading

STREAMED: Final = {"stream_results": True, "yield_per": 500}
ASKED: Final = 500  # rows asked for by their keys at once: databases limit the values of a statement
_SHORTEST_PREFIX: Final = 6
_LISTED: Final = 10


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


def find_extractors(connection: Connection, digests: Sequence[str]) -> dict[str, list[str]]:
    """The extractors of all readings of some documents, by their digests; that of the standing one is the last."""
    found: dict[str, list[str]] = {digest: [] for digest in digests}
    statement = (
        select(readings.c.document, readings.c.extractor)
        .where(readings.c.document.in_(list(found)))
        .order_by(readings.c.recorded, readings.c.sequence)
    )
    for document, extractor in connection.execute(statement):
        found[document].append(extractor)
    return found


def by_publication() -> tuple[ColumnElement[Any], ...]:
    """The order of documents: by publication, the undated last. `documents` has an index of it."""
    return documents.c.published.is_(None), documents.c.published, documents.c.digest


def load_document(connection: Connection, digest: str, lang: str | None) -> Document:
    """A document by its digest, in the language of a reading."""
    row = connection.execute(select(documents).where(documents.c.digest == digest)).one()
    return forms.to_document(row, lang)


def load_documents(
    connection: Connection, wanted: Collection[tuple[str, str | None]]
) -> dict[tuple[str, str | None], Document]:
    """Documents by digest and the language of a reading, asked for together."""
    rows: dict[str, Row[Any]] = {}
    digests = sorted({digest for digest, _ in wanted})
    for start in range(0, len(digests), ASKED):
        found = select(documents).where(documents.c.digest.in_(digests[start : start + ASKED]))
        rows.update((row.digest, row) for row in connection.execute(found))
    return {(digest, lang): forms.to_document(rows[digest], lang) for digest, lang in wanted}


def current_documents(connection: Connection, digests: Sequence[str]) -> list[Document]:
    """What `current_document` gives for each of some documents, asked for together."""
    made: dict[str, Document] = {}
    standing = and_(readings.c.document == documents.c.digest, stands(None))
    for start in range(0, len(digests), ASKED):
        found = (
            select(documents, readings.c.sequence, readings.c.lang.label("read_in"))
            .select_from(documents.outerjoin(readings, standing))
            .where(documents.c.digest.in_(digests[start : start + ASKED]))
        )
        for row in connection.execute(found):
            made[row.digest] = forms.to_document(row, row.lang if row.sequence is None else row.read_in)
    return [made[digest] for digest in digests]


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
            raise LedgerError(ambiguous("document", key, [f"{row.id} (digest {row.digest[:12]})" for row in found]))
    raise LedgerError(
        f"no document {key!r} in this ledger; name one by its id or digest, or by the first {_SHORTEST_PREFIX} "
        "characters or more of either"
    )


def claim_ids_at(connection: Connection, key: str) -> list[str]:
    """The ids of claims, standing or not, read or marked by a person, that are `key` or begin with it.

    Raises:
        LedgerError: there is none, or more than a list can show.
    """

    def named(column: ColumnElement[str]) -> ColumnElement[bool]:
        return _begins(column, key) if len(key) >= _SHORTEST_PREFIX else column == key

    marked = select(decisions.c.claim.label("id")).where(decisions.c.action == "mark", named(decisions.c.claim))
    found = union(select(claims.c.id).where(named(claims.c.id)), marked).subquery()
    ids = list(connection.scalars(select(found.c.id).order_by(found.c.id).limit(_LISTED + 1)))
    if not ids:
        raise LedgerError(
            f"no claim {key!r} in this ledger; name one by its id, or by the first {_SHORTEST_PREFIX} digits or more"
        )
    if len(ids) > _LISTED:
        raise LedgerError(ambiguous("claim", key, ids))
    return ids


def _begins(column: ColumnElement[str], key: str) -> ColumnElement[bool]:
    return and_(column >= key, column < key + "g", func.substr(column, 1, len(key)) == key)  # digits end at f


def ambiguous(what: str, key: str, names: list[str]) -> str:
    """That a key names several, which it lists."""
    shown = ", ".join(names[:_LISTED]) + (", ..." if len(names) > _LISTED else "")
    return f"{key!r} names more than one {what}: {shown}; write more of it, or use the digest"
