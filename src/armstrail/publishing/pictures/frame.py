"""A part of the Earth as a picture: which part, where a place of it stands, and the land in it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from armstrail.publishing.pictures.drawing import Spec
from armstrail.publishing.pictures.layers import layer_of, marks_at
from armstrail.publishing.pictures.world import Area, clip, load_world

WIDTH: Final = 760.0
LAND: Final = {"land": "#fbf9f4", "giver": "#d9e6f2", "taker": "#f6e0d2"}
SEA, BORDER = "#eef3f6", "#b9b4a8"
_LEAST_HEIGHT, _MOST_HEIGHT = 260.0, 360.0
_MARGIN: Final = 0.14  # of the span, on each side

Spot = tuple[float, float]  # degrees north and east


class Frame:
    """Degrees as places in the picture, equally spaced both ways at the middle latitude.

    Args:
        spots: at least one; all of them lie within.
        least: the degrees north to south that it shows at the least: with fewer, borders would seem finer than they
            are drawn.
    Source: the equidistant cylindrical projection, Snyder, 'Map Projections: A Working Manual' (1987), 90-91.
    """

    def __init__(self, spots: Sequence[Spot], least: float) -> None:
        norths, easts = [north for north, _ in spots], [east for _, east in spots]
        middle = (min(norths) + max(norths)) / 2, (min(easts) + max(easts)) / 2
        self._shrink = max(math.cos(math.radians(middle[0])), 0.1)
        high = max(max(norths) - min(norths), least) * (1 + 2 * _MARGIN)
        wide = max(max(easts) - min(easts), least) * self._shrink * (1 + 2 * _MARGIN)
        self.height = min(max(WIDTH * high / wide, _LEAST_HEIGHT), _MOST_HEIGHT)
        whole = WIDTH / (360 * self._shrink), self.height / 180
        self._scale = max(min(WIDTH / wide, self.height / high), *whole)
        half = self.height / 2 / self._scale
        across = WIDTH / self._scale / self._shrink
        self._north = min(max(middle[0], -90 + half), 90 - half) + half
        self._west = min(max(middle[1] - across / 2, -180.0), 180.0 - across)
        self.bounds = (self._west, self._north - 2 * half, self._west + across, self._north)

    def place(self, spot: Spot) -> tuple[float, float]:
        """Where a place stands, in units of the picture."""
        north, east = spot
        return ((east - self._west) * self._shrink * self._scale, (self._north - north) * self._scale)

    def holds(self, spot: Spot) -> bool:
        """Whether a place lies within."""
        x, y = self.place(spot)
        return 0 <= x <= WIDTH and 0 <= y <= self.height


def land(frame: Frame, supplier: str, recipient: str, view: str) -> Iterator[Spec]:
    """Sea and land, the two parties tinted, and borders on which states do not agree broken.

    Args:
        view: tells the layers of this view from those of others.
    """
    west, south, east, north = frame.bounds
    lands: dict[tuple[str, bool], list[Spec]] = {(name, broken): [] for broken in (False, True) for name in LAND}
    for area in load_world():
        ring = clip(area.ring, west - 1, south - 1, east + 1, north + 1)
        if len(ring) > 2:
            corners = [[round(along) for along in frame.place((up, over))] for over, up in ring]
            thinned = [each for each, before in pairwise([*corners, corners[0]]) if each != before]
            if len(thinned) > 2:
                shape = {"type": "Polygon", "coordinates": [[*thinned, thinned[0]]]}
                area_of = {"type": "Feature", "properties": {"name": area.name}, "geometry": shape}
                lands[_tint(area, supplier, recipient), bool(area.disputed)].append(area_of)
    yield marks_at([{"x": 0, "y": 0}], f"sea_{view}", shape=f"M0,0H{WIDTH}V{frame.height:.1f}H0Z", fill=SEA)
    for (name, broken), areas in lands.items():
        if areas:
            mark = {
                "type": "geoshape", "fill": LAND[name], "stroke": BORDER, "strokeWidth": 0.8, "clip": True,
                **({"strokeDash": [3, 2]} if broken else {}),
            }  # fmt: skip
            own = f"{name}_{view}_{'broken' if broken else 'whole'}"
            yield layer_of(areas, own, mark) | {"projection": {"type": "identity", "scale": 1, "translate": [0, 0]}}


def _tint(area: Area, supplier: str, recipient: str) -> str:
    return {supplier: "giver", recipient: "taker"}.get(area.code, "land")
