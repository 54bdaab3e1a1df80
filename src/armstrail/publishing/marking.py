"""A document's text with the words that footnotes cite marked in it, as HTML.

The text itself is untouched: what a browser shows as text is the document's text, letter by letter.
Everything added is an element or an attribute.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Final, NamedTuple

from armstrail.model.span import Span

_BACK_LABEL: Final = "{number}"
_UNWRAPPED: Final = 160


@dataclass(frozen=True, slots=True)
class Mark:
    """Words to mark for a footnote: its number, the quote and the anchor in it."""

    number: int
    quote: Span
    anchor: Span


@dataclass(frozen=True, slots=True)
class Unused:
    """A number to mark that became no claim, by its number in the appendix."""

    number: int
    span: Span


_QUOTE, _ANCHOR, _UNUSED = range(3)
_STARTS: Final = {_ANCHOR: ("w", "anchor", "n"), _UNUSED: ("m", "unused", "u")}  # id, class, where it leads back to
_UNUSED_SIGN: Final = "?"  # in place of a number, which would pass for that of a footnote


class _Piece(NamedTuple):
    """A stretch of one span; in this order wider pieces come before the narrower ones that begin with them."""

    start: int
    minus_end: int
    sort: int
    number: int
    first: bool
    last: bool

    @property
    def end(self) -> int:
        return -self.minus_end


@dataclass(frozen=True, slots=True)
class Marked:
    """The marked text as HTML, and the numbers of footnotes whose anchor had to be cut in pieces."""

    html: str
    cut: tuple[int, ...]


def mark_up(
    text: str,
    marks: Iterable[Mark],
    back_label: str = _BACK_LABEL,
    unused: Iterable[Unused] = (),
    unused_label: str = _BACK_LABEL,
) -> Marked:
    """Mark the quotes and anchors of `marks`, and the `unused` numbers, in `text`.

    Each anchor's first piece has the id `w` + its footnote number and all its pieces the class of that
    name; after its last piece stands an empty link back to the footnote (`n` + number), whose visible
    number is drawn from an attribute. An unused number has the letter `m` instead, and leads back to `u`
    + its number. Spans that cross are cut where they cross, so that elements nest.

    Args:
        text: the document's text; the only change is that a NUL, which HTML cannot hold, becomes U+FFFD.
        marks: spans inside the text; a span that reaches beyond it is clipped.
        back_label, unused_label: what a screen reader says for the link back, `{number}` in it.
    """
    labels = {_ANCHOR: back_label, _UNUSED: unused_label}
    pieces = _nest(_spans(marks, unused, len(text)))
    opening: dict[int, list[_Piece]] = {}
    closing: dict[int, list[_Piece]] = {}
    for piece in pieces:
        opening.setdefault(piece.start, []).append(piece)
        closing.setdefault(piece.end, []).insert(0, piece)
    gaps = _gaps(text)
    out, here = [], 0
    for place in sorted(opening.keys() | closing.keys() | gaps):
        out.append(_text(text[here:place]))
        out.extend(_close(piece, labels) for piece in closing.get(place, ()))
        if place in gaps:
            out.append('<span class="gap"></span>')
        out.extend(_open(piece) for piece in opening.get(place, ()))
        here = place
    out.append(_text(text[here:]))
    cut = sorted({piece.number for piece in pieces if piece.sort == _ANCHOR and not piece.last})
    return Marked("".join(out), tuple(cut))


def _gaps(text: str) -> set[int]:
    """Where paragraphs begin in a text that parts them by one line end and does not wrap its lines; a little
    space is drawn there. Other texts have blank lines, or lines too short to tell."""
    if "\n\n" in text or max(map(len, text.split("\n"))) < _UNWRAPPED:
        return set()
    return {match.end() for match in re.finditer(r"\n(?=.)", text)}


def _spans(marks: Iterable[Mark], unused: Iterable[Unused], size: int) -> list[_Piece]:
    """All quotes, anchors and unused numbers, equal quotes once."""
    distinct = set(marks)
    spans = {(mark.quote, _QUOTE, 0) for mark in distinct} | {(mark.anchor, _ANCHOR, mark.number) for mark in distinct}
    spans |= {(mark.span, _UNUSED, mark.number) for mark in unused}
    return [
        _Piece(span.start, -min(span.end, size), sort, number, first=True, last=True)
        for span, sort, number in spans
        if span.start < size
    ]


def _nest(spans: list[_Piece]) -> list[_Piece]:
    """Cut spans that cross, so that each lies wholly inside or wholly outside every other."""
    heapq.heapify(spans)
    nested: list[_Piece] = []
    around: list[_Piece] = []
    while spans:
        piece = heapq.heappop(spans)
        while around and around[-1].end <= piece.start:
            around.pop()
        if around and around[-1].end < piece.end:
            edge = around[-1].end
            heapq.heappush(spans, piece._replace(start=edge, first=False))
            piece = piece._replace(minus_end=-edge, last=False)
        nested.append(piece)
        around.append(piece)
    return nested


def _open(piece: _Piece) -> str:
    if piece.sort == _QUOTE:
        return '<mark class="quote">'
    letter, sort, _ = _STARTS[piece.sort]
    name = f"{letter}{piece.number}"
    place = f' id="{name}"' if piece.first else ""
    return f'<mark class="{sort} {name}"{place}>'


def _close(piece: _Piece, labels: Mapping[int, str]) -> str:
    if piece.sort == _QUOTE or not piece.last:
        return "</mark>"
    number, back = piece.number, _STARTS[piece.sort][2]
    label = escape(labels[piece.sort].format(number=number))
    shown = number if piece.sort == _ANCHOR else _UNUSED_SIGN
    return f'<a class="back" href="#{back}{number}" data-number="{shown}" aria-label="{label}"></a></mark>'


def _text(words: str) -> str:
    return escape(words.replace("\0", "\ufffd"), quote=False)
