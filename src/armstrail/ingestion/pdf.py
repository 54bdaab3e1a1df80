"""PDF: the words of its text layer in reading order, with the page of each."""

from __future__ import annotations

import ctypes
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import Any, Final, NamedTuple

from armstrail.ingestion.blocks import plausible_title
from armstrail.ingestion.cleaning import Fields, clean_text, make_document
from armstrail.ingestion.dateline import find_dateline
from armstrail.ingestion.decoding import too_long
from armstrail.ingestion.flow import flow
from armstrail.ingestion.layout import Line, Piece, order
from armstrail.ingestion.parts import Desk, Part, Row, complete, hold
from armstrail.ingestion.rows import Refused, Unreadable
from armstrail.ingestion.running_heads import without_running_heads
from armstrail.model.document import Document

Box = tuple[float, float, float, float]  # left, bottom, right, top, in points

MAX_PAGES: Final = 5_000
MAX_STREAM: Final = 32 << 20  # bytes of one stream of the file, unpacked; pictures apart
MAX_SIGNS: Final = 400_000  # of one page
_WIDE_GAP: Final = 0.9  # of the height: words further apart stand in two cells, or in two columns
_BROKEN: Final = "\x02"  # what pdfium gives for a hyphen at the end of a line
_UNREADABLE_SHARE: Final = 0.2
_STREAM: Final = re.compile(rb"(?<!end)stream\r?\n")
_ZLIB: Final = tuple(
    bytes((first, second)) for first in range(8, 0x88, 16) for second in range(256) if (first * 256 + second) % 31 == 0
)
_CHUNK: Final = 1 << 16
_MARK: Final = re.compile(r"\A(?P<first>[0-9]{1,3})(?=[^\W\d_])|(?<=[^\d\s])(?P<last>[0-9]{1,3})(?=[.,;:!?)”’]*\Z)")
_RAISED: Final = 0.38  # of the height of the sign beside it a raised digit begins; one on the line at a quarter
_SUPERSCRIPT: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_TOP_LINES: Final = 25
_BY_CODE: Final = {
    3: ("is a PDF that is damaged or cut short", "get the file again"),
    4: ("is encrypted", "open it with its password, and save it without one"),
    5: ("is locked by a kind of protection that is not read", "save it without protection"),
}


def read_pdf(part: Part, desk: Desk) -> Iterator[Row]:
    """The document in a PDF, its title from its properties; and a row for pages that are pictures of text.

    The day on which a PDF was made is no day of publication; a line of its first page that holds a date alone is.

    Raises:
        Refused: damaged, encrypted, without a text layer, too many pages, or too long.
    """
    data = hold(part.stream)
    _check_streams(data)
    title, pages, pictures = _take_apart(data, desk.max_characters)
    document = _document(title, pages, desk.max_characters, bool(pictures))
    yield complete(document, part.about)
    if pictures:
        yield _row(part.where, pictures)


def _check_streams(data: bytes) -> None:
    """Refuse a PDF with a stream that unpacks to what no page is made of: the library would unpack it whole.

    Raises:
        Refused: there is such a stream.
    """
    for found in _STREAM.finditer(data):
        if (
            data[found.end() : found.end() + 2] in _ZLIB
            and b"/Image" not in data[max(0, found.start() - 400) : found.start()]
        ):
            size, at, unpacking = 0, found.end(), zlib.decompressobj()
            try:
                while not unpacking.eof and at < len(data):
                    waiting = unpacking.unconsumed_tail
                    piece = waiting or data[at : at + _CHUNK]
                    at += 0 if waiting else len(piece)
                    size += len(unpacking.decompress(piece, 16 * _CHUNK))
                    if size > MAX_STREAM:
                        raise Refused(
                            f"is a PDF with a stream that unpacks to more than {MAX_STREAM >> 20} MB",
                            "leave it out: it is made to fill memory",
                        )
            except zlib.error:
                continue  # damaged, or no packed stream


def _row(where: str, pictures: list[int]) -> Unreadable:
    shown = ", ".join(map(str, pictures[:10])) + (" ..." if len(pictures) > 10 else "")
    names = f"page {shown} is a picture" if len(pictures) == 1 else f"pages {shown} are pictures"
    return Unreadable(where, f"{names} without a text layer; the other pages are read", "run text recognition on it")


