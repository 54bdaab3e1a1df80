"""Accounts: one name each, a password that nobody can read back, and always somebody who manages them."""

from __future__ import annotations

import os
import sqlite3
import stat
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armstrail import accounts
from armstrail.accounts import Attempts, Visitor, passwords
from armstrail.accounts.attempts import net_of
from armstrail.accounts.sessions import IDLE, LONGEST
from armstrail.model.errors import AccountsError, BadValue

EARNEST = passwords._hasher  # as it is, before any test makes it quick
PASSWORD = "four words in a row"


class Clock:
    """An instant that a test moves."""

    def __init__(self) -> None:
        self.now = datetime(2025, 8, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def file(tmp_path: Path, clock: Clock) -> accounts.AccountsFile:
    """Accounts with one editor."""
    made = accounts.open_accounts(tmp_path / "small.db.accounts", clock, create=True)
    accounts.add(made, "Ana Horvat", "editor", PASSWORD, by="tests")
    return made


def test_the_file_is_nobody_elses_to_read(file):
    """Mode 0600 from its first moment; one that others may read is refused with the mend."""
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    file.path.chmod(0o640)
    with pytest.raises(AccountsError, match="chmod 600"):
        accounts.open_accounts(file.path, file.clock)


def test_no_password_and_no_token_stands_in_the_file(file):
    """Whoever reads the file can enter with nothing of it."""
    token = accounts.open_session(file, "Ana Horvat")
    held = file.path.read_bytes()
    assert PASSWORD.encode() not in held
    assert token.encode() not in held
    assert b"$argon2id$" in held


def test_a_hash_costs_what_the_standard_asks_and_an_older_one_is_made_anew(file, monkeypatch):
    """RFC 9106, section 4, second choice: 64 MiB, three passes; a cheaper hash is replaced at the next log-in."""
    earnest = EARNEST()
    assert (earnest.type.name, earnest.memory_cost, earnest.time_cost, earnest.parallelism) == ("ID", 65_536, 3, 4)
    assert b"m=65536,t=3,p=4" not in file.path.read_bytes()
    monkeypatch.setattr("armstrail.accounts.passwords._hasher", lambda: earnest)
    assert accounts.enter(file, "Ana Horvat", PASSWORD)
    assert b"m=65536,t=3,p=4" in file.path.read_bytes()
    assert accounts.enter(file, "Ana Horvat", PASSWORD)


def test_a_file_of_another_kind_is_refused(tmp_path, file, clock):
    """Another program's database, a newer version, a folder, and a text."""
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE accounts (name TEXT)")
    other.chmod(0o600)
    with pytest.raises(AccountsError, match="another kind"):
        accounts.open_accounts(other, clock)
    with sqlite3.connect(file.path) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(AccountsError, match="newer armstrail"):
        accounts.open_accounts(file.path, clock)
    text = tmp_path / "text"
    text.write_text("not a database at all, but long enough to be looked at as one" * 20)
    text.chmod(0o600)
    with pytest.raises(AccountsError, match="cannot be reached"):
        accounts.open_accounts(text, clock)
    with pytest.raises(AccountsError, match="no ordinary file"):
        accounts.open_accounts(tmp_path, clock)
    with pytest.raises(AccountsError, match="users add"):
        accounts.open_accounts(tmp_path / "nowhere", clock)


def test_accounts_lie_beside_the_ledger():
    """Of a ledger on a server the file must be named."""
    assert accounts.path_beside("a/ledger.db") == Path("a/ledger.db.accounts")
    assert accounts.path_beside("sqlite:///a/ledger.db") == Path("a/ledger.db.accounts")
    assert accounts.path_beside("sqlite:////a/ledger.db") == Path("/a/ledger.db.accounts")
    assert accounts.path_beside("postgresql://host/x", Path("who")) == Path("who")
    with pytest.raises(AccountsError, match="--accounts"):
        accounts.path_beside("postgresql://user:secret@host/x")


def test_name_and_password_open_their_account_alone(file):
    """The name in whatever case; another password, name, or a removed account opens nothing."""
    assert accounts.enter(file, "ana  HORVAT", PASSWORD).name == "Ana Horvat"
    assert accounts.enter(file, "Ana Horvat", PASSWORD + " ") is None
    assert accounts.enter(file, "Bo Lind", PASSWORD) is None
    assert accounts.enter(file, "Ana Horvat", "") is None
    accounts.add(file, "Bo Lind", "reader", PASSWORD, by="tests")
    accounts.remove(file, "Bo Lind", by="tests")
    assert accounts.enter(file, "Bo Lind", PASSWORD) is None


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("short", "at least 12"),
        ("x" * 300, "at most 200"),
        ("aaaaaaaaaaaaaaaa", "easy to guess"),
        ("my ana horvat password", "easy to guess"),
    ],
)
def test_a_password_that_is_none_is_refused_and_not_repeated(file, password, told):
    """The message says the rule and never the password."""
    with pytest.raises(BadValue, match=told) as caught:
        accounts.set_password(file, "Ana Horvat", password, by="tests")
    assert password not in str(caught.value)
    assert accounts.enter(file, "Ana Horvat", PASSWORD)


