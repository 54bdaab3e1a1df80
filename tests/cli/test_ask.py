"""`armstrail claims`, `documents` and `show`: what stands, filtered, for people and for programs."""

from __future__ import annotations

import csv
import io

import pytest
from cli_runs import SHELLS, TROOPS, document, write_lines


@pytest.fixture
def claims(run, example_ledger):
    """Ask the example ledger for claims as JSON lines."""

    def ask(*filters):
        outcome = run("claims", "--ledger", example_ledger, "--format", "jsonl", *filters)
        assert outcome.code == 0, outcome.err
        return outcome.records

    return ask


def test_without_filters_all_claims_stand(claims, run, example_ledger):
    """As many as the documents count."""
    rows = run("documents", "--ledger", example_ledger, "--format", "jsonl").records
    assert len(claims()) == sum(row["claims"] for row in rows) > 100


@pytest.mark.parametrize(
    ("option", "value", "slot", "wanted"),
    [
        ("--supplier", "KP", "supplier", "KP"),
        ("--supplier", "kp", "supplier", "KP"),
        ("--supplier", "north korea", "supplier", "KP"),
        ("--supplier", "Corea del Nord", "supplier", "KP"),
        ("--recipient", "Russia", "recipient", "RU"),
        ("--kind", "deployment", "kind", "deployment"),
        ("--modality", "denied", "modality", "denied"),
        ("--source-type", "intelligence", "source_type", "intelligence"),
        ("--unit", "containers", "unit", "containers"),
        ("--document", "dprk-ru-01", "doc", "dprk-ru-01"),
    ],
)
def test_a_filter_gives_all_that_fits_and_nothing_else(claims, option, value, slot, wanted):
    """The same rows as picking them by hand from all."""
    assert claims(option, value) == [claim for claim in claims() if claim[slot] == wanted]


def test_an_item_takes_what_lies_below_it(claims):
    """Artillery shells are ammunition."""
    below = claims("--item", "arms.ammunition")
    assert {claim["item"] for claim in below} > {"arms.ammunition.artillery"}
    assert all(claim["item"].startswith("arms.ammunition") for claim in below)


def test_words_of_source_and_quote_are_found_whatever_their_case(claims):
    """So nobody needs to know how a headline was set."""
    assert claims("--source", "PENTAG")
    assert all("pentag" in claim["source"].casefold() for claim in claims("--source", "PENTAG"))
    assert all("container" in claim["quote"].casefold() for claim in claims("--text", "CONTAINER"))


def test_the_two_dates_bound_what_was_published(claims, run, example_ledger):
    """--from and --to by publication; --as-of hides what came later, --recorded-by what was added later."""
    dates = {row["id"]: row["published"] for row in
             run("documents", "--ledger", example_ledger, "--format", "jsonl").records}  # fmt: skip
    early = claims("--from", "2023-11", "--to", "2024-03-05")
    assert {dates[claim["doc"]] for claim in early} <= {
        "2023-11-02",
        "2024-01-14",
        "2024-02-27",
        "2024-02-29",
        "2024-03-05",
    }
    assert early
    assert {claim["id"] for claim in early} < {claim["id"] for claim in claims("--as-of", "2024-03-05")}
    assert claims("--recorded-by", "2025-07-31") == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--kind", "theft"], "kind 'theft' is not known"),
        (["--supplier", "Atlantis"], "no actor 'Atlantis' is known"),
        (["--item", "arms.missle"], "did you mean arms.missile"),
        (["--as-of", "yesterday"], "date 'yesterday' is not a date"),
        (["--recorded-by", "2024-13"], "is not a date"),
        (["--format", "xml"], "xml"),
    ],
)
def test_a_word_that_is_not_known_is_wrong_usage(run, example_ledger, arguments, message):
    """2, and the message says what would do."""
    outcome = run("claims", "--ledger", example_ledger, *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert message in " ".join(outcome.err.split())


def test_a_missing_ledger_is_told_and_not_made(run, folder):
    """Asking never makes a ledger."""
    outcome = run("claims")
    assert outcome.code == 1
    assert outcome.err.startswith("error: armstrail.db: there is no ledger here; add documents first")
    assert list(folder.iterdir()) == []


def test_csv_holds_the_same_claims(claims, run, example_ledger):
    """One row a claim, lists joined, whole numbers without a point."""
    outcome = run("claims", "--ledger", example_ledger, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(outcome.out)))
    assert [row["id"] for row in rows] == [claim["id"] for claim in claims()]
    assert {row["low"] for row in rows} >= {"3000", "12000"}


def test_a_spreadsheet_runs_no_formula_out_of_a_text(run, folder):
    """A title that starts like a formula gets an apostrophe before it; JSON lines stay exact."""
    formula = "=HYPERLINK(1)"
    run("add", write_lines(folder / "d.jsonl", document("a", TROOPS, title=formula, publisher="+1")))
    rows = list(csv.DictReader(io.StringIO(run("claims", "--format", "csv").out)))
    assert {(row["title"], row["publisher"]) for row in rows} == {(f"'{formula}", "'+1")}
    assert [row["title"] for row in run("documents", "--format", "jsonl").records] == [formula]


