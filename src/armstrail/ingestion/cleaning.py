"""The form that the model asks of text, titles, dates and tags."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from armstrail.ingestion.language import detect_language
from armstrail.ingestion.rows import Refused
from armstrail.model.document import Document
from armstrail.model.errors import BadValue
from armstrail.model.period import check_partial_date

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_CONTROLS: Final = bytes(sign for sign in range(0x80) if _CONTROL.match(chr(sign)))
_DATETIME: Final = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:T|\s+)\d{1,2}(?::?\d{2}){0,2}(?:[.,]\d+)?\s*(?:Z|[A-Z]{3,4}|[+-]\d{2}:?\d{2})?\Z"
)


@dataclass(frozen=True, slots=True)
class Fields:
    """What is known about a text besides its words, already clean."""

    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    lang: str | None = None


def clean_text(text: str) -> str:
    """A text in NFC with `\\n` line ends, each control character but tab and line end turned into a space.

    Right-to-left marks and zero-width signs stay: they belong to the words.

    Raises:
        Refused: a lone surrogate, which is no character and cannot be stored.
    """
    try:
        data = text.encode()
    except UnicodeEncodeError as error:
        raise Refused(
            f"holds a lone surrogate (U+{ord(text[error.start]):04X}) at character {error.start + 1}",
            "take it out, or put in the character that was meant",
        ) from None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(data.translate(None, _CONTROLS)) < len(data):  # much faster than to look for them in the text
        text = _CONTROL.sub(" ", text)
    return unicodedata.normalize("NFC", text)


def clean_line(value: str | None) -> str | None:
    """A title, name or address on one line, in the form of `clean_text`; None where nothing is left.

    Raises:
        Refused: see `clean_text`.
    """
    if not value:
        return None
    if not (value.isascii() and value.isprintable()):  # else there is nothing to clean
        value = clean_text(value)
    return " ".join(value.split()) or None


def clean_date(value: str | None) -> str | None:
    """A partial ISO date; a date with a time of day is cut to its date.

    Raises:
        Refused: anything else.
    """
    date = clean_line(value)
    if date is None:
        return None
    if timed := _DATETIME.match(date):
        date = timed[1]
    try:
        if date.isascii():
            return check_partial_date(date)
    except BadValue:
        pass
    raise Refused(f"is dated {date[:40]!r}, which is no date", "write YYYY, YYYY-MM or YYYY-MM-DD, or leave it out")


def date_or_none(value: str | None) -> str | None:
    """The date that a library or a bare rule found; one that is no date is none, for the page did not write it so."""
    try:
        return clean_date(value)
    except Refused:
        return None


def without_title(text: str, title: str | None) -> str:
    """The text without its first line where that is the title, which is no part of the text."""
    first, _, rest = text.partition("\n")
    return rest.strip() if title and " ".join(first.split()) == title and rest.strip() else text


def make_document(text: str, fields: Fields, doc_id: str | None = None) -> Document:
    """The document of a clean text; language and id are worked out where they are not given.

    Raises:
        Refused: there is no text.
    """
    if not text.strip():
        raise Refused("is empty", "leave it out, or put the text in")
    lang = fields.lang or detect_language(f"{fields.title or ''}\n{text}")
    document = Document(doc_id or "doc-", text, lang, fields.published, fields.publisher, fields.title, fields.url)
    return document if doc_id else document.named_by_content()
