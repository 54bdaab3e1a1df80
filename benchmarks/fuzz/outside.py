"""What is fuzzed besides documents: feeds, answers of web servers and of models, requests, exports, files of settings.

The laws: feeds and pages fetched give entries, documents and refusals, and the web archive kept as evidence gives the
same documents again; a model's answer brings no claim that its text does not hold; a request gets one reply and never
the server's own error; an export brings in what then verifies, or rows with a reason; a file of settings is taken, or
refused on one line.
"""

from __future__ import annotations

import io
import json
import shutil
import ssl
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

ROOT = Path(__file__).resolve().parents[2]
for _folder in ("assist", "ingestion", "fetching"):
    sys.path.append(str(ROOT / "tests" / _folder))

import assist_makers  # noqa: E402
import httpcore  # noqa: E402
from sheet_makers import csv_of, vocabulary  # noqa: E402
from sites import answer, article, moved, packed  # noqa: E402

from armstrail import pipeline  # noqa: E402
from armstrail.assist import Cache, Helper, Server, Settings  # noqa: E402
from armstrail.ingestion import Source, Unreadable, read_sheet, read_source  # noqa: E402
from armstrail.ingestion.fetching import Fetcher, Limits, Refused, read_feed, read_list, read_received  # noqa: E402
from armstrail.ingestion.fetching.addresses import Address, join_address, parse_address  # noqa: E402
from armstrail.ingestion.fetching.feeds import Entry, is_feed  # noqa: E402
from armstrail.ingestion.fetching.robots import Robots  # noqa: E402
from armstrail.ingestion.layouts import read_mapping  # noqa: E402
from armstrail.ingestion.reading import REPORT  # noqa: E402
from armstrail.ledger import Ledger  # noqa: E402
from armstrail.mcp import TOOLS, serve  # noqa: E402
from armstrail.mcp import Desk as Tools  # noqa: E402
from armstrail.model.document import Document  # noqa: E402
from armstrail.model.errors import LedgerError, PackError, ReadError  # noqa: E402
from armstrail.vocabulary import load_factors, load_origins  # noqa: E402

NOW = datetime(2024, 10, 20, 12, tzinfo=UTC)
BASE = Address("https", "example.org", 443, "/feed/")
BETWEEN = b"\n=====\n"  # parts the answers of several requests, and a mapping from its sheet
Fault = str


class Outside(NamedTuple):
    """A reader under trial, as `targets.Target`."""

    name: str
    seeds: tuple[bytes, ...]
    attempt: Callable[[bytes], Fault | None]


def outside() -> Iterator[Outside]:
    """Every target of this page."""
    yield Outside("feeds", FEEDS, _feeds)
    yield Outside("addresses", ADDRESSES, _addresses)
    yield Outside("robots", ROBOTS, _robots)
    yield Outside("fetched", FETCHED, _fetched)
    yield Outside("model-answer", ANSWERS, _model_answer)
    yield Outside("mcp", _requests(), _mcp)
    yield Outside("ledger-import", _exports(), _ledger_import)
    yield Outside("mapping", MAPPINGS, _mapping)
    yield Outside("origins", ORIGINS, _settings(load_origins, ".toml"))
    yield Outside("factors", ((ROOT / "docs" / "own-factors.csv").read_bytes(),), _settings(load_factors, ".csv"))


def told_badly(error: Exception) -> Fault | None:
    """What is wrong with an error that a person is to read: empty, of several lines, or one to be reported."""
    mend = getattr(error, "mend", "x")
    if not str(error).strip() or "\n" in str(error) or not mend or mend == REPORT:
        return f"an error that says too little: {error!r:.200}"
    return None


# Feeds


def _rss(items: str) -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{items}</channel></rss>'.encode()


_ITEM = "<item><title>a</title><link>https://example.org/a</link><guid isPermaLink='false'>7</guid></item>"
FEEDS = (
    _rss(_ITEM + "<item><guid>https://example.org/b</guid></item><item><link>ftp://example.org/c</link></item>"),
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
    b'<item rdf:about="x"><link>https://example.org/d</link></item></rdf:RDF>',
    b'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/blog/"><entry xml:base="2024/">'
    b'<link rel="self" href="/x"/><link href="e"/><updated>2024-10-18T00:00:00Z</updated></entry></feed>',
    b'<?xml version="1.0" encoding="ISO-8859-1"?><!-- made --><opml version="2.0"><body><outline text="n\xe9">'
    b'<outline type="rss" xmlUrl="https://example.org/f"/></outline></body></opml>',
)


