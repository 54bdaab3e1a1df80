"""Plain text and Markdown, with what stands before the body."""

from __future__ import annotations

from dataclasses import replace

from armstrail.ingestion.cleaning import clean_text, make_document
from armstrail.ingestion.dateline import date_on_top
from armstrail.ingestion.decoding import decode, too_long
from armstrail.ingestion.front_matter import split_front_matter, split_heading
from armstrail.model.document import Document


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
        fields = replace(fields, published=date_on_top(body))
    return make_document(body, fields)
