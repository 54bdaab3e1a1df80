"""The digits of a figure: by which copies of it are known again, and how finely it was said."""

from __future__ import annotations

from math import floor, log10


def magnitude(value: float) -> int:
    """The power of ten of the first digit: 3 for 6,700; 0 for zero."""
    return floor(log10(value)) if value > 0 else 0


def rounded(value: float, digits: int) -> float:
    """A number rounded to so many significant digits: 4,800,000 to one is 5,000,000."""
    return float(f"{value:.{max(digits, 1) - 1}e}")
