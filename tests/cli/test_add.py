"""`armstrail add`: everything in, nothing twice, and one bad document costs itself alone."""

from __future__ import annotations

import random
import signal
import subprocess
import time
from contextlib import suppress

import pytest
from cli_runs import EXAMPLES, SHELLS, TROOPS, command, document, run_apart, run_here, write_lines

from armstrail import extraction

AT = ("--recorded-at", "2025-08-01T12:00Z")


def export(ledger, *options):
    outcome = run_here("ledger", "export", "--ledger", ledger, *options)
    assert outcome.code == 0
    return outcome.out


def test_the_example_corpus_goes_in_whole(run, packs):
    """Every one of the 32 dispatches is a row, those in a language without a pack too, and they are counted."""
    outcome = run("add", EXAMPLES)
    assert outcome.code == 0
    assert outcome.out.startswith("32 new, 0 unchanged, 0 failed; armstrail.db\n")
    rows = run("documents", "--format", "jsonl").records
    unread = [row for row in rows if row["lang"] not in packs]
    assert {row["state"] for row in unread} <= {"no_pack"}
    assert (f"  {len(unread)} in languages without a pack yet" in outcome.out) == bool(unread)


def test_adding_again_adds_nothing(run):
    """The second run says so, and the ledger is the same to the byte."""
    run("add", EXAMPLES, *AT)
    before = export("armstrail.db")
    outcome = run("add", EXAMPLES)
    assert outcome.out.startswith("0 new, 32 unchanged, 0 failed")
    assert export("armstrail.db") == before


def test_the_same_corpus_gives_the_same_bytes(run):
    """Two ledgers with one clock are one export; with another clock, they are one without it."""
    run("add", EXAMPLES, "--ledger", "a.db", *AT)
    run("add", EXAMPLES, "--ledger", "b.db", *AT)
    run("add", EXAMPLES, "--ledger", "c.db")
    assert export("a.db") == export("b.db")
    assert export("a.db") != export("c.db")
    assert export("a.db", "--no-clock") == export("c.db", "--no-clock")


def test_documents_may_come_through_a_pipe(run):
    """`-` reads standard input in the interchange form or as a text."""
    assert run("add", "-", stdin=TROOPS).code == 0
    assert [row["claims"] > 0 for row in run("documents", "--format", "jsonl").records] == [True]


def test_the_ledger_may_be_named_by_the_environment(run, folder, monkeypatch):
    """ARMSTRAIL_LEDGER names it where --ledger does not."""
    monkeypatch.setenv("ARMSTRAIL_LEDGER", "elsewhere.db")
    run("add", "-", stdin=TROOPS)
    assert (folder / "elsewhere.db").exists()


@pytest.mark.parametrize("arguments", [["add"], ["add", "x", "--recorded-at", "soon"], ["add", "x", "--fast"]])
def test_wrong_usage_ends_with_two(run, folder, arguments):
    """Nothing is made, and the message names the mistake."""
    outcome = run(*arguments)
    assert outcome.code == 2
    assert "Error: " in outcome.err
    assert list(folder.iterdir()) == []


def test_a_document_that_breaks_the_extraction_costs_itself_alone(run, folder, monkeypatch):
    """A fault of ours in one text is a row with its reason; the others are read."""
    good = extraction.extract

    def breaks(text, packs):
        if text.id == "bad":
            raise RecursionError("too deep")
        return good(text, packs)

    monkeypatch.setattr(extraction, "extract", breaks)
    lines = write_lines(folder / "d.jsonl", document("a"), document("bad", TROOPS), document("z", SHELLS + " Yes."))
    outcome = run("add", lines)
    assert outcome.code == 1
    assert outcome.out.startswith("2 new, 0 unchanged, 1 failed")
    assert "d.jsonl (bad): could not be read for claims (RecursionError: too deep); please report it" in outcome.err
    (row,) = run("documents", "--failed", "--format", "jsonl").records
    assert row["where"].endswith("d.jsonl (bad)")


def test_a_language_without_a_pack_is_a_row_that_says_so(run, folder):
    """It is no failure: the document is kept, and read once there is a pack."""
    outcome = run(
        "add", write_lines(folder / "d.jsonl", document("eo", "Nord-Koreio sendis 3000 soldatojn.", lang="eo"))
    )
    assert outcome.code == 0
    assert "  1 in languages without a pack yet: eo 1" in outcome.out
    assert [row["state"] for row in run("documents", "--format", "jsonl").records] == ["no_pack"]


def test_a_killed_run_leaves_a_ledger_that_the_next_run_completes():
    """SIGKILL at random moments: the ledger verifies each time, and in the end it is as if nothing had happened."""
    chance = random.Random(20241031)
    assert run_here("add", "--ledger", "whole.db", EXAMPLES).code == 0
    for told in sorted(chance.sample(range(1, 32), 6)):
        with subprocess.Popen(
            command("add", "--ledger", "killed.db", EXAMPLES), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        ) as process:
            assert process.stderr is not None
            for _ in range(told):
                process.stderr.readline()
            time.sleep(chance.uniform(0, 0.01))
            process.kill()
        assert run_here("ledger", "verify", "--ledger", "killed.db").code == 0
    assert run_here("add", "--ledger", "killed.db", EXAMPLES).code == 0
    assert export("killed.db", "--no-clock") == export("whole.db", "--no-clock")


def test_ctrl_c_ends_in_one_line(folder):
    """No traceback, 130, and what went in before stays in."""
    process = subprocess.Popen(
        command("add", "-"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder
    )
    while not (folder / "armstrail.db").exists():  # from then on it waits for standard input
        time.sleep(0.05)
    for _ in range(4):
        if process.poll() is None:
            process.send_signal(signal.SIGINT)  # again, for a library that is just being imported may swallow one
        with suppress(subprocess.TimeoutExpired):  # but not while it is on its way out, which takes long at times
            process.wait(timeout=10)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err.decode().splitlines()) == (130, ["interrupted"])


def test_a_poor_locale_spoils_nothing(folder):
    """Under LC_ALL=C and an old Python encoding, titles in Korean and Italian come out as they went in."""
    lines = write_lines(folder / "d.jsonl", document("북한", SHELLS, title="「컨테이너」 più"))
    for environment in ({"LC_ALL": "C"}, {"PYTHONIOENCODING": "latin-1"}):
        assert run_apart("add", lines, **environment).code == 0
        assert "「컨테이너」 più" in run_apart("documents", **environment).out


def test_claims_without_a_date_are_told_with_the_mend(run, tmp_path):
    """No estimate can use them, and the text looks the same; so the user hears it at once."""
    undated = write_lines(tmp_path / "a.jsonl", document("a", published=None), document("b"))
    outcome = run("add", "--ledger", tmp_path / "l.db", undated)
    assert "1 with claims and no date" in outcome.err
    assert "published: 2024-10-18" in outcome.err
