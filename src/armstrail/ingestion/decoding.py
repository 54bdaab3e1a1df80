"""From bytes to text: which encoding a file is in, and when it is no text at all."""

from __future__ import annotations

import codecs
from typing import Final, Protocol

from armstrail.ingestion.legacy import flaw_rate, guess_legacy, guess_wide, is_canonical
from armstrail.ingestion.rows import Refused

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES: Final = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an older office document"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "compressed (gzip)"),
    (b"BZh", "compressed (bzip2)"),
    (b"\xfd7zXZ\x00", "compressed (xz)"),
    (b"\x28\xb5\x2f\xfd", "compressed (zstd)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x7fELF", "a program"),
)
_MARKS: Final = tuple(mark for mark, _ in _BOMS)
_BEGINNINGS: Final = tuple(signature for signature, _ in _SIGNATURES)
_CONTROLS: Final = bytes((*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)))
_CONTROL_SHARE: Final = 0.05
_LOOK: Final = 1_000  # bytes; where there is no control character among so many, no more are looked at
_FLAW_SHARE: Final = 0.1
_SAVE_AS_TEXT: Final = "save its words as a .txt file in UTF-8"
# What web pages call an encoding and what they mean by it (WHATWG Encoding Standard, names and labels).
_LABELS: Final = {
    "iso-8859-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252", "iso-8859-9": "cp1254",
    "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "ksc5601": "cp949", "gb2312": "gb18030", "gbk": "gb18030",
    "shift_jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "iso-8859-8-i": "iso-8859-8",
}  # fmt: skip


class Stream(Protocol):
    """What the readers ask of a file: bytes, at most so many at a time."""

    def read(self, size: int, /) -> bytes: ...

    def readline(self, size: int, /) -> bytes: ...


def read_bytes(stream: Stream, max_characters: int) -> bytes:
    """All that is left in the stream, unless no text of `max_characters` can be that long.

    Raises:
        Refused: there is more.
    """
    limit = 4 * (max_characters + 1)  # UTF-32 and the longest UTF-8 take four bytes a character
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise too_long(max_characters)
    return data


def too_long(max_characters: int) -> Refused:
    """The refusal of a text above the limit."""
    return Refused(f"is longer than {max_characters:,} characters", "split it into several documents")


def decode(data: bytes, declared: str | None = None) -> str:
    """The text that the bytes hold.

    Tries in this order: a byte order mark, UTF-8, UTF-16 and UTF-32 without a mark, the encoding that a
    web page declares, and the older encoding in which the text reads as one of that encoding's languages.

    Raises:
        Refused: the bytes are empty, no text, broken, or in an encoding that cannot be told for certain.
    """
    try:
        return decode_strictly(data, declared)
    except BrokenUtf8 as broken:
        raise broken.refusal from None


class BrokenUtf8(Exception):
    """Text that is plainly UTF-8, with a few bytes that are not."""

    def __init__(self, data: bytes, offset: int, count: int) -> None:
        super().__init__(offset)
        self.data = data
        places = "1 place" if count == 1 else f"{count:,} places"
        self.refusal = Refused(
            f"is UTF-8 that is broken in {places}, first at byte {offset + 1:,}",
            "mend those bytes, or save the text again as UTF-8",
        )


def decode_strictly(data: bytes, declared: str | None = None) -> str:
    """Like `decode`; for callers that know what to do with broken UTF-8.

    Raises:
        Refused: see `decode`.
        BrokenUtf8: most of the text is good UTF-8.
    """
    if not data.strip():
        raise Refused("is empty", "leave it out, or put the text in")
    if data.startswith(_MARKS):
        mark, encoding = next(bom for bom in _BOMS if data.startswith(bom[0]))
        return _decode_marked(data[len(mark) :], encoding)
    check_signature(data)
    if b"\x00" in data:
        if (wide := guess_wide(data)) is None:
            raise Refused("is binary, not text", _SAVE_AS_TEXT)
        return data.decode(wide)
    if _share_of_controls(data[:_LOOK]) and _share_of_controls(data[:100_000]) > _CONTROL_SHARE:
        raise Refused("is binary, not text", _SAVE_AS_TEXT)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        _raise_if_mostly_utf8(data, error.start)
    return _decode_declared(data, declared) or _decode_legacy(data)


def _share_of_controls(data: bytes) -> float:
    return 1 - len(data.translate(None, _CONTROLS)) / len(data)


def check_signature(data: bytes) -> None:
    """Refuse what its first bytes show to be another format.

    Raises:
        Refused: names the format.
    """
    if data.startswith(_BEGINNINGS):
        what = next(what for signature, what in _SIGNATURES if data.startswith(signature))
        raise Refused(f"is {what}, not text", _SAVE_AS_TEXT)


def _decode_marked(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            _raise_if_mostly_utf8(data, error.start)
        raise Refused(
            f"begins as {encoding[:6].upper().rstrip('-')} and is broken at byte {error.start + 1:,}",
            "save the text again as UTF-8",
        ) from None
    if "\x00" in text:
        raise Refused("is binary, not text", _SAVE_AS_TEXT)
    return text


def _raise_if_mostly_utf8(data: bytes, offset: int) -> None:
    """In older encodings hardly any bytes happen to be good UTF-8, so the majority decides."""
    text = data.decode("utf-8", "replace")
    signs = len(text) - len(text.encode("ascii", "ignore"))
    broken = text.count("\ufffd") - data.count("\ufffd".encode())
    if signs - broken >= broken:
        raise BrokenUtf8(data, offset, broken)


def _decode_declared(data: bytes, declared: str | None) -> str | None:
    """The text in the encoding that the page declares, if it reads like text in it."""
    if declared is None:
        return None
    name = _LABELS.get(declared.lower(), declared)
    try:
        text = data.decode(name) if is_canonical(name) else None
    except (UnicodeError, LookupError):
        return None
    return text if text is not None and flaw_rate(text) <= _FLAW_SHARE else None


def _decode_legacy(data: bytes) -> str:
    for encoding in guess_legacy(data):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue  # the sample was good, the rest is not
    raise Refused("is in an encoding that cannot be told for certain", "save it again as UTF-8")
