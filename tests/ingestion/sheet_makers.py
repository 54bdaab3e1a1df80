"""Made-up sheets for tests: CSV, workbooks, and what they become."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import xlsxwriter

from armstrail.ingestion import Layout, Unreadable, read_sheet
from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.vocabulary import Vocabulary, load_vocabulary


@cache
def vocabulary() -> Vocabulary:
    return load_vocabulary()


def read_given(folder: Path, layout: Layout, given: bytes | Path, published: str | None) -> list[Any]:
    """What a sheet, given as bytes or a path, becomes."""
    if isinstance(given, bytes):
        given = write(folder / "t.csv", given)
    return read_sheet(str(given), layout, vocabulary(), published=published)


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


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def claims_of(made: tuple[Document, tuple[Claim, ...]] | Unreadable) -> tuple[Claim, ...]:
    assert not isinstance(made, Unreadable), str(made)
    document, claims = made
    assert all(claim.quote.cut(document.text) == document.text for claim in claims)
    return claims
