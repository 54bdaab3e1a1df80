"""`armstrail serve` as a user starts it, and what it refuses to start with."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from typer.testing import CliRunner
from workspaces import browser, settings_of

from armstrail.cli import build_app
from armstrail.web.desk import House
from armstrail.web.serving import make_ready


def run(*arguments):
    return CliRunner().invoke(build_app(), ["serve", *map(str, arguments)])


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (("--host", "0.0.0.0"), 2, "127.0.0.1"),
        (("--host", "192.168.0.7"), 2, "127.0.0.1"),
        (("--language", "xx"), 2, "en, it"),
        (("--port", "0"), 2, "--port"),
        (("--ledger", "nowhere.db"), 1, "no ledger"),
    ],
)
def test_what_it_cannot_start_with_is_said(small_ledger, options, code, told):
    """Before anything is served."""
    outcome = run("--ledger", small_ledger, *options)
    assert outcome.exit_code == code
    assert told in outcome.output


def test_nothing_is_left_to_load_for_who_comes_first(small_ledger, monkeypatch):
    """Templates are compiled, and what estimates and draws is there, before the door opens."""
    house = House.of(settings_of(small_ledger))
    make_ready(house)
    loaded = set(sys.modules)
    monkeypatch.setattr(house.templates.loader, "load", lambda *_: pytest.fail("a template was left"))
    assert "about 2,000" in browser(house.settings, house).get("/flow/KP/RU").text
    assert {name for name in sys.modules if name.startswith("armstrail")} <= loaded


def test_it_serves_until_it_is_interrupted(small_ledger):
    """Says where, answers there, and ends without a traceback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "armstrail", "serve", "--ledger", str(small_ledger), "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=dict(os.environ)) as process:
        body = wait_for(f"http://127.0.0.1:{port}/flow/KP/RU", process)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)
    assert "North Korea → Russia" in body
    assert f"http://127.0.0.1:{port}/" in told
    assert "Traceback" not in told


def wait_for(address, process):
    """The page, once the server is up."""
    for _ in range(300):
        assert process.poll() is None, process.stderr.read()
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:
                if answer.status == 200:  # 202: it is being worked out
                    return answer.read().decode()
        except urllib.error.URLError:
            pass
        time.sleep(0.2)
    raise AssertionError("the workspace did not start")
