"""Figures held against what is physically possible."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from armstrail.model import terms
from armstrail.model.errors import BadValue

LIMITS: Final = (
    "heavier_than_payload", "larger_than_volume", "longer_than_carrier", "heavier_than_cargo", "too_few_for_mass",
    "barrels_per_tonne", "voyages_in_time", "persons_per_carrier", "containers_per_carrier", "currency_changed",
    "number_split",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that somebody gives, as far as physics is concerned with it.

    `low` and `high` bound it as the words do, None where a side is open. `designation` is the model or calibre of
    what is counted. `days` is how long the period is that it covers, None where that is not known.
    """

    unit: str
    item: str
    low: float | None
    high: float | None
    designation: str | None = None
    days: int | None = None

    def __post_init__(self) -> None:
        terms.check_unit(self.unit)
        bounds = [each for each in (self.low, self.high) if each is not None]
        if not bounds:
            raise BadValue("a figure needs at least one bound")
        for bound in bounds:
            if not (math.isfinite(bound) and bound >= 0):
                raise BadValue(f"a bound must be a finite number of at least 0, got {bound!r}")
        if self.days is not None and self.days < 1:
            raise BadValue(f"a period lasts at least a day, got {self.days}")


@dataclass(frozen=True, slots=True)
class LimitFlag:
    """That a figure cannot be, beside another that is said of the same cargo.

    `figure` is the number in question and `limit` what it is held against, both in `unit`; `excess` is how many times
    the limit it is (for a floor: how many times below it). `factors` are the ids that the limit rests on. `sure` is
    False where the limit hangs on what the figure does not name (its calibre, its ship).
    """

    code: str
    unit: str
    figure: float
    limit: float
    excess: float
    factors: tuple[str, ...]
    sure: bool
    why: str

    def __post_init__(self) -> None:
        terms.check_term("limit", self.code, LIMITS)