def test_a_text_cannot_command_the_terminal(run, folder):
    """Control characters of a text are shown as a mark, never passed on."""
    run("add", write_lines(folder / "d.jsonl", document("a", SHELLS + " \x1b[2J\x9b gone", title="\x1b]0;x\x07")))
    shown = run("show", "a").out + run("documents").out
    assert not {"\x1b", "\x9b", "\x07"} & set(shown)


def test_the_table_tells_parties_quantity_and_words(run, folder):
    """One line a claim, readable without colours."""
    run("add", write_lines(folder / "d.jsonl", document("a", SHELLS)))
    outcome = run("claims", "--unit", "containers")
    (row,) = outcome.out.splitlines()[1:]
    assert "KP → RU" in row
    assert "≥ 13,000 containers" in row
    assert outcome.err == "1 claim\n"


def test_show_marks_the_claims_in_their_document(run, folder):
    """The anchor stands in brackets with its number, and below it the slots and the very words."""
    run("add", write_lines(folder / "d.jsonl", document("a", SHELLS, title="Boxes")))
    out = run("show", "a").out
    assert out.startswith("Boxes\nThe Test · 2024-10-14 · en · a · ")
    assert "[more than 13,000 containers]" in out
    assert f"“{SHELLS}”" in out


def test_show_gives_the_numbers_that_were_not_used(run, folder):
    """Each with its words and the reason in a sentence, marked by a letter in the text."""
    run("add", write_lines(folder / "d.jsonl", document("a", TROOPS + " Shells killed 14 people near the front.")))
    out = run("show", "a").out
    (line,) = out.partition("Numbers that became no claim: 1\n")[2].splitlines()
    assert line.startswith("{a}  ")
    assert "Shells killed 14 people near the front." in line
    assert "Dead, wounded or displaced people are counted: “killed”" in line
    (record,) = run("show", "a", "--format", "json").records
    assert [(miss["words"], miss["reason"]) for miss in record["misses"]] == [("14 people", "casualties")]


def test_show_says_that_a_document_was_held_to_be_of_another_field(run, folder):
    """Read, with no claims: the reader learns that it was the document as a whole."""
    text = "The bakery sold 4,000 loaves in May. Two schools ordered 300 cakes for the summer feast."
    run("add", write_lines(folder / "d.jsonl", document("a", text)))
    out = run("show", "a").out
    assert "Read, and held to deal with something else than military assistance" in out


def test_show_says_that_no_pack_reads_the_language(run, folder):
    """A document in a language without a pack was not read, which is not the same as holding nothing."""
    text = "Nordkorea har skickat mer än 13 000 containrar med granater till Ryssland."
    run("add", write_lines(folder / "d.jsonl", document("a", text, lang="sv")))
    assert "No language pack reads 'sv', so nothing was read here." in run("show", "a").out


def test_show_finds_a_claim_by_the_beginning_of_its_id(run, folder):
    """Its document is shown with that claim alone marked."""
    run("add", write_lines(folder / "d.jsonl", document("a", SHELLS + " " + TROOPS)))
    claim = next(claim for claim in run("claims", "--format", "jsonl").records if claim["low"] == 3000)
    out = run("show", claim["id"][:8]).out
    assert "3,000 troops]1" in out
    assert "[2]" not in out
    (record,) = run("show", claim["id"], "--format", "json").records
    assert [shown["id"] for shown in record["claims"]] == [claim["id"]]


def test_the_page_of_a_claim_is_shown_where_the_document_has_pages(run, folder):
    """By `show`, `claims` and `extract`, beside the place in the text."""
    run("add", write_lines(folder / "d.jsonl", document("a", f"{SHELLS}\n{TROOPS}", pages=[0, len(SHELLS) + 1])))
    assert "page: 2" in run("show", "a").out
    (record,) = run("show", "a", "--format", "json").records
    pages = {claim["low"]: claim["page"] for claim in record["claims"] if claim["low"]}
    assert pages == {13000: 1, 3000: 2}
    assert {claim["page"] for claim in run("claims", "--format", "jsonl").records} == {1, 2}
    rows = csv.DictReader(io.StringIO(run("claims", "--format", "csv").out))
    assert {row["page"] for row in rows} == {"1", "2"}
    extracted = run("extract", folder / "d.jsonl").records
    assert {claim["page"] for claim in extracted} == {1, 2}


def test_show_of_nothing_known_says_so(run, example_ledger):
    """1, with one line."""
    outcome = run("show", "--ledger", example_ledger, "no-such-document")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith("error: ")
    assert len(outcome.err.splitlines()) == 1
