"""An export coming in: every line checked like one of a stranger's, what can be trusted written in bulk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, select

from armstrail.ledger import amending, evidence, forms, shapes, succession
from armstrail.ledger.bulk import Bulk
from armstrail.ledger.exchange import FORMAT, TYPES
from armstrail.ledger.schema import decisions, documents, failures, originals, readings
from armstrail.ledger.values import SECONDING, BadLine, ImportSummary
from armstrail.model.collecting import without_collecting
from armstrail.model.document import Document
from armstrail.model.errors import BadValue, LedgerError
from armstrail.model.original import Original

_CHUNK: Final = 500  # lines that share a transaction
_PART: Final = 100  # lines that are looked up and written together: as many documents are in memory at once
_NOT_THERE: Final = "is not in the ledger, nor on an earlier good line"

# Made once: what a statement is cached by takes longer to work out than its rows to find.
_DOCUMENTS: Final = select(documents).where(documents.c.digest.in_(bindparam("digests", expanding=True)))

Record = Mapping[str, Any]


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
                for start in range(0, len(chunk), _PART):
                    with without_collecting():
                        self._take_part(_Part(connection, now), chunk[start : start + _PART])
            number = chunk[-1][0]
        for kind in TYPES:
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

    def _take_part(self, part: _Part, lines: Sequence[tuple[int, str]]) -> None:
        parsed = [(number, line, _parsed(line)) for number, line in lines]
        part.look_up([record for _, _, record in parsed if not isinstance(record, BadValue)])
        for number, line, record in parsed:
            try:
                if isinstance(record, BadValue):
                    raise record
                added = _ADD[record["type"]](part, record, line)
            except BadValue as error:
                self._bad.append(BadLine(number, " ".join(str(error).split())))  # it may hold an id of many lines
                continue
            self._seen[record["type"]] += 1
            self._added[record["type"]] += added
        part.write()


class _Part:
    """Some lines of an import: what the ledger has of what they name, and what waits to be written of them."""

    def __init__(self, connection: Connection, now: str) -> None:
        self._connection = connection
        self._now = now
        self._bulk = Bulk(connection)
        self._documents: dict[str, Document | Row[Any] | None] = {}  # by digest; None where there is none
        self._decisions: dict[str, tuple[str, str] | None] = {}  # what was decided, and by whom

    def look_up(self, records: Iterable[Record]) -> None:
        """Ask the ledger at once for what these records name."""
        named: dict[str, list[str]] = {}
        for record in records:
            for key in ("digest", "document"):
                if key in record:
                    named.setdefault(f"{key} of {record['type']}", []).append(record[key])
        of_documents = ("digest of document", "document of original", "document of version")
        self._bulk.look_up(documents, [each for kind in of_documents for each in named.get(kind, [])])
        self._bulk.look_up(readings, named.get("digest of reading", []))
        self._bulk.look_up(decisions, named.get("digest of decision", []))
        self._find_documents([*named.get("document of reading", []), *named.get("document of decision", [])])

    def write(self) -> None:
        """Write what waits."""
        self._bulk.write()

    def add_document(self, record: Record, _line: str) -> bool:
        """Add the document of a line; whether it was new."""
        document = shapes.parse_document(record)
        row = forms.document_row(document, shapes.parse_recorded(record, self._now))
        new = self._bulk.add_document(row)
        if new:
            self._documents[document.digest] = document
        return new

    def add_reading(self, record: Record, line: str) -> bool:
        """Add the reading of a line; whether it was new."""
        document = self._document(record["document"])
        if document.lang != record["lang"]:  # a later reading may have been in another
            document = replace(document, lang=record["lang"])
        checked = shapes.parse_reading(record, document, line)
        return self._bulk.add_reading(checked, shapes.parse_recorded(record, self._now))

    def add_decision(self, record: Record, _line: str) -> bool:
        """Add the decision of a line; whether it was new."""
        decision = shapes.parse_decision(record, self._now)
        other = decision.payload.get("other")
        for digest in (decision.document, *(other[:1] if other else ())):
            document = self._document(digest)
            if digest == decision.document:
                amending.check_amendment(decision, document)
        if (about := decision.payload.get("decision")) is not None:
            action, who = self._decision(about)
            if decision.action in SECONDING:
                amending.check_second(decision.action, decision.who, action, who)
        self._decisions[decision.id] = decision.action, decision.who
        return self._bulk.add(decisions, forms.decision_row(decision))

    def add_failure(self, record: Record, _line: str) -> bool:
        """Add the failure of a line; whether it was new."""
        recorded = shapes.parse_recorded(record, self._now)
        row = forms.failure_row(record["where"], record["reason"], record["mend"], recorded)
        return self._bulk.add(failures, row)

    def add_original(self, record: Record, _line: str) -> bool:
        """Add the original of a line; whether it was new."""
        self._know_document(record)
        original = Original(
            record["sha256"],
            record["size"],
            record["form"],
            record["place"],
            record.get("address"),
            record.get("received"),
        )
        recorded = shapes.parse_recorded(record, self._now)
        return self._bulk.add(originals, evidence.original_row(record["document"], original, recorded))

    def add_version(self, record: Record, _line: str) -> bool:
        """Add the version of a line, which counts those before it; whether it was new."""
        self._know_document(record)
        self.write()
        told = record["address"], record["document"], record["since"]
        return succession.add_version(self._connection, *told, shapes.parse_recorded(record, self._now))

    def _document(self, digest: str) -> Document:
        """A document, there or waiting.

        Raises:
            BadValue: there is none.
        """
        if digest not in self._documents:
            self._find_documents([digest])
        found = self._documents[digest]
        if found is None:
            raise BadValue(f"its document {digest[:12]} {_NOT_THERE}")
        if not isinstance(found, Document):
            found = self._documents[digest] = forms.stored_document(found)
        return found

    def _find_documents(self, digests: Sequence[str]) -> None:
        asked = sorted(set(digests) - self._documents.keys())
        if asked:
            found = self._connection.execute(_DOCUMENTS, {"digests": asked})
            self._documents |= dict.fromkeys(asked) | {row.digest: row for row in found}

    def _know_document(self, record: Record) -> None:
        if not self._bulk.has(documents, record["document"]):
            raise BadValue(f"its document {record['document'][:12]} {_NOT_THERE}")

    def _decision(self, digest: str) -> tuple[str, str]:
        """The action of a decision, there or waiting, and who made it.

        Raises:
            BadValue: there is none.
        """
        if digest not in self._decisions:
            asked = select(decisions.c.action, decisions.c.who).where(decisions.c.digest == digest)
            row = self._connection.execute(asked).one_or_none()
            self._decisions[digest] = None if row is None else (row.action, row.who)
        found = self._decisions[digest]
        if found is None:
            raise BadValue(f"the decision {digest[:12]} that it is about {_NOT_THERE}")
        return found


def _parsed(line: str) -> dict[str, Any] | BadValue:
    try:
        record = shapes.parse_line(line)
    except BadValue as error:
        return error
    if record["type"] == "ledger":
        return BadValue("a second export begins here; import one after the other")
    return record


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


_ADD: Final[dict[str, Callable[[_Part, Record, str], bool]]] = {
    "document": _Part.add_document,
    "reading": _Part.add_reading,
    "decision": _Part.add_decision,
    "failure": _Part.add_failure,
    "original": _Part.add_original,
    "version": _Part.add_version,
}
