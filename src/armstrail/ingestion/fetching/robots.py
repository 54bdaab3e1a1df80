"""What a site lets programs read: its robots.txt, by RFC 9309.

One that is not there allows everything; one that cannot be had forbids everything until it can.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from armstrail.ingestion.fetching.addresses import Address
from armstrail.ingestion.fetching.refusals import NotNow
from armstrail.ingestion.rows import Refused

if TYPE_CHECKING:
    from protego import Protego

MAX_ROBOTS: Final = 512 << 10  # bytes that are read of it; RFC 9309 asks for at least 500 KiB
KEPT: Final = 24 * 3600.0  # seconds
SOON: Final = 60.0  # seconds after which one that could not be had is asked for again
NAME: Final = "armstrail"  # as which a robots.txt addresses us

Answer = tuple[int, bytes]  # a status, and the words


@dataclass(frozen=True, slots=True)
class _Known:
    rules: Protego | None
    trouble: Refused | None
    until: float


class Robots:
    """The rules of each site, asked for once a day. `get` fetches a robots.txt, `clock` gives growing seconds."""

    def __init__(self, get: Callable[[Address], Answer], clock: Callable[[], float]) -> None:
        self._get, self._clock = get, clock
        self._known: dict[str, _Known] = {}

    def pause(self, address: Address) -> float | None:
        """The seconds that a site asks for between two requests, once it was seen that the address may be read.

        Raises:
            Refused: the site does not let programs read it.
            NotNow: whether it does cannot be told now.
        """
        known = self._known.get(address.origin)
        if known is None or known.until < self._clock():
            known = self._known[address.origin] = self._ask(address)
        if known.trouble is not None:
            raise known.trouble
        if known.rules is None:
            return None
        if not known.rules.can_fetch(str(address), NAME):
            raise Refused("may not be read by programs, says its robots.txt", "open it in a browser and save it")
        delay = known.rules.crawl_delay(NAME)
        return None if delay is None else float(delay)

    def _ask(self, address: Address) -> _Known:
        from protego import Protego

        at = Address(address.scheme, address.host, address.port, "/robots.txt")
        until = self._clock() + KEPT
        try:
            status, words = self._get(at)
        except NotNow as error:
            return _Known(None, _unread(error.reason), self._clock() + SOON)
        except Refused as error:
            return _Known(None, error, until)  # what holds for this address of the site holds for all
        if status >= 500 or status == 429:
            return _Known(None, _unread(f"answers {status}"), self._clock() + SOON)
        if status >= 400:
            return _Known(None, None, until)
        return _Known(Protego.parse(words[:MAX_ROBOTS].decode("utf-8", "replace")), None, until)


def _unread(why: str) -> NotNow:
    return NotNow(f"has a robots.txt that cannot be read ({why})")
