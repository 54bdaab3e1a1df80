"""A ledger opened for those who know only the pipeline, and a stamp that tells one state of it from another."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from armstrail.ledger import Ledger as Ledger
    from armstrail.ledger import Pool

_PARTS = ("", "-wal")  # a write goes to the log beside the file first


def open_ledger(where: str, clock: Callable[[], datetime], *, read_only: bool = True, wait: float = 30.0) -> Ledger:
    """The ledger at a path or database URL; never made anew.

    Args:
        clock: gives the present instant, with a zone.
        wait: seconds that a writer waits for another before it gives up.
    Raises:
        LedgerError: there is none, or it cannot be reached.
    """
    from armstrail.ledger import Ledger

    return Ledger.open(where, clock=clock, create=False, read_only=read_only, wait=wait)


class Reach:
    """How a program that is asked all day reaches its ledger: a file is opened anew each time, a server by connections
    that stay open. Threads may share one; a process makes its own."""

    def __init__(self, where: str, clock: Callable[[], datetime], *, wait: float = 30.0) -> None:
        """Nothing is opened yet; the arguments are those of `open_ledger`."""
        self._where, self._clock, self._wait = where, clock, wait
        self._pool: Pool | None = None
        self._lock = Lock()

    def open(self, *, read_only: bool = True) -> Ledger:
        """The ledger, to be closed after use.

        Raises:
            LedgerError: there is none, or it cannot be reached.
        """
        if not _is_on_server(self._where):
            return open_ledger(self._where, self._clock, read_only=read_only, wait=self._wait)
        return self._pooled().open(read_only=read_only)

    def stamp(self) -> str:
        """A stamp that changes whenever the ledger is written.

        That of a file may change without a change of content, as when the file is tidied up: good for a cache, no proof
        of anything.

        Raises:
            LedgerError: the server cannot be reached.
        """
        if not _is_on_server(self._where):
            return _stamp_of_file(self._where)
        with self.open() as ledger:
            return ledger.stamp()

    def close(self) -> None:
        """Let go of what stayed open."""
        with self._lock:
            if self._pool is not None:
                self._pool.close()
                self._pool = None

    def _pooled(self) -> Pool:
        from armstrail.ledger import Pool

        with self._lock:
            if self._pool is None:
                self._pool = Pool(self._where, clock=self._clock, wait=self._wait)
            return self._pool


def _is_on_server(where: str) -> bool:
    from armstrail.ledger import is_on_server

    return is_on_server(where)


def _stamp_of_file(where: str) -> str:
    from armstrail.model.place import file_of

    file = file_of(where)
    told = []
    for part in _PARTS:
        try:
            stat = Path(f"{file}{part}").stat()
        except OSError:
            told.append("none")
        else:
            told.append(f"{stat.st_ino}:{stat.st_size}:{stat.st_mtime_ns}" if stat.st_size else "none")
    return hashlib.sha256("|".join(told).encode()).hexdigest()[:16]
