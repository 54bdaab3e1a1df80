"""Answers kept for a while, so that a page opened twice is worked out once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar, cast

_T = TypeVar("_T")


class Memo:
    """The last few values by their keys; what two readers ask for at once is made once.

    A key holds all that a value follows from, the state of the ledger included, so nothing kept is ever stale.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """The value under a key, made where there is none; an error is not kept."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return cast(_T, self._kept[key])
            making = self._making.setdefault(key, Lock())
        with making:
            with self._lock:
                if key in self._kept:
                    return cast(_T, self._kept[key])
            try:
                value = make()
                self.put(key, value)
            finally:
                with self._lock:
                    self._making.pop(key, None)
            return value

    def put(self, key: Hashable, value: Any) -> None:
        """Keep a value; the one used longest ago goes where there are too many."""
        with self._lock:
            self._kept[key] = value
            self._kept.move_to_end(key)
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)

    def peek(self, key: Hashable) -> Any | None:
        """The value under a key, None where there is none."""
        with self._lock:
            return self._kept.get(key)
