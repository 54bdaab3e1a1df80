"""Connections of those who never finish asking: each is closed after a while, and there are only so many at once.

The server gives a connection all the time it wants for the head of its first request. Whoever opens connections and
sends nothing, or a letter a minute, would so hold every place there is.
"""

from __future__ import annotations

import asyncio
from typing import Final

from uvicorn.protocols.http.h11_impl import H11Protocol

PATIENCE: Final = 15.0  # seconds for the head of a request to arrive whole
MOST: Final = 500  # connections at once; more are told that the workspace is full


class Impatient(H11Protocol):
    """HTTP/1.1 as the server speaks it, to those who say within `PATIENCE` seconds what they want."""

    _limit: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A connection is open, and nothing was asked yet."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """A piece of a request."""
        super().data_received(data)
        if self._is_answering():
            self._stop_waiting()
        elif self._limit is None:
            self._wait()

    def on_response_complete(self) -> None:
        """An answer is out; the next request may have begun behind it, else the server waits a few seconds for one."""
        super().on_response_complete()
        if not self._is_answering() and self.timeout_keep_alive_task is None and not self.transport.is_closing():
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is over."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _is_answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _wait(self) -> None:
        self._stop_waiting()
        self._limit = self.loop.call_later(PATIENCE, self.transport.close)

    def _stop_waiting(self) -> None:
        if self._limit is not None:
            self._limit.cancel()
            self._limit = None
