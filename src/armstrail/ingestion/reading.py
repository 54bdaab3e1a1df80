"""The door of the room: from paths to documents, one row at a time.

A name says what a file should be, and its bytes what it is. The bytes decide; where they differ from the name,
the caller is told by a `Remark`. What a container holds comes back here, so any form may lie in any container.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import BinaryIO, Final, cast

from armstrail.ingestion.cleaning import Fields
from armstrail.ingestion.decoding import Stream, read_bytes
from armstrail.ingestion.formats import BY_KEY, GZIP, HEAD, ZIPPED, format_of_bytes
from armstrail.ingestion.jsonl import read_lines
from armstrail.ingestion.parts import MAX_DEPTH, Desk, Keep, Part, Row, complete, hold
from armstrail.ingestion.plain import read_plain
from armstrail.ingestion.rough import Gate
from armstrail.ingestion.rows import Refused, Remark, Source, Unreadable, refuse_os_error
from armstrail.ingestion.sources import list_sources
from armstrail.ingestion.webpage import read_page
from armstrail.model.document import Document

MAX_CHARACTERS: Final = 20_000_000
REPORT: Final = "please report it with the file"
_LOOK: Final = 1 << 16
_PAGE_START: Final = re.compile(rb"<[A-Za-z!?]")
_PAGE_HEAD: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.I)
_OF_MANY: Final = frozenset(("unknown", "jsonl", "mbox", "parquet", "warc"))  # of which no document is the whole
_OLD_OFFICE: Final = "open it in its own program and save it as .docx"


def _ignore(_: Remark) -> None:
    """For callers who want documents alone."""


def read_paths(
    paths: Iterable[str],
    stdin: BinaryIO | None = None,
    *,
    max_characters: int = MAX_CHARACTERS,
    tell: Callable[[Remark], None] = _ignore,
    gate: Gate | None = None,
) -> Iterator[Row]:
    """Every document in the files and folders that `paths` name, and a row for each that cannot be read.

    Args:
        paths: files, folders (recursively), or '-' for standard input; see `list_sources` for the order.
        stdin: what '-' reads; the process's own standard input where it is not given.
        max_characters: longer documents are refused with a row.
        tell: takes remarks on files that were read, but as another form than their names say.
        gate: tells whether words may hold a claim, so that web pages in which none can are read roughly; see `rough`.
    """
    for source in list_sources(paths):
        if isinstance(source, Unreadable):
            yield source
        else:
            yield from read_source(source, stdin, max_characters=max_characters, tell=tell, gate=gate)


def read_source(
    source: Source,
    stdin: BinaryIO | None = None,
    *,
    max_characters: int = MAX_CHARACTERS,
    tell: Callable[[Remark], None] = _ignore,
    keep: Keep | None = None,
    gate: Gate | None = None,
) -> Iterator[Row]:
    """The documents of one source: one for a text, a page, a report; one a line for JSON lines; of a mail, a
    mailbox or an archive all that lie in it.

    Never raises for what it reads. JSON lines, mailboxes and web archives are streamed, whatever their length;
    of the other forms one document at a time is held. Where a container fails half way, what was read stays.

    Args:
        keep: takes the bytes of each document just before it is given, and once more for each mail that it hangs on:
            its file, or its piece of an archive; of JSON lines and tables nothing, for there the document is its line
            or row.
    """
    try:
        with _open(source, stdin) as stream:
            yield from read_stream(
                source.where, source.format, stream, max_characters=max_characters, tell=tell, gate=gate, keep=keep
            )
    except OSError as error:
        yield refuse_os_error(error).at(source.where)


def read_stream(
    where: str,
    form: str,
    stream: BinaryIO,
    *,
    about: Fields | None = None,
    max_characters: int = MAX_CHARACTERS,
    tell: Callable[[Remark], None] = _ignore,
    gate: Gate | None = None,
    keep: Keep | None = None,
) -> Iterator[Row]:
    """The documents of a stream that is open already, as `read_source`; `form` is what its name promises, `about` what
    is known of them beside their own words."""
    try:
        yield from _read_part(
            Part(where, form, stream, about or Fields()), Desk(max_characters, _read_part, tell, gate, keep=keep)
        )
    except Refused as refusal:
        yield refusal.at(where)
    except OSError as error:
        yield refuse_os_error(error).at(where)


def _open(source: Source, stdin: BinaryIO | None) -> AbstractContextManager[BinaryIO]:
    if source.path == "-":
        return nullcontext(sys.stdin.buffer if stdin is None else stdin)  # not ours to close
    return open(source.path, "rb")


def _read_part(part: Part, desk: Desk) -> Iterator[Row]:
    """Read one part as what its bytes are.

    Raises:
        Refused: it cannot be read, or what is left of it.
    """
    if part.depth > MAX_DEPTH:
        raise Refused(f"lies more than {MAX_DEPTH} deep in archives and mails", "unpack it, and give it by itself")
    head, stream = _look(part)
    form = _true_form(part, head)
    part = replace(part, stream=stream)
    if form not in ZIPPED and form != part.format and part.format != "unknown":
        _remark(part, desk, form)
    try:
        yield from _read_zipped(part, desk) if form in ZIPPED else _read_as(form, part, desk)
    except (Refused, OSError):
        raise
    except Exception as error:  # libraries that walk any bytes may fail in any way; it costs this row
        raise Refused(f"cannot be taken apart ({type(error).__name__})", REPORT) from error


def _look(part: Part) -> tuple[bytes, BinaryIO]:
    """The first bytes of a part, and its stream whole again."""
    stream = part.stream
    if _can_wind_back(stream):
        start = stream.tell()
        head = stream.read(HEAD)
        stream.seek(start)
        return head, stream
    head = stream.readline(HEAD)
    # Who writes words into a pipe may wait for an answer to a first line; what is packed has no lines.
    if part.depth or head.startswith(GZIP):
        head += stream.read(HEAD - len(head))
    return head, cast("BinaryIO", _Joined(head, stream))


def _can_wind_back(stream: BinaryIO) -> bool:
    seekable = getattr(stream, "seekable", None)
    return seekable is not None and bool(seekable())


def _true_form(part: Part, head: bytes) -> str:
    """What the bytes are; where they could be many things, what the name says.

    Raises:
        Refused: they are not what only its own bytes can be, and nothing else that is read.
    """
    shown = format_of_bytes(head)
    if shown is not None:
        return shown
    promised = BY_KEY.get(part.format)
    if promised is None or not promised.binary:
        return part.format
    if not head:
        raise Refused("is empty", "leave it out, or put the text in")
    if _PAGE_HEAD.search(head, 0, 1024):
        return "html"
    raise Refused(
        f"is not {promised.called}: it does not begin as one", "get the file again, or give it its own ending"
    )


def _remark(part: Part, desk: Desk, form: str) -> None:
    promised, found = BY_KEY[part.format], BY_KEY[form]
    desk.tell(
        Remark(part.where, f"is {found.called}, though its name says {promised.called}; it was read as what it is")
    )


def _read_as(form: str, part: Part, desk: Desk) -> Iterator[Row]:
    """Read a part as a form, and hand over the bytes of what is one document."""
    if desk.keep is None or form in _OF_MANY:
        yield from _read_form(form, part, desk)
        return
    data = hold(part.stream)
    yield from _kept(_read_form(form, replace(part, stream=io.BytesIO(data)), desk), form, part, desk, data)


def _kept(rows: Iterable[Row], form: str, part: Part, desk: Desk, data: bytes) -> Iterator[Row]:
    for row in rows:
        if desk.keep is not None and isinstance(row, Document):
            desk.keep(row, part.where, form, data)
        yield row


def _read_form(form: str, part: Part, desk: Desk) -> Iterator[Row]:
    limit = desk.max_characters
    match form:
        case "text" | "markdown":
            data = read_bytes(part.stream, limit)
            yield complete(read_plain(data, limit, markdown=form == "markdown"), part.about)
        case "html":
            yield complete(read_page(read_bytes(part.stream, limit), limit, desk.gate), part.about)
        case "jsonl":
            yield from read_lines(part.stream, part.where, limit)
        case "unknown":
            yield from _read_unknown(part, desk)
        case "doc":
            raise _old_office(hold(part.stream))
        case _:
            yield from _read_by_library(form, part, desk)


def _read_by_library(form: str, part: Part, desk: Desk) -> Iterator[Row]:
    """Forms whose readers are imported when the first of them is asked for."""
    from armstrail.ingestion.mail import read_mail, read_mhtml
    from armstrail.ingestion.mbox import read_mbox
    from armstrail.ingestion.parquet import read_parquet
    from armstrail.ingestion.pdf import read_pdf
    from armstrail.ingestion.rtf import read_rtf
    from armstrail.ingestion.warc import read_warc

    if form == "rtf":
        yield complete(read_rtf(hold(part.stream), desk.max_characters), part.about)
        return
    readers = {
        "mail": read_mail, "mhtml": read_mhtml, "mbox": read_mbox, "parquet": read_parquet, "pdf": read_pdf,
        "warc": read_warc,
    }  # fmt: skip
    yield from readers[form](part, desk)


def _read_zipped(part: Part, desk: Desk) -> Iterator[Row]:
    """A ZIP archive as what its members make it: a document, a book, a web archive, or documents in a ZIP."""
    from armstrail.ingestion.archives import read_wacz, read_zip
    from armstrail.ingestion.docx import read_docx
    from armstrail.ingestion.epub import read_epub
    from armstrail.ingestion.odt import read_odt
    from armstrail.ingestion.zips import Archive, kind_of

    stream = part.stream if _can_wind_back(part.stream) else io.BytesIO(hold(part.stream))
    archive = Archive(stream, desk.allowance)
    form = kind_of(archive)
    promised = BY_KEY.get(part.format)
    if promised is not None and promised.key not in (form, "zip"):
        if form == "zip" and promised.key in ZIPPED:
            raise Refused(f"is a ZIP archive, but not {promised.called}", "get the file again, or name it .zip")
        _remark(part, desk, form)
    match form:
        case "wacz":
            yield from read_wacz(part, desk, archive)
        case "zip":
            yield from read_zip(part, desk, archive)
        case _:
            reader = {"docx": read_docx, "odt": read_odt, "epub": read_epub}[form]
            document = complete(reader(archive, desk.max_characters), part.about)
            if desk.keep is not None:
                stream.seek(0)
                desk.keep(document, part.where, form, stream.read())
            yield document


def _old_office(data: bytes) -> Refused:
    """The refusal of a file of the older office programs, which also wrap what is locked by a password."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Refused("is encrypted", "open it with its password, and save it without one")
    return Refused("is an older office document", _OLD_OFFICE)


