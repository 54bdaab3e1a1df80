"""`armstrail search`: documents and claims by their words."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from armstrail.cli.asking import Format, FormatOption, known_item, print_claims, print_rows
from armstrail.cli.options import (
    DEFAULT_LEDGER,
    AsOfOption,
    LedgerOption,
    RecordedByOption,
    actor_code,
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
    supplier: Annotated[str | None, typer.Option(metavar="ACTOR", help="Who gives: a code (KP) or a name.")] = None,
    recipient: Annotated[str | None, typer.Option(metavar="ACTOR", help="Who gets.")] = None,
    item: Annotated[str | None, typer.Option(metavar="PATH", help="An item and what lies below it.")] = None,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help="transfer, deployment, valuation ...")] = None,
    source: Annotated[str | None, typer.Option(metavar="WORDS", help="Words in the name of the source.")] = None,
    source_type: Annotated[str | None, typer.Option(metavar="TYPE", help="government, intelligence ...")] = None,
    document: Annotated[str | None, typer.Option(metavar="ID", help="One document, by id or hash.")] = None,
    published_from: Annotated[str | None, typer.Option("--from", metavar="DATE", help="Published since.")] = None,
    published_to: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Published until.")] = None,
    modality: Annotated[str | None, typer.Option(metavar="WORD", help="stated, confirmed, denied ...")] = None,
    status: Annotated[str | None, typer.Option(metavar="WORD", help="delivered, agreed, planned ...")] = None,
    stance: Annotated[str | None, typer.Option(metavar="WORD", help="condemn, deny, warn ...")] = None,
    unit: Annotated[str | None, typer.Option(metavar="UNIT", help="pieces, persons, USD ...")] = None,
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

    wanted: dict[str, Any] = {
        "lang": lang,
        "supplier": supplier and actor_code(supplier),
        "recipient": recipient and actor_code(recipient),
        "item": item and known_item(item),
        "kind": kind,
        "source": source,
        "source_type": source_type,
        "document": document,
        "published_from": published_from,
        "published_to": published_to,
        "modality": modality,
        "status": status,
        "stance": stance,
        "unit": unit,
        "as_of": as_of,
        "recorded_by": recorded_by,
    }
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
