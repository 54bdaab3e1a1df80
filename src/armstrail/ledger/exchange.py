"""A whole ledger as JSON lines; `importer` takes them back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final, TextIO

from sqlalchemy import Connection, func, select

from armstrail.ledger import forms, succession
from armstrail.ledger.schema import claims, decisions, documents, failures, misses, originals, readings, versions
from armstrail.ledger.standing import STREAMED

FORMAT: Final = 1
TYPES: Final = {
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
        for kind, table in TYPES.items()
    }
    for kind in list(TYPES)[_FIRST:]:
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
    for version in succession.iter_versions(connection, None, None):
        yield {
            "type": "version", "address": version.address, "document": version.document, "since": version.since,
            "recorded": version.recorded,
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
