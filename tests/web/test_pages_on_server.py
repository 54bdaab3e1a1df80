"""The workspace on a ledger on a server: the same pages, by one process or several."""

from __future__ import annotations

import logging
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import httpx
import pytest
from page_views import Seen, see
from shared_workspaces import PASSWORD, make_people
from small_ledger import SPY_CLAIM, fill
from workspaces import NOW, browser, settings_of

from armstrail import accounts
from armstrail.ledger import Ledger
from armstrail.web.desk import House
from armstrail.web.serving import warm
from postgres_server import PASSWORD as OF_SERVER
from postgres_server import Server, running

PAGES = (
    "/index.json", "/flow/KP/RU.json", "/search.json?q=containers", "/search.json?q=containers&in=documents",
    "/search.json?supplier=KP&order=oldest", "/review.json?supplier=KP&recipient=RU", "/decisions.json",
    "/brief/KP/RU.json",
    f"/claim/{SPY_CLAIM.id}.json", "/sources.json", "/changes/KP/RU.json?since=2024-11-30",
)  # fmt: skip


@pytest.fixture
def url(postgres: Server) -> Iterator[str]:
    """The small ledger on a server, asked for by the network and with a password."""
    name = postgres.database()
    with Ledger.open(postgres.url(name), clock=lambda: NOW) as ledger:
        fill(ledger)
    yield postgres.url(name, over_network=True)
    postgres.give_back(name)


def test_the_pages_are_those_of_a_ledger_in_a_file(url, small_ledger):
    """Byte for byte, before and after a decision; and none of them knows the password."""
    house = House.of(settings_of(url))
    on_server, in_file = browser(house.settings, house), browser(settings_of(small_ledger))
    for decided in (False, True):
        for path in PAGES:
            answers = [client.get(path) for client in (on_server, in_file)]
            assert [answer.status_code for answer in answers] == [200, 200], path
            assert answers[0].content == answers[1].content, path
            assert OF_SERVER.encode() not in answers[0].content
        if not decided:
            for client in (on_server, in_file):
                path = f"/claim/{SPY_CLAIM.id}/decide"
                fields = see(client, f"/claim/{SPY_CLAIM.id}").fields(path)
                told = {**fields, "who": "Ana", "why": "misread", "action": "withdraw"}
                assert client.post(path, data=told).status_code == 200
    house.reach.close()


def test_what_was_worked_out_is_kept_until_the_ledger_changes(url):
    """A ledger on a server tells its state, too."""
    house = House.of(settings_of(url))
    assert warm(house) == 2
    before = house.stamp()
    with house.desk() as desk:
        assert desk.known_summary("KP", "RU") is not None
    with house.reach.open(read_only=False) as ledger:
        ledger.add_decision("withdraw", SPY_CLAIM.id, who="Ana", why="misread")
    assert house.stamp() != before
    with house.desk() as desk:
        assert desk.known_summary("KP", "RU") is None
    house.reach.close()


def test_a_server_that_is_away_is_a_page_that_says_so():
    """With 503 and without its address or password; once it is back, the same workspace goes on."""
    with running() as server:
        name = server.database()
        with Ledger.open(server.url(name), clock=lambda: NOW) as ledger:
            fill(ledger)
        house = House.of(settings_of(server.url(name, over_network=True)))
        client = browser(house.settings, house)
        assert client.get("/").status_code == 200
        server.stop(signal.SIGQUIT)
        for path in ("/", "/search?q=containers", "/index.json"):
            answer = client.get(path)
            assert answer.status_code == 503
            assert OF_SERVER not in answer.text
            assert str(server.port) not in answer.text
        server.start()
        assert client.get("/").status_code == 200
        house.reach.close()