def _read_unknown(part: Part, desk: Desk) -> Iterator[Row]:
    """Decide by the content: what begins with a brace is JSON lines, with a tag a page, with a head a mail or a
    mailbox; else it is text."""
    from armstrail.ingestion.mail import looks_like_mail
    from armstrail.ingestion.mbox import looks_like_mbox

    head = part.stream.readline(_LOOK)
    while not _start_of(head) and len(head) < _LOOK and (more := part.stream.readline(_LOOK)):
        head += more
    if not _start_of(head).startswith(b"{") and len(head) < HEAD:
        head += part.stream.read(HEAD - len(head))
    whole = replace(part, stream=cast("BinaryIO", _Joined(head, part.stream)))
    if _start_of(head).startswith(b"{"):
        form = "jsonl"
    elif _PAGE_START.match(_start_of(head)):
        form = "html"
    elif looks_like_mbox(head):
        form = "mbox"
    else:
        form = "mail" if looks_like_mail(head) else "text"
    yield from _read_as(form, whole, desk)


def _start_of(data: bytes) -> bytes:
    """The first signs that are not blank; without NULs and marks, so that UTF-16 shows its first sign too."""
    return data.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\f\v")


class _Joined:
    """A stream of which the first bytes were read already, whole again; it cannot be wound back."""

    def __init__(self, head: bytes, rest: Stream) -> None:
        self._head = io.BytesIO(head)
        self._rest = rest

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes; all that are left where it is less than none."""
        data = self._head.read(size)
        if size < 0:
            return data + self._rest.read(size)
        return data + self._rest.read(size - len(data)) if len(data) < size else data

    def seekable(self) -> bool:
        """It is not."""
        return False

    def readline(self, size: int, /) -> bytes:
        """Up to the end of the line, at most `size` bytes."""
        line = self._head.readline(size)
        if line.endswith(b"\n") or len(line) == size:
            return line
        return line + self._rest.readline(size - len(line))
