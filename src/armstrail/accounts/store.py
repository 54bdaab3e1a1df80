"""The file that holds the accounts: an SQLite file of its own, which nobody but its owner may read."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from armstrail.model.errors import AccountsError
from armstrail.model.place import beside

APPLICATION_ID: Final = 0x61726D75  # "armu": tells it from a ledger and from other SQLite files
_SUFFIX: Final = ".accounts"
_WAIT: Final = 5.0  # seconds for another writer

# Each row brings a file from the version that is its place to the next; a row that was shipped is never changed.
MIGRATIONS: Final[Sequence[Sequence[str]]] = (
    (
        "CREATE TABLE accounts (key TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, hash TEXT, "
        "opened TEXT NOT NULL, changed TEXT NOT NULL, entered TEXT)",
        "CREATE TABLE sessions (digest TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES accounts (key), "
        "opened TEXT NOT NULL, seen TEXT NOT NULL)",
        "CREATE INDEX sessions_account ON sessions (account)",
        "CREATE TABLE events (number INTEGER PRIMARY KEY AUTOINCREMENT, recorded TEXT NOT NULL, event TEXT NOT NULL, "
        "account TEXT, by TEXT, address TEXT, detail TEXT)",
        "CREATE INDEX events_account ON events (account)",
    ),
    (
        "CREATE TABLE searches (number INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL "
        "REFERENCES accounts (key), code TEXT NOT NULL, kept TEXT NOT NULL, UNIQUE (account, code))",
        "CREATE TABLE feeds (digest TEXT PRIMARY KEY, account TEXT NOT NULL UNIQUE REFERENCES accounts (key), "
        "opened TEXT NOT NULL, used TEXT)",
    ),
    (
        "CREATE TABLE attempts (number INTEGER PRIMARY KEY AUTOINCREMENT, what TEXT NOT NULL, who TEXT NOT NULL, "
        "made REAL NOT NULL)",
        "CREATE INDEX attempts_who ON attempts (who)",
        "CREATE INDEX attempts_made ON attempts (what, made)",
    ),
)


@dataclass(frozen=True, slots=True)
class AccountsFile:
    """A file of accounts, brought to this version. `clock` gives the present instant, with a zone."""

    path: Path
    clock: Callable[[], datetime]

    def now(self) -> str:
        """The present instant, in UTC, as it is recorded: strings in the order of time."""
        return told(self.clock())

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection to read with.

        Raises:
            AccountsError: the file has gone, or cannot be read.
        """
        with self._connected() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection that alone may write, in one transaction: all or nothing.

        Raises:
            AccountsError: the file has gone, or cannot be written.
        """
        with self._connected() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        address = f"{self.path.absolute().as_uri()}?mode=rw"
        try:
            with closing(sqlite3.connect(address, uri=True, timeout=_WAIT, isolation_level=None)) as connection:
                connection.execute("PRAGMA foreign_keys = ON")
                yield connection
        except sqlite3.Error as error:
            raise AccountsError(f"{self.path}: the accounts cannot be reached ({error}); see that nobody holds or "
                                "moved the file, and try again") from error  # fmt: skip


def told(moment: datetime) -> str:
    """An instant as it is recorded."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def digest_of(token: str) -> str:
    """What is kept of a token: SHA-256 (hex), from which nobody can tell it."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def path_beside(ledger: str, given: Path | None = None) -> Path:
    """Where the accounts of a ledger lie: the file given, else `LEDGER.accounts` beside the ledger's own file.

    Raises:
        AccountsError: the ledger lives on a server, so there is nothing to lie beside.
    """
    if given is not None:
        return given
    if (path := beside(ledger, _SUFFIX)) is None:
        raise AccountsError(
            "a ledger on a database server has no file for accounts beside it; name one with --accounts"
        )
    return path


def open_accounts(path: Path, clock: Callable[[], datetime], *, create: bool = False) -> AccountsFile:
    """The accounts in a file, made where that is allowed and brought to this version.

    Raises:
        AccountsError: there is none, it is another program's or a newer armstrail's, or others may read it.
    """
    if not path.exists():
        if not create:
            raise AccountsError(
                f"{path}: there are no accounts here; make the first with: armstrail users add NAME --role editor"
            )
        _make(path)
    _check_private(path)
    found = AccountsFile(path, clock)
    with found.reading() as connection:
        version = _version(connection, path)
    if version < len(MIGRATIONS):
        with found.writing() as connection:
            for row in MIGRATIONS[_version(connection, path) :]:  # another writer may have been quicker
                for statement in row:
                    connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    return found


def _make(path: Path) -> None:
    """An empty file that was never open to others, not even for the blink of an eye."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        pass  # another was quicker
    except OSError as error:
        raise AccountsError(f"{path}: {error.strerror}; name another file with --accounts") from error


def _check_private(path: Path) -> None:
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode):
        raise AccountsError(f"{path} is no ordinary file; name another with --accounts")
    if os.name == "posix" and mode & 0o077:
        raise AccountsError(f"{path} may be read by others, and holds the hashes of passwords; run: chmod 600 {path}")


def _version(connection: sqlite3.Connection, path: Path) -> int:
    mark: int = connection.execute("PRAGMA application_id").fetchone()[0]
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if mark != APPLICATION_ID and (mark or tables):
        raise AccountsError(f"{path} is a file of another kind, not one of accounts; name another with --accounts")
    if version > len(MIGRATIONS):
        raise AccountsError(f"{path} was written by a newer armstrail; upgrade, or name another with --accounts")
    return version
