"""Word documents, OpenDocument texts and RTF: body, tables row by row, footnotes; nothing that is not their words."""

from __future__ import annotations

import time

import pytest
from document_makers import DC, ODF, W, docx_paragraph, make_docx, make_odt, make_rtf, make_zip, rtf_escape
from reading_help import BODY, read, refuse

NOTE = "Secondo fonti locali."
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
BODY_OF_A = f"<w:document {W}><w:body><w:p><w:t>&a;</w:t></w:p></w:body></w:document>"
DEEP = f"<w:document {W}><w:body>{'<w:p>' * 250}{'</w:p>' * 250}</w:body></w:document>"
ODT = "application/vnd.oasis.opendocument.text"


def test_a_word_document_is_its_paragraphs_tables_and_footnotes(tmp_path):
    """In their order, the footnotes last; deleted words, fields, comments and headers are not its words."""
    body = (
        docx_paragraph(BODY)
        + "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>".format(
            *map(docx_paragraph, ("Soldati", "12.000"))
        )
        + "<w:p><w:r><w:t>In</w:t></w:r><w:del><w:r><w:delText>no</w:delText></w:r></w:del><w:r><w:t>vio</w:t>"
        '<w:noBreakHyphen/><w:t>lampo</w:t><w:softHyphen/><w:br w:type="page"/><w:footnoteReference w:id="2"/>'
        "<w:instrText>PAGE</w:instrText><w:tab/><w:t>fine.</w:t></w:r></w:p>"
    )
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{docx_paragraph(NOTE)}</w:footnote></w:footnotes>'
    )
    header = f"<w:hdr {W}>{docx_paragraph('Riservato')}</w:hdr>"
    document = read(tmp_path / "a.docx", make_docx(body, title="Rapporto", footnotes=notes, header1=header))
    assert document.text == f"{BODY}\nSoldati | 12.000\n\nInvio-lampo fine.\n{NOTE}"
    assert (document.title, document.publisher, document.lang) == ("Rapporto", None, "it")


def test_words_in_boxes_controls_and_links_are_read_once(tmp_path):
    """Word writes a box twice, for itself and for older versions."""
    box = "<w:r><mc:AlternateContent xmlns:mc='urn:m'>{}</mc:AlternateContent></w:r>".format(
        "".join(
            f"<mc:{n}><w:txbxContent>{docx_paragraph('Nel riquadro')}</w:txbxContent></mc:{n}>"
            for n in ("Choice", "Fallback")
        )
    )
    control = f"<w:sdt><w:sdtContent>{docx_paragraph('Nel campo')}</w:sdtContent></w:sdt>"
    link = "<w:p><w:hyperlink><w:r><w:t>Nel legame</w:t></w:r></w:hyperlink></w:p>"
    text = read(tmp_path / "a.docx", make_docx(f"<w:p>{box}</w:p>{control}{link}{docx_paragraph(BODY)}")).text
    assert text == f"Nel riquadro\n\nNel campo\n\nNel legame\n\n{BODY}"


def test_the_title_of_a_word_document_may_be_its_first_line(tmp_path):
    """By its style; it is then no part of the text."""
    document = read(tmp_path / "a.docx", make_docx(docx_paragraph("Rapporto", "Title") + docx_paragraph(BODY)))
    assert (document.title, document.text) == ("Rapporto", BODY)


def test_an_opendocument_text_is_its_paragraphs_tables_and_notes(tmp_path):
    """In their order, the notes last; deleted words and comments are not its words."""
    body = (
        "<text:tracked-changes><text:p>cancellato</text:p></text:tracked-changes>"
        f"<text:h>Titolo interno</text:h><text:p>{BODY[:30]}<text:span>{BODY[30:]}</text:span>"
        f"<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>{NOTE}</text:p></text:note-body>"
        "</text:note>"
        "<office:annotation><text:p>chi lo dice?</text:p></office:annotation>"
        ' Fine<text:s text:c="999999999"/>qui.</text:p>'
        '<table:table><table:table-row table:number-rows-repeated="1048576"><table:table-cell><text:p>Soldati</text:p>'
        "</table:table-cell><table:table-cell><text:p>12.000</text:p></table:table-cell></table:table-row></table:table>"
    )
    document = read(tmp_path / "a.odt", make_odt(body, title="Rapporto"))
    assert document.text == f"Titolo interno\n\n{BODY} Fine qui.\nSoldati | 12.000\n\n{NOTE}"
    assert document.title == "Rapporto"


