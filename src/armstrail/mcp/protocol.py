"""JSON-RPC 2.0 by lines, with the handshake and the two requests that tools need.

Source:
    Model Context Protocol, revisions 2024-11-05 to 2025-11-25: lifecycle, stdio transport, tools. A client of a later
    revision, which asks `server/discover` first, is told that there is no such method, and falls back to the handshake.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any, BinaryIO, Final

from armstrail import __version__
from armstrail.mcp.tools import TOOLS, Desk, ToolError, call

VERSIONS: Final = ("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25")
LONGEST: Final = 1_000_000  # bytes of a request
_INSTRUCTIONS: Final = (
    "A ledger of claims on arms transfers: each is somebody's word with its quote, never a fact. Quote an "
    "estimate only with its interval and its caveat, and name the claims by their ids. "
    "Nothing can be changed from here."
)
_PARSE, _INVALID, _UNKNOWN, _PARAMS, _INTERNAL = -32700, -32600, -32601, -32602, -32603


class RpcError(Exception):
    """A request that cannot be served: a code of JSON-RPC, and words."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


def serve(desk: Desk, source: BinaryIO, out: BinaryIO) -> None:
    """Answer requests, one a line, until the source ends. A request that fails never ends the server."""
    while line := source.readline(LONGEST + 1):
        if not line.endswith(b"\n") and len(line) > LONGEST:
            while line and not line.endswith(b"\n"):
                line = source.readline(LONGEST)
            reply: dict[str, Any] | None = _failure(None, _PARSE, f"a request has more than {LONGEST} bytes")
        else:
            reply = _answer(desk, line)
        if reply is not None:
            out.write(json.dumps(reply).encode() + b"\n")
            out.flush()


def _answer(desk: Desk, line: bytes) -> dict[str, Any] | None:
    """The reply to a line; None where none is due: to a notification, to a reply, to an empty line."""
    if not line.strip():
        return None
    try:
        message = json.loads(line)
    except (ValueError, RecursionError):
        return _failure(None, _PARSE, "no JSON: write one request a line")
    if not isinstance(message, dict) or message.get("jsonrpc") != "2.0":
        return _failure(None, _INVALID, "no request of JSON-RPC 2.0")
    if "method" not in message:
        return None
    key, method, params = message.get("id"), message["method"], message.get("params", {})
    if "id" not in message:
        return None
    if isinstance(key, bool) or not isinstance(key, str | int) or not isinstance(method, str):
        return _failure(None, _INVALID, "a request has a method in words, and an id of words or digits")
    try:
        if not isinstance(params, dict):
            raise RpcError(_PARAMS, "params must be an object")
        return {"jsonrpc": "2.0", "id": key, "result": _serve(desk, method, params)}
    except RpcError as error:
        return _failure(key, error.code, str(error))
    except Exception as error:
        sys.stderr.write(f"{method}: {type(error).__name__}: {error}\n")
        return _failure(key, _INTERNAL, "something went wrong in the server; its error stream has more")


def _serve(desk: Desk, method: str, params: Mapping[str, Any]) -> dict[str, Any]:
    if method == "initialize":
        asked = params.get("protocolVersion")
        return {
            "protocolVersion": asked if asked in VERSIONS else VERSIONS[-1],
            "capabilities": {"tools": {}},
            "serverInfo": {"name": "armstrail", "version": __version__},
            "instructions": _INSTRUCTIONS,
        }
    if method == "ping":
        return {}
    if method == "tools/list":
        return {"tools": [tool.to_json() for tool in TOOLS.values()]}
    if method == "tools/call":
        return _call(desk, params)
    raise RpcError(_UNKNOWN, f"no method {method!r} here; there are initialize, ping, tools/list and tools/call")


def _call(desk: Desk, params: Mapping[str, Any]) -> dict[str, Any]:
    name, given = params.get("name"), params.get("arguments")
    if not isinstance(name, str) or name not in TOOLS:
        raise RpcError(_PARAMS, f"no tool {name!r}; there are {', '.join(TOOLS)}")
    try:
        found = call(desk, name, {} if given is None else given)
    except ToolError as error:
        return {"content": [{"type": "text", "text": str(error)}], "isError": True}
    text = json.dumps(found, ensure_ascii=False, indent=1)
    return {"content": [{"type": "text", "text": text}], "structuredContent": found, "isError": False}


def _failure(key: str | int | None, code: int, message: str) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": key, "error": {"code": code, "message": message}}
