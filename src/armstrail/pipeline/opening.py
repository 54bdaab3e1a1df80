"""A ledger opened for those who know only the pipeline, and a stamp that tells one state of it from another."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from armstrail.ledger import Ledger as Ledger

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


def stamp_of(where: str) -> str | None:
    """A stamp that changes whenever the file of a ledger is written; None for a ledger on a server, which tells none.

    It may change without a change of content, as when the file is tidied up: good for a cache, no proof of anything.
    """
    if "://" in where:
        scheme, _, rest = where.partition("://")
        if not scheme.startswith("sqlite"):
            return None
        where = rest.removeprefix("/")
    told = []
    for part in _PARTS:
        try:
            stat = Path(where + part).stat()
        except OSError:
            told.append("none")
        else:
            told.append(f"{stat.st_ino}:{stat.st_size}:{stat.st_mtime_ns}" if stat.st_size else "none")
    return hashlib.sha256("|".join(told).encode()).hexdigest()[:16]
