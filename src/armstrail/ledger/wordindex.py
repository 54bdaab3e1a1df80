"""What is asked of the index of words: which texts say all the words, and how much each tells of them.

Either database gives the same texts in the same order. SQLite weighs by itself (FTS5's `bm25`); for PostgreSQL, whose
own weights know nothing of how rare a word is, the same formula is worked out here, step by step: both round alike.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    TableClause,
    and_,
    cast,
    column,
    func,
    literal,
    or_,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from armstrail.ledger import filing
from armstrail.ledger.standing import STREAMED
from armstrail.model.words import Word

_TITLE: Final = 4.0  # what a word in a title weighs, beside one in a text
_SATURATION: Final = 1.2  # k1 and b of BM25, as FTS5 has them
_SHORTNESS: Final = 0.75
_COMMON: Final = 1e-6  # the weight of a word that more than half of all texts say

_SQLITE: Final = {name: table(name, column("rowid"), column(name), column("rank")) for name in filing.KINDS}
_SERVER: Final = {
    name: table(name, column("number"), column("length"), column("terms"), *map(column, columns))
    for name, columns in filing.KINDS.items()
}
_WEIGHTS: Final = {"title": _TITLE, "words": 1.0}

Phrase = tuple[tuple[str, ...], bool]  # terms one after another, and whether the last is but the beginning of a word


@dataclass(frozen=True, slots=True)
class Match:
    """Texts that say all the words: the table they are filed in, by which number, and the condition on it."""

    texts: TableClause
    number: ColumnElement[int]
    condition: ColumnElement[bool]
    words: tuple[Word, ...]


def find(connection: Connection, kind: str, words: Sequence[Word]) -> Match | None:
    """Where the texts are that say all the words; None where one of the words stands nowhere.

    Args:
        kind: `document_words` or `claim_words`.
    """
    if connection.dialect.name == "sqlite":
        known = filing.known_words(connection, kind.replace("words", "terms"), words)
        if known is None:
            return None
        texts = _SQLITE[kind]
        return Match(texts, texts.c.rowid, texts.c[kind].op("MATCH")(filing.expression(known)), known)
    texts = _SERVER[kind]
    conditions = [_indexed(texts, words), *(_exactly(texts, word) for word in words)]
    return Match(texts, texts.c.number, and_(*conditions), tuple(words))


def weighed(
    connection: Connection, match: Match, statement: Select[Any], key: Callable[[Row[Any]], Any]
) -> Iterator[Row[Any]]:
    """The rows of a statement over the texts of a match, that which tells most of the words first; of those that tell
    the same, that with the greatest key."""
    if connection.dialect.name == "sqlite":
        ranked = statement.add_columns(match.texts.c.rank).order_by(match.texts.c.rank)
        rows = connection.execute(ranked, execution_options=STREAMED)
        for _, alike in groupby(rows, key=lambda row: row.rank):
            yield from sorted(alike, key=key, reverse=True)
        return
    weights = _weights(connection, match)
    found = connection.execute(statement.add_columns(match.number.label("number"))).all()
    yield from sorted(found, key=lambda row: (weights[row.number], key(row)), reverse=True)


def _indexed(texts: TableClause, words: Sequence[Word]) -> ColumnElement[bool]:
    """What the index can tell: that a text has the terms, wherever; one too long for the index may have any."""
    asked = " & ".join(f"({' | '.join(_query(way, word.begins) for way in word.ways)})" for word in words)
    return or_(texts.c.terms.op("@@")(cast(literal(asked), TSQUERY)), texts.c.terms.is_(None))


def _query(way: Sequence[str], begins: bool) -> str:
    terms = [f"'{term}'" for term in way]  # of letters and digits alone, as `model.words` cuts them
    return f"({' & '.join(terms)}{':*' if begins else ''})"


def _exactly(texts: TableClause, word: Word) -> ColumnElement[bool]:
    """That the terms stand one after another, where that is more than the index can tell."""
    columns = [texts.c[name] for name in filing.KINDS[texts.name]]
    said = or_(*(func.strpos(each, _signs(way, word.begins)) > 0 for way in word.ways for each in columns))
    return said if any(len(way) > 1 for way in word.ways) else or_(texts.c.terms.is_not(None), said)


def _signs(way: Sequence[str], begins: bool) -> str:
    """Terms as they stand in what is filed: each between spaces of its own."""
    signs = filing.spaced(way)
    return signs[:-1] if begins else signs


def _weights(connection: Connection, match: Match) -> Mapping[int, float]:
    """How much each text of a match tells of the words: BM25 as FTS5 works it out.

    Source:
        Robertson and Zaragoza, 'The Probabilistic Relevance Framework: BM25 and Beyond' (2009); SQLite's FTS5.
    """
    texts, phrases = match.texts, [(way, word.begins) for word in match.words for way in word.ways]
    often = [_often(texts, phrase) for phrase in phrases]
    rows = connection.execute(select(texts.c.number, texts.c.length, *often).where(match.condition)).all()
    count, tokens = connection.execute(select(func.count(), func.sum(texts.c.length)).select_from(texts)).one()
    mean = float(tokens or 0) / count if count else 0.0
    told = [at for at in range(len(phrases)) if any(row[2 + at] for row in rows)]
    rarity = {at: _rarity(count, _texts_with(connection, texts, phrases[at])) for at in told}
    weights: dict[int, float] = {}
    for row in rows:
        weight = 0.0
        for at in told:
            times = float(row[2 + at])
            damped = times + _SATURATION * (1 - _SHORTNESS + _SHORTNESS * row.length / mean)
            weight += rarity[at] * ((times * (_SATURATION + 1.0)) / damped)
        weights[row.number] = weight
    return weights


def _rarity(count: int, having: int) -> float:
    rarity = math.log((count - having + 0.5) / (having + 0.5))
    return rarity if rarity > 0 else _COMMON


def _texts_with(connection: Connection, texts: TableClause, phrase: Phrase) -> int:
    word = Word((phrase[0],), phrase[1])
    condition = and_(_indexed(texts, [word]), _exactly(texts, word))
    return int(connection.execute(select(func.count()).select_from(texts).where(condition)).scalar_one())


def _often(texts: TableClause, phrase: Phrase) -> ColumnElement[float]:
    """How often a text says a phrase, as much as that weighs in each of its columns."""
    signs = _signs(*phrase)
    told: ColumnElement[float] = literal(0.0)
    for name in filing.KINDS[texts.name]:
        said = texts.c[name]
        if _overlaps(signs):  # as in 'one by one by one': found anew from each place on
            pattern = f"{signs[0]}(?={signs[1:]})"
            matches = func.regexp_matches(said, pattern, "g").table_valued("found")
            times: ColumnElement[Any] = select(func.count()).select_from(matches).scalar_subquery()
        else:
            times = (func.length(said) - func.length(func.replace(said, signs, ""))) / literal(len(signs))
        told = told + times * literal(_WEIGHTS[name])
    return told


def _overlaps(signs: str) -> bool:
    """Whether a phrase can begin again before it has ended; the space around a term is its own."""
    return any(signs[at:] == signs[: len(signs) - at] for at in range(1, len(signs) - 1))
