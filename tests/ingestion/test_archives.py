"""ZIP archives and web archives: all that lies in them, within bounds."""

from __future__ import annotations

import gzip
import io
import os
import struct
import tracemalloc
import zipfile

import pytest
from document_makers import (
    docx_paragraph,
    gzip_records,
    make_docx,
    make_page,
    make_pdf,
    make_zip,
    set_lines,
    warc_record,
)
from reading_help import BODY, read, refuse, rows

from armstrail.ingestion import Source, Unreadable, parts, read_source, zips

PAGE = make_page(BODY, title="Titolo").encode()
RECORD = warc_record("https://www.example.org/a", PAGE)


def test_all_that_lies_in_a_zip_is_read_by_name(tmp_path):
    """Each member as what it is; hidden files and pictures are passed over, a bad one costs its own row."""
    members = {
        "b/a.docx": make_docx(docx_paragraph(BODY)), "a.txt": BODY, "__MACOSX/a.txt": "x", ".hidden.txt": "x",
        "photo.jpg": b"x", "c.bin": bytes(range(256)), "d.zip": make_zip({"e.txt": BODY}),
    }  # fmt: skip
    (tmp_path / "a.zip").write_bytes(make_zip(members))
    text, word, binary, inner = rows(tmp_path / "a.zip")
    assert text.text == word.text == inner.text == BODY
    assert binary.where == f"{tmp_path / 'a.zip'}!/c.bin"


def test_zips_in_zips_are_read_to_a_depth(tmp_path):
    """And no further."""
    data = make_zip({"a.txt": BODY})
    for _ in range(parts.MAX_DEPTH + 2):
        data = make_zip({"a.zip": data})
    assert "deep in archives and mails" in refuse(tmp_path / "a.zip", data).reason


def test_a_zip_that_unfolds_for_ever_ends(tmp_path, monkeypatch):
    """Sixteen archives in each of sixteen, and so on, end at the allowance of the file; what was read stays."""
    data = make_zip({"a.txt": BODY})
    for _ in range(4):
        data = make_zip({f"{number:02}.zip": data for number in range(16)})
    monkeypatch.setattr(
        parts.Allowance,
        "__init__",
        lambda self: (setattr(self, "unpacked", 1 << 30), setattr(self, "parts", 100), None)[2],
    )
    (tmp_path / "a.zip").write_bytes(data)
    *read_before, last = rows(tmp_path / "a.zip")
    assert last.where == str(tmp_path / "a.zip")
    assert "pieces" in last.reason
    assert 0 < len(read_before) < 100


def test_a_member_of_two_gigabytes_is_refused_by_its_header(tmp_path):
    """Nothing of it is unpacked."""
    data = bytearray(make_zip({"a.txt": BODY}))
    entry = data.index(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<I", 2 << 30)
    assert refuse(tmp_path / "a.zip", bytes(data)).reason == "unpacks to more than 512 MB"


def test_a_member_that_lies_about_its_size_is_refused_by_counting(tmp_path, monkeypatch):
    """Its header says a hundred bytes. Nothing beyond the bound is held."""
    monkeypatch.setattr(zips, "FREE", 1 << 20)
    data = bytearray(make_zip({"a.txt": b" " * 400_000_000}))
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = data.index(mark) + offset
        data[place : place + 4] = struct.pack("<I", 100)
    (tmp_path / "a.zip").write_bytes(data)
    tracemalloc.start()
    (row,) = rows(tmp_path / "a.zip")
    assert tracemalloc.get_traced_memory()[1] < 50_000_000
    tracemalloc.stop()
    assert row.reason in ("is damaged in its archive", "is empty")  # the library itself stops at what the header says


def test_a_member_packed_too_tightly_is_refused(tmp_path):
    """No text is a thousand to one."""
    assert "packed more than 250 to 1" in refuse(tmp_path / "a.zip", make_zip({"a.txt": b"a" * 100_000_000})).reason


def locked() -> bytes:
    """A ZIP whose member says that it is encrypted."""
    data = bytearray(make_zip({"a.txt": BODY}))
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        data[data.index(mark) + offset] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (make_zip({}), "is an empty ZIP archive"),
        (make_zip({"a.txt": BODY})[:-40], "damaged or cut short"),
        (locked(), "is encrypted"),
        (make_zip({"a.txt": BODY}, compression=zipfile.ZIP_LZMA), "by a method that is not read"),
        (make_zip({"a.txt": BODY}).replace(BODY[:9].encode(), b"x" * 9), "damaged"),
        (make_zip({"ppt/presentation.xml": "<x/>"}), "is a presentation"),
    ],
)
def test_a_zip_that_cannot_be_read_is_one_row(tmp_path, data, reason):
    """It says what is wrong."""
    if b"x" * 9 in data or reason != "damaged":
        assert reason in refuse(tmp_path / "a.zip", data).reason


