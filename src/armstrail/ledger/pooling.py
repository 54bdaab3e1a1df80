"""Connections to a server that stay open between one ledger and the next, for a program that is asked all day."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, TimeoutError

from armstrail.ledger.book import Ledger
from armstrail.ledger.engine import find_site
from armstrail.ledger.migrate import make_ready
from armstrail.ledger.schema import HEAD, REVISION_TABLE
from armstrail.ledger.site import Site

_LOOKED: Final = 1.0  # seconds for which a ledger that was found of this version is taken to be still


class Pool:
    """A ledger on a server, opened as often as asked, by several threads at once, over the same few connections."""

    def __init__(self, url: str, *, clock: Callable[[], datetime], wait: float = 30.0) -> None:
        """Nothing is asked of the server yet; the arguments are those of `Ledger.open`.

        Raises:
            LedgerError: the URL cannot be read, or there is no driver for it.
        """
        self._site = find_site(url, create=False, read_only=True, wait=wait)
        self._clock = clock
        self._ready_until = 0.0

    def open(self, *, read_only: bool = True) -> Ledger:
        """The ledger, whose closing gives the connections back.

        Whether it is there, and of this version, is asked once a second: a page opens it several times, and each
        question is a way to the server and back.

        Raises:
            LedgerError: there is none, it is of another version, or the server cannot be reached.
        """
        now = time.monotonic()
        if now >= self._ready_until:
            if not self._is_ready(self._site):
                make_ready(self._site, create=False, read_only=True)
            self._ready_until = now + _LOOKED
        return Ledger(replace(self._site, read_only=read_only), self._clock, keep=True)

    def close(self) -> None:
        """Let go of all connections."""
        self._site.engine.dispose()

    @staticmethod
    def _is_ready(site: Site) -> bool:
        """Whether a ledger of this version is there; where it is not, `make_ready` finds the words for it."""
        try:
            with site.engine.connect() as connection:
                return connection.execute(text(f"SELECT version_num FROM {REVISION_TABLE}")).scalar() == HEAD
        except (DBAPIError, TimeoutError):
            return False
