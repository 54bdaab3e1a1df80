"""The digits of a figure: by which copies of it are known again, and how finely it was said."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from math import floor, log10


@lru_cache(1 << 16)
def significant(value: float) -> str:
    """The significant digits of a number as it would be written: `67` for 6,700, `13221` for 13,221, `0` for zero."""
    digits = Decimal(repr(value)).normalize().as_tuple().digits
    return "".join(map(str, digits))


def magnitude(value: float) -> int:
    """The power of ten of the first digit: 3 for 6,700; 0 for zero."""
    return floor(log10(value)) if value > 0 else 0


def rounded(value: float, digits: int) -> float:
    """A number rounded to so many significant digits: 4,800,000 to one is 5,000,000."""
    return float(f"{value:.{max(digits, 1) - 1}e}")


def half_step(value: float) -> float:
    """By how much a speaker may have rounded: half the place of the last digit, at most a tenth of the number.

    A last 5 on a round number is a half step (250,000 is 225,000 to 275,000; 6,700 is 6,650 to 6,750; 1,024 is
    1,023.5 to 1,024.5), and a speaker who meant 1,400 would not have said 1,000.
    """
    parts = Decimal(repr(value)).normalize()
    if not parts:
        return 0.0
    exponent = parts.as_tuple().exponent
    assert isinstance(exponent, int)  # a bound is a finite number
    place = 10.0**exponent
    step = 5 * place if parts.as_tuple().digits[-1] == 5 and exponent >= 1 else place
    return min(step / 2, 0.10 * value)
