"""From words with places on a page to lines in the order in which people read them.

A PDF says where its words stand, not what follows what. Columns are told from tables by what a column is: two
blocks of running lines, each nearly filled, with a gutter between them that hardly a line crosses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median
from typing import Final

GUTTER: Final = 0.9  # widths of a gap between columns, in heights of a line, at least
_COLUMN_LINES: Final = 4  # fewer lines beside each other are a heading or a signature
_FILLED: Final = 0.55  # of its width a line of running text fills; a cell of a table less
_RUNNING: Final = 12  # signs of a line of running text, at least; a cell of a table mostly has fewer
_CROSSING: Final = 0.35  # of the pieces at most may cross a gutter: headings, pictures' captions
_SAME_LINE: Final = 0.5  # of the height by which words may differ and stand on one line
_FOLIO: Final = 12  # signs of a page's number, with what stands around it, at most
_MOST_PIECES: Final = 20_000
_DEEPEST: Final = 6


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand together on one line: text, and the box in points, y growing upwards.

    `broken` tells that the PDF itself marks the last sign as a hyphen at a line's end.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    broken: bool = False

    @property
    def height(self) -> float:
        """The height of its letters, more or less."""
        return max(self.top - self.bottom, 0.1)

    @property
    def middle(self) -> float:
        """Where it stands on the page."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Line:
    """A line of a page: the words of its pieces from left to right, and the edges of the column it stands in."""

    pieces: tuple[Piece, ...]
    left: float
    right: float
    row: bool = False  # a row of a table

    @cached_property
    def text(self) -> str:
        """Its words; the cells of a row have bars between them."""
        return (" | " if self.row else " ").join(piece.text for piece in self.pieces)

    @cached_property
    def top(self) -> float:
        """Its upper edge."""
        return max(piece.top for piece in self.pieces)

    @cached_property
    def bottom(self) -> float:
        """Its lower edge."""
        return min(piece.bottom for piece in self.pieces)

    @cached_property
    def height(self) -> float:
        """That of its letters."""
        return median(piece.height for piece in self.pieces)


def order(pieces: Sequence[Piece]) -> list[Line]:
    """The lines of a page in reading order: column by column, headings across them where they stand."""
    if not pieces or len(pieces) > _MOST_PIECES:
        return [Line((piece,), piece.left, piece.right) for piece in pieces]
    return _order(list(pieces), 0)


def _order(pieces: list[Piece], depth: int) -> list[Line]:
    gutter = _find_gutter(pieces if depth else _without_folio(pieces)) if depth < _DEEPEST else None
    if gutter is None:
        return _mark_rows(_lines(pieces))
    lines: list[Line] = []
    band: list[Piece] = []
    for piece in sorted(pieces, key=lambda each: (-each.middle, each.left)):
        if piece.left < gutter < piece.right:
            lines += _columns(band, gutter, depth)
            band = []
            lines += _lines([piece])
        else:
            band.append(piece)
    return _join_across(lines + _columns(band, gutter, depth))


def _columns(band: list[Piece], gutter: float, depth: int) -> list[Line]:
    """The part of a page between two lines that cross the gutter: its left side, then its right one."""
    left = [piece for piece in band if piece.right <= gutter]
    right = [piece for piece in band if piece.left >= gutter]
    if not left or not right:
        return _order(band, depth + 1) if band else []
    if not (_is_running(left) or _is_running(right)):
        return _mark_rows(_lines(band))
    left, right, below = _part_below(left, right)
    return _order(left, depth + 1) + _order(right, depth + 1) + (_order(below, depth + 1) if below else [])


def _part_below(left: list[Piece], right: list[Piece]) -> tuple[list[Piece], list[Piece], list[Piece]]:
    """Two columns, and what stands on one side below the end of both, with a gap before it: a table, a note."""
    ends = [min(piece.bottom for piece in side) for side in (left, right)]
    longer, shorter = (left, right) if ends[0] < ends[1] else (right, left)
    height = median(piece.height for piece in longer)
    floor = max(ends)
    below = [piece for piece in longer if piece.top < floor]
    kept = [piece for piece in longer if piece.top >= floor]
    if not below or not kept:
        return left, right, []
    gap = min(piece.bottom for piece in kept) - max(piece.top for piece in below)
    level = abs(min(piece.bottom for piece in kept) - floor) < 1.5 * height
    if not level or gap < height:
        return left, right, []
    return (kept, shorter, below) if longer is left else (shorter, kept, below)


def _join_across(lines: list[Line]) -> list[Line]:
    """Pieces of one line that crosses the gutter, a line again."""
    joined: list[Line] = []
    for line in lines:
        last = joined[-1] if joined else None
        if last and abs(last.top - line.top) < _SAME_LINE * line.height and last.right < line.left and last.right > 0:
            gap = line.left - last.right
            if gap < GUTTER * line.height:
                joined[-1] = Line(last.pieces + line.pieces, last.left, line.right)
                continue
        joined.append(line)
    return joined


