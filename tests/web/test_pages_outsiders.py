"""What others than its readers try: other sites, forged heads, slow callers, and words meant for a log."""

from __future__ import annotations

import asyncio
import re
import socket
import threading
import time

import pytest
from bare_requests import ask
from shared_workspaces import PASSWORD, decide, log_in
from small_ledger import SPY_CLAIM
from workspaces import browser, settings_of

from armstrail.web import connections as lines
from armstrail.web import make_app
from armstrail.web.guard import in_log


@pytest.mark.parametrize(
    "host", [b"evil.example\\@127.0.0.1", b"user@127.0.0.1", b"127.0.0.1/x", b"127.0.0.1?x", b"127.0.0.1:8765:1",
             b"127.0.0.1:", b"127.0.0.1, evil.example", b"127.0.0.1\xff", b"127.0.0.1#"]
)  # fmt: skip
def test_a_host_that_is_more_than_a_name_is_refused(small_ledger, host):
    """What one reader takes for our host another may take for a stranger's; no address is made of it."""
    answer = ask(make_app(settings_of(small_ledger)), "GET", b"/flow/KP/RU/", host=host)
    assert answer.status == 421
    assert "location" not in answer.headers


def test_a_query_of_bare_bytes_is_refused(small_ledger):
    """400, as for a path: whoever has letters to send writes them with a percent sign."""
    assert ask(make_app(settings_of(small_ledger)), "GET", b"/search", query=b"q=\xa2").status == 400


SITES = [
    ("same-origin", "no-cors", "image", 200), ("none", "navigate", "document", 200),
    ("cross-site", "navigate", "document", 200), ("same-site", "navigate", "document", 200),
    ("cross-site", "no-cors", "image", 403), ("cross-site", "navigate", "iframe", 403),
    ("same-site", "cors", "empty", 403), ("cross-site", "no-cors", "script", 403), ("anything", "", "", 403),
]  # fmt: skip


@pytest.mark.parametrize(("site", "mode", "dest", "status"), SITES)
def test_another_site_may_link_to_a_page_but_not_build_it_in(settled, site, mode, dest, status):
    """A page elsewhere full of pictures that are our largest downloads would keep the workspace at work for nothing."""
    told = {"sec-fetch-site": site, "sec-fetch-mode": mode, "sec-fetch-dest": dest}
    assert settled.get("/sources", headers=told).status_code == status


def test_whoever_follows_a_link_is_not_asked_for_such_heads(settled):
    """Feed readers, scripts and older browsers tell nothing of where they come from."""
    assert settled.get("/search.atom?q=containers").status_code == 200


def test_nothing_of_a_shared_workspace_stays_in_a_browser(shared):
    """Pages, twins, downloads and refusals, for whoever sits there next; its style may stay."""
    inside = shared.enter("Ana Lyst")
    paths = ["/", "/index.json", "/sources.csv", "/map/KP/RU.svg", "/brief/KP/RU/brief.md", "/nonesuch", "/log"]
    told = [(path, inside.get(path).headers["cache-control"]) for path in paths]
    told += [("the door", shared.browser().get("/").headers["cache-control"])]
    assert [path for path, value in told if value != "no-store"] == []
    assert inside.get("/static/workspace.css").headers["cache-control"] != "no-store"


def test_words_in_an_address_write_no_line_of_the_log(small_ledger, caplog):
    """A line end, a command to a terminal or a turn of direction is written out."""
    small_ledger.unlink()
    browser(settings_of(small_ledger)).get("/flow/KP/RU%1b%5b2J%0aERROR%20forged%c2%9b%e2%80%ae?x")
    (line,) = [each.getMessage() for each in caplog.records if each.name == "armstrail.web"][:1]
    assert line.isprintable()
    assert in_log("a\r\nb\x1b\x9b\u202e'é") == "a\\r\\nb\\x1b\\x9b\\u202e'é"
    assert len(in_log("x" * 10**6)) <= 500
    assert "secret" not in in_log("/feed/secret-of-ana/search.atom?q=a")


def test_no_secret_is_in_a_log_an_error_or_a_page(shared, caplog, monkeypatch):
    """Passwords, sessions and what forms are signed with, whatever goes wrong."""
    caplog.set_level("DEBUG")
    inside = shared.enter("Ana Lyst")
    session = inside.cookies["armstrail_session"]
    told = [inside.get(path) for path in ("/", f"/claim/{SPY_CLAIM.id}", "/account", "/log", "/account.json")]
    told += [decide(inside, SPY_CLAIM, "accept"), inside.post("/accounts", data={"token": "x"})]
    told += [log_in(shared.browser(), "Ana Lyst", "another wrong secret"), shared.browser().get("/login")]
    monkeypatch.setattr("armstrail.web.desk.list_flows", lambda *_, **__: 1 / 0)
    told += [inside.get("/")]
    shared.ledger.unlink()
    told += [inside.get("/sources"), decide_blindly(inside)]
    bodies = "".join(answer.text for answer in told)
    assert {500, 503, 401} <= {answer.status_code for answer in told}
    for secret in (PASSWORD, "another wrong secret", session, "a secret of tests", "$argon2"):
        assert secret not in bodies + caplog.text + repr(shared.events()) + repr(shared.file)
        assert secret.encode().hex() not in bodies + caplog.text


