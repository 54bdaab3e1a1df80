"""Where a document comes from: the bytes it was read from, and what stood at an address since when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from armstrail.model.errors import BadValue

WEB: Final = "warc"  # the form of what was fetched: a web archive of request and answer
_SHA256: Final = re.compile(r"[0-9a-f]{64}\Z")


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes that a document was read from, named by their SHA-256 (hex).

    `size` is in bytes; `form` what they are (`warc`, `pdf` ...); `place` the name of the file, or the piece of it, as
    the user gave it. Where it was fetched, `address` is that of the page, and `received` tells when (UTC, ISO 8601).
    """

    sha256: str
    size: int
    form: str
    place: str
    address: str | None = None
    received: str | None = None

    def __post_init__(self) -> None:
        if not _SHA256.match(self.sha256):
            raise BadValue(f"original {self.sha256!r} is not named by a SHA-256 in hexadecimal digits")
        if self.size < 0:
            raise BadValue(f"original {self.sha256[:12]} has {self.size} bytes")


@dataclass(frozen=True, slots=True)
class Version:
    """That from a day on (`since`, YYYY-MM-DD) a document, by its digest, is the one at an address."""

    address: str
    document: str
    since: str
    recorded: str
