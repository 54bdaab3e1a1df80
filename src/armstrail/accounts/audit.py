"""The log: who entered, who was refused, who decided what, who changed an account. It only grows, but for refusals.

Anybody can be refused at the door as often as the limits allow; of those rows the newest are kept, so that nobody
outside can fill the disk.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Final

from armstrail.accounts.store import AccountsFile

EVENTS: Final = (
    "entered", "left", "refused", "limited", "forbidden", "decided", "account_added", "role_changed",
    "password_changed", "account_removed", "feed_opened", "feed_closed",
)  # fmt: skip
_REFUSALS_KEPT: Final = 10_000
_LONGEST: Final = 300


@dataclass(frozen=True, slots=True)
class Event:
    """One row: what happened to which account, by whom, from which address, and what exactly."""

    number: int
    recorded: str
    event: str
    account: str | None
    by: str | None
    address: str | None
    detail: str | None


def note(
    file: AccountsFile,
    event: str,
    *,
    account: str | None = None,
    by: str | None = None,
    address: str | None = None,
    detail: str | None = None,
) -> None:
    """Put a row into the log. Never give it a password, nor a name that nobody has: it may be a mistyped password."""
    with file.writing() as connection:
        note_within(connection, file.now(), event, account, by, address, detail)


def note_within(
    connection: sqlite3.Connection,
    now: str,
    event: str,
    account: str | None,
    by: str | None,
    address: str | None,
    detail: str | None,
) -> None:
    """The same within a transaction that changes something: both or neither."""
    assert event in EVENTS
    connection.execute(
        "INSERT INTO events (recorded, event, account, by, address, detail) VALUES (?, ?, ?, ?, ?, ?)",
        (now, event, account, by, address, detail and detail[:_LONGEST]),
    )
    if event in ("refused", "limited"):
        connection.execute(
            "DELETE FROM events WHERE event IN ('refused', 'limited') AND number <= (SELECT number FROM events "
            "WHERE event IN ('refused', 'limited') ORDER BY number DESC LIMIT 1 OFFSET ?)",
            (_REFUSALS_KEPT,),
        )


def list_events(
    file: AccountsFile, *, account: str | None = None, event: str | None = None, first: int = 0, limit: int = 100
) -> tuple[Event, ...]:
    """Rows of the log, the newest first: those of an account (done to it or by it), of a kind, or all."""
    with file.reading() as connection:
        rows = connection.execute(
            "SELECT number, recorded, event, account, by, address, detail FROM events "
            "WHERE (:account IS NULL OR account = :account OR by = :account) AND (:event IS NULL OR event = :event) "
            "ORDER BY number DESC LIMIT :limit OFFSET :first",
            {"account": account, "event": event, "limit": limit, "first": first},
        ).fetchall()
    return tuple(Event(*row) for row in rows)
