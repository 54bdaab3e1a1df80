"""`armstrail users`, and what `armstrail serve --shared` refuses to start with."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner

from armstrail.cli import build_app

PASSWORD = "four words in a row"


def run(*arguments, given=None):
    return CliRunner().invoke(build_app(), [str(each) for each in arguments], input=given)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "small.db"


def add(ledger, name, role, given=f"{PASSWORD}\n"):
    return run("users", "add", name, "--role", role, "--ledger", ledger, given=given)


def test_accounts_are_made_listed_changed_and_closed(ledger):
    """Each command says what is so now; the password comes on standard input, and no output holds it."""
    assert "Ana Horvat: editor" in add(ledger, "Ana Horvat", "editor").output
    assert stat.S_IMODE(Path(f"{ledger}.accounts").stat().st_mode) == 0o600
    add(ledger, "Bo Lind", "reader")
    assert "Bo Lind: analyst" in run("users", "role", "Bo Lind", "analyst", "--ledger", ledger).output
    told = run("users", "password", "bo lind", "--ledger", ledger, given=f"{PASSWORD} again\n")
    assert "the password is set" in told.output
    listed = run("users", "list", "--ledger", ledger).output
    assert "Ana Horvat" in listed
    assert "analyst" in listed
    assert PASSWORD not in listed + told.output
    assert run("users", "remove", "Bo Lind", "--ledger", ledger).exit_code == 0
    assert "Bo Lind" not in run("users", "list", "--ledger", ledger).output


@pytest.mark.parametrize(
    ("arguments", "given", "code", "told"),
    [
        (("add", "Bo Lind"), "short\n", 1, "at least 12"),
        (("add", "Bo Lind"), "", 1, "at least 12"),
        (("add", "Bo Lind", "--role", "king"), PASSWORD, 1, "use one of reader, analyst, editor"),
        (("add", "Bo/Lind"), PASSWORD, 1, "must be letters"),
        (("add", "ana horvat"), PASSWORD, 1, "already"),
        (("add", "Bo Lind", PASSWORD), "", 2, "unexpected"),
        (("password", "Nobody"), PASSWORD, 1, "no account"),
        (("role", "Nobody", "reader"), "", 1, "no account"),
        (("role", "Ana Horvat", "reader"), "", 1, "last editor"),
        (("remove", "Ana Horvat"), "", 1, "last editor"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(ledger, arguments, given, code, told):
    """And nothing is changed."""
    add(ledger, "Ana Horvat", "editor")
    outcome = run("users", *arguments, "--ledger", ledger, given=given)
    assert outcome.exit_code == code
    assert told in outcome.output
    assert "Traceback" not in outcome.output


def test_without_accounts_there_is_nothing_to_list(ledger):
    """The command to make the first is named."""
    outcome = run("users", "list", "--ledger", ledger)
    assert outcome.exit_code == 1
    assert "users add" in outcome.output


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (("--shared",), 1, "no accounts here"),
        (("--shared", "--host", "0.0.0.0"), 1, "no accounts here"),
        (("--host", "0.0.0.0", "--name", "ledger.example"), 2, "or --shared"),
        (("--accounts", "x"), 2, "only with --shared"),
        (("--shared", "--ledger", "postgresql://host/x"), 1, "--accounts"),
    ],
)
def test_a_shared_workspace_does_not_start_open(ledger, options, code, told):
    """Without accounts nothing is served, and on an address of others nothing without --shared."""
    outcome = run("serve", "--ledger", ledger, *options)
    assert outcome.exit_code == code
    assert told in outcome.output


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (("--host", "0.0.0.0"), 2, "--name"),
        (("--proxy", "*"), 2, "no address of a single machine"),
        ((), 1, "no ledger"),
    ],
)
def test_with_an_editor_it_comes_as_far_as_the_address(ledger, options, code, told):
    """Every address of a machine needs the name under which it is asked for."""
    add(ledger, "Ana Horvat", "editor")
    outcome = run("serve", "--shared", "--ledger", ledger, *options)
    assert outcome.exit_code == code
    assert told in outcome.output


def test_without_an_editor_it_does_not_start(ledger):
    """Nobody could manage accounts."""
    add(ledger, "Bo Lind", "analyst")
    outcome = run("serve", "--shared", "--ledger", ledger)
    assert outcome.exit_code == 1
    assert "no editor" in outcome.output
