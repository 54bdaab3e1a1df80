"""Where a ledger may lie, and what is said where it does not."""

from __future__ import annotations

import os
import re
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from ledger_makers import Clock, usual
from ledger_processes import ask_child
from sqlalchemy import create_engine

from armstrail.ledger import Ledger
from armstrail.ledger.schema import APPLICATION_ID, HEAD, metadata
from armstrail.model.errors import LedgerError


def count_in(path: Path, **options: bool) -> int:
    with Ledger.open(path, clock=Clock(), **options) as ledger:
        return len(list(ledger.documents()))


@pytest.fixture
def filled(path: Path) -> Path:
    """A closed ledger with one document."""
    with Ledger.open(path, clock=Clock()) as ledger:
        ledger.add(*usual())
    return path


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that any user of the machine may enter."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


def test_a_ledger_is_made_where_there_is_none(path: Path) -> None:
    """Opening a path that does not exist makes an empty ledger there."""
    assert count_in(path) == 0
    assert path.exists()


def test_a_ledger_is_found_again(filled: Path) -> None:
    """What was added is there when the ledger is opened again."""
    assert count_in(filled) == 1


def test_an_empty_file_becomes_a_ledger(path: Path) -> None:
    """A file without a byte, as an interrupted start leaves it, is taken as no ledger yet."""
    path.touch()
    assert count_in(path) == 0


def test_a_sqlite_url_is_a_path(filled: Path) -> None:
    """The URL of an SQLite file and its path name the same ledger."""
    with Ledger.open(f"sqlite:///{filled}", clock=Clock()) as ledger:
        assert len(list(ledger.documents())) == 1


def test_a_path_with_signs_of_a_url_is_still_a_path(tmp_path: Path) -> None:
    """A question mark, a hash or a percent sign in a file name is part of the name."""
    path = tmp_path / "what? #1 50%.db"
    count_in(path)
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_the_marks_tell_a_ledger_from_other_sqlite_files(filled: Path) -> None:
    """The file header carries the application id."""
    assert int.from_bytes(filled.read_bytes()[68:72], "big") == APPLICATION_ID


@pytest.mark.parametrize("new_place", ["sqlite"], indirect=True)
def test_an_acknowledged_write_survives_a_loss_of_power(ledger: Ledger) -> None:
    """SQLite keeps a write-ahead log and syncs it to disk at each commit."""
    with ledger._site.reading() as connection:
        pragmas = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
    assert pragmas == ["wal", 2]


def test_nothing_is_left_beside_a_closed_ledger(filled: Path) -> None:
    """A ledger that was closed is one file, which can be copied."""
    assert list(filled.parent.iterdir()) == [filled]


def test_nothing_is_left_beside_a_ledger_that_was_read(filled: Path) -> None:
    """Asking leaves no lock files behind."""
    count_in(filled, read_only=True)
    assert list(filled.parent.iterdir()) == [filled]


def test_migrations_make_the_tables_of_the_schema(path: Path, tmp_path: Path) -> None:
    """An empty database upgraded step by step equals one made from the schema at once."""
    count_in(path)
    engine = create_engine(f"sqlite:///{tmp_path / 'at-once.db'}")
    metadata.create_all(engine)
    engine.dispose()
    assert structure(path) == structure(tmp_path / "at-once.db")


def structure(path: Path) -> dict[str, object]:
    """Tables by column and key, indexes and triggers as they were written."""
    with sqlite3.connect(path) as connection:
        found: dict[str, object] = {}
        query = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE '%revision%'"
        for kind, name, table, sql in connection.execute(query):
            if kind == "table":
                columns = connection.execute(f"PRAGMA table_info({name})").fetchall()
                keys = connection.execute(f"PRAGMA foreign_key_list({name})").fetchall()
                constraints = sorted(re.findall(r"CONSTRAINT \w+ \w+|AUTOINCREMENT", sql or ""))
                found[name] = (columns, keys, constraints)
            else:
                found[name] = (kind, table, sql)
        return found


