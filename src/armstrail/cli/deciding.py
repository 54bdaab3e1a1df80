"""What people decide: `withdraw`, `accept`, `merge`, `part`, `grade`, `confirm`, `contest`, `undo`, and `decisions`,
which lists it all."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from armstrail.cli.asking import Format, FormatOption
from armstrail.cli.options import DEFAULT_LEDGER, LedgerOption, RecordedByOption, build_query, now, open_to_read

if TYPE_CHECKING:
    from armstrail.ledger import Decision, Ledger, Seconded

_SHORT: Final = 12  # digits of a decision's id that are shown: enough for any ledger, and taken by `undo`
_ABOUT: Final = {"undo": "taken back", "confirm": "confirmed", "contest": "contested"}
_COLUMNS: Final = (
    "recorded", "id", "action", "in_force", "claim", "document", "other", "other_document", "origin", "letter",
    "digit", "undoes", "who", "why", "about", "set", "second", "second_readers",
)  # fmt: skip

ClaimArgument = Annotated[str, typer.Argument(metavar="CLAIM", help="The id of a claim, or its first six digits.")]
DecisionArgument = Annotated[
    str, typer.Argument(metavar="DECISION", help="The id of a decision, or its first six digits.")
]
WhoOption = Annotated[str | None, typer.Option("--who", "--by", metavar="NAME", help="Who decides; needed.")]
WhyOption = Annotated[str | None, typer.Option("--why", metavar="TEXT", help="On what ground; needed.")]


class Second(StrEnum):
    """What second readers say of a decision."""

    ONE = "one"
    CONFIRMED = "confirmed"
    CONTESTED = "contested"


def register(app: typer.Typer) -> None:
    """Put the commands of this module into the application."""
    for command in (withdraw, accept, merge, part, grade, confirm, contest, undo, decisions):
        app.command(command.__name__)(command)


def withdraw(
    claim: ClaimArgument, who: WhoOption = None, why: WhyOption = None, ledger: LedgerOption = DEFAULT_LEDGER
) -> None:
    """Take a claim out of what stands; it stays on record."""
    record("withdraw", claim, who, why, ledger)


def accept(
    claim: ClaimArgument, who: WhoOption = None, why: WhyOption = None, ledger: LedgerOption = DEFAULT_LEDGER
) -> None:
    """Bring a withdrawn claim back, or confirm one that stands."""
    record("accept", claim, who, why, ledger)


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
    record("merge", claim, who, why, ledger, other=other)


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
    record("part", claim, who, why, ledger, other=other)


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
    record("grade", claim, who, why, ledger, origin=origin, letter=letter, digit=item)


def confirm(
    decision: DecisionArgument, who: WhoOption = None, why: WhyOption = None, ledger: LedgerOption = DEFAULT_LEDGER
) -> None:
    """Say as a second reader that a decision is right.

    Nobody is the second reader of a decision of her own. What was decided holds either way.
    """
    record("confirm", decision, who, why, ledger)


def contest(
    decision: DecisionArgument, who: WhoOption = None, why: WhyOption = None, ledger: LedgerOption = DEFAULT_LEDGER
) -> None:
    """Say as a second reader that a decision is wrong.

    It holds until somebody takes it back with `undo`; `decisions --second contested` lists what is contested.
    """
    record("contest", decision, who, why, ledger)


def undo(
    decision: DecisionArgument,
    who: WhoOption = None,
    why: WhyOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Take a decision back; what it replaced holds again. An undo can be undone."""
    record("undo", decision, who, why, ledger)