def _document(title: str | None, pages: list[list[Line]], max_characters: int, pictures: bool) -> Document:
    flowed = flow(pages)
    text = clean_text(flowed.text)
    if not any(map(str.isalnum, text)):
        if pictures:
            raise Refused("is a scan without a text layer", "run text recognition (OCR) on it, and give what comes out")
        raise Refused("has no words", "leave it out, or put the text in")
    if len(text) > max_characters:
        raise too_long(max_characters)
    _check_letters(text)
    starts = flowed.pages
    if len(text) != len(flowed.text):  # put into NFC, in which each page is as long as by itself
        sizes = (len(clean_text(flowed.text[start:end])) for start, end in pairwise(starts))
        starts = tuple(min(start, len(text)) for start in accumulate(sizes, initial=0))
    published = find_dateline(line.text for line in pages[0][:_TOP_LINES]) if pages else None
    return replace(make_document(text, Fields(plausible_title(title), published)), pages=starts)


def _check_letters(text: str) -> None:
    """Refuse a text layer whose letters stand for nothing, as some programs write fonts.

    Raises:
        Refused: too many signs have no meaning.
    """
    lost = sum(sign == "\ufffd" or "\ue000" <= sign <= "\uf8ff" for sign in text)
    if lost > _UNREADABLE_SHARE * len(text):
        raise Refused("has a text layer whose letters have no meaning", "run text recognition (OCR) on it")


def _take_apart(data: bytes, max_characters: int) -> tuple[str | None, list[list[Line]], list[int]]:
    """The title, the lines of each page, and the numbers of the pages that are pictures."""
    import pypdfium2
    from pypdfium2 import raw

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None) if b"/Encrypt" in data else None  # else it is that of an earlier file
        raise Refused(*_BY_CODE.get(code or 3, _BY_CODE[3])) from None
    try:
        count = len(pdf)
        if count > MAX_PAGES:
            raise Refused(f"has {count:,} pages, more than {MAX_PAGES:,}", "split it")
        if count == 0:
            raise Refused("is a PDF that is damaged: it has no pages", "get the file again")
        pages, pictures, size = [], [], 0
        for number in range(count):
            pieces, picture = _read_page(pdf, raw, number)
            size += sum(len(piece.text) for piece in pieces)
            if size > max_characters:
                raise too_long(max_characters)
            pages.append(pieces)
            if picture:
                pictures.append(number + 1)
        return _title(pdf), [order(pieces) for pieces in without_running_heads(pages)], pictures
    finally:
        pdf.close()


def _title(pdf: Any) -> str | None:
    try:
        title = pdf.get_metadata_value("Title")
    except UnicodeDecodeError:  # half a sign, as broken software leaves it
        return None
    return title.encode("utf-8", "replace").decode() or None


def _read_page(pdf: Any, raw: Any, number: int) -> tuple[list[Piece], bool]:
    """The words of a page, and whether it is a picture without words; a page that is damaged has neither."""
    handle = raw.FPDF_LoadPage(pdf.raw, number)
    if not handle:
        return [], False
    try:
        text = raw.FPDFText_LoadPage(handle)
        if not text:
            return [], _has_picture(raw, handle)
        try:
            count = raw.FPDFText_CountChars(text)
            if count > MAX_SIGNS:
                raise Refused(f"has more than {MAX_SIGNS:,} signs on page {number + 1}", "save its words as a text")
            turned = raw.FPDFPage_GetRotation(handle)
            pieces = list(_pieces(raw, text, count, turned))
        finally:
            raw.FPDFText_ClosePage(text)
        return pieces, not pieces and _has_picture(raw, handle)
    finally:
        raw.FPDF_ClosePage(handle)


def _has_picture(raw: Any, page: Any) -> bool:
    kinds = (raw.FPDFPage_GetObject(page, place) for place in range(min(raw.FPDFPage_CountObjects(page), 1_000)))
    pictures = (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM, raw.FPDF_PAGEOBJ_SHADING)
    return any(raw.FPDFPageObj_GetType(each) in pictures for each in kinds if each)


def _pieces(raw: Any, text: Any, count: int, turned: int) -> Iterator[Piece]:
    """The words of a page that stand together, with their boxes as a reader sees them who turns the page upright."""
    words = list(_words(raw, text, count))
    turn = _direction(words, turned)
    run = _Run()
    for word in words:
        if word.text:
            yield from run.add(_with_mark(word, turn), _turned(word.start, turn), _turned(word.end, turn))
        if word.ends:
            yield from run.close(broken=word.ends == _BROKEN)
    yield from run.close()


class _Mark(NamedTuple):
    """Digits of a word that may be the mark of a footnote: their places in it, what the first of them covers with
    ink, and the box of the sign beside them."""

    start: int
    end: int
    ink: Box
    beside: Box


class _Word(NamedTuple):
    """A word, the boxes of its first and last sign, what ends its line behind it, if anything does, and its mark."""

    text: str
    start: Box
    end: Box
    ends: str
    mark: _Mark | None


