"""Two clocks: what was published by a day, and what was recorded by an instant."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from ledger_makers import Clock, containers, ids, make_document, make_reading, soldiers, usual

from armstrail.ledger import ClaimQuery, Ledger
from armstrail.model.errors import BadValue


@pytest.mark.parametrize(
    ("published", "as_of", "kept"),
    [
        ("2024-10-24", "2024-10-24", True),
        ("2024-10-24", "2024-10-23", False),
        ("2024-10-24", "2024-10", True),
        ("2024-10", "2024-10-31", True),
        ("2024-10", "2024-10-30", False),
        ("2024", "2024-10-31", False),
        ("2024", "2024-12-31", True),
        (None, "2024-10-31", False),
        (None, "2024-11-01", True),
    ],
)
def test_as_of_keeps_what_surely_was_published(ledger: Ledger, published: str | None, as_of: str, kept: bool) -> None:
    """A partial date counts as its last day, no date as the day of recording (here 1 November 2024)."""
    document = make_document(published=published)
    ledger.add(document, make_reading(document, soldiers(document)))
    assert bool(ids(ledger, ClaimQuery(as_of=as_of))) is kept
    assert bool(list(ledger.documents(as_of=as_of))) is kept


@pytest.mark.parametrize(
    ("recorded_by", "kept"),
    [
        ("2024-11-01", True),
        ("2024-11", True),
        ("2024-10-31", False),
        ("2024-11-01T12:00:00Z", True),
        ("2024-11-01T12:00", True),
        ("2024-11-01 12:00", True),
        ("2024-11-01T11:59:59.999999Z", False),
        ("2024-11-01T13:00+01:00", True),
        ("2024-11-01T12:00+01:00", False),
    ],
)
def test_recorded_by_keeps_what_was_recorded_then(ledger: Ledger, recorded_by: str, kept: bool) -> None:
    """An instant is inclusive, a bare date means its end, no zone means UTC (recorded at noon, 1 November)."""
    ledger.add(*usual())
    ledger.add_failure("b.pdf", "encrypted", "decrypt it")
    assert bool(ids(ledger, ClaimQuery(recorded_by=recorded_by))) is kept
    assert bool(list(ledger.documents(recorded_by=recorded_by))) is kept
    assert bool(list(ledger.failures(recorded_by=recorded_by))) is kept


@pytest.mark.parametrize(
    "word", ["yesterday", "20241101T120000", "2024-11-01T", "2024-11-01T25:00", "2024-11-01X10:00"]
)
def test_an_instant_that_is_none(ledger: Ledger, word: str) -> None:
    """What cannot be read as an instant is named with the forms allowed."""
    with pytest.raises(BadValue, match="write "):
        ledger.documents(recorded_by=word)


def test_a_superseded_reading_stands_again_in_the_past(ledger: Ledger, clock: Clock) -> None:
    """The ledger as it stood before a newer reading shows the earlier one."""
    document = make_document()
    ledger.add(document, make_reading(document, soldiers(document), extractor="test 1"))
    clock.move(days=1)
    ledger.add(document, make_reading(document, containers(document), extractor="test 2"))
    assert ids(ledger, ClaimQuery(recorded_by="2024-11-01")) == ["about 12,000 soldiers"]
    assert ledger.reading(document.digest, recorded_by="2024-11-01").extractor == "test 1"
    assert [row.extractor for row in ledger.documents(recorded_by="2024-11-01")] == ["test 1"]


def test_failures_count_by_the_day_they_were_recorded(ledger: Ledger) -> None:
    """What could not be read has no date of publication."""
    ledger.add_failure("b.pdf", "encrypted", "decrypt it")
    assert [len(list(ledger.failures(as_of=day))) for day in ("2024-10-31", "2024-11-01")] == [0, 1]


@pytest.mark.parametrize("table", ["documents", "readings", "failures", "decisions", "originals", "versions"])
def test_the_newest_entry_is_found_by_an_index(path: Path, table: str) -> None:
    """Every addition asks for it: walking through all originals of a large ledger would take longer than all else."""
    Ledger.open(path, clock=Clock()).close()
    with sqlite3.connect(path) as connection:
        plan = connection.execute(f"EXPLAIN QUERY PLAN SELECT max(recorded) FROM {table}").fetchall()
    assert f"ix_{table}_recorded" in plan[0][-1]
