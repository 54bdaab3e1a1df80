"""`armstrail claims` and `armstrail documents`: what the ledger holds."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from armstrail.cli.filters import (
    DocumentFilter,
    FromFilter,
    ItemFilter,
    KindFilter,
    ModalityFilter,
    RecipientFilter,
    SourceFilter,
    SourceTypeFilter,
    StanceFilter,
    StatusFilter,
    SupplierFilter,
    ToFilter,
    UnitFilter,
    asked,
)
from armstrail.cli.options import (
    DEFAULT_LEDGER,
    AsOfOption,
    LedgerOption,
    RecordedByOption,
    build_query,
    open_to_read,
)

if TYPE_CHECKING:
    from armstrail.ledger import DocumentRow
    from armstrail.model.claim import Claim
    from armstrail.model.document import Document

_CSV_COLUMNS: Final = (
    "id", "doc", "published", "publisher", "title", "kind", "supplier", "recipient", "item", "designation",
    "low", "high", "unit", "hedge", "measure", "status", "modality", "stance", "source", "source_type", "basis",
    "period_start", "period_end", "places", "anchor", "quote", "page", "start", "end", "anchor_start", "anchor_end",
)  # fmt: skip
_DOCUMENT_COLUMNS: Final = ("published", "lang", "id", "publisher", "title", "state", "claims", "misses", "recorded")


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    CSV = "csv"
    JSONL = "jsonl"


FormatOption = Annotated[Format, typer.Option("--format", help="How to print.")]


def claims(
    supplier: SupplierFilter = None,
    recipient: RecipientFilter = None,
    item: ItemFilter = None,
    kind: KindFilter = None,
    source: SourceFilter = None,
    source_type: SourceTypeFilter = None,
    document: DocumentFilter = None,
    published_from: FromFilter = None,
    published_to: ToFilter = None,
    text: Annotated[str | None, typer.Option(metavar="WORDS", help="Words in the quote.")] = None,
    modality: ModalityFilter = None,
    status: StatusFilter = None,
    stance: StanceFilter = None,
    unit: UnitFilter = None,
    as_of: AsOfOption = None,
    recorded_by: RecordedByOption = None,
    form: FormatOption = Format.TABLE,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """List the claims that stand, by date of publication.

    In CSV, a text that a spreadsheet would run as a formula has an apostrophe before it; JSON lines are exact.
    """
    query = build_query(
        **asked(
            supplier=supplier,
            recipient=recipient,
            item=item,
            kind=kind,
            source=source,
            source_type=source_type,
            document=document,
            published_from=published_from,
            published_to=published_to,
            text=text,
            modality=modality,
            status=status,
            stance=stance,
            unit=unit,
            as_of=as_of,
            recorded_by=recorded_by,
        )
    )
    with open_to_read(ledger) as book:
        print_claims(book.claims(query), form)


def documents(
    failed: Annotated[bool, typer.Option("--failed", help="What could not be read, instead.")] = False,
    as_of: AsOfOption = None,
    recorded_by: RecordedByOption = None,
    form: FormatOption = Format.TABLE,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """List the documents and what was read in each.

    With --failed, what could not be read, and why.
    """
    build_query(as_of=as_of, recorded_by=recorded_by)
    with open_to_read(ledger) as book:
        if failed:
            columns: tuple[str, ...] = ("recorded", "where", "reason", "mend")
            failures = book.failures(as_of=as_of, recorded_by=recorded_by)
            rows = [{name: getattr(row, name) for name in columns} for row in failures]
        else:
            columns = _DOCUMENT_COLUMNS
            rows = [_document_row(row) for row in book.documents(as_of=as_of, recorded_by=recorded_by)]
    print_rows(columns, rows, form)


def print_claims(found: Iterable[tuple[Claim, Document]], form: Format) -> None:
    """Print claims in a format."""
    from armstrail.cli import wording
    from armstrail.cli.showing import page_of
    from armstrail.cli.streams import write_record
    from armstrail.cli.tables import Column, print_table
    from armstrail.publishing.sheets import write_csv

    if form is Format.JSONL:
        for claim, document in found:
            write_record(sys.stdout, claim.to_json(document.text) | page_of(claim, document))
        return
    if form is Format.CSV:
        flat = (_flat(claim, document) for claim, document in found)
        write_csv(sys.stdout, _CSV_COLUMNS, ([row[name] for name in _CSV_COLUMNS] for row in flat))
        return
    columns = (
        Column("claim", whole=True), Column("published", whole=True), Column("kind", needs=110, whole=True),
        Column("parties", whole=True), Column("quantity"), Column("item"), Column("how", needs=110),
        Column("source", needs=150), Column("words", needs=70),
    )  # fmt: skip
    rows = [
        (
            claim.id, document.published or "", claim.kind, wording.say_parties(claim),
            wording.say_quantity(claim.quantity), wording.say_what(claim), wording.say_how(claim),
            wording.shorten(claim.source.cut(document.text), 30) if claim.source else "",
            wording.shorten(claim.anchor.cut(document.text), 60),
        )
        for claim, document in found
    ]  # fmt: skip
    print_table(columns, rows)
    typer.echo(f"{len(rows)} claims" if len(rows) != 1 else "1 claim", err=True)


def _flat(claim: Claim, document: Document) -> dict[str, Any]:
    row = claim.to_json(document.text)
    period = row["period"] or {}
    return row | {
        "published": document.published, "publisher": document.publisher, "title": document.title,
        "page": document.page_of(claim.anchor.start), "basis": "; ".join(row["basis"]),
        "places": "; ".join(map(str, claim.places)),
        "period_start": period.get("start"), "period_end": period.get("end"),
    }  # fmt: skip


def _document_row(row: DocumentRow) -> dict[str, Any]:
    document = row.document
    return {
        "published": document.published, "lang": document.lang, "id": document.id, "publisher": document.publisher,
        "title": document.title, "state": row.state, "claims": row.claims, "misses": row.misses,
        "recorded": row.recorded,
    }  # fmt: skip


def print_rows(columns: tuple[str, ...], rows: list[dict[str, Any]], form: Format) -> None:
    """Print rows, given by the names of their columns, in a format."""
    from armstrail.cli.streams import write_record
    from armstrail.cli.tables import Column, print_table
    from armstrail.publishing.sheets import write_csv

    if form is Format.JSONL:
        for row in rows:
            write_record(sys.stdout, row)
    elif form is Format.CSV:
        write_csv(sys.stdout, columns, ([row[name] for name in columns] for row in rows))
    else:
        narrow = ("publisher", "misses", "recorded")  # what a narrow page does without
        titles = [Column(name, needs=110 if name in narrow else 0, whole=name == "published") for name in columns]
        print_table(titles, [["" if row[name] is None else str(row[name]) for name in columns] for row in rows])
