"""Word documents: paragraphs and tables in their order, footnotes after them; no headers, comments or deleted words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from armstrail.ingestion.blocks import document_of, row_of
from armstrail.ingestion.cleaning import Fields
from armstrail.ingestion.rows import Refused
from armstrail.ingestion.xmls import first_text, local, parse_xml
from armstrail.ingestion.zips import Archive
from armstrail.model.document import Document

_MAIN: Final = "word/document.xml"
_NOTES: Final = (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote"))
# What stands in a document without being its words: deleted and moved-away words, field codes, the
# old form of drawings (the new one beside it has the same words), comments.
_NOT_WORDS: Final = frozenset((
    "del", "moveFrom", "instrText", "delText", "delInstrText", "Fallback",
    "pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr",
))  # fmt: skip
_SIGNS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}


def read_docx(archive: Archive, max_characters: int) -> Document:
    """The document in a Word file: title from its properties or its line of style 'Title'; no author, no file dates.

    Raises:
        Refused: damaged, encrypted, without words, or too long.
    """
    root = parse_xml(archive.read(_MAIN), _MAIN)
    body = next((child for child in root if local(child) == "body"), None)
    if body is None:
        raise Refused(f"has a part {_MAIN} without a body", "open it in its own program and save it again")
    title = _core_title(archive) or _styled_title(body)
    paragraphs = [*_blocks(body), *_notes(archive)]
    return document_of(paragraphs, Fields(title=title), max_characters)


def _core_title(archive: Archive) -> str | None:
    if "docProps/core.xml" not in archive.names:
        return None
    try:
        return first_text(parse_xml(archive.read("docProps/core.xml"), "docProps/core.xml"), "title")
    except Refused:
        return None  # the words can be read without their properties


def _styled_title(body: Any) -> str | None:
    for paragraph in body:
        style = next((e for e in paragraph.iter() if local(e) == "pStyle"), None) if local(paragraph) == "p" else None
        if style is not None and "Title" in style.attrib.values():
            return " ".join("".join(_words(paragraph)).split()) or None
    return None


def _blocks(parent: Any) -> Iterator[str]:
    """The paragraphs and rows below an element, in their order."""
    for child in parent:
        name = local(child)
        if name == "p":
            yield "".join(_words(child))
            for box in _boxes(child):
                yield from _blocks(box)
        elif name == "tbl":
            yield from _rows(child)
        elif name not in _NOT_WORDS:
            yield from _blocks(child)


def _rows(table: Any) -> Iterator[str]:
    for row in _below(table, "tr"):
        yield row_of(" ".join(_blocks(cell)) for cell in _below(row, "tc"))


def _below(parent: Any, name: str) -> Iterator[Any]:
    """Children of a name, also those that a content control wraps."""
    for child in parent:
        if local(child) == name:
            yield child
        elif local(child) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _below(child, name)


def _words(element: Any) -> Iterator[str]:
    """The words of a paragraph; those of its text boxes are paragraphs of their own."""
    for child in element:
        name = local(child)
        if name == "t":
            yield child.text or ""
        elif name in _SIGNS:
            yield "" if _is_page_break(child) else _SIGNS[name]
        elif name not in _NOT_WORDS and name != "txbxContent":
            yield from _words(child)


def _boxes(element: Any) -> Iterator[Any]:
    for child in element:
        if local(child) == "txbxContent":
            yield child
        elif local(child) not in _NOT_WORDS:
            yield from _boxes(child)


def _is_page_break(element: Any) -> bool:
    return local(element) == "br" and any(value in ("page", "column") for value in element.attrib.values())


def _notes(archive: Archive) -> Iterator[str]:
    for part, name in _NOTES:
        if part in archive.names:
            for note in parse_xml(archive.read(part), part):
                kind = next((value for key, value in note.attrib.items() if key.endswith("}type")), "normal")
                if local(note) == name and kind == "normal":
                    yield " ".join(_blocks(note))
