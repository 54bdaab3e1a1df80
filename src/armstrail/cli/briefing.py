"""`armstrail brief`: what is said to move between two parties, every figure with its words."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from armstrail.cli.options import (
    DEFAULT_LEDGER,
    AsOfOption,
    LedgerOption,
    RecordedByOption,
    actor_code,
    build_query,
    open_to_read,
)


class BriefFormat(StrEnum):
    """How a brief is laid out."""

    TERMINAL = "terminal"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


def brief(
    supplier: Annotated[str, typer.Option(metavar="ACTOR", help="Who gives: a code (KP) or a name.")],
    recipient: Annotated[str, typer.Option(metavar="ACTOR", help="Who gets.")],
    as_of: AsOfOption = None,
    recorded_by: RecordedByOption = None,
    form: Annotated[BriefFormat, typer.Option("--format", help="How to lay it out.")] = BriefFormat.TERMINAL,
    language: Annotated[str, typer.Option(metavar="CODE", help="The language of the brief.")] = "en",
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file.")] = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Write the brief on two parties.

    What is said to move from the supplier to the recipient and back, each figure with the words it stands on.
    """
    from armstrail import pipeline
    from armstrail.cli.streams import output_to

    giver, taker = actor_code(supplier), actor_code(recipient)
    if giver == taker:
        raise typer.BadParameter(f"supplier and recipient are both {giver}; name two parties")
    build_query(as_of=as_of, recorded_by=recorded_by)
    with open_to_read(ledger) as book:
        made = pipeline.make_brief(
            book, supplier=giver, recipient=taker, language=language, as_of=as_of, recorded_by=recorded_by
        )
        with output_to(output) as out:
            out.write(pipeline.lay_out(made, form.value, book))
    if output is not None:
        typer.echo(str(output.absolute()))