def _without_folio(pieces: list[Piece]) -> list[Piece]:
    """The pieces of a page but for a number alone at its head or foot, which often stands in the gutter."""
    lines = _lines(pieces)
    folios = {line.pieces[0] for line in (lines[0], lines[-1]) if len(line.pieces) == 1 and len(line.text) <= _FOLIO}
    return [piece for piece in pieces if piece not in folios]


def _find_gutter(pieces: list[Piece]) -> float | None:
    """The middle of the gap that parts a page into two columns; None where there are none."""
    if len(pieces) < 2 * _COLUMN_LINES:
        return None
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    height = median(piece.height for piece in pieces)
    best: tuple[float, float] | None = None
    for start, end, crossing in _gaps(pieces):
        middle = (start + end) / 2
        if end - start < GUTTER * height or not 0.15 < (middle - left) / (right - left or 1) < 0.85:
            continue
        if crossing > _CROSSING * len(pieces):
            continue
        before = [piece for piece in pieces if piece.right <= middle]
        after = [piece for piece in pieces if piece.left >= middle]
        if not (_is_running(before) and _is_running(after)) or not _overlap(before, after):
            continue
        score = (crossing, -(end - start))
        if best is None or score < best:
            best, gutter = score, middle
    return gutter if best is not None else None


def _gaps(pieces: list[Piece]) -> list[tuple[float, float, int]]:
    """The stretches of the width that the fewest pieces cross: start, end, and how many do."""
    edges = sorted([(piece.left, 1) for piece in pieces] + [(piece.right, -1) for piece in pieces])
    gaps, open_now = [], 0
    for (at, change), (after, _) in pairwise(edges):
        open_now += change
        if after - at > 1 and open_now <= _CROSSING * len(pieces):
            gaps.append((at, after, open_now))
    return sorted(gaps, key=lambda gap: (gap[2], gap[0] - gap[1]))[:24]


def _is_running(pieces: list[Piece]) -> bool:
    """Whether pieces are the lines of a text: enough of them, and most fill their width."""
    lines = _lines(pieces) if pieces else []
    if len(lines) < _COLUMN_LINES:
        return False
    width = max(line.right for line in lines) - min(line.left for line in lines)
    filled = median(sum(piece.right - piece.left for piece in line.pieces) for line in lines)
    # several short pieces beside each other are the cells of a table, of which a column of text may hold one
    signs = median(median(len(piece.text) for piece in line.pieces) for line in lines)
    return filled >= _FILLED * width and signs >= _RUNNING


def _overlap(before: list[Piece], after: list[Piece]) -> bool:
    """Whether two columns stand beside each other, and not one above the other."""
    top = min(max(p.top for p in before), max(p.top for p in after))
    bottom = max(min(p.bottom for p in before), min(p.bottom for p in after))
    return top - bottom > 0.3 * min(max(p.top for p in side) - min(p.bottom for p in side) for side in (before, after))


def _lines(pieces: list[Piece]) -> list[Line]:
    """Pieces that stand on one line put together, lines from top to bottom."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda each: (-each.middle, each.left)):
        row = rows[-1] if rows else None
        if row and abs(row[0].middle - piece.middle) < _SAME_LINE * min(row[0].height, piece.height):
            row.append(piece)
        else:
            rows.append([piece])
    # hardly a line goes beyond the edge of its column, but now and then one does
    left, right = min(piece.left for piece in pieces), sorted(row[-1].right for row in rows)[int(0.9 * (len(rows) - 1))]
    return [Line(tuple(sorted(row, key=lambda piece: piece.left)), left, right) for row in rows]


def _mark_rows(lines: list[Line]) -> list[Line]:
    """Rows of tables marked: lines of several pieces, of which another line near has some at the same places."""
    marked = []
    for place, line in enumerate(lines):
        near = lines[max(0, place - 3) : place] + lines[place + 1 : place + 4]
        row = len(line.pieces) > 1 and any(_aligned(line, other) for other in near)
        marked.append(Line(line.pieces, line.left, line.right, row=row))
    return marked


def _aligned(one: Line, other: Line) -> bool:
    """Whether two lines have cells beyond the first that begin, end or are centred at the same place."""
    if len(other.pieces) < 2:
        return False
    reach = 0.4 * one.height
    return any(
        min(abs(a.left - b.left), abs(a.right - b.right), abs(a.left + a.right - b.left - b.right) / 2) < reach
        for a in one.pieces[1:]
        for b in other.pieces[1:]
    )
