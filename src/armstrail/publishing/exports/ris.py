"""The documents as sources in RIS, which every reference manager reads."""

from __future__ import annotations

from armstrail.model.document import Document
from armstrail.publishing.exports.citations import date_of, key_of, notes_of, title_of
from armstrail.publishing.exports.values import Holdings


def to_ris(holdings: Holdings) -> str:
    """One record a document, in the order of publication, with the line ends that the format asks for."""
    notes = notes_of(holdings)
    return "".join(_record(document, notes[document.digest]) for document in holdings.documents)


def _record(document: Document, note: str) -> str:
    date = date_of(document)
    fields = (
        ("TY", "ELEC" if document.url else "GEN"), ("ID", key_of(document)), ("TI", title_of(document)),
        ("PB", document.publisher), ("PY", f"{date[0]:04d}" if date else None), ("DA", _date(date)),
        ("UR", document.url), ("LA", document.lang), ("N1", note), ("ER", ""),
    )  # fmt: skip
    return "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in fields if value is not None)


def _date(date: tuple[int, ...]) -> str | None:
    """`YYYY/MM/DD/`, the parts that are not known left empty."""
    if not date:
        return None
    year, month, day = (*date, None, None)[:3]
    return f"{year:04d}/{'' if month is None else f'{month:02d}'}/{'' if day is None else f'{day:02d}'}/"
