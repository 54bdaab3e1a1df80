"""`armstrail import` of registers and own sheets: into the ledger, nothing half done, and out again with every mark."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from armstrail.ingestion import load_layout
from armstrail.publishing.exports.sipri import COLUMNS, REGISTER

PREAMBLE = "Made-up rows in the layout of a register\nInformation generated: 12 March 2024\n\n"
# Made up: parties, numbers and models that no register holds together, with each mark in each place.
ROWS = [
    ("Chad", "Côte d'Ivoire", "2019", "?", "12", "?", "T-72B", "tank", "8", "", "2020; 2021", "Second hand",
     "Made up; “no” deal, of €3 m", "1.5", "18", "12"),
    ("Chad", "Soviet Union", "1985", "", "", "", "T-55", "tank", "", "", "", "New", "", "", "", "0"),
    ("Mali", "UAE", "(2021)", "", "5", "", "Foo-1", "strange thing", "2", "?", "(2022)", "New", "x: y", "", "", ""),
    ("Mali", "unknown supplier(s)", "", "", "3", "?", "", "mortar", "3", "?", "2010; (2012)", "", "", "0.1", "", "0.3"),
    ("Niger", "China", "2015", "?", "4", "", "Bar-2", "UAV", "0", "", "", "New", "", "2", "8", "0"),
]  # fmt: skip
MAPPING = """
[columns]
date_published = "Date"
source = "Who"
supplier = "From"
recipient = "To"
item = "What"
number = "Count"
[constants]
unit = "pieces"
[values.item]
"shells" = "arms.ammunition.artillery"
"""
OWN = "Date,Who,From,To,What,Count\n2024-02-26,Ministry,KP,RU,shells,3000000\n2024-02-27,Ministry,KP,RU,shells,many\n"


def write_register(path: Path, header: tuple[str, ...] = COLUMNS) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([header, *ROWS])
    path.write_bytes((PREAMBLE + out.getvalue()).encode("cp1252"))


def exported(folder: Path) -> list[tuple[str, ...]]:
    lines = (folder / REGISTER).read_text("utf-8").split("\n", 3)
    header, *rows = csv.reader(io.StringIO(lines[3], newline=""))
    assert tuple(header) == COLUMNS
    return [tuple(row) for row in rows]


def test_a_register_goes_in_and_out_with_all_columns_and_every_mark(run, folder):
    """The sixteen cells of each row come out as they went in, also of those that no voice has a row for."""
    write_register(folder / "register.csv")
    assert run("import", "--as", "sipri", "register.csv").out.startswith("5 new, 0 unchanged, 0 failed")
    assert run("ledger", "verify").code == 0
    assert run("export", "sipri", "--output", "out").code == 0
    assert exported(folder / "out") == sorted(ROWS)
    assert "taken over from the register" in (folder / "out" / REGISTER).read_text("utf-8").split("\n")[0]


def test_the_round_trip_ends_where_it_began(run, folder):
    """What was exported and imported again is the same register; the day is given, for an export tells none."""
    write_register(folder / "register.csv")
    run("import", "--as", "sipri", "register.csv")
    run("export", "sipri", "--output", "one")
    told = run("import", "--as", "sipri", "--ledger", "two.db", "--published", "2024-03-12", f"one/{REGISTER}")
    assert told.out.startswith("5 new, 0 unchanged, 0 failed")
    run("export", "sipri", "--ledger", "two.db", "--output", "two")
    assert (folder / "one" / REGISTER).read_bytes() == (folder / "two" / REGISTER).read_bytes()
    again = run("import", "--as", "sipri", "--published", "2024-03-12", f"one/{REGISTER}")
    assert again.out.startswith("0 new, 5 unchanged")


def test_claims_that_left_as_a_register_do_not_come_back_as_one(run, folder):
    """A voice of the ledger has a row in the export; imported, it is refused and told."""
    (folder / "map.toml").write_text(MAPPING.replace("[constants]", '[constants]\nstatus = "delivered"'), "utf-8")
    (folder / "own.csv").write_text(OWN.replace("shells", "arms.artillery.howitzer").replace("many", "7"), "utf-8")
    assert run("import", "--map", "map.toml", "own.csv").code == 0
    run("export", "sipri", "--output", "out")
    told = run("import", "--as", "sipri", "--published", "2024", "--ledger", "b.db", f"out/{REGISTER}")
    assert told.code == 1
    assert told.out.startswith("0 new")
    assert "is a claim that this program wrote out" in told.err


def test_a_renamed_column_stops_all_sheets(run, folder):
    """The second of two is wrong: no ledger is made."""
    write_register(folder / "good.csv")
    write_register(folder / "bad.csv", (*COLUMNS[:8], "Delivered", *COLUMNS[9:]))
    outcome = run("import", "--as", "sipri", "good.csv", "bad.csv")
    assert outcome.code == 1
    assert "bad.csv: column 'Number delivered' is missing; is it now called 'Delivered'?" in outcome.err
    assert "Nothing was imported" in outcome.err
    assert not (folder / "armstrail.db").exists()


def test_an_own_sheet_goes_in_by_its_mapping(run, folder):
    """The bad row costs itself and is told with its line; mended, it goes in; nothing goes in twice."""
    (folder / "map.toml").write_text(MAPPING, "utf-8")
    (folder / "own.csv").write_text(OWN, "utf-8")
    outcome = run("import", "--map", "map.toml", "own.csv")
    assert outcome.code == 1
    assert outcome.out.startswith("1 new, 0 unchanged, 1 failed")
    assert "own.csv:3: has Count 'many', which is no number" in outcome.err
    (folder / "own.csv").write_text(OWN.replace("many", "5000"), "utf-8")
    assert run("import", "--map", "map.toml", "own.csv").out.startswith("1 new, 1 unchanged, 0 failed")
    claims = run("claims", "--format", "jsonl").records
    assert sorted(claim["low"] for claim in claims) == [5000, 3000000]
    assert all(claim["quote"].startswith("Date: 2024-02-2") for claim in claims)


def test_imported_rows_are_not_read_again(run, folder):
    """Their extractor is the layout; `add` leaves them as a person wrote them down."""
    write_register(folder / "register.csv")
    run("import", "--as", "sipri", "register.csv")
    lines = run("ledger", "export").out
    assert f'"extractor": "{load_layout("sipri").extractor}"' in lines


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--as", "kiel", "--map", "m.toml"), "give --as or --map"),
        (("--published", "2024"), "a table of figures dates each row itself"),
        (("--as", "sipri", "--published", "yesterday"), "is not a date"),
        (("--map", "nowhere.toml"), "nowhere.toml: does not exist"),
    ],
)
def test_options_that_do_not_go_together_are_told(run, folder, arguments, told):
    """Before anything is read or written."""
    write_register(folder / "register.csv")
    outcome = run("import", *arguments, "register.csv")
    assert outcome.code != 0
    assert told in " ".join(outcome.err.replace("│", " ").split())
    assert not (folder / "armstrail.db").exists()
