"""Own sheets by a mapping file: words, dates and numbers as they are written there, and no number read in two ways."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sheet_makers import claims_of, csv_of, read_given, workbook, write

from armstrail.ingestion import Layout, Unreadable, load_layout, read_mapping
from armstrail.ingestion.layouts import SLOTS, make_layout
from armstrail.model.errors import PackError, ReadError
from armstrail.model.quantity import Quantity

DOCS = Path(__file__).parent.parent.parent / "docs" / "importing.md"
UNROCA_HEADER = load_layout("unroca").expected
MAPPING = """
[columns]
date_published = "Stand"
source = "Quelle"
supplier = "Von"
recipient = "An"
item = "Ware"
number = "Menge"

[constants]
unit = "pieces"
status = "delivered"

[table]
decimal = ","
thousands = "."
dates = ["%d.%m.%Y", "%m/%Y"]
missing = ["k. A."]

[values.item]
"Granaten" = "arms.ammunition.artillery"

[values.actor]
"Nordkorea" = "KP"
"""
OWN_ROW = {"Stand": "26.02.2024", "Quelle": "Ministry", "Von": "Nordkorea", "An": "RU", "Ware": "Granaten",
           "Menge": "3.000.000"}  # fmt: skip


@pytest.fixture
def read(tmp_path: Path) -> Any:
    """What a sheet, given as bytes or a path, becomes."""

    def read(layout: Layout, given: bytes | Path, published: str | None = "2024-03-11") -> list[Any]:
        return read_given(tmp_path, layout, given, published)

    return read


@pytest.fixture
def mapped(tmp_path: Path, read: Any) -> Any:
    """What one row of an own sheet becomes, given what it changes in the usual one, and what the mapping says more."""

    def mapped(mapping: str = MAPPING, **cells: object) -> Any:
        layout = read_mapping(str(write(tmp_path / "m.toml", mapping.encode())))
        row = OWN_ROW | cells
        (made,) = read(layout, csv_of(list(row), list(row.values())), None)
        return made

    return mapped


def test_an_own_sheet_by_its_mapping(mapped: Any) -> None:
    """Words, dates and numbers as they are written there; the quote is the row as it stands, extra columns too."""
    made = mapped(Bemerkung="erfunden")
    (claim,) = claims_of(made)
    assert made[0].text.split("\n") == [
        "Stand: 26.02.2024", "Quelle: Ministry", "Von: Nordkorea", "An: RU", "Ware: Granaten", "Menge: 3.000.000",
        "Bemerkung: erfunden",
    ]  # fmt: skip
    assert made[0].published == "2024-02-26"
    assert (claim.supplier, claim.recipient, claim.item) == ("KP", "RU", "arms.ammunition.artillery")
    assert claim.quantity == Quantity(3000000, 3000000, "pieces", "exact")
    assert claim.source.cut(made[0].text) == "Ministry"
    assert claim.anchor.cut(made[0].text) == "Menge: 3.000.000"


def test_a_column_counts_by_its_mapping_and_never_by_its_name(mapped: Any) -> None:
    """A column that happens to be called `source` and fills no slot says on nobody's word a claim rests."""
    (claim,) = claims_of(mapped(MAPPING.replace('source = "Quelle"\n', ""), source="a web page"))
    assert claim.source is None
    made = mapped(MAPPING.replace('source = "Quelle"\n', "").replace("[constants]", '[constants]\nsource = "NIS"'),
                  source="a web page")  # fmt: skip
    assert claims_of(made)[0].source.cut(made[0].text) == "NIS"


def test_a_number_of_a_workbook_is_not_read_by_the_signs_of_the_mapping(tmp_path: Path, read: Any) -> None:
    """1.5 in a cell that holds a number is one and a half, whatever the sheet's language; so is a day a day."""
    layout = read_mapping(str(write(tmp_path / "m.toml", MAPPING.encode())))
    row = OWN_ROW | {"Menge": 1.5, "Stand": date(2024, 2, 26)}
    path = workbook(tmp_path / "own.xlsx", [list(row), list(row.values())])
    with pytest.raises(ReadError, match=r"Notes: column 'Stand' is missing"):
        read(layout, path)
    named = make_layout(_toml(MAPPING.replace("[table]", '[table]\nsheet = "Sheet1"')), "m.toml", "sheet")
    (made,) = read(named, path, None)
    assert claims_of(made)[0].quantity.low == 1.5
    assert made[0].published == "2024-02-26"


