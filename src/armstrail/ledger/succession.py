"""Which document stands at an address: of those that followed one another there, the last as of a day.

Rows exist only for addresses at which something changed; every other document simply stands.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, insert, or_, select

from armstrail.ledger import forms
from armstrail.ledger.schema import documents, originals, readings, versions
from armstrail.ledger.standing import current_document, stands
from armstrail.ledger.values import Neighbour
from armstrail.model.original import Version
from armstrail.model.period import check_partial_date

MOST: Final = 20  # documents at one address that a new one is held against


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
    for row in connection.execute(statement):
        yield Version(row.address, row.document, row.since, row.recorded)


def addresses_of(connection: Connection, document: str) -> list[str]:
    """The addresses at which a document is a version."""
    found = select(versions.c.address).where(versions.c.document == document).distinct().order_by(versions.c.address)
    return list(connection.scalars(found))


def neighbour(connection: Connection, digest: str) -> Neighbour:
    """A document, by its digest, as one that stands at an address."""
    row = connection.execute(
        select(documents.c.recorded, documents.c.dated, readings.c.extractor)
        .select_from(documents.outerjoin(readings, and_(readings.c.document == documents.c.digest, stands(None))))
        .where(documents.c.digest == digest)
    ).one()
    first = connection.execute(select(func.min(originals.c.received)).where(originals.c.document == digest)).scalar()
    return Neighbour(current_document(connection, digest), row.dated, row.recorded, row.extractor, first)


def neighbours(connection: Connection, address: str) -> list[Neighbour]:
    """The documents that stand or stood at an address: by their own word, as fetched from it, or as a version there.

    Only the `MOST` that were recorded last: a thousand rows of a table may give the address of the table.
    """
    newest = (
        select(documents.c.digest)
        .where(documents.c.digest.in_(_at(address)))
        .order_by(documents.c.recorded.desc(), documents.c.digest)
        .limit(MOST)
    )
    return [neighbour(connection, row.digest) for row in connection.execute(newest).all()]


def _at(address: str) -> Select[Any]:
    named = select(documents.c.digest).where(documents.c.url == address)
    fetched = select(originals.c.document).where(originals.c.address == address)
    stood = select(versions.c.document).where(versions.c.address == address)
    together = named.union(fetched, stood).subquery()
    return select(together.c.digest)
