"""What a speaker could have meant: each hedge as a shape on the grid.

The shapes are those of docs/estimation.md. Precision of writing is never rewarded: 649,640 weighs no more than 650,000.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from scipy.special import ndtr

from armstrail.estimation.grid import Array, Grid, to_place
from armstrail.estimation.settings import Settings
from armstrail.model.quantity import Quantity, half_step, significant

SHAPES: Final = ("box", "floor", "ceiling", "order")


class Zone(NamedTuple):
    """A shape (`SHAPES`) between two places; a floor has no `high`, a ceiling no `low` (infinite).

    `scale` is the length on which a floor or ceiling fades, or the log spread of an order; `centre` the median of that.
    """

    shape: str
    low: float
    high: float
    scale: float = 0.0
    centre: float = 0.0


def zone_of(quantity: Quantity, coverage: str | None, settings: Settings, *, share: bool = False) -> Zone | str:
    """The zone of a quantity.

    Returns:
        a zone, or in words why these bounds say nothing on the whole.
    """
    low, high, hedge = _bounds(quantity)
    if high <= 0 or (low <= 0 and hedge in ("floor", "order")):
        return "zero"
    if share and low > 100:
        return "out_of_range"
    if coverage is not None:  # a part, or what is there at one time, is a floor of what went in all
        if hedge == "ceiling":
            return "ceiling_of_a_part"
        return _floor(low if low > 0 else high, settings.floor_partial, share)
    if hedge == "floor":
        return _floor(low, settings.floor, share)
    if hedge == "ceiling":
        return Zone("ceiling", -math.inf, to_place(high, share=share), settings.ceiling)
    if hedge == "order" and not share:
        return _order(low, settings)
    low, high = _spread(low, high, "about" if hedge == "order" else hedge, settings)
    return Zone("box", to_place(low, share=share), to_place(high, share=share))


def _bounds(quantity: Quantity) -> tuple[float, float, str]:
    """Low, high, and what is to be made of them: exact, about, range, order, or a bound on one side."""
    low, high, hedge = quantity.low, quantity.high, quantity.hedge
    only = low if low is not None else high
    assert only is not None
    if hedge == "at_least" or (hedge == "range" and high is None):
        return only, only, "floor"
    if hedge == "at_most" or (hedge == "range" and not low):
        top = high if high is not None else only
        return top, top, "ceiling"
    if hedge == "order":
        return only, only, "order"
    return only, (high if high is not None else only), hedge


def _spread(low: float, high: float, hedge: str, settings: Settings) -> tuple[float, float]:
    """A box as wide as the words and the rounding allow."""
    if hedge == "range" and low < high:
        return low, high
    if hedge == "about":
        wide = 1 + max(settings.about, half_step(low) / low if half_step(low) < settings.exact_cap * low else 0)
        return low / wide, high * wide
    return (
        low - min(half_step(low), settings.exact_cap * low),
        high + min(half_step(high), settings.exact_cap * high),
    )


def _floor(figure: float, fade: float, share: bool) -> Zone:
    return Zone("floor", to_place(figure, share=share), math.inf, fade)


def _order(figure: float, settings: Settings) -> Zone:
    ten = significant(figure) == "1"
    median, top = (settings.order_median, settings.order_top) if ten else (settings.dozen_median, settings.dozen_top)
    place = math.log(figure)
    return Zone("order", place, place + math.log(top), settings.order_spread, place + math.log(median))


def masses(zones: Sequence[Zone], grid: Grid) -> Array:
    """The mass of every zone on every rung, shape (zones, rungs); what lies beyond the grid is lost."""
    result = np.zeros((len(zones), grid.size))
    for shape in SHAPES:
        rows = [row for row, zone in enumerate(zones) if zone.shape == shape]
        if rows:
            result[rows] = _MASSES[shape]([zones[row] for row in rows], grid)
    return result


def _column(zones: Sequence[Zone], field: str) -> Array:
    return np.array([getattr(zone, field) for zone in zones], dtype=np.float64)[:, None]


def _boxes(zones: Sequence[Zone], grid: Grid) -> Array:
    low, high = _column(zones, "low"), _column(zones, "high")
    width = high - low
    wide = np.diff(np.clip((grid.edges - low) / np.maximum(width, grid.cell), 0, 1), axis=1)
    return np.where(width >= grid.cell, wide, points((low + high) / 2, grid))


def points(places: Array, grid: Grid) -> Array:
    """Single places, each split over the two rungs beside it so that none is lost or moved."""
    return np.maximum(0.0, 1 - np.abs(grid.rungs - places) / grid.cell)


def _floors(zones: Sequence[Zone], grid: Grid) -> Array:
    beyond = np.maximum(grid.edges - _column(zones, "low"), 0) / _column(zones, "scale")
    return np.diff(-np.expm1(-beyond), axis=1)


def _ceilings(zones: Sequence[Zone], grid: Grid) -> Array:
    short = np.maximum(_column(zones, "high") - grid.edges, 0) / _column(zones, "scale")
    return np.diff(np.exp(-short), axis=1)


def _orders(zones: Sequence[Zone], grid: Grid) -> Array:
    low, high, centre, scale = (_column(zones, field) for field in ("low", "high", "centre", "scale"))
    inside = ndtr((np.clip(grid.edges, low, high) - centre) / scale)
    whole = ndtr((high - centre) / scale) - ndtr((low - centre) / scale)
    result: Array = np.diff(inside, axis=1) / whole
    return result


_MASSES: Final = {"box": _boxes, "floor": _floors, "ceiling": _ceilings, "order": _orders}
