"""Requests as a network brings them, byte by byte: no client library corrects what is sent."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_to_bytes


@dataclass(frozen=True)
class Bare:
    """An answer."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(
    app: Any,
    method: str,
    path: bytes,
    *,
    query: bytes = b"",
    headers: list[tuple[bytes, bytes]] | None = None,
    body: bytes = b"",
    host: bytes | None = b"127.0.0.1:8765",
) -> Bare:
    """One request to an application; the path as it stands in the request line, %-escapes and all."""
    first = [(b"host", host)] if host is not None else []
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
        "path": unquote_to_bytes(path).decode("utf-8", "surrogateescape"), "raw_path": path, "query_string": query,
        "root_path": "", "headers": first + (headers or []), "client": ("192.0.2.7", 50_000),
        "server": ("127.0.0.1", 8765), "state": {},
    }  # fmt: skip
    sent: list[dict[str, Any]] = []
    given = iter([{"type": "http.request", "body": body, "more_body": False}])

    async def receive() -> dict[str, Any]:
        return next(given, {"type": "http.disconnect"})

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def run() -> None:
        try:
            await app(scope, receive, send)
        except Exception:
            if not sent:  # an answer of status 500 is sent before the error goes on to the server's log
                raise

    with ThreadPoolExecutor(1) as apart:  # a browser of other tests keeps a loop running in this thread
        apart.submit(lambda: asyncio.run(run())).result()
    start = next(message for message in sent if message["type"] == "http.response.start")
    told = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in start["headers"]}
    return Bare(start["status"], told, b"".join(message.get("body", b"") for message in sent))
