"""Sheets by a layout: the columns must be there, each row is quoted whole, marks and signs keep their meaning."""

from __future__ import annotations

import csv
import io
import tomllib
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from armstrail.ingestion import LAYOUTS, Layout, Unreadable, load_layout, read_mapping, read_sheet
from armstrail.ingestion.layouts import SLOTS, make_layout
from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.errors import PackError, ReadError
from armstrail.model.period import Period
from armstrail.model.quantity import Quantity
from armstrail.vocabulary import Vocabulary, load_vocabulary

DOCS = Path(__file__).parent.parent.parent / "docs" / "importing.md"
SIPRI_HEADER = (
    "Recipient", "Supplier", "Year of order", " ", "Number ordered", " ", "Weapon designation", "Weapon description",
    "Number delivered", " ", "Year(s) of delivery", "status", "Comments", "SIPRI TIV per unit",
    "SIPRI TIV for total order", "SIPRI TIV of delivered weapons",
)  # fmt: skip
SIPRI_ROW = (
    "Chad", "Côte d'Ivoire", "2019", "?", "12", "?", "T-72B", "tank", "8", "", "2020; 2021", "Second hand",
    "Made up; no such deal", "1.5", "18", "12",
)  # fmt: skip
KIEL_HEADER = (*load_layout("kiel").expected, *sorted(load_layout("kiel").kept))
UNROCA_HEADER = tuple(load_layout("unroca").expected)
KIEL_ROW = {
    "activity_id": "XX1", "sub_activity_id": "XX1.1", "donor": "Germany", "announcement_date": date(2023, 5, 13),
    "aid_type_general": "Military", "measure": "Allocation", "item": "Leopard 2", "item_type": "Heavy weapon",
    "item_numb": 7, "item_numb_deliv": 3, "tot_sub_activity_value_EUR": 21000000.5,
}  # fmt: skip
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


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


def csv_of(header: Sequence[str], *rows: Sequence[object], preamble: str = "", encoding: str = "utf-8") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([header, *rows])
    return (preamble + out.getvalue()).encode(encoding)


def workbook(path: Path, rows: Sequence[Sequence[object]], sheet: str = "Sheet1", above: int = 0) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Notes").write(0, 0, "made up")
        page = book.add_worksheet(sheet)
        for place, row in enumerate(rows, above):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    page.write_datetime(place, column, cell, book.add_format({"num_format": "yyyy-mm-dd"}))
                elif cell is not None:
                    page.write(place, column, cell)
    return path


@pytest.fixture
def read(tmp_path: Path, vocabulary: Vocabulary) -> Any:
    """What a sheet, given as bytes or a path, becomes."""

    def read(layout: Layout, given: bytes | Path, published: str | None = "2024-03-11") -> list[Any]:
        if isinstance(given, bytes):
            given = _write(tmp_path / "t.csv", given)
        return read_sheet(str(given), layout, vocabulary, published=published)

    return read


@pytest.fixture
def mapped(tmp_path: Path, read: Any) -> Any:
    """What one row of an own sheet becomes, given what it changes in the usual one, and what the mapping says more."""

    def mapped(mapping: str = MAPPING, **cells: object) -> Any:
        layout = read_mapping(str(_write(tmp_path / "m.toml", mapping.encode())))
        row = OWN_ROW | cells
        (made,) = read(layout, csv_of(list(row), list(row.values())), None)
        return made

    return mapped


def _write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def claims_of(made: tuple[Document, tuple[Claim, ...]] | Unreadable) -> tuple[Claim, ...]:
    assert not isinstance(made, Unreadable), str(made)
    document, claims = made
    assert all(claim.quote.cut(document.text) == document.text for claim in claims)
    return claims


def kiel(tmp_path: Path, **cells: object) -> Path:
    row = KIEL_ROW | cells
    header = [*KIEL_HEADER, "dummy"]
    rows = [header, [row.get(name, ".") for name in header]]
    return workbook(tmp_path / "k.xlsx", rows, "Bilateral Assistance, MAIN DATA")


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_layouts_that_ship_are_sound(name: str, vocabulary: Vocabulary) -> None:
    """Every key is known, every item is in the tree, and every code of a party in the list."""
    layout = load_layout(name)
    assert layout.extractor.startswith(f"import/{name} ")
    assert set(layout.values["actor"].values()) <= {"", *vocabulary.actors}


