"""A server that speaks the chat interface of OpenAI, asked within bounds of time and size, and trusted with nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from armstrail.model.errors import BadValue, PackageError, ReadError

MAX_REPLY: Final = 1 << 20  # bytes
MAX_TOKENS: Final = 2_000  # of an answer; one claim takes about a hundred
_CONNECT: Final = 10.0  # seconds
_MOST: Final = 10**9  # tokens that a server may say it took

Message = Mapping[str, str]


class ServerFault(Exception):
    """An answer that is none; `reason` is a code that can be counted: `unreachable`, `timeout`, `status`, `too_large`,
    `garbage`, `cut_short`."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Settings:
    """Where to ask: `url` up to and with the version ('http://127.0.0.1:8080/v1'), the model's name there, the seconds
    that one answer may take, and a key, which is shown to nobody but the server."""

    url: str
    model: str
    timeout: float = 120.0
    key: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model wrote, and the tokens that the server says it took."""

    content: str
    prompt_tokens: int = 0
    answer_tokens: int = 0


def check_url(url: str) -> str:
    """The address without what follows it needlessly.

    Raises:
        BadValue: no address of a server.
    """
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        known = False
    if not known or parts.query or parts.fragment or parts.username is not None:
        raise BadValue(f"{url!r} is no address of a model's server; write one such as http://127.0.0.1:8080/v1")
    return url.rstrip("/")


class Server:
    """A server and the model asked there."""

    def __init__(self, settings: Settings) -> None:
        """Raises:
        BadValue: no address of a server.
        PackageError: httpx is not installed.
        """
        self.url = check_url(settings.url)
        self.model = settings.model
        self._timeout, self._key = settings.timeout, settings.key
        try:
            import httpx  # noqa: F401
        except ImportError as error:
            raise PackageError("a model's help needs httpx; install it with: pip install 'armstrail[llm]'") from error

    def ask(self, messages: Sequence[Message], schema: Mapping[str, Any]) -> Reply:
        """One question, answered in JSON of a schema; nothing is left to chance that a server can fix.

        Raises:
            ServerFault: no answer in time, too large a one, or none that can be read.
        """
        body = {
            "model": self.model, "messages": list(messages), "temperature": 0, "seed": 0, "max_tokens": MAX_TOKENS,
            "response_format": {
                "type": "json_schema", "json_schema": {"name": "claims", "strict": True, "schema": schema},
            },
        }  # fmt: skip
        return _reply(_parse(send("POST", f"{self.url}/chat/completions", body, self._timeout, self._key)))


def only_model(url: str, timeout: float = 30.0, key: str | None = None) -> str:
    """The name of the model that a server holds.

    Raises:
        BadValue: no address of a server.
        ReadError: it does not answer, or holds none or several; says what to do.
    """
    url = check_url(url)
    try:
        told = _parse(send("GET", f"{url}/models", None, timeout, key))
    except ServerFault as fault:
        raise ReadError(
            f"{url} does not say which models it holds ({fault}); start it, or leave the help out"
        ) from fault
    listed = told.get("data") if isinstance(told, dict) else None
    names = [each.get("id") for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    known = [name for name in names if isinstance(name, str) and name.strip()]
    if len(known) != 1:
        told_names = ", ".join(known[:10]) or "none"
        raise ReadError(f"{url} holds several models or none ({told_names}); name one with --assist-model")
    return known[0]


def send(method: str, url: str, body: Mapping[str, Any] | None, timeout: float, key: str | None) -> bytes:
    """The bytes of an answer with status 200, within so many seconds in all.

    No proxy is taken from the environment, and no redirect is followed: the text goes to the address named, or nowhere.

    Raises:
        ServerFault: nothing of the kind came.
    """
    import anyio
    import httpx

    headers = {"Accept-Encoding": "identity"} | ({"Authorization": f"Bearer {key}"} if key else {})

    async def exchange() -> bytes:
        limits = httpx.Timeout(timeout, connect=min(_CONNECT, timeout))
        async with (
            httpx.AsyncClient(timeout=limits, trust_env=False, follow_redirects=False) as client,
            client.stream(method, url, json=body, headers=headers) as response,
        ):
            if response.status_code != 200:
                raise ServerFault("status", str(response.status_code))
            if response.headers.get("Content-Encoding", "identity") != "identity":
                raise ServerFault("garbage", "packed, though it was not asked to be")  # a little may unpack to a lot
            parts, size = [], 0
            async for part in response.aiter_raw():
                size += len(part)
                if size > MAX_REPLY:
                    raise ServerFault("too_large", f"more than {MAX_REPLY >> 20} MB")
                parts.append(part)
            return b"".join(parts)

    async def bounded() -> bytes:
        with anyio.fail_after(timeout):
            return await exchange()

    try:
        return anyio.run(bounded)
    except (TimeoutError, httpx.TimeoutException):
        raise ServerFault("timeout", f"{timeout:g} s") from None
    except (httpx.ConnectError, httpx.UnsupportedProtocol) as error:
        raise ServerFault("unreachable", type(error).__name__) from None
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, ValueError) as error:
        raise ServerFault("garbage", type(error).__name__) from None


def _parse(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ServerFault("garbage", "no JSON") from error


def _reply(told: Any) -> Reply:
    try:
        choice = told["choices"][0]
        content = choice["message"]["content"]
    except (KeyError, IndexError, TypeError) as error:
        raise ServerFault("garbage", "no choices") from error
    if not isinstance(content, str):
        raise ServerFault("garbage", "no words")
    if choice.get("finish_reason") == "length":
        raise ServerFault("cut_short", f"{MAX_TOKENS} tokens")
    used = told.get("usage")
    used = used if isinstance(used, dict) else {}
    return Reply(content, _count(used.get("prompt_tokens")), _count(used.get("completion_tokens")))


def _count(value: Any) -> int:
    return value if type(value) is int and 0 <= value < _MOST else 0
