"""`armstrail import`: a table of published figures into the ledger."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from armstrail.cli.options import DEFAULT_LEDGER, LedgerOption, now


class Table(StrEnum):
    """What a table holds, which says what its columns must be."""

    FIGURES = "figures"


def import_table(
    tables: Annotated[
        list[str],
        typer.Argument(metavar="FILE.csv...", help="Tables, or - for standard input.", show_default=False),
    ],
    form: Annotated[Table, typer.Option("--form", help="What the tables hold.")] = Table.FIGURES,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Put a table of published figures into the ledger.

    Each row becomes a document that makes one claim. The columns are told in docs/importing.md; one that is
    missing, renamed or new stops the import before anything is written, a bad row costs itself alone, and
    importing again adds nothing. For the export of another ledger, use `armstrail ledger import`; for articles,
    `armstrail add`.
    """
    from armstrail import pipeline
    from armstrail.ledger import Ledger
    from armstrail.vocabulary import load_vocabulary

    del form  # so far there is one
    read = pipeline.read_tables(tables, load_vocabulary())
    with Ledger.open(ledger, clock=now) as book:
        done = pipeline.import_figures(read, book)
    typer.echo(f"{done.new} new, {done.unchanged} unchanged, {len(done.failures)} failed; {ledger}")
    for failure in done.failures:
        typer.echo(f"  failed: {failure}", err=True)
    if done.failures:
        raise typer.Exit(1)
