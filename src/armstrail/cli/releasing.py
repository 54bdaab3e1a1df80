"""`armstrail release`: the ledger and all that follows from it, frozen under a name."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from armstrail.cli.estimating import FactorsOption, OriginsOption
from armstrail.cli.options import DEFAULT_LEDGER, LedgerOption, open_to_read
from armstrail.cli.tables import harmless


def release(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="What the release is called: 2025-01.")] = None,
    verify: Annotated[
        Path | None, typer.Option("--verify", metavar="FOLDER", help="Check a release against its sums, instead.")
    ] = None,
    shelf: Annotated[Path, typer.Option("--into", metavar="FOLDER", help="The folder in which releases stand.")] = Path(
        "releases"
    ),
    after: Annotated[
        Path | None,
        typer.Option("--after", metavar="FOLDER", help="Tell the changes since this release; the last, if left out."),
    ] = None,
    form: Annotated[
        list[str] | None,
        typer.Option("--format", metavar="FORMAT", help="An export to put in beside jsonl; may be given again."),
    ] = None,
    origins: OriginsOption = None,
    factors: FactorsOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Freeze ledger, estimates and exports under a name.

    With checksums, and what changed since the last release: claims new, corrected and withdrawn, estimates that
    moved. The same ledger gives the same bytes.
    """
    if verify is not None:
        _verify(verify)
        return
    if name is None:
        raise typer.BadParameter("name the release, such as 2025-01, or check one with --verify", param_hint="NAME")
    _make(name, shelf, after, form, (origins, factors), ledger)


def _verify(folder: Path) -> None:
    from armstrail.pipeline.releasing import verify_release

    wrong = verify_release(folder)
    for line in wrong:
        typer.echo(harmless(line))
    if wrong:
        typer.echo(f"{folder} is not as it was released", err=True)
        raise typer.Exit(1)
    typer.echo(f"{folder} is as it was released", err=True)


def _make(
    name: str, shelf: Path, after: Path | None, form: list[str] | None, own: tuple[Path | None, Path | None],
    ledger: str,
) -> None:  # fmt: skip
    from armstrail import pipeline
    from armstrail.cli.streams import write_folder
    from armstrail.model.errors import BadValue
    from armstrail.pipeline import releasing

    try:
        folder = shelf / releasing.check_name(name)
    except BadValue as error:
        raise typer.BadParameter(str(error), param_hint="NAME") from error
    before = after or releasing.find_former(shelf, name)
    former = releasing.read_release(before) if before else None
    books = pipeline.load_books(*own)
    kept = {path.name: path.read_bytes() for path in own if path is not None}
    with open_to_read(ledger) as book:
        files = releasing.make_release(book, books, name, former=former, formats=form or releasing.FORMATS, own=kept)
    if folder.exists():
        _check_same(folder, files)
        typer.echo(f"{folder.absolute()} holds this very release already", err=True)
        return
    shelf.mkdir(parents=True, exist_ok=True)
    write_folder(folder, files)
    typer.echo(str(folder.absolute()))


def _check_same(folder: Path, files: dict[str, bytes]) -> None:
    """A release is never written over.

    Raises:
        ReadError: what stands there is another; names files that differ.
    """
    from armstrail.model.errors import ReadError

    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    differing = sorted(
        key for key in there.keys() | files.keys() if key not in there or there[key].read_bytes() != files.get(key)
    )
    if differing:
        raise ReadError(
            f"{folder} holds another release of this name (differs in {', '.join(differing[:3])}); give a new name"
        )
