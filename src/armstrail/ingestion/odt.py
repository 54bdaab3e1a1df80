"""OpenDocument texts: paragraphs and tables in their order, notes after them; no deleted words or comments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from armstrail.ingestion.blocks import document_of, row_of
from armstrail.ingestion.cleaning import Fields
from armstrail.ingestion.rows import Refused
from armstrail.ingestion.xmls import first_text, local, parse_xml
from armstrail.ingestion.zips import Archive
from armstrail.model.document import Document

_NOT_WORDS: Final = frozenset(
    ("tracked-changes", "annotation", "annotation-end", "forms", "sequence-decls", "note", "ruby-text")
)
_SIGNS: Final = {"tab": "\t", "line-break": "\n"}
_MOST_BLANKS: Final = 100  # a run of blanks is a number in the file, and may be any


def read_odt(archive: Archive, max_characters: int) -> Document:
    """The document in an OpenDocument text: title from its properties; no author, no file dates.

    Raises:
        Refused: damaged, encrypted, without words, or too long.
    """
    if _is_encrypted(archive):
        raise Refused("is encrypted", "open it with its password, and save it without one")
    root = parse_xml(archive.read("content.xml"), "content.xml")
    body = next((element for element in root.iter() if local(element) == "text"), None)
    if body is None:
        raise Refused("is an OpenDocument file without a text", "save it as a PDF or a text")
    notes: list[Any] = []
    paragraphs = list(_blocks(body, notes))
    for note in notes:  # a note may hold no note
        bodies = (child for child in note if local(child) == "note-body")
        paragraphs += (" ".join(_blocks(each, [])) for each in bodies)
    return document_of(paragraphs, Fields(title=_title(archive)), max_characters)


def _is_encrypted(archive: Archive) -> bool:
    name = "META-INF/manifest.xml"
    return name in archive.names and b"encryption-data" in archive.read(name)


def _title(archive: Archive) -> str | None:
    try:
        return first_text(parse_xml(archive.read("meta.xml"), "meta.xml"), "title")
    except Refused:
        return None  # the words can be read without their properties


def _blocks(parent: Any, notes: list[Any]) -> Iterator[str]:
    for child in parent:
        name = local(child)
        if name in ("p", "h"):
            yield "".join(_words(child, notes))
        elif name == "table-row":
            cells = (cell for cell in child if local(cell) == "table-cell")
            yield row_of(" ".join(_blocks(cell, notes)) for cell in cells)
        elif name not in _NOT_WORDS:
            yield from _blocks(child, notes)


def _words(element: Any, notes: list[Any]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = local(child)
        if name == "note":
            notes.append(child)
        elif name == "s":
            yield " " * _blanks(child)
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name == "text-box":
            yield f"\n{' '.join(_blocks(child, notes))}\n"
        elif name not in _NOT_WORDS:
            yield from _words(child, notes)
        yield child.tail or ""


def _blanks(element: Any) -> int:
    told = next((value for key, value in element.attrib.items() if key.endswith("}c")), "1")
    return min(int(told), _MOST_BLANKS) if told.isascii() and told.isdigit() and len(told) < 9 else 1
