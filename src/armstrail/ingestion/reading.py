"""The door of the room: from paths to documents, one row at a time."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import BinaryIO, Final

from armstrail.ingestion.decoding import Stream, read_bytes
from armstrail.ingestion.jsonl import read_lines
from armstrail.ingestion.plain import read_plain
from armstrail.ingestion.rows import Refused, Source, Unreadable, refuse_os_error
from armstrail.ingestion.sources import list_sources
from armstrail.ingestion.webpage import read_page
from armstrail.model.document import Document

MAX_CHARACTERS: Final = 20_000_000
_LOOK: Final = 1 << 16
_PAGE_START: Final = re.compile(rb"<[A-Za-z!?]")


def read_paths(
    paths: Iterable[str], stdin: BinaryIO | None = None, *, max_characters: int = MAX_CHARACTERS
) -> Iterator[Document | Unreadable]:
    """Every document in the files and folders that `paths` name, and a row for each that cannot be read.

    Args:
        paths: files, folders (recursively), or '-' for standard input; see `list_sources` for the order.
        stdin: what '-' reads; the process's own standard input where it is not given.
        max_characters: longer documents are refused with a row.
    """
    for source in list_sources(paths):
        if isinstance(source, Unreadable):
            yield source
        else:
            yield from read_source(source, stdin, max_characters=max_characters)


def read_source(
    source: Source, stdin: BinaryIO | None = None, *, max_characters: int = MAX_CHARACTERS
) -> Iterator[Document | Unreadable]:
    """The documents of one source: one for a text or a page, one a line for JSON lines.

    Never raises for what it reads. JSON lines are streamed, whatever their number; of the other formats
    one file at a time is held.
    """
    try:
        with _open(source, stdin) as stream:
            yield from _read(source, stream, max_characters)
    except Refused as refusal:
        yield refusal.at(source.where)
    except OSError as error:
        yield refuse_os_error(error).at(source.where)


def _open(source: Source, stdin: BinaryIO | None) -> AbstractContextManager[BinaryIO]:
    if source.path == "-":
        return nullcontext(sys.stdin.buffer if stdin is None else stdin)  # not ours to close
    return open(source.path, "rb")


def _read(source: Source, stream: BinaryIO, max_characters: int) -> Iterator[Document | Unreadable]:
    match source.format:
        case "text" | "markdown":
            data = read_bytes(stream, max_characters)
            yield read_plain(data, max_characters, markdown=source.format == "markdown")
        case "html":
            yield read_page(read_bytes(stream, max_characters), max_characters)
        case "jsonl":
            yield from read_lines(stream, source.where, max_characters)
        case _:
            yield from _read_unknown(source, stream, max_characters)


def _read_unknown(source: Source, stream: BinaryIO, max_characters: int) -> Iterator[Document | Unreadable]:
    """Decide by the content: what begins with a brace is JSON lines, with a tag a page, else it is text."""
    head = stream.readline(_LOOK)
    while not _start_of(head) and len(head) < _LOOK and (more := stream.readline(_LOOK)):
        head += more
    whole = _Joined(head, stream)
    if _start_of(head).startswith(b"{"):
        yield from read_lines(whole, source.where, max_characters)
        return
    data = read_bytes(whole, max_characters)
    is_page = _PAGE_START.match(_start_of(data[:_LOOK]))
    yield read_page(data, max_characters) if is_page else read_plain(data, max_characters)


def _start_of(data: bytes) -> bytes:
    """The first signs that are not blank; without NULs and marks, so that UTF-16 shows its first sign too."""
    return data.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\f\v")


class _Joined:
    """A stream of which the first bytes were read already, whole again."""

    def __init__(self, head: bytes, rest: Stream) -> None:
        self._head = io.BytesIO(head)
        self._rest = rest

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes."""
        data = self._head.read(size)
        return data + self._rest.read(size - len(data)) if len(data) < size else data

    def readline(self, size: int, /) -> bytes:
        """Up to the end of the line, at most `size` bytes."""
        line = self._head.readline(size)
        if line.endswith(b"\n") or len(line) == size:
            return line
        return line + self._rest.readline(size - len(line))
