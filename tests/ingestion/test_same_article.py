"""The same article gives the same claims, in whatever form it comes."""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import Path

import pytest
from document_makers import (
    docx_paragraph,
    gzip_records,
    make_docx,
    make_epub,
    make_mail,
    make_mhtml,
    make_odt,
    make_page,
    make_pdf,
    make_report_pdf,
    make_rtf,
    make_zip,
    rtf_escape,
    set_lines,
    warc_record,
)
from reading_help import read

from armstrail import pipeline
from armstrail.model.document import Document

GOLD = Path(__file__).parents[1] / "accuracy" / "gold"
LANGUAGES = ("de", "en", "es", "fr", "it", "ko", "pl", "pt", "ru", "uk")
OLDER = {"ko": "cp949", "pl": "iso8859-2", "ru": "koi8-r", "uk": "cp1251"}
MONTHS = dict(enumerate(["-", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]))
_PLACES = ("doc", "id", "start", "end", "anchor_start", "anchor_end", "source_start", "source_end", "condition")


def article_in(lang: str) -> Document:
    """An annotated article, a paragraph a line."""
    told = json.loads((GOLD / f"more-{lang}.jsonl").read_text("utf-8").splitlines()[0])
    text = re.sub(r"\n+", "\n", told["text"]).replace("\N{NO-BREAK SPACE}", " ")
    return Document(text=text, **{name: told[name] for name in ("id", "lang", "published", "title")})


def claims_of(document: Document) -> list[dict[str, object]]:
    """The claims of a document in its words, without where these stand in it."""
    reading = pipeline.read_document(document, pipeline.shipped_packs())
    told = []
    for claim in reading.claims:
        record = {key: value for key, value in claim.to_json(document.text).items() if key not in _PLACES}
        converted = next((other for other in reading.claims if other.id == claim.converted_from), None)
        told.append(record | {"converted_from": converted and converted.anchor.cut(document.text)})
    return told


def texts_of(article: Document) -> dict[str, bytes]:
    """An article as text, page and mail, by a name with its ending; each form has a place for its day."""
    text, title, day = article.text, article.title or "", article.published or ""
    head = f"---\ntitle: {title}\npublished: {day}\n---\n"
    page = make_page(text, title=title, published=day)
    declared = make_page(text, title=title, published=day, head=f'<meta charset="{OLDER.get(article.lang, "cp1252")}">')
    inner = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in text.split("\n"))
    sent = {"Subject": title, "Date": f"{int(day[8:])} {MONTHS[int(day[5:7])]} {day[:4]} 10:00:00 +0000"}
    mail, page_mail = make_mail(text, **sent), make_mail(inner, kind="text/html", **sent)
    record = warc_record("https://example.org/a", page.encode())
    return {
        "a.txt": (head + text).encode(),
        "wide.txt": (head + text).encode("utf-16"),
        "a.md": (head + text).encode(),
        "a.jsonl": json.dumps({"id": "a", "text": text, "title": title, "published": day}).encode(),
        "a.html": page.encode(),
        "old.html": declared.encode(OLDER.get(article.lang, "cp1252"), "xmlcharrefreplace"),
        "a.mhtml": make_mhtml(page),
        "a.eml": mail,
        "page.eml": page_mail,
        "a.mbox": b"From a@example.org Fri Oct 18 10:00:00 2024\n" + mail + b"\n\n",
        "a.warc.gz": gzip_records([record]),
        "a.wacz": make_zip({"datapackage.json": "{}", "archive/a.warc.gz": gzip_records([record])}),
        "a.zip": make_zip({"folder/a.eml": page_mail}),
    }


def papers_of(article: Document) -> dict[str, bytes]:
    """An article as documents of pages and of office programs; its day stands on a line of its own."""
    text, title, day = article.text, article.title or "", article.published or ""
    paragraphs = text.split("\n")
    dated = [day, *paragraphs]
    inner = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    return {
        "a.pdf": make_pdf([set_lines(day + "\n" + text)], title=title),
        "narrow.pdf": make_pdf([set_lines(day + "\n" + text, signs=48)], title=title),
        "two-pages.pdf": make_pdf(
            [set_lines(f"{day}\n{paragraphs[0]}"), set_lines("\n".join(paragraphs[1:]))], title=title
        ),
        "report.pdf": make_report_pdf(dated, title=title, lang=article.lang or ""),
        "a.docx": make_docx("".join(map(docx_paragraph, dated)), title=title),
        "a.odt": make_odt("".join(f"<text:p>{escape(paragraph)}</text:p>" for paragraph in dated), title=title),
        "a.rtf": make_rtf("\\par ".join(map(rtf_escape, dated)), title=title),
        "a.epub": make_epub([inner], metadata=f"<dc:title>{escape(title)}</dc:title><dc:date>{day}</dc:date>"),
    }


@pytest.mark.parametrize("forms", [texts_of, papers_of])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_same_article_gives_the_same_claims_in_every_form(tmp_path, lang, forms):
    """Held against the article itself: every slot of every claim, and the words it stands on."""
    article = article_in(lang)
    expected = claims_of(article)
    assert len(expected) > 3
    for form, data in forms(article).items():
        document = read(tmp_path / form, data)
        told = (document.title, document.published, document.lang)
        assert told == (article.title, article.published, article.lang), form
        assert claims_of(document) == expected, form
