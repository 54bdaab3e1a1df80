"""What people decide: `withdraw`, `accept`, `merge`, `part`, `grade`, `undo`, and `decisions`, which lists it all."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from armstrail.cli.asking import Format, FormatOption
from armstrail.cli.options import DEFAULT_LEDGER, LedgerOption, RecordedByOption, build_query, now, open_to_read

if TYPE_CHECKING:
    from armstrail.ledger import Decision

_SHORT: Final = 12  # digits of a decision's id that are shown: enough for any ledger, and taken by `undo`
_COLUMNS: Final = (
    "recorded", "id", "action", "in_force", "claim", "document", "other", "other_document", "origin", "letter",
    "digit", "undoes", "who", "why",
)  # fmt: skip

ClaimArgument = Annotated[str, typer.Argument(metavar="CLAIM", help="The id of a claim, or its first six digits.")]
WhoOption = Annotated[str | None, typer.Option("--who", metavar="NAME", help="Who decides; needed.")]
WhyOption = Annotated[str | None, typer.Option("--why", metavar="TEXT", help="On what ground; needed.")]


def register(app: typer.Typer) -> None:
    """Put the commands of this module into the application."""
    for command in (withdraw, accept, merge, part, grade, undo, decisions):
        app.command(command.__name__)(command)


def withdraw(
    claim: ClaimArgument, who: WhoOption = None, why: WhyOption = None, ledger: LedgerOption = DEFAULT_LEDGER
) -> None:
    """Take a claim out of what stands; it stays on record."""
    _decide("withdraw", claim, who, why, ledger)


def accept(
    claim: ClaimArgument, who: WhoOption = None, why: WhyOption = None, ledger: LedgerOption = DEFAULT_LEDGER
) -> None:
    """Bring a withdrawn claim back, or confirm one that stands."""
    _decide("accept", claim, who, why, ledger)


def merge(
    claim: ClaimArgument,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The claim whose voice it repeats.")],
    who: WhoOption = None,
    why: WhyOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Rule that two claims are one voice.

    The same word of the same origin, carried twice: it counts once.
    """
    _decide("merge", claim, who, why, ledger, other=other)


