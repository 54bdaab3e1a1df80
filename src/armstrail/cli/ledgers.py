"""`armstrail ledger`: check a ledger, and move it as JSON lines."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from armstrail.cli.options import DEFAULT_LEDGER, LedgerOption, now, open_to_read


def build() -> typer.Typer:
    """The sub-commands of `armstrail ledger`."""
    group = typer.Typer(help="Check a ledger, and move it as JSON lines.", no_args_is_help=True, rich_markup_mode=None)
    group.command("verify")(verify)
    group.command("export")(export)
    group.command("import")(import_)
    group.command("load")(load)
    return group


def verify(ledger: LedgerOption = DEFAULT_LEDGER) -> None:
    """Check every hash and every span again, and name what is wrong."""
    with open_to_read(ledger) as book:
        problems = book.verify()
    for problem in problems:
        typer.echo(f"{problem.where}: {problem.what}", err=True)
    if problems:
        typer.echo(f"{ledger}: {len(problems)} things are wrong; restore it from a copy or an export", err=True)
        raise typer.Exit(1)
    typer.echo(f"{ledger}: every hash and every span holds")


def export(
    output: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="Where to; standard output if not given.")
    ] = None,
    clock: Annotated[
        bool, typer.Option("--clock/--no-clock", help="Whether to tell when each entry was recorded.")
    ] = True,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Write the whole ledger as JSON lines.

    Without the clock, the same corpus gives the same bytes whenever it was added.
    """
    from armstrail.cli.streams import output_to

    with open_to_read(ledger) as book, output_to(output) as out:
        count = book.export(out, clock=clock)
    if output is not None:
        typer.echo(f"{count} lines in {output}")


def import_(
    source: Annotated[str, typer.Argument(metavar="FILE|-", help="An export; - for standard input.")],
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Add what the export of another ledger holds.

    A line that cannot be trusted costs itself alone. For a table of published figures, use `armstrail import`.
    """
    from armstrail.cli.streams import lines_of
    from armstrail.ledger import Ledger

    with lines_of(source) as lines, Ledger.open(ledger, clock=now) as book:
        summary = book.import_(lines)
    typer.echo(
        f"{summary.documents} documents, {summary.readings} readings, {summary.decisions} decisions and "
        f"{summary.failures} failures added, {summary.unchanged} lines unchanged; {ledger}"
    )
    for bad in summary.bad:
        typer.echo(f"{source}:{bad.line}: {bad.reason}", err=True)
    if summary.bad:
        raise typer.Exit(1)


def load(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="What `armstrail distributed run` wrote.")],
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Add what a run over a large corpus read.

    The ledger is then the one that `armstrail add` of the same documents makes. What it has is left alone.
    """
    from armstrail import distributed
    from armstrail.ledger import Ledger

    with Ledger.open(ledger, clock=now) as book:
        loaded = distributed.load(folder, book)
    typer.echo(
        f"{loaded.new} documents new, {loaded.unchanged} unchanged, {loaded.claims} claims and {loaded.failures} "
        f"failures added; {ledger}"
    )
