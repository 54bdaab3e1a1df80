"""Damage that reaches the words: inside the members of a ZIP archive, a packed record, an encoded piece of a mail.

A turned bit in packed bytes only fails a checksum; here the bytes are unpacked, damaged and packed again, with sums
that fit, so that what lies behind the unpacking is tried, too.
"""

from __future__ import annotations

import binascii
import gzip
import io
import random
import re
import struct
import warnings
import zipfile
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable

Change = Callable[[bytes], bytes]
MOST = 1 << 20  # bytes that are unpacked to be damaged
_BASE64 = re.compile(rb"(?:[A-Za-z0-9+/]{4}[A-Za-z0-9+/]{36,72}={0,2}\r?\n){2,}[A-Za-z0-9+/=]*")
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError,
           KeyError, IndexError, struct.error)  # fmt: skip


def damage(data: bytes, change: Change, chance: random.Random) -> bytes:
    """The bytes changed, more often than not inside what they pack."""
    if chance.random() < 0.3:
        return change(data)
    try:
        if data.startswith(b"PK"):
            return _in_archive(data, change, chance)
        if data.startswith(b"\x1f\x8b"):
            return _in_gzip(data, change)
        if match := _BASE64.search(data, chance.randrange(max(len(data), 1))) or _BASE64.search(data):
            return data[: match.start()] + _in_base64(match[0], change) + data[match.end() :]
    except _FAULTS:
        pass
    return change(data)


def _in_archive(data: bytes, change: Change, chance: random.Random) -> bytes:
    """A member damaged, once in a while its name, or doubled; all packed again."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [info for info in archive.infolist() if not info.is_dir()]
        if not members or sum(info.file_size for info in members) > MOST:
            return change(data)
        contents = [(info.filename, archive.read(info)) for info in members]
    at = chance.randrange(len(contents))
    name, content = contents[at]
    match chance.randrange(12):
        case 0:
            del contents[at]
        case 1:
            contents[at] = (change(name.encode()).decode("utf-8", "replace").replace("\x00", "") or "x", content)
        case 2:
            contents.append((name, change(content)))
        case _:
            contents[at] = (name, damage(content, change, chance) if len(content) > 3 else change(content))
    out = io.BytesIO()
    with (
        warnings.catch_warnings(),
        zipfile.ZipFile(out, "w", chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as packed,
    ):
        warnings.simplefilter("ignore")  # a name that stands twice is damage on purpose
        for name, content in contents:
            packed.writestr(zipfile.ZipInfo(name), content, compress_type=packed.compression)
    return out.getvalue()


def _in_gzip(data: bytes, change: Change) -> bytes:
    """All members as one stream, damaged, and packed as one member."""
    unpacked = gzip.GzipFile(fileobj=io.BytesIO(data)).read(MOST)
    return gzip.compress(change(unpacked), 1, mtime=0)


def _in_base64(encoded: bytes, change: Change) -> bytes:
    try:
        plain = b64decode(encoded)
    except binascii.Error:
        return change(encoded)
    lines = b64encode(change(plain))
    return b"\r\n".join(lines[at : at + 76] for at in range(0, len(lines), 76))
