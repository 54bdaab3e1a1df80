"""`armstrail export`: the ledger in another format, whole or not at all."""

from __future__ import annotations

import json

import pytest

from armstrail.publishing.exports import FORMATS

ASKED = ("--supplier", "KP", "--recipient", "RU", "--item", "personnel.troops")


def test_formats_are_listed(run):
    """--list tells every format with what it holds."""
    outcome = run("export", "--list")
    assert outcome.code == 0
    assert all(each.name in outcome.out for each in FORMATS.values())


def test_an_unknown_format_is_an_error_with_the_list(run, example_ledger):
    """Nothing is guessed: the formats are named."""
    outcome = run("export", "docx", "--ledger", example_ledger)
    assert outcome.code == 2
    assert all(name in outcome.err for name in ("docx", "jsonl", "csv"))


def test_a_folder_needs_a_place(run, example_ledger):
    """Several files cannot go to standard output."""
    outcome = run("export", "csv", "--ledger", example_ledger)
    assert outcome.code == 2
    assert "--output" in outcome.err


def test_a_folder_is_written_whole_and_again(run, example_ledger, folder):
    """The folder has all tables; asked again, it is the same; a folder with other files is left alone."""
    outcome = run("export", "csv", *ASKED, "--ledger", example_ledger, "--output", folder / "tables")
    assert outcome.code == 0, outcome.err
    first = {path.name: path.read_bytes() for path in (folder / "tables").iterdir()}
    assert {"claims.csv", "voices.csv", "estimates.csv", "csv-metadata.json"} <= first.keys()
    assert run("export", "csv", *ASKED, "--ledger", example_ledger, "--output", folder / "tables").code == 0
    assert first == {path.name: path.read_bytes() for path in (folder / "tables").iterdir()}
    assert [path.name for path in folder.iterdir()] == ["tables"]
    (folder / "tables" / "mine.txt").write_text("kept")
    refused = run("export", "csv", *ASKED, "--ledger", example_ledger, "--output", folder / "tables")
    assert refused.code == 1
    assert "mine.txt" in refused.err
    assert (folder / "tables" / "mine.txt").read_text() == "kept"


def test_what_is_asked_for_goes_out_with_all_it_names(run, example_ledger):
    """Every claim that an estimate, a voice or a finding names stands among the claims."""
    outcome = run("export", "jsonl", *ASKED, "--ledger", example_ledger)
    assert outcome.code == 0, outcome.err
    claims = {(each["document"], each["id"]) for each in outcome.records if each["type"] == "claim"}
    assert claims
    named = {
        (each["document"], each["claim"])
        for record in outcome.records if record["type"] in ("finding", "voice")
        for each in carriers(record)
    }  # fmt: skip
    assert named
    assert named <= claims


def carriers(record):
    if record["type"] == "voice":
        return record["voice"]["carriers"]
    finding = record["finding"]
    return [
        *(each for voice in finding["voices"] for each in voice["carriers"]),
        *finding["asides"],
        *finding["denials"],
    ]


def test_what_was_not_public_yet_does_not_go_out(run, example_ledger):
    """--known-on is a clock for claims, voices and estimates alike."""
    outcome = run("export", "jsonl", *ASKED, "--known-on", "2024-06", "--ledger", example_ledger)
    published = [each["published"] for each in outcome.records if each["type"] == "document"]
    assert all(day <= "2024-06-30" for day in published)
    assert not [each for each in outcome.records if each["type"] == "voice" and each["voice"]["known"] > "2024-06-30"]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_comes_from_the_example(run, example_ledger, folder, name):
    """Each format is written from a real ledger, and says where."""
    outcome = run("export", name, *ASKED, "--ledger", example_ledger, "--output", folder / "out")
    assert outcome.code == 0, outcome.err
    assert str(folder / "out") in outcome.out


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_comes_from_an_empty_ledger(run, folder, name):
    """A ledger with nothing in it gives a valid file with nothing in it."""
    lines = folder / "nothing.jsonl"
    lines.write_text(json.dumps({"id": "a", "text": "The weather was fine.", "lang": "en"}) + "\n")
    assert run("add", lines, "--ledger", folder / "empty.db").code == 0
    outcome = run("export", name, "--ledger", folder / "empty.db", "--output", folder / "out")
    assert outcome.code == 0, outcome.err
    assert (folder / "out").exists()
