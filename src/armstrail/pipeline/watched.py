"""What `armstrail watch` remembers: the validators of each feed, and which of its articles are still to be fetched.

No part of the ledger: it says nothing of the world, only how far this machine came. An article is written down as
waiting in the transaction that takes the new validators of its feed, so a kill at any moment loses none and fetches
none twice.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from armstrail.model.errors import LedgerError
from armstrail.model.place import beside

SUFFIX: Final = "-watch"
TRIES: Final = 5  # of an article that cannot be had for now, before it is given up
_APPLICATION_ID: Final = 0x61726D77  # "armw"
_WAIT: Final = 5.0
_TABLES: Final = (
    "CREATE TABLE IF NOT EXISTS feeds (address TEXT PRIMARY KEY, etag TEXT, modified TEXT)",
    "CREATE TABLE IF NOT EXISTS articles (address TEXT PRIMARY KEY, number INTEGER NOT NULL, feed TEXT NOT NULL, "
    "state TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0)",
    "CREATE INDEX IF NOT EXISTS articles_state ON articles (state, number)",
    "CREATE TABLE IF NOT EXISTS holds (host TEXT PRIMARY KEY, until REAL NOT NULL)",
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An article that is still to be fetched, and how often that was tried."""

    address: str
    feed: str
    tries: int


class Watched:
    """The memory of a watch, in one file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._open() as connection:
            mark = connection.execute("PRAGMA application_id").fetchone()[0]
            tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            if mark != _APPLICATION_ID and (mark or tables):
                raise LedgerError(f"{path} is a file of another kind; name another with --state")
            connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
            for statement in _TABLES:
                connection.execute(statement)

    @classmethod
    def beside(cls, ledger: str, given: Path | None = None) -> Watched:
        """The memory for a ledger: the file given, else `LEDGER-watch` beside the ledger's own file.

        Raises:
            LedgerError: the ledger lives on a server, so there is nothing to lie beside; or the file cannot be used.
        """
        if given is not None:
            return cls(given)
        if (path := beside(ledger, SUFFIX)) is None:
            raise LedgerError("a ledger on a database server has no file beside it; name one with --state")
        return cls(path)

    def validators(self, feed: str) -> tuple[str | None, str | None]:
        """What the last answer of a feed was marked with: its ETag, and when it was modified."""
        with self._open() as connection:
            row = connection.execute("SELECT etag, modified FROM feeds WHERE address = ?", (feed,)).fetchone()
        return (row[0], row[1]) if row else (None, None)

    def take(self, feed: str, articles: Iterable[str], etag: str | None, modified: str | None) -> int:
        """Take what a feed named: the articles that were never named before wait from now on; gives back how many."""
        with self._open() as connection:
            count = connection.execute("SELECT coalesce(max(number), 0) FROM articles").fetchone()[0]
            new = 0
            for address in articles:
                added = connection.execute(
                    "INSERT OR IGNORE INTO articles (address, number, feed, state) VALUES (?, ?, ?, 'waiting')",
                    (address, count + new + 1, feed),
                )
                new += added.rowcount
            connection.execute(
                "INSERT OR REPLACE INTO feeds (address, etag, modified) VALUES (?, ?, ?)", (feed, etag, modified)
            )
        return new

    def waiting(self) -> list[Waiting]:
        """The articles that are still to be fetched, in the order in which they were named."""
        with self._open() as connection:
            rows = connection.execute(
                "SELECT address, feed, tries FROM articles WHERE state = 'waiting' ORDER BY number"
            ).fetchall()
        return [Waiting(*row) for row in rows]

    def settle(self, article: str, *, again: bool = False) -> bool:
        """Write down that an article was fetched or refused for good; or, with `again`, that it could not be had for
        now. False where it goes on waiting."""
        with self._open() as connection:
            if again:
                connection.execute(
                    "UPDATE articles SET tries = tries + 1, state = CASE WHEN tries + 1 >= ? THEN 'given up' "
                    "ELSE state END WHERE address = ?",
                    (TRIES, article),
                )
            else:
                connection.execute("UPDATE articles SET state = 'done' WHERE address = ?", (article,))
            state = connection.execute("SELECT state FROM articles WHERE address = ?", (article,)).fetchone()
        return state is None or state[0] != "waiting"

    def hold(self, host: str, until: float) -> None:
        """Leave a host alone until an instant (seconds since 1970)."""
        with self._open() as connection:
            connection.execute("INSERT OR REPLACE INTO holds (host, until) VALUES (?, ?)", (host, until))

    def held(self, host: str, now: float) -> float:
        """For how many seconds a host is still to be left alone; 0 where it is not."""
        with self._open() as connection:
            row = connection.execute("SELECT until FROM holds WHERE host = ?", (host,)).fetchone()
        return max(0.0, row[0] - now) if row else 0.0

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """A connection in one transaction.

        Raises:
            LedgerError: the file cannot be read or written.
        """
        try:
            with closing(sqlite3.connect(self._path, timeout=_WAIT)) as connection, connection:
                yield connection
        except sqlite3.Error as error:
            raise LedgerError(
                f"{self._path}: what was watched cannot be read or written ({error}); free the file or its disk, or "
                "name another with --state"
            ) from error
