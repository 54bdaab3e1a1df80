"""Rulings of people: which claims are one voice, and how far a source or an item is to be trusted."""

from __future__ import annotations

import io
import json
from collections.abc import Callable

import pytest
from ledger_makers import Clock, ids, make_claim, make_document, make_reading, usual

from armstrail.ledger import Decision, Ledger
from armstrail.model.errors import BadValue, LedgerError
from armstrail.model.ruling import Ruling


@pytest.fixture
def claims(ledger: Ledger) -> tuple[str, str, str]:
    """The ids of three claims: 12,000 soldiers and 7,000 containers of the usual document, 6,700 of another."""
    document, reading = usual()
    ledger.add(document, reading)
    later = make_document("Pyongyang sent 6,700 containers to Russia.", id="b.txt", published="2024-11-01")
    other = make_reading(later, make_claim(later, "6,700 containers"))
    ledger.add(later, other)
    return reading.claims[0].id, reading.claims[1].id, other.claims[0].id


def decide(ledger: Ledger, action: str, target: str, **told: object) -> Decision:
    return ledger.add_decision(action, target, who="Ana", why="read both", **told)


def held(ledger: Ledger) -> set[tuple[object, ...]]:
    """The rulings that hold, without their ids, places and words."""
    return {
        (each.action, each.claim, each.other and each.other[1], each.origin, each.letter, each.digit)
        for each in ledger.rulings()
    }


def test_a_merge_names_both_claims_with_their_documents(ledger: Ledger, claims: tuple[str, str, str]) -> None:
    """The ruling leads to both places, says who ruled and why, and has the id by which it is undone."""
    _, first, second = claims
    made = decide(ledger, "merge", second, other=first[:8])
    ((claim, document),) = [pair for pair in ledger.claims() if pair[0].id == first]
    (ruling,) = ledger.rulings()
    assert ruling.other == (document.digest, claim.id)
    assert (ruling.id, ruling.action, ruling.claim, ruling.who, ruling.why) == (
        made.id, "merge", second, "Ana", "read both",
    )  # fmt: skip


def test_a_part_may_set_a_claim_on_its_own(ledger: Ledger, claims: tuple[str, str, str]) -> None:
    """Without another claim, it is parted from all."""
    decide(ledger, "part", claims[1])
    assert held(ledger) == {("part", claims[1], None, None, None, None)}


def test_a_grade_judges_the_source_and_the_item_apart(ledger: Ledger, claims: tuple[str, str, str]) -> None:
    """A letter for the origin, a digit for this item, either without the other."""
    decide(ledger, "grade", claims[0], origin="kr-nis", letter="B")
    decide(ledger, "grade", claims[1], digit=3)
    assert held(ledger) == {
        ("grade", claims[0], None, "kr-nis", "B", None),
        ("grade", claims[1], None, None, None, 3),
    }


def test_a_ruling_taken_back_no_longer_holds(ledger: Ledger, claims: tuple[str, str, str]) -> None:
    """And holds again where the undo is undone."""
    merge = decide(ledger, "merge", claims[2], other=claims[1])
    undo = decide(ledger, "undo", merge.id)
    assert ledger.rulings() == ()
    decide(ledger, "undo", undo.id)
    assert [ruling.id for ruling in ledger.rulings()] == [merge.id]


def test_the_rulings_of_a_past_day_can_be_asked(ledger: Ledger, claims: tuple[str, str, str], clock: Clock) -> None:
    """What was merged on Saturday was not merged on Friday."""
    clock.move(days=1)
    decide(ledger, "merge", claims[2], other=claims[1])
    assert [len(ledger.rulings(day)) for day in ("2024-11-01", "2024-11-02")] == [0, 1]


def test_a_later_letter_of_an_origin_replaces_the_earlier(ledger: Ledger, claims: tuple[str, str, str]) -> None:
    """Whichever claim it was given on; the letters of other origins stay."""
    decide(ledger, "grade", claims[0], origin="kr-nis", letter="B")
    decide(ledger, "grade", claims[0], origin="ua-hur", letter="C")
    decide(ledger, "grade", claims[2], origin="kr-nis", letter="A")
    assert {ruling[3:5] for ruling in held(ledger)} == {("kr-nis", "A"), ("ua-hur", "C")}


def test_a_later_digit_replaces_the_digit_and_leaves_the_letter(ledger: Ledger, claims: tuple[str, str, str]) -> None:
    """Of a grade with both, the half that nobody judged again holds on."""
    decide(ledger, "grade", claims[0], origin="kr-nis", letter="B", digit=2)
    decide(ledger, "grade", claims[0], digit=5)
    assert {ruling[4:] for ruling in held(ledger)} == {("B", None), (None, 5)}


def test_the_earlier_grade_holds_again_where_the_later_is_taken_back(
    ledger: Ledger, claims: tuple[str, str, str]
) -> None:
    """A grade that was replaced is not lost."""
    decide(ledger, "grade", claims[0], digit=2)
    later = decide(ledger, "grade", claims[0], digit=5)
    decide(ledger, "undo", later.id)
    assert {ruling[5] for ruling in held(ledger)} == {2}


