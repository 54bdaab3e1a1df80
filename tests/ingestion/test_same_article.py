"""The same article gives the same claims, in whatever form it comes."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest
from document_makers import (
    docx_paragraph,
    make_docx,
    make_epub,
    make_mail,
    make_odt,
    make_page,
    make_pdf,
    make_rtf,
    rtf_escape,
    set_lines,
)
from reading_help import read, rows

from armstrail import pipeline
from armstrail.model.document import Document

CORPUS = Path(__file__).parents[2] / "examples" / "dprk-russia" / "documents"
ARTICLES = (
    "en/2024-03-05-harbour-rail-monitor.txt",
    "it/2024-10-18-agenzia-meridiana.txt",
    "ko/2024-02-27-namhae-tongsin.txt",
)
_PLACES = ("doc", "id", "start", "end", "anchor_start", "anchor_end", "source_start", "source_end", "condition")


def claims_of(document: Document) -> list[dict[str, object]]:
    """The claims of a document in its words, without where these stand in it."""
    reading = pipeline.read_document(document, pipeline.shipped_packs())
    told = []
    for claim in reading.claims:
        record = {key: value for key, value in claim.to_json(document.text).items() if key not in _PLACES}
        converted = next((other for other in reading.claims if other.id == claim.converted_from), None)
        told.append(record | {"converted_from": converted and converted.anchor.cut(document.text)})
    return told


def forms_of(article: Document) -> dict[str, bytes]:
    """An article in every form, by a name with its ending; the day stands where each form has a place for it."""
    text, title, day = article.text, article.title or "", article.published or ""
    paragraphs = text.split("\n")
    dated = [day, *paragraphs]
    html = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    return {
        "a.html": make_page(text, title=title, published=day).encode(),
        "a.pdf": make_pdf([set_lines(day + "\n" + text)], title=title),
        "two-pages.pdf": make_pdf(
            [set_lines(f"{day}\n{paragraphs[0]}"), set_lines("\n".join(paragraphs[1:]))], title=title
        ),
        "narrow.pdf": make_pdf([set_lines(day + "\n" + text, signs=48)], title=title),
        "a.docx": make_docx("".join(map(docx_paragraph, dated)), title=title),
        "a.odt": make_odt("".join(f"<text:p>{escape(paragraph)}</text:p>" for paragraph in dated), title=title),
        "a.rtf": make_rtf("\\par ".join(map(rtf_escape, dated)), title=title),
        "a.epub": make_epub([html], metadata=f"<dc:title>{escape(title)}</dc:title><dc:date>{day}</dc:date>"),
        "a.eml": make_mail(
            text, Subject=title, Date=f"{int(day[8:])} {MONTHS[int(day[5:7])]} {day[:4]} 10:00:00 +0000"
        ),
        "page.eml": make_mail(
            html,
            kind="text/html",
            Subject=title,
            Date=f"{int(day[8:])} {MONTHS[int(day[5:7])]} {day[:4]} 10:00:00 +0000",
        ),
    }


MONTHS = dict(enumerate(["-", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]))


@pytest.mark.parametrize("name", ARTICLES)
def test_the_same_article_gives_the_same_claims_in_every_form(tmp_path, name):
    """Held against its plain text: every slot of every claim, and the words it stands on."""
    (article,) = rows(CORPUS / name)
    expected = claims_of(article)
    assert len(expected) > 3
    for form, data in forms_of(article).items():
        document = read(tmp_path / form, data)
        assert (document.title, document.published, document.lang) == (
            article.title,
            article.published,
            article.lang,
        ), form
        assert claims_of(document) == expected, form
