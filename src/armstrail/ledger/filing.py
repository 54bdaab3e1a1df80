"""The words of texts and quotes, filed so that a search need not read them all.

A finding aid and no part of what the ledger says: it follows from documents and claims, is written in their
transaction, is in no export, and could be made anew at any time. SQLite keeps it in FTS5, PostgreSQL in tables of ours
with an index of terms; `wordindex` asks either. Words are those of `model.words`: whoever changes that rule must file
anew, by a migration.
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

KINDS: Final[Mapping[str, tuple[str, ...]]] = {"document_words": ("title", "words"), "claim_words": ("words",)}
PLACES: Final = 1 << 20  # a claim is filed under its reading times this, plus its position
_CHUNK: Final = 1_000
_LONGEST: Final = 1_000_000  # bytes of different terms that PostgreSQL takes into its index; a longer text is looked at


def words_of_claims(reading: int, text: str, quotes: Iterable[Span]) -> Iterator[tuple[int, str]]:
    """Under which number the claims of a reading are filed, with their terms, given their quotes in their order."""
    known: dict[str, str] = {}
    for position, quote in enumerate(quotes):
        words = quote.cut(text)
        if words not in known:
            known[words] = terms_of(words)
        yield reading * PLACES + position, known[words]


def file_all(connection: Connection) -> None:
    """File a whole ledger that has no index yet, in the order in which its entries came."""
    of_documents = select(documents.c.digest, documents.c.title, documents.c.text)
    digests = connection.scalars(select(documents.c.digest).order_by(documents.c.recorded, documents.c.digest)).all()
    for digest in digests:
        row = connection.execute(of_documents.where(documents.c.digest == digest)).one()
        key = connection.execute(insert(filed).values(document=digest)).inserted_primary_key
        assert key is not None
        file_documents(connection, [(key[0], row.title, row.text)])
    of_claims = select(claims.c.reading, claims.c.position, claims.c.json).order_by(claims.c.reading, claims.c.position)
    for rows in connection.execute(of_claims, execution_options={"yield_per": _CHUNK}).partitions():
        quotes = ((row[0] * PLACES + row[1], json.loads(row[2])["quote"]) for row in rows)
        file_claims(connection, [(number, terms_of(quote)) for number, quote in quotes])


def file_documents(connection: Connection, rows: Iterable[tuple[int, str | None, str]]) -> None:
    """File the words of documents, given by their number, title and text."""
    _file(
        connection, "document_words", [(number, terms_of(title or ""), terms_of(text)) for number, title, text in rows]
    )


def file_claims(connection: Connection, rows: Sequence[tuple[int, str]]) -> None:
    """File the words of claims, given by their number and terms (`words_of_claims`)."""
    _file(connection, "claim_words", rows)


def _file(connection: Connection, kind: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """File texts, given by their number and their terms, column by column."""
    if not rows:
        return
    columns = KINDS[kind]
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * (1 + len(columns)))
        connection.exec_driver_sql(f"INSERT INTO {kind} (rowid, {', '.join(columns)}) VALUES ({marks})", list(rows))
        return
    marks = ", ".join(["%s"] * (2 + len(columns)))
    connection.exec_driver_sql(
        f"INSERT INTO {kind} (number, length, {', '.join(columns)}, terms) "
        f"VALUES ({marks}, array_to_tsvector(%s::text[]))",
        [_to_server(number, parts) for number, *parts in rows],
    )


def _to_server(number: int, parts: Sequence[str]) -> tuple[Any, ...]:
    cut = [part.split() for part in parts]
    different = sorted({term for terms in cut for term in terms})
    indexed = different if sum(len(term.encode()) for term in different) < _LONGEST else None
    return number, sum(map(len, cut)), *map(spaced, cut), indexed


def spaced(terms: Iterable[str]) -> str:
    """Terms as a server files them: each between spaces of its own, so that what is looked for never shares one."""
    return "".join([f" {term} " for term in terms])


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
    if connection.dialect.name != "sqlite":
        return _sums_on_server(connection, table.replace("places", "words"))
    found: dict[int, int] = {}
    for number, part, term, place in connection.exec_driver_sql(f'SELECT doc, col, term, "offset" FROM {table}'):
        found[number] = found.get(number, 0) + _sum(part, place, term)
    return found


def _sums_on_server(connection: Connection, kind: str) -> dict[int, int]:
    columns = KINDS[kind]
    statement = f"SELECT number, length, tsvector_to_array(terms), {', '.join(columns)} FROM {kind}"
    rows = connection.exec_driver_sql(statement, execution_options={"stream_results": True, "yield_per": _CHUNK})
    found: dict[int, int] = {}
    for number, length, indexed, *parts in rows:
        cut = [part.split() for part in parts]
        whole = length == sum(map(len, cut)) and parts == [spaced(terms) for terms in cut]
        if indexed is not None:
            whole = whole and set(indexed) == {term for terms in cut for term in terms}
        found[number] = sum(_sum_of_terms(*pair) for pair in zip(columns, cut, strict=True)) if whole else 0
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
    return _sum_of_terms(part, terms_of(text).split())


def _sum_of_terms(part: str, terms: Sequence[str]) -> int:
    return sum(_sum(part, place, term) for place, term in enumerate(terms))


def _sum(part: str, place: int, term: str) -> int:
    return zlib.crc32(f"{part} {place} {term}".encode()) + 1