def test_the_schema_names_the_newest_migration(path: Path) -> None:
    """A ledger just made stands at the revision that the schema calls the newest."""
    count_in(path)
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT version_num FROM armstrail_revision").fetchall() == [(HEAD,)]


@pytest.mark.parametrize(
    "statement", ["UPDATE documents SET title = 'x'", "DELETE FROM readings", "DELETE FROM misses"]
)
def test_the_database_itself_refuses_a_change(filled: Path, statement: str) -> None:
    """Not even another program can change or delete a row, unless it first removes the guard."""
    with sqlite3.connect(filled) as connection, pytest.raises(sqlite3.IntegrityError, match="the ledger only grows"):
        connection.execute(statement)


# -- what is no ledger


@pytest.mark.parametrize("options", [{"create": False}, {"read_only": True}])
def test_no_ledger_where_one_must_be(path: Path, options: dict[str, bool]) -> None:
    """Without leave to create, a missing ledger is an error that names it, and nothing is made."""
    with pytest.raises(LedgerError, match=r"armstrail\.db: there is no ledger here; add documents first"):
        Ledger.open(path, clock=Clock(), **options)
    assert not path.exists()


def test_an_empty_file_is_no_ledger_to_read(path: Path) -> None:
    """An empty file holds nothing to ask for."""
    path.touch()
    with pytest.raises(LedgerError, match="there is no ledger here yet"):
        Ledger.open(path, clock=Clock(), create=False)


def test_a_file_of_another_kind(path: Path) -> None:
    """A text file is not overwritten."""
    path.write_text("Dear diary")
    with pytest.raises(LedgerError, match="is a file of another kind, not a ledger"):
        Ledger.open(path, clock=Clock())
    assert path.read_text() == "Dear diary"


def test_an_sqlite_file_of_another_program(path: Path) -> None:
    """The database of another program is left as it is, byte for byte."""
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="an SQLite file of another program"):
        Ledger.open(path, clock=Clock())
    assert path.read_bytes() == before


def test_a_damaged_file(filled: Path) -> None:
    """A ledger overwritten in its first page says that it is damaged and what to do."""
    content = bytearray(filled.read_bytes())
    content[100:4096] = b"\xff" * 3996
    filled.write_bytes(content)
    with pytest.raises(LedgerError, match=r"is damaged .* restore it"):
        Ledger.open(filled, clock=Clock())


def test_a_ledger_of_a_newer_version(filled: Path) -> None:
    """The error says which version wrote the ledger and which one reads it."""
    with sqlite3.connect(filled) as connection:
        connection.execute("UPDATE armstrail_revision SET version_num = '9999'")
        connection.execute("INSERT INTO upgrades VALUES ('9999', '7.5')")
    with pytest.raises(LedgerError, match=r"was written by armstrail 7\.5, this is .*; upgrade, or name another"):
        Ledger.open(filled, clock=Clock())


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    """A folder instead of a file: the error proposes a file in it."""
    with pytest.raises(LedgerError, match=r"is a folder, not a ledger; name a file in it"):
        Ledger.open(tmp_path, clock=Clock())


def test_a_device_is_no_ledger() -> None:
    """A device file is refused before it is read."""
    with pytest.raises(LedgerError, match="is no ordinary file"):
        Ledger.open("/dev/null", clock=Clock())


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    """A ledger in a missing folder: the folder is named."""
    with pytest.raises(LedgerError, match=r"the folder .*nowhere does not exist; create it"):
        Ledger.open(tmp_path / "nowhere" / "armstrail.db", clock=Clock())


