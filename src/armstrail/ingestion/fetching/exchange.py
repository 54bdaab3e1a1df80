"""One request and its answer, with every byte of both."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

import httpcore

from armstrail.ingestion.fetching.addresses import Address
from armstrail.ingestion.fetching.line import Backend, Resolve
from armstrail.ingestion.fetching.refusals import LATER, NotNow
from armstrail.ingestion.rows import Refused

_READABLE: Final = "text/html, application/xhtml+xml, application/pdf;q=0.9, text/*;q=0.9, */*;q=0.5"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one answer may cost: seconds in all and of one silence, bytes over the line and unpacked, redirects."""

    seconds: float = 60.0
    silence: float = 20.0
    size: int = 50 << 20
    unpacked: int = 128 << 20
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was asked and what came.

    `sent` and `came` are the bytes as they went over the line, `machine` the address of the server, `when` the instant
    (UTC, ISO 8601, whole seconds); `headers` have names in small letters.
    """

    address: Address
    machine: str
    sent: bytes
    came: bytes
    status: int
    headers: Mapping[str, str]
    when: str


def ask(
    address: Address,
    headers: Mapping[str, str],
    *,
    limits: Limits,
    resolve: Resolve,
    allow_private: bool,
    tls: ssl.SSLContext,
    clock: Callable[[], datetime],
) -> Exchange:
    """Ask for one address, over a connection that serves nothing else.

    Raises:
        Refused: it may not be asked, or what came is too large or no answer.
        NotNow: no answer came, or not in time.
    """
    end = time.monotonic() + limits.seconds
    backend = Backend(
        resolve, allow_private=allow_private, left=lambda: end - time.monotonic(), most=limits.size, wait=limits.silence
    )
    when = clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    host = address.origin.partition("://")[2]
    fields = {"Host": host, "Accept": _READABLE, "Accept-Encoding": "gzip, deflate", **headers, "Connection": "close"}
    url = httpcore.URL(
        scheme=address.scheme.encode(), host=address.host.encode(), port=address.port, target=address.target.encode()
    )
    try:
        with (
            httpcore.ConnectionPool(network_backend=backend, ssl_context=tls, max_connections=1) as pool,
            pool.stream("GET", url, headers=list(fields.items())) as answer,
        ):
            for _ in answer.iter_stream():
                pass  # the line writes it down
            status, told = answer.status, answer.headers
    except (httpcore.TimeoutException, TimeoutError) as error:
        raise NotNow("took too long to answer") from error
    except httpcore.ConnectError as error:
        raise _unconnected(error) from error
    except httpcore.ProtocolError as error:
        short = backend.came and "without" in str(error)
        raise (
            NotNow("was cut short on its way") if short else Refused("does not answer as a web server does", LATER)
        ) from error
    except (httpcore.NetworkError, ssl.SSLError, OSError) as error:
        raise NotNow(f"broke off ({_said(error)})") from error
    names = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in reversed(told)}
    return Exchange(
        address, backend.machine or "", bytes(backend.sent), _final(bytes(backend.came)), status, names, when
    )


def _unconnected(error: httpcore.ConnectError) -> Refused:
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, ssl.SSLError):
        cause = cause.__cause__ or cause.__context__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return Refused(
            f"has no certificate that can be trusted ({cause.verify_message})", "check the address, or save the page"
        )
    if cause is not None:
        return Refused(f"cannot be reached in an encrypted way ({_said(cause)})", "check the address, or try http://")
    return NotNow(f"does not answer ({_said(error)})")


def _said(error: BaseException) -> str:
    """What an error says, on one short line."""
    return " ".join(str(error).split())[:120] or type(error).__name__


def _final(came: bytes) -> bytes:
    """An answer without the interim ones (status 1xx) before it, which readers of web archives take for the whole."""
    while came[:10].startswith(b"HTTP/1.") and came[9:10] == b"1" and b"\r\n\r\n" in came:
        came = came.partition(b"\r\n\r\n")[2]
    return came


def retry_after(exchange: Exchange) -> float | None:
    """For how many seconds the server asks to be left alone; None where it does not say."""
    told = exchange.headers.get("retry-after", "").strip()
    if told.isascii() and told.isdigit():
        return float(min(int(told[:9]), 365 * 86_400))
    try:
        moment = parsedate_to_datetime(told)
    except (TypeError, ValueError, IndexError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.fromisoformat(exchange.when)).total_seconds())