def _feeds(data: bytes) -> Fault | None:
    is_feed(data)
    entries: list[Entry] = []
    for read in (lambda: read_feed(data, BASE).entries, lambda: read_feed(data, None).entries, lambda: read_list(data)):
        try:
            entries += read()
        except Refused as refused:
            if fault := told_badly(refused):
                return fault
    return next((fault for entry in entries if (fault := _fault_of_entry(entry))), None)


def _fault_of_entry(entry: Entry) -> Fault | None:
    if (entry.address is None) == (entry.refused is None):
        return "an entry with both an address and a refusal, or neither"
    if entry.refused is not None:
        return told_badly(entry.refused)
    return None if parse_address(str(entry.address)) == entry.address else "an address with two spellings"


# Addresses, robots.txt and whole answers of web servers

ADDRESSES = (
    b"https://example.org/a?b=1&c=%20#d", b"http://xn--bcher-kva.example:8080/", "https://bücher.example/é".encode(),
    b"http://[2001:db8::1]/x", b"../up?x", b"//other.example/", b"http://0x7f.1/", b"https://u:p@example.org/",
)  # fmt: skip


def _addresses(data: bytes) -> Fault | None:
    words = data.decode("utf-8", "replace")
    for read in (parse_address, lambda written: join_address(BASE, written)):
        try:
            address = read(words)
        except Refused as refused:
            if fault := told_badly(refused):
                return fault
            continue
        if parse_address(str(address)) != address or not str(address).isascii():
            return f"an address with two spellings: {address}"
    return None


ROBOTS = (
    b"\x00User-agent: *\nDisallow: /private\nAllow: /a$\nCrawl-delay: 2.5\nSitemap: https://example.org/s.xml\n",
    b"\x00\xef\xbb\xbfuser-agent:armstrail\r\ndisallow: /*?x=*\r\nrequest-rate: 1/5s 1200-1300\nvisit-time: 0600-0845",
    b"\x01", b"\x02<html>not here</html>",
)  # fmt: skip
_STATUSES = (200, 404, 503, 429, 301)


def _robots(data: bytes) -> Fault | None:
    status = _STATUSES[data[0] % len(_STATUSES)] if data else 200
    rules = Robots(lambda _address: (status, data[1:]), lambda: 0.0)
    for target in ("/", "/a?b=ü&c", "/private/x%2f"):
        try:
            pause = rules.pause(Address("https", "example.org", 443, target))
        except Refused as refused:
            if fault := told_badly(refused):
                return fault
        else:
            if pause is not None and not 0 <= pause < float("inf"):
                return f"a pause of {pause} seconds"
    return None


_WHOLE = answer(article(), kind="text/html; charset=utf-8", etag='"x"')
_IN_CHUNKS = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    + b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (article()[:200], article()[200:]))
    + b"0\r\n\r\n"
)
_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
FETCHED = (
    _WHOLE, packed(article()), _IN_CHUNKS, moved("/next") + BETWEEN + _WHOLE, answer(_rss(_ITEM), kind="text/xml"),
    b"HTTP/1.1 103 Early Hints\r\n\r\n" + _WHOLE,
    answer(b"", status="503 Later", retry_after="Wed, 21 Oct 2026 07:28:00"),
)  # fmt: skip


