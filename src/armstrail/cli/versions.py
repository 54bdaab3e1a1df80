"""`armstrail versions`: what documents said before they were changed at their address."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any

import typer

from armstrail.cli.options import DEFAULT_LEDGER, LedgerOption, open_to_read


class Form(StrEnum):
    """How versions are laid out."""

    TEXT = "text"
    JSON = "json"


def versions(
    key: Annotated[
        str | None,
        typer.Argument(metavar="[ADDRESS|DOCUMENT]", help="One address, or a document that stood at one; else all."),
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="Text for people, or a JSON line an address.")] = Form.TEXT,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Show what changed in documents at their address.

    For each version the claims that are gone, new or changed against the one before, with both quotes. Estimates hear
    the version that stood on their day.
    """
    from armstrail.cli.streams import write_record
    from armstrail.pipeline.versions import histories, record_of

    told = 0
    with open_to_read(ledger) as book:
        for history in histories(book, key):
            told += 1
            record = record_of(history)
            if form is Form.JSON:
                write_record(sys.stdout, record)
            else:
                typer.echo("\n".join([*([""] if told > 1 else []), *_lines(record)]))
    if not told:
        what = "no document changed at its address" if key is None else f"nothing changed at {key}"
        typer.echo(f"{what}, as far as this ledger has seen", err=True)


def _lines(record: dict[str, Any]) -> Iterator[str]:
    from armstrail.cli.tables import harmless

    yield harmless(record["address"])
    for number, version in enumerate(record["versions"], 1):
        kept = "" if version["originals"] else "; no original kept"
        title = f"  {version['title']}" if version["title"] else ""
        yield harmless(f"  {number}  since {version['since']}  {version['id']}{title}{kept}")
        if number > 1 and not version["edits"]:
            yield "     its claims are as before"
        for edit in version["edits"]:
            yield from map(harmless, _edit_lines(edit))
        if version["decisions_before"]:
            ids = ", ".join(each[:12] for each in version["decisions_before"])
            yield f"     decisions on the version before, to be made again where they still hold: {ids}"


def _edit_lines(edit: dict[str, Any]) -> Iterator[str]:
    from armstrail.pipeline.versions import say_slot

    slots = "".join(
        f"\n       {slot.replace('_', ' ')}: {say_slot(old)} → {say_slot(new)}"
        for slot, (old, new) in edit["slots"].items()
    )
    yield f"     {edit['what']}{slots}"
    for label, side in (("before", edit["before"]), ("now", edit["after"])):
        if side is not None:
            yield f"       {label}: “{' '.join(side['quote'].split())}”  {side['id']}"