def test_the_header_may_stand_further_down(tmp_path: Path, read: Any) -> None:
    """`header` names its row; places are told as file, sheet and row."""
    text = MAPPING.replace("[table]", '[table]\nsheet = "Sheet1"\nheader = 4')
    layout = make_layout(_toml(text), "m.toml", "sheet")
    bad = OWN_ROW | {"Menge": "viele"}
    path = workbook(tmp_path / "own.xlsx", [list(OWN_ROW), list(OWN_ROW.values()), list(bad.values())], above=3)
    good, failed = read(layout, path, None)
    assert claims_of(good)
    assert str(failed).startswith(f"{path}!/Sheet1:6: has Menge 'viele', which is no number in the form 1.234,5;")


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"Menge": "1,234,567"}, "no number in the form 1.234,5"),
        ({"Menge": "12.34"}, "no number in the form 1.234,5"),
        ({"Menge": "-5"}, "negative"),
        ({"Stand": "02/26/2024"}, "no date in the form %d.%m.%Y"),
        ({"Stand": ""}, "does not say when it was published"),
        ({"Von": "Nordkoera"}, "no party known"),
        ({"Ware": "Kram"}, "names no item"),
    ],
)
def test_a_cell_that_cannot_be_read_costs_its_row(mapped: Any, cells: dict[str, str], told: str) -> None:
    """A number in another country's signs is never guessed; the reason names the column."""
    made = mapped(**cells)
    assert isinstance(made, Unreadable)
    assert told in str(made)


@pytest.mark.parametrize(
    ("cell", "number"), [("3,5", 3.5), ("1.234,5", 1234.5), ("12", 12), ("1234", 1234), ("k. A.", None)]
)
def test_numbers_in_the_signs_of_the_mapping(mapped: Any, cell: str, number: float | None) -> None:
    """Thousands may be parted or not; a word for a missing one is none."""
    quantity = claims_of(mapped(Menge=cell))[0].quantity
    assert (quantity and quantity.low) == number


@pytest.mark.parametrize(
    ("change", "quantity"),
    [
        (("number = ", "low = "), Quantity(3e6, None, "pieces", "at_least")),
        (("number = ", "high = "), Quantity(None, 3e6, "pieces", "at_most")),
        (('unit = "pieces"', 'unit = "pieces"\nhedge = "about"'), Quantity(3e6, 3e6, "pieces", "about")),
        (("[table]", "[scale]\nnumber = 1000\n[table]"), Quantity(3e9, 3e9, "pieces", "exact")),
    ],
)
def test_bounds_hedges_and_scales_of_a_mapping(mapped: Any, change: tuple[str, str], quantity: Quantity) -> None:
    """A low alone is a floor, a high alone a ceiling; figures in thousands become plain."""
    assert claims_of(mapped(MAPPING.replace(*change)))[0].quantity == quantity


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("supplier =", "suplier ="), "slot 'suplier' is not known; did you mean 'supplier'?"),
        (("[constants]", "[constant]"), "section 'constant' is not known; did you mean 'constants'?"),
        (('unit = "pieces"', ""), "a figure has no unit"),
        (('unit = "pieces"', 'unit = "crates"'), "constants.unit: unit 'crates' is not known"),
        (('"delivered"', '"deliverd"'), "did you mean delivered"),
        (('thousands = "."', 'thousands = ","'), "decimal and thousands are both ','"),
        (("arms.ammunition.artillery", "arms.ammo"), "values.item.Granaten 'arms.ammo', which is not known"),
        (("number =", 'low = "Menge"\nnumber ='), "number stands beside low or high"),
        (("[columns]", "[columns"), "is no TOML"),
    ],
)
def test_a_mapping_with_a_mistake_stops_all(mapped: Any, change: tuple[str, str], told: str) -> None:
    """It would cost every row; the message names file, key and mend."""
    with pytest.raises(ReadError) as raised:
        mapped(MAPPING.replace(*change))
    assert told in str(raised.value)
    assert "m.toml: " in str(raised.value)


def test_a_layout_must_expect_the_columns_that_it_reads() -> None:
    """A slot filled from a column that is not in the contract is a contradiction."""
    with pytest.raises(PackError, match=r"column 'B' fills a slot and is not under expect"):
        make_layout({"expect": {"A": "open"}, "columns": {"supplier": "B"}}, "x.toml", "sheet")


def test_the_docs_tell_the_layouts_as_they_are() -> None:
    """The mapping shown loads, and every slot and every column of a report to the UN Register is named."""
    page = DOCS.read_text("utf-8")
    shown = page.split("```toml\n", 1)[1].split("```", 1)[0]
    assert make_layout(_toml(shown), "docs", "sheet").claims[0].columns["item"] == ("Typ", "Ware")
    told = page.split("## A table of published figures")[0]
    assert [slot for slot in SLOTS if f"`{slot}`" not in told] == []
    assert [name for name in UNROCA_HEADER if f"`{name}`" not in told] == []


def _toml(text: str) -> dict[str, Any]:
    return tomllib.loads(text)