def test_the_password_of_a_server_is_in_no_log_error_or_page(url, caplog, monkeypatch):
    """Whatever anybody logs, down to the least important: where all is well, where a page breaks, where a password is
    refused, and where nothing listens."""
    caplog.set_level(logging.DEBUG)
    for name in ("sqlalchemy", "psycopg", "armstrail"):
        caplog.set_level(logging.DEBUG, name)
    wrong, nowhere = url.replace(OF_SERVER, f"no-{OF_SERVER}"), re.sub(r":\d+/", ":1/", url)
    told = []
    for where, status in ((url, 200), (wrong, 503), (nowhere, 503)):
        house = House.of(settings_of(where))
        client = browser(house.settings, house)
        answers = [client.get(path) for path in ("/", "/index.json", f"/claim/{SPY_CLAIM.id}")]
        assert [answer.status_code for answer in answers] == [status] * 3
        if status == 200:
            monkeypatch.setattr(Ledger, "decisions", lambda ledger: ledger.no_such_thing)
            answers.append(client.get("/decisions"))
            assert answers[-1].status_code == 500
        told += [answer.text + repr(answer.headers) for answer in answers]
        house.reach.close()
    logged = caplog.text + "".join(repr(record.__dict__) for record in caplog.records)
    assert "Traceback" in logged
    assert "SELECT" in logged
    assert OF_SERVER not in logged
    assert all(OF_SERVER not in each for each in told)


# -- several processes


@pytest.fixture
def shared_by_two(url, tmp_path) -> Iterator[str]:
    """`armstrail serve --shared --workers 2`; its address."""
    people = make_people(tmp_path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "armstrail", "serve", "--shared", "--accounts", str(people), "--workers", "2"]
    environment = os.environ | {"ARMSTRAIL_LEDGER": url}
    with subprocess.Popen(
        [*command, "--port", str(port)], stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        address = f"http://127.0.0.1:{port}"
        wait_for(address, process)
        yield address
        process.send_signal(signal.SIGTERM)
        _, told = process.communicate(timeout=60)
    assert "Traceback" not in told
    assert OF_SERVER not in told
    assert not answers(address)


def page(address: str, cookies: dict[str, str]) -> httpx.Response:
    """A page, once it is worked out."""
    for _ in range(100):
        answer = httpx.get(address, cookies=cookies, timeout=60)
        if answer.status_code != 202:
            assert answer.status_code == 200, answer.text
            return answer
        time.sleep(0.1)
    raise AssertionError(f"{address} was not worked out")


def answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/login", timeout=60).status_code == 200
    except httpx.TransportError:
        return False


def wait_for(address: str, process: subprocess.Popen[str]) -> None:
    for _ in range(300):
        assert process.poll() is None, process.stderr and process.stderr.read()
        if answers(address):
            return
        time.sleep(0.2)
    raise AssertionError("the workspace did not start")


def test_several_processes_are_one_workspace(shared_by_two, tmp_path):
    """Whoever logged in at one is in at the other, a decision taken at one is seen at the other, wrong passwords are
    counted by all together."""
    address, token = shared_by_two, re.compile(r'name="token" value="([^"]+)"')
    with httpx.Client(base_url=address, timeout=60) as client:
        seal = token.search(client.get("/login").text)[1]
        sent = {"name": "Ana Lyst", "password": PASSWORD, "token": seal, "to": ""}
        assert client.post("/login", data=sent).status_code == 303  # the page after it may still be in work
        cookies = dict(client.cookies)
    for number in range(8):  # each by a connection of its own, so that either process answers
        told = page(f"{address}/claim/{SPY_CLAIM.id}", cookies)
        if number == 3:
            path = f"/claim/{SPY_CLAIM.id}/decide"
            fields = {**Seen(told.text).fields(path), "action": "accept", "why": "read both"}
            made = httpx.post(address + path, data=fields, cookies=cookies, timeout=60)
            assert made.status_code == 303, made.text
        seen = httpx.get(f"{address}/decisions.json", cookies=cookies, timeout=60).json()
        assert len(seen["decisions"]) == (number >= 3)
    with httpx.Client(base_url=address, timeout=60) as client:
        seal = token.search(client.get("/login").text)[1]
        wrong = {"name": "Edi Tor", "password": "not the right one", "token": seal, "to": ""}
        statuses = [httpx.post(f"{address}/login", data=wrong, cookies=client.cookies, timeout=60).status_code
                    for _ in range(6)]  # fmt: skip
    assert statuses == [401] * 5 + [429]
    log = accounts.list_events(accounts.open_accounts(tmp_path / "accounts", lambda: NOW))
    assert [each.event for each in log if each.account == "Edi Tor"][:6] == ["limited", *["refused"] * 5]


@pytest.mark.parametrize("option", [("--workers", "0"), ("--workers", "two")])
def test_how_many_processes_must_be_a_number(option):
    """At least one."""
    from typer.testing import CliRunner

    from armstrail.cli import build_app

    assert CliRunner().invoke(build_app(), ["serve", *option]).exit_code == 2