def test_a_deal_of_the_trade_register_is_an_order_and_a_delivery(read: Any) -> None:
    """Latin-1 below a preamble; the mark behind a number means about, an estimate; each claim has its own years."""
    preamble = f"Made-up rows\nNote: words, and{' signs;' * 20}\nInformation generated: 12 March 2024\n\n"
    data = csv_of(SIPRI_HEADER, SIPRI_ROW, preamble=preamble, encoding="latin-1")
    (made,) = read(load_layout("sipri"), data, None)
    order, delivery = claims_of(made)
    document = made[0]
    assert (document.published, document.publisher) == ("2024-03-12", "SIPRI Arms Transfers Database")
    assert (order.supplier, order.recipient, order.item, order.designation) == ("CI", "TD", "arms.armour.tank", "T-72B")
    assert (order.quantity, order.status, order.modality) == (
        Quantity(12, 12, "pieces", "about"), "agreed", "estimated",
    )  # fmt: skip
    assert order.anchor.cut(document.text) == "Number ordered: 12\nNumber ordered ?: ?"
    assert order.reasons == ("Year of order is marked as uncertain",)
    assert (delivery.quantity, delivery.status, delivery.modality) == (
        Quantity(8, 8, "pieces", "exact"), "delivered", "stated",
    )  # fmt: skip
    assert (order.period, delivery.period) == (Period("2019", "2019"), Period("2020", "2021"))
    assert order.source is not None
    assert order.source.cut(document.text) == "Stockholm International Peace Research Institute"


@pytest.mark.parametrize(
    ("cells", "kinds"),
    [
        ({4: "", 5: "", 8: "", 10: ""}, ["agreement"]),
        ({4: "", 5: "?"}, ["agreement", "transfer"]),
        ({8: "0", 10: ""}, ["transfer"]),
        ({1: "Soviet Union"}, ["transfer", "transfer"]),
    ],
)
def test_a_deal_without_a_number_is_an_agreement(read: Any, cells: dict[int, str], kinds: list[str]) -> None:
    """Nought delivered is no delivery; a state of former times is a party without a code, not a lost row."""
    row = [cells.get(place, cell) for place, cell in enumerate(SIPRI_ROW)]
    (made,) = read(load_layout("sipri"), csv_of(SIPRI_HEADER, row))
    assert [claim.kind for claim in claims_of(made)] == kinds


def test_brackets_and_marks_are_kept_as_doubt(read: Any) -> None:
    """A bracketed number is about, a bracketed year a remark of the claim."""
    row = [*SIPRI_ROW[:2], "(2019)", "", "(12)", "", *SIPRI_ROW[6:]]
    (made,) = read(load_layout("sipri"), csv_of(SIPRI_HEADER, row))
    order = claims_of(made)[0]
    assert (order.quantity.hedge, order.reasons) == ("about", ("Year of order is marked as uncertain",))


def test_a_weapon_that_is_not_told_apart_is_a_weapon(read: Any) -> None:
    """By its description, else by its model, else as `arms`, and the claim says that it was not told apart."""
    named = [*SIPRI_ROW[:6], "S-400", "thing", *SIPRI_ROW[8:]]
    vague = [*SIPRI_ROW[:6], "X-0", "thing", *SIPRI_ROW[8:]]
    first, second = (claims_of(made)[0] for made in read(load_layout("sipri"), csv_of(SIPRI_HEADER, named, vague)))
    assert (first.item, second.item) == ("arms.air_defence", "arms")
    assert "Weapon description 'thing' is not told apart" in second.reasons


def test_a_row_that_this_program_wrote_out_is_no_row_of_the_register(read: Any) -> None:
    """A claim that left in the layout of a register does not come back as its word."""
    row = [*SIPRI_ROW[:12], "CLAIM, not a verified transfer: 12 pieces", *SIPRI_ROW[13:]]
    (made,) = read(load_layout("sipri"), csv_of(SIPRI_HEADER, row))
    assert isinstance(made, Unreadable)
    assert "is a claim that this program wrote out" in str(made)


