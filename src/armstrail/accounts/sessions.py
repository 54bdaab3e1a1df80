"""Sessions: what a browser carries after its reader has logged in, kept here and worth nothing elsewhere.

The browser holds a long random token, the file its digest alone: who reads the file can enter with none of it.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from datetime import timedelta
from typing import Final

from armstrail.accounts.people import Visitor, key_of
from armstrail.accounts.store import AccountsFile, digest_of, told
from armstrail.model.errors import AccountsError

IDLE: Final = timedelta(hours=12)  # without a request
LONGEST: Final = timedelta(days=7)  # whatever is done
_MOST: Final = 20  # of one account at once; the oldest ends where there would be more
_NOTED: Final = timedelta(minutes=1)  # how exactly the last request is kept: not every page is a write


def open_session(file: AccountsFile, name: str) -> str:
    """A new session of an account: the token that its browser brings from now on."""
    token = secrets.token_urlsafe(32)
    oldest = told(file.clock() - LONGEST)
    with file.writing() as connection:
        connection.execute("DELETE FROM sessions WHERE opened < ?", (oldest,))
        connection.execute(
            "INSERT INTO sessions (digest, account, opened, seen) VALUES (?, ?, ?, ?)",
            (digest_of(token), key_of(name), file.now(), file.now()),
        )
        connection.execute(
            "DELETE FROM sessions WHERE digest IN (SELECT digest FROM sessions WHERE account = ? "
            "ORDER BY opened DESC, rowid DESC LIMIT -1 OFFSET ?)",
            (key_of(name), _MOST),
        )
    return token


def visitor_of(file: AccountsFile, token: str) -> Visitor | None:
    """Who a token belongs to, with the role of now; None where the session is over or never was."""
    with file.reading() as connection:
        row = connection.execute(
            "SELECT name, role, s.opened, seen FROM sessions s JOIN accounts a ON a.key = s.account "
            "WHERE digest = ? AND hash IS NOT NULL",
            (digest_of(token),),
        ).fetchone()
    if row is None:
        return None
    name, role, opened, seen = row
    now = file.clock()
    if opened < told(now - LONGEST) or seen < told(now - IDLE):
        close_session(file, token)
        return None
    if seen < told(now - _NOTED):
        with suppress(AccountsError), file.writing() as connection:  # held by another: the next request notes it
            connection.execute("UPDATE sessions SET seen = ? WHERE digest = ?", (file.now(), digest_of(token)))
    return Visitor(name, role)


def close_session(file: AccountsFile, token: str) -> None:
    """End a session."""
    with file.writing() as connection:
        connection.execute("DELETE FROM sessions WHERE digest = ?", (digest_of(token),))