@pytest.mark.parametrize("name", ["", " ", "a/b", "<b>", "-x", "x" * 61, "a\nb\tc\x00", "x ", "‮ana"])
def test_a_name_is_letters_digits_and_little_else(file, name):
    """So that it can stand in a log, a page and a decision."""
    if name == "x ":
        assert accounts.add(file, name, "reader", PASSWORD, by="tests").name == "x"
    else:
        with pytest.raises(BadValue, match="must be letters"):
            accounts.add(file, name, "reader", PASSWORD, by="tests")


def test_nobody_is_a_second_of_the_same_name(file):
    """Not in another case, nor with other spaces."""
    with pytest.raises(BadValue, match="already"):
        accounts.add(file, "ANA   horvat", "reader", PASSWORD, by="tests")


def test_the_last_editor_stays(file):
    """Neither removed nor given another role, until there is another."""
    for change in (
        lambda: accounts.remove(file, "Ana Horvat", by="tests"),
        lambda: accounts.set_role(file, "Ana Horvat", "reader", by="tests"),
    ):
        with pytest.raises(BadValue, match="last editor"):
            change()
    accounts.add(file, "Bo Lind", "editor", PASSWORD, by="tests")
    assert accounts.set_role(file, "Ana Horvat", "reader", by="tests").role == "reader"
    with pytest.raises(BadValue, match="last editor"):
        accounts.remove(file, "Bo Lind", by="tests")
    accounts.check_managed(file)


def test_accounts_without_an_editor_are_refused(tmp_path, clock):
    """Nobody could manage them."""
    made = accounts.open_accounts(tmp_path / "who", clock, create=True)
    accounts.add(made, "Bo Lind", "analyst", PASSWORD, by="tests")
    with pytest.raises(AccountsError, match="no editor"):
        accounts.check_managed(made)


@given(mine=st.sampled_from(accounts.ROLES), asked=st.sampled_from(accounts.ROLES))
def test_each_role_may_what_those_before_it_may(mine, asked):
    """Reader, analyst, editor."""
    assert Visitor("x", mine).may(asked) == (accounts.ROLES.index(mine) >= accounts.ROLES.index(asked))


def test_a_session_has_the_role_of_now(file):
    """A role given or taken counts at once."""
    accounts.add(file, "Bo Lind", "reader", PASSWORD, by="tests")
    token = accounts.open_session(file, "bo lind")
    assert accounts.visitor_of(file, token) == Visitor("Bo Lind", "reader")
    accounts.set_role(file, "Bo Lind", "analyst", by="tests")
    assert accounts.visitor_of(file, token) == Visitor("Bo Lind", "analyst")


def test_a_session_ends(file, clock):
    """When nothing was asked for long, when it is old, when it is closed, and with a new password."""
    idle = accounts.open_session(file, "Ana Horvat")
    clock.now += IDLE + timedelta(seconds=1)
    assert accounts.visitor_of(file, idle) is None
    clock.now -= timedelta(hours=1)
    assert accounts.visitor_of(file, idle) is None, "over is over"
    busy = accounts.open_session(file, "Ana Horvat")
    for _ in range(int(LONGEST / timedelta(hours=6))):
        clock.now += timedelta(hours=6)
        assert accounts.visitor_of(file, busy)
    clock.now += timedelta(seconds=1)
    assert accounts.visitor_of(file, busy) is None
    one, two, three = (accounts.open_session(file, "Ana Horvat") for _ in range(3))
    accounts.close_session(file, one)
    assert accounts.visitor_of(file, one) is None
    assert accounts.visitor_of(file, two)
    accounts.set_password(file, "Ana Horvat", PASSWORD * 2, by="tests")
    assert accounts.visitor_of(file, two) is accounts.visitor_of(file, three) is None
    assert accounts.visitor_of(file, "x\ud800") is None


