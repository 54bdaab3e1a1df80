"""A web server of scripted behaviours, good and bad, on this machine alone."""

from __future__ import annotations

import gzip
import socket
import socketserver
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from armstrail.ingestion.fetching import Fetcher, Limits

NOW = datetime(2024, 10, 20, 12, 0, tzinfo=UTC)
SMALL = Limits(seconds=30.0, silence=20.0, size=200_000, unpacked=300_000, redirects=5)
HASTY = replace(SMALL, seconds=1.0, silence=0.3)
SHELLS = "North Korea has sent Russia {count} artillery shells, South Korea's spy agency said on Monday."
REST = (
    "The shipments left from the port of Rajin and went on by rail, the agency told lawmakers in Seoul, without giving "
    "further details of the route that they took or of who had loaded them."
)
Answer = bytes | Callable[["Request", socket.socket], None]


class Request:
    """What was asked: the path, and the headers by names in small letters."""

    def __init__(self, head: bytes) -> None:
        first, *rest = head.decode("latin-1").split("\r\n")
        self.path = first.split(" ")[1]
        self.headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in rest)}


class Site:
    """A server: `pages` says what each path answers, as bytes or by a function; `asked` is all that was asked."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.pages: dict[str, Answer] = {"/robots.txt": answer(b"", status="404 Not Found")}
        self.asked: list[Request] = []
        site = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                connection = self.request
                try:
                    if tls is not None:
                        connection = tls.wrap_socket(connection, server_side=True)
                    head = b""
                    while b"\r\n\r\n" not in head and head[:1] in b"G" and (data := connection.recv(65536)):
                        head += data
                    site.answer(Request(head.partition(b"\r\n\r\n")[0]), connection)
                    connection.close()
                except (OSError, IndexError):
                    pass  # the other side had enough

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler, bind_and_activate=False)
        self.server.daemon_threads = True
        self.server.allow_reuse_address = True
        self.server.server_bind()
        self.server.server_activate()
        self.scheme = "https" if tls else "http"

    def answer(self, request: Request, connection: socket.socket) -> None:
        """Answer as the script says."""
        self.asked.append(request)
        found = self.pages.get(request.path, answer(b"nothing here", status="404 Not Found"))
        if callable(found):
            found(request, connection)
        else:
            connection.sendall(found)

    def at(self, path: str, host: str = "127.0.0.1") -> str:
        """The address of a path."""
        return f"{self.scheme}://{host}:{self.server.server_address[1]}{path}"

    def paths(self) -> list[str]:
        """The paths that were asked for, without robots.txt."""
        return [request.path for request in self.asked if request.path != "/robots.txt"]


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A site for the length of a block."""
    site = Site(tls)
    thread = threading.Thread(target=site.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.server.shutdown()
        site.server.server_close()


def answer(body: bytes, *, status: str = "200 OK", kind: str = "text/html", **headers: object) -> bytes:
    """A whole answer; `length=None` leaves the length out."""
    told = {"content-type": kind, "content-length": len(body), "connection": "close"}
    told |= {name.replace("_", "-"): value for name, value in headers.items()}
    if told.pop("length", 0) is None:
        del told["content-length"]
    lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


def moved(to: str, status: str = "302 Found") -> bytes:
    """An answer that leads elsewhere."""
    return answer(b"", status=status, location=to)


def article(count: str = "5,000", *, published: str | None = "2024-10-14", title: str = "Shells for Russia") -> bytes:
    """An article with one figure."""
    day = f'<meta property="article:published_time" content="{published}">' if published else ""
    return (
        f"<html><head><title>{title}</title>{day}</head><body><article><h1>{title}</h1>"
        f"<p>{SHELLS.format(count=count)}</p><p>{REST}</p></article></body></html>"
    ).encode()


def packed(body: bytes) -> bytes:
    """The answer with a body in gzip."""
    return answer(gzip.compress(body), content_encoding="gzip")


def dripping(_request: Request, connection: socket.socket) -> None:
    """An answer that comes one byte at a time, and never ends."""
    connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n")
    for _ in range(100):
        connection.sendall(b"x")
        time.sleep(0.1)


def silent(_request: Request, _connection: socket.socket) -> None:
    """No answer at all, for a while."""
    time.sleep(1.5)


def patience_for(page: Answer) -> Limits:
    """Little with a server that never answers; else enough for a machine that does much else."""
    return HASTY if page in (silent, dripping) else SMALL


class Time:
    """Seconds that pass only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def ticks(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def make_fetcher(seconds: Time | None = None, **given: Any) -> Fetcher:
    """A fetcher that may ask this machine and does not wait."""
    time_ = seconds or Time()
    options: Mapping[str, Any] = {"pause": 0.0, "limits": SMALL, "allow_private": True, "agent": "armstrail/test"}
    return Fetcher(clock=lambda: NOW, ticks=time_.ticks, sleep=time_.sleep, **{**options, **given})
