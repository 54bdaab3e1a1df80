"""Which document stands at an address: of those that followed one another there, the last as of a day.

Rows exist only for addresses at which something changed; every other document simply stands.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, exists, func, insert, or_, select

from armstrail.ledger import forms
from armstrail.ledger.schema import documents, originals, readings, versions
from armstrail.ledger.standing import STREAMED, stands
from armstrail.ledger.values import Neighbour
from armstrail.model.original import Version
from armstrail.model.period import check_partial_date

MOST: Final = 10  # documents at one address that a new one is held against


def holds(day: str | None, until: str | None) -> ColumnElement[bool]:
    """That no other version of a row of `documents` stands at its address by `day`, as recorded by `until`."""
    row, later = versions.alias("version"), versions.alias("later_version")
    follows = or_(later.c.since > row.c.since, and_(later.c.since == row.c.since, later.c.sequence > row.c.sequence))
    known = [] if until is None else [row.c.recorded <= until]
    known_later = [] if until is None else [later.c.recorded <= until]
    if day is not None:
        known_later.append(later.c.since <= day)
    overtaken = exists().where(later.c.address == row.c.address, follows, *known_later).correlate(row)
    own = (row.c.document == documents.c.digest, *known)
    begun = () if day is None else (row.c.since <= day,)
    return or_(
        ~exists().where(*own).correlate(documents), exists().where(*own, *begun, ~overtaken).correlate(documents)
    )


def add_version(connection: Connection, address: str, document: str, since: str, now: str) -> bool:
    """Add that a document stands at an address from a day on; False where that is what was said last of it.

    Raises:
        BadValue: the day is none.
    """
    check_partial_date(since)
    here = (versions.c.address == address, versions.c.since == since)
    last = select(versions.c.document).where(*here).order_by(versions.c.sequence.desc()).limit(1)
    if connection.execute(last).scalar() == document:
        return False
    again = select(func.count()).select_from(versions).where(*here, versions.c.document == document)
    ordinal = connection.execute(again).scalar_one()
    digest = version_digest(address, document, since, ordinal)
    row = {"digest": digest, "address": address, "document": document, "since": since, "recorded": now}
    connection.execute(insert(versions), row)
    return True


def version_digest(address: str, document: str, since: str, ordinal: int) -> str:
    """What makes a version the same: the address, the document, the day, and the how-many-eth of these."""
    return hashlib.sha256(forms.dumps([address, document, since, ordinal]).encode()).hexdigest()


def iter_versions(connection: Connection, address: str | None, until: str | None) -> Iterator[Version]:
    """The versions at an address, or at every one, by address, then in the order in which they stood there."""
    statement = select(versions).order_by(versions.c.address, versions.c.since, versions.c.sequence)
    if address is not None:
        statement = statement.where(versions.c.address == address)
    if until is not None:
        statement = statement.where(versions.c.recorded <= until)
    for row in connection.execute(statement, execution_options=STREAMED):
        yield Version(row.address, row.document, row.since, row.recorded)


def addresses_of(connection: Connection, document: str) -> list[str]:
    """The addresses at which a document is a version."""
    found = select(versions.c.address).where(versions.c.document == document).distinct().order_by(versions.c.address)
    return list(connection.scalars(found))


def neighbour(connection: Connection, digest: str) -> Neighbour:
    """A document, by its digest, as one that stands at an address."""
    return _to_neighbour(connection.execute(_NEIGHBOURS.where(documents.c.digest == digest)).one())


def neighbours(connection: Connection, address: str, but: str) -> list[Neighbour]:
    """The documents that stand or stood at an address, but for one: by their own word, as fetched from it, or as a
    version there.

    Only the `MOST` that were recorded last: a thousand rows of a table may give the address of the table.
    """
    return [_to_neighbour(row) for row in connection.execute(_AT_ADDRESS, {"address": address, "but": but})]


def taken(connection: Connection, addresses: Sequence[str]) -> set[str]:
    """Those of some addresses at which a document stands or stood, in the sense of `neighbours`."""
    told = (documents.c.url, originals.c.address, versions.c.address)
    return {
        address
        for column in told
        for address in connection.scalars(select(column).where(column.in_(addresses)))
        if address
    }


def _to_neighbour(row: Row[Any]) -> Neighbour:
    lang = row.lang if row.extractor is None else row.read_in
    return Neighbour(forms.to_document(row, lang), row.dated, row.recorded, row.extractor, row.received)


_FIRST = select(func.min(originals.c.received)).where(originals.c.document == documents.c.digest)
_NEIGHBOURS: Final = select(
    documents, readings.c.extractor, readings.c.lang.label("read_in"), _FIRST.scalar_subquery().label("received")
).select_from(documents.outerjoin(readings, and_(readings.c.document == documents.c.digest, stands(None))))
_HERE: Final = (
    select(documents.c.digest)
    .where(documents.c.url == bindparam("address"))
    .union(
        select(originals.c.document).where(originals.c.address == bindparam("address")),
        select(versions.c.document).where(versions.c.address == bindparam("address")),
    )
)
_AT_ADDRESS: Final = (
    _NEIGHBOURS.where(documents.c.digest.in_(_HERE), documents.c.digest != bindparam("but"))
    .order_by(documents.c.recorded.desc(), documents.c.digest)
    .limit(MOST)
)
