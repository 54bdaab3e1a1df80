"""Answers kept for a while, so that a page opened twice is worked out once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar, cast

_T = TypeVar("_T")


class Memo:
    """The last few values by what they are; what two readers ask for at once is made once.

    A value is kept with the state that it follows from and given for no other, so nothing given is ever stale. Of what
    it is one value is kept, that of the state asked for last: else those of every state that a ledger has been in
    would fill the memory before they are forgotten.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept: OrderedDict[Hashable, tuple[Hashable, Any]] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def get(self, what: Hashable, state: Hashable, make: Callable[[], _T]) -> _T:
        """A value as it follows from a state, made where there is none; an error is not kept."""
        with self._lock:
            found = self._find(what, state)
            if found is not None:
                return cast(_T, found[1])
            making = self._making.setdefault((what, state), Lock())
        with making:
            with self._lock:
                found = self._find(what, state)
                if found is not None:
                    return cast(_T, found[1])
            try:
                value = make()
                self.put(what, state, value)
            finally:
                with self._lock:
                    self._making.pop((what, state), None)
            return value

    def put(self, what: Hashable, state: Hashable, value: Any) -> None:
        """Keep a value; the one used longest ago goes where there are too many."""
        with self._lock:
            self._kept[what] = (state, value)
            self._kept.move_to_end(what)
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)

    def peek(self, what: Hashable, state: Hashable) -> Any | None:
        """A value as it follows from a state, None where there is none."""
        with self._lock:
            found = self._kept.get(what)
            return found[1] if found is not None and found[0] == state else None

    def __len__(self) -> int:
        """How many values are kept."""
        return len(self._kept)

    def _find(self, what: Hashable, state: Hashable) -> tuple[Hashable, Any] | None:
        found = self._kept.get(what)
        if found is None or found[0] != state:
            return None
        self._kept.move_to_end(what)
        return found
