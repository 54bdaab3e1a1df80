"""ZIP archives of documents, and the packed web archives that are such."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterator
from typing import Final

from armstrail.ingestion.formats import format_of_name
from armstrail.ingestion.parts import Desk, Exhausted, Part, Row
from armstrail.ingestion.rows import Refused, show_name
from armstrail.ingestion.sources import COMPANIONS
from armstrail.ingestion.zips import Archive

MAX_CRAWL: Final = 64 << 30  # bytes; a web archive is read as a stream
_CRAWLED: Final = "archive/"


def read_zip(part: Part, desk: Desk, archive: Archive) -> Iterator[Row]:
    """All that lies in a ZIP archive, by name; a member that cannot be read costs its own row.

    Hidden members and what stands beside documents (pictures, scripts) are passed over, as in a folder.

    Raises:
        Refused: there is nothing in it, or too much.
    """
    members = sorted(archive.members, key=lambda member: member.filename)
    if not members:
        raise Refused("is an empty ZIP archive", "leave it out, or put documents in")
    for member in members:
        name = member.filename
        if _is_hidden(name) or posixpath.splitext(name.lower())[1] in COMPANIONS:
            continue
        shown = show_name(name)
        try:
            desk.allowance.take_part()
            data = archive.read(member)
            form = format_of_name(name)
            yield from desk.read_part(part.inside(shown, form, io.BytesIO(data)), desk)
        except Exhausted:
            raise
        except Refused as refusal:
            yield refusal.at(f"{part.where}!/{shown}")


def read_wacz(part: Part, desk: Desk, archive: Archive) -> Iterator[Row]:
    """The pages of a packed web archive.

    Raises:
        Refused: there is no web archive in it.
    """
    crawled = sorted(name for name in archive.names if name.startswith(_CRAWLED) and format_of_name(name) == "warc")
    if not crawled:
        raise Refused("is a packed web archive without a web archive", "pack it again, or give its .warc.gz files")
    for name in crawled:
        shown = show_name(name)
        try:
            desk.allowance.take_part()
            with archive.open(name, MAX_CRAWL) as stream:
                yield from desk.read_part(part.inside(shown, "warc", stream), desk)
        except Exhausted:
            raise
        except Refused as refusal:
            yield refusal.at(f"{part.where}!/{shown}")


def _is_hidden(name: str) -> bool:
    return any(piece.startswith(".") or piece == "__MACOSX" for piece in name.replace("\\", "/").split("/"))
