"""From the lines of pages to one text: paragraphs whole again, and where each page begins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from armstrail.ingestion.blocks import gap_after
from armstrail.ingestion.layout import Line

_HYPHENS: Final = "-\u2010\u00ad"
# The end of a sentence, with the mark of a footnote behind it; the point of `8.000` is none.
_ENDS: Final = re.compile(r"(?:[.!?:;…。！？][\"'”’»)\]]*[⁰¹²³⁴-⁹]{0,3}|(?<!\d)[.!?:;…。！？][\"'”’»)\]]*\d{1,3})\Z")
_BOUND: Final = re.compile(r"\w[·/–—]\Z")  # a line may break behind these without a blank
_NOTE: Final = re.compile(r"(?:[⁰¹²³⁴-⁹]{1,4}|\d{1,4}|[*†‡])\s?\S")
_SMALL: Final = 0.9  # of the size of the text, at most
_BULLET: Final = re.compile(r"(?:[•▪◦‣–—*·]|\(?[a-z0-9]{1,3}[.)]|[⁰¹²³⁴-⁹]{1,3})\s")


@dataclass(frozen=True, slots=True)
class Flow:
    """A text and where each of its pages begins."""

    text: str
    pages: tuple[int, ...]


def flow(pages: Sequence[Sequence[Line]]) -> Flow:
    """The text of the pages of a document, each a sequence of lines in reading order."""
    words = _vocabulary(pages)
    text = _Text(words)
    for lines in pages:
        text.begin_page()
        for line, opens in _notes_apart([(line, _opens_paragraph(lines, number)) for number, line in enumerate(lines)]):
            text.add(line, opens)
    return text.done()


def _notes_apart(lines: list[tuple[Line, bool | None]]) -> list[tuple[Line, bool | None]]:
    """The lines of a page with its footnotes out of the middle of a sentence that the next column or page goes on with:
    before the paragraph that is left open at the end of the page, else at its end."""
    size = median(line.height for line, _ in lines) if lines else 0.0
    notes: list[tuple[Line, bool | None]] = []
    body: list[tuple[Line, bool | None]] = []
    for column in _columns(lines):
        first = next((n for n in range(len(column)) if _are_notes([line for line, _ in column[n:]], size)), len(column))
        body += column[:first]
        notes += column[first:]
    if not notes or not body:
        return lines
    notes[0] = notes[0][0], True
    last = max((n for n, (_, opens) in enumerate(body) if opens), default=0)
    at = len(body) if not last or _ENDS.search(body[-1][0].text) else last
    return body[:at] + notes + body[at:]


def _columns(lines: list[tuple[Line, bool | None]]) -> list[list[tuple[Line, bool | None]]]:
    """The lines of each column, which begins higher than the one before it ends."""
    columns: list[list[tuple[Line, bool | None]]] = []
    for each in lines:
        if not columns or each[0].top > columns[-1][-1][0].top:
            columns.append([])
        columns[-1].append(each)
    return columns


def _are_notes(lines: list[Line], size: float) -> bool:
    """Whether the last lines of a column are footnotes: smaller than the text, the first with its mark."""
    return bool(_NOTE.match(lines[0].text)) and all(line.height < _SMALL * size and not line.row for line in lines)


class _Text:
    """The text while it is put together."""

    def __init__(self, words: Counter[str]) -> None:
        self._pieces: list[str] = []
        self._size = 0
        self._last: Line | None = None
        self._tail = ""
        self._words = words
        self._starts: list[int] = []
        self._waiting = 0

    def begin_page(self) -> None:
        """A page begins with the words that come next."""
        self._waiting += 1

    def add(self, line: Line, opens: bool | None) -> None:
        """A line goes on with the paragraph before it or opens one; None where only the words can tell."""
        words = " ".join(line.text.split())
        if not words:
            return
        glue = self._glue(line, words, opens)
        self._append(glue)
        self._starts += [self._size if self._starts else 0] * self._waiting
        self._waiting = 0
        self._append(words)
        self._tail, self._last = words, line

    def _append(self, words: str) -> None:
        if words:
            self._pieces.append(words)
            self._size += len(words)

    def _glue(self, line: Line, words: str, opens: bool | None) -> str:
        """What stands between the text so far and a line; a hyphen at its end that parts a word is taken off."""
        if self._last is None:
            return ""
        if self._last.row or line.row:
            return gap_after(self._tail)
        hyphen = self._last.pieces[-1].broken or self._tail[-1:] in _HYPHENS
        if hyphen and len(self._tail) > 1 and self._tail[-2].isalpha() and words[0].isalnum():
            if opens is None or not opens or words[0].islower():
                return self._part(words)
        if opens is None:  # a page ends, or a column
            runs_on = words[0].islower() or (_alike(self._last, line) and not _had_room(self._last, line))
            opens = not runs_on or bool(_ENDS.search(self._tail))
        if opens:
            return gap_after(self._tail)
        return "" if _BOUND.search(self._tail) else " "

    def _part(self, words: str) -> str:
        """Take the hyphen off the text where the parts are one word; nothing stands between them."""
        before = re.split(r"[^\w-]", self._tail[:-1])[-1]
        after = re.match(r"[\w-]*", words)
        joined = before + (after[0] if after else "")
        hyphenated = f"{before}-{after[0] if after else ''}"
        soft = self._tail[-1] == "\u00ad"
        compound = not words[0].islower() or before[-1:].isupper()
        usual = self._words[hyphenated.lower()] > self._words[joined.lower()]
        last = self._pieces[-1]
        if soft or not (compound or usual):
            self._pieces[-1] = last[:-1]
            self._size -= 1
        elif last[-1] != "-":
            self._pieces[-1] = last[:-1] + "-"
        return ""

    def done(self) -> Flow:
        """The whole text; pages without words begin where the next one does."""
        starts = self._starts + [self._size if self._starts else 0] * self._waiting
        return Flow("".join(self._pieces), tuple(starts))


def _opens_paragraph(lines: Sequence[Line], number: int) -> bool | None:
    """Whether a line of a page opens a paragraph; None for the first of a page or of a column."""
    line = lines[number]
    if number == 0:
        return None
    before = lines[number - 1]
    if line.top > before.top:  # the next column
        return None
    if line.row or before.row or not _alike(before, line):
        return True
    leading = _leading(lines, number)
    if before.bottom - line.bottom > 1.45 * leading:
        return True
    indent = line.pieces[0].left - before.pieces[0].left
    end = before.pieces[-1].right
    if indent > 0.8 * line.height and end > before.left and _ENDS.search(before.text):
        return True
    if _BULLET.match(line.text) and (_ENDS.search(before.text) or not line.text[:1].isalnum()):
        return True
    return _had_room(before, line) and (bool(_ENDS.search(before.text)) or not line.text[:1].islower())


def _alike(one: Line, other: Line) -> bool:
    """Whether two lines are set in the same size."""
    return abs(one.height - other.height) <= 0.15 * one.height


def _had_room(before: Line, line: Line) -> bool:
    """Whether the first word of a line would have stood on the one before it, had it belonged there."""
    first = line.pieces[0]
    word = len(first.text.split()[0]) / len(first.text) * (first.right - first.left)
    left_over = before.right - before.pieces[-1].right
    return left_over > word + line.height and not before.pieces[-1].broken


def _leading(lines: Sequence[Line], number: int) -> float:
    """The usual distance of the lines around, of the same column."""
    around = lines[max(0, number - 8) : number + 9]
    gaps = [one.bottom - two.bottom for one, two in pairwise(around) if _alike(one, two) and _alike(one, lines[number])]
    steps = sorted(gap for gap in gaps if 0 < gap < 4 * lines[number].height)
    return steps[(len(steps) - 1) // 5] if steps else 1.3 * lines[number].height


def _vocabulary(pages: Sequence[Sequence[Line]]) -> Counter[str]:
    """How often each word with a hyphen in it, or without, stands within a line."""
    return Counter(
        word for lines in pages for line in lines for word in re.findall(r"\w+(?:-\w+)*", line.text.lower())[:-1]
    )
