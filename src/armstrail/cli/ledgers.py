"""`armstrail ledger`: check a ledger, move it as JSON lines, and copy it from one database to another."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from armstrail.cli.options import DEFAULT_LEDGER, EvidenceOption, LedgerOption, now, open_to_read

if TYPE_CHECKING:
    from armstrail.ledger import Ledger

_EVERY: Final = 10.0  # seconds between two words on how far a load is


def build() -> typer.Typer:
    """The sub-commands of `armstrail ledger`."""
    group = typer.Typer(
        help="Check a ledger, move it as JSON lines, and copy it elsewhere.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    group.command("verify")(verify)
    group.command("export")(export)
    group.command("import")(import_)
    group.command("copy")(copy)
    group.command("load")(load)
    return group


def verify(evidence: EvidenceOption = None, ledger: LedgerOption = DEFAULT_LEDGER) -> None:
    """Check every hash and every span again, and every original that was kept; and name what is wrong."""
    from armstrail.pipeline.keeping import check_originals

    with open_to_read(ledger) as book:
        problems = book.verify()
        kept = check_originals(book, ledger, evidence)
    problems += kept.problems
    for problem in problems:
        typer.echo(f"{problem.where}: {problem.what}", err=True)
    if problems:
        typer.echo(f"{book.name}: {len(problems)} things are wrong; restore it from a copy or an export", err=True)
        raise typer.Exit(1)
    originals = f", and {kept.count} originals are as they were kept" if kept.count else ""
    typer.echo(f"{book.name}: every hash and every span holds{originals}")


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
        f"{summary.failures} failures added, {summary.unchanged} lines unchanged; {book.name}"
    )
    for bad in summary.bad:
        typer.echo(f"{source}:{bad.line}: {bad.reason}", err=True)
    if summary.bad:
        raise typer.Exit(1)


def copy(
    source: Annotated[str, typer.Argument(metavar="FROM", help="A ledger: a file or a database URL.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="Where to: a new file, or the URL of an empty database.")],
) -> None:
    """Copy a whole ledger to another place: from a file to a server, or back.

    Every entry is checked on the way, and at the end the exports of both are compared, byte for byte. A copy that is
    cut off leaves nothing that looks like a ledger with entries; run it again.
    """
    from armstrail.ledger import copy as copy_ledger

    with open_to_read(source) as old, _new(target) as new:
        done = copy_ledger(old, new)
        summary = done.summary
        typer.echo(
            f"{summary.documents} documents, {summary.readings} readings, {summary.decisions} decisions and "
            f"{summary.failures} failures copied; {new.name}"
        )
    typer.echo(f"the exports of both are the same: SHA-256 {done.digest}")


@contextmanager
def _new(where: str) -> Iterator[Ledger]:
    """A ledger to copy into; a file that was made for it goes where the copy fails."""
    from armstrail.ledger import Ledger
    from armstrail.model.place import file_of

    file = file_of(where)
    made = file is not None and not file.exists()
    try:
        with Ledger.open(where, clock=now) as ledger:
            yield ledger
    except BaseException:
        if made:
            for part in ("", "-wal", "-shm"):
                Path(f"{file}{part}").unlink(missing_ok=True)
        raise


def load(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="What `armstrail distributed run` wrote.")],
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Add what a run over a large corpus read.

    The ledger is then the one that `armstrail add` of the same documents makes. What it has is left alone. How many
    documents are on disk is told now and then; a load that was cut off goes on where the same is said again.
    """
    from armstrail import distributed
    from armstrail.ledger import Ledger

    told = time.monotonic()

    def tell(loaded: distributed.Loaded) -> None:
        nonlocal told
        if time.monotonic() - told >= _EVERY:
            told = time.monotonic()
            typer.echo(f"{loaded.new:,} documents new, {loaded.unchanged:,} unchanged so far; on disk", err=True)

    with Ledger.open(ledger, clock=now) as book:
        loaded = distributed.load(folder, book, on_kept=tell)
    typer.echo(
        f"{loaded.new} documents new, {loaded.unchanged} unchanged, {loaded.claims} claims and {loaded.failures} "
        f"failures added; {book.name}"
    )
