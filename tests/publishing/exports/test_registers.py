"""Rows for public registers: what maps, what does not and why, and no mark or bound lost on the way."""

from __future__ import annotations

import csv
import io

import pytest
from export_makers import EMPTY, make_holdings, make_pair, make_voice

from armstrail.model.claim import Place
from armstrail.model.errors import PackError
from armstrail.model.period import Period
from armstrail.publishing.exports import Flow, Holdings
from armstrail.publishing.exports.att import REPORT, to_att
from armstrail.publishing.exports.categories import SCHEMES, load_categories, read_categories
from armstrail.publishing.exports.registers import NOT_COVERED
from armstrail.publishing.exports.sipri import COLUMNS, REGISTER, to_sipri
from armstrail.publishing.exports.unroca import TRANSFERS, to_unroca
from armstrail.vocabulary import load_vocabulary

NAMES = {"KP": "North Korea", "RU": "Russia", "IR": "Iran"}
ONE_YEAR, TWO_YEARS = Period("2024-01", "2024-06"), Period("2023-08", "2024-02")


def held(amount=(60, 60, "pieces", "exact"), **slots) -> Holdings:
    """One voice on howitzers, in one sentence."""
    slots = {"item": "arms.artillery.howitzer", "designation": "170 mm"} | slots
    pair = make_pair("Seoul: 60 guns were sent via Dunai.", "60 guns", amount, **slots)
    given = {name: slots[name] for name in ("designation", "modality", "supplier", "recipient") if name in slots}
    voice = make_voice(pair, **given)
    return Holdings((pair,), (Flow("KP", "RU", (voice,)),), {"kr-nis": "NIS"}, NAMES)


def register(holdings: Holdings) -> list[dict[str, str]]:
    """The rows of the register; unnamed columns are named after what they mark."""
    lines = to_sipri(holdings)[REGISTER].split("\n", 3)
    header, *rows = csv.reader(io.StringIO(lines[3]))
    assert tuple(header) == COLUMNS
    assert all(len(row) == 16 for row in rows)
    named = [name.strip() or f"{header[place - 1]}?" for place, name in enumerate(header)]
    return [dict(zip(named, row, strict=True)) for row in rows]


def rows_of(files: dict[str, str], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[name])))


def test_the_register_has_its_sixteen_columns_and_an_exact_figure_no_mark():
    """Recipient before supplier; number, year and model where the words tell them; nothing else."""
    (row,) = register(held(period=ONE_YEAR))
    assert (row["Recipient"], row["Supplier"]) == ("Russia", "North Korea")
    assert (row["Number delivered"], row["Number delivered?"], row["Year(s) of delivery"]) == ("60", "", "2024")
    assert row["Weapon designation"] == "170 mm"
    unknown = ("Year of order", "Number ordered", "status", "SIPRI TIV per unit", "SIPRI TIV for total order",
               "SIPRI TIV of delivered weapons")  # fmt: skip
    assert not any(row[name] for name in unknown)


@pytest.mark.parametrize(
    ("amount", "number", "words"),
    [
        ((60, 60, "pieces", "about"), "60", "about 60 pieces"),
        ((60, None, "pieces", "at_least"), "60", "no upper bound"),
        ((None, 60, "pieces", "at_most"), "60", "no lower bound"),
        ((50, 60, "pieces", "range"), "50", "50 to 60 pieces"),
    ],
)
def test_every_hedge_leaves_a_mark_and_its_words(amount, number, words):
    """A figure that is not exact is marked, and the comment says how the words bound it."""
    (row,) = register(held(amount))
    assert (row["Number delivered"], row["Number delivered?"]) == (number, "?")
    assert words in row["Comments"]


def test_an_estimate_of_the_source_is_marked_though_it_sounds_exact():
    """The mark is for what is uncertain, not only for what is hedged."""
    (row,) = register(held(modality="estimated"))
    assert row["Number delivered?"] == "?"


def test_years_are_bracketed_where_in_which_is_not_said():
    """A figure over two years is not said to fall in each."""
    (row,) = register(held(period=TWO_YEARS))
    assert row["Year(s) of delivery"] == "(2023); (2024)"


def test_what_was_agreed_is_ordered_and_not_delivered():
    """The year of order is marked, since the claim dates the figure and not the signature."""
    (row,) = register(held(status="agreed", period=ONE_YEAR))
    assert (row["Number ordered"], row["Number delivered"]) == ("60", "")
    assert (row["Year of order"], row["Year of order?"]) == ("2024", "?")


def test_a_comment_names_claims_and_words():
    """No row without the claims and the quote that it rests on."""
    holdings = held()
    (row,) = register(holdings)
    assert holdings.claims[0].claim.id in row["Comments"]
    assert holdings.claims[0].quote in row["Comments"]
    assert row["Comments"].startswith("CLAIM, not a verified transfer")


