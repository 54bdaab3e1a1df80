"""Tables in: published figures that people wrote down, each kept as a document with its one claim."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.reading import Reading
from armstrail.pipeline.reading import Failure

if TYPE_CHECKING:
    from armstrail.ledger import Ledger
    from armstrail.vocabulary import Vocabulary

Figures = Sequence[tuple[Document, Claim] | Failure]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: rows that went in, rows that the ledger held already, and those that make no claim."""

    new: int
    unchanged: int
    failures: tuple[Failure, ...]


def read_tables(paths: Iterable[str | Path], vocabulary: Vocabulary) -> list[Figures]:
    """The rows of tables of published figures (docs/importing.md), table by table.

    Raises:
        ReadError: a table cannot be read, or has a column missing, renamed or new.
    """
    from armstrail.ingestion import Unreadable, read_figures

    tables: list[Figures] = []
    for path in paths:
        rows = read_figures(str(path), vocabulary)
        tables.append(
            [Failure(row.where, row.reason, row.mend) if isinstance(row, Unreadable) else row for row in rows]
        )
    return tables


def import_figures(tables: Iterable[Figures], ledger: Ledger) -> Imported:
    """Put rows into a ledger, table by table: each with its claim, those that make none as failures.

    A table goes in whole or not at all. A row that is there already adds nothing.

    Raises:
        LedgerError: the ledger cannot be written.
    """
    from armstrail.ingestion import IMPORTER

    new = unchanged = 0
    failures = []
    for table in tables:
        with ledger.batch():
            for row in table:
                if isinstance(row, Failure):
                    failures.append(row)
                    ledger.add_failure(row.where, row.reason, row.mend)
                    continue
                document, claim = row
                added = ledger.add(document, Reading(document.digest, IMPORTER, (claim,)))
                new, unchanged = new + added, unchanged + (not added)
    return Imported(new, unchanged, tuple(failures))
