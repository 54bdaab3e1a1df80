"""The database behind a ledger: opened, closed, and each read and write in a transaction of its own or of a batch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from armstrail.ledger import stamps, writing
from armstrail.ledger.engine import find_site
from armstrail.ledger.migrate import make_ready
from armstrail.ledger.site import Site
from armstrail.model.errors import LedgerError

_T = TypeVar("_T")


@dataclass(slots=True)
class _Batch:
    """A transaction that several writes share; once one of them breaks, none of them is kept."""

    connection: Connection
    broken: bool = False


class Access:
    """A database that is a ledger, and the transactions on it. One thread uses one of it."""

    def __init__(self, site: Site, clock: Callable[[], datetime], *, keep: bool = False) -> None:
        """`keep` leaves the site's connections open when this is closed: they are somebody else's."""
        self._site = site
        self._clock = clock
        self._keep = keep
        self._batch: _Batch | None = None
        self._closed = False

    @classmethod
    def open(
        cls,
        where: str | Path,
        *,
        clock: Callable[[], datetime],
        create: bool = True,
        read_only: bool = False,
        wait: float = 30.0,
    ) -> Self:
        """Open the ledger at a path or database URL, creating or upgrading it where allowed.

        Args:
            clock: gives the present instant, with a zone; asked once for each entry.
            create: whether to make a ledger where there is none.
            read_only: touch nothing; works for a file on a disk that cannot be written.
            wait: seconds that a writer waits for another before it gives up.
        Raises:
            LedgerError: what stands there is no ledger, is newer than this version, or cannot be reached.
        """
        site = find_site(where, create=create, read_only=read_only, wait=wait)
        try:
            make_ready(site, create=create, read_only=read_only)
        except BaseException:
            site.engine.dispose()
            raise
        return cls(site, clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._closed = True
        if not self._keep:
            self._site.engine.dispose()

    @property
    def name(self) -> str:
        """What the ledger is called in print: its path, or its URL without the password."""
        return self._site.name

    def stamp(self) -> str:
        """A stamp that changes whenever something is recorded.

        Raises:
            LedgerError: the ledger cannot be read.
        """
        with self._reading() as connection:
            return stamps.stamp(connection)

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Let the writes of a block share one transaction: quicker, and acknowledged only at its end.

        Others wait to write until then, so do slow work before. A batch within a batch is part of it.

        Raises:
            LedgerError: a write failed on the way; nothing of the batch was kept.
        """
        if self._batch is not None:
            yield
            return
        self._check_open()
        with self._site.writing() as connection:
            batch = self._batch = _Batch(connection)
            try:
                yield
                if batch.broken:
                    raise LedgerError(f"{self._site.name}: a write of the batch failed, so nothing of it was kept")
            finally:
                self._batch = None

    def _check_open(self) -> None:
        if self._closed:
            raise LedgerError(f"{self._site.name} was closed; open it again")

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        self._check_open()
        batch = self._batch
        if batch is None:
            with self._site.writing() as connection:
                yield connection
            return
        if batch.broken:
            raise LedgerError(f"{self._site.name}: an earlier write of this batch failed; leave the batch")
        try:
            yield batch.connection
        except DBAPIError:
            batch.broken = True
            with self._site.translated():
                raise

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        self._check_open()
        if self._batch is None:
            with self._site.reading() as connection:
                yield connection
        else:
            with self._site.translated():
                yield self._batch.connection

    def _stream(self, read: Callable[[Connection], Iterator[_T]]) -> Iterator[_T]:
        with self._reading() as connection:
            yield from read(connection)

    def _now(self, connection: Connection) -> str:
        return writing.next_stamp(connection, self._clock, self._site.name)