def part(
    claim: ClaimArgument,
    other: Annotated[
        str | None,
        typer.Argument(metavar="[OTHER]", help="The claim whose voice it does not repeat; all if not given."),
    ] = None,
    who: WhoOption = None,
    why: WhyOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Rule that two claims are not one voice.

    Without the other claim, that this one is a voice of its own.
    """
    _decide("part", claim, who, why, ledger, other=other)


def grade(
    claim: ClaimArgument,
    source: Annotated[
        str | None, typer.Option(metavar="A-F", help="How reliable the origin is, from its record: A to F.")
    ] = None,
    item: Annotated[
        int | None, typer.Option(metavar="1-6", help="How credible this item is, whoever says it: 1 to 6.")
    ] = None,
    origin: Annotated[
        str | None,
        typer.Option(metavar="CODE", help="The origin that --source judges, as kr-nis; the claim's if left out."),
    ] = None,
    who: WhoOption = None,
    why: WhyOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Judge a source, an item, or both.

    By the Admiralty grades, each apart: how far the origin is to be trusted, and how far what it says here.
    The letter holds for all claims of the origin, the digit for this claim. F and 6 say: cannot be judged.
    """
    from armstrail.model.ruling import DIGITS, LETTERS

    letter = source and source.upper()
    if letter is not None and letter not in LETTERS:
        raise typer.BadParameter(f"{source!r} is no letter; use one of A to F", param_hint="--source")
    if item is not None and item not in DIGITS:
        raise typer.BadParameter(f"{item} is no grade; use one of 1 to 6", param_hint="--item")
    if letter is None and item is None:
        raise typer.BadParameter("give a letter with --source, a digit with --item, or both")
    if letter is not None and origin is None:
        from armstrail import pipeline

        with open_to_read(ledger) as book:
            origin = pipeline.origin_of(book, claim, pipeline.load_books())
        typer.echo(f"the letter {letter} is for {origin}, on whose word the claim rests", err=True)
    if letter is None and origin is not None:
        raise typer.BadParameter("an origin is judged by a letter; give it with --source", param_hint="--source")
    _decide("grade", claim, who, why, ledger, origin=origin, letter=letter, digit=item)


def undo(
    decision: Annotated[str, typer.Argument(metavar="DECISION", help="The id of a decision, or its first six digits.")],
    who: WhoOption = None,
    why: WhyOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Take a decision back; what it replaced holds again. An undo can be undone."""
    _decide("undo", decision, who, why, ledger)


def decisions(
    recorded_by: RecordedByOption = None, form: FormatOption = Format.TABLE, ledger: LedgerOption = DEFAULT_LEDGER
) -> None:
    """List who decided what, when and why.

    Decisions that were taken back are among them, and said to be.
    """
    from armstrail.ledger import in_force

    build_query(recorded_by=recorded_by)
    with open_to_read(ledger) as book:
        made = list(book.decisions(recorded_by=recorded_by))
    holding = {decision.id for decision in in_force(made)}
    rows = [_row(decision, decision.id in holding) for decision in made]
    if form is Format.TABLE:
        _print_table(rows)
    else:
        _write(rows, form)


def _decide(action: str, target: str, who: str | None, why: str | None, ledger: str, **told: Any) -> None:
    from armstrail.ledger import Ledger

    if not (who or "").strip():
        raise typer.BadParameter("a decision needs a name; say who decides, as --who 'Ana Horvat'", param_hint="--who")
    if not (why or "").strip():
        raise typer.BadParameter("a decision needs a reason; say why, as --why 'misread'", param_hint="--why")
    with Ledger.open(ledger, clock=now, create=False) as book:
        made = book.add_decision(action, target, who=str(who), why=str(why), **told)
    typer.echo(f"decision {made.id[:_SHORT]}: {_say(made)}")
    place = "" if ledger == DEFAULT_LEDGER else f" --ledger {shlex.quote(ledger)}"
    typer.echo(f"  to take it back: armstrail undo {made.id[:_SHORT]} --who NAME --why TEXT{place}")


def _say(made: Decision) -> str:
    """What was decided, in words."""
    told, claim = made.payload, f"claim {made.claim}"
    other = told.get("other")
    if made.action == "merge" and other:
        return f"{claim} is one voice with claim {other[1]}"
    if made.action == "part":
        return f"{claim} is not one voice with claim {other[1]}" if other else f"{claim} is a voice of its own"
    if made.action == "grade":
        letter = f"origin {told['origin']} has the letter {told['letter']}" if told["letter"] else ""
        digit = f"{claim} has the digit {told['digit']}" if told["digit"] else ""
        return ", ".join(filter(None, (letter, digit)))
    if made.action == "undo":
        return f"decision {told['decision'][:_SHORT]} on {claim} is taken back"
    return f"{claim} is {'withdrawn' if made.action == 'withdraw' else 'accepted'}"


def _row(made: Decision, holds: bool) -> dict[str, Any]:
    told = made.payload
    other = told.get("other") or (None, None)
    return {
        "recorded": made.recorded, "id": made.id, "action": made.action,
        "in_force": None if made.action == "undo" else holds,
        "claim": made.claim, "document": made.document, "other": other[1], "other_document": other[0],
        "origin": told.get("origin"), "letter": told.get("letter"), "digit": told.get("digit"),
        "undoes": told.get("decision"), "who": made.who, "why": made.why,
    }  # fmt: skip


def _write(rows: list[dict[str, Any]], form: Format) -> None:
    from armstrail.cli.streams import write_record
    from armstrail.publishing.sheets import write_csv

    if form is Format.JSONL:
        for row in rows:
            write_record(sys.stdout, row)
    else:
        words = {True: "yes", False: "no", None: None}
        flat = (row | {"in_force": words[row["in_force"]]} for row in rows)
        write_csv(sys.stdout, _COLUMNS, ([row[name] for name in _COLUMNS] for row in flat))


def _print_table(rows: list[dict[str, Any]]) -> None:
    from armstrail.cli.tables import Column, print_table

    columns = (
        Column("when", whole=True), Column("decision", whole=True), Column("claim", whole=True), Column("what"),
        Column("in force", whole=True), Column("who"), Column("why", needs=90),
    )  # fmt: skip
    words = {True: "yes", False: "taken back", None: ""}
    cells = [
        (
            row["recorded"][:16].replace("T", " "), row["id"][:_SHORT], row["claim"], _gist(row),
            words[row["in_force"]], row["who"], row["why"],
        )
        for row in rows
    ]  # fmt: skip
    print_table(columns, cells)
    typer.echo(f"{len(rows)} decisions" if len(rows) != 1 else "1 decision", err=True)


def _gist(row: dict[str, Any]) -> str:
    """`merge with 3f2a9c...`, `grade kr-nis B, 2`, `undo 1b2c...`."""
    letter = f"{row['origin']} {row['letter']}" if row["letter"] else ""
    grades = ", ".join(filter(None, (letter, str(row["digit"] or ""))))
    with_other = f"{'with' if row['action'] == 'merge' else 'from'} {row['other']}" if row["other"] else ""
    return " ".join(filter(None, (row["action"], with_other, grades, (row["undoes"] or "")[:_SHORT])))
