"""Second readers: what one person decided, another confirms or contests, and neither takes it back."""

from __future__ import annotations

import io
import json
from collections.abc import Callable

import pytest
from ledger_makers import Clock, ids, usual

from armstrail.ledger import Decision, Ledger, second_readings
from armstrail.ledger.forms import decision_digest
from armstrail.model.errors import BadValue, LedgerError


@pytest.fixture
def made(ledger: Ledger) -> Decision:
    """A withdrawal by Ana."""
    document, reading = usual()
    ledger.add(document, reading)
    return ledger.add_decision("withdraw", reading.claims[0].id, who="Ana Horvat", why="misread")


def second(ledger: Ledger, action: str, decision: Decision, who: str = "Bo Lind") -> Decision:
    return ledger.add_decision(action, decision.id, who=who, why="read both")


def state(ledger: Ledger, decision: Decision) -> str:
    return second_readings(ledger.decisions())[decision.id].state


def test_a_decision_is_by_one_until_another_reads_it(ledger: Ledger, made: Decision) -> None:
    """Then it is confirmed, and who confirmed it is told; the decision holds before and after."""
    assert state(ledger, made) == "one"
    seen = second(ledger, "confirm", made)
    assert state(ledger, made) == "confirmed"
    assert second_readings(ledger.decisions())[made.id].readings == (seen,)
    assert ids(ledger) == ["7,000 containers"]


def test_one_who_contests_outweighs_those_who_confirm(ledger: Ledger, made: Decision) -> None:
    """The decision still holds: it is taken back by undo alone."""
    second(ledger, "confirm", made)
    second(ledger, "contest", made, "Cy Moe")
    assert state(ledger, made) == "contested"
    assert ids(ledger) == ["7,000 containers"]


def test_the_last_word_of_each_reader_counts(ledger: Ledger, made: Decision) -> None:
    """Who contested may come to confirm; both stay on record. What is undone is not said."""
    second(ledger, "contest", made)
    last = second(ledger, "confirm", made, " bo  LIND")
    assert state(ledger, made) == "confirmed"
    ledger.add_decision("undo", last.id, who="Bo Lind", why="no")
    assert state(ledger, made) == "contested"
    assert len(list(ledger.decisions())) == 4


@pytest.mark.parametrize("who", ["Ana Horvat", "ana horvat", "  Ana   Horvat ", "ＡＮＡ Horvat"])
@pytest.mark.parametrize("action", ["confirm", "contest"])
def test_nobody_is_the_second_reader_of_her_own(ledger: Ledger, made: Decision, action: str, who: str) -> None:
    """However she writes her name."""
    with pytest.raises(BadValue, match="Ana Horvat made this decision; a second reader is somebody else"):
        second(ledger, action, made, who)
    assert len(list(ledger.decisions())) == 1


def test_only_what_holds_is_read_again(ledger: Ledger, made: Decision) -> None:
    """Neither an undo nor a second reading, nor what was taken back, nor what is not there."""
    confirmed = second(ledger, "confirm", made)
    with pytest.raises(BadValue, match="can contest what was decided on a claim, and no confirm"):
        second(ledger, "contest", confirmed, "Cy Moe")
    undone = ledger.add_decision("undo", made.id, who="Ana Horvat", why="no")
    with pytest.raises(BadValue, match="no undo"):
        second(ledger, "confirm", undone)
    with pytest.raises(BadValue, match="was taken back, so there is nothing to confirm"):
        second(ledger, "confirm", made)
    with pytest.raises(LedgerError, match="is no decision of this ledger"):
        ledger.add_decision("confirm", "ffffff", who="Bo", why="x")
    assert made.id not in second_readings(ledger.decisions())


def test_second_readings_are_exported_and_held_to_their_rule(
    ledger: Ledger, made: Decision, clock: Clock, new_place: Callable[[], str]
) -> None:
    """They come along; one by the name of the first is refused on the way in."""
    second(ledger, "confirm", made)
    out = io.StringIO(newline="")
    ledger.export(out)
    assert ledger.verify() == []
    lines = out.getvalue().strip().split("\n")
    with Ledger.open(new_place(), clock=clock) as other:
        assert other.import_(lines).bad == ()
        assert state(other, made) == "confirmed"
    record = next(each for each in map(json.loads, lines) if each.get("action") == "confirm")
    own = Decision(
        "", "confirm", record["document"], record["claim"], 1, record["payload"], "ANA HORVAT", "x", record["recorded"]
    )
    forged = record | {"who": own.who, "why": own.why, "digest": decision_digest(own)}
    first, *_ = ledger.import_([lines[0], json.dumps(forged)]).bad
    assert "a second reader is somebody else" in first.reason
