"""Intervals, questions and lines that the tests of conversion and value share."""

from __future__ import annotations

from dataclasses import replace

from armstrail.estimation.sampling import assumed
from armstrail.estimation.value import ValueLine
from armstrail.model.estimate import Estimate, Interval
from armstrail.model.factor import Factor
from armstrail.model.finding import Question
from armstrail.vocabulary import Factors, load_factors

SHELLS = "arms.ammunition.artillery"
BOOK: Factors = load_factors()


def interval(low: float, high: float, median: float | None = None, day: str = "2025-11-30") -> Interval:
    """A near-lognormal interval with these 90 % bounds."""
    return assumed(day, low, high, median)


def question(unit: str, item: str = SHELLS, **changes: str) -> Question:
    return replace(Question("KP", "RU", item, unit), **changes)


def estimate(of: Question, headline: Interval) -> Estimate:
    return Estimate(of, headline.day, None, headline, None, 1, 1, ("kr",), 1.0, "low", ())


def price(name: str, low: float, central: float, high: float, item: str = SHELLS, **changes: object) -> Factor:
    made = Factor(
        name, "pieces", "USD", item, low, central, high, "replacement", None, 2024, "made for a test", "assumption"
    )
    return replace(made, **changes)


def lines_of_2025_11() -> list[ValueLine]:
    """Shells, missiles and guns as the method's worked example has them."""
    return [
        ValueLine("shells", SHELLS, "pieces", interval(5.1e6, 10.8e6, 7.3e6), BOOK["price-shell-kp-default"]),
        ValueLine("missiles", "arms.missile.ballistic", "pieces", interval(150, 260), BOOK["price-srbm-default"]),
        ValueLine("guns", "arms.artillery", "pieces", interval(220, 500), BOOK["price-gun-default"]),
    ]
