"""Claims and documents found by words and filters: the best or the newest first, a page of them at a time.

Two ways lead to a page, and the shorter one is taken: from the words, where few texts say them, by the index of words;
or along the days of publication, looking at each claim until the page is full.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Integer,
    Row,
    Select,
    and_,
    column,
    func,
    or_,
    select,
    values,
)

from armstrail.ledger import filing, wordindex
from armstrail.ledger.asking import fits, of_claims, of_documents, of_versions
from armstrail.ledger.byhand import by_hand, keyed_by_hand
from armstrail.ledger.schema import PUBLICATION, claims, documents, filed, readings
from armstrail.ledger.standing import (
    ASKED,
    by_publication,
    current_documents,
    load_documents,
    stands,
)
from armstrail.ledger.times import end_of
from armstrail.ledger.values import ClaimQuery
from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.words import Word, terms_of

ORDERS: Final = ("relevance", "newest", "oldest")
RANKED: Final = 10_000  # texts that are weighed against each other; a word in more of them tells none from another
_FEW: Final = 4_000  # claims that are sorted rather than met one by one

# Rows of which the index of words is asked at a time, before it is asked for all.
_TOGETHER: Final = (60, 120, 240, 480, 480, 480)
_WALKED: Final = {"stream_results": True, "yield_per": 100}  # a page of common words is full after a few rows

_BY_READING: Final = "INDEXED BY sqlite_autoindex_claims_1"  # else SQLite takes the index of parties, text after text

_Way = Callable[[], Iterator[Row[Any]]]  # how a page is reached: the rows that say the words, in their order


def search_claims(
    connection: Connection, words: Sequence[Word], query: ClaimQuery, order: str, first: int, limit: int
) -> list[tuple[Claim, Document]]:
    """The page for `Ledger.search_claims`. What people set right or marked is not filed, is looked at one by one, and
    comes first."""
    until = query.recorded_by and end_of(query.recorded_by)
    hand = by_hand(connection, until)
    beside = [
        (claim, document)
        for _, claim, document in keyed_by_hand(
            connection,
            hand,
            until,
            [*of_documents(connection, query), *of_versions(query)],
            lambda claim, document: (
                fits(query, claim, document) and (not words or says(words, claim.quote.cut(document.text)))
            ),
        )
    ]
    page = beside[first : first + limit]
    way = _to_claims(connection, words, query, order)
    if way is None or len(page) == limit:
        return page
    but = hand.withdrawn.keys() | hand.amended
    kept = (row for row in way() if (row.document, row.id) not in but)
    start = max(first - len(beside), 0)
    shown = list(islice(kept, start, start + limit - len(page)))
    held = load_documents(connection, {(row.document, row.lang) for row in shown})
    made = _claims(connection, [(row.reading, row.position) for row in shown])
    return page + [(made[row.reading, row.position], held[row.document, row.lang]) for row in shown]


def search_documents(
    connection: Connection, words: Sequence[Word], query: ClaimQuery, order: str, first: int, limit: int
) -> list[Document]:
    """The page for `Ledger.search_documents`."""
    way = _to_documents(connection, words, query, order)
    if way is None:
        return []
    shown = list(islice(way(), first, first + limit))
    return current_documents(connection, [row.document for row in shown])


def _claims(connection: Connection, places: Sequence[tuple[int, int]]) -> dict[tuple[int, int], Claim]:
    """The claims at some places in readings, asked for at once: one by one they take many ways to a server.

    The places are a table to join: of a list of pairs SQLite makes no use of the index, and reads every claim.
    """
    found: dict[tuple[int, int], Claim] = {}
    for start in range(0, len(places), ASKED):
        asked = values(column("reading", BigInteger), column("position", Integer), name="asked")
        here = asked.data(places[start : start + ASKED]).cte()
        at = and_(claims.c.reading == here.c.reading, claims.c.position == here.c.position)
        for row in connection.execute(
            select(claims.c.reading, claims.c.position, claims.c.json).join_from(here, claims, at)
        ):
            found[row.reading, row.position] = Claim.from_json(json.loads(row.json))
    return found


def _to_claims(connection: Connection, words: Sequence[Word], query: ClaimQuery, order: str) -> _Way | None:
    """The shorter way to the claims; None where no text says the words."""
    asked = [*of_claims(query, connection.dialect.name), *of_documents(connection, query), *of_versions(query)]
    until = query.recorded_by and end_of(query.recorded_by)
    columns = (claims.c.reading, claims.c.position, claims.c.id, readings.c.document, readings.c.lang)
    joined = claims.join(readings, claims.c.reading == readings.c.sequence).join(
        documents, readings.c.document == documents.c.digest
    )
    base = select(*columns).where(stands(until), *asked)

    def along_days() -> _Way:
        few = _are_few(connection, list(of_claims(query, connection.dialect.name)))
        return _run(connection, _by_day(base.select_from(joined), order, walking=not few))

    if not words:
        return along_days()
    match = wordindex.find(connection, "claim_words", words)
    if match is None:
        return None
    if _is_common(connection, match, order):
        return _saying(connection, match, along_days(), lambda row: row.reading * filing.PLACES + row.position)
    place = and_(
        claims.c.reading == match.number.op("/")(filing.PLACES),
        claims.c.position == match.number.op("%")(filing.PLACES),
    )
    along = (
        match.texts.join(claims, place)
        .join(readings, claims.c.reading == readings.c.sequence)
        .join(documents, readings.c.document == documents.c.digest)
    )
    statement = base.select_from(along).where(match.condition)
    if order == "relevance":
        told = statement.add_columns(documents.c.published, claims.c.anchor_start, claims.c.anchor_end)
        return lambda: wordindex.weighed(connection, match, told, _claim_key)
    return _run(connection, _by_day(statement, order, walking=False))


def _to_documents(connection: Connection, words: Sequence[Word], query: ClaimQuery, order: str) -> _Way | None:
    """The shorter way to the documents; None where none says the words."""
    until = query.recorded_by and end_of(query.recorded_by)
    joined = documents.outerjoin(readings, and_(readings.c.document == documents.c.digest, stands(until)))
    asked = list(of_documents(connection, query))
    if until is not None:
        asked.append(or_(documents.c.recorded <= until, readings.c.sequence.is_not(None)))
    if inside := list(of_claims(query, connection.dialect.name)):
        asked.append(_holding(connection, inside))
    base = select(documents.c.digest.label("document")).where(*asked)
    if not words:
        return _run(connection, _of_documents_by_day(base.select_from(joined), order))
    match = wordindex.find(connection, "document_words", words)
    if match is None:
        return None
    if _is_common(connection, match, order):
        numbered = base.add_columns(filed.c.number).select_from(
            joined.outerjoin(filed, filed.c.document == documents.c.digest)
        )
        walk = _run(connection, _of_documents_by_day(numbered, order))
        return _saying(connection, match, walk, lambda row: row.number)
    along = (
        match.texts.join(filed, filed.c.number == match.number)
        .join(documents, documents.c.digest == filed.c.document)
        .outerjoin(readings, and_(readings.c.document == documents.c.digest, stands(until)))
    )
    statement = base.select_from(along).where(match.condition)
    if order == "relevance":
        told = statement.add_columns(documents.c.published)
        return lambda: wordindex.weighed(connection, match, told, _document_key)
    return _run(connection, _of_documents_by_day(statement, order))


def _run(connection: Connection, statement: Select[Any]) -> _Way:
    return lambda: iter(connection.execute(statement, execution_options=_WALKED))


def _saying(connection: Connection, match: wordindex.Match, way: _Way, number: Callable[[Row[Any]], int]) -> _Way:
    """Of a way those rows whose texts say the words.

    The index is asked of some rows at a time. Only where many of these do not say the words is it asked for all that
    do: that takes as long as a whole page.

    Args:
        number: under which number the text of a row is filed.
    """
    found = select(match.number).where(match.condition)

    def rows() -> Iterator[Row[Any]]:
        walk = way()
        for many in _TOGETHER:
            met = list(islice(walk, many))
            some = set(connection.scalars(found.where(match.number.in_([number(row) for row in met]))))
            yield from (row for row in met if number(row) in some)
            if len(met) < many:
                return
        every = frozenset(connection.scalars(found).all())  # at once: row by row it takes four times as long
        yield from (row for row in walk if number(row) in every)

    return rows


def _document_key(row: Row[Any]) -> tuple[Any, ...]:
    """What puts documents in the order of publication, as `by_publication` does in the database."""
    return row.published is None, row.published or "", row.document


def _claim_key(row: Row[Any]) -> tuple[Any, ...]:
    return *_document_key(row), row.anchor_start, row.anchor_end, row.position


def _holding(connection: Connection, inside: list[ColumnElement[bool]]) -> ColumnElement[bool]:
    """That a reading holds a claim such as is asked for."""
    if _are_few(connection, inside):
        return readings.c.sequence.in_(select(claims.c.reading).where(*inside))
    there = select(claims.c.id).where(claims.c.reading == readings.c.sequence, *inside)
    return there.with_hint(claims, _BY_READING, "sqlite").correlate(readings).exists()


def _is_common(connection: Connection, match: wordindex.Match, order: str) -> bool:
    """Whether more texts say the words than can be put into an order while somebody waits."""
    most = RANKED if order == "relevance" else _FEW
    return _count(connection, select(match.number).where(match.condition), most) > most


def _count(connection: Connection, found: Select[Any], most: int) -> int:
    """How many rows there are, counted no further than one above `most`."""
    return int(connection.execute(select(func.count()).select_from(found.limit(most + 1).subquery())).scalar_one())


def _are_few(connection: Connection, asked: list[ColumnElement[bool]]) -> bool:
    """Whether so few claims are asked for that sorting them is quicker than meeting them day by day."""
    if not asked:
        return False
    return _count(connection, select(claims.c.reading).where(*asked), _FEW) <= _FEW


def _by_day(statement: Select[Any], order: str, *, walking: bool) -> Select[Any]:
    """Claims by publication, the newest first where that is asked for or nothing else can be told; `walking` goes along
    the index of days instead of sorting all that is found."""
    keys: tuple[ColumnElement[Any], ...] = (
        *by_publication(), claims.c.anchor_start, claims.c.anchor_end, claims.c.position,
    )  # fmt: skip
    if walking:
        statement = statement.with_hint(documents, f"INDEXED BY {PUBLICATION}", "sqlite")
        statement = statement.with_hint(claims, _BY_READING, "sqlite")
    return statement.order_by(*keys) if order == "oldest" else statement.order_by(*(key.desc() for key in keys))


def _of_documents_by_day(statement: Select[Any], order: str) -> Select[Any]:
    keys = by_publication()
    return statement.order_by(*keys) if order == "oldest" else statement.order_by(*(key.desc() for key in keys))


def says(words: Sequence[Word], *parts: str) -> bool:
    """Whether the parts of a text say all the words, each in one of its ways; asked of what is not filed."""
    said = f" {' | '.join(map(terms_of, parts))} "
    return all(any(_stands(said, way, word.begins) for way in word.ways) for word in words)


def _stands(said: str, way: Sequence[str], begins: bool) -> bool:
    return f" {' '.join(way)}{'' if begins else ' '}" in said
