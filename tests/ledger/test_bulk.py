"""Many entries at once: the same ledger as one by one, whole or not at all, on either database."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from ledger_makers import Clock, make_claim, make_document, make_reading, small_documents, soldiers, usual

from armstrail.ledger import Ledger, evidence, forms
from armstrail.ledger.bulk import Bulk
from armstrail.ledger.schema import claims, decisions, documents, failures, misses, originals, readings
from armstrail.ledger.values import Decision
from armstrail.model.document import Document
from armstrail.model.errors import BadValue, LedgerError
from armstrail.model.original import Original
from armstrail.model.reading import Reading

Entry = tuple[Document, Reading]


def corpus() -> list[Entry]:
    """Entries that meet one another: a document twice, under another name, read anew, and with nothing in it."""
    document, reading = usual()
    other = make_document("북한은 포탄을 보냈다. Straße \x00 und Überfall.", id="c.txt", title="Straße", published=None)
    renamed = make_document(id="b.txt")
    return [
        *small_documents(3),
        (document, reading),
        (document, reading),
        (renamed, make_reading(renamed, soldiers(renamed), extractor="test 2")),
        (document, make_reading(document, extractor="test 3", state="off_topic")),
        (other, make_reading(other, make_claim(other, "포탄을"))),
        (renamed, make_reading(renamed, soldiers(renamed))),
        *small_documents(2),
    ]


def exported(ledger: Ledger) -> str:
    out = io.StringIO(newline="")
    ledger.export(out)
    return out.getvalue()


@pytest.mark.parametrize("cut", [0, 4])
def test_a_list_is_the_same_as_its_entries_one_by_one(new_place: Callable[[], str], cut: int) -> None:
    """Wherever the list is cut: the same answers, the same export, nothing wrong; and so in one that took the export.
    (The law in tests/laws tries any list, row by row, on files.)"""
    entries = corpus()
    with Ledger.open(new_place(), clock=Clock()) as ledger, Ledger.open(new_place(), clock=Clock()) as other:
        singly = [ledger.add(*entry) for entry in entries]
        assert other.add_all(entries[:cut]) + other.add_all(iter(entries[cut:])) == singly
        assert exported(other) == exported(ledger)
        assert other.verify() == ledger.verify() == []
        assert other.stamp() == ledger.stamp()
        with Ledger.open(new_place(), clock=Clock()) as taken:
            assert taken.import_(io.StringIO(exported(ledger), newline="\n")).bad == ()
            assert exported(taken) == exported(ledger)
            assert taken.verify() == []


def test_one_that_does_not_fit_keeps_all_out(ledger: Ledger) -> None:
    """A reading of another document is told before anything is written."""
    first, second = small_documents(2)
    with pytest.raises(BadValue, match="was given document"):
        ledger.add_all([first, (second[0], first[1])])
    assert list(ledger.documents()) == []


def test_a_list_is_kept_whole_or_not_at_all(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the write breaks after the first tables, neither they nor anything else are kept."""

    def broken(*_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr("armstrail.ledger.bulk.filing.file_claims", broken)
    with pytest.raises(sqlite3.OperationalError):
        ledger.add_all(small_documents(3))
    monkeypatch.undo()
    assert list(ledger.documents()) == []
    assert ledger.add_all(small_documents(3)) == [True] * 3
    assert ledger.verify() == []


def test_each_entry_asks_the_clock(ledger: Ledger, clock: Clock) -> None:
    """The entries of a list are recorded when the clock says, and never before the one before them."""

    def moving(by: list[float]) -> list[str]:
        steps = iter(by)
        ledger._clock = lambda: (clock.move(seconds=next(steps)), clock())[1]
        ledger.add_all(small_documents(len(by)))
        return sorted({row.recorded[11:19] for row in ledger.documents()})

    assert moving([0, 5, -3]) == ["12:00:00", "12:00:05"]


def test_a_clock_a_day_behind_keeps_the_list_out(ledger: Ledger, clock: Clock) -> None:
    """What a single entry is told of a wrong clock, a list is told, too."""
    ledger.add(*usual())
    clock.move(days=-2)
    with pytest.raises(LedgerError, match="set the clock right"):
        ledger.add_all(small_documents(2))
    assert len(list(ledger.documents())) == 1


def test_rows_have_the_columns_of_their_tables() -> None:
    """Rows go in by place, so each form has the columns of its table in their order."""
    document, reading = usual()
    checked = forms.check_reading(document, reading)
    decision = Decision("", "accept", document.digest, reading.claims[0].id, 0, {}, "Ana", "read", "now")
    place, number = ["reading", "position"], ["sequence"]
    rows = {
        documents: list(forms.document_row(document, "now")),
        readings: number + list(forms.reading_row(checked, "now")),
        claims: place + list(forms.claim_row(reading.claims[0], document.text, checked.claims[0])),
        misses: place + list(forms.miss_row(reading.misses[0])),
        failures: number + list(forms.failure_row("a.pdf", "it is encrypted", "decrypt it", "now")),
        decisions: number + list(forms.decision_row(decision)),
        originals: number + list(evidence.original_row(document.digest, Original("0" * 64, 1, "web", "a"), "now")),
    }
    for table, names in rows.items():
        assert names == table.columns.keys()


def test_the_number_of_a_row_that_is_gone_is_given_to_no_other(path: Path) -> None:
    """Whoever deletes the last reading past the guards leaves a gap that `verify` tells of, whatever comes after."""
    with Ledger.open(path, clock=Clock()) as ledger:
        ledger.add_all(small_documents(2))
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TRIGGER readings_refuse_delete")
        connection.execute("DROP TRIGGER claims_refuse_delete")
        connection.execute("DELETE FROM claims WHERE reading = 2")
        connection.execute("DELETE FROM readings WHERE sequence = 2")
    with Ledger.open(path, clock=Clock()) as ledger:
        ledger.add_all(list(small_documents(3))[2:])
        assert any("3 entries were made and 2 are there" in problem.what for problem in ledger.verify())


def test_more_digests_than_a_statement_takes_are_looked_up(ledger: Ledger) -> None:
    """A list of any length is told which of its entries are there."""
    entries = list(small_documents(1_200))
    assert ledger.add_all(entries[::2]) == [True] * 600
    assert ledger.add_all(entries) == [False, True] * 600
    with ledger._writing() as connection:
        bulk = Bulk(connection)
        bulk.look_up(documents, (document.digest for document, _ in entries))
        assert all(bulk.has(documents, document.digest) for document, _ in entries)
