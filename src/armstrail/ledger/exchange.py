"""A whole ledger as JSON lines, and back."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from itertools import islice
from typing import Any, Final, TextIO

from sqlalchemy import Connection, func, select

from armstrail.ledger import amending, evidence, forms, shapes, succession, writing
from armstrail.ledger.schema import claims, decisions, documents, failures, misses, originals, readings, versions
from armstrail.ledger.standing import STREAMED
from armstrail.ledger.values import SECONDING, BadLine, ImportSummary
from armstrail.model.errors import BadValue, LedgerError
from armstrail.model.original import Original

FORMAT: Final = 1
_VERSIONS: Final = select(versions).order_by(versions.c.address, versions.c.since, versions.c.sequence)
_CHUNK: Final = 500  # lines that share a transaction
_TYPES: Final = {
    "document": documents, "reading": readings, "decision": decisions, "failure": failures, "original": originals,
    "version": versions,
}  # fmt: skip
_FIRST: Final = 4  # types that every header counts; the later ones only where there are any


def export(connection: Connection, out: TextIO, *, clock: bool) -> int:
    """Write every entry as a line, by type, then by digest; gives back how many lines."""
    count = 0
    for line in lines(connection, clock=clock):
        out.write(line)
        count += 1
    return count


def lines(connection: Connection, *, clock: bool) -> Iterator[str]:
    """The lines of an export, one after the other."""
    for record in _records(connection):
        if not clock:
            record.pop("recorded", None)
        yield forms.dumps(record) + "\n"


def _records(connection: Connection) -> Iterator[dict[str, Any]]:
    counts = {
        f"{kind}s": connection.execute(select(func.count()).select_from(table)).scalar_one()
        for kind, table in _TYPES.items()
    }
    for kind in list(_TYPES)[_FIRST:]:
        if not counts[f"{kind}s"]:
            del counts[f"{kind}s"]
    yield {"type": "ledger", "format": FORMAT, **counts}
    yield from _documents(connection)
    yield from _readings(connection)
    yield from _decisions(connection)
    for row in connection.execute(select(failures).order_by(failures.c.digest), execution_options=STREAMED):
        yield {
            "type": "failure", "where": row.location, "reason": row.reason, "mend": row.mend, "recorded": row.recorded,
        }  # fmt: skip
    yield from _originals(connection)
    for row in connection.execute(_VERSIONS, execution_options=STREAMED):
        yield {
            "type": "version", "address": row.address, "document": row.document, "since": row.since,
            "recorded": row.recorded,
        }  # fmt: skip


def _documents(connection: Connection) -> Iterator[dict[str, Any]]:
    statement = select(documents).order_by(documents.c.digest)
    for row in connection.execute(statement, execution_options={"stream_results": True, "yield_per": 1}):
        record = forms.to_document(row, row.lang).to_json()
        yield {"type": "document", "digest": row.digest, "recorded": row.recorded, **record}


def _readings(connection: Connection) -> Iterator[dict[str, Any]]:
    statement = select(readings).order_by(readings.c.document, readings.c.recorded, readings.c.sequence)
    for row in connection.execute(statement, execution_options=STREAMED):
        of_claims = select(claims.c.json).where(claims.c.reading == row.sequence).order_by(claims.c.position)
        of_misses = select(misses).where(misses.c.reading == row.sequence).order_by(misses.c.position)
        yield {
            "type": "reading", "digest": row.digest, "recorded": row.recorded, "document": row.document,
            "extractor": row.extractor, "lang": row.lang, "state": row.state,
            "claims": [json.loads(claim) for claim in connection.scalars(of_claims)],
            "misses": [
                {"start": miss.start, "end": miss.end, "reason": miss.reason, "detail": miss.detail}
                for miss in connection.execute(of_misses)
            ],
        }  # fmt: skip


def _decisions(connection: Connection) -> Iterator[dict[str, Any]]:
    order = (decisions.c.document, decisions.c.claim, decisions.c.recorded, decisions.c.sequence)
    for row in connection.execute(select(decisions).order_by(*order), execution_options=STREAMED):
        yield {
            "type": "decision", "digest": row.digest, "recorded": row.recorded, "document": row.document,
            "claim": row.claim, "ordinal": row.ordinal, "action": row.action, "payload": json.loads(row.payload),
            "who": row.who, "why": row.why,
        }  # fmt: skip


def _originals(connection: Connection) -> Iterator[dict[str, Any]]:
    order = (originals.c.document, originals.c.recorded, originals.c.digest)
    for row in connection.execute(select(originals).order_by(*order), execution_options=STREAMED):
        told = {"address": row.address, "received": row.received}
        yield {
            "type": "original", "document": row.document, "sha256": row.sha256, "size": row.size, "form": row.form,
            "place": row.place, "recorded": row.recorded,
            **{key: value for key, value in told.items() if value is not None},
        }  # fmt: skip


class Importer:
    """One import: checks each line before its row, and counts what came of it."""

    def __init__(
        self, transaction: Callable[[], AbstractContextManager[Connection]], now: Callable[[Connection], str]
    ) -> None:
        self._transaction = transaction
        self._now = now
        self._seen: Counter[str] = Counter()
        self._added: Counter[str] = Counter()
        self._bad: list[BadLine] = []

    def take(self, lines: Iterable[str]) -> ImportSummary:
        """Add what the lines hold.

        Raises:
            LedgerError: the first line does not open an export that this version can read.
        """
        numbered = ((number, line) for number, line in enumerate(lines, 1) if line.strip())
        told = _read_header(next(numbered, (1, ""))[1])
        number = 1
        while chunk := list(islice(numbered, _CHUNK)):
            with self._transaction() as connection:
                now = self._now(connection)
                for number, line in chunk:
                    self._take_line(connection, number, line, now)
        for kind in _TYPES:
            count = told.get(f"{kind}s", 0)
            if isinstance(count, int) and self._seen[kind] < count:
                reason = f"the export was cut short or thinned: it holds {self._seen[kind]} of {count} {kind}s"
                self._bad.append(BadLine(number, reason))
        return ImportSummary(
            documents=self._added["document"],
            readings=self._added["reading"],
            decisions=self._added["decision"],
            failures=self._added["failure"],
            unchanged=self._seen.total() - self._added.total(),
            bad=tuple(self._bad),
        )

    def _take_line(self, connection: Connection, number: int, line: str, now: str) -> None:
        try:
            record = shapes.parse_line(line)
            kind = record["type"]
            if kind == "ledger":
                raise BadValue("a second export begins here; import one after the other")
            added = _ADD[kind](connection, record, now)
        except BadValue as error:
            self._bad.append(BadLine(number, str(error)))
            return
        self._seen[kind] += 1
        self._added[kind] += added


def _read_header(line: str) -> dict[str, Any]:
    try:
        record = shapes.parse_line(line.removeprefix("\ufeff"))
    except BadValue as error:
        raise LedgerError(
            f"this is no export of a ledger: {error}; its first line must have the type 'ledger'"
        ) from error
    if record["type"] != "ledger":
        raise LedgerError("this is no export of a ledger: its first line must have the type 'ledger'")
    if record.get("format") != FORMAT:
        raise LedgerError(f"this export has format {record.get('format')!r}, this armstrail reads {FORMAT}; upgrade")
    return record


def _add_document(connection: Connection, record: Mapping[str, Any], now: str) -> bool:
    document = shapes.parse_document(record)
    row = forms.document_row(document, shapes.parse_recorded(record, now))
    return writing.add_document(connection, row)


def _add_reading(connection: Connection, record: Mapping[str, Any], now: str) -> bool:
    row = connection.execute(select(documents).where(documents.c.digest == record["document"])).one_or_none()
    if row is None:
        raise BadValue(f"its document {record['document'][:12]} is not in the ledger, nor on an earlier good line")
    document = forms.to_document(row, record["lang"])
    reading = forms.renamed(shapes.parse_reading(record, document), document.id)
    digest = forms.check_reading(document, reading)
    return writing.add_reading(connection, document, reading, digest, shapes.parse_recorded(record, now))


def _add_decision(connection: Connection, record: Mapping[str, Any], now: str) -> bool:
    decision = shapes.parse_decision(record, now)
    other = decision.payload.get("other")
    for digest in (decision.document, *(other[:1] if other else ())):
        row = connection.execute(select(documents).where(documents.c.digest == digest)).one_or_none()
        if row is None:
            raise BadValue(f"its document {digest[:12]} is not in the ledger, nor on an earlier good line")
        if digest == decision.document:
            amending.check_amendment(decision, forms.to_document(row, row.lang))
    if (about := decision.payload.get("decision")) is not None:
        first = connection.execute(select(decisions).where(decisions.c.digest == about)).one_or_none()
        if first is None:
            raise BadValue(
                f"the decision {about[:12]} that it is about is not in the ledger, nor on an earlier good line"
            )
        if decision.action in SECONDING:
            amending.check_second(decision.action, decision.who, first.action, first.who)
    if connection.execute(select(decisions.c.digest).where(decisions.c.digest == decision.id)).first():
        return False
    writing.add_decision(connection, decision)
    return True


def _add_failure(connection: Connection, record: Mapping[str, Any], now: str) -> bool:
    recorded = shapes.parse_recorded(record, now)
    return writing.add_failure(connection, record["where"], record["reason"], record["mend"], recorded)


def _add_original(connection: Connection, record: Mapping[str, Any], now: str) -> bool:
    _know_document(connection, record)
    original = Original(
        record["sha256"], record["size"], record["form"], record["place"], record.get("address"), record.get("received")
    )
    return evidence.add_original(connection, record["document"], original, shapes.parse_recorded(record, now))


def _add_version(connection: Connection, record: Mapping[str, Any], now: str) -> bool:
    _know_document(connection, record)
    told = record["address"], record["document"], record["since"]
    return succession.add_version(connection, *told, shapes.parse_recorded(record, now))


def _know_document(connection: Connection, record: Mapping[str, Any]) -> None:
    known = select(documents.c.digest).where(documents.c.digest == record["document"])
    if connection.execute(known).first() is None:
        raise BadValue(f"its document {record['document'][:12]} is not in the ledger, nor on an earlier good line")


_ADD: Final[dict[str, Callable[[Connection, Mapping[str, Any], str], bool]]] = {
    "document": _add_document,
    "reading": _add_reading,
    "decision": _add_decision,
    "failure": _add_failure,
    "original": _add_original,
    "version": _add_version,
}