def test_an_account_keeps_few_sessions(file):
    """The oldest end."""
    tokens = [accounts.open_session(file, "Ana Horvat") for _ in range(25)]
    assert [accounts.visitor_of(file, token) is not None for token in tokens] == [False] * 5 + [True] * 20


def test_the_log_tells_what_was_changed_and_by_whom(file):
    """The newest first, of one account or of all."""
    accounts.add(file, "Bo Lind", "reader", PASSWORD, by="Ana Horvat", address="192.0.2.7")
    accounts.set_role(file, "Bo Lind", "analyst", by="Ana Horvat")
    accounts.remove(file, "Bo Lind", by="Ana Horvat")
    told = [(each.event, each.account, each.by, each.detail) for each in accounts.list_events(file)]
    assert told == [
        ("account_removed", "Bo Lind", "Ana Horvat", None),
        ("role_changed", "Bo Lind", "Ana Horvat", "reader → analyst"),
        ("account_added", "Bo Lind", "Ana Horvat", "reader"),
        ("account_added", "Ana Horvat", "tests", "editor"),
    ]
    assert {each.account for each in accounts.list_events(file, account="Bo Lind")} == {"Bo Lind"}
    assert len(accounts.list_events(file, event="account_added", limit=1)) == 1


def test_refusals_cannot_fill_the_disk(file, monkeypatch):
    """Of them the newest stay; nothing else is dropped."""
    monkeypatch.setattr("armstrail.accounts.audit._REFUSALS_KEPT", 3)
    for number in range(6):
        accounts.note(file, "refused", address=str(number))
    assert [each.address for each in accounts.list_events(file, event="refused")] == ["5", "4", "3"]
    assert len(accounts.list_events(file, event="account_added")) == 1


def test_a_file_that_goes_away_is_an_error_and_no_entry(file):
    """Nobody is let in because nobody can be looked up."""
    token = accounts.open_session(file, "Ana Horvat")
    os.rename(file.path, f"{file.path}.away")
    with pytest.raises(AccountsError, match="cannot be reached"):
        accounts.visitor_of(file, token)
    with pytest.raises(AccountsError):
        accounts.enter(file, "Ana Horvat", PASSWORD)
    assert not file.path.exists()


def test_so_many_attempts_in_so_long(file, clock):
    """The one beyond waits until the first is old; an attempt that waits counts not; a right one clears the slate."""
    attempts, start = Attempts(file, "name", 3, 60.0, b"secret"), clock.now
    assert [attempts.take("ana") for _ in range(4)] == [0, 0, 0, 60]
    assert attempts.take("bo") == 0
    clock.now = start + timedelta(seconds=59.5)
    assert attempts.take("ana") == 1
    clock.now = start + timedelta(seconds=60)
    assert attempts.take("ana") == 0
    attempts.forgive("ana")
    assert [attempts.take("ana") for _ in range(3)] == [0, 0, 0]
    attempts.give_back("ana")
    assert attempts.take("ana") == 0
    assert attempts.take("ana") > 0


def test_attempts_are_one_count_for_all_processes(file):
    """And what was tried is not written down: a name that nobody has may be a password."""
    one, other = (Attempts(file, "name", 3, 60.0, b"secret") for _ in range(2))
    assert [attempts.take("four words") for attempts in (one, other, one, other)][:3] == [0, 0, 0]
    assert other.take("four words") > 0
    assert Attempts(file, "address", 3, 60.0, b"secret").take("four words") == 0
    assert b"four words" not in file.path.read_bytes()


@settings(max_examples=15)
@given(keys=st.lists(st.text(max_size=5), max_size=12))
def test_attempts_take_no_more_memory_than_they_were_given(keys):
    """However many names are tried."""
    with tempfile.TemporaryDirectory() as folder:
        file = accounts.open_accounts(Path(folder) / "x.accounts", Clock(), create=True)
        count_attempts(Attempts(file, "name", 3, 60.0, b"secret", size=4), keys)


def count_attempts(attempts, keys):
    for key in keys:
        attempts.take(key)
    assert len(attempts) <= 4


@pytest.mark.parametrize(
    ("address", "net"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8::1", "2001:db8::/64"),
        ("2001:db8::ffff:1", "2001:db8::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("nonsense", "nonsense"),
    ],
)
def test_an_ipv6_network_is_one_who_tries(address, net):
    """Its holder has more addresses than anybody could count."""
    assert net_of(address) == net
