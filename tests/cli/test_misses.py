"""Numbers that became no claim, over the whole ledger."""

from __future__ import annotations

import csv
import io

import pytest
from cli_runs import TROOPS, document, write_lines

SIEVES = "North Korea sent Russia 40 sieves, 3,000 shells and fuel. The talks began at 16:30 in Seoul."
MORE_SIEVES = "North Korea had promised Russia weapons and 70 sieves, the ministry said."


@pytest.fixture
def asked(run, folder):
    """Ask for misses in a ledger of three documents."""
    lines = [document("a", SIEVES), document("b", MORE_SIEVES), document("c", TROOPS)]
    run("add", write_lines(folder / "d.jsonl", *lines))
    return lambda *arguments: run("misses", *arguments)


def test_the_likeliest_losses_come_first(asked):
    """A number with an unknown noun beside arms stands above a time of day."""
    rows = asked("--format", "jsonl").records
    reasons = [row["reason"] for row in rows]
    assert reasons.index("unknown_noun") < reasons.index("time")
    assert [row["chance"] for row in rows] == sorted((row["chance"] for row in rows), reverse=True)


def test_a_row_tells_why_it_stands_where_it_stands(asked):
    """The signs are named: the claim in the same sentence, the arms word near, the noun that recurs."""
    row = next(row for row in asked("--format", "jsonl").records if row["doc"] == "a")
    assert (row["words"], row["detail"]) == ("40", "sieves")
    assert "in a sentence that makes a claim" in row["signs"]
    assert "near “shells”" in row["signs"]
    assert "its noun stands in 2 documents" in row["signs"]
    assert row["before"] == "North Korea sent Russia "


def test_a_maintainer_sees_which_noun_a_pack_lacks(asked):
    """The unknown noun with its language, its numbers and its documents."""
    (group,) = asked("--by", "noun", "--format", "jsonl").records
    assert (group["key"], group["lang"], group["numbers"], group["documents"]) == ("sieves", "en", 2, 2)
    assert "sieves" in asked("--by", "noun").out


def test_reasons_are_counted_with_their_sentences(asked):
    """The table tells in plain words what each reason says."""
    out = asked("--by", "reason").out
    assert "A time of day" in out
    assert "unknown_noun" in out


def test_filters_narrow_the_list(asked):
    """By reason, document, language and number of rows."""
    assert {row["reason"] for row in asked("--reason", "time", "--format", "jsonl").records} == {"time"}
    assert {row["doc"] for row in asked("--doc", "b", "--format", "jsonl").records} == {"b"}
    assert asked("--lang", "it", "--format", "jsonl").records == []
    assert len(asked("--limit", "1", "--format", "jsonl").records) == 1
    assert asked("--reason", "age").err == "no number that became no claim is as asked for\n"
    outcome = asked("--limit", "1")
    assert "1 shown; --limit 0 lists all" in outcome.err


def test_csv_has_a_row_for_each_number(asked):
    """With the columns of the JSON lines."""
    rows = list(csv.DictReader(io.StringIO(asked("--format", "csv").out)))
    records = asked("--format", "jsonl", "--limit", "0").records
    assert [row["words"] for row in rows] == [record["words"] for record in records]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--reason", "unknown noum"], 2, "did you mean unknown_noun"),
        (["--lang", "tlh"], 2, "no pack reads 'tlh'"),
        (["--doc", "nowhere"], 1, "no document 'nowhere'"),
        (["--limit", "-1"], 2, "--limit"),
        (["--by", "colour"], 2, "--by"),
        (["--as-of", "soon"], 2, "soon"),
    ],
)
def test_bad_input_is_refused_with_the_mend(asked, arguments, code, words):
    """2 for wrong usage, 1 for what is not there; nothing on standard output."""
    outcome = asked(*arguments)
    assert (outcome.code, outcome.out) == (code, "")
    assert words in outcome.err


def test_no_ledger_is_an_error(run):
    """1, and the ledger is not made."""
    outcome = run("misses")
    assert outcome.code == 1
    assert "armstrail.db" in outcome.err


def test_nothing_to_list_is_said_in_words(run, folder):
    """0: a ledger without documents, and one whose every number became a claim."""
    run("add", write_lines(folder / "empty.jsonl"), "--ledger", "empty.db")
    empty = run("misses", "--ledger", "empty.db")
    assert (empty.code, empty.out) == (0, "")
    assert empty.err.startswith("the ledger holds no document yet")
    run("add", write_lines(folder / "d.jsonl", document("a", TROOPS)), "--ledger", "full.db")
    full = run("misses", "--ledger", "full.db")
    assert (full.code, full.out, full.err) == (0, "", "every number that was read became a claim\n")
