"""`armstrail import`: a table of published figures into the ledger, nothing twice, and nothing read again."""

from __future__ import annotations

import json

from cli_runs import ROOT

from armstrail.ingestion import IMPORTER

FIGURES = ROOT / "examples" / "dprk-russia" / "figures.csv"


def test_the_example_table_goes_in_and_verifies(run):
    """161 rows, each a document with its claim; every hash and span holds."""
    outcome = run("import", FIGURES)
    assert (outcome.code, outcome.out) == (0, "161 new, 0 unchanged, 0 failed; armstrail.db\n")
    assert len(run("claims", "--format", "jsonl").records) == 161
    assert run("ledger", "verify").code == 0


def test_importing_again_adds_nothing(run):
    """Not a byte of the ledger changes."""
    run("import", FIGURES)
    before = run("ledger", "export").out
    assert run("import", FIGURES).out.startswith("0 new, 161 unchanged, 0 failed")
    assert run("ledger", "export").out == before


def test_imported_rows_go_through_an_export(run, folder):
    """Their tags and the actors of their sources, too."""
    run("import", FIGURES)
    run("ledger", "export", "one.jsonl")
    assert run("ledger", "import", "--ledger", "copy.db", "one.jsonl").code == 0
    run("ledger", "export", "--ledger", "copy.db", "two.jsonl")
    assert (folder / "one.jsonl").read_bytes() == (folder / "two.jsonl").read_bytes()
    assert '"source_actor": "KR"' in (folder / "two.jsonl").read_text("utf-8")


def test_adding_does_not_read_a_row_again(run, folder):
    """A row handed to `add` as a document is unchanged: what a person wrote down is not superseded."""
    run("import", FIGURES)
    lines = [json.loads(line) for line in run("ledger", "export").out.split("\n") if line]
    (folder / "rows.jsonl").write_text(
        "".join(json.dumps(line) + "\n" for line in lines if line["type"] == "document"), "utf-8"
    )
    assert run("add", "rows.jsonl").out.startswith("0 new, 161 unchanged, 0 failed")
    readings = [json.loads(line) for line in run("ledger", "export").out.split("\n") if '"type": "reading"' in line]
    assert {reading["extractor"] for reading in readings} == {IMPORTER}


def test_a_column_that_is_missing_stops_all(run, folder):
    """Of two tables the second has a column renamed: nothing of either goes in, no ledger is made."""
    (folder / "bad.csv").write_text(FIGURES.read_text("utf-8").replace("hedge,", "hedging,", 1), "utf-8")
    outcome = run("import", FIGURES, "bad.csv")
    assert outcome.code == 1
    assert outcome.err == "error: bad.csv: column 'hedging' is not known; rename it to 'hedge'. Nothing was imported\n"
    assert not (folder / "armstrail.db").exists()


def test_a_bad_row_is_a_failure_on_record(run, folder):
    """With its line, reason and mend; the other rows go in, and the command ends with 1. Mended, it goes in too."""
    text = FIGURES.read_text("utf-8")
    (folder / "t.csv").write_text(text.replace(",railcars,", ",waggons,", 1), "utf-8")
    outcome = run("import", "t.csv")
    assert outcome.code == 1
    assert outcome.out.startswith("160 new, 0 unchanged, 1 failed")
    assert "failed: t.csv:6: has unit 'waggons', which is not known" in outcome.err
    (row,) = run("documents", "--failed", "--format", "jsonl").records
    assert row["where"] == "t.csv:6"
    (folder / "t.csv").write_text(text, "utf-8")
    assert run("import", "t.csv").out.startswith("1 new, 160 unchanged, 0 failed")


def test_a_table_may_come_through_a_pipe(run):
    """`-` reads standard input."""
    assert run("import", "-", stdin=FIGURES.read_bytes()).out.startswith("161 new")


def test_the_two_imports_tell_each_other_apart(run):
    """The help of each names the other."""
    assert "armstrail ledger" in run("import", "--help").out
    assert "armstrail import" in run("ledger", "import", "--help").out


def test_an_imported_row_can_be_shown_and_briefed(run):
    """A claim where it stands, with its tags and whose voice its source is; and the brief takes it."""
    run("import", FIGURES)
    found = run("claims", "--item", "commodity.fuel", "--format", "jsonl").records
    shown = run("show", next(each["id"] for each in found if each["low"] == 1_000_000 and each.get("tags")))
    assert "tags: partial" in shown.out
    assert "Open Source Centre" in shown.out
    assert run("brief", "--supplier", "KP", "--recipient", "RU", "--format", "json").code == 0