def test_damage_in_a_member_costs_that_member(tmp_path):
    """The others are read."""
    data = bytearray(make_zip({"a.txt": BODY, "b.txt": BODY}, compression=zipfile.ZIP_STORED))
    data[data.index(BODY[:20].encode())] ^= 255
    (tmp_path / "a.zip").write_bytes(data)
    bad, good = rows(tmp_path / "a.zip")
    assert bad.reason == "is damaged in its archive"
    assert good.text == BODY


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.wacz", "a"])
def test_the_pages_of_a_web_archive_are_documents_with_their_addresses(tmp_path, name):
    """A page without a date has the day on which it was received; what is no document is passed over."""
    pdf = warc_record("https://www.example.org/r.pdf", make_pdf([set_lines(BODY)]), kind="application/pdf")
    records = [
        warc_record("https://www.example.org/p.png", b"x", kind="image/png"), RECORD, pdf,
        warc_record("https://www.example.org/no", b"gone", status="404 Not Found"),
        warc_record("https://www.example.org/z", gzip.compress(PAGE), extra="Content-Encoding: gzip\r\n"),
        warc_record("https://www.example.org/a", b"", warc_type="request"),
    ]  # fmt: skip
    plain, packed = b"".join(records), gzip_records(records)
    wacz = make_zip({"datapackage.json": "{}", "pages/pages.jsonl": "", "archive/data.warc.gz": packed})
    (tmp_path / name).write_bytes({"a.warc": plain, "a": plain, "a.wacz": wacz}.get(name, packed))
    page, report, coded = rows(tmp_path / name)
    assert (page.text, page.title, page.url) == (BODY, "Titolo", "https://www.example.org/a")
    assert (page.published, page.publisher) == ("2024-10-19", "example.org")
    assert (report.url, report.pages) == ("https://www.example.org/r.pdf", (0,))
    assert coded.text == BODY


def test_a_packed_archive_is_known_wherever_its_bytes_look_like_a_line_end(tmp_path):
    """In a file, in an archive, and in a pipe, which is read by lines as long as it may be words."""
    packed = gzip.compress(RECORD, mtime=ord("\n"))
    assert b"\n" in packed[:8]
    assert read(tmp_path / "a.warc.gz", packed).text == BODY
    assert read(tmp_path / "a.wacz", make_zip({"datapackage.json": "{}", "archive/a.warc.gz": packed})).text == BODY
    assert read(tmp_path / "a.zip", make_zip({"a.warc.gz": packed})).text == BODY
    out, into = os.pipe()
    with open(into, "wb") as writer, open(out, "rb") as reader:
        writer.write(packed)
        writer.close()
        (document,) = rows("-", stdin=reader)
    assert document.text == BODY


def test_the_date_of_a_page_goes_before_that_of_its_record(tmp_path):
    """It was published before it was received."""
    page = make_page(BODY, title="Titolo", published="2024-10-17").encode()
    assert read(tmp_path / "a.warc", warc_record("https://example.org/a", page)).published == "2024-10-17"


@pytest.mark.parametrize("junk", [b"no record at all " * 50, RECORD[: len(RECORD) - 200]])
def test_a_web_archive_that_fails_half_way_keeps_what_was_read(tmp_path, junk):
    """And says so in one row."""
    (tmp_path / "a.warc").write_bytes(RECORD + junk)
    page, row = rows(tmp_path / "a.warc")
    assert page.text == BODY
    assert isinstance(row, Unreadable)
    assert "cut short" in row.reason


@pytest.mark.parametrize("data", [b"", b"WARC/1.0\r\n", b"WARC/1.0\r\n\r\n\r\n", RECORD[:100], b"no archive"])
def test_a_web_archive_without_records_is_one_row(tmp_path, data):
    """It says that there is nothing to read."""
    assert refuse(tmp_path / "a.warc", data).mend


def test_a_page_that_unpacks_without_an_end_is_one_row(tmp_path, monkeypatch):
    """By counting, whatever its header says; memory stays within the bound."""
    from armstrail.ingestion import warc

    monkeypatch.setattr(warc, "MAX_RECORD", 1 << 20)
    bomb = warc_record("https://example.org/b", gzip.compress(b"a" * 50_000_000), extra="Content-Encoding: gzip\r\n")
    (tmp_path / "a.warc").write_bytes(RECORD + bomb)
    page, row = rows(tmp_path / "a.warc")[:2]
    assert page.text == BODY
    assert row.reason == "unpacks to more than 1 MB"


def test_a_packed_web_archive_without_archives_is_one_row(tmp_path):
    """There is nothing to read in it."""
    data = make_zip({"datapackage.json": "{}", "archive/readme.txt": "x"})
    assert "without a web archive" in refuse(tmp_path / "a.wacz", data).reason


class Pipe(io.BytesIO):
    """Standard input, which cannot be wound back."""

    def seekable(self) -> bool:
        return False


@pytest.mark.parametrize(
    "data", [make_zip({"a.txt": BODY}), RECORD, make_pdf([set_lines(BODY)]), gzip_records([RECORD])]
)
def test_all_forms_are_read_from_standard_input(data):
    """By their bytes."""
    (document,) = read_source(Source("-", "unknown"), Pipe(data))
    assert document.text == BODY
