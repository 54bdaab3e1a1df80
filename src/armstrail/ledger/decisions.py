"""Decisions of people, folded: what each says holds until someone takes it back, or says otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sqlalchemy import Connection, select

from armstrail.ledger import forms
from armstrail.ledger.schema import decisions
from armstrail.ledger.values import SECONDING, Decision, Seconded
from armstrail.model.errors import BadValue
from armstrail.model.ruling import RULINGS, Ruling


def iter_decisions(connection: Connection, until: str | None) -> Iterator[Decision]:
    """Decisions in the order they were recorded; within one instant those that touch one another in their order, the
    others in one that their content gives them, for an export tells no other."""
    statement = select(decisions).order_by(decisions.c.recorded, decisions.c.ordinal, decisions.c.digest)
    if until is not None:
        statement = statement.where(decisions.c.recorded <= until)
    for row in connection.execute(statement):
        yield forms.to_decision(row)


def in_force(made: Iterable[Decision], without: str | None = None) -> list[Decision]:
    """The decisions that nobody took back, in their order; an undo can itself be undone.

    `without` is the id of a decision to do without: what would hold had it never been made.
    """
    undone: set[str] = set()
    kept = []
    for decision in reversed(list(made)):
        if decision.id in undone or decision.id == without:
            continue
        if decision.action == "undo":
            undone.add(decision.payload["decision"])
        else:
            kept.append(decision)
    return kept[::-1]


def second_readings(made: Iterable[Decision]) -> dict[str, Seconded]:
    """The decisions that hold and can be read again by somebody else, by their ids, with what second readers say."""
    first: dict[str, Decision] = {}
    last: dict[str, dict[str, Decision]] = {}
    for decision in in_force(made):
        if decision.action in SECONDING:
            last.setdefault(decision.payload["decision"], {})[forms.fold(decision.who)] = decision
        else:
            first[decision.id] = decision
    return {name: Seconded(decision, tuple(last.get(name, {}).values())) for name, decision in first.items()}


def to_ruling(decision: Decision) -> Ruling | None:
    """What a decision rules; None for one that only says whether a claim stands.

    Raises:
        BadValue: its payload rules nothing, or contradicts itself.
    """
    if decision.action not in RULINGS:
        return None
    told = decision.payload
    other = told.get("other")
    ruling = Ruling(
        decision.id, decision.action, decision.document, decision.claim, decision.who, decision.why,
        other=(other[0], other[1]) if other is not None else None,
        origin=told.get("origin"), letter=told.get("letter"), digit=told.get("digit"),
    )  # fmt: skip
    if ruling.other == (ruling.document, ruling.claim):
        words = f"a {ruling.action} needs two claims, and {ruling.claim} was named twice"
        raise BadValue(words, "one_claim", claim=ruling.claim)
    return ruling


def rulings(made: Iterable[Decision], without: str | None = None) -> tuple[Ruling, ...]:
    """The rulings that hold, by their ids; `without` is the id of a decision to do without.

    Where two contradict each other, the later one holds: on one pair of claims; on a claim set on its own and a
    merge that it is part of; on the letter of one origin; on the digit of one claim. A grade of which only half
    was replaced keeps the other half.
    """
    held: list[Ruling] = []
    for decision in in_force(made, without):
        ruling = to_ruling(decision)
        if ruling is not None:
            held = [left for each in held if (left := _left_of(each, ruling)) is not None]
            held.append(ruling)
    return tuple(sorted(held, key=lambda ruling: ruling.id))


def _left_of(earlier: Ruling, later: Ruling) -> Ruling | None:
    """What a later ruling leaves of an earlier one."""
    if earlier.action == later.action == "grade":
        letter = None if later.letter is not None and later.origin == earlier.origin else earlier.letter
        same_claim = (later.document, later.claim) == (earlier.document, earlier.claim)
        digit = None if later.digit is not None and same_claim else earlier.digit
        return replace(earlier, letter=letter, digit=digit) if letter is not None or digit is not None else None
    if "grade" in (earlier.action, later.action):
        return earlier
    before, now = _places(earlier), _places(later)
    if before == now:
        return None
    small, large = sorted((before, now), key=len)
    return None if {earlier.action, later.action} == {"merge", "part"} and small < large else earlier


def _places(ruling: Ruling) -> frozenset[tuple[str, str]]:
    here = (ruling.document, ruling.claim)
    return frozenset({here} if ruling.other is None else {here, ruling.other})
