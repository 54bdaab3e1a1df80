"""`armstrail drift` and `armstrail changes`: what became of figures, and what is new."""

from __future__ import annotations

import pytest
from cli_runs import document, write_lines

HELD = (
    "South Korea's defence minister Shin Won-sik said on Friday that North Korea had shipped 10,000 containers to "
    "Russia, which could hold up to 4.8 million artillery shells."
)
SENT = "North Korea has sent Russia 4.8 million artillery shells, South Korea's defence minister Shin Won-sik said."


@pytest.fixture
def ledger(run, folder):
    """A capacity that is told as a delivery three days later."""
    told = [
        document("held", HELD, published="2024-06-14", publisher="The First"),
        document("sent", SENT, published="2024-06-17", publisher="The Second"),
    ]
    path = folder / "drift.db"
    assert run("add", "--ledger", path, write_lines(folder / "told.jsonl", *told)).code == 0
    return path


def test_could_hold_became_sent(run, ledger):
    """The drift is named first, with both quotes and both outlets."""
    outcome = run("drift", "--ledger", ledger)
    first = outcome.out.split("\n\n")[0]
    assert "what could be held became what was sent" in first
    assert "The First" in first
    assert "The Second" in first


def test_drifts_as_records_carry_both_quotes(run, ledger):
    """One JSON line for each, worst first."""
    records = run("drift", "--ledger", ledger, "--format", "jsonl").records
    weights = [record["weight"] for record in records]
    assert weights == sorted(weights, reverse=True)
    assert {record["what"] for record in records} >= {"capacity_became_content"}
    assert all(record["quote_before"] and record["quote_after"] for record in records)


def test_a_ledger_without_drift_says_none(run, folder):
    """Nothing to tell is told, and is no error."""
    path = folder / "one.db"
    run("add", "--ledger", path, write_lines(folder / "one.jsonl", document("a", HELD)))
    outcome = run("drift", "--ledger", path)
    assert (outcome.code, outcome.out) == (0, "")
    assert "0 drifts" in outcome.err


def test_changes_tells_new_voices_with_their_words(run, ledger):
    """What was public by the day is not told again."""
    outcome = run("changes", "--ledger", ledger, "--since", "2024-06-15")
    assert outcome.code == 0
    assert "The Second" in outcome.out
    assert "10,000 containers" not in outcome.out
    nothing = run("changes", "--ledger", ledger, "--since", "2024-06-17")
    assert "nothing became public" in nothing.err


def test_changes_needs_a_day(run, ledger):
    """Without --since there is nothing to hold it against; a day that is none is refused."""
    assert run("changes", "--ledger", ledger).code == 2
    assert run("changes", "--ledger", ledger, "--since", "soon").code == 2


def test_a_claim_parted_by_hand_is_a_voice_of_its_own_and_can_be_put_back(run, folder):
    """Two outlets with one ministry's figure are one voice; parted they are two; undone, one again."""
    told = [
        document("a", "North Korea has sent Russia 3,000 troops, the South Korean spy agency said.", publisher="One"),
        document("b", "Seoul's spy agency said North Korea has sent 3,000 troops to Russia.", publisher="Two"),
    ]
    path = folder / "hands.db"
    run("add", "--ledger", path, write_lines(folder / "told.jsonl", *told))
    asked = ("--supplier", "KP", "--recipient", "RU", "--item", "personnel.troops", "--format", "json")

    def voices() -> int:
        import json

        return int(json.loads(run("estimate", "--ledger", path, *asked).out)["outcome"]["voices"])

    assert voices() == 1
    claims = run("claims", "--ledger", path, "--kind", "deployment", "--format", "jsonl").records
    (second,) = [claim["id"] for claim in claims if claim["doc"] == "b"]
    parted = run("part", second, "--ledger", path, "--who", "A. Reader", "--why", "spoke to them apart")
    assert parted.code == 0, parted.err
    assert voices() == 2
    decision = run("decisions", "--ledger", path, "--format", "jsonl").records[0]["id"]
    assert run("undo", decision, "--ledger", path, "--who", "A. Reader", "--why", "I did not").code == 0
    assert voices() == 1
