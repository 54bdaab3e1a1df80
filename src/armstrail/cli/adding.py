"""`armstrail add`: documents into the ledger."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from armstrail.cli.assisting import (
    DEFAULT_CACHE,
    AssistCacheOption,
    AssistModelOption,
    AssistOption,
    AssistTimeoutOption,
    open_helper,
    tell_run,
)
from armstrail.cli.options import DEFAULT_LEDGER, EvidenceOption, LedgerOption, now, parse_time
from armstrail.cli.tables import harmless
from armstrail.model.errors import BadValue

if TYPE_CHECKING:
    from armstrail.pipeline import Added, AddSummary, Failure, Progress

DATED = "put its day on a line of its own above the text, or in front matter (published: 2024-10-18)"


def add(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", help="Files, folders, or - for standard input.", show_default=False),
    ],
    ledger: LedgerOption = DEFAULT_LEDGER,
    keep: Annotated[
        bool, typer.Option("--keep", help="Also keep the bytes of each document beside the ledger, as evidence.")
    ] = False,
    evidence: EvidenceOption = None,
    recorded_at: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="Record everything at this time instead of now (ISO 8601; UTC if no zone)."),
    ] = None,
    assist: AssistOption = None,
    assist_model: AssistModelOption = None,
    assist_cache: AssistCacheOption = DEFAULT_CACHE,
    assist_timeout: AssistTimeoutOption = 120,
) -> None:
    """Read documents into the ledger.

    Texts, web pages, PDF, Word and other office documents, books, mails and mailboxes, JSON lines, web archives
    and ZIP archives of these; folders are read with all that lies in them. What the ledger has is not read
    again. Ends with 0 where all was read, 1 where something was not.
    """
    from armstrail import pipeline
    from armstrail.ledger import EvidenceFolder, Ledger

    folder = EvidenceFolder.beside(ledger, evidence) if keep else None
    clock = now if recorded_at is None else _stopped_clock(recorded_at)
    helper = open_helper(assist, assist_model, assist_cache, assist_timeout)
    packs = pipeline.shipped_packs()
    with Ledger.open(ledger, clock=clock) as book, _progress() as on_progress:
        summary = pipeline.add(paths, book, packs, keep=folder, helper=helper, on_progress=on_progress)
    _print_summary(summary, book.name)
    tell_run(helper, assist_cache)
    if summary.failures:
        raise typer.Exit(1)


def _stopped_clock(time: str) -> Callable[[], datetime]:
    try:
        moment = parse_time(time)
    except BadValue as error:
        raise typer.BadParameter(str(error), param_hint="--recorded-at") from error
    return lambda: moment


@contextmanager
def _progress() -> Iterator[Callable[[Added | Failure, Progress], None]]:
    """A bar where a person watches, else a line for each document; both on stderr."""
    if not sys.stderr.isatty():
        yield lambda outcome, _: typer.echo(harmless(_line(outcome)), err=True)
        return
    from rich import progress as rich_progress
    from rich.console import Console
    from rich.markup import escape

    columns = (
        rich_progress.BarColumn(),
        rich_progress.MofNCompleteColumn(),
        rich_progress.TextColumn("files"),
        rich_progress.TimeElapsedColumn(),
        rich_progress.TextColumn("{task.description}"),
    )
    with rich_progress.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda outcome, progress: bar.update(
            task, completed=progress.done, total=progress.files, description=escape(harmless(_name(outcome)))
        )


def _name(outcome: Added | Failure) -> str:
    from armstrail.pipeline import Added

    return outcome.document.id if isinstance(outcome, Added) else outcome.where


def _line(outcome: Added | Failure) -> str:
    from armstrail.pipeline import Added

    if not isinstance(outcome, Added):
        return f"failed     {outcome.where}"
    if outcome.reading is None:
        return f"unchanged  {outcome.document.id}"
    told = {
        "read": f"{len(outcome.reading.claims)} claims",
        "off_topic": "not about arms transfers",
        "no_pack": f"no language pack for {outcome.document.lang or 'a language that nobody named'}",
    }
    if outcome.version is not None:
        told = {state: f"{words}, another version since {outcome.version.since}" for state, words in told.items()}
    return f"new        {outcome.document.id}: {told[outcome.reading.state]}"


def _print_summary(summary: AddSummary, ledger: str) -> None:
    typer.echo(f"{summary.new} new, {summary.unchanged} unchanged, {len(summary.failures)} failed; {ledger}")
    if summary.new:
        typer.echo(f"  {summary.claims} claims in {summary.states.get('read', 0)} of the new documents")
    if summary.states.get("off_topic"):
        typer.echo(f"  {summary.states['off_topic']} not about arms transfers")
    if summary.without_pack:
        by_language = ", ".join(f"{lang or 'unknown'} {count}" for lang, count in sorted(summary.without_pack.items()))
        typer.echo(f"  {sum(summary.without_pack.values())} in languages without a pack yet: {by_language}")
    if summary.undated:
        typer.echo(f"  {summary.undated} with claims and no date, which no estimate can use; {DATED}", err=True)
    for remark in summary.remarks:
        typer.echo(harmless(f"  note: {remark}"), err=True)
    for failure in summary.failures:
        typer.echo(harmless(f"  failed: {failure}"), err=True)
