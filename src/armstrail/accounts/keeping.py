"""What an account keeps: its searches, and the secret under which a feed reader may follow them.

A feed reader cannot log in. It is given an address with a long random token in it, of which the file holds the digest
alone; the token opens the feeds of its account and nothing else, until it is closed or replaced.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from datetime import timedelta
from typing import Final

from armstrail.accounts.audit import note_within
from armstrail.accounts.people import Visitor, key_of
from armstrail.accounts.store import AccountsFile, digest_of, told
from armstrail.model.errors import AccountsError, BadValue

MOST_SEARCHES: Final = 100  # searches of one account
_LONGEST: Final = 2_000
_NOTED: Final = timedelta(hours=1)  # how exactly the last use of a token is kept: not every poll is a write


def list_searches(file: AccountsFile, name: str) -> tuple[str, ...]:
    """The searches that an account keeps, as the fields of their addresses, the newest first."""
    with file.reading() as connection:
        rows = connection.execute(
            "SELECT code FROM searches WHERE account = ? ORDER BY number DESC", (key_of(name),)
        ).fetchall()
    return tuple(code for (code,) in rows)


def keep_search(file: AccountsFile, name: str, code: str) -> None:
    """Keep a search; one that is kept already comes first.

    Raises:
        BadValue: it is too long, or too many are kept.
    """
    if len(code) > _LONGEST:
        raise BadValue(f"a search of more than {_LONGEST:,} characters cannot be kept; ask for less", "search_long")
    key = key_of(name)
    with file.writing() as connection:
        connection.execute("DELETE FROM searches WHERE account = ? AND code = ?", (key, code))
        (count,) = connection.execute("SELECT count(*) FROM searches WHERE account = ?", (key,)).fetchone()
        if count >= MOST_SEARCHES:
            raise BadValue(
                f"{MOST_SEARCHES} searches are kept already; forget some first", "search_full", most=MOST_SEARCHES
            )
        connection.execute("INSERT INTO searches (account, code, kept) VALUES (?, ?, ?)", (key, code, file.now()))


def forget_search(file: AccountsFile, name: str, code: str) -> None:
    """Keep a search no longer; one that is not kept is none to forget."""
    with file.writing() as connection:
        connection.execute("DELETE FROM searches WHERE account = ? AND code = ?", (key_of(name), code))


def open_feeds(file: AccountsFile, name: str, *, address: str | None = None) -> str:
    """A new token for the feeds of an account; the one before opens nothing any more."""
    token = secrets.token_urlsafe(32)
    with file.writing() as connection:
        connection.execute("DELETE FROM feeds WHERE account = ?", (key_of(name),))
        connection.execute(
            "INSERT INTO feeds (digest, account, opened) VALUES (?, ?, ?)", (digest_of(token), key_of(name), file.now())
        )
        note_within(connection, file.now(), "feed_opened", name, name, address, None)
    return token


def close_feeds(file: AccountsFile, name: str, *, address: str | None = None) -> None:
    """End the token of an account, if it has one."""
    with file.writing() as connection:
        ended = connection.execute("DELETE FROM feeds WHERE account = ?", (key_of(name),))
        if ended.rowcount:
            note_within(connection, file.now(), "feed_closed", name, name, address, None)


def feeds_since(file: AccountsFile, name: str) -> tuple[str, str | None] | None:
    """Since when an account has a token, and when it was last used, to the hour; None where it has none."""
    with file.reading() as connection:
        row = connection.execute("SELECT opened, used FROM feeds WHERE account = ?", (key_of(name),)).fetchone()
    return (row[0], row[1]) if row else None


def reader_of(file: AccountsFile, token: str) -> Visitor | None:
    """Whose feeds a token opens; None where it opens nothing."""
    with file.reading() as connection:
        row = connection.execute(
            "SELECT name, role, used FROM feeds f JOIN accounts a ON a.key = f.account "
            "WHERE digest = ? AND hash IS NOT NULL",
            (digest_of(token),),
        ).fetchone()
    if row is None:
        return None
    name, role, used = row
    if used is None or used < told(file.clock() - _NOTED):
        with suppress(AccountsError), file.writing() as connection:  # held by another: the next poll notes it
            connection.execute("UPDATE feeds SET used = ? WHERE digest = ?", (file.now(), digest_of(token)))
    return Visitor(name, role)
