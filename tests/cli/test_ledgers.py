"""`armstrail ledger`: check it, move it, and say what is wrong."""

from __future__ import annotations

import sqlite3

from cli_runs import SHELLS, TROOPS, document, run_apart, write_lines


def test_a_sound_ledger_verifies(run, example_ledger):
    """0, and one line."""
    outcome = run("ledger", "verify", "--ledger", example_ledger)
    assert (outcome.code, outcome.out) == (0, f"{example_ledger}: every hash and every span holds\n")


def test_a_text_changed_behind_its_back_is_named(run, folder):
    """Somebody edits a word in the file: the document is named, and the command ends with 1."""
    run("add", write_lines(folder / "d.jsonl", document("a", SHELLS)))
    with sqlite3.connect(folder / "armstrail.db") as database:
        for (trigger,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {trigger}")
        database.execute("UPDATE documents SET text = replace(text, '13,000', '31,000')")
    database.close()
    outcome = run("ledger", "verify")
    assert outcome.code == 1
    assert "things are wrong" in outcome.err


def test_a_round_trip_is_the_same_to_the_byte(run, folder, example_ledger):
    """Export, import, export."""
    assert run("ledger", "export", "--ledger", example_ledger, folder / "one.jsonl").code == 0
    assert run("ledger", "import", "--ledger", "copy.db", folder / "one.jsonl").code == 0
    run("ledger", "export", "--ledger", "copy.db", folder / "two.jsonl")
    assert (folder / "one.jsonl").read_bytes() == (folder / "two.jsonl").read_bytes()


def test_a_ledger_moves_through_a_pipe(run, example_ledger):
    """Export to standard output, import from standard input, whatever the locale."""
    exported = run_apart("ledger", "export", "--ledger", example_ledger, LC_ALL="C")
    assert "컨테이너" in exported.out
    imported = run_apart("ledger", "import", "--ledger", "copy.db", "-", stdin=exported.out.encode(), LC_ALL="C")
    assert imported.code == 0, imported.err
    assert run("ledger", "export", "--ledger", "copy.db").out == exported.out


def test_importing_again_adds_nothing(run, folder, example_ledger):
    """So an import that was cut off can be run again."""
    run("ledger", "export", "--ledger", example_ledger, folder / "one.jsonl")
    run("ledger", "import", "--ledger", "copy.db", folder / "one.jsonl")
    outcome = run("ledger", "import", "--ledger", "copy.db", folder / "one.jsonl")
    assert outcome.out.startswith("0 documents, 0 readings, 0 decisions and 0 failures added")


def test_a_byte_that_is_no_utf8_spoils_its_line_alone(run, folder):
    """The line is named, the others go in."""
    run("add", write_lines(folder / "d.jsonl", document("a", SHELLS), document("b", TROOPS)))
    lines = run("ledger", "export").out.encode().splitlines(keepends=True)
    lines[1] = lines[1].replace(b"sen", b"s\xffn", 1)
    (folder / "bad.jsonl").write_bytes(b"".join(lines))
    outcome = run("ledger", "import", "--ledger", "copy.db", folder / "bad.jsonl")
    assert outcome.code == 1
    assert "bad.jsonl:2: " in outcome.err
    assert len(run("documents", "--ledger", "copy.db", "--format", "jsonl").records) == 1


def test_an_export_to_a_place_that_cannot_be_written_says_so(run, example_ledger):
    """What, where and the mend; no half file."""
    outcome = run("ledger", "export", "--ledger", example_ledger, "no/such/folder/out.jsonl")
    assert outcome.code == 1
    assert outcome.err.startswith("error: no/such/folder/out.jsonl cannot be written")