@pytest.mark.parametrize(
    ("header", "told"),
    [
        (("Buyer", *SIPRI_HEADER[1:]), "no row begins with 'Recipient'"),
        ((*SIPRI_HEADER[:4], "Number of orders", *SIPRI_HEADER[5:]), "column 'Number ordered' is missing; is it now"),
        ((*SIPRI_HEADER[:3], *SIPRI_HEADER[4:]), "column 'Year of order ?' is missing"),
        ((*SIPRI_HEADER, "Local production"), "column 'Local production' is not known"),
    ],
)
def test_a_column_missing_renamed_or_new_stops_the_register(read: Any, header: tuple[str, ...], told: str) -> None:
    """Also one of the columns without a name: a mark would go to the wrong number."""
    with pytest.raises(ReadError, match=r"Nothing was imported") as raised:
        read(load_layout("sipri"), csv_of(header, ["x"] * len(header)))
    assert told in str(raised.value)


def test_a_register_that_does_not_say_when_it_was_published_is_not_guessed(read: Any) -> None:
    """Without a date no claim could be set beside others; the option is named."""
    with pytest.raises(ReadError, match=r"--published YYYY-MM-DD"):
        read(load_layout("sipri"), csv_of(SIPRI_HEADER, SIPRI_ROW), None)


def test_a_row_of_the_tracker_is_a_value_and_numbers_of_items(read: Any, tmp_path: Path) -> None:
    """Pledged in euros and pieces, delivered in pieces; a dot is nothing; other columns stay out of the row's text."""
    (made,) = read(load_layout("kiel"), kiel(tmp_path))
    value, pledged, delivered = claims_of(made)
    assert (value.kind, value.quantity) == ("valuation", Quantity(21000000.5, 21000000.5, "EUR", "exact"))
    assert (pledged.quantity.low, pledged.status, delivered.quantity.low, delivered.status) == (
        7, "agreed", 3, "delivered",
    )  # fmt: skip
    assert (value.supplier, value.recipient, value.item) == ("DE", "UA", "arms.armour.tank")
    assert value.period == Period("2023-05-13", "2023-05-13")
    assert "explanation" not in made[0].text
    assert "dummy" not in made[0].text


@pytest.mark.parametrize(
    ("cells", "item"),
    [
        ({"item": "."}, "arms"),
        ({"item": "shells", "item_type": "Ammunition for heavy weapon"}, "arms.ammunition"),
        ({"aid_type_general": "Humanitarian ", "item": "tents", "item_type": "."}, None),
        ({"aid_type_general": "Financial", "item": ".", "item_type": "."}, "commodity.money"),
    ],
)
def test_the_item_of_the_tracker_is_its_model_else_its_type(
    read: Any, tmp_path: Path, cells: dict[str, object], item: str | None
) -> None:
    """A broad word stays broad."""
    (made,) = read(load_layout("kiel"), kiel(tmp_path, **cells))
    assert claims_of(made)[0].item == item


def test_columns_that_are_only_kept_may_be_missing(read: Any, tmp_path: Path) -> None:
    """They fill no slot; where they are there, they stand in the text."""
    names = load_layout("kiel").expected
    rows = [names, [KIEL_ROW.get(name, ".") for name in names]]
    (made,) = read(load_layout("kiel"), workbook(tmp_path / "k.xlsx", rows, "Bilateral Assistance, MAIN DATA"))
    assert "activity_id" not in made[0].text
    (made,) = read(load_layout("kiel"), kiel(tmp_path))
    assert "activity_id: XX1" in made[0].text.split("\n")


