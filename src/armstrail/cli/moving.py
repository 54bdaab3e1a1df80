"""`armstrail moved`: by how much a decision moves the estimate that it bears on."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from armstrail.cli.deciding import DecisionArgument
from armstrail.cli.options import DEFAULT_LEDGER, LedgerOption, open_to_read
from armstrail.model.errors import LedgerError

if TYPE_CHECKING:
    from armstrail.model.changes import Moved
    from armstrail.model.estimate import Interval
    from armstrail.publishing.telling import Teller


class Form(StrEnum):
    """How it is told."""

    TEXT = "text"
    JSONL = "jsonl"


def moved(
    decision: DecisionArgument,
    form: Annotated[Form, typer.Option("--format", help="Text for people, or JSON lines.")] = Form.TEXT,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Say by how much a decision moves the estimate it bears on.

    What follows without it and with it, for the question that its claim answers; for both, where the decision changed
    what the claim is about.
    """
    from armstrail import pipeline
    from armstrail.cli.streams import write_record
    from armstrail.model.records import to_record
    from armstrail.pipeline.moving import moved as effect
    from armstrail.publishing.telling import Teller

    books = pipeline.load_books()
    with open_to_read(ledger) as book:
        found = [each for each in book.decisions() if each.id.startswith(decision)]
        if len(found) != 1 or len(decision) < 6:
            raise LedgerError(f"{decision!r} names {len(found)} decisions; give the id of one, or its first 6 digits")
        moves = effect(book, found[0], books)
    if form is Form.JSONL:
        for one in moves:
            write_record(sys.stdout, to_record(one))
        return
    teller = Teller("en", books.origins.name_of)
    for one in moves:
        for line in _lines(one, teller):
            typer.echo(line)
    if not moves:
        typer.echo("It bears on no estimate: the claim gives no figure, or leaves a party open.")


def _lines(one: Moved, teller: Teller) -> Iterator[str]:
    yield teller.title(one.question)
    yield f"  without it: {_told(one, one.before, teller)}"
    yield f"  with it:    {_told(one, one.after, teller)}"
    if one.before is not None and one.after is not None and one.before.median:
        yield f"  the middle moves by {100 * (one.after.median / one.before.median - 1):+.0f} %"


def _told(one: Moved, interval: Interval | None, teller: Teller) -> str:
    if interval is None:
        return "no estimate"
    unit, item = one.question.unit, one.question.item
    low, high = teller.bounds(interval.low90, interval.high90, unit, item)
    return f"{teller.middle(interval, unit, item)}, very likely between {low} and {high}, by {interval.day}"
