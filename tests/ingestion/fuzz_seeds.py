"""Whole files of every form to damage, and the ways of damaging them; shared with benchmarks/fuzz."""

from __future__ import annotations

import json
import random
import zlib

from document_makers import (
    docx_paragraph,
    gzip_records,
    make_docx,
    make_epub,
    make_mail,
    make_odt,
    make_page,
    make_pdf,
    make_rtf,
    make_zip,
    set_lines,
    warc_record,
)

_TEXT = (
    "Seoul says North Korea sent about 12,000 containers of shells to Russia.\nMoscow denied it. 북한은 포탄을 보냈다."
)
_PLAIN = {"compression": 0}
_BLOCKS = "".join(map(docx_paragraph, _TEXT.split("\n")))
_ROW = f"<w:tbl><w:tr><w:tc>{_BLOCKS}</w:tc><w:tc>{_BLOCKS}</w:tc></w:tr></w:tbl>"
_PAGE = make_page(_TEXT, title="Containers", published="2024-10-18")
_PDF = make_pdf([set_lines(_TEXT), set_lines(_TEXT, x=320) + set_lines(_TEXT, signs=40)], title="Containers")
_MAIL = make_mail(_TEXT, attached={"a.pdf": _PDF, "b.txt": _TEXT.encode()})
_WARC = [
    warc_record("https://example.org/a", _PAGE.encode()),
    warc_record("https://example.org/b", _PDF, kind="application/pdf"),
]
_ODT = make_odt(
    f"<text:p>{_TEXT}</text:p><table:table><table:table-row><table:table-cell/></table:table-row></table:table>"
)


def _unpacked(data: bytes) -> bytes:
    """A ZIP archive with the same members, none packed, so that damage reaches their words."""
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return make_zip({name: archive.read(name) for name in archive.namelist()}, **_PLAIN)


def _table() -> bytes:
    """Two documents in a Parquet table, not packed."""
    import io

    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = [{"id": "a", "lang": "en", "text": _TEXT, "published": "2024-10-18"}, {"id": "b", "text": _TEXT}]
    into = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), into, compression="none")
    return into.getvalue()


_DOCX = make_docx(_BLOCKS + _ROW, title="Containers")
_TABLE = "<table><tr><td>a</td><td>b</td></tr></table>"
_EPUB = make_epub([f"<p>{_TEXT}</p>", _TABLE], metadata="<dc:title>C</dc:title>")
_OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument EncryptedPackage".encode("utf-16-le")
SEEDS = {
    "text": _TEXT.encode("utf-16"), "text cp949": "북한은 포탄을 보냈다. 러시아가 받았다.".encode("cp949"),
    "markdown": f"---\ntitle: Containers\ndate: 2024-10-18\n---\n\n# Containers\n\n{_TEXT}\n".encode(),
    "html": _PAGE.encode(), "doc": _OLD_WORD,
    "jsonl": (json.dumps({"id": "a", "lang": "en", "text": _TEXT, "published": "2024-10-18", "pages": [0, 9]})
              + "\n" + json.dumps({"id": "b", "text": _TEXT}) + "\n").encode(),
    "pdf": _PDF, "parquet": _table(),
    "docx": _DOCX, "docx unpacked": _unpacked(_DOCX),
    "odt unpacked": _unpacked(_ODT),
    "epub unpacked": _unpacked(_EPUB),
    "rtf": make_rtf("a\\par {\\b b}{\\footnote c}\\trowd d\\cell e\\cell\\row \\u8364?\\'e9", title="t"),
    "mail": _MAIL,
    "mhtml": b"From: a\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=e\n\n--e\n"
    b"Content-Type: text/html\n\n" + _PAGE.encode() + b"\n--e--\n",
    "mbox": b"".join(b"From a@example.org Fri Oct 18 10:00:00 2024\n" + _MAIL + b"\n\n" for _ in range(3)),
    "warc": b"".join(_WARC), "warc packed": gzip_records(_WARC),
    "zip": make_zip({"a.txt": _TEXT, "b.docx": _DOCX, "c.zip": make_zip({"d.eml": _MAIL})}, **_PLAIN),
    "wacz": make_zip({"datapackage.json": "{}", "archive/a.warc.gz": gzip_records(_WARC)}, **_PLAIN),
}  # fmt: skip
_TOKENS = (
    b"\x00", b"\xff" * 4, b"\x7f\xff\xff\xff", b"-1", b"99999999999", b"<", b">", b"{", b"}", b"&a;", b"<!DOCTYPE a [",
    b"<!ENTITY a SYSTEM 'file:///'>", b"\r\n\r\n", b"\\u", b"\\'", b"\\bin9", b"stream\n", b"endobj", b"/Kids [2 0 R]",
    b"PK\x03\x04", b"From a@b.c ", b"Content-Length: 9999999\r\n", b"boundary=", b"=?utf-8?B?", b"WARC/1.0\r\n",
)  # fmt: skip


def mutate(data: bytes, chance: random.Random) -> bytes:
    """A file with some damage, by the kinds of damage that readers have been known to fall over."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at = chance.randrange(len(out) + 1)
        length = chance.choice((1, 2, 8, 64, 512))
        match chance.randrange(7):
            case 0 if out:
                out[min(at, len(out) - 1)] ^= 1 << chance.randrange(8)
            case 1:
                del out[at : at + length]
            case 2:
                out[at:at] = out[at : at + length] * chance.choice((1, 2, 50))
            case 3:
                out[at:at] = chance.choice(_TOKENS)
            case 4:
                out[at : at + length] = chance.randbytes(length)
            case 5 if chance.random() < 0.3:
                del out[at:]
            case 6:
                other = chance.randrange(len(out) + 1)
                out[at:at] = out[other : other + length]
    return bytes(out)


def checksum(data: bytes) -> str:
    """A short name for a file that was found to make trouble."""
    return f"{zlib.crc32(data):08x}"
