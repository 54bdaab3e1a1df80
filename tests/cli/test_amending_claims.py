"""By the command line: slots set right, words made a claim, and a second reader's word on either."""

from __future__ import annotations

import csv
import io

import pytest
from cli_runs import SHELLS, TROOPS, document, write_lines

BY = ("--by", "Ana Horvat", "--why", "read both")
OTHER = ("--by", "Bo Lind", "--why", "read both")
TEXT = "Pyongyang sent 300 gizmos to Russia, an envoy said. Later it sent 300 more."


@pytest.fixture
def claims(run, folder):
    """The ids of two claims with a figure, of two documents in a ledger; a third document has a number not used."""
    run("add", write_lines(folder / "d.jsonl", document("a", SHELLS), document("b", TROOPS), document("c", TEXT)))
    found = run("claims", "--format", "jsonl").records
    return [each["id"] for each in found if each["low"] is not None and each["doc"] != "c"]


def made(outcome):
    """The id of the decision that a command printed."""
    assert outcome.code == 0, outcome.err
    return outcome.out.split()[1].rstrip(":")


def record(run, claim):
    (found,) = [each for each in run("claims", "--format", "jsonl").records if each["id"] == claim]
    return found


def test_a_slot_is_set_right_and_the_undo_brings_the_reading_back(run, claims):
    """Every command that tells claims tells the corrected one; undone, it tells what was read, to the letter."""
    before = record(run, claims[0])
    outcome = run(
        "correct", claims[0][:8], "--set", "low=700", "--set", "high=900", "--set", "hedge=range", "--set",
        "supplier=Iran", "--set", "tags=partial", *BY,
    )  # fmt: skip
    assert "is corrected: quantity, supplier, tags" in outcome.out
    after = record(run, claims[0])
    assert [after[slot] for slot in ("low", "high", "hedge", "supplier", "tags")] == [
        700,
        900,
        "range",
        "IR",
        ["partial"],
    ]
    assert (after["id"], after["anchor"]) == (before["id"], before["anchor"])
    (shown,) = run("show", claims[0], "--format", "json").records[0]["claims"]
    assert (shown["supplier"], shown["read"]["supplier"]) == ("IR", before["supplier"])
    assert f"set right by Ana Horvat; it was read as supplier: {before['supplier']}" in run("show", claims[0]).out
    assert run("claims", "--supplier", "IR", "--format", "jsonl").records == [after]
    run("undo", made(outcome), *BY)
    assert record(run, claims[0]) == before


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ((), "say what to set"),
        (("--set", "unit"), "is no SLOT=VALUE"),
        (("--set", "low=1", "--set", "low=2"), "is given twice"),
        (("--set", "colour=red"), "use one of supplier, recipient"),
        (("--set", "unit=heads"), "use one of pieces, persons"),
        (("--set", "low=many"), "is no number"),
        (("--set", "supplier=Atlantis"), "no actor 'Atlantis' is known"),
        (("--set", "item=arms.trebuchet"), "no item 'arms.trebuchet' is known"),
        (("--set", "status=sunk"), "use one of delivered"),
        (("--set", "source=Nobody at all"), "does not stand in the text"),
        (("--set", "source=0:99999"), "lies outside the text"),
    ],
)
def test_a_value_that_is_none_is_refused_with_what_is_allowed(run, claims, told, words):
    """In one clear line, and nothing is recorded."""
    outcome = run("correct", claims[0], *told, *BY)
    assert outcome.code != 0
    assert words in " ".join(outcome.err.replace("│", " ").split())
    assert run("decisions", "--format", "jsonl").records == []


def test_words_become_a_claim(run, claims):
    """Filled in from the text; whatever is set otherwise stands as it is set; the undo takes it out again."""
    draft = run("mark", "c", "--words", "300 gizmos", "--draft")
    assert "low=300" in draft.out
    assert run("decisions", "--format", "jsonl").records == []
    outcome = run(
        "mark", "c", "--words", "300 gizmos", "--set", "unit=pieces", "--set", "hedge=exact", "--set", "supplier=KP",
        "--set", "recipient=Russia", "--set", "item=arms", "--set", "source=an envoy", *BY,
    )  # fmt: skip
    decision = made(outcome)
    (claim,) = [
        each for each in run("claims", "--format", "jsonl").records if each["doc"] == "c" and each["low"] == 300
    ]
    assert (claim["quote"], claim["anchor"]) == ("Pyongyang sent 300 gizmos to Russia, an envoy said.", "300 gizmos")
    assert (claim["supplier"], claim["recipient"], claim["source"]) == ("KP", "RU", "an envoy")
    assert "by hand: marked" in claim["reasons"]
    assert claims[0] != claim["id"]
    run("undo", decision, *BY)
    assert claim["id"] not in run("claims", "--format", "jsonl").out


@pytest.mark.usefixtures("claims")
@pytest.mark.parametrize(
    ("told", "words"),
    [
        (("--words", "300"), "stands 2 times in the text; say which with --at 15:18, 66:69"),
        (("--words", "400"), "does not stand in the text"),
        ((), "no words were given"),
        (("--at", "15"), "write START:END"),
        (("--at", "15:9999"), "lies outside the text"),
        (("--at", "15:18", "--words", "299", "--set", "unit=pieces", "--set", "hedge=exact"), "other words stand"),
    ],
)
def test_a_mark_that_finds_no_words_is_refused(run, told, words):
    """Which is said with the places there are."""
    outcome = run("mark", "c", *told, *BY)
    assert outcome.code != 0
    assert words in " ".join(outcome.err.replace("│", " ").split())
    assert run("decisions", "--format", "jsonl").records == []


def test_a_second_reader_confirms_or_contests(run, claims):
    """Listed with the state and the names; the first cannot be the second."""
    first = made(run("correct", claims[0], "--set", "status=planned", *BY))
    own = run("confirm", first, *BY)
    assert own.code == 1
    assert "a second reader is somebody else" in own.err
    second = made(run("withdraw", claims[1], *BY))
    run("confirm", first, *OTHER)
    run("contest", second, *OTHER)

    def states(which):
        return [each["id"][:12] for each in run("decisions", "--second", which, "--format", "jsonl").records]

    assert (states("confirmed"), states("contested"), states("one")) == ([first], [second], [])
    rows = list(csv.DictReader(io.StringIO(run("decisions", "--format", "csv").out)))
    assert [row["second"] for row in rows] == ["confirmed", "contested", "", ""]
    assert rows[0]["second_readers"] == "Bo Lind"
    assert rows[0]["set"] == '{"status": "planned"}'
    assert "confirm" in run("decisions").out


def test_a_decision_tells_by_how_much_it_moves_the_estimate(run, claims):
    """Without it and with it; its undo moves the number back by as much."""
    first = made(run("correct", claims[0], "--set", "low=9000", "--set", "high=9000", "--set", "hedge=exact", *BY))
    told = run("moved", first)
    assert "without it: " in told.out
    assert "the middle moves by +" in told.out
    (one,) = run("moved", first, "--format", "jsonl").records
    taken = made(run("undo", first, *BY))
    (back,) = run("moved", taken, "--format", "jsonl").records
    assert (back["before"], back["after"]) == (one["after"], one["before"])
    assert run("moved", "ffffffff").code == 1
