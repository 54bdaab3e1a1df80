"""`armstrail search`: documents and claims by their words."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from armstrail.cli.asking import Format, FormatOption, print_claims, print_rows
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
    from armstrail.pipeline.searching import FoundDocument


class Where(StrEnum):
    """What is searched."""

    CLAIMS = "claims"
    DOCUMENTS = "documents"


class Order(StrEnum):
    """What comes first."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


def search(
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS", help='All of these; "in quotation marks" as they are.')
    ],
    where: Annotated[Where, typer.Option("--in", help="The quotes of claims, or whole texts.")] = Where.CLAIMS,
    order: Annotated[Order, typer.Option("--order", help="What comes first.")] = Order.RELEVANCE,
    lang: Annotated[
        str | None, typer.Option("--lang", metavar="CODE", help="Only texts read in it: en, ko ...")
    ] = None,
    supplier: SupplierFilter = None,
    recipient: RecipientFilter = None,
    item: ItemFilter = None,
    kind: KindFilter = None,
    source: SourceFilter = None,
    source_type: SourceTypeFilter = None,
    document: DocumentFilter = None,
    published_from: FromFilter = None,
    published_to: ToFilter = None,
    modality: ModalityFilter = None,
    status: StatusFilter = None,
    stance: StanceFilter = None,
    unit: UnitFilter = None,
    as_of: AsOfOption = None,
    recorded_by: RecordedByOption = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="How many at most.")] = 50,
    skip: Annotated[int, typer.Option(min=0, help="Pass over so many of the first.")] = 0,
    form: FormatOption = Format.TABLE,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Find claims or documents by their words.

    In any language, the best first. A word is found in all its forms, whatever its case and accents; `artill*` is the
    beginning of a word. Filters are those of `armstrail claims`: of documents, they ask for a claim in them.
    """
    from armstrail.pipeline.searching import search_claims, search_documents

    wanted = asked(
        lang=lang,
        supplier=supplier,
        recipient=recipient,
        item=item,
        kind=kind,
        source=source,
        source_type=source_type,
        document=document,
        published_from=published_from,
        published_to=published_to,
        modality=modality,
        status=status,
        stance=stance,
        unit=unit,
        as_of=as_of,
        recorded_by=recorded_by,
    )
    build_query(**wanted)
    with open_to_read(ledger) as book:
        if where is Where.CLAIMS:
            claims = search_claims(book, " ".join(words), order=order, first=skip, limit=limit, **wanted)
            more = claims.more
            print_claims([(each.claim, each.document) for each in claims.found], form)
        else:
            documents = search_documents(book, " ".join(words), order=order, first=skip, limit=limit, **wanted)
            more = documents.more
            print_rows(_COLUMNS, [_row(each) for each in documents.found], form)
    if more:
        print(f"more follow; ask for them with --skip {skip + limit}", file=sys.stderr)


_COLUMNS = ("published", "lang", "id", "publisher", "title", "snippet")


def _row(found: FoundDocument) -> dict[str, Any]:
    document = found.document
    return {
        "published": document.published, "lang": document.lang, "id": document.id, "publisher": document.publisher,
        "title": document.title, "snippet": " ".join(found.snippet.words.split()),
    }  # fmt: skip
