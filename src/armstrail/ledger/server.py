"""A ledger on a PostgreSQL server: its URL, its driver, and signs that the server cannot hold."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from armstrail.ledger.site import Site
from armstrail.model.errors import LedgerError

_SCHEMES: Final = ("postgresql", "postgres", "postgresql+psycopg")
_FORM: Final = "write it as postgresql://user@host/name"
_TOLD: Final = ("host", "port")  # of what stands behind the ?, what may be printed: the rest can hold a secret
_PATIENCE: Final = "10"  # seconds for the server to answer a call, unless the URL says otherwise
_KEPT_OPEN: Final = 5  # connections of one program
_FOR_A_CROWD: Final = 15  # more that are made where these do not suffice, and closed afterwards
_TURN: Final = 60.0  # seconds to wait, at least, until another thread of this program gives one back: it surely will
_NUL: Final = "\0"
_MARK: Final = "\ufffe"  # no sign of any script; stands before what is written otherwise


def parse_url(where: str) -> URL:
    """The parts of a database URL, with the password where a password belongs.

    Raises:
        LedgerError: it cannot be read; the error repeats nothing of it.
    """
    try:
        url = make_url(where)
    except (ArgumentError, ValueError) as error:
        raise LedgerError(f"the ledger's URL cannot be read; {_FORM}") from error
    if "@" in "".join([url.host or "", url.database or "", *url.query]):
        raise LedgerError(
            f"the ledger's URL cannot be read: write @ / ? and # in a password as %40 %2F %3F %23; {_FORM}"
        )
    if isinstance(password := url.query.get("password"), str):
        url = url.difference_update_query(["password"]).set(password=password)
    return url


def name_of(where: str) -> str:
    """What a ledger is called in print: a path as it is, a URL without its password."""
    return _name_of(parse_url(where)) if "://" in where else where


def _name_of(url: URL) -> str:
    told = url.difference_update_query([key for key in url.query if key not in _TOLD])
    return told.render_as_string(hide_password=True)


def is_on_server(where: str) -> bool:
    """Whether a path or URL names a ledger on a database server rather than a file."""
    return "://" in where and parse_url(where).get_backend_name() != "sqlite"


def site_of(url: URL, *, read_only: bool, wait: float) -> Site:
    """The place that a URL of a server names; nothing is asked of it yet.

    Raises:
        LedgerError: no such kind of database, or no driver for it.
    """
    name = _name_of(url)
    if url.drivername not in _SCHEMES:
        raise LedgerError(
            f"{name}: a ledger is kept in an SQLite file or on PostgreSQL; name a file, or a server: {_FORM}"
        )
    asked = {"connect_timeout": _PATIENCE, "application_name": "armstrail", "client_encoding": "utf8"}
    try:
        engine = create_engine(
            url.set(drivername="postgresql+psycopg").update_query_dict(asked | dict(url.query)),
            pool_size=_KEPT_OPEN,
            max_overflow=_FOR_A_CROWD,
            pool_timeout=max(wait, _TURN),
            pool_pre_ping=True,  # a server that went and came back is not noticed but by a moment more
            use_native_hstore=False,
        )
    except ModuleNotFoundError as error:
        raise LedgerError(
            f"{name}: the driver for PostgreSQL is not installed; install it with: pip install 'armstrail[postgres]'"
        ) from error
    event.listen(engine, "connect", _adapt)
    return Site(name, engine, None, wait, read_only)


def _adapt(connection: Any, _record: Any) -> None:
    """Let texts through that hold the sign NUL, which PostgreSQL has not."""
    from psycopg.types.string import StrDumperUnknown, TextLoader

    class Dumper(StrDumperUnknown):
        def dump(self, obj: str) -> Any:
            return super().dump(_written(obj) if _NUL in obj or _MARK in obj else obj)

    class Loader(TextLoader):
        def load(self, data: Any) -> Any:
            found = super().load(data)
            return _read(found) if isinstance(found, str) and _MARK in found else found

    connection.adapters.register_dumper(str, Dumper)
    for kind in ("text", "varchar", "bpchar"):
        connection.adapters.register_loader(kind, Loader)


def _written(text: str) -> str:
    return text.replace(_MARK, f"{_MARK}1").replace(_NUL, f"{_MARK}0")


def _read(text: str) -> str:
    return text.replace(f"{_MARK}0", _NUL).replace(f"{_MARK}1", _MARK)
