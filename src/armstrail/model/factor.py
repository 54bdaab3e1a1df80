"""Conversions and prices: dated, sourced numbers that turn one unit into another, and never a claim about a flow."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from armstrail.model.errors import BadValue
from armstrail.model.period import check_partial_date
from armstrail.model.terms import COUNTS, check_term, check_unit

KINDS: Final = (
    "physical", "capacity", "estimate", "assumption", "limit", "price_asked", "price_paid", "replacement", "rate",
    "check",
)  # fmt: skip
PRICES: Final = ("price_asked", "price_paid", "replacement")
CEILINGS: Final = ("capacity", "limit")
MIDDLES: Final = ("physical", "estimate", "assumption", "rate")
STATUSES: Final = ("verified", "recalled", "assumption")
MEASURES: Final = ("kg", "metres", "cubic-metres", "days", "months", "years", "person-months", "person-hours")


@dataclass(frozen=True, slots=True)
class Factor:
    """How many `to_unit` go to one `from_unit` of an item: 90 % between `low` and `high`, the middle at `central`.

    `from_unit` and `to_unit` are units of the claim model (`containers`, `pieces`, `tonnes`, `USD` ...) or one of
    `MEASURES`; `year` is that of the money where `to_unit` is a currency. `kind` says what sort of number it is:
    `CEILINGS` bound a figure from above and are never used as a middle, `PRICES` are three different things that are
    never added, and a `check` (a ratio of figures from different houses, or one implied by two claims) is only held
    against other numbers. `designation` names the model or calibre it holds for, None for the item as a whole.
    `source` and `url` say whence, `status` whether somebody `verified` it, it was `recalled`, or it is an
    `assumption`.
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
    designation: str | None = None

    def __post_init__(self) -> None:
        check_term("factor kind", self.kind, KINDS)
        check_term("factor status", self.status, STATUSES)
        for unit in (self.from_unit, self.to_unit):
            check_factor_unit(unit)
        if self.date is not None:
            check_partial_date(self.date)
        if not all(math.isfinite(each) and each > 0 for each in (self.low, self.central, self.high)):
            raise BadValue(
                f"factor {self.id}: low, central and high must be finite and above 0", "factor_bounds", value=self.id
            )
        if not self.low <= self.central <= self.high:
            raise BadValue(f"factor {self.id}: low, central and high must not fall", "factor_falls", value=self.id)
        if self.is_price and self.year is None:
            raise BadValue(f"factor {self.id} is a price without a year; say of which year its money is")

    @property
    def is_price(self) -> bool:
        """Whether it turns things into money."""
        return len(self.to_unit) == 3 and self.to_unit.isupper()


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a factor, as a receipt prints it: `times` is False where the figure was divided by it.

    `role` says how it entered: `middle` as a factor, `ceiling` as a bound never to be read as an estimate.
    """

    factor: str
    from_unit: str
    to_unit: str
    low: float
    central: float
    high: float
    kind: str
    status: str
    source: str
    url: str | None
    times: bool
    role: str

    def __post_init__(self) -> None:
        check_term("role", self.role, ("middle", "ceiling"))


def check_factor_unit(unit: str) -> None:
    """Refuse a unit that is neither a count, a currency, nor a measure that only factors use.

    Raises:
        BadValue: names the unit and what is allowed.
    """
    if unit in MEASURES:
        return
    try:
        check_unit(unit)
    except BadValue as error:
        allowed = ", ".join((*COUNTS, *MEASURES))
        raise BadValue(f"unit {unit!r} is not known; use one of {allowed}, or an ISO 4217 code") from error
