"""Tables in: figures and deals that people wrote down, each row kept as a document with the claims it makes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.reading import Reading
from armstrail.pipeline.reading import Failure

if TYPE_CHECKING:
    from armstrail.ingestion import Unreadable
    from armstrail.ledger import Ledger
    from armstrail.vocabulary import Vocabulary

_TOGETHER: Final = 500  # rows that are written at once


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table, each a document with its claims or why it makes none, and by which rules they were read."""

    importer: str
    rows: Sequence[tuple[Document, tuple[Claim, ...]] | Failure]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: rows that went in, rows that the ledger held already, and those that make no claim."""

    new: int
    unchanged: int
    failures: tuple[Failure, ...]


def read_tables(paths: Iterable[str | Path], vocabulary: Vocabulary) -> list[Table]:
    """The rows of tables of published figures (docs/importing.md), table by table.

    Raises:
        ReadError: a table cannot be read, or has a column missing, renamed or new.
    """
    from armstrail.ingestion import IMPORTER, Unreadable, read_figures

    tables = []
    for path in paths:
        rows = read_figures(str(path), vocabulary)
        made = (row if isinstance(row, Unreadable) else (row[0], (row[1],)) for row in rows)
        tables.append(_table(IMPORTER, made))
    return tables


def read_sheets(
    paths: Iterable[str | Path], vocabulary: Vocabulary, *, layout: str | Path, published: str | None = None
) -> list[Table]:
    """The rows of sheets, workbooks or CSV, in one layout (docs/importing.md), sheet by sheet.

    Args:
        layout: the name of a layout that is known (`ingestion.LAYOUTS`), or the path of a mapping file.
        published: when the sheets were published, as a partial date, for rows that do not say it themselves.
    Raises:
        ReadError: a sheet or the mapping cannot be read, a column is missing or renamed, or nothing tells when it was
            published.
        BadValue: `published` is no date.
    """
    from armstrail.ingestion import LAYOUTS, load_layout, open_sheet, read_mapping

    form = load_layout(layout) if isinstance(layout, str) and layout in LAYOUTS else read_mapping(str(layout))
    sheets = [open_sheet(str(path), form) for path in paths]
    return [_table(sheet.layout.extractor, sheet.rows(vocabulary, published)) for sheet in sheets]


def _table(importer: str, rows: Iterable[tuple[Document, tuple[Claim, ...]] | Unreadable]) -> Table:
    from armstrail.ingestion import Unreadable

    told = (Failure(row.where, row.reason, row.mend) if isinstance(row, Unreadable) else row for row in rows)
    return Table(importer, tuple(told))


def _entry(row: tuple[Document, tuple[Claim, ...]], importer: str) -> tuple[Document, Reading]:
    document, claims = row
    return document, Reading(document.digest, importer, claims)


def import_figures(tables: Iterable[Table], ledger: Ledger) -> Imported:
    """Put rows into a ledger, table by table: each with its claims, those that make none as failures.

    A table goes in whole or not at all. A row that is there already adds nothing.

    Raises:
        LedgerError: the ledger cannot be written.
    """
    new = unchanged = 0
    failures = []
    for table in tables:
        with ledger.batch():
            rows = iter(table.rows)
            while some := list(islice(rows, _TOGETHER)):
                told = [row for row in some if isinstance(row, Failure)]
                for failure in told:
                    ledger.add_failure(failure.where, failure.reason, failure.mend)
                failures += told
                added = ledger.add_all(_entry(row, table.importer) for row in some if not isinstance(row, Failure))
                new, unchanged = new + sum(added), unchanged + added.count(False)
    return Imported(new, unchanged, tuple(failures))
