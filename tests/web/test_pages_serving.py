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
from pathlib import Path

import jinja2
import pytest
from typer.testing import CliRunner
from workspaces import browser, settings_of

from armstrail.cli import build_app
from armstrail.web.compiled import compiled_in
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
    """Once templates are compiled, and what estimates and draws is there."""
    house = House.of(settings_of(small_ledger))
    make_ready(house)
    loaded = set(sys.modules)
    monkeypatch.setattr(house.templates.loader, "load", lambda *_: pytest.fail("a template was left"))
    assert "about 2,000" in browser(house.settings, house).get("/flow/KP/RU").text
    assert {name for name in sys.modules if name.startswith("armstrail")} <= loaded


def test_a_template_is_compiled_once_for_all_starts(tmp_path, monkeypatch):
    """And anew where it changed, or the way in which it is compiled; where nothing may be written, each time."""
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "page.j2").write_text("{{ 6 * 7 }}")
    made, compiled = [], jinja2.Environment._compile
    monkeypatch.setattr(jinja2.Environment, "_compile", lambda *given: made.append(1) or compiled(*given))

    def start(way=b"one"):
        made.clear()
        kept = compiled_in(folder, way)
        environment = jinja2.Environment(loader=jinja2.FileSystemLoader(folder), bytecode_cache=kept, autoescape=True)
        return environment.get_template("page.j2").render(), len(made)

    assert [start(), start(), start(b"two")] == [("42", 1), ("42", 0), ("42", 1)]
    (folder / "page.j2").write_text("{{ 6 * 8 }}")
    assert [start(), start()] == [("48", 1), ("48", 0)]
    monkeypatch.setattr(Path, "mkdir", refuse)
    assert start(b"three") == start(b"three") == ("48", 1)


def refuse(*_, **__):
    raise PermissionError("nothing may be written here")


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