def decisions(
    recorded_by: RecordedByOption = None,
    second: Annotated[
        Second | None, typer.Option(help="Only those that hold and were read again so: by one alone, or ...")
    ] = None,
    form: FormatOption = Format.TABLE,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """List who decided what, when and why.

    Decisions that were taken back are among them, and said to be.
    """
    from armstrail.ledger import in_force, second_readings

    build_query(recorded_by=recorded_by)
    with open_to_read(ledger) as book:
        made = list(book.decisions(recorded_by=recorded_by))
    holding = {decision.id for decision in in_force(made)}
    read_again = second_readings(made)
    rows = [_row(decision, decision.id in holding, read_again.get(decision.id)) for decision in made]
    if second is not None:
        rows = [row for row in rows if row["second"] == second.value]
    if form is Format.TABLE:
        _print_table(rows)
    else:
        _write(rows, form)


def record(action: str, target: str, who: str | None, why: str | None, ledger: str, **told: Any) -> None:
    """Record a decision and say what it was, and how to take it back.

    Raises:
        typer.BadParameter: nobody decides, or on no ground.
    """
    with signed(who, why, ledger) as (book, name, reason):
        say(book.add_decision(action, target, who=name, why=reason, **told), ledger)


@contextmanager
def signed(who: str | None, why: str | None, ledger: str) -> Iterator[tuple[Ledger, str, str]]:
    """The ledger open to write, with a name and a reason that are there.

    Raises:
        typer.BadParameter: one of them is not.
    """
    from armstrail.ledger import Ledger

    if not (who or "").strip():
        raise typer.BadParameter("a decision needs a name; say who decides, as --who 'Ana Horvat'", param_hint="--who")
    if not (why or "").strip():
        raise typer.BadParameter("a decision needs a reason; say why, as --why 'misread'", param_hint="--why")
    with Ledger.open(ledger, clock=now, create=False) as book:
        yield book, str(who), str(why)


def say(made: Decision, ledger: str) -> None:
    """Print what was decided, and how to take it back."""
    from armstrail.ledger import name_of

    typer.echo(f"decision {made.id[:_SHORT]}: {_say(made)}")
    place = "" if ledger == DEFAULT_LEDGER else f" --ledger {shlex.quote(name_of(ledger))}"
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
    if made.action in _ABOUT:
        return f"decision {told['decision'][:_SHORT]} on {claim} is {_ABOUT[made.action]}"
    if made.action == "correct":
        return f"{claim} is corrected: {', '.join(told['set'])}"
    if made.action == "mark":
        return f"{claim} is made of the words {told['claim']['anchor']!r}"
    return f"{claim} is {'withdrawn' if made.action == 'withdraw' else 'accepted'}"


def _row(made: Decision, holds: bool, again: Seconded | None) -> dict[str, Any]:
    told, about = made.payload, made.payload.get("decision")
    other = told.get("other") or (None, None)
    return {
        "recorded": made.recorded, "id": made.id, "action": made.action,
        "in_force": None if made.action == "undo" else holds,
        "claim": made.claim, "document": made.document, "other": other[1], "other_document": other[0],
        "origin": told.get("origin"), "letter": told.get("letter"), "digit": told.get("digit"),
        "undoes": about if made.action == "undo" else None, "who": made.who, "why": made.why,
        "about": about, "set": told.get("set"), "second": again and again.state,
        "second_readers": [each.who for each in again.readings] if again else [],
    }  # fmt: skip


def _write(rows: list[dict[str, Any]], form: Format) -> None:
    from armstrail.cli.streams import write_record
    from armstrail.publishing.sheets import write_csv

    if form is Format.JSONL:
        for row in rows:
            write_record(sys.stdout, row)
    else:
        words = {True: "yes", False: "no", None: None}
        flat = (
            row
            | {
                "in_force": words[row["in_force"]],
                "set": _flat(row["set"]),
                "second_readers": "; ".join(row["second_readers"]),
            }
            for row in rows
        )
        write_csv(sys.stdout, _COLUMNS, ([row[name] for name in _COLUMNS] for row in flat))


def _flat(slots: dict[str, Any] | None) -> str | None:
    """Slots in a cell: their JSON."""
    return None if slots is None else json.dumps(slots, ensure_ascii=False, sort_keys=True)


def _print_table(rows: list[dict[str, Any]]) -> None:
    from armstrail.cli.tables import Column, print_table

    columns = (
        Column("when", whole=True), Column("decision", whole=True), Column("claim", whole=True), Column("what"),
        Column("in force", whole=True), Column("second"), Column("who"), Column("why", needs=90),
    )  # fmt: skip
    words = {True: "yes", False: "taken back", None: ""}
    cells = [
        (
            row["recorded"][:16].replace("T", " "), row["id"][:_SHORT], row["claim"], _gist(row),
            words[row["in_force"]], row["second"] or "", row["who"], row["why"],
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
    slots = ", ".join(row["set"] or ())
    return " ".join(filter(None, (row["action"], with_other, grades, (row["about"] or "")[:_SHORT], slots)))