def test_shells_fit_no_category_and_are_listed_with_why():
    """Neither register has a row for ammunition; both say so, with the figure and its claims."""
    for files, name in ((to_unroca(make_holdings()), TRANSFERS), (to_att(make_holdings()), REPORT)):
        assert rows_of(files, name) == []
        left = rows_of(files, NOT_COVERED)
        assert len(left) == 2
        assert all("ammunition" in row["why"] for row in left)
        assert [(row["low"], row["high"]) for row in left] == [("3000000", "3000000"), ("3000000", "")]
        assert all(row["claims"] and row["quote"] and row["caveat"] for row in left)


def test_a_category_with_a_condition_says_the_condition():
    """Howitzers are category III if their calibre reaches 75 mm."""
    (row,) = rows_of(to_unroca(held(period=ONE_YEAR, places=(Place("Dunai", "RU", "transit"),))), TRANSFERS)
    assert row["A category"] == "III"
    assert "75 mm" in row["condition of the category"]
    assert (row["exporting state"], row["B final importer state"]) == ("North Korea", "Russia")
    assert (row["C number of items"], row["calendar year"]) == ("60", "2024")
    assert row["E intermediate location (if any)"] == "Dunai"


def test_a_hedged_number_of_items_stays_empty_in_reports():
    """Bounds and hedge stand beside; no number is picked."""
    holdings = held((60, None, "pieces", "at_least"))
    (row,) = rows_of(to_unroca(holdings), TRANSFERS)
    assert (row["C number of items"], row["low"], row["high"], row["hedge"]) == ("", "60", "", "at_least")
    (row,) = rows_of(to_att(holdings), REPORT)
    assert (row["number of items"], row["low"], row["hedge"]) == ("", "60", "at_least")


def test_the_un_register_holds_deliveries_and_the_treaty_also_what_was_authorized():
    """An agreed transfer is listed as not covered by the one and as authorized by the other."""
    agreed = held(status="agreed")
    assert rows_of(to_unroca(agreed), TRANSFERS) == []
    assert "delivered" in rows_of(to_unroca(agreed), NOT_COVERED)[0]["why"]
    assert rows_of(to_att(agreed), REPORT)[0]["authorized or actual"] == "authorized"


@pytest.mark.parametrize(
    ("slots", "why"),
    [
        ({"modality": "denied"}, "denied"),
        ({"kind": "valuation"}, "no transfer"),
        ({"status": "planned"}, "planned"),
        ({"recipient": "wagner"}, "no state"),
        ({"amount": (60, 60, "containers", "exact")}, "containers"),
        ({"item": None}, "not said"),
    ],
)
def test_what_a_register_does_not_hold_is_listed(slots, why):
    """Denials, money, plans, parties that are no states, containers: each with its reason."""
    files = to_sipri(held(**slots))
    assert register(held(**slots)) == []
    (row,) = rows_of(files, NOT_COVERED)
    assert why in row["why"]


def test_an_empty_ledger_gives_headers():
    """Every file is there and has no row."""
    assert register(EMPTY) == []
    for files in (to_sipri(EMPTY), to_unroca(EMPTY), to_att(EMPTY)):
        assert rows_of(files, NOT_COVERED) == []


def test_every_item_has_a_row_in_every_register():
    """A new item cannot be forgotten; ammunition and people fit none of the categories of states' reports."""
    items = load_vocabulary().items
    for scheme in SCHEMES:
        assert load_categories(scheme).keys() == set(items)
    for scheme in ("unroca", "att"):
        categories = load_categories(scheme)
        assert {each.category for each in categories.values()} == {"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII"}
        assert categories["arms.ammunition.artillery"].fit == "no"
        assert categories["personnel.troops"].fit == "no"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("sipri,arms,yes,Arms,,S\nsipri,arms,yes,Arms,,S", ":3: item 'arms' stands twice"),
        ("sipri,tanks,yes,Arms,,S", ":2: item 'tanks' is not in the item tree"),
        ("sipri,arms,no,Arms,why,S", ":2: a category stands where"),
        ("sipri,arms,if,Arms,,S", ":2: `why`"),
        ("sipri,arms,maybe,Arms,,S", ":2: fit 'maybe'"),
        ("sipri,arms,yes,Arms,,", ":2: a source is missing"),
        ("eu,arms,yes,Arms,,S", ":2: scheme 'eu'"),
        ("sipri,arms,yes", ":2: the columns"),
        ("sipri,arms,yes,Arms,,S", "unroca has no row for arms"),
    ],
)
def test_a_gap_or_a_typo_in_the_table_is_refused_with_its_line(row, message):
    """Judgement in tables is checked as it is read."""
    with pytest.raises(PackError) as error:
        read_categories(f"scheme,item,fit,category,why,source\n{row}\n", ["arms"])
    assert message in str(error.value)
