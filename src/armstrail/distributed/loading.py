"""A finished run into a ledger: the same rows that adding its documents one by one would have made."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from armstrail.distributed.places import Folder
from armstrail.distributed.running import check_finished, rows_of
from armstrail.ledger import Ledger
from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.errors import BadValue, RunError
from armstrail.model.reading import Miss, Reading
from armstrail.model.span import Span
from armstrail.pipeline.reading import is_read
from armstrail.pipeline.versions import settle

TOGETHER: Final = 500  # documents that share a transaction
Entry = tuple[Document, Reading]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: documents and readings that were new, those that the ledger had, claims and failures added."""

    new: int
    unchanged: int
    claims: int
    failures: int


def load(
    output: str, ledger: Ledger, *, together: int = TOGETHER, on_kept: Callable[[Loaded], None] = lambda _: None
) -> Loaded:
    """Add what a run read. What the ledger has is left alone, so a load that was cut off is finished by the next.

    Args:
        output: the folder of the run.
        together: how many documents share a transaction.
        on_kept: told what was done so far, whenever a transaction is on disk.
    Raises:
        RunError: the run is not finished, or a part of it is damaged.
        LedgerError: the ledger cannot be written; what was told before is kept.
    """
    folder = Folder(output)
    check_finished(folder)
    counts: Counter[str] = Counter()

    def told() -> Loaded:
        return Loaded(counts["new"], counts["unchanged"], counts["claims"], counts["failures"])

    entries = _entries(folder)
    while batch := list(islice(entries, together)):
        with ledger.batch():
            _keep(batch, ledger, counts)
        on_kept(told())
    failures = rows_of(folder, "failures")
    while rows := list(islice(failures, together)):
        with ledger.batch():
            counts["failures"] += sum(ledger.add_failure(row["where"], row["reason"], row["mend"]) for row in rows)
        on_kept(told())
    return told()


def _keep(batch: Sequence[Entry], ledger: Ledger, counts: Counter[str]) -> None:
    """Add what is new of some documents, together as far as one need not be held against those before it."""
    known = ledger.extractors([document.digest for document, _ in batch])
    taken = ledger.taken_addresses([document.url for document, _ in batch if document.url])
    waiting: list[Entry] = []
    for document, reading in batch:
        extractors = known[document.digest]
        if is_read(extractors, reading.extractor):
            counts["unchanged"] += 1
            continue
        waiting.append((document, reading))
        if document.url and not extractors:
            if document.url in taken:
                _add(waiting, ledger, counts)
                settle(ledger, document, [document.url])
                waiting = []
            taken.add(document.url)
        extractors.append(reading.extractor)
    _add(waiting, ledger, counts)


def _add(entries: Sequence[Entry], ledger: Ledger, counts: Counter[str]) -> None:
    for (_, reading), new in zip(entries, ledger.add_all(entries), strict=True):
        counts["new" if new else "unchanged"] += 1
        counts["claims"] += len(reading.claims) if new else 0


def _entries(folder: Folder) -> Iterator[Entry]:
    """The documents of a run with their readings, in the order of the corpus.

    Raises:
        RunError: claims or misses are not those that the documents count.
    """
    claims, misses = (_Rows(rows_of(folder, table)) for table in ("claims", "misses"))
    for row in rows_of(folder, "documents"):
        try:
            yield _entry(row, claims.take(row["digest"], row["claims"]), misses.take(row["digest"], row["misses"]))
        except BadValue as error:
            raise RunError(
                f"{folder.path}: the parts do not fit ({error}); remove its reports, and run again"
            ) from error


class _Rows:
    """The rows of a table that follow documents, taken in their order."""

    def __init__(self, rows: Iterator[dict[str, Any]]) -> None:
        self._rows = rows

    def take(self, digest: str, count: int) -> list[dict[str, Any]]:
        """The next rows, which must be of a document.

        Raises:
            BadValue: they are of another, or there are too few.
        """
        rows = list(islice(self._rows, count))
        if len(rows) < count or any(row["document"] != digest for row in rows):
            raise BadValue(f"rows of document {digest[:12]} are missing")
        return rows


def _entry(row: Mapping[str, Any], claims: Sequence[Mapping[str, Any]], misses: Sequence[Mapping[str, Any]]) -> Entry:
    document = Document.from_json(row)
    if document.digest != row["digest"]:
        raise BadValue(f"document {document.id} is not the one that was read")
    reading = Reading(
        document=document.digest,
        extractor=row["extractor"],
        claims=tuple(Claim.from_json(json.loads(claim["json"])) for claim in claims),
        misses=tuple(Miss(Span(miss["start"], miss["end"]), miss["reason"], miss["detail"]) for miss in misses),
        state=row["state"],
    )
    return document, reading
