"""`armstrail mcp` as a client of the protocol meets it: over stdio, with words beside every number."""

from __future__ import annotations

import asyncio
import hashlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from armstrail import pipeline
from armstrail.ledger import Ledger
from armstrail.mcp import TOOLS, Desk, serve
from armstrail.mcp.protocol import LONGEST
from armstrail.vocabulary import load_vocabulary

FIGURES = Path(__file__).parent.parent.parent / "examples" / "dprk-russia" / "figures.csv"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
TROOPS = {"supplier": "KP", "recipient": "RU", "item": "personnel.troops"}
KNOWN = {"known_on": "2025-01-01"}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("mcp") / "figures.db"
    with Ledger.open(path, clock=lambda: NOW) as book:
        pipeline.import_figures(pipeline.read_tables([str(FIGURES)], load_vocabulary()), book)
    return path


@pytest.fixture(scope="module")
def desk(ledger: Path) -> Desk:
    return Desk(str(ledger), pipeline.load_books(), lambda: NOW)


def exchange(desk: Desk, *lines: Any) -> list[dict[str, Any]]:
    """What the server answers to lines, given as objects or as bytes."""
    sent = b"".join(line if isinstance(line, bytes) else json.dumps(line).encode() + b"\n" for line in lines)
    out = io.BytesIO()
    serve(desk, io.BytesIO(sent), out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def ask(desk: Desk, tool: str, **arguments: Any) -> dict[str, Any]:
    """The result of one call."""
    params = {"name": tool, "arguments": arguments}
    (reply,) = exchange(desk, {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params})
    result: dict[str, Any] = reply["result"]
    return result


def numbers_with_words(record: Any, words: bool = False) -> Iterator[tuple[str, bool]]:
    """Every figure of a record, and whether a claim with a quote stands beside it or in what holds it."""
    if isinstance(record, dict):
        cited = record.get("claims") or record.get("voices")
        here = words or bool(record.get("quote")) or bool(cited and "quote" in json.dumps(record))
        for name, value in record.items():
            if name in ("low", "high", "median", "low90", "high90") and value is not None:
                yield name, here
            yield from numbers_with_words(value, here)
    elif isinstance(record, list):
        for each in record:
            yield from numbers_with_words(each, words)


@pytest.mark.parametrize("mode", ["legacy", "auto"])
def test_a_client_of_the_protocol_can_ask_everything(ledger: Path, mode: str):
    """The protocol's own client, over stdio: it lists the tools, calls each, and gets errors of tools as such."""
    mcp = pytest.importorskip("mcp")
    before = hashlib.sha256(ledger.read_bytes()).hexdigest()
    server = mcp.StdioServerParameters(
        command=sys.executable, args=["-m", "armstrail", "mcp", "--ledger", str(ledger)], env=dict(os.environ)
    )
    calls = {
        "search_claims": TROOPS | {"limit": 3},
        "estimate": TROOPS | KNOWN,
        "explain": TROOPS | KNOWN,
        "changes": {"since": "2024-10-17", "until": "2024-10-19", "supplier": "KP"},
    }

    async def talk() -> None:
        async with mcp.Client(mcp.stdio_client(server), mode=mode) as client:
            assert client.server_info.name == "armstrail"
            listed = (await client.list_tools()).tools
            assert {tool.name for tool in listed} == TOOLS.keys()
            assert all(tool.annotations.read_only_hint for tool in listed)
            results = {name: await client.call_tool(name, arguments) for name, arguments in calls.items()}
            first = results["search_claims"].structured_content["claims"][0]
            results["read_document"] = await client.call_tool("read_document", {"document": first["document"]})
            for name, result in results.items():
                assert not result.is_error, (name, result.content)
                assert json.loads(result.content[0].text) == result.structured_content
                figures = list(numbers_with_words(result.structured_content))
                assert figures, name
                assert all(worded for _, worded in figures), name
            wrong = await client.call_tool("estimate", TROOPS | {"item": "personel"})
            assert wrong.is_error
            assert "no item 'personel' is known; did you mean personnel" in wrong.content[0].text

    with ThreadPoolExecutor(1) as apart:  # a browser of other tests keeps a loop running in this thread
        apart.submit(lambda: asyncio.run(asyncio.wait_for(talk(), 300))).result()
    assert hashlib.sha256(ledger.read_bytes()).hexdigest() == before


def test_an_estimate_names_the_claims_it_rests_on(desk: Desk):
    """The interval comes with its caveat, and each claim with voice, weight, origin and words."""
    found = ask(desk, "estimate", **TROOPS, **KNOWN)["structuredContent"]
    assert found["headline"]["low90"] < found["headline"]["median"] < found["headline"]["high90"]
    assert "90 %" in found["caveat"]
    assert found["claims"]
    assert all(each["claim"] and each["quote"] and each["weight"] > 0 for each in found["claims"])


def test_no_estimate_is_said_to_be_none_and_why(desk: Desk):
    """Where nothing bears on a question there is a reason, and no number."""
    found = ask(desk, "estimate", supplier="IR", recipient="SY", item="personnel.troops")["structuredContent"]
    assert found["outcome"] == "nothing"
    assert found["detail"]
    assert list(numbers_with_words(found)) == []


def test_a_receipt_says_who_entered_and_who_did_not(desk: Desk):
    """Voices with their claims, what was left out with its reason; the same number as the estimate."""
    found = ask(desk, "explain", **TROOPS, **KNOWN)["structuredContent"]
    assert found["voices"]
    assert all(each["claims"] for each in found["voices"])
    assert found["left_out"]
    assert all(each["reason"] and each["quote"] for each in found["left_out"])
    assert all(len(each["claims"]) == 2 for each in found["conflicts"])
    assert ask(desk, "estimate", **TROOPS, **KNOWN)["structuredContent"]["caveat"] == found["caveat"]


def test_claims_come_page_by_page(desk: Desk):
    """Every claim once, in the order of publication, until there are no more."""
    ids: list[str] = []
    more = True
    while more:
        found = ask(desk, "search_claims", **TROOPS, first=len(ids), limit=7)["structuredContent"]
        ids += [each["id"] for each in found["claims"]]
        more = found["more"]
    with desk.open() as book:
        assert ids == [row["id"] for row in book.claims(**TROOPS)]


def test_an_open_bound_is_told_as_open(desk: Desk):
    """'At least 1,000' has no upper bound: null, not left away."""
    found = ask(desk, "search_claims", supplier="KP", recipient="RU", limit=100)["structuredContent"]["claims"]
    floors = [each for each in found if each.get("hedge") == "at_least"]
    assert floors
    assert all(each["high"] is None for each in floors)


@pytest.mark.parametrize(
    ("tool", "arguments", "words"),
    [
        ("estimate", {"supplier": "KP"}, "needs recipient and item"),
        ("estimate", TROOPS | {"suplier": "KP"}, "takes no 'suplier'"),
        ("estimate", TROOPS | {"above": "many"}, "above must be a number"),
        ("estimate", TROOPS | {"above": True}, "above must be a number"),
        ("estimate", TROOPS | {"above": float("nan")}, "above must be a number"),
        ("estimate", TROOPS | {"recipient": "KP"}, "name two parties"),
        ("estimate", TROOPS | {"unit": "heaps"}, "heaps"),
        ("estimate", TROOPS | {"stage": "rumoured"}, "rumoured"),
        ("estimate", TROOPS | {"as_of": "soon"}, "soon"),
        ("explain", TROOPS | {"known_on": "2024-13"}, "2024-13"),
        ("search_claims", {"supplier": "Ruritania"}, "no actor"),
        ("search_claims", {"text": "\ud800"}, "half a sign"),
        ("search_claims", {"limit": 0}, "limit must be from 1"),
        ("search_claims", {"first": -1}, "first must be from 0"),
        ("search_claims", {"first": 10**30}, "first must be from 0"),
        ("read_document", {"document": "no such document"}, "no document"),
        ("changes", {"since": "yesterday"}, "yesterday"),
    ],
)
def test_bad_input_is_an_error_of_the_tool_that_says_the_mend(desk: Desk, tool: str, arguments: Any, words: str):
    """Whoever asks can mend it, so it comes as the result of the tool and not as a failure of the server."""
    result = ask(desk, tool, **arguments)
    assert result["isError"]
    assert words in result["content"][0]["text"]


def test_a_broken_request_costs_itself_alone(desk: Desk):
    """No JSON, no request, an unknown method or tool, too long a line: an error each, and the next is answered."""
    ping = {"jsonrpc": "2.0", "id": "last", "method": "ping"}
    replies = exchange(
        desk,
        b"{not json\n",
        b"\xff\xfe\n",
        b"[" * 100_000 + b"\n",
        [ping],
        {"jsonrpc": "2.0", "id": 1, "method": "resources/list"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "withdraw"}},
        {"jsonrpc": "2.0", "id": 3, "method": "tools/call", "params": [1]},
        {"jsonrpc": "2.0", "id": None, "method": "ping"},
        b'"' + b"x" * (2 * LONGEST) + b'"\n',
        ping,
    )
    codes = [reply["error"]["code"] for reply in replies[:-1]]
    assert codes == [-32700, -32700, -32700, -32600, -32601, -32602, -32602, -32600, -32700]
    assert replies[-1] == {"jsonrpc": "2.0", "id": "last", "result": {}}


