"""`armstrail brief`: one command from the ledger to a brief in which every figure opens on its words."""

from __future__ import annotations

import json

import pytest

PAIR = ("--supplier", "KP", "--recipient", "RU")
BARE = ("--no-estimates",)  # which take most of the time of a brief


def test_the_terminal_brief_tells_who_says_what(run, example_ledger):
    """Plain text where there is no terminal: no control characters."""
    outcome = run("brief", "--ledger", example_ledger, *PAIR, *BARE)
    assert outcome.code == 0
    assert "13,000" in outcome.out
    assert "\x1b" not in outcome.out


@pytest.mark.parametrize("form", ["terminal", "markdown", "html", "word", "csl-json", "bibtex", "json"])
@pytest.mark.parametrize("language", ["en", "it"])
def test_every_form_is_the_same_twice(run, example_ledger, form, language):
    """Same ledger, same bytes."""
    first, again = (
        run("brief", "--ledger", example_ledger, *PAIR, *BARE, "--format", form, "--language", language)
        for _ in range(2)
    )
    assert (first.code, first.out) == (0, again.out)


def test_the_html_page_is_one_file_that_needs_no_network(run, folder, example_ledger):
    """It is written whole, its path is printed, and it loads nothing from elsewhere."""
    outcome = run("brief", "--ledger", example_ledger, *PAIR, *BARE, "--format", "html", "-o", folder / "brief.html")
    assert outcome.out == f"{folder / 'brief.html'}\n"
    page = (folder / "brief.html").read_text("utf-8")
    assert page.startswith(("<!DOCTYPE html>", "<!doctype html>"))
    assert not any(fetch in page for fetch in ('src="http', '<link rel="stylesheet"', "@import", "url(http"))
    assert {path.name for path in folder.iterdir()} == {"brief.html"}


def test_a_pdf_goes_to_a_file_and_is_the_same_twice(run, folder, example_ledger):
    """Same ledger, same bytes; it is never thrown at a terminal."""
    for name in ("one.pdf", "two.pdf"):
        outcome = run("brief", "--ledger", example_ledger, *PAIR, *BARE, "--format", "pdf", "-o", folder / name)
        assert outcome.out == f"{folder / name}\n"
    first = (folder / "one.pdf").read_bytes()
    assert first.startswith(b"%PDF-")
    assert first == (folder / "two.pdf").read_bytes()
    refused = run("brief", "--ledger", example_ledger, *PAIR, *BARE, "--format", "pdf")
    assert (refused.code, refused.out) == (2, "")
    assert "--output" in refused.err


def test_a_living_brief_asks_for_its_estimates(run, example_ledger):
    """Without them there is nothing that a reader could move."""
    refused = run("brief", "--ledger", example_ledger, *PAIR, *BARE, "--format", "living")
    assert refused.code == 2
    assert "--no-estimates" in refused.err


def test_the_two_clocks_reach_the_brief(run, example_ledger):
    """What was published later is not in it; before anything was recorded there is nothing to tell."""
    early = run("brief", "--ledger", example_ledger, *PAIR, *BARE, "--as-of", "2023-12-31", "--format", "json")
    dates = {document["published"] for document in json.loads(early.out)["documents"]}
    assert dates
    assert max(dates) <= "2023-12-31"
    none = run("brief", "--ledger", example_ledger, *PAIR, *BARE, "--recorded-by", "2025-07-01", "--format", "json")
    assert json.loads(none.out)["footnotes"] == []


def test_parties_may_be_given_by_name(run, example_ledger):
    """In English or in a language that has a pack."""
    named = ("--supplier", "Corea del Nord", "--recipient", "russia")
    by_name = run("brief", "--ledger", example_ledger, *named, *BARE)
    assert by_name.out == run("brief", "--ledger", example_ledger, *PAIR, *BARE).out


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--supplier", "KP", "--recipient", "kp"], 2, "name two parties"),
        (["--supplier", "KP"], 2, "--recipient"),
        ([*PAIR, "--as-of", "soon"], 2, "is not a date"),
        ([*PAIR, "--language", "xx"], 2, "xx"),
    ],
)
def test_wrong_usage_says_what_would_do(run, example_ledger, arguments, code, message):
    """2, and nothing on standard output."""
    outcome = run("brief", "--ledger", example_ledger, *arguments)
    assert (outcome.code, outcome.out) == (code, "")
    assert message in outcome.err


def test_a_file_that_cannot_be_written_is_told(run, example_ledger):
    """One line, and no file left behind."""
    outcome = run("brief", "--ledger", example_ledger, *PAIR, *BARE, "-o", "no/such/brief.html")
    assert outcome.code == 1
    assert outcome.err.startswith("error: no/such/brief.html cannot be written")
    assert (
        run("brief", "--ledger", example_ledger, *PAIR, *BARE, "-o", ".").err
        == "error: . is a folder; name a file in it\n"
    )


def test_estimates_stand_before_the_figures_and_take_the_place_of_none(run, example_ledger):
    """Each with its interval, its confidence and footnotes; the figures of each source are all still there."""
    whole, bare = (
        json.loads(run("brief", "--ledger", example_ledger, *PAIR, *how, "--format", "json").out) for how in ((), BARE)
    )
    assert whole["sections"][0]["key"] == "estimates"
    assert [section["key"] for section in whole["sections"][1:]] == [section["key"] for section in bare["sections"]]
    lines = whole["sections"][0]["lines"]
    assert lines
    for line in lines:
        assert "very likely (90 %)" in line["value"]
        assert "Confidence in the evidence" in line["value"]
        assert any(entry["notes"] for entry in line["entries"])
    shown = [len(group["tables"]) for section in whole["sections"][1:] for group in section["groups"]]
    assert shown == [len(group["tables"]) for section in bare["sections"] for group in section["groups"]]
