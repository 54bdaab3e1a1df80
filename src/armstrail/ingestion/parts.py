"""What stands for one thing to read, wherever it lies, and what bounds the reading of all that lies in it.

An archive may hold a mail that holds an archive. Each is a `Part`; all that come out of one file share one
`Allowance`, so that no nesting, however clever, makes a small file into endless work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO, Final
from urllib.parse import urlsplit

from armstrail.ingestion.cleaning import Fields
from armstrail.ingestion.decoding import Stream
from armstrail.ingestion.rough import Gate
from armstrail.ingestion.rows import Refused, Remark, Unreadable
from armstrail.model.document import Document

MAX_DEPTH: Final = 5  # a mail in a mailbox in an archive in an archive is four
MAX_PARTS: Final = 200_000
MAX_UNPACKED: Final = 8 << 30  # bytes
MAX_FILE: Final = 512 << 20  # bytes of a file that has to be held as a whole

Row = Document | Unreadable
Keep = Callable[[Document, str, str, bytes], None]  # takes a document, its place, the form of its bytes, and them


@dataclass(frozen=True, slots=True)
class Part:
    """Something to read.

    `where` is how it is named to the user ('box.zip!/a/report.pdf'), `format` what its name promises, `about`
    what its container says of it, which counts where it does not say so itself, `depth` how many containers
    lie around it.
    """

    where: str
    format: str
    stream: BinaryIO
    about: Fields = field(default_factory=Fields)
    depth: int = 0

    def inside(self, name: str, form: str, stream: BinaryIO, about: Fields | None = None) -> Part:
        """A piece of this part, of which the part says `about`."""
        return Part(f"{self.where}!/{name}", form, stream, about or Fields(), self.depth + 1)


@dataclass(slots=True)
class Allowance:
    """What is left of the bytes and pieces that one file may unpack to."""

    unpacked: int = MAX_UNPACKED
    parts: int = MAX_PARTS

    def take(self, size: int) -> None:
        """Count unpacked bytes.

        Raises:
            Exhausted: there are too many in this file.
        """
        self.unpacked -= size
        if self.unpacked < 0:
            raise Exhausted(f"unpacks to more than {MAX_UNPACKED >> 30} GB", "unpack it, and give what you need of it")

    def take_part(self) -> None:
        """Count a piece.

        Raises:
            Exhausted: there are too many in this file.
        """
        self.parts -= 1
        if self.parts < 0:
            raise Exhausted(f"holds more than {MAX_PARTS:,} pieces", "unpack it, and give what you need of it")


class Exhausted(Refused):
    """The file as a whole is at the end of its allowance: nothing more of it is read."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What a reader works with: the limits, the door for pieces of a container, whom to tell of remarks, and what
    tells pages that may hold a claim from those that need not be read well (None: all are)."""

    max_characters: int
    read_part: Callable[[Part, Desk], Iterator[Row]]
    tell: Callable[[Remark], None]
    gate: Gate | None = None
    allowance: Allowance = field(default_factory=Allowance)
    keep: Keep | None = None


def hold(stream: Stream, max_file: int = MAX_FILE) -> bytes:
    """The whole of a stream whose form has to be held as a whole.

    Raises:
        Refused: it is too large, or empty.
    """
    data = stream.read(max_file + 1)
    if len(data) > max_file:
        raise Refused(f"is larger than {max_file >> 20} MB", "split it, or save its words as a text")
    if not data.strip(b"\x00 \t\r\n"):
        raise Refused("is empty", "leave it out, or put the text in")
    return data


def complete(document: Document, about: Fields) -> Document:
    """A document with what its container says of it, where it says nothing of that itself."""
    told = {
        name: value
        for name in ("title", "published", "publisher", "url", "lang")
        if getattr(document, name) is None and (value := getattr(about, name)) is not None
    }
    if "url" in told and document.publisher is None and "publisher" not in told:
        host = _host(told["url"])
        told |= {"publisher": host} if host else {}
    if not told:
        return document
    fresh = document.id == f"doc-{document.digest[:12]}"
    document = replace(document, **told)
    return document.named_by_content() if fresh else document


def _host(url: str) -> str | None:
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
