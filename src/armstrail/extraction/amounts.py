"""What the finders of quantities hand on: a figure as read, or a number that is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from armstrail.extraction.heads import Head
from armstrail.extraction.passage import Passage
from armstrail.extraction.scales import Number


@dataclass(slots=True)
class Amount:
    """A quantity as read: tokens `[first, last)` from hedge to noun, bounds in plain units.

    `kind` is `count`, `money`, `share` or `bare` (nothing says what it counts: `missing` tells the word
    that stood where the noun should be, `noun` its tokens). `head` is the noun for counts. `another` and
    `in_all` tell that the words make it an increment or a total; `rate` is `each` or `time` where it is per
    something. Hedges are not looked for to the left of token `wall`.
    """

    first: int
    last: int
    number: Number
    low: float | None
    high: float | None
    hedge: str
    kind: str = "bare"
    unit: str | None = None
    head: Head | None = None
    missing: str = ""
    noun: tuple[int, int] | None = None
    another: bool = False
    in_all: bool = False
    rate: str | None = None
    partitive: bool = False
    wall: int = 0


@dataclass(frozen=True, slots=True)
class Refused:
    """A number that is no quantity of goods, with the reason code of the miss; `amount` is the figure as
    bounded where it counts something all the same (deputies, brigades, the fallen)."""

    first: int
    last: int
    reason: str
    detail: str = ""
    amount: Amount | None = None


_NEXT: Final = 4  # tokens from a sum to the one behind it that tells its currency
_IN_ROW: Final = 6  # tokens from a decimal to the number that tells its scale
_SCALED: Final = 1e6


def lend_scale(amounts: Sequence[Amount], passage: Passage) -> None:
    """Give bare numbers what the next number of their sentence tells: its scale to a decimal (`the US with 76.1, Italy
    with 50.6 million`), its currency to a sum right before it (`from 1.3 to 8.5 billion euros`)."""
    for amount, behind in pairwise(amounts):
        number = amount.number
        if amount.kind != "bare" or amount.missing or amount.partitive or behind.number.scale < _SCALED:
            continue
        if passage.sentence_of(amount.first) is not passage.sentence_of(behind.first) or behind.kind not in (
            "money",
            "bare",
        ):
            continue
        gap = behind.first - amount.last
        decimal = number.scale == 1 and number.style == "digits" and number.value != int(number.value)
        if decimal and gap <= _IN_ROW and amount.low is not None and amount.high is not None:
            scale = behind.number.scale
            amount.low, amount.high = amount.low * scale, amount.high * scale
            amount.number = replace(number, value=number.value * scale, scale=scale)
        if behind.kind == "money" and gap <= _NEXT and amount.number.scale == behind.number.scale:
            amount.kind, amount.unit = "money", behind.unit
