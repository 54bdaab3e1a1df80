"""Who may enter a shared workspace: named accounts, their roles and passwords, sessions, and a log of who did what.

The room exists so that a ledger several people work on knows whose decision each one is. It keeps a file of its own
beside the ledger, so that no export of the ledger ever carries a password's hash or an address.
"""

from armstrail.accounts.attempts import Attempts
from armstrail.accounts.audit import EVENTS, Event, list_events, note
from armstrail.accounts.passwords import LEAST
from armstrail.accounts.people import (
    ROLES,
    Account,
    Visitor,
    add,
    check_managed,
    check_name,
    check_role,
    enter,
    find,
    known,
    list_accounts,
    remove,
    set_password,
    set_role,
)
from armstrail.accounts.sessions import close_session, open_session, visitor_of
from armstrail.accounts.store import AccountsFile, open_accounts, path_beside

__all__ = [
    "EVENTS",
    "LEAST",
    "ROLES",
    "Account",
    "AccountsFile",
    "Attempts",
    "Event",
    "Visitor",
    "add",
    "check_managed",
    "check_name",
    "check_role",
    "close_session",
    "enter",
    "find",
    "known",
    "list_accounts",
    "list_events",
    "note",
    "open_accounts",
    "open_session",
    "path_beside",
    "remove",
    "set_password",
    "set_role",
    "visitor_of",
]
