"""Paragraphs, rows of tables and notes, as the readers of office documents find them, made into one text.

A paragraph is a line, with an empty line after it where it does not end as a sentence does: a heading, or a row
of a table, would else be read on into the next one. A row of a table is a line with its cells between bars, so
that a figure stands beside the words of its row; notes come after the body, each a line of its own, so that they
part no sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from armstrail.ingestion.cleaning import Fields, clean_line, clean_text, make_document
from armstrail.ingestion.dateline import find_dateline
from armstrail.ingestion.decoding import too_long
from armstrail.ingestion.rows import Refused
from armstrail.model.document import Document

_BLANKS: Final = re.compile(r"[ \t\xa0]+")
_ENDED: Final = re.compile(r"[.:!?…;。！？][\"'”’»)\]]*\Z")
_TOP: Final = 12  # paragraphs among which a line of a date alone is that of the document
_JUNK_TITLE: Final = re.compile(
    r"(?i)\A(?:untitled\b.*|(?:micro.?soft )?word\b.*|.*\.(?:docx?|pdf|indd|rtf|odt|qxd|tmp)|\W*)\Z"
)


def row_of(cells: Iterable[str]) -> str:
    """A row of a table as a line; empty where all its cells are."""
    words = [" ".join(cell.split()) for cell in cells]
    return " | ".join(words) if any(words) else ""


def gap_after(paragraph: str) -> str:
    """The line ends between a paragraph and the next one."""
    return "\n" if _ENDED.search(paragraph) else "\n\n"


def tidy(paragraph: str) -> str:
    """A paragraph without blanks at the ends of its lines."""
    return "\n".join(filter(None, (_BLANKS.sub(" ", line).strip() for line in paragraph.split("\n"))))


def document_of(paragraphs: Iterable[str], fields: Fields, max_characters: int) -> Document:
    """The document of paragraphs in their order; its title is taken off their beginning.

    Raises:
        Refused: there are no words, or too many.
    """
    lines: list[str] = []
    size = 0
    for paragraph in paragraphs:
        if line := tidy(paragraph):
            size += len(line) + 2
            if size > max_characters + 2:
                raise too_long(max_characters)
            lines.append(line)
    if not any(any(map(str.isalnum, line)) for line in lines):
        raise Refused("has no words", "leave it out, or put the text in")
    title = plausible_title(fields.title)
    published = fields.published or find_dateline(lines[:_TOP])
    if title and " ".join(lines[0].split()) == title and len(lines) > 1:
        lines = lines[1:]
    told = Fields(title, published, clean_line(fields.publisher), clean_line(fields.url), fields.lang)
    return make_document(clean_text("".join(line + gap_after(line) for line in lines)).strip(), told)


def plausible_title(title: str | None) -> str | None:
    """A title on one line; None for what programs put in its place ('Microsoft Word - draft3.doc')."""
    line = clean_line(title)
    return None if line is None or _JUNK_TITLE.match(line) else line
