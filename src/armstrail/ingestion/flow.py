"""From the lines of pages to one text: paragraphs whole again, headers and footers out, and where each page begins."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from armstrail.ingestion.blocks import gap_after
from armstrail.ingestion.layout import Line

_EDGE_LINES: Final = 3  # at the top and at the bottom of a page, where headers and footers stand
_REPEATS: Final = 3  # pages on which a line must stand to be a header
_NEAR: Final = 4.0  # points by which its place may differ
_HYPHENS: Final = "-\u2010\u00ad"
_ENDS: Final = re.compile(r"[.!?:;…。！？][\"'”’»)\]]*\d{0,3}\Z")
_DIGITS: Final = re.compile(r"\d+")
_PAGE_NUMBER: Final = re.compile(
    r"[\W_]*(?:(?:page|seite|p|pag|pagina|página|strona|str|стр|сторінка|страница|s)\.?\s*)?(\d{1,5})"
    r"(?:\s*(?:/|of|von|de|di|sur|z|из|з)\s*\d{1,5})?[\W_]*\Z",
    re.I,
)
_BULLET: Final = re.compile(r"(?:[•▪◦‣–—*·]|\(?[a-z0-9]{1,3}[.)])\s")


@dataclass(frozen=True, slots=True)
class Flow:
    """A text and where each of its pages begins."""

    text: str
    pages: tuple[int, ...]


def flow(pages: Sequence[Sequence[Line]]) -> Flow:
    """The text of the pages of a document, each a sequence of lines in reading order."""
    kept = _without_running_heads(pages)
    words = _vocabulary(kept)
    text = _Text(words)
    for lines in kept:
        text.begin_page()
        for number, line in enumerate(lines):
            text.add(line, _opens_paragraph(lines, number))
    return text.done()


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
            opens = not words[0].islower() or bool(_ENDS.search(self._tail))
        return gap_after(self._tail) if opens else " "

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
    if line.row or before.row or abs(line.height - before.height) > 0.15 * before.height:
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


def _had_room(before: Line, line: Line) -> bool:
    """Whether the first word of a line would have stood on the one before it, had it belonged there."""
    first = line.pieces[0]
    word = len(first.text.split()[0]) / len(first.text) * (first.right - first.left)
    left_over = before.right - before.pieces[-1].right
    return left_over > word + line.height and not before.pieces[-1].broken


def _leading(lines: Sequence[Line], number: int) -> float:
    """The usual distance of the lines around, of the same column."""
    around = lines[max(0, number - 8) : number + 9]
    gaps = [one.bottom - two.bottom for one, two in pairwise(around)]
    steps = sorted(gap for gap in gaps if 0 < gap < 4 * lines[number].height)
    return steps[(len(steps) - 1) // 5] if steps else 1.3 * lines[number].height


def _without_running_heads(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without lines that stand at the same place at the edge of several pages, but for their numbers."""
    spots: defaultdict[str, list[tuple[int, Line]]] = defaultdict(list)
    for number, lines in enumerate(pages):
        for line in _edges(lines):
            spots[_shape(line)].append((number, line))
    heads = {id(line) for found in spots.values() for line in _repeated(found)}
    heads |= {id(line) for line in _page_numbers(pages)}
    return [[line for line in lines if id(line) not in heads] for lines in pages]


def _edges(lines: Sequence[Line]) -> Iterable[Line]:
    by_height = sorted(lines, key=lambda line: -line.top)
    return dict.fromkeys(by_height[:_EDGE_LINES] + by_height[-_EDGE_LINES:])


def _shape(line: Line) -> str:
    return _DIGITS.sub("#", line.text).casefold()


def _repeated(found: list[tuple[int, Line]]) -> list[Line]:
    """The lines of one shape that stand on enough pages at one height. Figures alone are no header but a table."""
    if len(found) < _REPEATS or not any(map(str.isalpha, found[0][1].text)):
        return []
    places = sorted(found, key=lambda each: each[1].bottom)
    repeated: list[Line] = []
    start = 0
    for end in range(1, len(places) + 1):
        if end == len(places) or places[end][1].bottom - places[end - 1][1].bottom > _NEAR:
            if len({page for page, _ in places[start:end]}) >= _REPEATS:
                repeated += (line for _, line in places[start:end])
            start = end
    return repeated


def _page_numbers(pages: Sequence[Sequence[Line]]) -> list[Line]:
    """Lines at an edge that hold a number alone, which grows from page to page as the pages do."""
    numbered: defaultdict[int, list[Line]] = defaultdict(list)
    for page, lines in enumerate(pages):
        for line in _edges(lines):
            if found := _PAGE_NUMBER.match(line.text):
                numbered[int(found[1]) - page].append(line)
    enough = min(_REPEATS, max(2, len(pages)))
    return [line for lines in numbered.values() if len(lines) >= enough for line in lines]


def _vocabulary(pages: Sequence[Sequence[Line]]) -> Counter[str]:
    """How often each word with a hyphen in it, or without, stands within a line."""
    return Counter(
        word for lines in pages for line in lines for word in re.findall(r"\w+(?:-\w+)*", line.text.lower())[:-1]
    )
