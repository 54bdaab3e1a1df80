"""Pages that take long: the reader is told at once that they are being worked out, and finds them when they are.

A page that was never opened may have to tell thousands of claims into voices. Whoever asks waits no longer than the
workspace has patience; the work goes on, and the page, asked for again, takes what was made meanwhile. Who asks again
has something before her eyes, and is let wait for longer, so that it changes under them no more often than it must.
What she sees meanwhile is made shortly before patience ends, so that it is there when it does.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from concurrent.futures import Future, wait
from threading import BoundedSemaphore, Lock, Thread
from time import monotonic
from typing import Any, Final, Generic, TypeVar

_AT_ONCE: Final = 4  # pages worked on at a time; others wait for their turn
_PLAIN: Final = 0.1  # seconds more for a page of which nothing can be shown before it is made
_AGAIN: Final = 2.0  # seconds for who asks again
_AHEAD: Final = 0.06  # seconds before the end of patience at which it is begun what the reader sees meanwhile
_MOST: Final = 64  # pages in work or not yet fetched; whoever asks for more waits as if there were no patience

S = TypeVar("S")
T = TypeVar("T")


class Kitchen(Generic[T]):
    """Pages in the making, by what was asked for; each is made once, however often it is asked for meanwhile."""

    def __init__(self, patience: float | None) -> None:
        self._patience = patience
        self._making: dict[Hashable, Future[T]] = {}
        self._lock = Lock()
        self._stoves = BoundedSemaphore(_AT_ONCE)

    def order(self, key: Hashable, make: Callable[[], T], meanwhile: Callable[[], S], *, plain: bool = False) -> T | S:
        """What was asked for, if it is ready before patience ends; else what there is meanwhile, and the work goes on.

        Args:
            meanwhile: makes what is shown of it before it is made; not asked where it is ready early.
            plain: nothing of it can be shown before it is made.

        Raises:
            whatever `make` raises, once, to whoever asks first after it did; and what `meanwhile` raises.
        """
        if self._patience is None:
            return make()
        began, patience = monotonic(), self._patience + (_PLAIN if plain else 0) if self._patience else 0.0
        with self._lock:
            ready = self._making.get(key)
            if ready is not None and self._patience:
                patience = _AGAIN
            if ready is None:
                self._forget()
                ready = self._begin(make)
                if len(self._making) < _MOST:
                    self._making[key] = ready
        wait((ready,), max(0.0, patience - _AHEAD) if self._making.get(key) is ready else None)
        if not ready.done():
            shown = meanwhile()
            wait((ready,), max(0.0, began + patience - monotonic()))
            if not ready.done():
                return shown
        with self._lock:
            if self._making.get(key) is ready:
                del self._making[key]
        return ready.result()

    def _forget(self) -> None:
        """Let go of pages that are ready and that nobody came back for: what they hang on is kept elsewhere."""
        done: list[Any] = [key for key, each in self._making.items() if each.done()]
        for key in done[: max(0, len(self._making) - _MOST // 2)]:
            del self._making[key]

    def _begin(self, make: Callable[[], T]) -> Future[T]:
        """Set about it, in a thread that keeps nobody from leaving."""
        ready: Future[T] = Future()

        def cook() -> None:
            with self._stoves:
                try:
                    ready.set_result(make())
                except BaseException as error:  # it is raised where the page is asked for
                    ready.set_exception(error)

        Thread(target=cook, daemon=True, name="page").start()
        return ready
