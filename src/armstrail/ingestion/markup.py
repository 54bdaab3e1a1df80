"""All the words of a page, block by block: for mails and books, which have no menus to be left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from armstrail.ingestion.blocks import row_of
from armstrail.ingestion.rows import Refused
from armstrail.ingestion.xmls import local

MAX_TAGS: Final = 200_000
_TAG: Final = re.compile(r"<[A-Za-z]")
_LONG_TAG: Final = re.compile(r"<[^<>]{20000,}>")
_XML_DECLARATION: Final = re.compile(r"\A\s*<\?xml[^>]*>")
_NOT_WORDS: Final = frozenset(("script", "style", "head", "title", "template", "noscript", "svg", "math", "rt", "rp"))
_BLOCKS: Final = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main",
    "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
_INSIDE_CELLS: Final = _BLOCKS - {"p", "div", "center"}


def parse_markup(markup: str) -> Any:
    """The tree of a page; names in it that stand for other files are left as they are.

    Raises:
        Refused: too many tags, or nothing to parse.
    """
    from lxml import etree, html

    markup = _LONG_TAG.sub(" ", _XML_DECLARATION.sub("", markup)).replace("\x00", " ")
    if sum(1 for _ in _TAG.finditer(markup)) > MAX_TAGS:
        raise Refused(f"has more than {MAX_TAGS:,} tags", "save its words as a .txt file")
    try:
        # HTML has no entities to declare, so none can grow; nothing is fetched from any network.
        parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
        return html.document_fromstring(markup, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        raise Refused("has no words", "leave it out, or put the text in") from None


def paragraphs_of(tree: Any) -> list[str]:
    """The words of a page, one block a paragraph, a row of a table of plain cells one too."""
    from lxml import etree

    paragraphs: list[str] = []
    pieces: list[str] = []
    skipped: Any = None

    def close() -> None:
        if words := "".join(pieces).strip():
            paragraphs.append(words)
        pieces.clear()

    for event, element in etree.iterwalk(tree, events=("start", "end")):
        name = local(element)
        if skipped is None and event == "start":
            if name in _NOT_WORDS or (name == "tr" and _is_plain(element)):
                if name == "tr":
                    close()
                    paragraphs.append(row_of(" ".join(cell.itertext()) for cell in element if local(cell)))
                skipped = element
                continue
            if name in _BLOCKS:
                close()
            elif name == "br":
                pieces.append("\n")
            pieces.append(_flat(element.text, name))
        elif event == "end" and (skipped is None or skipped is element):
            skipped = None
            if name in _BLOCKS:
                close()
            pieces.append(_flat(element.tail, local(element.getparent()) if element.getparent() is not None else ""))
    close()
    return [paragraph for paragraph in paragraphs if paragraph.strip()]


def _flat(words: str | None, name: str) -> str:
    """Words as a browser shows them: line ends are blanks, but in preformatted text."""
    return (words or "") if name == "pre" else re.sub(r"[ \t\r\n\f]+", " ", words or "")


def _is_plain(row: Any) -> bool:
    """Whether a row is one of data: several cells without blocks; a row of one cell, or of many blocks, is layout."""
    cells = [cell for cell in row if local(cell) in ("td", "th")]
    return len(cells) > 1 and not any(local(inner) in _INSIDE_CELLS for cell in cells for inner in _inner(cell))


def _inner(cell: Any) -> Iterator[Any]:
    return (element for element in cell.iter() if element is not cell)
