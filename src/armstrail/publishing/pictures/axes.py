"""Days and amounts as places in a chart over time, with the round ones that are told along its edges."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from babel.numbers import format_compact_decimal

from armstrail.publishing.pictures import svg
from armstrail.publishing.telling import Teller

WIDTH, HEIGHT = 760.0, 300.0
LEFT, RIGHT, TOP, BOTTOM = 62.0, 28.0, 18.0, 28.0
WIDE, HIGH = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM  # of the field within the axes
SOFT, RULE = "#5a5d63", "#e2dfd8"
_STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240)  # months between two days of the axis; then more of the last
_MOST_DAYS: Final = 8
_DAYS_OF_A_MONTH: Final = 30.44
_LOOK: Final = {"domain": False, "labelColor": SOFT, "labelFontSize": 11, "titleColor": SOFT, "titleFontSize": 11}


class Axes:
    """Places for the days and amounts that a chart has to hold, in units of the field within the axes.

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
        return (day.toordinal() - self.first) / (self.last - self.first) * WIDE

    def y(self, amount: float) -> float:
        """How far down an amount stands; one beyond the top stands at the top."""
        return (1 - min(amount / self.top, 1.0)) * HIGH

    def moment(self, x: float) -> str:
        """The time that stands so far to the right, to the minute."""
        days = self.first + x / WIDE * (self.last - self.first)
        start = datetime.combine(date.fromordinal(math.floor(days)), datetime.min.time(), UTC)
        told = start + timedelta(minutes=round(days % 1 * 24 * 60))
        return told.strftime("%Y-%m-%dT%H:%MZ").zfill(17)

    def amount(self, y: float) -> float:
        """The amount that stands so far down."""
        return (1 - y / HIGH) * self.top

    def across(self, teller: Teller) -> dict[str, Any]:
        """The scale of days, with months or years along the foot."""
        told = {day.isoformat(): teller.phrases.date(partial, full=False) for day, partial in self._days()}
        scale = {"type": "utc", "domain": [self._day(self.first), self._day(self.last)], "clamp": True, "nice": False}
        axis = {
            "values": list(told), "labelExpr": _labels(told, "utcFormat(datum.value, '%Y-%m-%d')"), "title": None,
            "grid": False, "tickColor": RULE, "tickSize": 5, "labelPadding": 4, "labelFlush": False,
            "labelOverlap": False, **_LOOK,
        }  # fmt: skip
        return {"type": "temporal", "scale": scale, "axis": axis}

    def upwards(self, unit: str, teller: Teller) -> dict[str, Any]:
        """The scale of amounts, with lines across at round ones and the unit over them."""
        told = {f"{amount:.15g}": _amount(amount, teller) for amount in self._amounts()}
        axis = {
            "values": [float(each) for each in told], "labelExpr": _labels(told, "datum.value"), "ticks": False,
            "grid": True, "gridColor": RULE, "labelPadding": 6, "labelOverlap": False, "labelFlush": False,
            "title": svg.short(unit, 40), "titleAngle": 0, "titleAlign": "left", "titleBaseline": "alphabetic",
            "titleX": 4 - LEFT, "titleY": 11 - TOP, "titleFontWeight": "normal", **_LOOK,
        }  # fmt: skip
        return {"type": "quantitative", "scale": {"domain": [0, self.top], "clamp": True, "nice": False}, "axis": axis}

    def _day(self, ordinal: int) -> str:
        return date.fromordinal(ordinal).isoformat()

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


def _labels(told: dict[str, str], value: str) -> str:
    """An expression of Vega that gives the words of a place of an axis."""
    return f"({json.dumps(told, ensure_ascii=False)})[{value}]"


def _amount(amount: float, teller: Teller) -> str:
    """A number as it has room at the side: `80,000`, `4.5M`."""
    if amount < 1_000_000:
        return teller.phrases.number(amount)
    return str(format_compact_decimal(amount, locale=teller.wording.locale, fraction_digits=1))
