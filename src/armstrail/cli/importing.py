"""`armstrail import`: published figures, registers and a person's own sheets into the ledger."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from armstrail.cli.options import DEFAULT_LEDGER, LedgerOption, now

if TYPE_CHECKING:
    from armstrail.pipeline import Imported


class Kind(StrEnum):
    """What a table holds, which says what its columns must be."""

    FIGURES = "figures"
    SIPRI = "sipri"
    KIEL = "kiel"
    UNROCA = "unroca"


def import_table(
    tables: Annotated[
        list[str],
        typer.Argument(metavar="FILE...", help="CSV or XLSX; - for standard input.", show_default=False),
    ],
    kind: Annotated[
        Kind, typer.Option("--as", help="What they hold: a table of figures, or a register that is known.")
    ] = Kind.FIGURES,
    mapping: Annotated[
        Path | None,
        typer.Option("--map", metavar="MAPPING.toml", help="For sheets of your own: which column is what."),
    ] = None,
    published: Annotated[
        str | None,
        typer.Option("--published", metavar="DATE", help="When a register or sheet was published: YYYY[-MM[-DD]]."),
    ] = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Put a table of figures or a sheet into a ledger.

    Each row becomes a document that makes one claim, or several where it tells of an order and its delivery. The
    columns are told in docs/importing.md; one that is missing or renamed stops the import before anything is written,
    a bad row costs itself alone, and importing again adds nothing. For the export of another ledger, use
    `armstrail ledger import`; for articles, `armstrail add`.
    """
    from armstrail import pipeline
    from armstrail.ledger import Ledger
    from armstrail.vocabulary import load_vocabulary

    if mapping is not None and kind is not Kind.FIGURES:
        raise typer.BadParameter("a register has its own columns; give --as or --map", param_hint="--map")
    if mapping is None and kind is Kind.FIGURES:
        if published is not None:
            raise typer.BadParameter("a table of figures dates each row itself", param_hint="--published")
        read = pipeline.read_tables(tables, load_vocabulary())
    else:
        layout = kind.value if mapping is None else mapping
        read = pipeline.read_sheets(tables, load_vocabulary(), layout=layout, published=published)
    with Ledger.open(ledger, clock=now) as book:
        done = pipeline.import_figures(read, book)
    _tell(done, book.name)


def _tell(done: Imported, ledger: str) -> None:
    typer.echo(f"{done.new} new, {done.unchanged} unchanged, {len(done.failures)} failed; {ledger}")
    for failure in done.failures:
        typer.echo(f"  failed: {failure}", err=True)
    if done.failures:
        raise typer.Exit(1)
