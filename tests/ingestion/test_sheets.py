"""Registers by their layouts: columns must be there, each row is quoted whole, marks and signs keep their meaning."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sheet_makers import claims_of, csv_of, read_given, vocabulary, workbook, write

from armstrail.ingestion import LAYOUTS, Layout, Unreadable, load_layout
from armstrail.model.errors import ReadError
from armstrail.model.period import Period
from armstrail.model.quantity import Quantity

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


@pytest.fixture
def read(tmp_path: Path) -> Any:
    """What a sheet, given as bytes or a path, becomes."""

    def read(layout: Layout, given: bytes | Path, published: str | None = "2024-03-11") -> list[Any]:
        return read_given(tmp_path, layout, given, published)

    return read


def kiel(tmp_path: Path, **cells: object) -> Path:
    row = KIEL_ROW | cells
    header = [*KIEL_HEADER, "dummy"]
    rows = [header, [row.get(name, ".") for name in header]]
    return workbook(tmp_path / "k.xlsx", rows, "Bilateral Assistance, MAIN DATA")


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_layouts_that_ship_are_sound(name: str) -> None:
    """Every key is known, every item is in the tree, and every code of a party in the list."""
    layout = load_layout(name)
    assert layout.extractor.startswith(f"import/{name} ")
    assert set(layout.values["actor"].values()) <= {"", *vocabulary().actors}


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


PREAMBLE_OF_TODAY = (
    "Transfers of made-up arms from nobody to nobody. Deals with deliveries made for the year range '2019' to '2021'\n"
    "A '?' in a column indicates uncertain data; words; and more words\n\nData generated: 28 Sep 2026 9:10:31 AM\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_a_register_as_it_is_downloaded_today_is_read_as_earlier_ones(read: Any, encoding: str) -> None:
    """It dates itself in other words and to the second, and calls a column otherwise; the row becomes the same text."""
    header = ["Deliveries in the Year Range" if name == "Number delivered" else name for name in SIPRI_HEADER]
    now = csv_of(header, SIPRI_ROW, preamble=PREAMBLE_OF_TODAY, encoding=encoding)
    (made,) = read(load_layout("sipri"), now, None)
    (before,) = read(load_layout("sipri"), csv_of(SIPRI_HEADER, SIPRI_ROW), "2026-09-28")
    assert made == before
    assert made[0].published == "2026-09-28"
    assert claims_of(made)[0].supplier == "CI"


def test_semicolons_that_a_spreadsheet_left_at_the_ends_of_lines_are_no_cells(read: Any) -> None:
    """A program that parts columns by semicolons opens the file as one column and fills it up when it saves it."""
    plain = csv_of(SIPRI_HEADER, SIPRI_ROW, preamble=PREAMBLE_OF_TODAY)
    padded = b"".join(line.rstrip(b"\r\n") + b";;;\r\n" for line in plain.splitlines())
    assert read(load_layout("sipri"), padded, None) == read(load_layout("sipri"), plain, None)


DELIVERIES_HEADER = load_layout("sipri-deliveries").expected
DELIVERIES_ROW = (
    "70001", "Cote d'Ivoire", "Turkiye", "T-72B", "infantry fighting vehicle", "Armoured vehicles", "2019", "Yes", "8",
    "Yes", "2021", "No", "Second hand", "0.25", "0.1", "0.8", "No",
)  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "hedge", "modality", "reasons"),
    [
        ({}, "about", "estimated", ()),
        ({9: "No"}, "exact", "stated", ()),
        ({9: "", 11: "Yes"}, "exact", "stated", ("Delivery year is marked as uncertain",)),
    ],
)
def test_a_register_by_years_of_delivery_is_known_by_its_header(
    read: Any, cells: dict[int, str], hedge: str, modality: str, reasons: tuple[str, ...]
) -> None:
    """Its seventeen columns tell a delivery a row; what is an estimate stands in columns of its own, as yes or no."""
    row = [cells.get(place, cell) for place, cell in enumerate(DELIVERIES_ROW)]
    (made,) = read(load_layout("sipri"), csv_of(DELIVERIES_HEADER, row, preamble=PREAMBLE_OF_TODAY), None)
    (delivery,) = claims_of(made)
    assert (delivery.supplier, delivery.recipient, delivery.item) == ("CI", "TR", "arms.armour.ifv")
    assert (delivery.quantity, delivery.status) == (Quantity(8, 8, "pieces", hedge), "delivered")
    assert (delivery.modality, delivery.reasons, delivery.tags) == (modality, reasons, ("row",))
    assert (delivery.period, made[0].published) == (Period("2021", "2021"), "2026-09-28")


def test_a_mark_that_is_neither_yes_nor_no_costs_its_row(read: Any) -> None:
    """What it would mean is not guessed."""
    row = [*DELIVERIES_ROW[:9], "Perhaps", *DELIVERIES_ROW[10:]]
    (made,) = read(load_layout("sipri"), csv_of(DELIVERIES_HEADER, row))
    assert isinstance(made, Unreadable)
    assert "Numbers delivered is estimate 'Perhaps', which is no mark" in str(made)


@pytest.mark.parametrize("name", ["Anti-Castro rebels (Cuba)*", "Regional Security System**", "unknown supplier(s)"])
def test_a_party_of_the_register_that_is_none_of_ours_is_no_lost_row(read: Any, name: str) -> None:
    """Armed groups, alliances and unknown ones: the row stays, with the name in its text and no code."""
    (made,) = read(load_layout("sipri"), csv_of(SIPRI_HEADER, [SIPRI_ROW[0], name, *SIPRI_ROW[2:]]))
    assert {claim.supplier for claim in claims_of(made)} == {None}
    assert f"Supplier: {name}" in made[0].text


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
        ({"item": "Stinger", "item_type": "Portable defence system"}, "arms.missile.air_defence"),
        ({"item": "shells", "item_type": "Ammunition for Heavy Weapon "}, "arms.ammunition"),
        ({"item": "grenades", "item_type": "Ammunition"}, "arms.ammunition"),
        ({"item": ".", "item_type": "Missile"}, "arms.missile"),
        ({"item": "pilots", "item_type": "Funding, training, services"}, None),
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


def test_a_commitment_of_the_tracker_keeps_its_amount_in_its_words(read: Any, tmp_path: Path) -> None:
    """Recent editions give it for the whole activity, over which allocations are counted again: no figure is taken."""
    row = {"measure": "Commitment", "tot_activity_value_EUR": 5000000, "tot_sub_activity_value_EUR": "."}
    (made,) = read(load_layout("kiel"), kiel(tmp_path, **row, item_numb=".", item_numb_deliv="."))
    (claim,) = claims_of(made)
    assert (claim.quantity, claim.status) == (None, "agreed")
    assert "tot_activity_value_EUR: 5000000" in made[0].text


@pytest.mark.parametrize(
    ("written", "day"),
    [("13.05.2023", "2023-05-13"), ("13 May 2023", "2023-05-13"), ("May 2023", "2023-05"), ("2022-2024", "2022")],
)
def test_a_day_of_the_tracker_may_be_written_in_words(read: Any, tmp_path: Path, written: str, day: str) -> None:
    """Beside cells that hold a day; one that can be read in two ways (5/6/2023) costs its row."""
    (made,) = read(load_layout("kiel"), kiel(tmp_path, announcement_date=written))
    assert claims_of(made)[0].period.start == day
    (refused,) = read(load_layout("kiel"), kiel(tmp_path, announcement_date="5/6/2023"))
    assert isinstance(refused, Unreadable)


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


def test_a_report_may_call_its_columns_as_in_other_years(read: Any) -> None:
    """The same row under the names of another year is the same document; under both names, the column stands twice."""
    row = ("Chad", "2021", "Russian Federation", "Chad", "II", "5", "", "", "made up", "")
    other = [{"Category": "Category (I-VII)"}.get(name, name) for name in UNROCA_HEADER]
    layout = load_layout("unroca")
    assert read(layout, csv_of(other, row)) == read(layout, csv_of(UNROCA_HEADER, row))
    with pytest.raises(ReadError, match="'Category' stands twice"):
        read(layout, csv_of([*UNROCA_HEADER, "Category (I-VII)"], [*row, "II"]))


@pytest.mark.parametrize(
    ("category", "item"),
    [
        ("IV a", "arms.aircraft"), ("Unmanned combat aerial vehicles", "arms.uav"), ("V b", "arms.uav"),
        ("VII b", "arms.missile.air_defence"), ("Sub-machine guns", "arms.small_arms"),
        ("Hand-held under-barrel and mounted grenade launchers", "arms.small_arms"),
        ("Portable anti-tank missile launchers and rocket systems", "arms"),
        ("Mortars of calibres less than 75 mm", "arms.artillery.mortar"),
    ],
)  # fmt: skip
def test_parts_of_categories_and_light_weapons_are_known(read: Any, category: str, item: str) -> None:
    """By number or by the name that the form of the Register gives them."""
    row = ("Chad", "2021", "Russian Federation", "Chad", category, "5", "", "", "made up", "")
    (made,) = read(load_layout("unroca"), csv_of(UNROCA_HEADER, row))
    assert claims_of(made)[0].item == item


def test_a_damaged_workbook_is_refused(tmp_path: Path, read: Any) -> None:
    """With a reason, not with a fault of the library."""
    whole = kiel(tmp_path).read_bytes()
    for data in (whole[: len(whole) // 2], b"PK\x03\x04" + b"x" * 100):
        with pytest.raises(ReadError, match=r"damaged or cut short|cannot be read"):
            read(load_layout("kiel"), write(tmp_path / "bad.xlsx", data))


@pytest.mark.parametrize(
    ("part", "found", "put"),
    [
        ("xl/worksheets/sheet2.xml", 'r="B2"', 'r="XFD1048576"'),
        ("xl/worksheets/sheet2.xml", 'r="B2"', f'r{" " * 300}= "xfd1048576"'),
        ("xl/worksheets/sheet2.xml", 'r="B2"', 'r="inlineStrB2"'),
        ("xl/worksheets/sheet2.xml", '<row r="2"', '<row r="4294967290"'),
        ("xl/sharedStrings.xml", 'uniqueCount="', 'uniqueCount="999999999'),
        ("xl/sharedStrings.xml", ' count="', ' count="&#57;999999999'),
    ],
)
def test_a_workbook_that_asks_for_endless_room_is_refused(
    tmp_path: Path, read: Any, part: str, found: str, put: str
) -> None:
    """A cell in its last corner, or a count that is not true, would end the process; it costs the file alone."""
    far = tmp_path / "far.xlsx"
    with zipfile.ZipFile(kiel(tmp_path)) as box, zipfile.ZipFile(far, "w") as other:
        for name in box.namelist():
            text = box.read(name).decode()
            assert name != part or found in text
            other.writestr(name, text.replace(found, put) if name == part else text)
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
