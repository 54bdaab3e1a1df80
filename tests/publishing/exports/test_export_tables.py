"""Tables leave with units, bounds and caveats, and with metadata that a reader of CSVW can trust."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from typing import Any

import pytest
from export_makers import EMPTY, make_holdings

from armstrail.model.errors import BadValue
from armstrail.publishing.exports import FORMATS, find_format
from armstrail.publishing.exports.csvw import METADATA, to_csvw
from armstrail.publishing.exports.tables import tables_of
from armstrail.publishing.telling import Teller

VALID = {
    "string": lambda cell: "\0" not in cell,
    "number": lambda cell: bool(re.fullmatch(r"-?\d+(\.\d+)?([eE][-+]?\d+)?", cell)),
    "integer": lambda cell: bool(re.fullmatch(r"-?\d+", cell)),
    "date": lambda cell: bool(re.fullmatch(r"\d{4}-\d\d-\d\d", cell)),
}


def rows_of(files: dict[str, str], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[name], newline="")))


def check_csvw(files: dict[str, str]) -> None:
    """The rules of CSVW that a table can break: headers, datatypes, required cells, keys, references."""
    group = json.loads(files[METADATA])
    assert group["@context"][0] == "http://www.w3.org/ns/csvw"
    tables = {table["url"]: table["tableSchema"] for table in group["tables"]}
    assert set(tables) | {METADATA} == set(files)
    for url, schema in tables.items():
        names = [column["name"] for column in schema["columns"]]
        assert files[url].splitlines()[0].split(",") == names
        assert len(set(names)) == len(names)
        rows = rows_of(files, url)
        for row in rows:
            for column in schema["columns"]:
                check_cell(row[column["name"]], column)
        keys = [tuple(row[name] for name in schema["primaryKey"]) for row in rows]
        assert len(set(keys)) == len(keys)
        for key in schema.get("foreignKeys", ()):
            check_references(rows, key, files, tables)


def check_cell(cell: str, column: dict[str, Any]) -> None:
    assert column["dc:description"]
    if cell == "":
        assert not column.get("required"), column["name"]
        return
    datatype = column["datatype"]
    for item in cell.split(column["separator"]) if "separator" in column else [cell]:
        if isinstance(datatype, dict):
            assert re.fullmatch(datatype["format"], item)
        else:
            assert VALID[datatype](item), (column["name"], item)


def check_references(rows: list[dict[str, str]], key: dict[str, Any], files: dict[str, str], tables: Any) -> None:
    there, url = key["reference"]["columnReference"], key["reference"]["resource"]
    assert there == tables[url]["primaryKey"]
    known = {tuple(row[name] for name in there) for row in rows_of(files, url)}
    told = {tuple(row[name] for name in key["columnReference"]) for row in rows}
    assert {each for each in told if all(each)} <= known


def test_csvw_metadata_describe_the_tables_as_they_are():
    """Every cell has the datatype, every key and reference holds, every column says what it means."""
    check_csvw(to_csvw(make_holdings()))


def test_an_empty_ledger_gives_valid_empty_tables():
    """Headers and metadata stand, rows do not."""
    files = to_csvw(EMPTY)
    check_csvw(files)
    assert all(len(text.splitlines()) == 1 for name, text in files.items() if name != METADATA)


def test_no_number_leaves_a_table_without_its_caveat():
    """Wherever a row has a bound or a middle, its caveat is told beside it."""
    for table in tables_of(make_holdings()):
        for row in table.rows:
            if any(row.get(name) is not None for name in ("low", "high", "median")):
                assert row["caveat"]
                assert row["unit"]


def test_an_open_bound_stays_open():
    """'At least 3 million' has no upper bound in any table, and the caveat says so."""
    claims = {row["hedge"]: row for row in rows_of(to_csvw(make_holdings()), "claims.csv")}
    assert (claims["at_least"]["low"], claims["at_least"]["high"]) == ("3000000", "")
    assert "no upper bound" in claims["at_least"]["caveat"]
    assert "estimate by the source" in claims["at_least"]["caveat"]


def test_what_a_spreadsheet_would_run_is_made_harmless():
    """A quote or a title that begins like a formula has an apostrophe before it."""
    rows = rows_of(to_csvw(make_holdings()), "claims.csv")
    assert any(row["quote"].startswith("'=cmd") for row in rows)
    assert any(row["title"].startswith("'-1+1") for row in rows)


def test_estimates_carry_confidence_cautions_intervals_and_claims():
    """The row of an estimate says both intervals, how sure, and on which claims and words it rests."""
    estimate, nothing = rows_of(to_csvw(make_holdings()), "estimates.csv")
    assert float(estimate["low90"]) < float(estimate["median"]) < float(estimate["high90"])
    assert "90 %" in estimate["caveat"]
    assert "Confidence" in estimate["caveat"]
    assert len(estimate["claims"].split("|")) == len(estimate["quotes"].split("|")) == 2
    assert (nothing["outcome"], nothing["median"]) == ("nothing", "")
    assert nothing["caveat"]


def test_a_derived_voice_is_no_second_confirmation():
    """The table of voices says of whom it is handed on."""
    row = rows_of(to_csvw(make_holdings()), "voices.csv")[1]
    assert row["derived_from"] == "v1"
    assert "no second confirmation" in row["caveat"]


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_holdings_give_the_same_bytes(name):
    """No clock, no order of arrival: made twice, from claims in another order, a file is the same."""
    once, again = make_holdings(), make_holdings()
    turned = type(again)(again.claims[::-1], again.flows, again.names, again.actors, again.factors, again.extractors)
    assert FORMATS[name].files(once) == FORMATS[name].files(turned)


def test_somebody_of_a_state_whom_nobody_names_is_told_by_the_state():
    """Not by the code of such an origin, which would stand in every caveat."""
    held = replace(make_holdings(), names={"kr?": "kr?"}, actors={"KR": "South Korea"})
    assert held.name_of("kr?") == "South Korea, nobody by name"


def test_an_outlet_whose_name_nobody_gave_is_called_so():
    """A report without a publisher speaks for itself; its code is no name."""
    assert make_holdings().name_of("?outlet:") == "a publication not named"
    assert Teller("it", str).origin("?outlet:") == "una testata non indicata"


def test_an_unknown_format_is_refused_with_the_list():
    """The message names those there are."""
    with pytest.raises(BadValue, match="jsonl, csv"):
        find_format("docx")
