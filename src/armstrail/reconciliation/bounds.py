"""What a speaker can have meant: the numbers that a hedged figure leaves open, for setting two figures side by side."""

from __future__ import annotations

from math import inf
from typing import Final, NamedTuple

from armstrail.model.quantity import Quantity, half_step, significant

# 'about' reaches so far to each side, as a share: wide, and depending on roundness, which the half step adds (Ferson et
# al., 'Natural language of uncertainty', Int. J. Approx. Reasoning 57, 2015).
ABOUT: Final = 0.15
ROUNDED: Final = 0.10  # a speaker who meant 1,400 would not have said 1,000: rounding reaches no further
TENS: Final = 10.0  # 'thousands' are at most ten thousand
OTHERS: Final = 5.0  # 'dozens' or 'scores' at most five of them


class Bounds(NamedTuple):
    """Least and most that was meant; `inf` where the words set no upper bound."""

    low: float
    high: float


def meant(quantity: Quantity, floor: bool = False) -> Bounds:
    """The numbers that a quantity leaves open: its hedge, and how far a speaker rounds.

    Args:
        floor: the figure counts a part alone (one port, debris found), and so bounds the whole from below only.
    """
    low, high = quantity.low, quantity.high
    if quantity.hedge == "about":
        spread = [max(ABOUT, _rounding(each) / each) if each else ABOUT for each in (low or 0.0, high or 0.0)]
        low, high = low and low / (1 + spread[0]), high and high * (1 + spread[1])
    elif quantity.hedge == "exact":
        low, high = low and low - _rounding(low), high and high + _rounding(high)
    elif quantity.hedge == "order" and low is not None and high is None:
        high = low * (TENS if significant(low) == "1" else OTHERS)
    return Bounds(low or 0.0, inf if high is None or floor else high)


def _rounding(value: float) -> float:
    return min(half_step(value), ROUNDED * value)
