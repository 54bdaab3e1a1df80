"""The rungs: possible answers on an even grid in log units (logits for shares), and where a day stands among months."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np
import numpy.typing as npt

from armstrail.model.period import last_day

Array = npt.NDArray[np.float64]

DAYS_A_MONTH: Final = 30.4375
SMALLEST_SHARE: Final = 0.05
LARGEST_SHARE: Final = 99.95


@dataclass(frozen=True, slots=True)
class Grid:
    """`size` rungs of width `cell`, counted down from `top` so that the rungs move with the figures.

    `share` tells logits of a percentage from logs of an amount.
    """

    top: float
    size: int
    cell: float
    share: bool = False

    @property
    def rungs(self) -> Array:
        """The middle of every rung, lowest first."""
        return self.top - self.cell * np.arange(self.size - 1, -1, -1, dtype=np.float64)

    @property
    def edges(self) -> Array:
        """The `size + 1` borders of the rungs, lowest first."""
        return self.top + self.cell / 2 - self.cell * np.arange(self.size, -1, -1, dtype=np.float64)

    def amount(self, place: float) -> float:
        """The amount (or percentage) at a place on the grid."""
        return to_amount(place, share=self.share)


def to_place(amount: float, *, share: bool) -> float:
    """Where an amount above 0 stands: its log, or the logit of a percentage, which is kept off 0 and 100."""
    if not share:
        return math.log(amount)
    part = min(max(amount, SMALLEST_SHARE), LARGEST_SHARE) / 100
    return math.log(part / (1 - part))


def to_amount(place: float, *, share: bool) -> float:
    """The amount, or the percentage, at a place."""
    return 100 / (1 + math.exp(-place)) if share else math.exp(place)


def make_grid(places: Sequence[float], *, below: float, above: float, cell: float, share: bool) -> Grid:
    """The grid that holds these places (at least one) with `below` and `above` to spare."""
    low, high = min(places) - below, max(places) + above
    return Grid(high, math.ceil((high - low) / cell) + 1, cell, share)


def month_of(day: str) -> int:
    """The number of a day's month, counted from the year 0."""
    return int(day[:4]) * 12 + int(day[5:7]) - 1


def month_end(month: int) -> str:
    """The last day of a month, as YYYY-MM-DD."""
    return last_day(f"{month // 12:04d}-{month % 12 + 1:02d}")


def month_before(day: str) -> int:
    """The month that a count which begins on `day` follows: that of the day before."""
    return month_of((date.fromisoformat(day) - timedelta(days=1)).isoformat())
