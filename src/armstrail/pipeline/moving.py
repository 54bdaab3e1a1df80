"""By how much a decision moves the estimate it bears on: what follows without it, and what follows with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from armstrail.model.changes import Moved
from armstrail.model.estimate import Estimate, Interval
from armstrail.model.finding import Question
from armstrail.pipeline.estimates import Answer, Books, answer, gather

if TYPE_CHECKING:
    from armstrail.ledger import Decision, Ledger


def questions_of(ledger: Ledger, decision: Decision) -> tuple[Question, ...]:
    """The questions that the claim of a decision answers without it and with it: none, one, or two where it changed
    what the claim is about."""
    from armstrail.reconciliation import question_of

    place = (decision.document, decision.claim)
    sides = [ledger.claim_at(*place, without=decision.id), ledger.claim_at(*place)]
    asked = [question_of(side[0]) for side in sides if side is not None]
    return tuple(dict.fromkeys(question for question in asked if question is not None))


def moved(ledger: Ledger, decision: Decision, books: Books) -> tuple[Moved, ...]:
    """The estimates of the questions that a decision bears on, without it and with it, moved or not.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    found = []
    for question in questions_of(ledger, decision):
        before, after = (
            _headline(answer(evidence, question, books, influence=False))
            for evidence in (
                gather(ledger, question.supplier, question.recipient, books, without=decision.id),
                gather(ledger, question.supplier, question.recipient, books),
            )
        )
        found.append(Moved(question, before, after))
    return tuple(found)


def _headline(told: Answer) -> Interval | None:
    return told.outcome.headline if isinstance(told.outcome, Estimate) else None
