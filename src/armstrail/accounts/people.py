"""Accounts: who there is, what each may do, and the one way in by name and password."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from dataclasses import dataclass
from typing import Final

from armstrail.accounts.audit import note_within
from armstrail.accounts.passwords import check_password, hash_password, is_outdated, is_password
from armstrail.accounts.store import AccountsFile
from armstrail.model.errors import AccountsError, BadValue

ROLES: Final = ("reader", "analyst", "editor")  # each may do what those before it may
_NAME: Final = re.compile(r"[^\W_](?:[\w .'’-]{0,58}[\w.])?\Z")
_COLUMNS: Final = "name, role, opened, changed, entered"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who has logged in."""

    name: str
    role: str

    def may(self, role: str) -> bool:
        """Whether what asks for a role is open to this one."""
        return ROLES.index(self.role) >= ROLES.index(role)


@dataclass(frozen=True, slots=True)
class Account:
    """An account: since when, when its password was set, when somebody last logged in (instants in UTC)."""

    name: str
    role: str
    opened: str
    changed: str
    entered: str | None


def add(file: AccountsFile, name: str, role: str, password: str, *, by: str, address: str | None = None) -> Account:
    """Make an account. A name that was removed can be given again; its old decisions are then under it as before.

    Raises:
        BadValue: no such name, role or password can be, or the name is taken.
    """
    name, role = check_name(name), check_role(role)
    secret = hash_password(check_password(password, name))
    with file.writing() as connection:
        row = connection.execute("SELECT name, hash FROM accounts WHERE key = ?", (key_of(name),)).fetchone()
        if row and row[1] is not None:
            told = f"there is an account {row[0]!r} already; choose another name, or set its password"
            raise BadValue(told, "account_taken", value=row[0])
        connection.execute(
            "INSERT OR REPLACE INTO accounts (key, name, role, hash, opened, changed) VALUES (?, ?, ?, ?, ?, ?)",
            (key_of(name), name, role, secret, file.now(), file.now()),
        )
        note_within(connection, file.now(), "account_added", name, by, address, role)
    return known(file, name)


def set_role(file: AccountsFile, name: str, role: str, *, by: str, address: str | None = None) -> Account:
    """Give an account another role; whoever is logged in with it has it at once.

    Raises:
        BadValue: no such account or role, or nobody would be left to manage accounts.
    """
    role = check_role(role)
    with file.writing() as connection:
        account = _row(connection, name)
        if account.role == "editor" and role != "editor":
            _check_not_last(connection, account.name)
        connection.execute("UPDATE accounts SET role = ? WHERE key = ?", (role, key_of(name)))
        note_within(connection, file.now(), "role_changed", account.name, by, address, f"{account.role} → {role}")
    return known(file, name)


def set_password(file: AccountsFile, name: str, password: str, *, by: str, address: str | None = None) -> Account:
    """Give an account another password, and end its sessions and its feeds.

    Raises:
        BadValue: no such account, or no such password can be.
    """
    account = known(file, name)
    secret = hash_password(check_password(password, account.name))
    with file.writing() as connection:
        _row(connection, name)
        key = key_of(name)
        connection.execute("UPDATE accounts SET hash = ?, changed = ? WHERE key = ?", (secret, file.now(), key))
        _end_ways_in(connection, key)
        note_within(connection, file.now(), "password_changed", account.name, by, address, None)
    return known(file, name)


def remove(file: AccountsFile, name: str, *, by: str, address: str | None = None) -> None:
    """Close an account: its sessions and feeds end, its searches go, its name stays in the log and on its decisions.

    Raises:
        BadValue: no such account, or nobody would be left to manage accounts.
    """
    with file.writing() as connection:
        account = _row(connection, name)
        if account.role == "editor":
            _check_not_last(connection, account.name)
        connection.execute("UPDATE accounts SET hash = NULL WHERE key = ?", (key_of(name),))
        _end_ways_in(connection, key_of(name))
        connection.execute("DELETE FROM searches WHERE account = ?", (key_of(name),))
        note_within(connection, file.now(), "account_removed", account.name, by, address, None)


