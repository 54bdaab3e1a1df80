"""Everything that can be computed again is computed again: what does not agree is named, with its place."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from sqlalchemy import Connection, Row, UniqueConstraint, create_engine, func, inspect, select, text
from sqlalchemy.exc import DBAPIError

from armstrail.ledger import filing, forms, server_tables, succession
from armstrail.ledger.amending import check_amendment, check_second
from armstrail.ledger.decisions import to_ruling
from armstrail.ledger.evidence import original_digest, to_original
from armstrail.ledger.schema import (
    COUNTED,
    claims,
    decisions,
    documents,
    failures,
    metadata,
    misses,
    originals,
    readings,
    versions,
)
from armstrail.ledger.times import parse_instant
from armstrail.ledger.values import ACTIONS, SECONDING, Decision, Problem
from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.errors import BadValue

Found = Iterator[Problem]
_DAMAGE: Final = (DBAPIError, BadValue, ValueError, TypeError, KeyError, AttributeError, RecursionError)


def verify(connection: Connection) -> list[Problem]:
    """All problems of a ledger; one that stops a check is itself a problem, and the other checks go on."""
    found: list[Problem] = []
    for check in _CHECKS:
        try:
            found.extend(check(connection))
        except _DAMAGE as error:
            found.append(Problem(f"cannot be read further: {_reason(error)}", check.__name__.lstrip("_")))
    return found


def _reason(error: BaseException) -> str:
    return str(error.orig if isinstance(error, DBAPIError) else error) or type(error).__name__


def _file(connection: Connection) -> Found:
    """The file as SQLite sees it: its pages and indexes."""
    if connection.dialect.name != "sqlite":
        return
    for (line,) in connection.exec_driver_sql("PRAGMA integrity_check").all():
        if line != "ok":
            yield Problem(f"the file is damaged: {line}", "file")


def _guards(connection: Connection) -> Found:
    """The triggers that keep the ledger from changing, and the indexes that keep its entries unique."""
    if connection.dialect.name == "postgresql":
        yield from _guards_on_server(connection)
    if connection.dialect.name != "sqlite":
        return
    statement = text("SELECT name, sql FROM sqlite_master WHERE type IN ('trigger', 'index') AND sql IS NOT NULL")
    pattern = create_engine("sqlite://")
    with pattern.connect() as fresh:
        metadata.create_all(fresh)
        expected = {row.name: row.sql for row in fresh.execute(statement)}
    pattern.dispose()
    actual = {row.name: row.sql for row in connection.execute(statement)}
    for name, sql in expected.items():
        if name not in actual:
            yield Problem("is missing: somebody has changed the tables themselves", name)
        elif actual[name].split() != sql.split():
            yield Problem("is not as it was made: somebody has changed the tables themselves", name)


def _guards_on_server(connection: Connection) -> Found:
    tables: dict[str, str | None] = dict.fromkeys(metadata.tables)
    tables |= {table.name: next(iter(table.primary_key)).name for table in COUNTED}
    missing = list(server_tables.lacking(connection, tables))
    there = inspect(connection)
    for table in metadata.sorted_tables:
        names = {each["name"] for each in (*there.get_indexes(table.name), *there.get_unique_constraints(table.name))}
        wanted = {str(each.name) for each in table.indexes}
        wanted |= {str(each.name) for each in table.constraints if isinstance(each, UniqueConstraint)}
        missing += sorted(wanted - names)
    for name in missing:
        yield Problem("is missing, or not as it was made: somebody has changed the tables themselves", name)


def _sequences(connection: Connection) -> Found:
    """Entries are counted without a gap: where a number is missing, an entry is. SQLite remembers the last one, too."""
    if connection.dialect.name == "sqlite":
        issued = {row.name: row.seq for row in connection.execute(text("SELECT name, seq FROM sqlite_sequence"))}
    else:
        numbers = {table.name: next(iter(table.primary_key)) for table in COUNTED}
        issued = {name: connection.execute(select(func.max(number))).scalar() or 0 for name, number in numbers.items()}
    for table in COUNTED:
        there = connection.execute(select(func.count()).select_from(table)).scalar_one()
        if there != issued.get(table.name, 0):
            yield Problem(f"{issued.get(table.name, 0)} entries were made and {there} are there", table.name)


def _documents(connection: Connection) -> Found:
    for digest in connection.scalars(select(documents.c.digest).order_by(documents.c.digest)).all():
        where = f"document {str(digest)[:12]}"
        try:
            row = connection.execute(select(documents).where(documents.c.digest == digest)).one()
            document = forms.to_document(row, row.lang)
            if document.digest != digest:
                yield Problem("its text, title, date, publisher or address was changed: the digest is another", where)
            if row.dated != forms.dated(document, row.recorded):
                yield Problem(f"its last possible day is not {row.dated}", where)
            yield from _recorded(row, where)
        except _DAMAGE as error:
            yield Problem(f"cannot be read: {_reason(error)}", where)


def _recorded(row: Row[Any], where: str) -> Found:
    if parse_instant(row.recorded) != row.recorded:
        yield Problem(f"its recorded time {row.recorded!r} is not in the ledger's form", where)


def _readings(connection: Connection) -> Found:
    for sequence in connection.scalars(select(readings.c.sequence).order_by(readings.c.sequence)).all():
        where = f"reading {sequence}"
        try:
            row = connection.execute(select(readings).where(readings.c.sequence == sequence)).one()
            where = f"reading {sequence} of document {row.document[:12]}"
            yield from _recorded(row, where)
            stored = connection.execute(select(documents).where(documents.c.digest == row.document)).one_or_none()
            if stored is None:
                yield Problem("its document is missing", where)
            else:
                yield from _reading(connection, row, forms.to_document(stored, row.lang), where)
        except _DAMAGE as error:
            yield Problem(f"cannot be read: {_reason(error)}", where)


def _reading(connection: Connection, row: Row[Any], document: Document, where: str) -> Found:
    of_claims = select(claims).where(claims.c.reading == row.sequence).order_by(claims.c.position)
    of_misses = select(misses).where(misses.c.reading == row.sequence).order_by(misses.c.position)
    claim_rows, miss_rows = connection.execute(of_claims).all(), connection.execute(of_misses).all()
    for name, rows, told in (("claims", claim_rows, row.claim_count), ("misses", miss_rows, row.miss_count)):
        if len(rows) != told or [each.position for each in rows] != list(range(len(rows))):
            yield Problem(f"it was stored with {told} {name} and has {len(rows)}, at other positions or fewer", where)
    size, whole = len(document.text), True
    for miss in miss_rows:
        if not 0 <= miss.start < miss.end <= size:
            whole = False
            yield Problem(
                f"its span [{miss.start}, {miss.end}) lies outside the text", f"miss {miss.position} of {where}"
            )
    for claim in claim_rows:
        for problem in _claim(claim, document, f"claim {claim.id} at position {claim.position} of {where}"):
            whole = False
            yield problem
    if not whole:
        return  # what is named above changes the digest and the ids, too
    reading = forms.to_reading(row, [claim.json for claim in claim_rows], miss_rows)
    for made, expected in zip(reading.claims, forms.claim_ids(reading), strict=True):
        if made.id != expected:
            yield Problem(f"its place gives the id {expected}", f"claim {made.id} of {where}")
    if reading.digest(document.text) != row.digest:
        yield Problem("its extractor, state, claims or misses were changed: the digest is another", where)


def _claim(row: Row[Any], document: Document, where: str) -> Found:
    try:
        record = json.loads(row.json)
        claim = Claim.from_json(record)
        for span in (claim.quote, claim.anchor, claim.source, claim.condition):
            if span is not None and span.end > len(document.text):
                yield Problem(f"its span [{span.start}, {span.end}) lies outside the text", where)
                return
        made = claim.to_json(document.text)
        for slot in ("quote", "anchor", "source"):
            if record.get(slot) != made[slot]:
                yield Problem(f"its {slot} is not the words that stand at its place in the text", where)
        if claim.doc != document.id:
            yield Problem(f"it says that it is of document {claim.doc!r}", where)
        expected: Mapping[str, Any] = forms.claim_row(claim, document.text, forms.dumps(made))
        for column in expected:
            if getattr(row, column) != expected[column] and (column != "json" or record == made):
                yield Problem(f"its column {column} is not as its JSON has it", where)
        if record != made:
            yield Problem("its JSON holds what a claim does not", where)
    except _DAMAGE as error:
        yield Problem(f"its JSON cannot be read: {_reason(error)}", where)


def _orphans(connection: Connection) -> Found:
    for table in (claims, misses):
        known = select(readings.c.sequence).where(readings.c.sequence == table.c.reading).exists()
        for row in connection.execute(select(table.c.reading, table.c.position).where(~known)):
            yield Problem(f"its reading {row.reading} is missing", f"{table.name}, position {row.position}")


def _decisions(connection: Connection) -> Found:
    known: dict[str, Decision | None] = {}  # None for one that cannot be read
    for row in connection.execute(select(decisions).order_by(decisions.c.sequence)).all():
        where = f"decision {str(row.digest)[:12]}"
        known[row.digest] = None
        try:
            decision = forms.to_decision(row)
            yield from _recorded(row, where)
            if forms.decision_digest(decision) != row.digest:
                yield Problem("it was changed: the digest is another", where)
            if decision.action not in ACTIONS:
                yield Problem(f"its action {decision.action!r} is not known", where)
            if decision.action == "undo" or decision.action in SECONDING:
                about = decision.payload["decision"]
                first = known.get(about)
                if about not in known:
                    yield Problem("the decision that it is about is missing", where)
                elif first is not None and decision.action in SECONDING:
                    check_second(decision.action, decision.who, first.action, first.who)
            ruling = to_ruling(decision)
            other = ruling.other[0] if ruling is not None and ruling.other is not None else decision.document
            for digest in dict.fromkeys((decision.document, other)):
                stored = connection.execute(select(documents).where(documents.c.digest == digest)).one_or_none()
                if stored is None:
                    yield Problem(f"its document {digest[:12]} is missing", where)
                elif digest == decision.document:
                    check_amendment(decision, forms.to_document(stored, stored.lang))
            known[row.digest] = decision
        except _DAMAGE as error:
            yield Problem(f"cannot be read: {_reason(error)}", where)


def _failures(connection: Connection) -> Found:
    for row in connection.execute(select(failures).order_by(failures.c.sequence)).all():
        where = f"failure {row.sequence}"
        try:
            yield from _recorded(row, where)
            if forms.failure_digest(row.location, row.reason, row.mend) != row.digest:
                yield Problem("it was changed: the digest is another", where)
        except _DAMAGE as error:
            yield Problem(f"cannot be read: {_reason(error)}", where)


def _originals(connection: Connection) -> Found:
    for row in connection.execute(select(originals).order_by(originals.c.sequence)):
        where = f"original {row.sha256[:12]} of document {row.document[:12]}"
        try:
            yield from _recorded(row, where)
            if original_digest(row.document, to_original(row)) != row.digest:
                yield Problem("what is told of it was changed: the digest is another", where)
        except _DAMAGE as error:
            yield Problem(f"cannot be read: {_reason(error)}", where)


def _versions(connection: Connection) -> Found:
    seen: Counter[tuple[str, str, str]] = Counter()
    for row in connection.execute(select(versions).order_by(versions.c.sequence)):
        where = f"version {row.document[:12]} at {row.address}"
        yield from _recorded(row, where)
        told = (row.address, row.document, row.since)
        if succession.version_digest(*told, seen[told]) != row.digest:
            yield Problem("it was changed: the digest is another", where)
        seen[told] += 1


def _words(connection: Connection) -> Found:
    """The index of words, made again from documents and claims and compared text by text, never word by word."""
    named = set(filing.KINDS)
    if connection.dialect.name == "sqlite":
        named |= {kind.replace("words", what) for kind in filing.KINDS for what in ("terms", "places")}
    missing = sorted(named - set(inspect(connection).get_table_names()))
    for name in missing:
        yield Problem("is missing: somebody has changed the tables themselves", name)
    if not missing:
        yield from _compared(filing.filed_documents(connection), filing.sums(connection, "document_places"))
        yield from _compared(filing.filed_claims(connection), filing.sums(connection, "claim_places"))


def _compared(expected: Iterator[tuple[str, int | None, int]], actual: dict[int, int]) -> Found:
    for where, number, total in expected:
        if number is None or actual.pop(number, 0) != total:
            yield Problem("its words are not filed as they stand; a search may miss it", where)
    if actual:
        yield Problem(f"words are filed of {len(actual)} texts that are not there", "index of words")


_CHECKS: Final[tuple[Callable[[Connection], Found], ...]] = (
    _file, _guards, _sequences, _documents, _readings, _orphans, _decisions, _failures, _originals, _versions,
    _words,
)  # fmt: skip
