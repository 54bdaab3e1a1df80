"""Killed, out of space, or with others at work: nothing acknowledged is lost, and what is wrong is said."""

from __future__ import annotations

import os
import random
import resource
import signal
import sqlite3
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from ledger_makers import Clock, make_document, make_reading, small_documents, usual
from ledger_processes import _fork, add_all, ask_child, start
from sqlalchemy import Engine, event

from armstrail.ledger import Ledger
from armstrail.model.errors import LedgerError

KILLS = 8  # on each database; benchmarks/endurance.py kills as often as one has time for
CORPUS = 120


def stored(where: str | Path) -> set[str]:
    """The ids of the documents in a ledger that verifies."""
    with Ledger.open(where, clock=Clock()) as ledger:
        assert ledger.verify() == []
        return {row.document.id for row in ledger.documents()}


def add_and_die(where: str, seconds: float) -> set[str]:
    """What a process acknowledged that adds a corpus and is killed after some seconds."""
    receiver, sender = _fork.Pipe(duplex=False)
    process = start(add_all, where, small_documents(CORPUS), sender)
    sender.close()
    time.sleep(seconds)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    return set(received(receiver))


def received(receiver: Connection) -> Iterator[str]:
    while True:
        try:
            yield receiver.recv()
        except EOFError:
            return


@pytest.mark.parametrize("seed", range(KILLS))
def test_a_process_killed_while_it_adds(where: str, seed: int) -> None:
    """At whatever moment: the ledger verifies, everything acknowledged is there, the next run completes it."""
    acknowledged = add_and_die(where, random.Random(seed).uniform(0, 0.35))
    assert acknowledged <= stored(where)
    add_all(where, small_documents(CORPUS))
    assert len(stored(where)) == CORPUS


def test_a_batch_killed_in_the_middle_is_not_there(where: str) -> None:
    """What was not acknowledged is gone whole, and what was before it stays."""

    def die() -> None:
        ledger = Ledger.open(where, clock=Clock())
        ledger.add(*usual())
        with ledger.batch():
            for entry in small_documents(50):
                ledger.add(*entry)
            os.kill(os.getpid(), signal.SIGKILL)

    start(die).join()
    assert stored(where) == {"a.txt"}


# -- a full disk


@pytest.fixture
def small_disk() -> Iterator[None]:
    """No SQLite file may have more than 100 pages, as if the disk were full."""

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 100")

    event.listen(Engine, "connect", limit)
    yield
    event.remove(Engine, "connect", limit)


def add_until_full(ledger: Ledger) -> tuple[set[str], str]:
    """The documents acknowledged before an error came, and the error."""
    acknowledged: set[str] = set()
    try:
        for document, reading in small_documents(5000):
            ledger.add(document, reading)
            acknowledged.add(document.id)
    except LedgerError as error:
        return acknowledged, str(error)
    return acknowledged, ""


@pytest.mark.usefixtures("small_disk")
def test_a_full_disk_is_a_clear_error(path: Path) -> None:
    """The error says so, the ledger verifies, and nothing acknowledged is lost."""
    with Ledger.open(path, clock=Clock()) as ledger:
        acknowledged, error = add_until_full(ledger)
    assert error.endswith("lies on a full disk; free some space and run this again: what was acknowledged is kept")
    assert stored(path) == acknowledged != set()


@pytest.mark.usefixtures("small_disk")
def test_a_batch_on_a_full_disk_keeps_nothing(path: Path) -> None:
    """A caller who goes on after the error is told at the end that nothing of the batch was kept."""

    def add_in_a_batch(ledger: Ledger) -> None:
        with ledger.batch():
            add_until_full(ledger)
            with pytest.raises(LedgerError, match="an earlier write of this batch failed; leave the batch"):
                ledger.add(*usual())

    with Ledger.open(path, clock=Clock()) as ledger:
        ledger.add(*usual())
        with pytest.raises(LedgerError, match="a write of the batch failed, so nothing of it was kept"):
            add_in_a_batch(ledger)
    assert stored(path) == {"a.txt"}


def test_a_file_that_may_not_grow_is_a_clear_error(path: Path) -> None:
    """The same where the system refuses to write on, as a quota does; with room again the run goes through."""

    def fill() -> tuple[set[str], str]:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        with Ledger.open(path, clock=Clock()) as ledger:
            resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, resource.RLIM_INFINITY))
            return add_until_full(ledger)

    answer = ask_child(fill)
    assert isinstance(answer, tuple), answer
    acknowledged, error = answer
    assert "could not be read or written to disk" in error
    assert stored(path) >= acknowledged != set()
    add_all(path, small_documents(CORPUS))
    assert len(stored(path)) >= CORPUS


# -- other writers


def test_two_writers_at_once_lose_nothing(where: str) -> None:
    """Two processes that start on nothing and add at once: everything of both is there."""
    corpus = list(small_documents(200))
    writers = [start(add_all, where, half) for half in (corpus[:100], corpus[100:])]
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert len(stored(where)) == 200


def test_many_writers_wait_for_each_other(where: str) -> None:
    """Four processes with corpora that overlap by half: each document is there once."""
    corpus = list(small_documents(150))
    writers = [start(add_all, where, corpus[first : first + 60]) for first in (0, 30, 60, 90)]
    for writer in writers:
        writer.join()
    assert stored(where) == {document.id for document, _ in corpus}


def test_a_writer_that_holds_on_is_a_clear_error(path: Path, clock: Clock) -> None:
    """After the time it was told to wait, a second writer gives up, says how long it waited, and adds nothing."""
    with Ledger.open(path, clock=clock, wait=0.1) as ledger:
        holder = sqlite3.connect(path, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match=r"stayed locked for 0\.1 seconds; wait until that one is done"):
            ledger.add(*usual())
        holder.execute("ROLLBACK")
        assert ledger.add(*usual()) is True
        holder.close()


def test_a_reader_is_not_disturbed_by_a_writer(where: str, clock: Clock) -> None:
    """Who began to read sees the ledger as it was then, to the end."""
    with Ledger.open(where, clock=clock) as ledger, Ledger.open(where, clock=clock, read_only=True) as reader:
        for entry in small_documents(3):
            ledger.add(*entry)
        rows = reader.documents()
        next(rows)
        ledger.add(*usual())
        assert len(list(rows)) == 2


def test_a_ledger_that_goes_away_is_a_clear_error(path: Path, clock: Clock) -> None:
    """The file overwritten while it is open: the error names the ledger."""
    with Ledger.open(path, clock=clock) as ledger:
        ledger.add(*usual())
    with Ledger.open(path, clock=clock) as ledger:
        path.write_bytes(b"\xff" * path.stat().st_size)
        document = make_document("More words.", id="b.txt")
        with pytest.raises(LedgerError, match=r"armstrail\.db"):
            ledger.add(document, make_reading(document))


@pytest.mark.parametrize("size", [0, 3000, 60_000])
def test_a_ledger_that_does_not_fit_is_a_clear_error(path: Path, size: int) -> None:
    """No room even for empty tables: the error says so, and with room again the ledger is made."""

    def make() -> str:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
        Ledger.open(path, clock=Clock()).close()
        return "made"

    assert "could not be read or written to disk" in str(ask_child(make))
    add_all(path, [usual()])
    assert stored(path) == {"a.txt"}
