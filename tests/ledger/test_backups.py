"""Backups as the documentation describes them: what was backed up is what comes back."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from ledger_makers import Clock, make_document, make_reading, small_documents, usual

from armstrail.ledger import Ledger, copy
from postgres_server import Server


def fill(where: str) -> str:
    """Put something of everything into a ledger; its export."""
    document, reading = usual()
    with Ledger.open(where, clock=Clock()) as ledger:
        ledger.add(document, reading)
        ledger.add_decision("withdraw", reading.claims[0].id, who="Ana", why="misread")
        ledger.add_failure("b.pdf", "encrypted", "decrypt it")
        for entry in small_documents(10):
            ledger.add(*entry)
    return export(where)


def export(where: str) -> str:
    out = io.StringIO()
    with Ledger.open(where, clock=Clock()) as ledger:
        assert ledger.verify() == []
        ledger.export(out)
    return out.getvalue()


def test_a_dump_of_the_server_comes_back_whole(postgres: Server, tmp_path: Path) -> None:
    """By pg_dump and pg_restore into a new database: guards, numbers and words are there, and work goes on."""
    name, other = postgres.database(), postgres.database(empty=True)
    before = fill(postgres.url(name))
    dump = tmp_path / "ledger.dump"
    run(postgres, "pg_dump", "--format=custom", f"--file={dump}", f"--dbname={postgres.url(name)}")
    run(postgres, "pg_restore", "--exit-on-error", f"--dbname={postgres.url(other)}", str(dump))
    assert export(postgres.url(other)) == before
    with Ledger.open(postgres.url(other), clock=Clock()) as ledger:
        later = make_document("It came later.", id="later")
        assert ledger.add(later, make_reading(later))
        assert ledger.verify() == []
    postgres.run(f"DROP DATABASE {other} WITH (FORCE)")
    postgres.give_back(name)


def run(server: Server, program: str, *arguments: str) -> None:
    path = shutil.which(program, path=str(server.programs)) or shutil.which(program)
    if path is None:
        pytest.skip(f"NOT TESTED: there is no {program} beside the server")
    subprocess.run([path, *arguments], check=True, capture_output=True)


def test_a_file_is_backed_up_while_it_is_written(tmp_path: Path) -> None:
    """By `ledger copy`, which sees the ledger as it stood when it began."""
    where, backup = str(tmp_path / "ledger.db"), str(tmp_path / "backup.db")
    before = fill(where)
    with (
        Ledger.open(where, clock=Clock()) as writer,
        Ledger.open(where, clock=Clock(), read_only=True) as old,
        Ledger.open(backup, clock=Clock()) as new,
    ):
        later = small_documents(50, "later")
        copy(old, new, lambda _: writer.add(*next(later)))
    assert export(backup) == before
    assert len(export(where)) > len(before)