def _words(raw: Any, text: Any, count: int) -> Iterator[_Word]:
    """The words of a page in the order of the file.

    Boxes are asked for at the ends of words alone: asking is what takes the time.
    """
    box = raw.FS_RECTF()
    unicode_at, box_at, reference = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, ctypes.byref(box)

    def place(index: int) -> Box:
        box_at(text, index, reference)
        return box.left, box.bottom, box.right, box.top

    def ink(index: int) -> Box:
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
        return left.value, bottom.value, right.value, top.value

    signs: list[str] = []
    first = last = high = 0
    for index in range(count + 1):
        code = unicode_at(text, index) if index < count else 10
        if 0xD800 <= code < 0xDC00:  # half of a sign beyond the first plane
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
            high = 0
        if code == 0:  # a sign of which the file does not say what it means: its loss must be seen
            code = 0xFFFD
        sign = chr(code) if 0 <= code < 0x110000 and code & 0xFFFE != 0xFFFE else "\ufffd"
        if code > 32 and sign not in "\xa0\u3000":
            first = first if signs else index
            last = index
            signs.append(sign)
            continue
        ends = sign if sign in "\r\n" or sign == _BROKEN else ""
        if signs or ends:
            nowhere = (0.0, 0.0, 0.0, 0.0)
            word, mark = "".join(signs), None
            if found := _MARK.search(word):
                start, end = found.span("first" if found["first"] else "last")
                at = first if found["first"] else last + 1 - (len(word) - start)
                mark = _Mark(start, end, ink(at), place(at + end - start if found["first"] else at - 1))
            yield _Word(word, *((place(first), place(last)) if signs else (nowhere, nowhere)), ends, mark)
            signs = []


def _with_mark(word: _Word, turn: int) -> str:
    """The text of a word, with digits that stand raised as such: `shells.¹`; before a note apart from its words."""
    if word.mark is None:
        return word.text
    start, end, *_ = word.mark
    (_, low, _, _), (_, bottom, _, top) = _turned(word.mark.ink, turn), _turned(word.mark.beside, turn)
    if not _RAISED * (top - bottom) < low - bottom < top - bottom:
        return word.text
    return word.text[:start] + word.text[start:end].translate(_SUPERSCRIPT) + (" " * (not start)) + word.text[end:]


def _direction(words: list[_Word], turned: int) -> int:
    """By how many quarters clockwise the page is to be turned so that most of its words run from left to right."""
    votes = [0, 0, 0, 0]
    for word in words:
        if len(word.text) > 2:
            across = word.end[0] + word.end[2] - word.start[0] - word.start[2]
            up = word.end[1] + word.end[3] - word.start[1] - word.start[3]
            if abs(up) > abs(across):
                votes[1 if up > 0 else 3] += len(word.text)
            else:  # words that run to the left are upside down, or of a script that runs so
                votes[2 if across < 0 and turned == 2 else 0] += len(word.text)
    return max(range(4), key=lambda turn: votes[turn])


def _turned(box: Box, turn: int) -> Box:
    """A box on a page that is turned clockwise by so many quarters."""
    left, bottom, right, top = box
    match turn:
        case 1:
            return bottom, -right, top, -left
        case 2:
            return -right, -top, -left, -bottom
        case 3:
            return -top, left, -bottom, right
    return box


class _Run:
    """Words that stand together so far."""

    def __init__(self) -> None:
        self._words: list[str] = []
        self._box = (0.0, 0.0, 0.0, 0.0)

    def add(self, word: str, start: Box, end: Box) -> Iterator[Piece]:
        """Take a word in; gives the words before it, where it does not stand with them."""
        box = (
            min(start[0], end[0]), min(start[1], end[1]), max(start[2], end[2]), max(start[3], end[3])
        )  # fmt: skip
        if self._words:
            left, bottom, right, top = self._box
            height = max(top - bottom, 0.1)
            apart = box[0] - right > _WIDE_GAP * height or box[2] < left
            if apart or abs((box[1] + box[3]) - (bottom + top)) > height:
                yield from self.close()
        if self._words:
            left, bottom, right, top = self._box
            self._box = (min(left, box[0]), min(bottom, box[1]), max(right, box[2]), max(top, box[3]))
        else:
            self._box = box
        self._words.append(word)

    def close(self, *, broken: bool = False) -> Iterator[Piece]:
        """The words so far; `broken` where a hyphen at their end parts a word."""
        if self._words:
            text = " ".join(self._words) + ("-" if broken else "")
            self._words = []
            yield Piece(text, *self._box, broken=broken)
