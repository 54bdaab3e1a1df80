"""However the words of an article are written into a page, the gate sees them: no page with claims is turned away."""

from __future__ import annotations

import random
import re
import sys
import unicodedata
from html import escape
from html.entities import codepoint2name
from pathlib import Path

import pytest

from armstrail import pipeline
from armstrail.ingestion.rough import read_roughly
from armstrail.ingestion.webpage import read_page

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import pages

PACKS = pipeline.shipped_packs()
GATE = pipeline.page_gate(PACKS)
LIMIT = 1_000_000
ANNOTATED = pages.annotated(shortest=0)
OTHERS = pages.everyday()
ENCODINGS = {"it": "cp1252", "de": "iso-8859-15", "fr": "cp1252", "es": "cp1252", "pt": "cp1252", "en": "cp1252",
             "nl": "cp1252", "pl": "iso-8859-2", "ru": "cp1251", "uk": "koi8-u", "ko": "cp949"}  # fmt: skip


def numbered(text: str) -> str:
    """Every letter as a numeric reference, by turns decimal and hexadecimal."""
    signs = enumerate(text)
    return "".join(
        f"&#{ord(sign)};" if sign.isalpha() and at % 2 else f"&#x{ord(sign):x};" if sign.isalpha() else escape(sign)
        for at, sign in signs
    )


def named(text: str) -> str:
    """Letters by their names, where they have one; a space as one that does not break."""
    return "".join(
        f"&{codepoint2name[ord(s)]};" if ord(s) in codepoint2name else s for s in text.replace(" ", "\u00a0")
    )


def marked_up(text: str) -> str:
    """A tag in the middle of each word, as links and search terms leave them."""
    return re.sub(r"(?<=\w\w)(?=\w\w)", "<b></b>", escape(text))


def hyphenated(text: str) -> str:
    """A soft hyphen after every third letter of a word, as entity and as sign."""
    return re.sub(r"(\w{3})(?=\w)", "\\1&shy;", escape(text)).replace("&shy;", "\u00ad", 5)


def decomposed(text: str) -> str:
    """Letters and their marks apart."""
    return unicodedata.normalize("NFD", escape(text))


def commented(text: str) -> str:
    """A comment between two words, with a margin in it that is never closed."""
    return escape(text).replace(" ", "<!-- <nav> --> ")


def in_capital_tags(text: str) -> str:
    """Line breaks of the nineties."""
    return escape(text).replace(". ", ".<BR>\n\t")


DISGUISES = (numbered, named, marked_up, hyphenated, decomposed, commented, in_capital_tags)


def dressed(article: pages.Article, number: int, disguise) -> str:
    """The page of a site in which the article is written so."""
    page = pages.page(article, number, random.Random(number), OTHERS).decode()
    for words in (*article.paragraphs, article.title):
        page = page.replace(f">{escape(words)}<", f">{disguise(words)}<")
    return page


def is_lost(page: bytes) -> bool:
    """Whether a page is turned away in which claims are read once it is read well."""
    gated, careful = read_page(page, LIMIT, GATE), read_page(page, LIMIT)
    return gated != careful and bool(pipeline.read_document(careful, PACKS).claims)


@pytest.mark.parametrize("disguise", DISGUISES, ids=lambda disguise: disguise.__name__)
def test_no_page_with_claims_is_turned_away(disguise):
    """Annotated texts in all languages, on five kinds of site."""
    lost, passed = [], 0
    for number, article in enumerate(ANNOTATED[::6]):
        page = dressed(article, number, disguise)
        if read_roughly(page, GATE) is None:
            passed += 1
        elif is_lost(page.encode()):
            lost.append(article.title)
    assert lost == []
    assert passed > 40


def test_no_page_in_an_older_encoding_is_turned_away():
    """Each language in one of its own, declared; and in UTF-16, which declares itself."""
    lost = []
    for number, article in enumerate(ANNOTATED[::12]):
        page = pages.page(article, number, random.Random(number), OTHERS).decode()
        encoding = ENCODINGS[article.lang]
        older = page.replace('charset="utf-8"', f'charset="{encoding}"').encode(encoding, "xmlcharrefreplace")
        lost += [(article.title, name) for name, data in ((encoding, older), ("utf-16", page.encode("utf-16")))
                 if is_lost(data)]  # fmt: skip
    assert lost == []
