"""What was worked out, kept beside the ledger so that it need not be worked out again after a restart.

A saving of time and never part of the ledger: each value stands under the state of its flow (`state_of`), which changes
with every claim or decision that bears on it, with the books and with the version of the program. A file that is lost,
damaged or from another version costs nothing but time; one that cannot be written is done without.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from armstrail import __version__
from armstrail.model.copy import Copy
from armstrail.model.errors import BadValue
from armstrail.model.estimate import Estimate, Nothing
from armstrail.model.finding import Question
from armstrail.model.period import last_day
from armstrail.model.place import beside
from armstrail.model.records import from_record, to_record
from armstrail.model.voice import Drift
from armstrail.pipeline.estimates import Told
from armstrail.pipeline.overview import FlowRow, Summary

if TYPE_CHECKING:
    from armstrail.ledger import Ledger
    from armstrail.pipeline.estimates import Books

SUFFIX: Final = "-derived"
_ROOMS: Final = (
    "model",
    "reconciliation",
    "estimation",
    "publishing",
    "publishing/pictures",
    "pipeline",
)  # what a value follows from, beside the books
_WAIT: Final = 0.2  # seconds that another program may hold the file
_MOST: Final = 20_000  # values kept; those written first go
_TABLE: Final = (
    "CREATE TABLE IF NOT EXISTS derived (number INTEGER PRIMARY KEY, what TEXT NOT NULL UNIQUE, state TEXT NOT NULL, "
    "record BLOB NOT NULL)"
)

_NOTHING: Final = object()

T = TypeVar("T")


def method_of(books: Books) -> str:
    """What tells one way of working things out from another: the program, its tables, and the books."""
    from armstrail.vocabulary import load_vocabulary

    told = hashlib.sha256(f"{__version__}|{load_vocabulary().digest}|{books.factors.digest}".encode())
    told.update(repr(sorted(books.origins.origins.items())).encode())
    for room in _ROOMS:
        for file in sorted(files("armstrail").joinpath(*room.split("/")).iterdir(), key=lambda file: file.name):
            if file.name.endswith((".py", ".toml")):
                told.update(file.name.encode() + file.read_bytes())
    return told.hexdigest()[:24]


def state_of(
    ledger: Ledger, supplier: str, recipient: str, books: Books, method: str, *, known_on: str | None = None
) -> str:
    """What tells one state of all that bears on a flow from another: its claims, their decisions, and the method.

    Raises:
        BadValue: a date that is none.
        LedgerError: the ledger cannot be read.
    """
    from armstrail.pipeline.estimates import sides

    state = ledger.state_between(*sides(supplier, recipient, books), known_on=known_on and last_day(known_on))
    return hashlib.sha256(f"{method}|{known_on}|{state}".encode()).hexdigest()[:24]


class Derived:
    """A store of values in one file; a store without a file keeps nothing."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    @classmethod
    def beside(cls, ledger: str, *, read_only: bool = False) -> Derived:
        """The store of a ledger in a file; none for a ledger on a server, or where nothing is to be written."""
        return cls(None if read_only else beside(ledger, SUFFIX))

    @property
    def is_kept(self) -> bool:
        """Whether there is a file."""
        return self._path is not None

    def get(self, what: str, state: str, read: Callable[[Any], T], make: Callable[[], T]) -> T:
        """The value called `what` as of a state: as it was kept, read from its record; else made, and then kept."""
        if self._path is None:
            return make()
        found = self._record(what, state)
        if found is not _NOTHING:
            with suppress(BadValue, TypeError, KeyError):
                return read(found)
        value = make()
        self._keep(what, state, zlib.compress(json.dumps(to_record(value), ensure_ascii=False).encode()))
        return value

    def _record(self, what: str, state: str) -> Any:
        """A record; what is damaged is as if it had never been kept."""
        kept = self._find(what, state)
        if kept is not None:
            with suppress(ValueError, zlib.error):
                return json.loads(zlib.decompress(kept))
        return _NOTHING

    def _find(self, what: str, state: str) -> bytes | None:
        if self._path is None or not self._path.exists():
            return None
        with suppress(sqlite3.Error), self._open(self._path) as connection:
            asked = "SELECT record FROM derived WHERE what = ? AND state = ?"
            row = connection.execute(asked, (what, state)).fetchone()
            return row[0] if row else None
        return None

    def _keep(self, what: str, state: str, record: bytes) -> None:
        if self._path is None:
            return
        try:
            with self._open(self._path) as connection:
                connection.execute(_TABLE)
                asked = "INSERT OR REPLACE INTO derived (what, state, record) VALUES (?, ?, ?)"
                connection.execute(asked, (what, state, record))
                connection.execute(
                    "DELETE FROM derived WHERE number <= (SELECT max(number) FROM derived) - ?", (_MOST,)
                )
        except sqlite3.OperationalError:
            return  # held by another program, or nothing may be written there
        except sqlite3.DatabaseError:
            with suppress(OSError):
                self._path.unlink()  # no such store, or damaged: the next value begins a new one

    @contextmanager
    def _open(self, path: Path) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(path, timeout=_WAIT)) as connection, connection:
            connection.execute("PRAGMA synchronous = OFF")  # what a loss of power takes is worked out again
            yield connection


def read_outcome(record: Any) -> Estimate | Nothing:
    """An estimate, or why there is none.

    Raises:
        BadValue: it is neither.
    """
    if "code" in record:
        return from_record(Nothing, record)
    return from_record(Estimate, record)


def read_copies(record: Any) -> Mapping[str, Copy]:
    """Copies by the digest of the document that was copied.

    Raises:
        BadValue: they are none.
    """
    return {digest: from_record(Copy, each) for digest, each in record.items()}


def read_told(record: Any) -> Told:
    """What the claims on a flow were told into.

    Raises:
        BadValue: it is none.
    """
    return from_record(Told, record)


def read_drifts(record: Any) -> tuple[Drift, ...]:
    """Where the wording of figures changed on its way.

    Raises:
        BadValue: they are none.
    """
    return tuple(from_record(Drift, each) for each in record)


def read_questions(record: Any) -> list[tuple[Question, int]]:
    """Questions, each with how many claims answer it.

    Raises:
        BadValue: they are none.
    """
    return [(from_record(Question, question), from_record(int, count)) for question, count in record]


def read_summaries(record: Any) -> tuple[Summary, ...]:
    """Flows summed up.

    Raises:
        BadValue: they are none.
    """
    return tuple(from_record(Summary, each) for each in record)


def read_summary(record: Any) -> Summary:
    """A flow summed up.

    Raises:
        BadValue: it is none.
    """
    return from_record(Summary, record)


def read_flows(record: Any) -> tuple[FlowRow, ...]:
    """The flows of a ledger.

    Raises:
        BadValue: they are none.
    """
    return tuple(from_record(FlowRow, row) for row in record)
