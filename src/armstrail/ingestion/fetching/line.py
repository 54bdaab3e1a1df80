"""The line to a server: it leads to the very address that was checked, ends in time, and is written down.

A name is resolved here and nowhere else. Were it resolved once to be checked and once more to connect, who runs the
name could answer differently the second time.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

import httpcore

from armstrail.ingestion.fetching.addresses import IPAddress, is_public
from armstrail.ingestion.fetching.refusals import NotNow
from armstrail.ingestion.rows import Refused

Resolve = Callable[[str, int, float], Sequence[str]]
_CLOSED: Final = "if this is a network of your own, allow it with --allow-private"


def look_up(host: str, port: int, wait: float) -> Sequence[str]:
    """The addresses of the machines behind a name, as the system gives them.

    Args:
        wait: seconds; the system itself would wait for as long as it likes.
    Raises:
        Refused: nobody knows the name, or the answer took too long.
    """
    found: list[str] = []
    failed: list[OSError] = []

    def ask() -> None:
        try:
            found.extend(str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except OSError as error:
            failed.append(error)
        except UnicodeError as error:
            failed.append(OSError(str(error)))

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(wait)
    if asking.is_alive():
        raise NotNow(f"names a host that was not found within {wait:g} seconds")
    if failed or not found:
        raise NotNow("names a host that nobody knows", "check the address, and whether this machine is online")
    return list(dict.fromkeys(found))


def checked(host: str, addresses: Sequence[str], *, allow_private: bool) -> list[IPAddress]:
    """The addresses of a host, where it may be asked: one private address among them is enough to refuse it.

    Raises:
        Refused: it is, or resolves to, what is not of the open network.
    """
    found: list[IPAddress] = []
    for each in addresses:
        try:
            machine = ipaddress.ip_address(each)
        except ValueError as error:
            raise Refused(f"names a host of this network only ({each[:60]})", _CLOSED) from error
        if not allow_private and not is_public(machine):
            where = "" if each == host else f", which {host} stands for"
            raise Refused(f"lies on a private or reserved network ({machine}{where})", _CLOSED)
        found.append(machine)
    return found


class Backend(httpcore.NetworkBackend):
    """Connects to one server once, within a time, and keeps what was sent and what came."""

    def __init__(
        self, resolve: Resolve, *, allow_private: bool, left: Callable[[], float], most: int, wait: float
    ) -> None:
        """`left` tells how many seconds are left in all, `wait` for how many one silence may last, `most` how many
        bytes may come."""
        self._resolve, self._allow_private, self._left, self._most, self._wait = (
            resolve, allow_private, left, most, wait,
        )  # fmt: skip
        self.machine: str | None = None
        self.sent = bytearray()
        self.came = bytearray()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the time that is left decides
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A line to the first of the checked addresses of a host that answers.

        Raises:
            Refused: none of them may be asked.
            httpcore.ConnectError, httpcore.ConnectTimeout: none answers.
        """
        machines = checked(host, self._resolve(host, port, self._time()), allow_private=self._allow_private)
        for number, machine in enumerate(machines, 1):
            try:
                stream = httpcore.SyncBackend().connect_tcp(
                    str(machine), port, self._time(), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == len(machines):
                    raise
                continue
            self.machine = str(machine)
            return _Line(stream, self)
        raise NotNow("names a host that nobody knows")

    def _time(self) -> float:
        """Seconds for the next step.

        Raises:
            Refused: there are none left.
        """
        left = self._left()
        if left <= 0:
            raise NotNow("took too long to answer")
        return min(left, self._wait)

    def take(self, data: bytes) -> None:
        """Write down what came.

        Raises:
            Refused: it is more than one answer may hold.
        """
        self.came += data
        if len(self.came) > self._most:
            told = f"{self._most >> 20} MB" if self._most >= 1 << 20 else f"{self._most:,} bytes"
            raise Refused(f"is larger than {told}", "allow more with --max-size, or leave it out")


class _Line(httpcore.NetworkStream):
    """A line whose every step is bounded and written down, encrypted or not."""

    def __init__(self, stream: httpcore.NetworkStream, backend: Backend) -> None:
        self._stream, self._backend = stream, backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        data = self._stream.read(max_bytes, self._backend._time())
        self._backend.take(data)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._stream.write(buffer, self._backend._time())
        self._backend.sent += buffer

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        return _Line(self._stream.start_tls(ssl_context, server_hostname, self._backend._time()), self._backend)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