@pytest.mark.parametrize(
    ("earlier", "later", "holds"),
    [
        (("merge", 0, 2), ("part", 2, 0), {"part"}),  # the pair, named in either order
        (("part", 0, 2), ("merge", 0, 2), {"merge"}),
        (("merge", 0, 2), ("part", 0, None), {"part"}),  # set on its own, so out of the merge
        (("part", 2, None), ("merge", 0, 2), {"merge"}),
        (("merge", 0, 2), ("merge", 1, 2), {"merge"}),  # three claims of one voice: both hold
        (("merge", 0, 2), ("part", 1, None), {"merge", "part"}),
        (("part", 0, 2), ("part", 0, None), {"part"}),
    ],
)
def test_of_rulings_that_contradict_each_other_the_later_holds(
    ledger: Ledger,
    claims: tuple[str, str, str],
    earlier: tuple[str, int, int | None],
    later: tuple[str, int, int | None],
    holds: set[str],
) -> None:
    """On one pair, and between a claim on its own and a merge that it is part of; others stay beside each other."""
    made = [
        decide(ledger, action, claims[target], other=None if other is None else claims[other])
        for action, target, other in (earlier, later)
    ]
    found = ledger.rulings()
    assert {ruling.action for ruling in found} == holds
    assert made[1].id in {ruling.id for ruling in found}


@pytest.mark.parametrize("ruling", [("merge", {"other": 1}), ("part", {}), ("grade", {"digit": 2})])
def test_a_ruling_does_not_bring_a_withdrawn_claim_back(
    ledger: Ledger, claims: tuple[str, str, str], ruling: tuple[str, dict[str, int]]
) -> None:
    """Whether a claim stands is decided by withdraw and accept alone."""
    action, told = ruling
    decide(ledger, "withdraw", claims[0])
    named = {"other": claims[told["other"]]} if "other" in told else told
    decide(ledger, action, claims[0], **named)
    assert ids(ledger) == ["7,000 containers", "6,700 containers"]


def test_a_withdrawal_leaves_rulings_as_they_are(ledger: Ledger, claims: tuple[str, str, str]) -> None:
    """They hold on should the claim be accepted again."""
    decide(ledger, "merge", claims[2], other=claims[1])
    decide(ledger, "withdraw", claims[2])
    assert len(ledger.rulings()) == 1


@pytest.mark.parametrize(
    ("action", "told", "fault"),
    [
        ("merge", {}, "a merge needs the other claim"),
        ("merge", {"other": 0}, "a merge needs two claims"),
        ("part", {"other": 0}, "a part needs two claims"),
        ("grade", {}, "a grade needs a letter, a digit, or both"),
        ("grade", {"letter": "B"}, "a letter grades an origin; name it"),
        ("grade", {"letter": "G", "origin": "kr-nis"}, "letter 'G' is not known"),
        ("grade", {"digit": 7}, "digit 7 is not known; use one of 1 to 6"),
        ("grade", {"digit": 1, "other": 1}, "a decision to grade takes no other"),
        ("withdraw", {"digit": 1}, "a decision to withdraw takes no digit"),
    ],
)
def test_a_ruling_that_says_nothing_is_refused(
    ledger: Ledger, claims: tuple[str, str, str], action: str, told: dict[str, object], fault: str
) -> None:
    """It says why, and nothing is recorded."""
    named = {slot: claims[value] if slot == "other" else value for slot, value in told.items()}
    with pytest.raises(BadValue, match=fault):
        decide(ledger, action, claims[0], **named)
    assert list(ledger.decisions()) == []


def test_the_other_claim_must_be_there(ledger: Ledger, claims: tuple[str, str, str]) -> None:
    """A merge with something that is not in the ledger rules nothing."""
    with pytest.raises(LedgerError, match="no claim 'ffffffffffff' in this ledger"):
        decide(ledger, "merge", claims[0], other="ffffffffffff")


def test_rulings_go_through_an_export(
    ledger: Ledger, claims: tuple[str, str, str], new_place: Callable[[], str]
) -> None:
    """The other ledger rules the same, and verifies."""
    decide(ledger, "merge", claims[2], other=claims[1])
    decide(ledger, "part", claims[0])
    decide(ledger, "grade", claims[0], origin="kr-nis", letter="B", digit=2)
    exported = io.StringIO(newline="")
    ledger.export(exported)
    with Ledger.open(new_place(), clock=Clock()) as other:
        assert other.import_(exported.getvalue().splitlines()).bad == ()
        assert other.rulings() == ledger.rulings()
        assert other.verify() == []


@pytest.mark.parametrize(
    "payload", [{}, {"other": None}, {"other": ["x"]}, {"other": [1, 2]}, {"other": ["0" * 64, "1" * 12]}]
)
def test_a_line_that_rules_nothing_costs_itself(
    ledger: Ledger, claims: tuple[str, str, str], new_place: Callable[[], str], payload: dict[str, object]
) -> None:
    """A merge without another claim, or with one of a document that is nowhere, is no ruling."""
    decide(ledger, "merge", claims[2], other=claims[1])
    exported = io.StringIO(newline="")
    ledger.export(exported)
    lines = [json.loads(line) for line in exported.getvalue().splitlines()]
    spoilt = [json.dumps(line | {"payload": payload} if line["type"] == "decision" else line) for line in lines]
    with Ledger.open(new_place(), clock=Clock()) as other:
        assert len(other.import_(spoilt).bad) == 2  # the line, and the number of decisions that falls short
        assert other.rulings() == ()


def test_a_ruling_knows_its_own_bounds() -> None:
    """The value refuses what the commands refuse."""
    with pytest.raises(BadValue, match="ruling 'burn' is not known"):
        Ruling("1", "burn", "d", "c", "Ana", "")
