"""Web archives: the pages, texts and PDFs that a crawler received, one at a time, with the address of each.

A page that gives no date takes the day on which it was received: by then it was surely public.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, BinaryIO, Final

from armstrail.ingestion.cleaning import Fields, clean_line, date_or_none
from armstrail.ingestion.parts import Desk, Exhausted, Part, Row
from armstrail.ingestion.rows import Refused, show_name

MAX_RECORD: Final = 128 << 20  # bytes
_FORMS: Final = {
    "text/html": "html", "application/xhtml+xml": "html", "text/plain": "text", "text/markdown": "markdown",
    "application/pdf": "pdf", "application/x-pdf": "pdf", "application/rtf": "rtf", "text/rtf": "rtf",
    "application/epub+zip": "epub", "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}  # fmt: skip
NO_PAGE: Final = ("holds no page, text or report that a site gave", "leave it out, or crawl again")
_DAMAGED: Final = Refused("is damaged or cut short; what stood before is read", "get the web archive again")


def read_warc(part: Part, desk: Desk) -> Iterator[Row]:
    """The documents among the responses of a web archive; what is no document (pictures, scripts) is passed over.

    One record is held at a time. Where the archive is damaged or cut short, what was read before stays.

    Raises:
        Refused: no record could be read.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    stream = _Guarded(part.stream)
    wanted = WarcRecordType.response | WarcRecordType.resource
    count = 0
    found = False
    try:
        records = iter(ArchiveIterator(stream, record_types=wanted, parse_http=True, auto_decode="all"))
        while (record := next(records, None)) is not None:
            count += 1
            for row in _read_record(part, desk, record):
                found = True
                yield row
    except Exhausted:
        raise
    except Refused as refusal:
        raise stream.refusal or refusal from None
    except Exception as error:  # the library's own faults and those of the streams under it
        raise stream.refusal or (_DAMAGED if count else _no_archive(error)) from None
    if stream.refusal:
        raise stream.refusal
    if not found:
        raise Refused(*NO_PAGE)


def _no_archive(error: Exception) -> Refused:
    return Refused(f"is no web archive that can be read ({type(error).__name__})", "get the web archive again")


class _Guarded:
    """The stream under the library, which must not swallow why reading stopped."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._at = 0
        self.refusal: Refused | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            data = self._stream.read(size)
        except Refused as refusal:
            self.refusal = refusal
            raise
        self._at += len(data)
        return data

    def tell(self) -> int:
        return self._at

    def seek(self, *_: int) -> int:
        raise OSError("a stream is read from its beginning to its end")

    def close(self) -> None:
        """It is not ours to close."""


def _read_record(part: Part, desk: Desk, record: Any) -> Iterator[Row]:
    url = clean_line(_shown(record.headers.get("WARC-Target-URI")).strip("<>"))
    where = f"{part.where}!/{show_name(url or str(record.record_id))}"
    form = _form(record)
    if form is None or url is None or not url.startswith(("http://", "https://")):
        return
    try:
        desk.allowance.take_part()
        size = record.content_length
        if size > MAX_RECORD:
            raise Refused(f"is larger than {MAX_RECORD >> 20} MB", "save its words as a text")
        coded = _is_coded(record)
        data = record.reader.read(MAX_RECORD + 1 if coded else size + 1)  # room is made for as much as is asked
        desk.allowance.take(len(data))
        if len(data) > MAX_RECORD:
            raise Refused(f"unpacks to more than {MAX_RECORD >> 20} MB", "save its words as a text")
        if len(data) < size and not coded:
            raise Refused("is cut short in its web archive", "get the web archive again")
        if data.strip():
            about = Fields(url=url, published=_day(record))
            yield from desk.read_part(Part(where, form, io.BytesIO(data), about, part.depth + 1), desk)
    except Exhausted:
        raise
    except Refused as refusal:
        yield refusal.at(where)


def _is_coded(record: Any) -> bool:
    """Whether what was sent is not what was meant: its length then says nothing."""
    headers = record.http_headers if record.is_http else None
    return headers is not None and any(headers.get(name) for name in ("Content-Encoding", "Transfer-Encoding"))


def _form(record: Any) -> str | None:
    """The form of a response that is a document; None for the rest, and for what the site refused to give."""
    if record.is_http:
        if record.http_headers.status_code != 200:
            return None
        kind = record.http_content_type
    else:
        kind = record.headers.get("Content-Type")
    return form_of_type(kind)


def form_of_type(kind: str | None) -> str | None:
    """The form that a media type promises; None for what is no document that is read."""
    return _FORMS.get((kind or "").partition(";")[0].strip().lower())


def _day(record: Any) -> str | None:
    """The day on which the record was received."""
    return _day_of(str(record.headers.get("WARC-Date") or "")[:10])


@lru_cache(maxsize=32)
def _day_of(told: str) -> str | None:
    return date_or_none(told)


def _shown(value: str | None) -> str:
    return (value or "").encode("utf-8", "replace").decode()
