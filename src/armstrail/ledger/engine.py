"""Where a ledger lives: from a path or a URL to an engine."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, FromClause, create_engine, event
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.pool import QueuePool

from armstrail.ledger import server
from armstrail.ledger.site import WRITES, Site
from armstrail.model.errors import LedgerError

_SQLITE_HEADER: Final = b"SQLite format 3\0"


def find_site(where: str | Path, *, create: bool, read_only: bool, wait: float) -> Site:
    """The place that a path or a database URL names; nothing is created yet.

    Raises:
        LedgerError: no such place, no permission, not a database, or no driver for it.
    """
    if isinstance(where, str) and "://" in where:
        url = server.parse_url(where)
        if url.get_backend_name() != "sqlite":
            return server.site_of(url, read_only=read_only, wait=wait)
        if not url.database or url.database == ":memory:" or url.query:
            raise LedgerError(f"{where}: a ledger in memory would be lost at the end; name a file, as in ledger.db")
        where = url.database
    path = Path(where)
    try:
        _check_file(path, create=create, read_only=read_only)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise LedgerError(f"{path}: {reason}; name another ledger, or mend the permissions") from error
    return _sqlite(path, read_only=read_only, wait=wait)


def _check_file(path: Path, *, create: bool, read_only: bool) -> None:
    if "\0" in str(path):
        raise ValueError("a name cannot hold a zero byte")
    folder = path.absolute().parent
    if path.is_dir():
        raise LedgerError(f"{path} is a folder, not a ledger; name a file in it, as in {path / 'armstrail.db'}")
    if not path.exists():
        if read_only or not create:
            raise LedgerError(f"{path}: there is no ledger here; add documents first, or name another ledger")
        if not folder.is_dir():
            raise LedgerError(f"{path}: the folder {folder} does not exist; create it, or name another ledger")
    elif not path.is_file():
        raise LedgerError(f"{path} is no ordinary file; name another ledger")
    else:
        with path.open("rb") as file:
            header = file.read(len(_SQLITE_HEADER))
        if header and header != _SQLITE_HEADER:
            raise LedgerError(f"{path} is a file of another kind, not a ledger; name another ledger")
        if not read_only and not os.access(path, os.W_OK):
            raise LedgerError(f"{path} may be read but not written; mend the permissions, or open it to read only")
    if not read_only and not os.access(folder, os.W_OK | os.X_OK):
        raise LedgerError(f"{path}: nothing may be written into {folder}; mend the permissions, or name another ledger")


def _sqlite(path: Path, *, read_only: bool, wait: float) -> Site:
    mode = "rwc"
    if read_only:
        mode = _reading_mode(path)
    address = f"{path.absolute().as_uri()}?mode={mode}"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(address, uri=True, timeout=wait, isolation_level=None, check_same_thread=False)
        connection.execute(f"PRAGMA query_only = {read_only}")
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, max_overflow=-1)
    engine.dialect.statement_compiler = _WithHints
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    return Site(str(path), engine, path, wait, read_only)


class _WithHints(SQLiteCompiler):
    """Says `INDEXED BY` where a statement asks for it: SQLite plans without statistics, and may walk the wrong way."""

    def get_from_hint_text(self, table: FromClause, text: str | None) -> str | None:  # noqa: ARG002
        return text


def _reading_mode(path: Path) -> str:
    """How SQLite opens a file that is only read: with leave to write its lock files and to clear them away where
    we have it, and otherwise as one that nothing can change."""
    folder = path.absolute().parent
    if os.access(folder, os.W_OK | os.X_OK):
        return "rw" if os.access(path, os.W_OK) else "ro"
    log, index = (path.with_name(path.name + suffix) for suffix in ("-wal", "-shm"))
    if not log.exists() or not log.stat().st_size:
        return "ro&immutable=1"
    if not index.exists():
        raise LedgerError(
            f"{path} was not closed cleanly and lies where nothing may be written; copy it together with {log.name} "
            "to a folder you may write to, and open it there"
        )
    return "ro"


def _set_pragmas(connection: sqlite3.Connection, _record: Any) -> None:
    """Foreign keys hold, and what was acknowledged survives a loss of power."""
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA recursive_triggers = ON")  # so that REPLACE, too, meets the guard against deletes


def _begin(connection: Connection) -> None:
    """A writer takes its lock at once: one that first reads and then writes could only fail, not wait."""
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
