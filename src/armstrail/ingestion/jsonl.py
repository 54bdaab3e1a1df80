"""JSON lines in the interchange form: one document an object, one object a line."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, Final

from armstrail.ingestion.cleaning import Fields, clean_date, clean_line, clean_text, make_document
from armstrail.ingestion.decoding import Stream, check_signature, too_long
from armstrail.ingestion.language import normalise_language
from armstrail.ingestion.rows import Refused, Unreadable
from armstrail.model.document import Document
from armstrail.model.errors import BadValue

_FORM: Final = 'write one object a line, as {"id": "a1", "lang": "it", "published": "2024-10-18", "text": "..."}'
_OPTIONAL: Final = ("lang", "published", "publisher", "title", "url")
_TYPES: Final = {
    bool: "true or false", int: "a number", float: "a number", str: "a string",
    list: "a list", dict: "an object", type(None): "null",
}  # fmt: skip
_MARK: Final = b"\xef\xbb\xbf"
_OTHER_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")


def read_lines(stream: Stream, where: str, max_characters: int) -> Iterator[Document | Unreadable]:
    """The documents of a stream of JSON lines, one at a time; a bad line is an `Unreadable` of its own.

    Only one line is held at a time, and none that is too long for a document.
    """
    limit = 4 * max_characters + (1 << 16)
    number, found = 0, False
    while line := stream.readline(limit + 1):
        number += 1
        try:
            if number == 1:
                check_file(line)
                line = line.removeprefix(_MARK)
            if len(line) > limit and not line.endswith(b"\n"):
                _skip_line(stream, limit)
                raise too_long(max_characters)
            if line.strip():
                found = True
                yield read_line(line, max_characters)
        except WrongFile as refusal:
            yield refusal.at(where)
            return
        except Refused as refusal:
            yield refusal.at(f"{where}:{number}")
    if not found:
        yield Refused("is empty", "leave it out, or put documents in").at(where)


class WrongFile(Refused):
    """The whole file is no JSON lines: one row for it, not one for each of its lines."""


def check_file(first_line: bytes) -> None:
    """Refuse a file that is no text in UTF-8, by its first line.

    Raises:
        WrongFile: names what it is.
    """
    try:
        check_signature(first_line)
    except Refused as refusal:
        raise WrongFile(refusal.reason, refusal.mend) from None
    if first_line.startswith(_OTHER_MARKS):
        raise WrongFile("is UTF-16, and JSON lines are UTF-8", "save it again as UTF-8")
    if b"\x00" in first_line:
        raise WrongFile("is binary, not JSON lines", _FORM)


def _skip_line(stream: Stream, limit: int) -> None:
    while (piece := stream.readline(limit)) and not piece.endswith(b"\n"):
        pass


def read_line(line: bytes, max_characters: int) -> Document:
    """The document of one line.

    Raises:
        Refused: the line is no document in the interchange form.
    """
    return read_record(_parse(line), max_characters)


def read_record(record: Mapping[str, Any], max_characters: int) -> Document:
    """The document of one record in the interchange form.

    Raises:
        Refused: it is none.
    """
    doc_id, text = _string(record, "id"), _string(record, "text")
    for key in ("id", "text"):
        if key not in record or record[key] is None:
            raise Refused(f"has no {key!r}", _FORM)
    if len(text) > max_characters:
        raise too_long(max_characters)
    values = {key: clean_line(_string(record, key)) for key in _OPTIONAL}
    fields = Fields(
        title=values["title"],
        published=clean_date(values["published"]),
        publisher=values["publisher"],
        url=values["url"],
        lang=normalise_language(values["lang"] or ""),
    )
    clean = clean_text(text)
    document = make_document(clean, fields, _check_id(doc_id))
    return _with_pages(document, record["pages"], unchanged=clean == text) if record.get("pages") else document


def _with_pages(document: Document, pages: Any, *, unchanged: bool) -> Document:
    """A document with the offsets at which its pages begin.

    Raises:
        Refused: they are no such offsets, or count the signs of a text that is not as it must be.
    """
    if not unchanged:
        raise Refused(
            "has 'pages', and a text that is not in NFC with \\n line ends, in which they would begin elsewhere",
            "put the text in this form first, or leave the pages out",
        )
    try:
        return Document.from_json(document.to_json() | {"pages": pages})
    except BadValue:
        raise Refused(
            "has 'pages' that are no offsets into its text, from 0 on", "mend them, or leave them out"
        ) from None


def _parse(line: bytes) -> Mapping[str, Any]:
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Refused(f"is no UTF-8 at byte {error.start + 1:,} of the line", "save the file again as UTF-8") from None
    except RecursionError:
        raise Refused("is JSON nested too deep", _FORM) from None
    except json.JSONDecodeError as error:
        raise Refused(f"is not JSON ({error.msg} at character {error.pos + 1:,} of the line)", _FORM) from None
    except ValueError:
        raise Refused("holds a number too long to read", _FORM) from None
    if not isinstance(record, dict):
        raise Refused(f"is {_TYPES[type(record)]}, not an object", _FORM)
    return record


def _string(record: Mapping[str, Any], key: str) -> str:
    """The string under a key, empty where there is none.

    Raises:
        Refused: something else stands there.
    """
    value = record.get(key)
    if value is not None and not isinstance(value, str):
        raise Refused(f"has {_TYPES.get(type(value), type(value).__name__)} as {key!r}, where a string belongs", _FORM)
    return value or ""


def _check_id(doc_id: str) -> str:
    """An id is kept as it is, for it is the caller's key.

    Raises:
        Refused: it is blank, or cannot be printed on one line.
    """
    if not doc_id.strip():
        raise Refused("has an empty 'id'", "give each document an id of its own")
    if any(unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") for sign in doc_id):
        raise Refused("has an 'id' with a control character or a lone surrogate", "write an id that fits on one line")
    return doc_id
