"""`armstrail export`: the ledger in the forms that the field works with."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from armstrail.cli.estimating import FactorsOption, KnownOnOption, OriginsOption
from armstrail.cli.filters import ItemFilter, RecipientFilter, SupplierFilter, known_item
from armstrail.cli.options import (
    DEFAULT_LEDGER,
    LedgerOption,
    RecordedByOption,
    actor_code,
    build_query,
    open_to_read,
)

if TYPE_CHECKING:
    from armstrail.publishing.exports import Format


def export(
    form: Annotated[str | None, typer.Argument(metavar="FORMAT", help="One of those that --list tells.")] = None,
    supplier: SupplierFilter = None,
    recipient: RecipientFilter = None,
    item: ItemFilter = None,
    known_on: KnownOnOption = None,
    recorded_by: RecordedByOption = None,
    origins: OriginsOption = None,
    factors: FactorsOption = None,
    listed: Annotated[bool, typer.Option("--list", help="List the formats and what each holds.")] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE|FOLDER", help="Write to this file or folder.")
    ] = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Export claims and estimates in other formats.

    Every number leaves with the claims and words that carry it, or with the caveats of its estimate. The same ledger
    gives the same bytes.
    """
    from armstrail import pipeline
    from armstrail.publishing.exports import FORMATS

    if listed:
        _print_formats(list(FORMATS.values()))
        return
    wanted = _known_format(form, output)
    giver, taker = (word and actor_code(word) for word in (supplier, recipient))
    path = item and known_item(item)
    build_query(as_of=known_on, recorded_by=recorded_by)
    books = pipeline.load_books(origins, factors)
    with open_to_read(ledger) as book:
        files = pipeline.export(
            book, books, wanted.name, supplier=giver, recipient=taker, item=path, known_on=known_on,
            recorded_by=recorded_by,
        )  # fmt: skip
    _deliver(files, wanted, output)


def _known_format(form: str | None, output: Path | None) -> Format:
    """The format asked for, if what it gives can go where it is to go."""
    from armstrail.model.errors import BadValue
    from armstrail.publishing.exports import FORMATS, find_format

    if form is None:
        raise typer.BadParameter(f"name a format: {', '.join(FORMATS)}", param_hint="FORMAT")
    try:
        wanted = find_format(form)
    except BadValue as error:
        raise typer.BadParameter(str(error), param_hint="FORMAT") from error
    if output is None and (wanted.is_folder or wanted.binary):
        what = "is a folder of several files" if wanted.is_folder else "is no text"
        raise typer.BadParameter(f"{form} {what}; say where it is to go with --output", param_hint="--output")
    return wanted


def _deliver(files: dict[str, bytes], wanted: Format, output: Path | None) -> None:
    from armstrail.cli.streams import write_file, write_folder

    if output is None:
        sys.stdout.write(next(iter(files.values())).decode())
        return
    if wanted.is_folder:
        write_folder(output, files)
    else:
        write_file(output, next(iter(files.values())))
    typer.echo(str(output.absolute()))


def _print_formats(formats: list[Format]) -> None:
    from armstrail.cli.tables import Column, print_table

    rows = [(each.name, each.suffix or "folder", each.depth, each.holds) for each in formats]
    columns = (Column("format", whole=True), Column("file", whole=True), Column("up to", whole=True), Column("holds"))
    print_table(columns, rows)
