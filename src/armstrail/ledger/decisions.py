"""Decisions of people, folded: a withdrawal holds until someone accepts the claim again or undoes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, select

from armstrail.ledger import forms
from armstrail.ledger.schema import decisions
from armstrail.ledger.values import Decision


def iter_decisions(connection: Connection, until: str | None) -> Iterator[Decision]:
    """Decisions in the order they were recorded."""
    statement = select(decisions).order_by(decisions.c.recorded, decisions.c.sequence)
    if until is not None:
        statement = statement.where(decisions.c.recorded <= until)
    for row in connection.execute(statement):
        yield forms.to_decision(row)


def in_force(made: Iterable[Decision]) -> list[Decision]:
    """The decisions that nobody took back, in their order; an undo can itself be undone."""
    undone: set[str] = set()
    kept = []
    for decision in reversed(list(made)):
        if decision.id in undone:
            continue
        if decision.action == "undo":
            undone.add(decision.payload["decision"])
        else:
            kept.append(decision)
    return kept[::-1]


def withdrawn(made: Iterable[Decision]) -> dict[tuple[str, str], Decision]:
    """The withdrawals that hold, by the digest of the document and the id of the claim."""
    last = {(decision.document, decision.claim): decision for decision in in_force(made)}
    return {place: decision for place, decision in last.items() if decision.action == "withdraw"}


def withdrawn_claims(connection: Connection, until: str | None) -> dict[tuple[str, str], Decision]:
    """The withdrawals that hold among the decisions recorded by `until`."""
    return withdrawn(iter_decisions(connection, until))
