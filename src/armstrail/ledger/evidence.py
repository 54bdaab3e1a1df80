"""Originals: the bytes that documents were read from, in a folder beside the ledger, each under its SHA-256.

The ledger says which document was read from which bytes; the folder holds them. A name that is the hash of the content
makes a change show, and keeps the same bytes once however often they came.
"""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, Final

from sqlalchemy import Connection, or_, select

from armstrail.ledger import forms
from armstrail.ledger.bulk import add_row
from armstrail.ledger.schema import originals
from armstrail.ledger.standing import STREAMED
from armstrail.model.errors import LedgerError
from armstrail.model.original import WEB, Original
from armstrail.model.place import beside

SUFFIX: Final = "-evidence"
KEPT, MISSING, UNREADABLE, ALTERED = "kept", "missing", "unreadable", "altered"
_PIECE: Final = 1 << 20  # bytes


class EvidenceFolder:
    """A folder of originals; it is made when the first is kept."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def beside(cls, ledger: str, given: Path | None = None) -> EvidenceFolder:
        """The folder of a ledger: the one given, else `LEDGER-evidence` beside the ledger's own file.

        Raises:
            LedgerError: the ledger lives on a server, so there is nothing to lie beside.
        """
        if given is not None:
            return cls(given)
        if (path := beside(ledger, SUFFIX)) is None:
            raise LedgerError("a ledger on a database server has no folder beside it; name one with --evidence")
        return cls(path)

    def keep(self, data: bytes) -> str:
        """Keep bytes; when this returns, they are on disk under their SHA-256, which is given back.

        Raises:
            LedgerError: they cannot be written; nothing half written is left.
        """
        name = hashlib.sha256(data).hexdigest()
        path = self._path(name)
        try:
            if path.is_file() and path.read_bytes() == data:
                return name
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(prefix=".", dir=path.parent)
            try:
                with open(handle, "wb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                os.chmod(temporary, 0o444)
                os.replace(temporary, path)
            except BaseException:
                with suppress(OSError):
                    os.unlink(temporary)
                raise
            _sync(path.parent)
        except OSError as error:
            raise LedgerError(f"{self.path}: {_explain(error)}") from error
        return name

    def open(self, original: Original) -> BinaryIO:
        """The bytes of an original, unchecked.

        Raises:
            LedgerError: they are not there.
        """
        try:
            return self._path(original.sha256).open("rb")
        except OSError as error:
            raise LedgerError(f"{self._path(original.sha256)}: {_explain(error)}") from error

    def read(self, original: Original) -> bytes:
        """The bytes of an original, checked.

        Raises:
            LedgerError: they are not there, or not as they were kept.
        """
        if (state := self.state_of(original)) != KEPT:
            raise LedgerError(f"original {original.sha256[:12]} {self.explain(original, state)}")
        with self.open(original) as file:
            return file.read()

    def state_of(self, original: Original, *, whole: bool = True) -> str:
        """How an original lies here: `kept`, `missing`, `unreadable` or `altered`.

        Args:
            whole: hold all its bytes against their hash; else only how many there are.
        """
        path = self._path(original.sha256)
        told = hashlib.sha256()
        try:
            if path.stat().st_size != original.size:
                return ALTERED
            with path.open("rb") as file:
                while whole and (piece := file.read(_PIECE)):
                    told.update(piece)
        except FileNotFoundError:
            return MISSING
        except OSError:
            return UNREADABLE
        return KEPT if not whole or told.hexdigest() == original.sha256 else ALTERED

    def explain(self, original: Original, state: str) -> str:
        """What a state that is not `kept` means, with the file."""
        meaning = {
            MISSING: "is missing: there is no {path}; copy it back, or name its folder with --evidence",
            UNREADABLE: "cannot be read: {path}; mend its permissions or its disk",
            ALTERED: "was altered: {path} has other bytes than were kept; copy it back from where it is whole",
        }
        return meaning[state].format(path=self._path(original.sha256))

    def _path(self, name: str) -> Path:
        return self.path / name[:2] / name


def _sync(folder: Path) -> None:
    """Make a new name in a folder survive a loss of power, where the system knows how."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _explain(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "the disk is full; free some space and run this again"
    return f"{error.strerror or type(error).__name__}; mend its permissions, or name another folder with --evidence"


def original_digest(document: str, original: Original) -> str:
    """What makes an original of a document the same: all that is told of it."""
    told = [
        document,
        original.sha256,
        original.size,
        original.form,
        original.place,
        original.address,
        original.received,
    ]
    return hashlib.sha256(forms.dumps(told).encode()).hexdigest()


def add_original(connection: Connection, document: str, original: Original, now: str) -> bool:
    """Add from which bytes a document was read; whether that was new."""
    return add_row(connection, originals, original_row(document, original, now))


def original_row(document: str, original: Original, recorded: str) -> dict[str, Any]:
    """A row of `originals`, but for its sequence."""
    return {
        "digest": original_digest(document, original), "document": document, "sha256": original.sha256,
        "size": original.size, "form": original.form, "place": original.place, "address": original.address,
        "received": original.received, "recorded": recorded,
    }  # fmt: skip


def was_fetched(connection: Connection, address: str) -> bool:
    """Whether an original was asked for at an address, or came from it."""
    found = select(originals.c.sequence).where(
        originals.c.form == WEB, or_(originals.c.address == address, originals.c.place == address)
    )
    return connection.execute(found).first() is not None


def iter_originals(
    connection: Connection, document: str | None, until: str | None = None
) -> Iterator[tuple[str, Original]]:
    """The originals of a document, or all, each with the digest of the document, in the order they were recorded."""
    statement = select(originals).order_by(originals.c.sequence)
    if until is not None:
        statement = statement.where(originals.c.recorded <= until)
    if document is not None:
        statement = statement.where(originals.c.document == document)
    for row in connection.execute(statement, execution_options=STREAMED):
        yield row.document, to_original(row)


def find_original(connection: Connection, sha256: str) -> Original | None:
    """The first original with a SHA-256; None where there is none."""
    statement = select(originals).where(originals.c.sha256 == sha256).order_by(originals.c.sequence).limit(1)
    row = connection.execute(statement).one_or_none()
    return None if row is None else to_original(row)


def to_original(row: Any) -> Original:
    return Original(row.sha256, row.size, row.form, row.place, row.address, row.received)
