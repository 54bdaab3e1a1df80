"""What the finders of quantities hand on: a figure as read, or a number that is none."""

from __future__ import annotations

from dataclasses import dataclass

from armstrail.extraction.heads import Head
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
