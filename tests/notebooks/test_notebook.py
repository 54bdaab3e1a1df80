"""A ledger asked from Python: the page says what it gives, and every number has its claims beside it."""

from __future__ import annotations

import doctest
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

import armstrail
from armstrail import pipeline
from armstrail.ledger import Ledger
from armstrail.model.errors import BadValue, LedgerError, PackageError
from armstrail.publishing.exports import frames
from armstrail.vocabulary import load_vocabulary

ROOT = Path(__file__).parent.parent.parent
FIGURES = ROOT / "examples" / "dprk-russia" / "figures.csv"
TROOPS = {"supplier": "KP", "recipient": "RU", "item": "personnel.troops"}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory):
    path = tmp_path_factory.mktemp("notebook") / "figures.db"
    with Ledger.open(path, clock=lambda: datetime(2026, 1, 1, tzinfo=UTC)) as ledger:
        pipeline.import_figures(pipeline.read_tables([str(FIGURES)], load_vocabulary()), ledger)
    with armstrail.open(path) as notebook:
        yield notebook


def test_the_page_on_notebooks_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Every line of docs/notebooks.md gives what stands below it."""
    pytest.importorskip("polars")
    monkeypatch.chdir(ROOT)
    failed, tried = doctest.testfile(
        str(ROOT / "docs" / "notebooks.md"), module_relative=False, encoding="utf-8",
        globs={"figures_db": str(tmp_path / "figures.db")},
    )  # fmt: skip
    assert tried > 25
    assert failed == 0


def test_importing_armstrail_costs_nothing():
    """Neither the pipeline nor a library of frames is loaded before somebody asks."""
    code = "import sys, armstrail; print([n for n in sys.modules if n in ('armstrail.pipeline', 'pandas', 'narwhals')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("library", frames.LIBRARIES)
def test_a_frame_has_the_rows_of_the_table(book, library):
    """In each library: the same columns in the same order, the same cells, what is open left missing."""
    pytest.importorskip(library)
    table = book.claims(**TROOPS)
    frame = table.frame(library)
    assert type(frame).__module__.split(".")[0] == library
    columns = frame.column_names if library == "pyarrow" else list(frame.columns)
    assert columns == [column.name for column in table.columns]
    cells = frame["high"].to_pylist() if library == "pyarrow" else list(frame["high"])
    assert [None if cell is None or cell != cell else cell for cell in cells] == [row["high"] for row in table]
    assert any(row["high"] is None for row in table)


@pytest.mark.parametrize("library", frames.LIBRARIES)
def test_an_empty_table_is_an_empty_frame(book, library):
    """Nothing found gives no rows and all columns."""
    pytest.importorskip(library)
    table = book.voices(supplier="IR", recipient="SY")
    assert len(table) == 0
    frame = table.frame(library)
    assert (frame.num_columns if library == "pyarrow" else frame.shape[1]) == len(table.columns)


def test_without_a_library_the_error_says_what_to_install(book, monkeypatch: pytest.MonkeyPatch):
    """The first that is installed is taken; where none is, all are named."""
    monkeypatch.setattr(frames, "find_spec", lambda _: None)
    with pytest.raises(PackageError, match="pandas or polars or pyarrow is needed"):
        book.documents().frame()
    with pytest.raises(PackageError, match="pip install polars"):
        book.documents().frame("polars")
    with pytest.raises(BadValue, match="use one of pandas, polars, pyarrow"):
        book.documents().frame("spark")


def test_no_number_of_a_notebook_is_bare(book):
    """Estimates, values and changes name the claims they rest on, with their words and a caveat."""
    asked = TROOPS | {"unit": "persons", "stage": "delivered", "known_on": "2025-01-01"}
    tables = [
        book.estimates(**asked),
        book.values("KP", "RU", items=["arms.ammunition.artillery"], known_on="2025-01-01"),
        book.changes(since="2024-10-15", until="2024-11-15", supplier="KP", recipient="RU"),
    ]
    for table in tables:
        assert len(table) > 0
        for row in table:
            assert row["caveat"]
            assert row["claims"]
            assert len(row["claims"]) == len(row["quotes"])


def test_a_total_by_a_route_names_the_claims_of_that_route(book):
    """Money worked out from containers rests on who counted containers, not on who counted shells."""
    rows = list(book.values("KP", "RU", items=["arms.ammunition.artillery"], known_on="2025-01-01"))
    direct = next(row for row in rows if row["role"] == "total")
    through = next(row for row in rows if row["through"] == "containers")
    assert not set(direct["claims"]) & set(through["claims"])
    units = {row["id"]: row["unit"] for row in book.claims()}
    assert {units[claim] for claim in through["claims"]} == {"containers"}


def test_filters_are_those_of_the_command_line(book):
    """Parties by name or code; a filter, a day or a party that is not known is an error that says what is."""
    by_name = book.claims(supplier="North Korea", recipient="Russia")
    assert [row["id"] for row in by_name] == [row["id"] for row in book.claims(supplier="KP", recipient="RU")]
    with pytest.raises(BadValue, match="cannot be asked by 'giver'"):
        book.claims(giver="KP")
    with pytest.raises(BadValue, match="cannot be asked by 'kind'"):
        book.estimates(kind="transfer")
    with pytest.raises(BadValue, match="no actor"):
        book.voices(supplier="Ruritania")
    with pytest.raises(BadValue):
        book.documents(known_on="last spring")


def test_as_of_asks_for_another_day(book):
    """An estimate as of a day speaks of that day, with what is known now."""
    asked = TROOPS | {"unit": "persons", "stage": "delivered"}
    rows = [row for row in book.estimates(**asked, as_of="2024-11-30") if row["outcome"] == "estimate"]
    assert {row["as_of"] for row in rows} == {"2024-11-30"}


def test_a_ledger_that_is_not_there_is_not_made(tmp_path: Path):
    """Opening is reading: a wrong path is an error, and no file."""
    with pytest.raises(LedgerError):
        armstrail.open(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()
