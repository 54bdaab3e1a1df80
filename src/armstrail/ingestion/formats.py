"""The one table of what is read: each form with the endings of its names and the bytes that it begins with.

A name is a promise and the bytes are the fact: where they differ, the bytes decide, and the user is told.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Format:
    """A form of documents: its key, what it is called ("a PDF"), and the endings of its names."""

    key: str
    called: str
    endings: tuple[str, ...]
    binary: bool = True  # whether its bytes can be told from those of a text


FORMATS: Final = (
    Format("text", "a text", (".txt",), binary=False),
    Format("markdown", "Markdown", (".md", ".markdown"), binary=False),
    Format("html", "a web page", (".html", ".htm", ".xhtml"), binary=False),
    Format("jsonl", "JSON lines", (".jsonl", ".ndjson"), binary=False),
    Format("parquet", "a Parquet table", (".parquet",)),
    Format("pdf", "a PDF", (".pdf",)),
    Format("docx", "a Word document", (".docx", ".docm", ".dotx")),
    Format("odt", "an OpenDocument text", (".odt", ".ott")),
    Format("rtf", "RTF", (".rtf",)),
    Format("doc", "an older Word document", (".doc",)),
    Format("epub", "an EPUB", (".epub",)),
    Format("mail", "a mail", (".eml",), binary=False),
    Format("mhtml", "a web page in one file", (".mhtml", ".mht"), binary=False),
    Format("mbox", "a mailbox", (".mbox", ".mbx"), binary=False),
    Format("warc", "a web archive", (".warc", ".warc.gz")),
    Format("wacz", "a packed web archive", (".wacz",)),
    Format("zip", "a ZIP archive", (".zip",)),
)
BY_KEY: Final = {form.key: form for form in FORMATS}
BY_ENDING: Final = {ending: form.key for form in FORMATS for ending in form.endings}
ZIPPED: Final = frozenset(("docx", "odt", "epub", "wacz", "zip"))
HEAD: Final = 4096  # bytes that are enough to tell a form
GZIP: Final = b"\x1f\x8b"

_PDF: Final = re.compile(rb"%PDF-\d")
_MARK: Final = b"\xef\xbb\xbf"


def ending_of(name: str) -> str:
    """The ending of a name in small letters, the longest that is known ('.warc.gz'), else its last; '' where none."""
    base = name.replace("\\", "/").rpartition("/")[2].lower().lstrip(".")
    parts = base.split(".")[1:]
    for start in range(max(0, len(parts) - 2), len(parts)):
        ending = "." + ".".join(parts[start:])
        if ending in BY_ENDING:
            return ending
    return f".{parts[-1]}" if parts else ""


def format_of_name(name: str) -> str:
    """The form that a name promises; 'unknown' where it promises none that is read."""
    return BY_ENDING.get(ending_of(name), "unknown")


def format_of_bytes(head: bytes) -> str | None:
    """The form that the first bytes show beyond doubt; 'zip' for all that is a ZIP archive; None for the rest."""
    start = head.removeprefix(_MARK).lstrip()
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if start.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(b"PAR1"):
        return "parquet"
    if start.startswith((b"WARC/0.", b"WARC/1.")) or _unpacked(head).startswith((b"WARC/0.", b"WARC/1.")):
        return "warc"
    if start.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "doc"
    # A PDF may have a few bytes before its mark, a text may speak of the mark.
    if start.startswith(b"%PDF-") or (_PDF.search(head, 0, 1024) and b"\x00" in head):
        return "pdf"
    return None


def _unpacked(head: bytes) -> bytes:
    """The first bytes of what a gzip holds."""
    if not head.startswith(GZIP):
        return b""
    try:
        return zlib.decompressobj(31).decompress(head, 64)
    except zlib.error:
        return b""