def test_a_negative_amount_is_a_correction_and_never_a_negative_quantity(read: Any, tmp_path: Path) -> None:
    """What is taken back is denied, and the claim says why."""
    (made,) = read(load_layout("kiel"), kiel(tmp_path, tot_sub_activity_value_EUR=-5000000, item_numb=".",
                                             item_numb_deliv="."))  # fmt: skip
    (claim,) = claims_of(made)
    assert (claim.quantity, claim.modality) == (Quantity(5e6, 5e6, "EUR", "exact"), "denied")
    assert claim.reasons == ("a correction: the row takes this amount back",)
    assert "tot_sub_activity_value_EUR: -5000000" in made[0].text


def test_the_tracker_needs_its_sheet_and_its_columns(read: Any, tmp_path: Path) -> None:
    """A sheet that is called otherwise, or a column renamed, stops the import and is named."""
    other = workbook(tmp_path / "o.xlsx", [KIEL_HEADER], "Main")
    with pytest.raises(ReadError, match=r"has no sheet 'Bilateral Assistance, MAIN DATA'.*'Notes', 'Main'"):
        read(load_layout("kiel"), other)
    renamed = [name.replace("donor", "donor_name") for name in KIEL_HEADER]
    with pytest.raises(ReadError, match=r"column 'donor' is missing; is it now called 'donor_name'"):
        read(load_layout("kiel"), workbook(tmp_path / "r.xlsx", [renamed], "Bilateral Assistance, MAIN DATA"))


def test_a_report_to_the_un_register_is_the_word_of_the_state_that_reports(read: Any) -> None:
    """The exporter by the words of the importer; a category is an item; states are known by the names the UN uses."""
    row = ["Chad", "2021", "Russian Federation", "Chad", "II", "5", "", "", "made up", ""]
    (made,) = read(load_layout("unroca"), csv_of(UNROCA_HEADER, row))
    (claim,) = claims_of(made)
    assert (claim.supplier, claim.recipient, claim.item, claim.status) == ("RU", "TD", "arms.armour", "delivered")
    assert (claim.source.cut(made[0].text), claim.source_actor, claim.source_type) == ("Chad", "TD", "government")
    assert (claim.quantity, claim.period) == (Quantity(5, 5, "pieces", "exact"), Period("2021", "2021"))


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


def test_a_number_of_a_workbook_is_not_read_by_the_signs_of_the_mapping(tmp_path: Path, read: Any) -> None:
    """1.5 in a cell that holds a number is one and a half, whatever the sheet's language; so is a day a day."""
    layout = read_mapping(str(_write(tmp_path / "m.toml", MAPPING.encode())))
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


def test_a_damaged_workbook_is_refused(tmp_path: Path, read: Any) -> None:
    """With a reason, not with a fault of the library."""
    whole = kiel(tmp_path).read_bytes()
    for data in (whole[: len(whole) // 2], b"PK\x03\x04" + b"x" * 100):
        with pytest.raises(ReadError, match=r"damaged or cut short|cannot be read"):
            read(load_layout("kiel"), _write(tmp_path / "bad.xlsx", data))


def test_a_workbook_whose_cells_lie_far_apart_is_refused(tmp_path: Path, read: Any) -> None:
    """A cell in its last corner would make a table of seventeen thousand million cells."""
    far = tmp_path / "far.xlsx"
    with xlsxwriter.Workbook(str(far)) as book:
        page = book.add_worksheet()
        page.write(0, 0, "a")
        page.write(1048575, 16383, "z")
    with pytest.raises(ReadError, match=r"more than 10,000,000 cells"):
        read(load_layout("kiel"), far)


def test_another_office_file_is_no_workbook(tmp_path: Path, read: Any) -> None:
    """A ZIP archive that holds no XLSX is told apart before its cells are sought."""
    path = tmp_path / "box.xlsx"
    with zipfile.ZipFile(path, "w") as box:
        box.writestr("content.xml", "<a/>")
    with pytest.raises(ReadError, match=r"is no XLSX workbook"):
        read(load_layout("kiel"), path)


def test_a_row_with_cells_missing_costs_itself(read: Any) -> None:
    """Which one is missing cannot be told, so none is read."""
    (made,) = read(load_layout("sipri"), csv_of(SIPRI_HEADER, SIPRI_ROW[:9]))
    assert isinstance(made, Unreadable)
    assert "has 9 cells, where the header has 16" in str(made)


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
