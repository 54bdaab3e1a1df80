"""How likely, in words and a number together, and how sure the evidence lets one be, in a sentence of its own.

The seven bands are those of the United States' Intelligence Community Directive 203 (2015). A likelihood is never told
as 0 or 100 %, and never in one sentence with the confidence, which speaks of the evidence and not of the number.
"""

from __future__ import annotations

import math
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from typing import Final

from armstrail.model.errors import BadValue

BANDS: Final = (
    ("almost_no_chance", 0.05), ("very_unlikely", 0.20), ("unlikely", 0.45), ("roughly_even", 0.55),
    ("likely", 0.80), ("very_likely", 0.95), ("almost_certain", 1.0),
)  # fmt: skip
_LEAST, _MOST = 0.01, 0.99
_DIGITS: Final = 2


def band(probability: float) -> str:
    """The band that a probability falls in, as a key of the table `likelihood`.

    Raises:
        BadValue: not a probability.
    """
    if not 0 <= probability <= 1:
        raise BadValue(f"{probability!r} is no probability; give one between 0 and 1")
    return next(name for name, top in BANDS if probability < top or top == 1.0)


def percent(probability: float) -> int:
    """A probability in whole per cent as it may be told: 1 to 99."""
    return round(100 * min(max(probability, _LEAST), _MOST))


def nearest(value: float) -> float:
    """A middle as it is printed: two digits."""
    return _rounded(value, ROUND_HALF_EVEN)


def outward(low: float, high: float) -> tuple[float, float]:
    """Bounds as they are printed: two digits, the lower one rounded down, the upper one up."""
    return _rounded(low, ROUND_FLOOR), _rounded(high, ROUND_CEILING)


def _rounded(value: float, how: str) -> float:
    if value == 0 or not math.isfinite(value):
        return value
    exact = Decimal(repr(value))
    return float(exact.quantize(Decimal(1).scaleb(exact.adjusted() - _DIGITS + 1), how))
