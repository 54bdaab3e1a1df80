"""Which questions a ledger can be asked: every pair, thing, unit and stage of which somebody said a figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.finding import Question
from armstrail.reconciliation.figures import counted, effective_status
from armstrail.reconciliation.utterances import is_figure


class Asked(NamedTuple):
    """A question, and how many claims say a figure to exactly that."""

    question: Question
    claims: int


def questions(claims: Iterable[tuple[Claim, Document]]) -> tuple[Asked, ...]:
    """All questions that figures among the claims answer, those with the most claims first, then by their words.

    What is only possible is asked as such (stage `possible`); claims that lack a party or an item ask nothing.
    """
    found = Counter(asked for claim, _ in claims if (asked := question_of(claim)) is not None)
    made = [Asked(question, count) for question, count in found.items()]
    return tuple(sorted(made, key=lambda one: (-one.claims, _words(one.question))))


def question_of(claim: Claim) -> Question | None:
    """The question that a claim's figure answers; None where it has no figure, is denied, or lacks a party or item."""
    item = counted(claim)
    if (
        not is_figure(claim)
        or claim.quantity is None
        or claim.supplier is None
        or claim.recipient is None
        or item is None
    ):
        return None
    stage = "used" if claim.kind == "use" else effective_status(claim) or "delivered"
    share = claim.measure == "share" or claim.quantity.unit == "percent"
    nature = "share" if share else "stock" if "stock" in claim.tags else "flow"
    return Question(claim.supplier, claim.recipient, item, claim.quantity.unit, stage, nature)


def _words(question: Question) -> tuple[str, ...]:
    return (question.supplier, question.recipient, question.item, question.unit, question.stage, question.nature)
