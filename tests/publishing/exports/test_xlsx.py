"""The workbook: one sheet a table, headers frozen, caveats beside numbers, links to documents, no formulas."""

from __future__ import annotations

import io
import re
import time
import zipfile
from xml.etree import ElementTree

from export_makers import EMPTY, make_holdings, make_pair

from armstrail.publishing.exports import Holdings
from armstrail.publishing.exports.tables import tables_of
from armstrail.publishing.exports.xlsx import to_xlsx

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert book.testzip() is None
        return {name: book.read(name).decode() for name in book.namelist()}


def sheets(content: bytes) -> dict[str, str]:
    """The XML of each sheet by its name, in their order."""
    files = parts(content)
    names = [each.get("name") for each in ElementTree.fromstring(files["xl/workbook.xml"]).iter(f"{MAIN}sheet")]
    return {str(name): files[f"xl/worksheets/sheet{place}.xml"] for place, name in enumerate(names, 1)}


def cells(content: bytes, sheet: str) -> list[list[str]]:
    files = parts(content)
    shared = ["".join(each.itertext()) for each in ElementTree.fromstring(files["xl/sharedStrings.xml"])]
    rows = []
    for row in ElementTree.fromstring(sheets(content)[sheet]).iter(f"{MAIN}row"):
        rows.append([])
        for cell in row.iter(f"{MAIN}c"):
            value = cell.findtext(f"{MAIN}v") or ""
            rows[-1].append(shared[int(value)] if cell.get("t") == "s" else value)
    return rows


def test_every_table_has_a_sheet_with_frozen_headers():
    """The first sheet says what the columns mean; each other is a table whose header stays in view."""
    content = to_xlsx(make_holdings())
    assert list(sheets(content)) == ["read me", "documents", "claims", "voices", "estimates", "findings"]
    assert all('ySplit="1"' in xml and 'state="frozen"' in xml for xml in sheets(content).values())
    for table in tables_of(make_holdings()):
        assert cells(content, table.name)[0] == [column.name for column in table.columns]
        assert len(cells(content, table.name)) == len(table.rows) + 1


def test_the_caveat_stands_right_after_the_number():
    """In claims and voices after unit, hedge and measure; in estimates after the intervals."""
    content = to_xlsx(make_holdings())
    for name, before in {"claims": "measure", "voices": "measure", "estimates": "high90"}.items():
        header = cells(content, name)[0]
        assert header[header.index(before) + 1] == "caveat"
    assert any("no upper bound" in cell for row in cells(content, "claims") for cell in row)


def test_nothing_is_a_formula_and_addresses_are_links():
    """A quote that begins with an equals sign is a text; the address of a document can be followed."""
    content = to_xlsx(make_holdings())
    assert not any(f"<{tag}>" in xml for xml in sheets(content).values() for tag in ("f", "f "))
    assert any(cell.startswith("=cmd") for row in cells(content, "claims") for cell in row)
    links = "".join(text for name, text in parts(content).items() if name.endswith(".rels"))
    assert "https://example.org/a?b=1&amp;c=2" in links


def test_a_quote_that_no_cell_holds_is_cut_and_says_so():
    """Nothing is lost in silence."""
    text = "about 3 million shells " + "and more " * 5000
    content = to_xlsx(Holdings((make_pair(text.strip()),)))
    longest = max((cell for row in cells(content, "claims") for cell in row), key=len)
    assert len(longest) <= 32_767
    assert longest.endswith("JSON lines have it whole]")


def test_the_bytes_know_no_clock(monkeypatch):
    """Made in another year, the workbook is the same."""
    first = to_xlsx(make_holdings())
    monkeypatch.setattr(time, "time", lambda: 4e9)
    assert to_xlsx(make_holdings()) == first
    stamps = {each.date_time for each in zipfile.ZipFile(io.BytesIO(first)).infolist()}
    assert stamps == {(1980, 1, 1, 0, 0, 0)}
    assert set(re.findall(r"\d{4}-\d\d-\d\dT", parts(first)["docProps/core.xml"])) == {"2000-01-01T"}


def test_an_empty_ledger_gives_a_workbook_of_headers():
    """The sheets stand, the rows do not."""
    content = to_xlsx(EMPTY)
    assert all(len(cells(content, name)) == 1 for name in sheets(content) if name != "read me")