def decide_blindly(inside):
    return inside.post(f"/claim/{SPY_CLAIM.id}/decide", data={"action": "accept", "why": "x"})


def test_the_password_of_a_database_is_in_no_page_and_no_log(small_ledger, caplog):
    """A ledger on a server that does not answer: every page says so, and none with what."""
    caplog.set_level("DEBUG")
    address = "postgresql+psycopg://ana:wordless-secret@127.0.0.1:1/claims"
    settings = settings_of(small_ledger)
    settings = type(settings)(address, settings.clock, settings.secret)
    client = browser(settings)
    told = [client.get(path) for path in ("/", "/index.json", "/flow/KP/RU", f"/claim/{SPY_CLAIM.id}", "/sources.csv")]
    assert {answer.status_code for answer in told} == {503}
    assert "wordless-secret" not in "".join(answer.text for answer in told) + caplog.text + repr(settings)


def test_a_ledger_is_named_without_its_password():
    """In the name of its place, in what cannot be opened, and in what cannot be read."""
    from armstrail.ledger import Ledger
    from armstrail.model.errors import LedgerError

    for address in ("postgresql+psycopg://ana:wordless-secret@127.0.0.1:1/claims", "nosuch://ana:wordless-secret@h/d"):
        with pytest.raises(LedgerError) as caught:
            Ledger.open(address, clock=lambda: None, create=False, read_only=True)
        assert "wordless-secret" not in str(caught.value)


@pytest.fixture
def server(small_ledger, monkeypatch):
    """A workspace on a real socket whose callers have less than half a second to say what they want."""
    import uvicorn

    monkeypatch.setattr(lines, "PATIENCE", 0.4)
    app = make_app(settings_of(small_ledger))
    config = uvicorn.Config(app, http=lines.Impatient, log_level="critical", lifespan="off", timeout_keep_alive=2)
    running = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as door:
        thread = threading.Thread(target=lambda: asyncio.run(running.serve([door])), daemon=True)
        thread.start()
        while not running.started:
            time.sleep(0.01)
        yield door.getsockname()[1]
        running.should_exit = True
        thread.join(10)


def until_closed(connection):
    connection.settimeout(10)
    told = b""
    while piece := connection.recv(65_536):
        told += piece
    return told


HEAD = b"GET /sources HTTP/1.1\r\nHost: 127.0.0.1:8765\r\n"


@pytest.mark.parametrize("said", [b"", b"G", HEAD, HEAD + b"\r\n" + HEAD])
def test_who_does_not_finish_asking_is_hung_up_on(server, said):
    """Silent from the start, in the middle of a head, or in the middle of the next one."""
    with socket.create_connection(("127.0.0.1", server)) as connection:
        connection.sendall(said)
        began = time.monotonic()
        told = until_closed(connection)
        assert time.monotonic() - began < 8
    assert told.count(b"HTTP/1.1 200") == said.count(b"\r\n\r\n")


def test_a_letter_now_and_then_buys_no_time(server):
    """The whole head has so long, however it is sent."""
    with socket.create_connection(("127.0.0.1", server)) as connection:
        began = time.monotonic()
        while time.monotonic() - began < 10 and is_open(connection):
            time.sleep(0.1)
    assert time.monotonic() - began < 8


def is_open(connection):
    try:
        connection.sendall(b"G")
    except OSError:
        return False
    return True


def test_who_asks_again_and_again_is_answered(server):
    """One connection, kept between requests for longer than a head may take."""
    with socket.create_connection(("127.0.0.1", server)) as connection:
        connection.settimeout(10)
        for _ in range(3):
            connection.sendall(HEAD + b"\r\n")
            head = b""
            while b"\r\n\r\n" not in head:
                head += connection.recv(65_536)
            size = int(re.search(rb"content-length: (\d+)", head)[1]) - len(head.partition(b"\r\n\r\n")[2])
            while size > 0:
                size -= len(connection.recv(65_536))
            assert head.startswith(b"HTTP/1.1 200")
            time.sleep(0.6)


def test_a_form_that_never_arrives_is_given_up(small_ledger, monkeypatch):
    """400, after a while; the place is free again."""
    monkeypatch.setattr("armstrail.web.forms._PATIENCE", 0.05)
    app, sent = make_app(settings_of(small_ledger)), []

    async def receive():
        await asyncio.sleep(60)

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "http",
             "path": "/search/save", "raw_path": b"/search/save", "query_string": b"", "root_path": "",
             "headers": [(b"host", b"127.0.0.1"), (b"content-type", b"application/x-www-form-urlencoded")],
             "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8765), "state": {}}  # fmt: skip
    thread = threading.Thread(target=lambda: asyncio.run(app(scope, receive, send)))
    thread.start()
    thread.join(10)
    assert sent[0]["status"] == 400
