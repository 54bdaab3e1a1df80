"""Mailboxes: many mails in one file, one held at a time."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Final

from armstrail.ingestion.decoding import Stream
from armstrail.ingestion.mail import MAX_MAIL
from armstrail.ingestion.parts import Desk, Exhausted, Part, Row
from armstrail.ingestion.rows import Refused

_LINE: Final = 1 << 16
# 'From ' and, at some distance, a time: a line of a mail that only begins so does not open the next one.
_FROM: Final = re.compile(rb"From .*\d:\d\d.*\d{4}|From (?:-|MAILER-DAEMON|\S+@\S+) ")
_QUOTED: Final = re.compile(rb">+From ")


def looks_like_mbox(head: bytes) -> bool:
    """Whether a file begins as a mailbox does."""
    return bool(_FROM.match(head)) and b"\n" in head


def read_mbox(part: Part, desk: Desk) -> Iterator[Row]:
    """The mails of a mailbox with all that hangs on them; one that cannot be read costs its own row.

    Raises:
        Refused: it is no mailbox.
    """
    number = 0
    for data in _mails(part.stream):
        number += 1
        where = f"{part.where}:{number}"
        try:
            if len(data) > MAX_MAIL:
                raise Refused(f"is a mail of more than {MAX_MAIL >> 20} MB", "save it, and what hangs on it, by itself")
            desk.allowance.take_part()
            yield from desk.read_part(Part(where, "mail", io.BytesIO(data), part.about, part.depth + 1), desk)
        except Exhausted:
            raise
        except Refused as refusal:
            yield refusal.at(where)
    if number == 0:
        raise Refused("is no mailbox: no line in it opens a mail", "save the mails as .eml files")


def _mails(stream: Stream) -> Iterator[bytes]:
    """The bytes of each mail without its opening line; of one that is too large, a little more than is allowed."""
    lines: list[bytes] | None = None
    size, blank, whole = 0, True, True
    while line := stream.readline(_LINE):
        if whole and blank and _FROM.match(line):
            if lines is not None:
                yield b"".join(lines)
            lines, size = [], 0
        elif lines is not None and size <= MAX_MAIL:
            if whole and _QUOTED.match(line):
                line = line[1:]
            lines.append(line)
            size += len(line)
        blank, whole = not line.strip(), line.endswith(b"\n")
    if lines is not None:
        yield b"".join(lines)
