"""What a speaker can have meant: the numbers that a hedged figure leaves open, for setting two figures side by side."""

from __future__ import annotations

from math import inf
from typing import Final, NamedTuple

from armstrail.model.quantity import Quantity
from armstrail.reconciliation.digits import half_step, significant

ABOUT: Final = (
    0.15  # 'about' reaches so far to each side, as a share (Ferson et al., 'Natural language of uncertainty',
)
# Int. J. Approx. Reasoning 57 (2015): wide, and depending on roundness, which the half step adds)
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
        spread = [max(ABOUT, half_step(each) / each) if each else ABOUT for each in (low or 0.0, high or 0.0)]
        low, high = low and low / (1 + spread[0]), high and high * (1 + spread[1])
    elif quantity.hedge == "exact":
        low, high = low and low - half_step(low), high and high + half_step(high)
    elif quantity.hedge == "order" and low is not None and high is None:
        high = low * (TENS if significant(low) == "1" else OTHERS)
    return Bounds(low or 0.0, inf if high is None or floor else high)
