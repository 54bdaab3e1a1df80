"""Ask for an address as a well-behaved program does: by the site's rules, at its pace, following it when it moved."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Final

import httpcore

from armstrail import __version__
from armstrail.ingestion.fetching.addresses import Address, join_address, parse_address
from armstrail.ingestion.fetching.exchange import Exchange, Limits, ask, retry_after
from armstrail.ingestion.fetching.line import Resolve, look_up
from armstrail.ingestion.fetching.pacing import Pace
from armstrail.ingestion.fetching.records import payload_of, to_warc
from armstrail.ingestion.fetching.refusals import NotNow
from armstrail.ingestion.fetching.robots import MAX_ROBOTS, Answer, Robots
from armstrail.ingestion.rows import Refused

_MOVED: Final = frozenset((301, 302, 303, 307, 308))
_BUSY: Final = frozenset((429, 503))
_UNCHANGED: Final = 304
_ROBOT_HOPS: Final = 5


@dataclass(frozen=True, slots=True)
class Received:
    """An answer: the address that was asked for, and what came of each address on the way to the content.

    `warc` is the whole of it as a web archive, `payload` the content out of its codings; None and empty where the
    server says that nothing changed.
    """

    asked: Address
    exchanges: tuple[Exchange, ...]
    warc: bytes | None
    payload: bytes

    @property
    def last(self) -> Exchange:
        """The exchange that brought the content."""
        return self.exchanges[-1]

    @property
    def unchanged(self) -> bool:
        """Whether the server says that it has nothing new since the validators it was given."""
        return self.last.status == _UNCHANGED


def agent_of(contact: str | None) -> str:
    """How the program names itself to servers; `contact` is the address of whoever runs it.

    Raises:
        Refused: the contact cannot stand in a header.
    """
    if contact is None:
        return f"armstrail/{__version__}"
    if not contact.isascii() or not contact.isprintable() or set("()\\") & set(contact) or not contact.strip():
        raise Refused(f"contact {contact!r} cannot be sent", "give a mail address, or the address of a page")
    return f"armstrail/{__version__} (+{contact.strip()})"


class Fetcher:
    """Fetches addresses, one after the other. Remembers the rules and the pace of each site for as long as it lives."""

    def __init__(
        self,
        *,
        clock: Callable[[], datetime],
        ticks: Callable[[], float],
        sleep: Callable[[float], None],
        agent: str,
        pause: float = 2.0,
        limits: Limits = Limits(),  # noqa: B008 - a frozen value
        allow_private: bool = False,
        resolve: Resolve = look_up,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """
        Args:
            clock: the present instant; `ticks`: seconds that only grow; `sleep`: lets seconds pass.
            agent: the name for servers, by `agent_of`.
            pause: the least seconds between two requests to one host.
            allow_private: whether machines of private networks may be asked.
            tls: whom to trust; the well-known authorities where it is None.
        """
        self._clock, self._agent, self._limits = clock, agent, limits
        self._allow_private, self._resolve = allow_private, resolve
        self._tls = tls
        self._pace = Pace(pause, ticks, sleep)
        self._robots = Robots(self._robots_of, ticks)

    def get(self, address: str, *, etag: str | None = None, modified: str | None = None) -> Received:
        """What stands at an address.

        Args:
            etag, modified: validators of an earlier answer; where nothing changed since, the server need not send it.
        Raises:
            Refused: it may not be asked, or gave no content; says why.
            NotNow: the same, but it may be otherwise next time.
        """
        asked = parse_address(address)
        headers = {"If-None-Match": etag} if etag else {}
        headers |= {"If-Modified-Since": modified} if modified else {}
        most = self._limits.redirects
        exchanges = _follow(asked, most, lambda at: self._turn(at, headers, moved=at is not asked))
        if exchanges is None:
            raise Refused(f"is moved on more than {most} times", "give the address it ends at")
        return self._received(asked, exchanges)

    def _turn(self, at: Address, headers: Mapping[str, str], *, moved: bool) -> Exchange:
        """Ask when it is our turn; what is refused after a move tells where it led."""
        try:
            self._pace.turn(at.host, self._robots.pause(at))
            return self._ask(at, headers)
        except Refused as error:
            if not moved:
                raise
            told = f"moved to {at}, which {error.reason}"
            if isinstance(error, NotNow):
                raise NotNow(told, error.mend, error.after) from error
            raise Refused(told, error.mend) from error

    def _received(self, asked: Address, exchanges: list[Exchange]) -> Received:
        last = exchanges[-1]
        if last.status == _UNCHANGED:
            return Received(asked, tuple(exchanges), None, b"")
        if last.status in _BUSY:
            seconds = self._pace.hold(last.address.host, retry_after(last))
            raise NotNow(f"answers {_named(last.status)} and asks to wait {seconds:.0f} seconds", after=seconds)
        if last.status != HTTPStatus.OK:
            told = f"answers {_named(last.status)}"
            raise NotNow(told) if last.status >= 500 else Refused(told, "check the address in a browser")
        warc = to_warc(exchanges, self._agent)
        payload = payload_of(warc, last, self._limits.unpacked)
        if not payload.strip(b"\x00 \t\r\n"):
            raise Refused("gave an empty answer", "check the address in a browser")
        return Received(asked, tuple(exchanges), warc, payload)

    def _ask(self, address: Address, headers: Mapping[str, str], limits: Limits | None = None) -> Exchange:
        if self._tls is None:
            self._tls = httpcore.default_ssl_context()
        return ask(
            address,
            {"User-Agent": self._agent, **headers},
            limits=limits or self._limits,
            resolve=self._resolve,
            allow_private=self._allow_private,
            tls=self._tls,
            clock=self._clock,
        )

    def _robots_of(self, address: Address) -> Answer:
        """A robots.txt, wherever it was moved to. It takes no turn: asking for leave should not make anybody wait."""
        limits = Limits(self._limits.seconds, self._limits.silence, 2 * MAX_ROBOTS, 2 * MAX_ROBOTS)
        exchanges = _follow(address, _ROBOT_HOPS, lambda at: self._ask(at, {}, limits))
        if exchanges is None:
            return 404, b""  # by RFC 9309, moved on too often is as good as not there
        last = exchanges[-1]
        if last.status != HTTPStatus.OK:
            return last.status, b""
        return last.status, payload_of(to_warc(exchanges, self._agent), last, limits.unpacked)


def _follow(asked: Address, most: int, request: Callable[[Address], Exchange]) -> list[Exchange] | None:
    """What was exchanged on the way to the content; None where it is moved on more than `most` times.

    Raises:
        Refused: where it is moved to cannot be asked.
    """
    exchanges: list[Exchange] = []
    at = asked
    for _ in range(most + 1):
        exchanges.append(request(at))
        if exchanges[-1].status not in _MOVED:
            return exchanges
        at = _next(exchanges[-1], {each.address for each in exchanges})
    return None


def _next(exchange: Exchange, been: set[Address]) -> Address:
    """Where an answer says that the content is now.

    Raises:
        Refused: nowhere, or where we come from.
    """
    where = exchange.headers.get("location")
    if not where:
        raise Refused(f"answers {_named(exchange.status)}, and not where it moved to", "check the address in a browser")
    try:
        at = join_address(exchange.address, where)
    except Refused as error:
        raise Refused(f"moved to an address that {error.reason}", error.mend) from error
    if at in been:
        raise Refused("is moved on in a circle", "check the address in a browser")
    return at


def _named(status: int) -> str:
    """A status with its usual words."""
    try:
        return f"{status} ({HTTPStatus(status).phrase})"
    except ValueError:
        return str(status)
