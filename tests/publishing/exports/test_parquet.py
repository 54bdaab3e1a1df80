"""The tables as Parquet: typed, explained, the same bytes each time; and an error that says what to install."""

from __future__ import annotations

import sys
from io import BytesIO

import pytest
from export_makers import EMPTY, make_holdings

from armstrail.model.errors import PackageError
from armstrail.publishing.exports.parquet import to_parquet
from armstrail.publishing.exports.tables import tables_of

pq = pytest.importorskip("pyarrow.parquet")


def test_the_files_hold_the_tables_cell_by_cell():
    """What is read back is what the tables hold; open bounds are missing, lists are lists."""
    holdings = make_holdings()
    files = to_parquet(holdings)
    for table in tables_of(holdings):
        read = pq.read_table(BytesIO(files[f"{table.name}.parquet"])).to_pylist()
        lists = {column.name for column in table.columns if column.type == "list"}
        expected = [{name: list(cell or ()) if name in lists else cell for name, cell in row.items()} for row in table]
        assert read == expected


def test_each_column_says_what_it_means():
    """The meaning stands in the metadata of the column, so that a file explains itself."""
    schema = pq.read_schema(BytesIO(to_parquet(make_holdings())["claims.parquet"]))
    assert b"lower bound" in schema.field("low").metadata[b"description"]


def test_the_same_holdings_give_the_same_bytes():
    """No clock and no order of arrival in the files; empty holdings give valid ones."""
    assert to_parquet(make_holdings()) == to_parquet(make_holdings())
    assert pq.read_table(BytesIO(to_parquet(EMPTY)["claims.parquet"])).num_rows == 0


def test_without_pyarrow_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    """The extra is named."""
    for name in [each for each in sys.modules if each.split(".")[0] == "pyarrow"]:
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(PackageError, match=r"armstrail\[parquet\]"):
        to_parquet(EMPTY)
