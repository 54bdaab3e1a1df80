"""How much, as the words bound it. What we conclude from many of them is an estimate, another type."""

from __future__ import annotations

import math
from dataclasses import dataclass

from armstrail.model.errors import BadValue
from armstrail.model.terms import HEDGES, check_term, check_unit


@dataclass(frozen=True, slots=True)
class Quantity:
    """A hedged amount in plain units (1.7e9, never 1.7); None is a side that the words leave open."""

    low: float | None
    high: float | None
    unit: str
    hedge: str

    def __post_init__(self) -> None:
        check_term("hedge", self.hedge, HEDGES)
        check_unit(self.unit)
        if self.low is None and self.high is None:
            raise BadValue("a quantity needs at least one bound")
        for bound in (self.low, self.high):
            if bound is not None and (not math.isfinite(bound) or bound < 0):
                raise BadValue(f"a bound must be a finite number of at least 0, got {bound!r}")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise BadValue(f"quantity runs from {self.low:g} down to {self.high:g}; put the smaller bound first")
