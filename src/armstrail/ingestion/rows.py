"""What stands for a file before it is read, and for one that could not be."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import Final

from armstrail.model.errors import ReadError

_UNPRINTABLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Source:
    """A place to read from: `path` as the system knows it ('-' is standard input), and its `format`.

    `format` is the key of a form in `formats.FORMATS`, or `unknown`, which is decided by the content.
    """

    path: str
    format: str

    @property
    def where(self) -> str:
        """The path as it can be printed on one line."""
        return show_path(self.path)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A document that could not be read.

    `where` is a path, `path:line` for JSON lines, `path!/piece` for what lies in an archive or a mail, or '-' for
    standard input; `reason` goes on from it
    ("is empty"); `mend` says what the user can do.
    """

    where: str
    reason: str
    mend: str

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}; {self.mend}"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something the user should know of a file that was read: its bytes are another form than its name says."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


class Refused(ReadError):
    """Raised inside the room where a reader gives a document up; becomes an `Unreadable` at its door."""

    def __init__(self, reason: str, mend: str) -> None:
        super().__init__(f"{reason}; {mend}")
        self.reason = reason
        self.mend = mend

    def at(self, where: str) -> Unreadable:
        """The row for the place where it happened."""
        return Unreadable(where, self.reason, self.mend)


def show_path(path: str) -> str:
    """A path as one printable line: bytes that are no UTF-8 and control characters are escaped."""
    printable = os.fsencode(path).decode("utf-8", "backslashreplace")
    return _UNPRINTABLE.sub(lambda match: f"\\x{ord(match[0]):02x}", printable)


def show_name(name: str) -> str:
    """The name of a piece of an archive or a mail as one printable line of a length that can be read."""
    printable = _UNPRINTABLE.sub(lambda match: f"\\x{ord(match[0]):02x}", name.encode("utf-8", "replace").decode())
    return printable if len(printable) <= 200 else f"{printable[:100]}…{printable[-80:]}"


def refuse_os_error(error: OSError) -> Refused:
    """What an error of the operating system means to the user."""
    if isinstance(error, FileNotFoundError):
        return Refused("does not exist", "check the path")
    if isinstance(error, PermissionError):
        return Refused("may not be read", "give yourself permission to read it")
    return Refused(f"cannot be opened ({error.strerror or type(error).__name__})", "check the file and its disk")