def test_rtf_is_its_paragraphs_tables_and_footnotes(tmp_path):
    """In their order, the footnotes last; headers, pictures and addresses behind links are not its words."""
    link = '{\\field{\\*\\fldinst{HYPERLINK "https://example.org"}}{\\fldrslt{fine qui}}}'
    body = (
        f"{rtf_escape(BODY)}{{\\footnote {rtf_escape(NOTE)}}}\\par {{\\pict\\pngblip {'ab' * 900}}}"
        f"\\trowd\\intbl Soldati\\cell 12.000\\cell\\row\\pard Più {link}.\\par".replace("ù", "\\'f9")
    )
    document = read(tmp_path / "a.rtf", make_rtf(body, title="È un rapporto"))
    assert document.text == f"{BODY}\nSoldati | 12.000\n\nPiù fine qui.\n{NOTE}"
    assert (document.title, document.publisher) == ("È un rapporto", None)


@pytest.mark.parametrize("page", ["1251", "949"])
def test_rtf_in_an_older_page_of_signs_is_read(tmp_path, page):
    """As Word 97 wrote it."""
    words = {"1251": "Москва отрицает поставки снарядов.", "949": "북한은 포탄을 보냈다고 밝혔다."}[page]
    escaped = "".join(f"\\'{byte:02x}" if byte > 127 else chr(byte) for byte in words.encode(f"cp{page}"))
    assert read(tmp_path / "a.rtf", f"{{\\rtf1\\ansi\\ansicpg{page} {escaped}\\par}}").text == words


def test_a_damaged_table_of_fonts_costs_no_time(tmp_path):
    """The words behind it are read; found by damaging files at random."""
    table = "{\\fonttbl" + "{\\f0\\fswiss\\fcharset0 Aris\\fcc" * 3000
    start = time.process_time()
    assert "does not close" in refuse(tmp_path / "a.rtf", "{\\rtf1\\ansi" + table).reason
    whole = "{\\rtf1\\ansi{\\fonttbl" + "\\f0\\fcharset0 " * 3000 + "}" + rtf_escape(BODY) + "}"
    assert read(tmp_path / "b.rtf", whole).text == BODY
    assert time.process_time() - start < 5


def docx_of(document: str) -> bytes:
    """A Word file around a whole part of its document."""
    return make_zip({"word/document.xml": document})


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.docx", b"", "is empty"),
        ("a.docx", make_docx(docx_paragraph(BODY))[:400], "damaged or cut short"),
        ("a.docx", docx_of(LAUGHS + BODY_OF_A), "declares entities"),
        ("a.docx", docx_of(OUTSIDE + BODY_OF_A), "declares entities"),
        ("a.docx", docx_of(f"<w:document {W}><w:body>"), "a part word/document.xml that is damaged"),
        ("a.docx", docx_of(DEEP), "nested deeper"),
        ("a.docx", docx_of(f"<w:document {W}></w:document>"), "without a body"),
        ("a.docx", make_docx("<w:p/>"), "has no words"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "is encrypted"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is an older office document"),
        ("a.docx", make_zip({"xl/workbook.xml": "<x/>"}), "is a spreadsheet"),
        ("a.odt", make_odt("<text:p>x</text:p>", manifest="<m><encryption-data/></m>"), "is encrypted"),
        ("a.odt", make_odt("<text:p/>"), "has no words"),
        ("a.odt", make_zip({"mimetype": ODT}), "lacks its part 'content.xml'"),
        ("a.odt", make_zip({"mimetype": ODT, "content.xml": f"<o {ODF}/>"}), "without a text"),
        ("a.rtf", b"{\\rtf1\\ansi }", "has no words"),
        ("a.rtf", b"Il testo", "is not RTF"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_one_row(tmp_path, name, data, reason):
    """It says what is wrong, and what to do."""
    row = refuse(tmp_path / name, data)
    assert reason in row.reason
    assert row.mend


def test_properties_that_are_broken_cost_only_the_title(tmp_path):
    """The words are read."""
    data = make_zip({"word/document.xml": f"<w:document {W}><w:body>{docx_paragraph(BODY)}</w:body></w:document>",
                     "docProps/core.xml": f"<cp {DC}><dc:title>"})  # fmt: skip
    assert read(tmp_path / "a.docx", data).text == BODY
