"""Who is who in the pictures of a flow: to each family its colour and its letter, to each hedge its shape.

Colour never tells alone: the letter stands in the mark, the shape says how the figure was hedged, and the table behind
a picture says both in words.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from armstrail.model.voice import Voice
from armstrail.publishing.charts import COLOURS
from armstrail.publishing.pictures import svg

_ON_THEM: Final = ("#ffffff", *("#000000",) * 5, "#ffffff", "#ffffff")  # letters that can be read on each colour
_GREY: Final = len(COLOURS) - 1
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghkmnpqrstuvwxyz23456789*"
OUTLINE: Final = "#1c1d1f"


@dataclass(frozen=True, slots=True)
class Hand:
    """How the marks of a family look: its letter, and by number the colour and that of letters on it."""

    letter: str
    look: int

    @property
    def colour(self) -> str:
        """The colour of its marks."""
        return COLOURS[self.look]

    @property
    def on_it(self) -> str:
        """The colour of letters on them."""
        return _ON_THEM[self.look]


@dataclass(frozen=True)
class Hands:
    """The families of a flow with their marks, the same in all its pictures."""

    of: Mapping[str, Hand]

    @classmethod
    def by_voices(cls, voices: Iterable[Voice]) -> Hands:
        """Letters and colours by how many voices a family has, the most first; beyond seven the colour is grey,
        beyond some fifty the letter is a star."""
        counts: dict[str, int] = {}
        for voice in voices:
            counts[voice.family] = counts.get(voice.family, 0) + 1
        ordered = sorted(counts, key=lambda family: (-counts[family], family))
        last = len(_LETTERS) - 1
        return cls({name: Hand(_LETTERS[min(place, last)], min(place, _GREY)) for place, name in enumerate(ordered)})

    def __getitem__(self, family: str) -> Hand:
        return self.of.get(family, Hand(_LETTERS[-1], _GREY))


def shapes(key: str) -> str:
    """The outlines of all hedges, to be used by marks: a ring for an exact figure, a star for `about`, a square for a
    range, triangles for floors and ceilings, a diamond for an order of magnitude.

    Args:
        key: that of the picture.
    """
    look = {"class": "mark", "stroke": OUTLINE}
    ring = svg.tag("circle", {"id": f"{key}-exact", "r": "7", **look})
    others = (
        svg.tag("path", {"id": f"{key}-{hedge}", "d": svg.path(corners, closed=True), **look})
        for hedge, corners in _CORNERS.items()
    )
    return svg.tag("defs", {}, ring, *others)


def letters(*parts: str) -> str:
    """A group of marks, with the face of the letters on them."""
    return svg.tag("g", {"text-anchor": "middle", "font-size": "8.5", "font-weight": "700"}, *parts)


def mark(key: str, x: float, y: float, hedge: str, hand: Hand) -> str:
    """A mark of a claim: shaped by its hedge, coloured and lettered by its family; it stands among `letters`."""
    down = {"at_least": 5.0, "at_most": 2.2}.get(hedge, 3.2)
    return shape(key, x, y, hedge, hand.colour) + svg.text(x, y + down, hand.letter, fill=hand.on_it)


def patch(x: float, y: float, hand: Hand) -> str:
    """A sample of the colour of a family with its letter, for a legend; it stands among `letters`."""
    field: svg.Attributes = {"x": x - 7, "y": y - 7, "width": "14", "height": "14", "rx": "3", "fill": hand.colour}
    return svg.tag("rect", field) + svg.text(x, y + 3.2, hand.letter, fill=hand.on_it)


def shape(key: str, x: float, y: float, hedge: str, colour: str) -> str:
    """The outline of a hedge, filled."""
    return svg.tag("use", {"href": f"#{key}-{hedge}", "x": x, "y": y, "fill": colour})


def _star(rays: int, outer: float, inner: float) -> tuple[tuple[float, float], ...]:
    return tuple(
        (radius * math.sin(turn), -radius * math.cos(turn))
        for step in range(2 * rays)
        for radius, turn in [(inner if step % 2 else outer, math.pi * step / rays)]
    )


_CORNERS: Final = {
    "about": _star(9, 9, 6.4),
    "range": ((-6.6, -6.6), (6.6, -6.6), (6.6, 6.6), (-6.6, 6.6)),
    "at_least": ((0, -9), (9, 7), (-9, 7)),
    "at_most": ((0, 9), (9, -7), (-9, -7)),
    "order": ((0, -9.4), (9.4, 0), (0, 9.4), (-9.4, 0)),
}
