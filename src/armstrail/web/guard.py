"""What keeps other sites and other machines out: whose host, how large, from where, and what a page may load."""

from __future__ import annotations

import hmac
import re
import secrets
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

if TYPE_CHECKING:
    from armstrail.web.words import Words

MOST_QUERY: Final = 4_000
MOST_BODY: Final = 64_000
SEAT: Final = "armstrail_seat"
_LONGEST_IN_LOG: Final = 500
_TOKEN: Final = re.compile(r"/feed/[^/]+")
POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; frame-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
_HOST: Final = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[\w.-]+)(?::\d{1,5})?\Z", re.ASCII)
_OWN_SITES: Final = ("same-origin", "none")  # in Sec-Fetch-Site: a page of ours, or somebody who typed the address
_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with `no-referrer` a browser hides where a form comes from, even from us
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-cache",
}


class Guard:
    """Refuses requests for other hosts, from other sites, or of no measure; puts its headers on every answer."""

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...], words: Words) -> None:
        self._app, self._hosts, self._words = app, frozenset(host.lower() for host in hosts), words

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Content-Security-Policy", POLICY)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        trouble = self._trouble(scope, Headers(scope=scope))
        app = self._app
        if trouble is not None:
            status, key, told = trouble
            app = PlainTextResponse(self._words(key, **told) + "\n", status)
        await app(scope, receive, guarded)

    def _trouble(self, scope: Scope, headers: Headers) -> tuple[int, str, dict[str, object]] | None:
        """The status and the words of what is wrong with a request."""
        host = headers.get("host", "")
        if len(headers.getlist("host")) != 1 or _name_of(host) not in self._hosts:
            return 421, "guard.host", {}
        if not _is_text(scope["path"]) or not scope["query_string"].isascii():
            return 400, "guard.address", {}
        if len(scope["query_string"]) > MOST_QUERY or len(scope["path"]) > MOST_QUERY:
            return 414, "guard.long", {"most": MOST_QUERY}
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > MOST_BODY:
            return 413, "guard.large", {"most": MOST_BODY}
        if scope["method"] not in ("GET", "HEAD", "OPTIONS"):
            if not _is_ours(headers, host):
                return 403, "guard.site", {}
        elif _is_built_in(headers):
            return 403, "guard.built_in", {}
        return None


def _name_of(host: str) -> str:
    """The name in a Host header, without its port; empty where it holds anything but a name or an address."""
    found = _HOST.match(host)
    return found[1].strip("[]").lower() if found else ""


def _is_text(path: str) -> bool:
    """Whether a path holds letters only, and no bytes that a server could not read as any."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_ours(headers: Headers, host: str) -> bool:
    """Whether a form comes from our own page, as far as the browser tells; the token decides where it does not."""
    origin = headers.get("origin")
    if origin is not None:
        return origin in (f"http://{host}", f"https://{host}")
    return headers.get("sec-fetch-site", "same-origin") in _OWN_SITES


def _is_built_in(headers: Headers) -> bool:
    """Whether a page of another site asks for ours as a part of itself, a picture or a frame: it could read nothing of
    it, but let our pages work without end. Who follows a link from there to us is let in."""
    if headers.get("sec-fetch-site", "none") in _OWN_SITES:
        return False
    return (headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest")) != ("navigate", "document")


def in_log(words: object) -> str:
    """Words from outside as one line of a log: what could begin a line of its own, turn one round or command a terminal
    is written out, and a token that opens the feed of an account is not told."""
    return repr(_TOKEN.sub("/feed/…", str(words)))[1:-1][:_LONGEST_IN_LOG]


def new_seat() -> str:
    """A name for a browser, which its forms are tied to."""
    return secrets.token_hex(16)


def token_of(secret: bytes, seat: str) -> str:
    """The token that a form from this browser must bring."""
    return hmac.new(secret, seat.encode(), sha256).hexdigest()


def is_token(secret: bytes, seat: str | None, token: str | None) -> bool:
    """Whether a token belongs to a browser."""
    return bool(seat and token) and hmac.compare_digest(token_of(secret, str(seat)).encode(), str(token).encode())
