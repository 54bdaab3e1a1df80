"""How often somebody may try: so many times in so long, by a name for whoever tries, in bounded space.

Attempts are counted in the file of the accounts, so that a workspace served by several processes has one count. Whoever
tried is told there by a keyed digest alone: what was typed as a name may be a password.
"""

from __future__ import annotations

import hashlib
import hmac
import math
from ipaddress import IPv6Address, ip_address
from typing import Final

from armstrail.accounts.store import AccountsFile

_NET: Final = 64  # bits of an IPv6 address that one household or machine holds


class Attempts:
    """At most `most` attempts by one key within `window` seconds; of all attempts the last `size` are remembered.

    `what` tells one such limit from another in the same file, `secret` makes the digests of keys.
    """

    def __init__(
        self, file: AccountsFile, what: str, most: int, window: float, secret: bytes, size: int = 100_000
    ) -> None:
        self._file, self._what, self._secret = file, what, secret
        self._most, self._window, self._size = most, window, size

    def take(self, key: str) -> int:
        """Count an attempt before it is made: 0 where it may be made, else the seconds to wait; that one counts not.

        Raises:
            AccountsError: the accounts cannot be reached.
        """
        now, who = self._file.clock().timestamp(), self._digest(key)
        with self._file.writing() as connection:
            connection.execute("DELETE FROM attempts WHERE what = ? AND made <= ?", (self._what, now - self._window))
            made = connection.execute("SELECT made FROM attempts WHERE who = ? ORDER BY made", (who,)).fetchall()
            if len(made) >= self._most:
                return max(1, math.ceil(float(made[0][0]) + self._window - now))
            connection.execute("INSERT INTO attempts (what, who, made) VALUES (?, ?, ?)", (self._what, who, now))
            connection.execute(
                "DELETE FROM attempts WHERE number <= (SELECT max(number) FROM attempts) - ?", (self._size,)
            )
            return 0

    def forgive(self, key: str) -> None:
        """Forget the attempts of a key: the last one was right."""
        with self._file.writing() as connection:
            connection.execute("DELETE FROM attempts WHERE who = ?", (self._digest(key),))

    def give_back(self, key: str) -> None:
        """Take the last attempt of a key as not made; those before it stay."""
        with self._file.writing() as connection:
            connection.execute(
                "DELETE FROM attempts WHERE number = (SELECT max(number) FROM attempts WHERE who = ?)",
                (self._digest(key),),
            )

    def __len__(self) -> int:
        with self._file.reading() as connection:
            count: int = connection.execute("SELECT count(*) FROM attempts").fetchone()[0]
        return count

    def _digest(self, key: str) -> str:
        told = f"{self._what} {key}".encode("utf-8", "surrogatepass")
        return hmac.new(self._secret, told, hashlib.sha256).hexdigest()


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