def _fetched(data: bytes) -> Fault | None:
    """These bytes as what servers send, each request the next part; the last stands for all that follow."""
    replies = iter([b"HTTP/1.1 404 No\r\ncontent-length: 0\r\n\r\n", *data.split(BETWEEN)[:8]])

    class Backend(httpcore.MockBackend):
        def __init__(self) -> None:
            super().__init__([next(replies, b"")])

    ticks = iter(range(10**9))
    fetcher = Fetcher(
        clock=lambda: NOW, ticks=lambda: float(next(ticks)), sleep=lambda _seconds: None, agent="armstrail/0",
        limits=Limits(size=1 << 20, unpacked=1 << 20), resolve=lambda *_: ["192.88.98.1"],
        tls=_TLS,
    )  # fmt: skip
    with patch("httpcore.SyncBackend", Backend):
        try:
            received = fetcher.get("http://example.org/a")
        except Refused as refused:
            return told_badly(refused)
    rows = list(read_received(received))
    for row in rows:
        if isinstance(row, Unreadable) and row.mend == REPORT:
            return f"a fault of the reader: {row.reason}"
    again = read_source(Source("-", "warc"), io.BytesIO(received.warc or b""))
    kept = {row.digest for row in again if isinstance(row, Document)}
    promised = {row.digest for row in rows if isinstance(row, Document)}
    return None if not kept or kept == promised else "evidence that holds another document"


# A model's answer, requests of other programs

ANSWERS = (
    assist_makers.claims(assist_makers.PROPOSAL),
    assist_makers.claims({**assist_makers.PROPOSAL, "anchor": "4,2"}, [], "x", None),
    assist_makers.chat("no JSON"), b'{"choices":[{"message":{"content":"{}"},"finish_reason":"length"}]}',
)  # fmt: skip


def _model_answer(data: bytes) -> Fault | None:
    known = vocabulary()
    names = {code: actor.name for code, actor in known.actors.items()}
    document, packs = assist_makers.document_of(), pipeline.shipped_packs()
    plain = {claim.id for claim in pipeline.read_document(document, packs).claims}
    with (
        tempfile.TemporaryDirectory() as folder,
        patch("armstrail.assist.client.send", lambda *_: data),
    ):
        server = Server(Settings("http://127.0.0.1:9/v1", "scripted"))
        helper = Helper(server, Cache(Path(folder)), actors=names, units=known.items, timer=lambda: 0.0)
        reading = assist_makers.read(document, helper)
    for claim in reading.claims:
        if claim.id not in plain and not "4,200 blivets".startswith(claim.anchor.cut(document.text)):
            return f"a claim on {claim.anchor.cut(document.text)!r}"
    return None


@cache
def _tools() -> Tools:
    """The tools over a few rows of the example table."""
    path = Path(tempfile.mkdtemp()) / "figures.db"
    lines = (ROOT / "examples" / "dprk-russia" / "figures.csv").read_bytes().splitlines(keepends=True)
    table = path.with_suffix(".csv")
    table.write_bytes(b"".join(lines[:8]))
    with Ledger.open(path, clock=lambda: NOW) as book:
        pipeline.import_figures(pipeline.read_tables([str(table)], vocabulary()), book)
    return Tools(str(path), pipeline.load_books(), lambda: NOW)


def _line(method: str, **params: Any) -> bytes:
    return json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode() + b"\n"


def _requests() -> tuple[bytes, ...]:
    given = {"supplier": "KP", "recipient": "RU", "item": "arms", "known_on": "2025-01-01", "words": "shells"}
    calls = []
    for name, tool in TOOLS.items():
        told = {each.name: given.get(each.name, "doc" if each.type == "string" else 5) for each in tool.params}
        calls.append(_line("tools/call", name=name, arguments=told))
    return (_line("initialize", protocolVersion="2025-06-18") + _line("tools/list") + _line("ping"), *calls)


def _mcp(data: bytes) -> Fault | None:
    out, told = io.BytesIO(), io.StringIO()
    with patch("sys.stderr", told):
        serve(_tools(), io.BytesIO(data), out)
    for line in out.getvalue().splitlines():
        reply = json.loads(line)
        if reply.get("error", {}).get("code") == -32603:
            return f"an error of the server: {told.getvalue():.200}"
        if ("result" in reply) == ("error" in reply):
            return "a reply with both a result and an error, or neither"
    return None


# Exports of other ledgers, files of settings


@cache
def _empty_ledger() -> Path:
    path = Path(tempfile.mkdtemp()) / "empty.db"
    Ledger.open(path, clock=lambda: NOW).close()
    return path


