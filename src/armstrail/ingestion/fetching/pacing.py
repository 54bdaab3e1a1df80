"""How often a server is asked: never sooner than after a pause, and not at all while it asks to be left alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from armstrail.ingestion.fetching.refusals import NotNow

MAX_PAUSE: Final = 120.0  # seconds; a robots.txt that asks for more would stop everything else
HOLD: Final = 300.0  # seconds for a server that is overloaded and does not say for how long


class Pace:
    """The turns of each host. `clock` gives seconds that only grow, `sleep` lets some pass."""

    def __init__(self, pause: float, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._pause, self._clock, self._sleep = pause, clock, sleep
        self._last: dict[str, float] = {}
        self._held: dict[str, float] = {}

    def turn(self, host: str, pause: float | None = None) -> None:
        """Wait until a host may be asked again; `pause` is the least that its own robots.txt asks for.

        Raises:
            NotNow: it asked to be left alone for a time that is not over.
        """
        left = self._held.get(host, 0.0) - self._clock()
        if left > 0:
            raise NotNow(f"asks to be left alone for another {left:.0f} seconds", after=left)
        if host in self._last:
            wait = self._last[host] + max(self._pause, min(pause or 0.0, MAX_PAUSE)) - self._clock()
            if wait > 0:
                self._sleep(wait)
        self._last[host] = self._clock()

    def hold(self, host: str, seconds: float | None) -> float:
        """Leave a host alone for some seconds; gives back for how many."""
        seconds = HOLD if seconds is None else seconds
        self._held[host] = max(self._held.get(host, 0.0), self._clock() + seconds)
        return seconds
