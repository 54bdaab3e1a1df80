"""The command `armstrail`: its sub-commands, and what every one of them does with an error."""

from __future__ import annotations

import errno
import os
import sys
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.resources import files
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from armstrail.cli import (
    adding,
    amending,
    answering,
    asking,
    briefing,
    deciding,
    distributing,
    estimating,
    exporting,
    extracting,
    fetching,
    following,
    importing,
    ledgers,
    missing,
    moving,
    quantities,
    releasing,
    searching,
    serving,
    showing,
    users,
    valuing,
    versions,
)
from armstrail.cli.streams import prepare_streams
from armstrail.model.errors import ArmstrailError


class CleanGroup(TyperGroup):
    """A group whose commands end in one clear line where something goes wrong."""

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override, unused-ignore]
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except ArmstrailError as error:
            typer.echo(f"error: {error}", err=True)
            raise typer.Exit(1) from error
        except KeyboardInterrupt as error:
            typer.echo("interrupted", err=True)
            raise typer.Exit(130) from error
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            typer.echo(_say(error), err=True)
            raise typer.Exit(1) from error
        return result


def _say(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    return f"error: {where}{error.strerror or error}"


def build_app() -> typer.Typer:
    """The application, for the entry point and for tests."""
    app = typer.Typer(
        name="armstrail",
        cls=CleanGroup,
        help="From open reporting on arms transfers to a sourced, dated ledger of claims, and a brief.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_root)
    app.command("add")(adding.add)
    app.command("fetch")(fetching.fetch)
    app.command("watch")(fetching.watch)
    app.command("import")(importing.import_table)
    app.command("claims")(asking.claims)
    app.command("search")(searching.search)
    app.command("documents")(asking.documents)
    app.command("show")(showing.show)
    app.command("misses")(missing.misses)
    app.command("brief")(briefing.brief)
    app.command("questions")(estimating.questions)
    app.command("estimate")(estimating.estimate)
    app.command("value")(valuing.value)
    app.command("factors")(valuing.factors)
    app.command("drift")(following.drift)
    app.command("changes")(following.changes)
    app.command("versions")(versions.versions)
    app.command("export")(exporting.export)
    app.command("release")(releasing.release)
    deciding.register(app)
    amending.register(app)
    app.command("moved")(moving.moved)
    app.command("serve")(serving.serve)
    app.command("mcp")(answering.mcp)
    app.command("extract")(extracting.extract)
    app.command("quantities")(quantities.quantities)
    app.command("evaluate")(extracting.evaluate)
    app.add_typer(ledgers.build(), name="ledger")
    app.add_typer(distributing.build(), name="distributed")
    app.add_typer(users.build(), name="users")
    return app


def main() -> None:
    """Run the command line and leave the process with its exit code."""
    prepare_streams()
    _keep_to_one_thread()
    try:
        build_app()(prog_name="armstrail")
    except OSError as error:  # even help may go to a disk that is full
        sys.exit(_say(error))


def _keep_to_one_thread() -> None:
    """Have sums of matrices done by one thread, unless the environment says otherwise; called before numpy is imported.

    Ours are small: a second thread waits for the first and takes a core for it, and the sums of several threads may
    differ in the last digit from one machine to another.
    """
    for name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def _is_compiled() -> bool:
    """Whether the extraction runs compiled (`make native`); told by its files, for importing it takes long."""
    binaries = files("armstrail") / "extraction"
    return any(entry.name.endswith(tuple(EXTENSION_SUFFIXES)) for entry in binaries.iterdir())


def _print_version(asked: bool) -> None:
    if asked:
        from armstrail import __version__

        typer.echo(f"armstrail {__version__}{', compiled' if _is_compiled() else ''}")
        raise typer.Exit


def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    del version
