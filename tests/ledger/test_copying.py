"""A ledger copied from one database to another is the same ledger, or nothing at all."""

from __future__ import annotations

import io
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from ledger_makers import Clock, small_documents, usual
from ledger_processes import start

from armstrail.ledger import Ledger, copy
from armstrail.model.errors import LedgerError
from postgres_server import Server

Pair = tuple[str, str]


@pytest.fixture(params=["to the server", "from the server", "from file to file"])
def places(request: pytest.FixtureRequest, postgres: Server, tmp_path: Path) -> Iterator[Pair]:
    """Where from, and where to."""
    file, other = str(tmp_path / "a.db"), str(tmp_path / "b.db")
    if request.param == "from file to file":
        yield file, other
        return
    name = postgres.database()
    yield (file, postgres.url(name)) if request.param == "to the server" else (postgres.url(name), file)
    postgres.give_back(name)


def fill(where: str) -> None:
    clock = Clock()
    with Ledger.open(where, clock=clock) as ledger:
        document, reading = usual()
        ledger.add(document, reading)
        clock.move(days=1)
        made = ledger.add_decision("withdraw", reading.claims[0].id, who="Ana", why="misread")
        ledger.add_decision("undo", made.id, who="Ana", why="read again")
        ledger.add_decision("correct", reading.claims[1].id, who="Bo", why="read", slots={"supplier": "IR"})
        ledger.add_failure("b.pdf", "encrypted", "decrypt it")
        for entry in small_documents(20):
            ledger.add(*entry)


def export(where: str) -> str:
    out = io.StringIO()
    with Ledger.open(where, clock=Clock(), read_only=True) as ledger:
        ledger.export(out)
        assert ledger.verify() == []
    return out.getvalue()


def test_a_copy_is_the_same_ledger(places: Pair) -> None:
    """Its export is the same, byte for byte, with every time and every decision; and it answers alike."""
    fill(places[0])
    with Ledger.open(places[0], clock=Clock()) as old, Ledger.open(places[1], clock=Clock()) as new:
        done = copy(old, new)
        assert list(old.claims()) == list(new.claims())
        assert old.rulings() == new.rulings()
    assert (done.summary.documents, done.summary.decisions, done.summary.failures) == (21, 3, 1)
    assert export(places[0]) == export(places[1])


def test_a_copy_into_a_ledger_with_entries_is_refused(places: Pair) -> None:
    """It would be no copy; the error names what to do instead."""
    fill(places[0])
    fill(places[1])
    before = export(places[1])
    with (
        Ledger.open(places[0], clock=Clock()) as old,
        Ledger.open(places[1], clock=Clock()) as new,
        pytest.raises(LedgerError, match="export and import to join two"),
    ):
        copy(old, new)
    assert export(places[1]) == before


@pytest.mark.parametrize("line", [1, 10, 40])
def test_a_copy_that_is_killed_leaves_no_half(places: Pair, line: int) -> None:
    """The target is an empty ledger, and the copy can be made anew."""
    fill(places[0])

    def die(number: int) -> None:
        if number == line:
            os.kill(os.getpid(), signal.SIGKILL)

    def work() -> None:
        with Ledger.open(places[0], clock=Clock()) as old, Ledger.open(places[1], clock=Clock()) as new:
            copy(old, new, die)

    start(work).join()
    with Ledger.open(places[1], clock=Clock()) as new:
        assert list(new.documents()) == []
        assert new.verify() == []
        with Ledger.open(places[0], clock=Clock(), read_only=True) as old:
            copy(old, new)
    assert export(places[0]) == export(places[1])


def test_a_ledger_that_cannot_be_trusted_is_not_copied(new_place: Callable[[], str], tmp_path: Path) -> None:
    """What somebody changed behind its back is named, and nothing arrives."""
    import sqlite3

    file, target = str(tmp_path / "broken.db"), new_place()
    fill(file)
    with sqlite3.connect(file) as connection:
        connection.execute("DROP TRIGGER documents_refuse_update")
        connection.execute("UPDATE documents SET title = 'Another' WHERE id = 'a.txt'")
    with (
        Ledger.open(file, clock=Clock()) as old,
        Ledger.open(target, clock=Clock()) as new,
        pytest.raises(LedgerError, match="cannot be trusted, so nothing was copied"),
    ):
        copy(old, new)
    with Ledger.open(target, clock=Clock()) as new:
        assert list(new.documents()) == []