@pytest.mark.parametrize("name", ["x" * 300, "a\0b"])
def test_a_name_that_no_file_can_have(tmp_path: Path, name: str) -> None:
    """A name too long or with a zero byte is an error of the ledger, not of the system."""
    with pytest.raises(LedgerError, match="name another ledger"):
        Ledger.open(tmp_path / name, clock=Clock())


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "sqlite:///file:x?mode=memory&uri=true"])
def test_memory_keeps_nothing(url: str) -> None:
    """A ledger in memory would be lost, so it is refused."""
    with pytest.raises(LedgerError, match="would be lost at the end; name a file"):
        Ledger.open(url, clock=Clock())


def test_a_database_without_a_driver() -> None:
    """An unknown kind of database is named without the password."""
    with pytest.raises(LedgerError, match="is kept in an SQLite file or on PostgreSQL") as caught:
        Ledger.open("nosuchdb://user:secret@host/name", clock=Clock())
    assert "secret" not in str(caught.value)


def test_a_url_that_cannot_be_read() -> None:
    """A malformed URL is answered with the form of a good one, and not repeated: it may hold a password."""
    with pytest.raises(LedgerError, match="write it as postgresql") as caught:
        Ledger.open("://user:secret@", clock=Clock())
    assert "secret" not in str(caught.value)


def test_a_closed_ledger_says_so(ledger: Ledger) -> None:
    """After close nothing is read or written."""
    ledger.close()
    with pytest.raises(LedgerError, match="was closed; open it again"):
        ledger.add(*usual())


# -- permissions


def test_no_permission_to_read(public: Path) -> None:
    """A file that may not be read is named with the reason."""
    path = public / "armstrail.db"
    count_in(path)
    path.chmod(0o000)
    answer = ask_child(lambda: count_in(path, read_only=True), as_nobody=True)
    assert answer == f"LedgerError: {path}: Permission denied; name another ledger, or mend the permissions"


def test_no_permission_to_write(public: Path) -> None:
    """A file that may only be read is not opened to write; the error offers to read."""
    path = public / "armstrail.db"
    count_in(path)
    path.chmod(0o444)
    answer = ask_child(lambda: count_in(path), as_nobody=True)
    assert answer == (f"LedgerError: {path} may be read but not written; mend the permissions, or open it to read only")


def test_no_permission_in_the_folder(public: Path) -> None:
    """A new ledger in a folder that may not be written names the folder."""
    public.chmod(0o555)
    answer = ask_child(lambda: count_in(public / "armstrail.db"), as_nobody=True)
    assert str(answer).startswith(f"LedgerError: {public / 'armstrail.db'}: nothing may be written into {public}")


def test_a_read_only_disk_can_be_read(public: Path) -> None:
    """A closed ledger where nothing may be written, not even a lock file, can be asked."""
    path = public / "armstrail.db"
    with Ledger.open(path, clock=Clock()) as ledger:
        ledger.add(*usual())
    path.chmod(0o444)
    public.chmod(0o555)
    assert ask_child(lambda: count_in(path, read_only=True), as_nobody=True) == 1


def test_a_torn_ledger_on_a_read_only_disk(public: Path) -> None:
    """What still lies in the log of a killed writer is not passed over in silence."""
    path = public / "armstrail.db"

    def write_and_die() -> None:
        ledger = Ledger.open(path, clock=Clock())
        ledger.add(*usual())
        (public / "armstrail.db-shm").unlink()
        os._exit(0)

    with pytest.raises(EOFError):
        ask_child(write_and_die)
    public.chmod(0o555)
    answer = ask_child(lambda: count_in(path, read_only=True), as_nobody=True)
    assert str(answer).startswith(f"LedgerError: {path} was not closed cleanly and lies where nothing may be written")


def test_reading_only_writes_nothing(ledger: Ledger, where: str, clock: Clock) -> None:
    """A ledger opened to read refuses to add."""
    ledger.close()
    with (
        Ledger.open(where, clock=clock, read_only=True) as ledger,
        pytest.raises(LedgerError, match=r"may not be written|was opened to read only"),
    ):
        ledger.add_failure("b.txt", "empty", "remove it")
