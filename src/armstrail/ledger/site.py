"""The place of a ledger, and the two kinds of transactions on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, TimeoutError

from armstrail.ledger.complaints import explain
from armstrail.model.errors import LedgerError

WRITES: Final = "armstrail_writes"
_WRITERS_LOCK: Final = 0x61726D74  # the key of PostgreSQL's advisory lock: one writer at a time, as in SQLite

# How long to wait for that lock; and that a commit is on disk when it returns, even where a server is set to be quick.
_PROMISES: Final = (
    "SELECT set_config('lock_timeout', %s, true), set_config('synchronous_commit', "
    "coalesce(nullif(current_setting('synchronous_commit'), 'off'), 'on'), true)"
)


@dataclass(frozen=True, slots=True)
class Site:
    """A place where a ledger lives or will live. `name` is safe to print: it holds no password."""

    name: str
    engine: Engine
    path: Path | None  # the SQLite file; None for a database server
    wait: float  # seconds that a writer waits for another
    read_only: bool = False

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Turn what the driver raises into a LedgerError with what, where and the mend."""
        try:
            yield
        except DBAPIError as error:
            raise LedgerError(f"{self.name} {explain(error.orig, self.wait, self._hide)}") from error
        except TimeoutError as error:
            raise LedgerError(
                f"{self.name}: all connections of this program stayed in use ({error}); try again later"
            ) from error

    def _hide(self, words: str) -> str:
        """A driver's words without the password, should one ever repeat it."""
        password = self.engine.url.password
        return words.replace(str(password), "***") if password else words

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees the ledger as it stands now, whatever is written meanwhile."""
        with self.translated(), self.engine.connect() as connection:
            if connection.dialect.name == "postgresql":  # by default it would see others' commits between two rows
                connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection that alone may write, in one transaction: all or nothing."""
        if self.read_only and self.path is None:  # SQLite refuses by itself
            raise LedgerError(f"{self.name} was opened to read only; open it to write")
        with self.translated(), self.engine.connect() as connection:
            connection = connection.execution_options(**{WRITES: True})
            if connection.dialect.name == "postgresql":  # each statement after the lock sees what others committed
                connection = connection.execution_options(isolation_level="READ COMMITTED")
            with connection.begin():
                if connection.dialect.name == "postgresql":
                    connection.exec_driver_sql(_PROMISES, (f"{max(1, round(1000 * self.wait))}ms",))
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS_LOCK})")
                yield connection
