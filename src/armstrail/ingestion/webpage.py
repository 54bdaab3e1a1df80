"""A saved web page: its main text, without menus and comments, and what it says about itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from armstrail.ingestion.cleaning import Fields, clean_line, clean_text, date_or_none, make_document, without_title
from armstrail.ingestion.decoding import BrokenUtf8, decode_strictly, too_long
from armstrail.ingestion.language import detect_language, normalise_language
from armstrail.ingestion.lightening import lighten, without_margins
from armstrail.ingestion.rough import Gate, read_roughly
from armstrail.ingestion.rows import Refused
from armstrail.ingestion.webdates import METADATA_DATES, labelled_date, without_sentences
from armstrail.model.document import Document

MAX_TAGS: Final = 100_000  # the time that the extraction takes grows with the square of the cells of a table
_MEND: Final = "save the article's own page, or its words as a .txt file"
_CHARSET: Final = re.compile(
    rb"""<meta\s[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)""", re.I
)
_XML_DECLARATION: Final = re.compile(r"\s*<\?xml[^>]*>")  # true of the bytes, no longer of the text
_TAG: Final = re.compile(r"<[A-Za-z]")
_LANGUAGE: Final = re.compile(r"""<html\b[^>]*?\s(?:xml:)?lang\s*=\s*["']?([\w-]+)""", re.I)
_SAVED_FROM: Final = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://\S+)", re.I
)
_NO_CONTENT: Final = ["//nav", "//noscript", "//button", "//select", "//footer[not(ancestor::article)]"]


def read_page(data: bytes, max_characters: int, gate: Gate | None = None) -> Document:
    """The document in a saved page: text, title, date, site (else declared author) as publisher, canonical address.

    The language is that of the text; what the page declares counts only where the text is too short to
    tell, for many sites declare the language of their template.

    Args:
        gate: tells whether words may hold a claim; a page in which none can is read roughly (`rough`). Without one
            every page is read well.
    Raises:
        Refused: no page, too large a page, or one without a main text.
    """
    head = _CHARSET.search(data, 0, 4096)
    declared = (head[1] or head[2]).decode("ascii") if head else None
    try:
        return _page_of(decode_strictly(data, declared), max_characters, gate)
    except BrokenUtf8 as broken:
        # A bad byte in a menu or a script does not matter; one in the text or the title does.
        document = _page_of(broken.data.decode("utf-8", "replace"), max_characters, gate)
        if "\ufffd" in f"{document.title}{document.publisher}{document.text}":
            raise broken.refusal from None
        return document


def _page_of(html: str, max_characters: int, gate: Gate | None) -> Document:
    """The document in markup that is decoded already."""
    declaration = _XML_DECLARATION.match(html)
    markup = html[declaration.end() :] if declaration else html
    if gate is not None and len(markup) <= max_characters:
        rough = read_roughly(_with_root(markup), gate)
        if rough is not None:
            return rough
    markup = lighten(markup)
    if len(markup) > max_characters:
        raise too_long(max_characters)
    if markup.count("<") > MAX_TAGS and sum(1 for _ in _TAG.finditer(markup)) > MAX_TAGS:
        raise Refused(f"has more than {MAX_TAGS:,} tags", _MEND)
    words, page = _take_apart(_with_root(without_margins(markup)))  # which would take half the time, and give no words
    text = clean_text(words).strip()
    if not any(map(str.isalnum, text)):
        raise Refused("has no main text", _MEND)
    title = clean_line(page.title)
    return make_document(without_title(text, title), _fields(page, title, text, html))


def _with_root(markup: str) -> str:
    """Markup under one root, which pieces of pages have not."""
    has_root = markup.find("<html", 0, 10_000) >= 0 or "<html" in markup[:10_000].lower()
    return markup if has_root else f"<html><body>{markup}</body></html>"


@dataclass(frozen=True, slots=True)
class _Page:
    """What a page says about itself, as it says it."""

    title: str | None = None
    date: str | None = None
    site: str | None = None
    url: str | None = None


def _take_apart(markup: str) -> tuple[str, _Page]:
    """The main text of a page, empty where there is none, and what it says about itself.

    The libraries are given a tree and never an address, so they open no connection.
    """
    from trafilatura import bare_extraction, extract_metadata
    from trafilatura.utils import load_html

    try:
        tree = load_html(markup)
        if tree is None:
            return "", _Page()
        body: Any = bare_extraction(tree, include_comments=False, prune_xpath=list(_NO_CONTENT))
        quiet = without_sentences(tree)
        about = extract_metadata(quiet, date_config=dict(METADATA_DATES))
        author = next(iter(tree.xpath("//meta[@name='author']/@content")), None)
        return (body.text or "" if body is not None else ""), _Page(
            title=about.title,
            date=about.date or labelled_date(quiet),
            site=about.sitename or about.hostname or author,
            url=about.url,
        )
    except Exception as error:  # libraries that walk any markup may fail in any way; it costs this row
        raise Refused(f"cannot be taken apart ({type(error).__name__})", _MEND) from error


def _fields(page: _Page, title: str | None, text: str, html: str) -> Fields:
    saved_from = _SAVED_FROM.search(html, 0, 4096)
    language = _LANGUAGE.search(html, 0, 10_000)
    return Fields(
        title=title,
        published=date_or_none(page.date),
        publisher=clean_line(page.site),
        url=clean_line(page.url or (saved_from[1] if saved_from else None)),
        lang=detect_language(text) or (normalise_language(language[1]) if language else None),
    )
