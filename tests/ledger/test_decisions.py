"""Decisions of people: a claim withdrawn, accepted, and either taken back."""

from __future__ import annotations

import pytest
from ledger_makers import Clock, containers, ids, make_document, make_reading, soldiers, usual

from armstrail.ledger import ClaimQuery, Decision, Ledger
from armstrail.model.errors import BadValue, LedgerError


@pytest.fixture
def target(ledger: Ledger) -> str:
    """The id of the claim of 12,000 soldiers in a ledger with the usual document."""
    document, reading = usual()
    ledger.add(document, reading)
    return reading.claims[0].id


def decide(ledger: Ledger, action: str, target: str) -> Decision:
    return ledger.add_decision(action, target, who="Ana", why="misread")


def test_a_withdrawn_claim_no_longer_stands(ledger: Ledger, target: str) -> None:
    """It is left out, and the others stay."""
    decide(ledger, "withdraw", target)
    assert ids(ledger) == ["7,000 containers"]


def test_a_withdrawn_claim_says_who_withdrew_it_and_why(ledger: Ledger, target: str) -> None:
    """Asked for by name, it answers with the decision."""
    decide(ledger, "withdraw", target[:6])
    with pytest.raises(LedgerError, match=r"was withdrawn by Ana on 2024-11-01 \(misread\); undo decision"):
        ledger.claim(target)


def test_a_withdrawal_outlives_a_better_reading(ledger: Ledger, target: str) -> None:
    """The decision is keyed by the claim's place, so a later reading of the same place does not undo it."""
    decide(ledger, "withdraw", target)
    document = make_document()
    better = make_reading(document, soldiers(document, measure="total"), containers(document), extractor="test 2")
    ledger.add(document, better)
    assert ids(ledger) == ["7,000 containers"]


def test_an_undo_takes_a_withdrawal_back(ledger: Ledger, target: str) -> None:
    """The claim stands again."""
    made = decide(ledger, "withdraw", target)
    decide(ledger, "undo", made.id)
    assert len(ids(ledger)) == 2


def test_an_undo_can_be_undone(ledger: Ledger, target: str) -> None:
    """Withdrawn, undone, and the undo undone: withdrawn."""
    first = decide(ledger, "withdraw", target)
    second = decide(ledger, "undo", first.id[:8])
    decide(ledger, "undo", second.id)
    assert len(ids(ledger)) == 1


def test_a_claim_can_be_withdrawn_twice(ledger: Ledger, target: str) -> None:
    """Withdrawn, undone and withdrawn again for the same reason by the same person: withdrawn."""
    first = decide(ledger, "withdraw", target)
    decide(ledger, "undo", first.id)
    decide(ledger, "withdraw", target)
    assert len(ids(ledger)) == 1


def test_accepting_a_claim_ends_its_withdrawal(ledger: Ledger, target: str) -> None:
    """The last word counts."""
    decide(ledger, "withdraw", target)
    decide(ledger, "accept", target)
    assert len(ids(ledger)) == 2


def test_the_ledger_before_a_decision_can_be_asked(ledger: Ledger, target: str, clock: Clock) -> None:
    """What was withdrawn on Saturday stood on Friday."""
    clock.move(days=1)
    decide(ledger, "withdraw", target)
    answers = [len(ids(ledger, ClaimQuery(recorded_by=day))) for day in ("2024-11-01", "2024-11-02")]
    assert answers == [2, 1]


def test_every_decision_stays_on_record(ledger: Ledger, target: str) -> None:
    """Who, why and when of each, the undone ones included."""
    first = decide(ledger, "withdraw", target)
    decide(ledger, "undo", first.id)
    listed = [(each.action, each.claim, each.ordinal, each.who, each.why) for each in ledger.decisions()]
    assert listed == [("withdraw", target, 0, "Ana", "misread"), ("undo", target, 1, "Ana", "misread")]


@pytest.mark.usefixtures("target")
@pytest.mark.parametrize(("action", "key"), [("withdraw", "ffffffffffff"), ("undo", "ffffffff"), ("undo", "")])
def test_a_target_that_is_not_there(ledger: Ledger, action: str, key: str) -> None:
    """A decision must be about something in the ledger, and nothing is recorded otherwise."""
    with pytest.raises(LedgerError, match=r"no claim|is no decision of this ledger"):
        decide(ledger, action, key)
    assert list(ledger.decisions()) == []


@pytest.mark.parametrize(("action", "who"), [("burn", "Ana"), ("withdraw", " ")])
def test_an_action_and_a_person_are_needed(ledger: Ledger, target: str, action: str, who: str) -> None:
    """An unknown action or nobody who decides is refused."""
    with pytest.raises(BadValue, match=r"is not known; use one of withdraw|needs to say who"):
        ledger.add_decision(action, target, who=who, why="misread")