def test_what_asks_for_no_answer_gets_none(desk: Desk):
    """Notifications, replies and empty lines."""
    assert exchange(desk, {"jsonrpc": "2.0", "method": "notifications/initialized"}, b"\n",
                    {"jsonrpc": "2.0", "id": 4, "result": {}}) == []  # fmt: skip


def test_a_version_that_is_not_known_is_answered_with_the_newest(desk: Desk):
    """So says the protocol: the client then decides whether it can go on."""
    for asked, given in (("2025-03-26", "2025-03-26"), ("1999-01-01", "2025-11-25"), (7, "2025-11-25")):
        request = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocolVersion": asked}}
        (reply,) = exchange(desk, request)
        assert reply["result"]["protocolVersion"] == given


def test_a_ledger_that_went_away_is_said_and_the_server_goes_on(tmp_path: Path):
    """Each call opens the ledger; when it is there again, it is read again."""
    desk = Desk(str(tmp_path / "gone.db"), pipeline.load_books(), lambda: NOW)
    assert ask(desk, "search_claims")["isError"]
    with Ledger.open(tmp_path / "gone.db", clock=lambda: NOW):
        pass
    assert not ask(desk, "search_claims")["isError"]


def test_a_ledger_that_is_not_there_is_said_at_once(tmp_path: Path):
    """One line on the error stream and exit code 1; nothing on the stream of the protocol, and no file made."""
    command = [sys.executable, "-m", "armstrail", "mcp", "--ledger", str(tmp_path / "none.db")]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=120, check=False)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.startswith(b"error: ")
    assert list(tmp_path.iterdir()) == []
