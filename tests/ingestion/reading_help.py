"""What the tests of this room share: a file on the disk, and what becomes of it."""

from __future__ import annotations

from pathlib import Path

from armstrail.ingestion import Unreadable, read_paths
from armstrail.model.document import Document

BODY = "La Corea del Nord ha inviato circa 12.000 soldati in Russia, secondo il servizio di intelligence di Seul."


def rows(*paths: Path | str, **options: object) -> list[Document | Unreadable]:
    """Every row that reading these paths gives."""
    return list(read_paths([str(path) for path in paths], **options))  # type: ignore[arg-type]


def read(path: Path, content: str | bytes) -> Document:
    """The one document of a file with this content."""
    row = only_row(path, content)
    assert isinstance(row, Document), str(row)
    return row


def refuse(path: Path, content: str | bytes) -> Unreadable:
    """The one row that says why a file with this content was not read."""
    row = only_row(path, content)
    assert isinstance(row, Unreadable), row
    return row


def only_row(path: Path, content: str | bytes) -> Document | Unreadable:
    """The one row of a file with this content."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    (row,) = rows(path)
    return row
