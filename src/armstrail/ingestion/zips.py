"""ZIP archives opened with care: a member's claims are checked before it is unpacked, and it is counted meanwhile."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import IO, TYPE_CHECKING, BinaryIO, Final

from armstrail.ingestion.parts import Allowance
from armstrail.ingestion.rows import Refused

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAX_MEMBER: Final = 512 << 20  # bytes
MAX_RATIO: Final = 250  # deflated text reaches 20, a page of blanks 1,000
FREE: Final = 16 << 20  # bytes that may be unpacked at any ratio
# LZMA lets a file of a few bytes ask for four gigabytes of memory.
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)
_CHUNK: Final = 1 << 18
_FAULTS: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError, KeyError,
    IndexError, AttributeError, TypeError, OverflowError, MemoryError,
)  # fmt: skip


class Archive:
    """A ZIP archive: its members in their order, and their bytes within bounds.

    Raises:
        Refused: it is no ZIP archive, or a damaged one.
    """

    def __init__(self, stream: BinaryIO, allowance: Allowance) -> None:
        self._allowance = allowance
        try:
            self._zip = zipfile.ZipFile(stream)
            self.members = [info for info in self._zip.infolist() if not info.is_dir()]
        except _FAULTS:
            raise Refused("is a ZIP archive that is damaged or cut short", "get the file again") from None
        self.names = frozenset(info.filename for info in self.members)

    def read(self, member: str | zipfile.ZipInfo, limit: int = MAX_MEMBER) -> bytes:
        """The bytes of a member.

        Raises:
            Refused: it is missing, encrypted, damaged, too large, or packed more tightly than any text.
        """
        with self.open(member, limit) as stream:
            return stream.read()

    def open(self, member: str | zipfile.ZipInfo, limit: int) -> BinaryIO:
        """The bytes of a member as a stream, for what is too large to be held.

        Raises:
            Refused: see `read`; also while the stream is read.
        """
        info = self._find(member) if isinstance(member, str) else member
        if info.flag_bits & 1:
            raise Refused("is encrypted", "unpack it with its password, and give what was in it")
        if info.file_size > limit:
            raise _too_large(limit)
        if info.compress_type not in _METHODS:
            raise Refused("is packed by a method that is not read", "unpack it, and give what was in it")
        try:
            packed = self._zip.open(info)
        except _FAULTS:
            raise _damaged() from None
        return io.BufferedReader(_Counted(packed, info, limit, self._allowance), _CHUNK)

    def _find(self, name: str) -> zipfile.ZipInfo:
        try:
            return self._zip.getinfo(name)
        except KeyError:
            raise Refused(f"lacks its part {name[:80]!r}", "get the file again") from None


class _Counted(io.RawIOBase):
    """A member while it is unpacked. What its header says of its size need not be true, so what comes out counts."""

    def __init__(self, packed: IO[bytes], info: zipfile.ZipInfo, limit: int, allowance: Allowance) -> None:
        self._packed, self._limit, self._allowance = packed, limit, allowance
        self._plausible = max(FREE, MAX_RATIO * info.compress_size)
        self._size = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill the buffer.

        Raises:
            Refused: the member is damaged, too large, or packed more tightly than any text.
        """
        view = memoryview(buffer)
        try:
            piece = self._packed.read(len(view))
        except _FAULTS:
            raise _damaged() from None
        self._size += len(piece)
        self._allowance.take(len(piece))
        if self._size > self._limit:
            raise _too_large(self._limit)
        if self._size > self._plausible:
            raise Refused(
                f"is packed more than {MAX_RATIO} to 1, as no document is", "leave it out: it is made to fill memory"
            )
        view[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        """Let go of the member."""
        self._packed.close()
        super().close()


def _damaged() -> Refused:
    return Refused("is damaged in its archive", "get the archive again")


def _too_large(limit: int) -> Refused:
    return Refused(f"unpacks to more than {limit >> 20} MB", "unpack it, and give what you need of it")


def kind_of(archive: Archive) -> str:
    """The form that a ZIP archive is, by its members.

    Raises:
        Refused: an office document of a kind that is not read.
    """
    names = archive.names
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        raise Refused("is a spreadsheet", "save its table as a text, or import it with a mapping")
    if "ppt/presentation.xml" in names:
        raise Refused("is a presentation", "save it as a PDF")
    if "mimetype" in names:
        told = archive.read("mimetype", 1 << 12).strip()
        if told == b"application/epub+zip":
            return "epub"
        if told.startswith(b"application/vnd.oasis.opendocument.text"):
            return "odt"
        if told.startswith(b"application/vnd.oasis.opendocument"):
            raise Refused("is an OpenDocument file, but no text", "save it as a PDF or a text")
    if "META-INF/container.xml" in names:
        return "epub"
    if "content.xml" in names and "META-INF/manifest.xml" in names:
        return "odt"
    if "datapackage.json" in names and any(name.startswith("archive/") for name in names):
        return "wacz"
    return "zip"
