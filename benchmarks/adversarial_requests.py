"""Mutated requests against every address of the workspace: none may break it, none may keep it at work for long.

    python benchmarks/adversarial_requests.py [--requests 10000] [--raw 500] [--seed 1] [--longest 1]

Good requests to every route, alone and in a shared workspace (as an editor and as a stranger), are spoilt by a seeded
chance: bytes turned, cut, doubled and put in; parts, fields, heads and methods swapped for what breaks things
elsewhere. They reach the application as a network would bring them, without a client library that would mend them.
Then so many spoilt streams of bytes go to a real server over a socket. Prints answers by status and the slowest; ends
with 1 where one was 500 or took longer than `--longest` seconds of CPU time.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import socket
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote_to_bytes, urlencode

import peers
import uvicorn
from rounds import load_now

from armstrail import accounts
from armstrail.ledger import Ledger
from armstrail.pipeline import import_figures, read_tables
from armstrail.vocabulary import load_vocabulary
from armstrail.web import Settings, guard, make_app
from armstrail.web import connections as lines
from armstrail.web.routes import EDITOR_FORMS, EDITOR_PAGES, FEEDS, FILES, FORMS, OWN_FORMS, OWN_PAGES, PAGES
from armstrail.web.visit import Visit

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SECRET, PASSWORD = b"a secret of benchmarks", "four words in a row"
PART = re.compile(r"{(\w+)(?::path)?}")
KNOWN = {"supplier": "KP", "recipient": "RU", "item": "arms.ammunition.artillery", "unit": "pieces",
         "stage": "delivered", "origin": "kr-nis", "decision": "abcdef", "form": "md",
         "name": "workspace.css", "original": "0" * 64, "token": "x" * 43}  # fmt: skip
_STATUS = 12  # bytes of an answer up to its status
SHARED = ("/login", "/logout", "/account/password")
FIELDS = {
    "q": "shells", "since": "2024", "until": "2025-06", "as_of": "2024-12-31", "known_on": "2025", "page": "2",
    "show": "claims", "drop": "x", "above": "10", "nature": "flow", "factor.x": "2", "item": "arms",
    "kind": "transfer", "supplier": "KP", "recipient": "RU", "unit": "pieces", "from": "2024", "to": "/review",
    "language": "it", "who": "Ana", "why": "read both", "action": "withdraw", "other": "abcdef",
    "origin": "kr-nis", "letter": "A", "digit": "1", "seen": "x", "back": "/review", "name": "Edi Tor",
    "password": PASSWORD, "old": PASSWORD, "new": PASSWORD + "s", "role": "reader", "start": "0", "end": "10",
    "words": "shells", "estimates": "yes", "download": "yes", "all": "yes",
}  # fmt: skip
BREAKERS = [
    b"%00", b"%0d%0aSet-Cookie:%20x=1", b"../" * 8 + b"etc/passwd", b"{{7*7}}", b"' OR 1=1 --", b"<script>",
    b"//evil.example",    b"\\\\evil", b"%ff%fe", b"%c0%ae", b"a" * 3_000, b"(" * 500, b"\"" * 300, b"*" * 200,
    b"-" * 400, b"1e999", b"-1", b"9" * 400, b"NaN", b"%F0%9F%98%80", b"%ED%A0%80", b"%E2%80%AE", b"\xc2\xb2",
    b"0x10", b"2024-02-30", b"&" * 200, b"=" * 200, b"a:" * 400, b"NEAR(" * 60, b"AND OR NOT " * 50, b"%" * 99,
    b";", b"?", b"#", b"\x00", b"\r\n", b"\t",
]  # fmt: skip
HEADS = [
    (b"host", b"evil.example"), (b"host", b"127.0.0.1\\@evil"), (b"origin", b"http://evil.example"), (b"origin",
    b"null"),    (b"content-length", b"-1"), (b"content-length", b"9" * 40), (b"content-type",
    b"multipart/form-data; boundary=x"), (b"transfer-encoding", b"chunked"), (b"cookie",
    b"armstrail_seat=" + b"y" * 4_000), (b"cookie", b"=;=;\xff" * 50), (b"cookie",
    b"armstrail_saved=" + b"%7C" * 900), (b"sec-fetch-site", b"cross-site"), (b"range", b"bytes=0-0,1-1"),
    (b"accept-encoding", b"gzip;q=1e9, " * 50), (b"if-none-match", b"*"), (b"x-forwarded-for", b"::1, " * 200),
    (b"x-forwarded-proto", b"javascript"), (b"content-encoding", b"gzip"), (b"accept-language", b"*" * 900),
]  # fmt: skip
METHODS = ["GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "get", "\x7f"]


@dataclass
class Ask:
    """A request, as bytes."""

    who: str
    method: str
    path: bytes
    query: bytes
    heads: list[tuple[bytes, bytes]]
    body: bytes


@dataclass
class Outcome:
    """What came of all requests."""

    statuses: Counter[int] = field(default_factory=Counter)
    slowest: list[tuple[float, float, str]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def take(self, ask: Ask, status: int, cpu: float, clock: float) -> None:
        told = f"{ask.who} {ask.method} {ask.path[:80]!r} ?{ask.query[:80]!r} {len(ask.body)} bytes: {status}"
        self.statuses[status] += 1
        self.slowest = sorted([*self.slowest, (cpu, clock, told)], reverse=True)[:5]
        if status >= 500:
            self.broken.append(told)


class Target:
    """The workspaces that are tried, on one ledger: one for a single reader, one shared."""

    def __init__(self, folder: Path) -> None:
        self.ledger = folder / "tried.db"
        with Ledger.open(self.ledger, clock=lambda: NOW) as book:
            example = peers.ROOT / "examples" / "dprk-russia" / "figures.csv"
            import_figures(read_tables([example], load_vocabulary()), book)
            claim, document = next(iter(book.claims()))
        self.known = KNOWN | {"claim": claim.id, "document": document.digest}
        self.file = accounts.open_accounts(folder / "tried.db.accounts", lambda: NOW, create=True)
        accounts.add(self.file, "Edi Tor", "editor", PASSWORD, by="benchmarks")
        self.alone = make_app(Settings(str(self.ledger), lambda: NOW, SECRET))
        self.shared = make_app(Settings(str(self.ledger), lambda: NOW, SECRET, accounts=self.file.path))

    def good(self, chance: random.Random) -> Ask:
        """A request that nothing is wrong with."""
        pages = [path for path, _ in (*PAGES, *FILES)]
        forms = [path for path, _ in FORMS]
        who = chance.choice(("alone", "editor", "stranger"))
        if who != "alone":
            pages += [*SHARED, *(path for path, _ in (*OWN_PAGES, *EDITOR_PAGES, *FEEDS))]
            forms += [*SHARED, *(path for path, _ in (*OWN_FORMS, *EDITOR_FORMS))]
        sends = chance.random() < 0.35
        path = chance.choice(forms if sends else [*pages, "/static/{name}"])
        made = PART.sub(lambda found: quote(self.known[found[1]], safe=""), path)
        if not sends:
            made += chance.choice(("", "", ".json", ".csv"))
        told = [(name, FIELDS[name]) for name in chance.sample(list(FIELDS), chance.randrange(4))]
        heads, token = self.papers(who)
        body = urlencode([*told, ("token", token)]).encode() if sends else b""
        heads += [(b"content-type", b"application/x-www-form-urlencoded")] if sends else []
        query = b"" if sends else urlencode(told).encode()
        return Ask(who, "POST" if sends else "GET", made.encode(), query, heads, body)

    def papers(self, who: str) -> tuple[list[tuple[bytes, bytes]], str]:
        """The cookie and the token that a browser of theirs would bring."""
        if who == "editor":
            session = accounts.open_session(self.file, "Edi Tor")
            return [(b"cookie", f"armstrail_session={session}".encode())], Visit(None, session, "").token or ""
        return [(b"cookie", f"{guard.SEAT}=seat".encode())], guard.token_of(SECRET, "seat")

    async def ask(self, ask: Ask) -> int:
        """The status of the answer; 500 where there is none."""
        named = any(name == b"host" for name, _ in ask.heads)
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": ask.method, "scheme": "http",
            "path": unquote_to_bytes(ask.path).decode("utf-8", "surrogateescape"), "raw_path": ask.path,
            "query_string": ask.query, "root_path": "", "client": ("192.0.2.7", 50_000),
            "headers": [*([] if named else [(b"host", b"127.0.0.1:8765")]), *ask.heads],
            "server": ("127.0.0.1", 8765), "state": {},
        }  # fmt: skip
        statuses: list[int] = []
        given = iter([{"type": "http.request", "body": ask.body, "more_body": False}])

        async def receive() -> dict[str, Any]:
            return next(given, {"type": "http.disconnect"})

        async def send(message: Any) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])

        try:
            await (self.alone if ask.who == "alone" else self.shared)(scope, receive, send)
        except Exception as error:
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
            return 500
        return statuses[0] if statuses else 500


def spoil(words: bytes, chance: random.Random) -> bytes:
    """Words with something wrong."""
    at = chance.randrange(len(words) + 1)
    match chance.randrange(5):
        case 0:
            return words[:at] + chance.choice(BREAKERS) + words[at:]
        case 1:
            return words[:at] + bytes([chance.randrange(256)]) + words[at + 1 :]
        case 2:
            return words[:at]
        case 3:
            return words[:at] + words[at // 2 :]
        case _:
            return re.sub(rb"[\w.]+", lambda found: chance.choice((found[0], chance.choice(BREAKERS))), words)


def mutated(ask: Ask, chance: random.Random) -> Ask:
    """A request with one to three things wrong."""
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        match chance.randrange(7):
            case 0:
                ask.path = b"/" + spoil(ask.path[1:], chance)
            case 1 | 2 | 3:
                ask.query = spoil(ask.query or b"q=", chance)
            case 4:
                ask.body = spoil(ask.body, chance)
            case 5:
                ask.heads = [*ask.heads, chance.choice(HEADS)]
            case _:
                ask.method = chance.choice(METHODS)
    return ask


async def try_all(target: Target, count: int, chance: random.Random) -> Outcome:
    """So many mutated requests, one behind the other."""
    outcome = Outcome()
    for path, _ in (*PAGES, *FILES):  # what is imported and worked out once is no mark of a hostile request
        made = PART.sub(lambda found: quote(target.known[found[1]], safe=""), path).encode()
        for who in ("alone", "editor"):
            await target.ask(Ask(who, "GET", made, b"", target.papers(who)[0], b""))
    for number in range(count):
        ask = mutated(target.good(chance), chance)
        clock, cpu = time.perf_counter(), time.process_time()
        status = await target.ask(ask)
        outcome.take(ask, status, time.process_time() - cpu, time.perf_counter() - clock)
        if number % 1_000 == 999:
            print(f"  {number + 1:,} requests", file=sys.stderr, flush=True)
    return outcome


def streams(target: Target, count: int, chance: random.Random) -> Iterator[bytes]:
    """Requests as the bytes of a connection, spoilt anywhere."""
    for _ in range(count):
        ask = target.good(chance)
        where = ask.path + (b"?" + ask.query if ask.query else b"")
        heads = [(b"Host", b"127.0.0.1"), (b"Content-Length", str(len(ask.body)).encode()), *ask.heads]
        head = b" ".join((ask.method.encode(), where, b"HTTP/1.1")) + b"\r\n"
        whole = head + b"".join(name + b": " + value + b"\r\n" for name, value in heads) + b"\r\n" + ask.body
        for _ in range(chance.randint(1, 3)):
            whole = spoil(whole, chance)
        yield whole


def try_streams(target: Target, count: int, chance: random.Random) -> tuple[Counter[str], float]:
    """What a real server says to them, and the longest that one was kept open, in seconds by the clock."""
    lines.PATIENCE = 0.5  # who does not finish asking is waited for no longer here
    server = uvicorn.Server(uvicorn.Config(target.alone, http=lines.Impatient, log_level="critical", lifespan="off"))
    told: Counter[str] = Counter()
    longest = 0.0
    with socket.create_server(("127.0.0.1", 0)) as door:
        thread = threading.Thread(target=lambda: asyncio.run(server.serve([door])), daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        for whole in streams(target, count, chance):
            began = time.perf_counter()
            told[say(door.getsockname()[1], whole)] += 1
            longest = max(longest, time.perf_counter() - began)
        assert say(door.getsockname()[1], b"GET / HTTP/1.0\r\nHost: localhost\r\n\r\n") == "200", "it does not answer"
        server.should_exit = True
        thread.join(30)
    return told, longest


def say(port: int, whole: bytes) -> str:
    """Send some bytes, and give the status of the first answer."""
    head = b""
    with socket.create_connection(("127.0.0.1", port), 60) as connection, suppress(ConnectionError):
        connection.sendall(whole)
        while len(head) < _STATUS and (piece := connection.recv(65_536)):
            head += piece
    found = re.match(rb"HTTP/1\.1 (\d{3})", head)
    return found[1].decode() if found else "hung up"


def main() -> None:
    """Try, print, and end with 1 where something broke."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--raw", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--longest", type=float, default=1.0, help="seconds of CPU time")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    print(f"{peers.describe_machine()}; load {load_now()}; seed {options.seed}")
    with tempfile.TemporaryDirectory() as folder:
        target = Target(Path(folder))
        outcome = asyncio.run(try_all(target, options.requests, chance))
        told, longest = try_streams(target, options.raw, chance)
    print(f"{options.requests:,} mutated requests: {dict(sorted(outcome.statuses.items()))}")
    for cpu, clock, what in outcome.slowest:
        print(f"  {cpu:.3f} s CPU, {clock:.3f} s by the clock: {what}")
    print(f"{options.raw:,} spoilt streams: {dict(sorted(told.items()))}; the longest open {longest:.2f} s")
    broken = outcome.broken + [
        f"{count} streams: {status}" for status, count in told.items() if status >= "500" and status.isdigit()
    ]
    slow = [what for cpu, _, what in outcome.slowest if cpu > options.longest]
    for what in broken + slow:
        print(f"FAILED {what}")
    sys.exit(bool(broken or slow))


if __name__ == "__main__":
    main()
