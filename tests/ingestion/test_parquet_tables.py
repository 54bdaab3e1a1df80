"""Tables of documents: a column of another type, or damage, costs rows and says what is wrong."""

from __future__ import annotations

import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from armstrail.ingestion import Source, Unreadable, read_source


def rows_of(*records: dict[str, object]) -> list[object]:
    into = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(list(records)), into)
    return list(read_source(Source("-", "parquet"), io.BytesIO(into.getvalue())))


@pytest.mark.parametrize(("text", "told"), [(b"Seoul says", "bytes"), (7, "a number"), (1.5, "a number")])
def test_a_text_that_is_no_string_costs_its_row_and_is_named(text, told):
    """A crawl may keep bytes; what their encoding is nobody says."""
    (row,) = rows_of({"id": "a", "text": text})
    assert isinstance(row, Unreadable)
    assert f"has {told} as 'text', where a string belongs" in row.reason


def test_documents_of_a_table_are_read_in_its_order():
    """One a row, the names of their columns those of JSON lines."""
    found = rows_of({"id": "a", "text": "Seoul says", "lang": "en"}, {"id": "b", "text": "Moscow says", "lang": "en"})
    assert [getattr(each, "id", None) for each in found] == ["a", "b"]