def _exports() -> tuple[bytes, ...]:
    """A ledger with two readings, a decision, a failure; and one with a row of a table."""
    packs = pipeline.shipped_packs()
    first = Document("a", assist_makers.BEFORE + " It sent 3,000 shells to Russia.", "en", "2024-06-01", "The Test")
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "l.db", clock=lambda: NOW) as ledger:
        for document in (first, Document("b", "Nothing of the kind.", "en")):
            ledger.add(document, pipeline.read_document(document, packs))
        claim = next(claim for claim, _ in ledger.claims())
        made = ledger.add_decision("accept", claim.id, who="Ana", why="read")
        ledger.add_decision("undo", made.id, who="Ana", why="not read")
        ledger.add_failure("c.pdf", "is encrypted", "open it")
        whole = "".join(ledger.lines())
    with Ledger.open(_tools().ledger, clock=lambda: NOW) as ledger:
        table = "".join(list(ledger.lines())[:6])
    return whole.encode(), table.encode()


def _ledger_import(data: bytes) -> Fault | None:
    with tempfile.TemporaryDirectory() as folder:
        path = shutil.copy(_empty_ledger(), Path(folder) / "l.db")
        with Ledger.open(path, clock=lambda: NOW) as ledger:
            try:
                summary = ledger.import_(data.decode("utf-8", "surrogateescape").splitlines(keepends=True))
            except LedgerError as error:
                return told_badly(error)
            if bad := [each for each in summary.bad if not each.reason.strip() or "\n" in each.reason]:
                return f"a bad line that says too little: {bad[0]}"
            if problems := ledger.verify():
                return f"a ledger that does not verify: {problems[0]}"
    return None


_SHEET = csv_of(["Von", "An", "Typ", "Menge", "Stand"], ["KP", "RU", "Granaten", "1.000", "18.10.2024"])
_MAPPING = """[table]
decimal = ","
thousands = "."
dates = ["%d.%m.%Y"]
[columns]
date_published = "Stand"
supplier = "Von"
recipient = "An"
item = ["Typ"]
number = "Menge"
[constants]
unit = "pieces"
source = "me"
[values.item]
"Granaten" = "arms.ammunition.artillery"
"""
MAPPINGS = (
    _MAPPING.encode() + BETWEEN + _SHEET,
    _MAPPING.replace(
        "[table]", '[table]\nheader = 1\nmissing = ["-"]\ncorrections = true\nothers = "leave"\n'
    ).encode(),
    b'[expect]\n"Von" = "needed"\n[scale]\nnumber = 1000\n[columns]\nsupplier = "Von"\n[[claims]]\nalways = true\n'
    b'columns = { number = "Menge" }\nconstants = { unit = "tonnes", source = "x" }\n',
)


def _mapping(data: bytes) -> Fault | None:
    told, _, sheet = data.partition(BETWEEN)
    with tempfile.TemporaryDirectory() as folder:
        mapping, table = Path(folder) / "mapping.toml", Path(folder) / "t.csv"
        mapping.write_bytes(told)
        table.write_bytes(sheet or _SHEET)
        try:
            rows = read_sheet(str(table), read_mapping(str(mapping)), vocabulary(), published="2024")
            for row in rows:
                if isinstance(row, Unreadable) and (row.mend == REPORT or "\n" in str(row)):
                    return f"a row that says too little: {row}"
        except ReadError as error:
            return told_badly(error)
    return None


ORIGINS = (
    b'[origins.example-institute]\nname = "Example Institute"\naliases = ["example institute"]\ntype = "think_tank"\n'
    b'home = "KR"\n[states.KR]\nnames = ["South Korea"]\nlang = "ko"\n[bodies.navy]\nname = "Navy"\n'
    b'types = ["military"]\nwords = ["navy"]\n',
    b'[persons.sample]\nname = "A. Sample"\naliases = ["Sample"]\noffices = ["kr-nis 2020-01..2024-05-03"]\n',
)


def _settings(load: Callable[[Path], object], ending: str) -> Callable[[bytes], Fault | None]:
    """A file of settings is taken, or refused on one line."""

    def attempt(data: bytes) -> Fault | None:
        with tempfile.NamedTemporaryFile(suffix=ending) as file:
            file.write(data)
            file.flush()
            try:
                load(Path(file.name))
            except PackError as error:
                return told_badly(error)
        return None

    return attempt
