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

COLOURS: Final = (  # told apart by people who see colours differently (Okabe and Ito 2008)
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#8C6D31", "#555555",
)  # fmt: skip
_ON_THEM: Final = ("#ffffff", *("#000000",) * 5, "#ffffff", "#ffffff")  # letters that can be read on each colour
_GREY: Final = len(COLOURS) - 1
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghkmnpqrstuvwxyz23456789*"
OUTLINE: Final = "#1c1d1f"
DRAWN_AS_IT_IS: Final = 4  # the size at which Vega draws a path of one's own in its own units
PATCH: Final = "M-7,-7H7V7H-7Z"  # a sample of the colour of a family, for a legend


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


def letter_at(hedge: str) -> float:
    """How far below the middle of a mark the foot of its letter stands."""
    return {"at_least": 5.0, "at_most": 2.2}.get(hedge, 3.2)


def outline(corners: Iterable[tuple[float, float]]) -> str:
    """A closed path through some corners around a middle."""
    return "M" + "L".join(f"{right:.1f},{down:.1f}" for right, down in corners) + "Z"


def ring(radius: float) -> str:
    """A circle as a path."""
    return f"M{radius},0A{radius},{radius},0,1,1,{-radius},0A{radius},{radius},0,1,1,{radius},0"


def _star(rays: int, outer: float, inner: float) -> tuple[tuple[float, float], ...]:
    return tuple(
        (radius * math.sin(turn), -radius * math.cos(turn))
        for step in range(2 * rays)
        for radius, turn in [(inner if step % 2 else outer, math.pi * step / rays)]
    )


SHAPES: Final = {  # of hedges
    "exact": ring(7.0),
    "about": outline(_star(9, 9, 6.4)),
    "range": outline(((-6.6, -6.6), (6.6, -6.6), (6.6, 6.6), (-6.6, 6.6))),
    "at_least": outline(((0, -9), (9, 7), (-9, 7))),
    "at_most": outline(((0, 9), (9, -7), (-9, -7))),
    "order": outline(((0, -9.4), (9.4, 0), (0, 9.4), (-9.4, 0))),
}
