"""Days and amounts as places in a chart over time, with the lines and words along its edges."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from babel.numbers import format_compact_decimal

from armstrail.publishing.pictures import svg
from armstrail.publishing.telling import Teller

WIDTH, HEIGHT = 760.0, 300.0
LEFT, RIGHT, TOP, BOTTOM = 62.0, 14.0, 14.0, 28.0
SOFT, RULE = "#5a5d63", "#e2dfd8"
_STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240)  # months between two days of the axis; then more of the last
_MOST_DAYS: Final = 8
_DAYS_OF_A_MONTH: Final = 30.44


class Axes:
    """Places for the days and amounts that a chart has to hold.

    Args:
        days: at least one.
        top: the largest amount, more than 0.
    """

    def __init__(self, days: Sequence[date], top: float) -> None:
        self.first, self.last = min(days).toordinal(), max(days).toordinal()
        if self.first == self.last:
            self.first, self.last = self.first - 15, self.last + 15
        self.top = top

    def x(self, day: date) -> float:
        """How far to the right a day stands."""
        share = (day.toordinal() - self.first) / (self.last - self.first)
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def y(self, amount: float) -> float:
        """How far down an amount stands; one beyond the top stands at the top."""
        return HEIGHT - BOTTOM - min(amount / self.top, 1.0) * (HEIGHT - TOP - BOTTOM)

    def drawn(self, unit: str, teller: Teller) -> str:
        """Lines across with round amounts, the unit over them, and months or years along the foot."""
        amounts, days = list(self._amounts()), list(self._days())
        foot = HEIGHT - BOTTOM
        lines = [([(LEFT, self.y(one)), (WIDTH - RIGHT, self.y(one))]) for one in amounts]
        lines += [[(self.x(day), foot), (self.x(day), foot + 5)] for day, _ in days]
        grid = {"class": "grid", "d": "".join(map(svg.path, lines)), "stroke": RULE, "fill": "none"}
        sides = (svg.text(LEFT - 6, self.y(one) + 4, _amount(one, teller)) for one in amounts)
        feet = (
            svg.text(min(self.x(day), WIDTH - 26), foot + 18, teller.phrases.date(partial, full=False))
            for day, partial in days
        )
        look = {"class": "soft", "fill": SOFT, "font-size": "11"}
        return "".join(
            (
                svg.tag("path", grid),
                svg.tag("g", {"text-anchor": "end", **look}, *sides),
                svg.tag("g", {"text-anchor": "middle", **look}, *feet),
                svg.text(4, 11, svg.short(unit, 40), **look),
            )
        )

    def _amounts(self) -> Iterator[float]:
        """Some five round amounts from 0 up."""
        rough = self.top / 5
        scale = 10 ** math.floor(math.log10(rough))
        step = next(each * scale for each in (1, 2, 2.5, 5, 10) if each * scale >= rough)
        return (step * place for place in range(int(self.top / step) + 1))

    def _days(self) -> Iterator[tuple[date, str]]:
        """First days of months or years, as many as have room, with the partial date that names each."""
        span = (self.last - self.first) / _DAYS_OF_A_MONTH
        longest = _STEPS[-1] * math.ceil(span / _MOST_DAYS / _STEPS[-1])
        step = next((each for each in _STEPS if span / each <= _MOST_DAYS), longest)
        start = date.fromordinal(self.first)
        month = start.year * 12 + start.month - 1
        month += -month % step
        last = date.fromordinal(self.last)
        for each in range(month, last.year * 12 + last.month, step):
            day = date(each // 12, each % 12 + 1, 1)
            if self.first <= day.toordinal() <= self.last:
                yield day, f"{day.year:04}" if step >= 12 else f"{day.year:04}-{day.month:02}"


def _amount(amount: float, teller: Teller) -> str:
    """A number as it has room at the side: `80,000`, `4.5M`."""
    if amount < 1_000_000:
        return teller.phrases.number(amount)
    return str(format_compact_decimal(amount, locale=teller.wording.locale, fraction_digits=1))