def enter(file: AccountsFile, name: str, password: str) -> Account | None:
    """The account that a name and a password open; None where they open none.

    Raises:
        AccountsError: the accounts cannot be reached, or too many try at once.
    """
    with file.reading() as connection:
        row = connection.execute("SELECT hash FROM accounts WHERE key = ?", (key_of(name),)).fetchone()
    secret: str | None = row[0] if row else None
    if not is_password(secret, password) or secret is None:
        return None
    fresh = hash_password(password) if is_outdated(secret) else secret
    with file.writing() as connection:
        changed = connection.execute(
            "UPDATE accounts SET hash = ?, entered = ? WHERE key = ? AND hash = ?",
            (fresh, file.now(), key_of(name), secret),
        )
        if changed.rowcount != 1:  # removed, or given another password, while this one was looked at
            return None
    return known(file, name)


def find(file: AccountsFile, name: str) -> Account | None:
    """An account by its name, in whatever case."""
    with file.reading() as connection:
        row = connection.execute(
            f"SELECT {_COLUMNS} FROM accounts WHERE key = ? AND hash IS NOT NULL", (key_of(name),)
        ).fetchone()
    return Account(*row) if row else None


def list_accounts(file: AccountsFile) -> tuple[Account, ...]:
    """Every account, by name."""
    with file.reading() as connection:
        rows = connection.execute(f"SELECT {_COLUMNS} FROM accounts WHERE hash IS NOT NULL ORDER BY key").fetchall()
    return tuple(Account(*row) for row in rows)


def check_managed(file: AccountsFile) -> None:
    """Refuse accounts that nobody could manage.

    Raises:
        AccountsError: there is no editor.
    """
    if not any(account.role == "editor" for account in list_accounts(file)):
        raise AccountsError(
            f"{file.path} has no editor, so nobody could manage accounts; make one with: "
            "armstrail users add NAME --role editor"
        )


def check_name(name: str) -> str:
    """The name of an account, with single spaces.

    Raises:
        BadValue: it cannot be one.
    """
    name = " ".join(unicodedata.normalize("NFC", name).split())
    if not _NAME.match(name):
        raise BadValue(
            f"the name {name[:60]!r} must be letters and digits, with . - ' or single spaces between, at most 60",
            "account_name", value=name[:60],
        )  # fmt: skip
    return name


def check_role(role: str) -> str:
    """A role.

    Raises:
        BadValue: there is none such.
    """
    if role not in ROLES:
        told, listed = f"role {role[:60]!r} is not known; use one of", ", ".join(ROLES)
        raise BadValue(f"{told} {listed}", "term", field="role", value=role[:60], allowed=listed)
    return role


def key_of(name: str) -> str:
    """What two spellings of one name share: nobody is Ana beside ana."""
    return unicodedata.normalize("NFKC", " ".join(name.split()).casefold())


def _row(connection: sqlite3.Connection, name: str) -> Account:
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM accounts WHERE key = ? AND hash IS NOT NULL", (key_of(name),)
    ).fetchone()
    if row is None:
        told = f"there is no account {name[:60]!r}; look at the list of accounts"
        raise BadValue(told, "account", value=name[:60])
    return Account(*row)


def _end_ways_in(connection: sqlite3.Connection, key: str) -> None:
    for table in ("sessions", "feeds"):
        connection.execute(f"DELETE FROM {table} WHERE account = ?", (key,))


def known(file: AccountsFile, name: str) -> Account:
    """An account that must be there.

    Raises:
        BadValue: it is not.
    """
    with file.reading() as connection:
        return _row(connection, name)


def _check_not_last(connection: sqlite3.Connection, name: str) -> None:
    (others,) = connection.execute(
        "SELECT count(*) FROM accounts WHERE role = 'editor' AND hash IS NOT NULL AND key != ?", (key_of(name),)
    ).fetchone()
    if not others:
        told = f"{name!r} is the last editor, and somebody must manage accounts; make another editor first"
        raise BadValue(told, "last_editor", value=name)
