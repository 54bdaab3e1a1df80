"""The words of texts and quotes, filed so that a search need not read them all.

A finding aid and no part of what the ledger says: it follows from documents and claims, is written in their
transaction, is in no export, and could be made anew at any time. SQLite keeps it (FTS5); another database has none, and
is searched text by text. Words are those of `model.words`: whoever changes that rule must file anew, by a migration.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, insert, select

from armstrail.ledger.schema import claims, documents, filed
from armstrail.model.span import Span
from armstrail.model.words import Word, terms_of

PLACES: Final = 1 << 20  # a claim is filed under its reading times this, plus its position
_CHUNK: Final = 1_000


def is_filed(connection: Connection) -> bool:
    """Whether this kind of database keeps an index of words."""
    return connection.dialect.name == "sqlite"


def file_document(connection: Connection, row: Mapping[str, Any]) -> None:
    """File the words of a document just added, given by its row."""
    if not is_filed(connection):
        return
    key = connection.execute(insert(filed).values(document=row["digest"])).inserted_primary_key
    assert key is not None
    _file_documents(connection, [(key[0], row["title"], row["text"])])


def file_claims(connection: Connection, reading: int, text: str, quotes: Iterable[Span]) -> None:
    """File the words of the claims of a reading just added, given by their quotes in the order of their positions."""
    if not is_filed(connection):
        return
    known: dict[Span, str] = {}
    rows = []
    for position, quote in enumerate(quotes):
        if quote not in known:
            known[quote] = terms_of(quote.cut(text))
        rows.append((reading * PLACES + position, known[quote]))
    _file_claims(connection, rows)


def file_all(connection: Connection) -> None:
    """File a whole ledger that has no index yet, in the order in which its entries came."""
    if not is_filed(connection):
        return
    of_documents = select(documents.c.digest, documents.c.title, documents.c.text)
    digests = connection.scalars(select(documents.c.digest).order_by(documents.c.recorded, documents.c.digest)).all()
    for digest in digests:
        file_document(
            connection, dict(connection.execute(of_documents.where(documents.c.digest == digest)).one()._mapping)
        )
    of_claims = select(claims.c.reading, claims.c.position, claims.c.json).order_by(claims.c.reading, claims.c.position)
    for rows in connection.execute(of_claims, execution_options={"yield_per": _CHUNK}).partitions():
        quotes = ((row[0] * PLACES + row[1], json.loads(row[2])["quote"]) for row in rows)
        _file_claims(connection, [(number, terms_of(quote)) for number, quote in quotes])


def _file_documents(connection: Connection, rows: Sequence[tuple[int, str | None, str]]) -> None:
    connection.exec_driver_sql(
        "INSERT INTO document_words (rowid, title, words) VALUES (?, ?, ?)",
        [(number, terms_of(title or ""), terms_of(text)) for number, title, text in rows],
    )


def _file_claims(connection: Connection, rows: Sequence[tuple[int, str]]) -> None:
    if rows:
        connection.exec_driver_sql("INSERT INTO claim_words (rowid, words) VALUES (?, ?)", list(rows))


def known_words(connection: Connection, table: str, words: Sequence[Word]) -> tuple[Word, ...] | None:
    """The words with only those ways that some text says; None where one of them stands nowhere.

    Args:
        table: `document_terms` or `claim_terms`.
    """
    found = []
    for word in words:
        ways = word.ways
        if len(ways) > 1:
            there = _known(connection, table, [way[0] for way in ways])
            ways = tuple(way for way in ways if way[0] in there)
        if not ways:
            return None
        found.append(Word(ways, word.begins))
    return tuple(found)


def _known(connection: Connection, table: str, terms: Sequence[str]) -> set[str]:
    marks = ", ".join("?" * len(terms))
    return set(connection.exec_driver_sql(f"SELECT term FROM {table} WHERE term IN ({marks})", tuple(terms)).scalars())


def expression(words: Sequence[Word]) -> str:
    """What FTS5 is asked: every word, in one of its ways."""
    return " AND ".join(f"({' OR '.join(_phrase(way, word.begins) for way in word.ways)})" for word in words)


def _phrase(way: Sequence[str], begins: bool) -> str:
    return f'"{" ".join(way)}"{" *" if begins else ""}'


def sums(connection: Connection, table: str) -> dict[int, int]:
    """For each text that is filed a sum over its words and their places, so that one that differs is told.

    Args:
        table: `document_places` or `claim_places`.
    """
    found: dict[int, int] = {}
    for number, part, term, place in connection.exec_driver_sql(f'SELECT doc, col, term, "offset" FROM {table}'):
        found[number] = found.get(number, 0) + _sum(part, place, term)
    return found


def filed_documents(connection: Connection) -> Iterator[tuple[str, int | None, int]]:
    """Each document: what it is called, the number it is filed under (None for none), and the sum that it must have."""
    joined = documents.outerjoin(filed, filed.c.document == documents.c.digest)
    statement = select(filed.c.number, documents.c.digest, documents.c.title, documents.c.text).select_from(joined)
    for number, digest, title, text in connection.execute(statement, execution_options={"yield_per": 1}):
        yield f"document {digest[:12]}", number, _sum_of("title", title or "") + _sum_of("words", text)


def filed_claims(connection: Connection) -> Iterator[tuple[str, int | None, int]]:
    """The same of each claim of any reading."""
    statement = select(claims.c.reading, claims.c.position, claims.c.id, claims.c.json)
    for reading, position, id_, record in connection.execute(statement, execution_options={"yield_per": _CHUNK}):
        where = f"claim {id_} at position {position} of reading {reading}"
        yield where, reading * PLACES + position, _sum_of("words", json.loads(record)["quote"])


def _sum_of(part: str, text: str) -> int:
    return sum(_sum(part, place, term) for place, term in enumerate(terms_of(text).split()))


def _sum(part: str, place: int, term: str) -> int:
    return zlib.crc32(f"{part} {place} {term}".encode()) + 1
