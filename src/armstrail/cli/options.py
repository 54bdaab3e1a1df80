"""Options that several commands share, and the ledger they open."""

from __future__ import annotations

import os
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from armstrail.model.errors import ArmstrailError, BadValue

if TYPE_CHECKING:
    from armstrail.ledger import ClaimQuery, Ledger

DEFAULT_LEDGER = "armstrail.db"
_PAGE_WIDTH = 100

LedgerOption = Annotated[
    str,
    typer.Option(
        "--ledger", envvar="ARMSTRAIL_LEDGER", metavar="FILE|URL", help="The ledger: a file or a database URL."
    ),
]
AccountsOption = Annotated[
    Path | None,
    typer.Option(
        "--accounts", metavar="FILE", help="The accounts of a shared workspace; LEDGER.accounts if not given."
    ),
]
EvidenceOption = Annotated[
    Path | None,
    typer.Option("--evidence", metavar="FOLDER", help="Where originals are kept; LEDGER-evidence if not given."),
]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--known-on", "--as-of", metavar="DATE", help="Only what was published by this date (YYYY[-MM[-DD]])."
    ),
]
RecordedByOption = Annotated[
    str | None, typer.Option("--recorded-by", metavar="TIME", help="The ledger as it stood at this date or time.")
]


def open_to_read(where: str) -> Ledger:
    """The ledger, untouched.

    Raises:
        LedgerError: there is none, or it cannot be read.
    """
    from armstrail.ledger import Ledger

    return Ledger.open(where, clock=now, create=False, read_only=True)


def now() -> datetime:
    """The present instant."""
    return datetime.now(UTC)


def build_query(**wanted: Any) -> ClaimQuery:
    """A query for claims out of options.

    Raises:
        typer.BadParameter: a word that the claim model does not know, or a date that is none.
    """
    from armstrail.ledger import ClaimQuery
    from armstrail.model.period import check_partial_date

    try:
        for name in ("published_from", "published_to", "as_of"):
            if wanted.get(name) is not None:
                check_partial_date(wanted[name])
        recorded_by = wanted.get("recorded_by")
        if recorded_by is not None and len(recorded_by) <= len("YYYY-MM-DD"):
            check_partial_date(recorded_by)
        elif recorded_by is not None:
            parse_time(recorded_by)
        return ClaimQuery(**wanted)
    except BadValue as error:
        raise typer.BadParameter(str(error)) from error


def parse_time(words: str) -> datetime:
    """An instant in ISO 8601, in UTC where it names no zone.

    Raises:
        BadValue: not a time.
    """
    try:
        moment = datetime.fromisoformat(words)
    except ValueError as error:
        raise BadValue(f"{words!r} is no time; write 2024-10-31 or 2024-10-31T18:00Z") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def actor_code(word: str) -> str:
    """The code of an actor given by code or name, in English or any language that has a pack.

    Raises:
        typer.BadParameter: nobody known by this name, or several.
    """
    from armstrail.pipeline.naming import find_actor

    try:
        return find_actor(word)
    except ArmstrailError as error:
        raise typer.BadParameter(str(error)) from error


def page(output: Path | None) -> tuple[int, bool]:
    """How wide the page is, and whether it takes colours."""
    if output is not None or not sys.stdout.isatty():
        return _PAGE_WIDTH, False
    return shutil.get_terminal_size().columns, "NO_COLOR" not in os.environ
