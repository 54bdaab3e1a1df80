"""EPUB: the chapters of a book in their order, as one document."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import unquote

from armstrail.ingestion.blocks import document_of
from armstrail.ingestion.cleaning import Fields, clean_date, clean_line
from armstrail.ingestion.decoding import decode
from armstrail.ingestion.language import normalise_language
from armstrail.ingestion.markup import paragraphs_of, parse_markup
from armstrail.ingestion.rows import Refused
from armstrail.ingestion.xmls import first_text, local, parse_xml
from armstrail.ingestion.zips import Archive
from armstrail.model.document import Document

_CONTAINER: Final = "META-INF/container.xml"
_ENCRYPTION: Final = "META-INF/encryption.xml"
_PAGES: Final = ("application/xhtml+xml", "text/html", "application/xml", "text/x-oeb1-document")
_MOST_CHAPTERS: Final = 20_000


def read_epub(archive: Archive, max_characters: int) -> Document:
    """The document in a book: its chapters, and the title, publisher and date of its own record.

    Raises:
        Refused: damaged, encrypted, without words, or too long.
    """
    name = _package_name(archive)
    package = parse_xml(archive.read(name), name)
    chapters = _chapters(package, posixpath.dirname(name))
    locked = _locked(archive)
    if any(chapter in locked for chapter in chapters):
        raise Refused("is encrypted", "get it without copy protection")
    paragraphs = (line for chapter in chapters for line in _words(archive, chapter))
    fields = Fields(
        title=first_text(package, "title"),
        published=_date(first_text(package, "date")),
        publisher=clean_line(first_text(package, "publisher")),
        lang=normalise_language(first_text(package, "language") or ""),
    )
    return document_of(paragraphs, fields, max_characters)


def _package_name(archive: Archive) -> str:
    container = parse_xml(archive.read(_CONTAINER), _CONTAINER)
    for element in container.iter():
        if local(element) == "rootfile" and element.get("full-path"):
            return str(element.get("full-path"))
    raise Refused(f"names no book in {_CONTAINER}", "get the file again")


def _chapters(package: Any, folder: str) -> list[str]:
    """The names of the pages in the order of reading, each once."""
    pages = {
        item.get("id"): posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))
        for item in package.iter()
        if local(item) == "item" and (item.get("media-type") or _PAGES[0]) in _PAGES
    }
    order = (pages.get(item.get("idref")) for item in package.iter() if local(item) == "itemref")
    return list(dict.fromkeys(filter(None, order)))[:_MOST_CHAPTERS]


def _locked(archive: Archive) -> frozenset[str]:
    """What is encrypted; fonts often are, and do not matter."""
    if _ENCRYPTION not in archive.names:
        return frozenset()
    references = (e for e in parse_xml(archive.read(_ENCRYPTION), _ENCRYPTION).iter() if local(e) == "CipherReference")
    return frozenset(unquote(reference.get("URI") or "") for reference in references)


def _words(archive: Archive, chapter: str) -> Iterator[str]:
    data = archive.read(chapter)
    if data.strip():
        try:
            yield from paragraphs_of(parse_markup(decode(data)))
        except Refused as refusal:
            if refusal.reason != "has no words":  # a cover has none
                raise Refused(f"has a chapter {chapter} that {refusal.reason}", refusal.mend) from None


def _date(value: str | None) -> str | None:
    """The date of the record; one that is no date is none."""
    try:
        return clean_date(value)
    except Refused:
        return None
