"""Conversions and prices: dated, sourced numbers that turn one unit into another, and never a claim about a flow."""

from __future__ import annotations

import math
from dataclasses import dataclass

from armstrail.model.errors import BadValue
from armstrail.model.period import check_partial_date
from armstrail.model.terms import check_term

KINDS = ("physical", "capacity", "estimate", "assumption", "limit", "price_asked", "price_paid", "replacement", "rate")


@dataclass(frozen=True, slots=True)
class Factor:
    """How many `to_unit` go to one `from_unit` of an item: 90 % between `low` and `high`, the middle at `central`.

    `from_unit` and `to_unit` are units of the claim model (`containers`, `pieces`, `tonnes`, `USD` ...), `year` is
    that of the money where `to_unit` is a currency. `kind` says what sort of number it is; only `capacity` and
    `limit` bound a figure from above and are never used as a middle. `source` and `url` say whence, `status` whether
    somebody `verified` it, it was `recalled`, or it is an `assumption`.
    """

    id: str
    from_unit: str
    to_unit: str
    item: str
    low: float
    central: float
    high: float
    kind: str
    date: str | None
    year: int | None
    source: str
    status: str
    url: str | None = None
    note: str = ""
    default: bool = False

    def __post_init__(self) -> None:
        check_term("factor kind", self.kind, KINDS)
        if self.date is not None:
            check_partial_date(self.date)
        if not all(math.isfinite(each) and each > 0 for each in (self.low, self.central, self.high)):
            raise BadValue(f"factor {self.id}: low, central and high must be finite and above 0")
        if not self.low <= self.central <= self.high:
            raise BadValue(f"factor {self.id}: low, central and high must not fall")
        if self.is_price and self.year is None:
            raise BadValue(f"factor {self.id} is a price without a year; say of which year its money is")

    @property
    def is_price(self) -> bool:
        """Whether it turns things into money."""
        return len(self.to_unit) == 3 and self.to_unit.isupper()
