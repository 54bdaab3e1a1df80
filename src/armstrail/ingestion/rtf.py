"""RTF: its words by an established reader, its footnotes, which that leaves out, after them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from armstrail.ingestion.blocks import document_of
from armstrail.ingestion.cleaning import Fields
from armstrail.ingestion.rows import Refused
from armstrail.model.document import Document

MAX_RTF: Final = 128 << 20  # bytes
_MAX_WORDS: Final = 40 << 20  # bytes that are left when pictures are taken out
_CODEPAGE: Final = re.compile(rb"\\ansicpg(\d{1,5})")
_PICTURE: Final = re.compile(rb"[0-9a-fA-F\s]{400,}")  # the digits of a picture, which no word is
_FOOTNOTE: Final = re.compile(r"\{\s*(?:\\\*\s*)?\\footnote\b(?:\\ftnalt\b)?")
_TITLE: Final = re.compile(r"\{\\title\b")
_BRACE: Final = re.compile(r"\\[\\{}]|[{}]")
_FONTS: Final = re.compile(r"\{(?:\\\*)?\\fonttbl\b")
_FONT: Final = re.compile(r"\\f(\d{1,5})[^{};]{0,200}?\\fcharset(\d{1,3})")
_BARS: Final = re.compile(r"[ \t]*\|[ \t]*")
_LONGEST_GROUP: Final = 1_000_000
_MEND: Final = "open it in a word processor and save it as .docx"


def read_rtf(data: bytes, max_characters: int) -> Document:
    """The document in an RTF file: body with tables row by row, then footnotes; title from its properties.

    Raises:
        Refused: damaged, without words, or too long.
    """
    data = _PICTURE.sub(b" ", data)
    if len(data) > _MAX_WORDS:
        raise Refused(f"is larger than {_MAX_WORDS >> 20} MB of RTF without its pictures", "split it")
    found = _CODEPAGE.search(data, 0, 4096)
    codepage = f"cp{found[1].decode()}" if found else "cp1252"
    text = _with_plain_fonts(_decoded(data, codepage))
    body, notes = _part_notes(text)
    head = _head_of(text, codepage)
    title = _group(text, _TITLE)
    paragraphs = _lines(_words(body))
    if notes:
        together = r"}\par {".join(notes)
        paragraphs += _lines(_words(head + "{" + together + "}}"))
    about = Fields(title=" ".join(_words(f"{head}{title}}}").split()) if title else None)
    return document_of(paragraphs, about, max_characters)


def _decoded(data: bytes, codepage: str) -> str:
    """RTF is ASCII with escapes; bytes beyond stand for themselves in the page of signs that it declares."""
    try:
        return data.decode(codepage, "replace")
    except LookupError:
        return data.decode("cp1252", "replace")


def _with_plain_fonts(rtf: str) -> str:
    """RTF with a table of fonts that says of each its page of signs and no more.

    The library looks through the table in a time that grows with the third power of its length where it is damaged.

    Raises:
        Refused: the table does not close.
    """
    found = _FONTS.search(rtf, 0, 1 << 20)
    if found is None:
        return rtf.replace("\\fonttbl", "\\colortbl")  # its names are no words, whatever it hangs on
    end = _end_of(rtf, found.start())
    if end is None:
        raise Refused("is RTF that is damaged: its table of fonts does not close", _MEND)
    pairs = _FONT.findall(rtf[found.start() : end])
    fonts = "".join(f"{{\\f{number}\\fcharset{page} x;}}" for number, page in pairs)
    before, after = (part.replace("\\fonttbl", "\\colortbl") for part in (rtf[: found.start()], rtf[end:]))
    return f"{before}{{\\fonttbl{fonts}}}{after}"


def _words(rtf: str) -> str:
    """The words of RTF, a row of a table to a line.

    Raises:
        Refused: the library cannot take it apart.
    """
    from striprtf import striprtf

    to_text: Callable[..., str] = striprtf.rtf_to_text

    # A line end says nothing in RTF; here it keeps the library from writing addresses into the words, by a
    # search that takes the square of the length of the line.
    rtf = rtf.replace("\\fldinst", "\\fldinst\n")
    try:
        words = to_text(rtf, errors="replace")
        return words.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\xad", "")
    except Exception as error:  # a library that walks any bytes may fail in any way; it costs this row
        raise Refused(f"cannot be taken apart ({type(error).__name__})", _MEND) from error


def _lines(words: str) -> list[str]:
    """Lines of the library's output; the bars behind the cells of a row stand between them."""
    lines = []
    for line in words.split("\n"):
        row = line.rstrip()
        if row.endswith("|"):
            cells = row.removesuffix("|")
            row = _BARS.sub(" | ", cells) if cells.strip("| \t") else ""
        lines.append(row)
    return lines


def _part_notes(rtf: str) -> tuple[str, list[str]]:
    """RTF without its footnotes, and what stands in each of these."""
    kept, notes, at = [], [], 0
    for found in _FOOTNOTE.finditer(rtf):
        if found.start() < at:
            continue
        end = _end_of(rtf, found.start())
        if end is None:
            break  # a group that does not close holds all that follows
        kept.append(rtf[at : found.start()])
        notes.append(rtf[found.end() : end - 1])
        at = end
    return "".join((*kept, rtf[at:])), notes


def _group(rtf: str, start: re.Pattern[str]) -> str | None:
    """What stands in the first group that begins so."""
    found = start.search(rtf, 0, 1 << 20)
    end = _end_of(rtf, found.start()) if found else None
    return rtf[found.end() : end - 1] if found and end else None


def _end_of(rtf: str, start: int) -> int | None:
    """Where the group that opens at `start` has closed; None where it does not within reason."""
    depth = 0
    for brace in _BRACE.finditer(rtf, start, start + _LONGEST_GROUP):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if depth == 0:
            return brace.end()
    return None


def _head_of(rtf: str, codepage: str) -> str:
    """What the words of a piece need to be read alone: the page of signs and the fonts."""
    fonts = _FONTS.search(rtf, 0, 1 << 20)
    end = _end_of(rtf, fonts.start()) if fonts else None
    number = codepage.removeprefix("cp")
    return f"{{\\rtf1\\ansi\\ansicpg{number} " + (rtf[fonts.start() : end] if fonts and end else "")
