"""What a database complains of, in words: what happened to the ledger, and the mend."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

_KEPT: Final = "run this again: what was acknowledged is kept"

_OF_SQLITE: Final = (
    (
        ("SQLITE_BUSY", "SQLITE_LOCKED"),
        "is being written by another program and stayed locked for {wait:g} seconds; wait until that one is done "
        "and run this again",
    ),
    (("SQLITE_FULL",), f"lies on a full disk; free some space and {_KEPT}"),
    (
        ("SQLITE_IOERR",),
        "could not be read or written to disk ({error}); see whether the disk is full, over quota or failing, then "
        f"{_KEPT}",
    ),
    (("SQLITE_READONLY", "SQLITE_PERM"), "may not be written; mend the permissions, or open it to read only"),
    (("SQLITE_CANTOPEN", "SQLITE_AUTH"), "cannot be opened ({error}); mend the permissions, or name another ledger"),
    (
        ("SQLITE_CORRUPT", "SQLITE_NOTADB"),
        "is damaged ({error}); verify it to see where, and restore it from a copy or an export",
    ),
)

# By SQLSTATE: PostgreSQL's manual, appendix A. Longer beginnings stand before shorter ones.
_OF_POSTGRESQL: Final = (
    (
        ("55P03",),
        "is being written by another program, which did not end for {wait:g} seconds; wait until that one is done and "
        "run this again",
    ),
    (("53100",), f"lies on a full disk of the server; have space freed there and {_KEPT}"),
    (("53300",), "has no connection left; close other programs, or raise max_connections on the server"),
    (("42501", "25006"), "may not be written by this user; have the rights granted, or open it to read only"),
    (("57P01", "57P02", "57P03"), f"is on a server that was shut down, or is starting; once it is back, {_KEPT}"),
    (("57014",), f"took longer than the server allows ({{error}}); raise its statement_timeout and {_KEPT}"),
    (("28",), "does not let this user in ({error}); check the user, the password and the server's pg_hba.conf"),
    (("3D000",), "is not on that server ({error}); create the database, or name another"),
    (("XX001", "XX002"), "is damaged ({error}); restore it from a backup or an export"),
)  # fmt: skip

# Where no SQLSTATE comes along, since there was no answer: the client library's own words, which are not translated.
_WITHOUT_STATE: Final = (
    (
        r"password authentication failed|no password supplied|no pg_hba\.conf entry|role .* (does not exist|is not)",
        "28",
    ),
    (r"database .* does not exist", "3D000"),
    (r"too many (clients|connections)|remaining connection slots", "53300"),
    (r"(starting up|shutting down|in recovery mode)|not yet accepting connections", "57P03"),
)
_BAD_SETTING: Final = re.compile(r"invalid (connection option|sslmode|\w+ value)|invalid integer value")
_NO_SERVER: Final = re.compile(
    r"refused|No such file or directory|could not translate host|resolve host|timeout expired|timed out|unreachable"
    r"|No route to host|Name or service not known|connection is bad|Permission denied"
)
_LOST: Final = re.compile(
    r"closed the connection|connection (is|was) (closed|lost)|consuming input failed|sending query failed"
    r"|Connection reset|Broken pipe|SSL connection has been closed|no connection to the server|EOF detected"
)


def explain(error: BaseException | None, wait: float, hide: Callable[[str], str]) -> str:
    """What a driver's error means for a ledger, to stand behind its name.

    Args:
        wait: the seconds that a writer waits for another.
        hide: takes out of the driver's words what nobody may read.
    """
    words = hide(" ".join(str(error).split()))
    if code := getattr(error, "sqlite_errorname", ""):
        return _meaning(code, _OF_SQLITE, words, wait) or _unknown(words)
    state = getattr(error, "sqlstate", None) or _state_of(words)
    if state and (meaning := _meaning(state, _OF_POSTGRESQL, words, wait)):
        return meaning
    if _LOST.search(words):
        return (
            "was lost in the middle: the server, or the way to it, is gone; once it is back, run this again: what was "
            "acknowledged is kept, and whether the entry under way is, a look at the ledger tells"
        )
    if _BAD_SETTING.search(words):
        return "has a setting in its URL that the driver does not know; see what stands behind the ? there"
    if _NO_SERVER.search(words):
        return f"cannot be reached ({words}); see that the server runs and listens there, and that the address is right"
    return _unknown(words)


def _meaning(code: str, table: tuple[tuple[tuple[str, ...], str], ...], words: str, wait: float) -> str | None:
    for codes, meaning in table:
        if code.startswith(codes):
            return meaning.format(wait=wait, error=words)
    return None


def _state_of(words: str) -> str | None:
    return next((state for pattern, state in _WITHOUT_STATE if re.search(pattern, words)), None)


def _unknown(words: str) -> str:
    return f"does not answer as a ledger does ({words}); see whether it is the right database"
