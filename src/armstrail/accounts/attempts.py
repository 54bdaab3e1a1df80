"""How often somebody may try: so many times in so long, by a name for whoever tries, in bounded memory."""

from __future__ import annotations

import math
from collections import OrderedDict, deque
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from threading import Lock
from typing import Final

_NET: Final = 64  # bits of an IPv6 address that one household or machine holds


class Attempts:
    """At most `most` attempts by one key within `window` seconds; of keys the last `size` are remembered.

    `clock` gives seconds that only grow.
    """

    def __init__(self, most: int, window: float, clock: Callable[[], float], size: int = 10_000) -> None:
        self._most, self._window, self._clock, self._size = most, window, clock, size
        self._made: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def take(self, key: str) -> int:
        """Count an attempt before it is made: 0 where it may be made, else the seconds to wait; that one counts not."""
        with self._lock:
            now = self._clock()
            made = self._made.setdefault(key, deque(maxlen=self._most))
            self._made.move_to_end(key)
            while len(self._made) > self._size:
                self._made.popitem(last=False)
            while made and made[0] <= now - self._window:
                made.popleft()
            if len(made) == self._most:
                return max(1, math.ceil(made[0] + self._window - now))
            made.append(now)
            return 0

    def forgive(self, key: str) -> None:
        """Forget the attempts of a key: the last one was right."""
        with self._lock:
            self._made.pop(key, None)

    def give_back(self, key: str) -> None:
        """Take the last attempt of a key as not made; those before it stay."""
        with self._lock:
            made = self._made.get(key)
            if made:
                made.pop()

    def __len__(self) -> int:
        return len(self._made)


def net_of(address: str) -> str:
    """What stands for an address: itself, or for IPv6 the network that one holder can change addresses within."""
    try:
        found = ip_address(address)
    except ValueError:
        return address[:60]
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(IPv6Address(int(found) >> (128 - _NET) << (128 - _NET))) + f"/{_NET}"
    return str(found)
