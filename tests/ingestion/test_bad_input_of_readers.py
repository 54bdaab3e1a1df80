"""Each kind of bad input put to each reader: one row or documents, a reason, a mend, and little time."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest
from document_makers import make_docx, make_epub, make_mail, make_odt, make_zip
from fuzz_seeds import SEEDS
from sheet_makers import vocabulary, write

from armstrail import pipeline
from armstrail.ingestion import Source, Unreadable, load_layout, read_figures, read_sheet, read_source
from armstrail.ingestion.formats import FORMATS
from armstrail.ingestion.reading import REPORT
from armstrail.model.document import Document
from armstrail.model.errors import ReadError

FORMS = sorted({form.key for form in FORMATS})
GATE = pipeline.page_gate(pipeline.shipped_packs())
LAUGHS = "<!DOCTYPE a [<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{number} '{f'&a{number - 1};' * 10}'>" for number in range(1, 12)
)
LAUGHS += "]>"
OUTSIDE = "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'><!ENTITY y SYSTEM 'http://127.0.0.1:9/'>]>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")


def put(data: bytes, form: str) -> list[Document | Unreadable]:
    """The rows of these bytes under the name of a form; each says what, where and the mend, soon."""
    start = time.process_time()
    rows = list(read_source(Source("-", form), io.BytesIO(data), max_characters=1_000_000, gate=GATE))
    assert time.process_time() - start < max(2.0, len(data) / 100_000)
    for row in rows:
        if isinstance(row, Unreadable):
            assert row.reason
            assert row.mend not in ("", REPORT)
    return rows


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_a_file_cut_short_anywhere_is_rows(name):
    """At its half, its tenth, and a byte before its end."""
    data = SEEDS[name]
    for size in (1, len(data) // 10, len(data) // 2, len(data) - 1):
        put(data[:size], name.partition(" ")[0])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("data", [b"", bytes(5000), b"\xff" * 5000, b" \r\n" * 2000], ids=["none", "0", "255", "blank"])
def test_a_file_of_no_bytes_or_of_the_same_holds_no_document(form, data):
    """One row, or none where no line says anything."""
    assert not [row for row in put(data, form) if isinstance(row, Document)]


@pytest.mark.parametrize("form", FORMS)
def test_a_file_under_the_name_of_another_form_is_read_as_what_it_is_or_is_a_row(form):
    """Every form under every name."""
    for data in SEEDS.values():
        put(data, form)


def with_entities(head: str, name: str) -> bytes:
    """A file of a form whose words are an entity."""
    words, page = f"{name} shells &a11;&x;&y;", "<p>{}</p>"
    mimetype = "application/vnd.oasis.opendocument.text"
    match name:
        case "docx":
            body = f"<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:body></w:document>"
            return make_zip({"word/document.xml": head + body, "[Content_Types].xml": "<Types/>"})
        case "odt":
            return make_zip({"mimetype": mimetype, "content.xml": f"{head}<o>{words}</o>"})
        case "epub":
            return make_epub([page.format("x")], **{"OEBPS__c0.xhtml": f"{head}<html><body>{words}</body></html>"})
        case "mhtml" | "mail":
            return make_mail(f"{head}<html><body>{page.format(words * 20)}</body></html>", kind="text/html")
        case _:
            return f"{head}<html><body><p>{words * 20}</p></body></html>".encode()


@pytest.mark.parametrize("name", ["docx", "odt", "epub", "mail", "html"])
@pytest.mark.parametrize("head", [LAUGHS, OUTSIDE], ids=["laughs", "outside"])
def test_entities_are_not_unfolded_and_nothing_outside_is_read(name, head):
    """Neither a billion laughs nor the words of another file come out."""
    secret = Path("/etc/hostname").read_text().strip() if Path("/etc/hostname").exists() else "no such file"
    for row in put(with_entities(head, name), name):
        if isinstance(row, Document):
            assert len(row.text) < 10_000
            assert secret not in row.text


@pytest.mark.parametrize("form", ["docx", "odt", "epub", "doc", "zip", "unknown"])
def test_an_office_file_under_a_password_is_said_to_be_encrypted(form):
    """Whatever its name promises."""
    (row,) = put(OLE, form)
    assert isinstance(row, Unreadable)
    assert row.reason in ("is encrypted", "is an older office document, not text") or "encrypted" in row.reason


def test_a_mail_that_hangs_on_itself_ends(monkeypatch):
    """Mails, archives and documents in one another to a depth, each with the rest beside it."""
    monkeypatch.setattr("armstrail.ingestion.parts.MAX_PARTS", 300)
    inner = make_mail("North Korea sent shells.")
    for number in range(6):
        box = make_zip({"a.eml": inner, "b.docx": make_docx("<w:p/>"), "c.odt": make_odt("<text:p>x</text:p>")})
        inner = make_mail(f"mail {number}", attached={"box.zip": box, "again.eml": inner})
    rows = put(inner, "mail")
    assert any(isinstance(row, Unreadable) and "deep in archives" in row.reason for row in rows)


SHEETS = [b"", bytes(3000), b"PK\x03\x04" + bytes(300), OLE, b"\xff\xfe" + "Käufer".encode("utf-16-le"), b'"' * 9999,
          make_zip({"xl/workbook.xml": LAUGHS + "<workbook>&a11;</workbook>", "xl/worksheets/sheet1.xml": LAUGHS}),
          make_zip({"xl/workbook.xml": "<workbook/>", "a.zip": make_zip({"b": "c"})})]  # fmt: skip


@pytest.mark.parametrize("data", SHEETS, ids=range(len(SHEETS)))
def test_what_is_no_sheet_stops_the_import_with_the_reason(tmp_path, data):
    """Of the program's own making, on one line, that names the file."""
    for name in ("t.csv", "t.xlsx"):
        path = str(write(tmp_path / name, data))
        for read in (
            lambda path: read_sheet(path, load_layout("sipri"), vocabulary(), published="2024"),
            lambda path: read_sheet(path, load_layout("kiel"), vocabulary(), published="2024"),
            lambda path: read_figures(path, vocabulary()),
        ):
            with pytest.raises(ReadError) as told:
                read(path)
            assert name in str(told.value)
            assert "\n" not in str(told.value)
