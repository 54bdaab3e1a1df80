"""What stands at the edges of page after page: running heads, footers and page numbers, which are no words of the text.

They are taken out before the words of a page are put into order, in which they would stand in the way.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from armstrail.ingestion.layout import Piece

_EDGE_LINES: Final = 3  # at the top and at the bottom of a page, where headers and footers stand
_REPEATS: Final = 3  # pages on which a piece must stand to be a header
_NEAR: Final = 4.0  # points by which its place may differ
_DIGITS: Final = re.compile(r"\d+")
_PAGE_NUMBER: Final = re.compile(
    r"[\W_]*(?:(?:page|seite|p|pag|pagina|página|strona|str|стр|сторінка|страница|s)\.?\s*)?(\d{1,5})"
    r"(?:\s*(?:/|of|von|de|di|sur|z|из|з)\s*\d{1,5})?[\W_]*\Z",
    re.I,
)


def without_running_heads(pages: Sequence[Sequence[Piece]]) -> list[list[Piece]]:
    """The pages without pieces that stand at the same place at the edge of several pages, but for their numbers."""
    spots: defaultdict[str, list[tuple[int, Piece]]] = defaultdict(list)
    for number, pieces in enumerate(pages):
        for piece in _edges(pieces):
            spots[_shape(piece)].append((number, piece))
    heads = {id(piece) for found in spots.values() for piece in _repeated(found)}
    heads |= {id(piece) for piece in _page_numbers(pages)}
    return [[piece for piece in pieces if id(piece) not in heads] for pieces in pages]


def _edges(pieces: Sequence[Piece]) -> Iterable[Piece]:
    """What stands on the first and on the last lines of a page."""
    ordered = sorted(pieces, key=lambda piece: -piece.middle)
    return dict.fromkeys([*_first_lines(ordered), *_first_lines(ordered[::-1])])


def _first_lines(pieces: Sequence[Piece]) -> Iterator[Piece]:
    lines, last = 0, None
    for piece in pieces:
        if last is None or abs(piece.middle - last) > _NEAR:
            lines += 1
            if lines > _EDGE_LINES:
                return
        last = piece.middle
        yield piece


def _shape(piece: Piece) -> str:
    return _DIGITS.sub("#", piece.text).casefold()


def _repeated(found: list[tuple[int, Piece]]) -> list[Piece]:
    """The pieces of one shape that stand on enough pages at one height. Figures alone are no header but a table, unless
    they are the same on every page, as the number of a document is."""
    words = {piece.text for _, piece in found}
    if len(found) < _REPEATS or (len(words) > 1 and not any(map(str.isalpha, found[0][1].text))):
        return []
    places = sorted(found, key=lambda each: each[1].bottom)
    repeated: list[Piece] = []
    start = 0
    for end in range(1, len(places) + 1):
        if end == len(places) or places[end][1].bottom - places[end - 1][1].bottom > _NEAR:
            if len({page for page, _ in places[start:end]}) >= _REPEATS:
                repeated += (piece for _, piece in places[start:end])
            start = end
    return repeated


def _page_numbers(pages: Sequence[Sequence[Piece]]) -> list[Piece]:
    """Lines at an edge that hold a number alone, which grows from page to page as the pages do."""
    numbered: defaultdict[int, list[Piece]] = defaultdict(list)
    for page, pieces in enumerate(pages):
        for piece in _edges(pieces):
            if found := _PAGE_NUMBER.match(piece.text):
                numbered[int(found[1]) - page].append(piece)
    enough = min(_REPEATS, max(2, len(pages)))
    return [piece for pieces in numbered.values() if len(pieces) >= enough for piece in pieces]
