"""Pages that take long: the reader is told at once that they are being worked out, and finds them when they are.

A page that was never opened may have to tell thousands of claims into voices. Whoever asks waits no longer than the
workspace has patience; the work goes on, and the page, asked for again, takes what was made meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Lock
from typing import Any, Final, Generic, TypeVar

_AT_ONCE: Final = 4  # pages worked on at a time; others wait for their turn
_MOST: Final = 64  # pages in work or not yet fetched; whoever asks for more waits as if there were no patience

T = TypeVar("T")


class Kitchen(Generic[T]):
    """Pages in the making, by what was asked for; each is made once, however often it is asked for meanwhile."""

    def __init__(self, patience: float | None) -> None:
        self._patience = patience
        self._making: dict[Hashable, Future[T]] = {}
        self._lock = Lock()
        self._cooks = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="page")

    def order(self, key: Hashable, make: Callable[[], T]) -> T | None:
        """What was asked for, if it is ready before patience ends; else None, and the work goes on.

        Raises:
            whatever `make` raises, once, to whoever asks first after it did.
        """
        if self._patience is None:
            return make()
        with self._lock:
            ready = self._making.get(key)
            if ready is None:
                self._forget()
                if len(self._making) >= _MOST:
                    ready = self._cooks.submit(make)
                    return ready.result()
                ready = self._making[key] = self._cooks.submit(make)
        wait((ready,), self._patience)
        if not ready.done():
            return None
        with self._lock:
            if self._making.get(key) is ready:
                del self._making[key]
        return ready.result()

    def _forget(self) -> None:
        """Let go of pages that are ready and that nobody came back for: what they hang on is kept elsewhere."""
        done: list[Any] = [key for key, each in self._making.items() if each.done()]
        for key in done[: max(0, len(self._making) - _MOST // 2)]:
            del self._making[key]

    def close(self) -> None:
        """Begin nothing more."""
        self._cooks.shutdown(wait=False, cancel_futures=True)
