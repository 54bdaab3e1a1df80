"""Plain text and Markdown, with what stands before the body."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from itertools import islice
from typing import Final

from armstrail.ingestion.cleaning import clean_text, make_document
from armstrail.ingestion.dateline import find_dateline
from armstrail.ingestion.decoding import decode, too_long
from armstrail.ingestion.front_matter import split_front_matter, split_heading
from armstrail.model.document import Document

_TOP: Final = 6  # lines with words among which one of a date alone is that of the text


def read_plain(data: bytes, max_characters: int, *, markdown: bool = False) -> Document:
    """The document in a text file; marks of Markdown within the text stay as they are.

    Raises:
        Refused: no text, too long a text, or metadata with a date that is no date.
    """
    text = decode(data)
    if len(text) > max_characters:
        raise too_long(max_characters)
    fields, body = split_front_matter(clean_text(text))
    if markdown:
        heading, rest = split_heading(body)
        if heading and fields.title in (None, heading):
            fields, body = replace(fields, title=heading), rest
    if fields.published is None:
        lines = (line.strip() for line in StringIO(body))
        fields = replace(fields, published=find_dateline(islice(filter(None, lines), _TOP)))
    return make_document(body, fields)
