"""`armstrail search` finds what the workspace finds."""

from __future__ import annotations

import csv
import io
import json


def rows(run, ledger, *asked):
    outcome = run("search", *asked, "--ledger", ledger, "--format", "csv")
    assert outcome.code == 0, outcome.err
    return list(csv.DictReader(io.StringIO(outcome.out)))


def test_claims_are_found_in_any_form_of_a_word(run, figures_ledger):
    """The same in the singular, in capitals, and as JSON lines."""
    found = rows(run, figures_ledger, "containers", "--limit", "500")
    assert found
    assert [row["id"] for row in rows(run, figures_ledger, "CONTAINER", "--limit", "500")] == [r["id"] for r in found]
    lines = run("search", "container", "--ledger", figures_ledger, "--format", "jsonl", "--limit", "500").out
    assert [json.loads(line)["id"] for line in lines.splitlines()] == [row["id"] for row in found]


def test_filters_and_pages_narrow_what_is_found(run, figures_ledger):
    """And what follows is said, with how to ask for it."""
    everything = rows(run, figures_ledger, "container", "--limit", "500", "--order", "oldest")
    first = run("search", "container", "--ledger", figures_ledger, "--limit", "1", "--order", "oldest")
    assert "--skip 1" in first.err
    (second,) = rows(run, figures_ledger, "container", "--limit", "1", "--skip", "1", "--order", "oldest")
    assert second["id"] == everything[1]["id"]
    assert rows(run, figures_ledger, "container", "--supplier", "IT") == []


def test_documents_are_found_with_the_place_of_the_words(run, figures_ledger):
    """One row each."""
    found = rows(run, figures_ledger, "container", "--in", "documents")
    assert len({row["id"] for row in found}) == len(found) > 0
    assert any("container" in (row["title"] + row["snippet"]).lower() for row in found)


def test_what_holds_no_word_is_refused(run, figures_ledger):
    """With the mend, in one line."""
    outcome = run("search", "...", "--ledger", figures_ledger)
    assert outcome.code == 1
    assert "there is no word" in outcome.err
