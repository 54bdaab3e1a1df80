"""Who may enter a shared workspace: named accounts, their roles and passwords, sessions, and a log of who did what.

The room exists so that a ledger several people work on knows whose decision each one is. It keeps a file of its own
beside the ledger, so that no export of the ledger ever carries a password's hash or an address.
"""

from armstrail.accounts.attempts import Attempts
from armstrail.accounts.audit import EVENTS, Event, list_events, note
from armstrail.accounts.keeping import (
    MOST_SEARCHES,
    close_feeds,
    feeds_since,
    forget_search,
    keep_search,
    list_searches,
    open_feeds,
    reader_of,
)
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
    "MOST_SEARCHES",
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
    "close_feeds",
    "close_session",
    "enter",
    "feeds_since",
    "find",
    "forget_search",
    "keep_search",
    "known",
    "list_accounts",
    "list_events",
    "list_searches",
    "note",
    "open_accounts",
    "open_feeds",
    "open_session",
    "path_beside",
    "reader_of",
    "remove",
    "set_password",
    "set_role",
    "visitor_of",
]
