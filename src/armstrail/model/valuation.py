"""The valuation: what things are worth in money of a stated year, with every number that went into it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from armstrail.model.estimate import Interval
from armstrail.model.factor import PRICES, Use
from armstrail.model.terms import check_term

METHODS: Final = ("product", "sample")


@dataclass(frozen=True, slots=True)
class Rate:
    """What one unit of a currency was in another on the day `day`, with whose rate it is."""

    from_currency: str
    to_currency: str
    day: str
    rate: float
    source: str


@dataclass(frozen=True, slots=True)
class NoRate:
    """That there is no rate between two currencies on a day, and why."""

    from_currency: str
    to_currency: str
    day: str
    why: str


@dataclass(frozen=True, slots=True)
class Influence:
    """What one input does to the total: its value there when the input stands at its 5 % (`low`) and its 95 % (`high`)
    and all others at their median, and the share of the variance of the total's logarithm that it carries alone."""

    input: str
    low: float
    high: float
    share: float


@dataclass(frozen=True, slots=True)
class Valued:
    """One line of a valuation: how much of what, for how much money, by which factors."""

    id: str
    item: str
    unit: str
    quantity: Interval
    money: Interval
    receipt: tuple[Use, ...]
    rate: Rate | None = None


@dataclass(frozen=True, slots=True)
class Valuation:
    """What things would cost to replace (`replacement`), what was asked for them, or what was paid: never mixed.

    `total` and the lines are in `currency`, in money of the `years` of the prices (no price index is applied).
    `method` is `product` (exact for lognormals) or `sample` (with `draws` and `seed`). `influences` stand in the
    order of their shares, `cautions` say in words what a reader must know first.
    """

    kind: str
    currency: str
    years: tuple[int, ...]
    day: str
    total: Interval
    lines: tuple[Valued, ...]
    method: str
    draws: int
    seed: int
    influences: tuple[Influence, ...]
    cautions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_term("price kind", self.kind, PRICES)
        check_term("method", self.method, METHODS)
