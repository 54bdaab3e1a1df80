"""Decisions by the command line: made, listed, taken back, and refused where they say nothing."""

from __future__ import annotations

import csv
import io

import pytest
from cli_runs import SHELLS, TROOPS, document, write_lines

BY = ("--who", "Ana Horvat", "--why", "read both")


@pytest.fixture
def claims(run, folder):
    """The ids of two claims with a figure, of two documents in a ledger."""
    run("add", write_lines(folder / "d.jsonl", document("a", SHELLS), document("b", TROOPS)))
    found = run("claims", "--format", "jsonl").records
    return [each["id"] for each in found if each["low"] is not None]


def made(outcome):
    """The id that a command printed."""
    assert outcome.code == 0, outcome.err
    return outcome.out.split()[1].rstrip(":")


def listed(run, *options):
    return run("decisions", "--format", "jsonl", *options).records


def test_a_withdrawn_claim_comes_back_when_accepted(run, claims):
    """Out of what stands, and in again."""
    assert "is withdrawn" in run("withdraw", claims[0], *BY).out
    assert claims[0] not in run("claims", "--format", "jsonl").out
    assert "is accepted" in run("accept", claims[0], *BY).out
    assert claims[0] in run("claims", "--format", "jsonl").out


def test_each_command_says_how_to_take_it_back(run, claims):
    """With the id that `undo` takes, and the ledger where it is not the usual one."""
    outcome = run("withdraw", claims[0][:6], *BY)
    decision = made(outcome)
    assert f"armstrail undo {decision} --who NAME --why TEXT\n" in outcome.out
    assert f"decision {decision} on claim {claims[0]} is taken back" in run("undo", decision, *BY).out
    assert claims[0] in run("claims", "--format", "jsonl").out


def test_the_hint_names_another_ledger(run, folder):
    """As the shell wants it."""
    run("add", "--ledger", "my book.db", write_lines(folder / "d.jsonl", document("a", TROOPS)))
    (claim, *_) = run("claims", "--ledger", "my book.db", "--format", "jsonl").records
    outcome = run("withdraw", claim["id"], "--ledger", "my book.db", *BY)
    assert outcome.out.endswith("--why TEXT --ledger 'my book.db'\n")


def test_claims_are_merged_parted_and_graded(run, claims):
    """Each decision is in the list, with what it says."""
    run("merge", claims[0], claims[1], *BY)
    run("part", claims[0], claims[1], *BY)
    run("part", claims[0], *BY)
    run("grade", claims[0], "--source", "b", "--item", "2", "--origin", "kr-nis", *BY)
    rows = listed(run)
    assert [row["action"] for row in rows] == ["merge", "part", "part", "grade"]
    assert [row["other"] for row in rows] == [claims[1], claims[1], None, None]
    assert [rows[3][slot] for slot in ("origin", "letter", "digit")] == ["kr-nis", "B", 2]
    assert {(row["who"], row["why"]) for row in rows} == {("Ana Horvat", "read both")}


def test_the_list_tells_what_was_taken_back(run, claims):
    """In every form: who, when, what, why."""
    decision = made(run("merge", claims[0], claims[1], *BY))
    run("undo", decision, *BY)
    assert [(row["action"], row["in_force"]) for row in listed(run)] == [("merge", False), ("undo", None)]
    table = run("decisions")
    assert "merge with" in table.out
    assert "taken back" in table.out
    assert table.err == "2 decisions\n"
    rows = list(csv.DictReader(io.StringIO(run("decisions", "--format", "csv").out)))
    assert [row["in_force"] for row in rows] == ["no", ""]
    assert listed(run, "--recorded-by", "2020-01-01") == []


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (("withdraw", 0, "--why", "misread"), "say who decides"),
        (("withdraw", 0, "--who", " ", "--why", "misread"), "say who decides"),
        (("withdraw", 0, "--who", "Ana"), "say why"),
        (("grade", 0, *BY), "give a letter with --source, a digit with --item, or both"),
        (("grade", 0, "--source", "G", "--origin", "kr-nis", *BY), "'G' is no letter; use one of A to F"),
        (("grade", 0, "--item", "7", *BY), "7 is no grade; use one of 1 to 6"),
        (("grade", 0, "--item", "2", "--origin", "kr-nis", *BY), "an origin is judged by a letter"),
        (("merge", 0, *BY), "Missing argument"),
    ],
)
def test_a_decision_that_says_nothing_is_wrong_usage(run, claims, arguments, fault):
    """It ends with 2, says what is missing, and nothing is recorded."""
    outcome = run(*(claims[each] if isinstance(each, int) else each for each in arguments))
    assert outcome.code == 2
    assert fault in " ".join(outcome.err.split())
    assert listed(run) == []


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (("withdraw", "ffffffff", *BY), "no claim 'ffffffff' in this ledger"),
        (("merge", 0, "ffffffff", *BY), "no claim 'ffffffff' in this ledger"),
        (("merge", 0, 0, *BY), "a merge needs two claims"),
        (("undo", "ffffffff", *BY), "is no decision of this ledger"),
    ],
)
def test_a_target_that_is_not_there_is_one_clear_line(run, claims, arguments, fault):
    """It ends with 1, and nothing is recorded."""
    outcome = run(*(claims[each] if isinstance(each, int) else each for each in arguments))
    assert outcome.code == 1
    assert outcome.err.startswith("error: ")
    assert fault in outcome.err
    assert listed(run) == []


def test_no_ledger_is_made_by_a_decision(run, folder):
    """There is nothing to decide on."""
    assert run("withdraw", "3f2a9c", *BY).code == 1
    assert list(folder.iterdir()) == []


def test_a_letter_without_a_code_judges_whose_word_the_claim_is(run, claims):
    """The origin is looked up in the registry, and told."""
    graded = run("grade", claims[0], "--source", "C", *BY)
    assert graded.code == 0, graded.err
    origin = run("decisions", "--format", "jsonl").records[0]["origin"]
    assert origin
    assert f"the letter C is for {origin}" in graded.err
