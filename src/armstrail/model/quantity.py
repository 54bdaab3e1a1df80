"""How much, as the words bound it. What we conclude from many of them is an estimate, another type."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

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
                raise BadValue(
                    f"a bound must be a finite number of at least 0, got {bound!r}", "bound", value=f"{bound:g}"
                )
        if self.low is not None and self.high is not None and self.low > self.high:
            low, high = f"{self.low:g}", f"{self.high:g}"
            raise BadValue(
                f"quantity runs from {low} down to {high}; put the smaller bound first",
                "bounds_fall",
                low=low,
                high=high,
            )


@lru_cache(maxsize=65_536)
def significant(value: float) -> str:
    """The significant digits of a number as it would be written: `67` for 6,700, `13221` for 13,221, `0` for zero."""
    return "".join(map(str, _written(value).as_tuple().digits))


@lru_cache(maxsize=65_536)
def half_step(value: float) -> float:
    """Half the step in which a number is written: 50 for 6,700, 0.5 for 1,024, and 25,000 for 250,000, where the
    final 5 on a round number is itself the step. Nought for nought."""
    _, digits, exponent = _written(value).as_tuple()
    assert isinstance(exponent, int)  # a bound is a finite number
    if digits == (0,):
        return 0.0
    place = Decimal(1).scaleb(exponent)
    if digits[-1] == 5 and exponent > 0 and len(digits) > 1:
        place *= 5
    return float(place / 2)


def _written(value: float) -> Decimal:
    """A number as it would be written; what stands behind the fifteenth digit is the machine's."""
    return Decimal(f"{value:.15g}").normalize()
