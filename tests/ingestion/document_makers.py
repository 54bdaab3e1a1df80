"""Documents of every form, made by hand: as much of each form as its programs write around a text."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from base64 import b64encode
from html import escape
from importlib.resources import as_file, files
from typing import NamedTuple

import typst


class Set(NamedTuple):
    """Words set on a page of a PDF: where, in points from its lower left corner, and how large."""

    x: float
    y: float
    words: str
    size: int = 10


WIDTH, HEIGHT = 600, 800
_DESCRIPTOR = (
    b"<< /Type /FontDescriptor /FontName /Text /Flags 4 /FontBBox [0 -200 1000 800] /ItalicAngle 0 /Ascent 800 "
    b"/Descent -200 /CapHeight 700 /StemV 80 >>"
)
PICTURE = b"q 500 0 0 700 50 50 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q\n"


def make_pdf(pages: list[list[Set]] | list[bytes], *, title: str = "", rotate: int = 0, trailer: bytes = b"") -> bytes:
    """A PDF with a text layer in any script; each sign is half as wide as its size. Bytes are a page's content."""
    objects = [b"", b"", _font(), _descendant(), _stream(_to_unicode()), _DESCRIPTOR]
    kids = []
    for page in pages:
        content = page if isinstance(page, bytes) else b"".join(map(_shown, page))
        objects.append(_stream(content))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Rotate %d /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (WIDTH, HEIGHT, rotate, len(objects))
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    objects.append(b"<< /Title <%s> >>" % ("\ufeff" + title).encode("utf-16-be").hex().encode())
    out, places = io.BytesIO(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    out.seek(0, io.SEEK_END)
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    info = b"/Info %d 0 R" % len(objects) if title else b""
    out.write(b"trailer << /Size %d /Root 1 0 R %s %s >>\n" % (len(objects) + 1, info, trailer))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def _shown(words: Set) -> bytes:
    return b"BT /F1 %d Tf %.1f %.1f Td <%s> Tj ET\n" % (
        words.size, words.x, words.y, words.words.encode("utf-16-be").hex().encode()
    )  # fmt: skip


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >> stream\n%s\nendstream" % (len(content), content)


def _font() -> bytes:
    return (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Text /Encoding /Identity-H /DescendantFonts [4 0 R] "
        b"/ToUnicode 5 0 R >>"
    )


def _descendant() -> bytes:
    return (
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Text /CIDSystemInfo << /Registry (Adobe) "
        b"/Ordering (Identity) /Supplement 0 >> /DW 500 /FontDescriptor 6 0 R >>"
    )


def _to_unicode() -> bytes:
    ranges = [f"<{high:02X}00> <{high:02X}FF> <{high:02X}00>" for high in range(256)]
    parts = [ranges[start : start + 100] for start in range(0, 256, 100)]
    maps = " ".join(f"{len(part)} beginbfrange {' '.join(part)} endbfrange" for part in parts)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Text def /CMapType 2 def "
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange {maps} endcmap end end"
    ).encode()


_REPORT = """
#let told = json(bytes(sys.inputs.data))
#set document(title: told.title)
#set page(width: 160mm, height: 120mm, margin: 12mm, columns: 2, footer: context align(center, counter(page).display()))
#set text(font: ("Noto Serif", "Brief Hangul"), size: 9pt, lang: told.lang, hyphenate: true)
#set par(justify: told.lang != "ko", first-line-indent: 1em)
#show regex("[\\p{Hangul}]+"): box  // no word is parted there
#for each in told.paragraphs { par(each) }
"""


def make_report_pdf(paragraphs: list[str], *, title: str = "", lang: str = "en") -> bytes:
    """A report as a typesetter makes it: two justified columns, words parted as the language does, small pages."""
    fonts = files("armstrail.publishing") / "fonts"
    told = json.dumps({"title": title, "lang": lang, "paragraphs": paragraphs})
    with as_file(fonts) as folder:
        made: bytes = typst.compile(
            _REPORT.encode(), font_paths=[str(folder)], ignore_system_fonts=True, format="pdf",
            sys_inputs={"data": told},
        )  # fmt: skip
    return made


def set_lines(text: str, *, x: float = 50, top: float = 740, signs: int = 90, size: int = 10) -> list[Set]:
    """Paragraphs broken into lines at blanks, one below the other, with a gap between paragraphs."""
    lines, y = [], top
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            if line and len(line) + 1 + len(word) > signs:
                lines.append(Set(x, y, line, size))
                line, y = "", y - 1.2 * size
            line = f"{line} {word}".strip()
        lines.append(Set(x, y, line, size))
        y -= 2 * size
    return lines


