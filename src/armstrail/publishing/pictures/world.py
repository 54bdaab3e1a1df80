"""The base map: the borders of states as Natural Earth draws them, corrected and marked by tools/make_world.py."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from armstrail.model.errors import PackError

_COLUMNS: Final = ("code", "name", "disputed", "ring")

Ring = tuple[tuple[float, float], ...]  # corners as degrees east and north, the first one again at the end


@dataclass(frozen=True, slots=True)
class Area:
    """What one row of borders encloses.

    `code` is the state's, "" where the list of actors has none; `disputed` are the codes of those who claim the area,
    where it has a border of its own on which states do not agree.
    """

    code: str
    name: str
    disputed: tuple[str, ...]
    ring: Ring


@cache
def load_world() -> tuple[Area, ...]:
    """The areas of the base map.

    Raises:
        PackError: a row is broken; names file and line.
    """
    text = (files("armstrail.publishing.pictures") / "world.csv").read_text(encoding="utf-8")
    return read_world(text)


def read_world(text: str) -> tuple[Area, ...]:
    """The areas of a table of rings.

    Raises:
        PackError: a column or number is missing, a ring is open or leaves the Earth; names file and line.
    """
    reader = csv.reader(io.StringIO(text, newline=""))
    head = tuple(next(reader, ()))
    if head != _COLUMNS:
        raise PackError(f"publishing/pictures/world.csv: columns must be {', '.join(_COLUMNS)}, got {', '.join(head)}")
    areas = []
    for row in reader:
        where = f"publishing/pictures/world.csv:{reader.line_num}"
        if len(row) != len(_COLUMNS) or not row[1]:
            raise PackError(f"{where}: needs a name and {len(_COLUMNS)} columns; write the file anew with its tool")
        code, name, disputed, ring = row
        areas.append(Area(code, name, tuple(disputed.split()), _ring(where, ring)))
    return tuple(areas)


def _ring(where: str, words: str) -> Ring:
    try:
        degrees = [float(each) for each in words.split()]
    except ValueError as error:
        raise PackError(f"{where}: the ring must be degrees east and north in turn; {error}") from error
    ring = tuple(zip(degrees[::2], degrees[1::2], strict=False))
    if len(degrees) % 2 or len(ring) < 4 or ring[0] != ring[-1]:
        raise PackError(f"{where}: the ring of {len(degrees)} numbers is not closed; write the file anew with its tool")
    if not all(abs(east) <= 180.01 and abs(north) <= 90.01 for east, north in ring):
        raise PackError(f"{where}: a corner of the ring does not lie on Earth; write the file anew with its tool")
    return ring


def clip(ring: Ring, west: float, south: float, east: float, north: float) -> list[tuple[float, float]]:
    """A ring cut to a rectangle of degrees; [] where nothing of it lies within.

    Source: Sutherland and Hodgman, 'Reentrant polygon clipping', Communications of the ACM 17 (1974), 32-42.
    """
    corners = list(ring)
    for axis, bound, keep in ((0, west, 1), (0, east, -1), (1, south, 1), (1, north, -1)):
        cut: list[tuple[float, float]] = []
        for before, here in zip(corners[-1:] + corners[:-1], corners, strict=True):
            inside, was = keep * (here[axis] - bound) >= 0, keep * (before[axis] - bound) >= 0
            if inside != was:
                share = (bound - before[axis]) / (here[axis] - before[axis])
                cut.append((before[0] + share * (here[0] - before[0]), before[1] + share * (here[1] - before[1])))
            if inside:
                cut.append(here)
        corners = cut
        if not corners:
            return []
    return corners
