"""A saved web page: its main text, without menus and comments, and what it says about itself."""

from __future__ import annotations

import re
from typing import Any, Final

from armstrail.ingestion.cleaning import Fields, clean_date, clean_line, clean_text, make_document
from armstrail.ingestion.decoding import BrokenUtf8, decode_strictly, too_long
from armstrail.ingestion.language import detect_language, normalise_language
from armstrail.ingestion.rows import Refused
from armstrail.model.document import Document

MAX_TAGS: Final = 100_000  # the time that the extraction takes grows with the square of the cells of a table
_CHARSET: Final = re.compile(
    rb"""<meta\s[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)""", re.I
)
_DATA: Final = re.compile(r"""data:[a-z][\w.+/;=-]*,[^"'\s()<>]{200,}""", re.I)
_LONG_TAG: Final = re.compile(r"<[^<>]{20000,}>")  # thousands of attributes on one tag take minutes to parse
_TAG: Final = re.compile(r"<[A-Za-z]")
_LANGUAGE: Final = re.compile(r"""<html\b[^>]*?\s(?:xml:)?lang\s*=\s*["']?([\w-]+)""", re.I)
_SAVED_FROM: Final = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://\S+)", re.I
)
_NO_CONTENT: Final = ["//nav", "//noscript", "//button", "//select", "//footer[not(ancestor::article)]"]
# The latest date is fixed, for else it would be today's and the same page could read otherwise tomorrow.
_DATES: Final[dict[str, Any]] = {"original_date": True, "extensive_search": False, "max_date": "2100-12-31"}


def read_page(data: bytes, max_characters: int) -> Document:
    """The document in a saved page: text, title, date, site (else author) as publisher, canonical address.

    The language is that of the text; what the page declares counts only where the text is too short to
    tell, for many sites declare the language of their template.

    Raises:
        Refused: no page, too large a page, or one without a main text.
    """
    head = _CHARSET.search(data, 0, 4096)
    declared = (head[1] or head[2]).decode("ascii") if head else None
    try:
        return _page_of(decode_strictly(data, declared), max_characters)
    except BrokenUtf8 as broken:
        # A bad byte in a menu or a script does not matter; one in the text or the title does.
        document = _page_of(broken.data.decode("utf-8", "replace"), max_characters)
        if "\ufffd" in f"{document.title}{document.publisher}{document.text}":
            raise broken.refusal from None
        return document


def _page_of(html: str, max_characters: int) -> Document:
    """The document in markup that is decoded already."""
    markup = _LONG_TAG.sub(" ", _DATA.sub("data:,", html))
    if len(markup) > max_characters:
        raise too_long(max_characters)
    if sum(1 for _ in _TAG.finditer(markup)) > MAX_TAGS:
        raise Refused(f"has more than {MAX_TAGS:,} tags", "save the article's own page, or its words as a .txt file")
    if "<html" not in markup[:10_000].lower():
        markup = f"<html><body>{markup}</body></html>"
    page = _extract(markup)
    text = clean_text(page.text or "").strip() if page is not None else ""
    if not any(map(str.isalnum, text)):
        raise Refused("has no main text", "save the article's own page, or its words as a .txt file")
    title = clean_line(page.title)
    return make_document(_without_title(text, title), _fields(page, title, text, html))


def _extract(markup: str) -> Any:
    """What the extraction library makes of a page, None where it finds nothing; it opens no connection."""
    from trafilatura import bare_extraction

    try:
        return bare_extraction(
            markup,
            with_metadata=True,
            include_comments=False,
            include_tables=True,
            date_extraction_params=dict(_DATES),
            prune_xpath=list(_NO_CONTENT),
        )
    except Exception as error:  # a library that walks any markup may fail in any way; it costs this row
        reason = f"cannot be taken apart ({type(error).__name__})"
        raise Refused(reason, "save its words as a .txt file") from error


def _fields(page: Any, title: str | None, text: str, html: str) -> Fields:
    saved_from = _SAVED_FROM.search(html, 0, 4096)
    language = _LANGUAGE.search(html, 0, 10_000)
    return Fields(
        title=title,
        published=_date_or_none(page.date),
        publisher=clean_line(page.sitename or page.hostname or page.author),
        url=clean_line(page.url or (saved_from[1] if saved_from else None)),
        lang=detect_language(text) or (normalise_language(language[1]) if language else None),
    )


def _date_or_none(value: str | None) -> str | None:
    """The date that the library found; one that is no date is none, for the page did not write it so."""
    try:
        return clean_date(value)
    except Refused:
        return None


def _without_title(text: str, title: str | None) -> str:
    """The text without its first line where that is the title, which is no part of the text."""
    first, _, rest = text.partition("\n")
    return rest.strip() if title and " ".join(first.split()) == title and rest.strip() else text