def make_zip(members: dict[str, bytes | str], **options: int) -> bytes:
    """A ZIP archive with these members in this order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", **{"compression": zipfile.ZIP_DEFLATED, **options}) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, compress_type=options.get("compression", 8))
    return out.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'


def docx_paragraph(words: str, style: str = "") -> str:
    """A paragraph of a Word document, cut into runs as Word does."""
    middle = len(words) // 2
    runs = "".join(f'<w:r><w:t xml:space="preserve">{escape(w)}</w:t></w:r>' for w in (words[:middle], words[middle:]))
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def make_docx(body: str, *, title: str = "", **parts: str) -> bytes:
    """A Word document around the XML of its body; `parts` are further ones below word/."""
    members = {
        "[Content_Types].xml": '<?xml version="1.0"?><Types/>',
        "word/document.xml": f'<?xml version="1.0"?><w:document {W}><w:body>{body}</w:body></w:document>',
        "docProps/core.xml": f"<cp {DC}><dc:title>{escape(title)}</dc:title><dc:creator>A. Person</dc:creator></cp>",
    }
    return make_zip(members | {f"word/{name}.xml": content for name, content in parts.items()})


ODF = (
    'xmlns:office="urn:o" xmlns:text="urn:t" xmlns:table="urn:b" xmlns:meta="urn:m" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def make_odt(body: str, *, title: str = "", manifest: str = "<manifest/>") -> bytes:
    """An OpenDocument text around the XML of its body."""
    return make_zip(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {ODF}><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>",
            "meta.xml": f"<office:document-meta {ODF}><dc:title>{escape(title)}</dc:title></office:document-meta>",
            "META-INF/manifest.xml": manifest,
        }
    )


def rtf_escape(words: str) -> str:
    """Words as RTF writes them."""
    out = []
    for sign in words:
        if sign in "\\{}":
            out.append("\\" + sign)
        elif ord(sign) < 128:
            out.append(sign)
        else:
            code = sign.encode("utf-16-le")
            units = (int.from_bytes(code[at : at + 2], "little") for at in range(0, len(code), 2))
            out += (f"\\u{unit - 0x10000 if unit > 0x7FFF else unit}?" for unit in units)
    return "".join(out)


def make_rtf(body: str, *, title: str = "") -> bytes:
    """RTF around a body that is RTF already."""
    return (
        "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fswiss\\fcharset0 Arial;}}"
        f"{{\\info{{\\title {rtf_escape(title)}}}{{\\author A. Person}}}}{{\\header a running head}}\\f0 {body}}}"
    ).encode("ascii")


OPF = 'xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"'


def make_epub(chapters: list[str], *, metadata: str = "", **extra: str) -> bytes:
    """A book of chapters, each the inside of a page's body."""
    names = [f"c{number}.xhtml" for number in range(len(chapters))]
    items = "".join(f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>' for name in names)
    order = "".join(f'<itemref idref="{name}"/>' for name in names)
    head = '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">'
    return make_zip(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container><rootfile full-path="OEBPS/book.opf"/></container>',
            "OEBPS/book.opf": f"<package {OPF}><metadata>{metadata}</metadata><manifest>{items}</manifest>"
            f"<spine>{order}</spine></package>",
            **{
                f"OEBPS/{name}": f"{head}<head><title>c</title></head><body>{chapter}</body></html>"
                for name, chapter in zip(names, chapters, strict=True)
            },
            **{name.replace("__", "/"): content for name, content in extra.items()},
        }
    )


def make_mail(text: str, *, kind: str = "text/plain", attached: dict[str, bytes] | None = None, **head: str) -> bytes:
    """A mail with its words in base64 and its headers encoded, and what hangs on it."""
    head = {
        "From": "Han River Ledger <desk@example.org>", "Date": "Fri, 18 Oct 2024 10:00:00 +0900",
        "Subject": "Containers", **head,
    }  # fmt: skip
    encoded = {
        name: value if value.isascii() else f"=?utf-8?B?{b64encode(value.encode()).decode()}?="
        for name, value in head.items()
    }
    lines = [f"{name}: {value}" for name, value in encoded.items()] + ["MIME-Version: 1.0"]
    body = f"Content-Type: {kind}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{_base64(text.encode())}"
    if attached is None:
        return "\r\n".join((*lines, body)).encode()
    parts = [body]
    for name, content in attached.items():
        parts.append(
            f'Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="{name}"\r\n'
            f"Content-Transfer-Encoding: base64\r\n\r\n{_base64(content)}"
        )
    joined = "".join(f"--edge\r\n{part}\r\n" for part in parts)
    return "\r\n".join((*lines, 'Content-Type: multipart/mixed; boundary="edge"', "", f"{joined}--edge--")).encode()


def _base64(data: bytes) -> str:
    encoded = b64encode(data).decode()
    return "\r\n".join(encoded[at : at + 76] for at in range(0, len(encoded), 76))


def make_mhtml(page: str) -> bytes:
    """A page as a browser saves it in one file."""
    head = "From: <Saved by Blink>\nSnapshot-Content-Location: https://www.example.org/a\nMIME-Version: 1.0\n"
    part = f"Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{_base64(page.encode())}"
    return f"{head}Content-Type: multipart/related; boundary=e\n\n--e\n{part}\n--e--\n".encode()


def warc_record(
    url: str,
    body: bytes,
    *,
    kind: str = "text/html",
    status: str = "200 OK",
    extra: str = "",
    warc_type: str = "response",
) -> bytes:
    """A record of a web archive."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{extra}\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {warc_type}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"WARC-Date: 2024-10-19T10:00:00Z\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def gzip_records(records: list[bytes]) -> bytes:
    """Records as crawlers pack them, each by itself."""
    return b"".join(gzip.compress(record, mtime=0) for record in records)


def make_page(text: str, *, title: str = "", published: str = "", head: str = "") -> str:
    """A web page with an article."""
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in text.split("\n"))
    date = f'<meta property="article:published_time" content="{published}">' if published else ""
    return (
        f"<!DOCTYPE html><html><head><title>{escape(title)}</title>{date}{head}</head>"
        f"<body><article><h1>{escape(title)}</h1>{body}</article></body></html>"
    )
