"""The two clocks of a flow as a reader sets them: a day in a field, or a place on a slider, which counts days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from armstrail.model.period import last_day
from armstrail.web.asked import Asked
from armstrail.web.refusals import BadAsk

FIELDS: Final = ("as_of", "known_on", "as_of_day", "known_on_day")
BEYOND: Final = "9000"  # days after it stand for none: a document without a date was never surely public
_EPOCH: Final = date(1970, 1, 1).toordinal()
_MOST: Final = 60_000  # days: some time in 2134


@dataclass(frozen=True, slots=True)
class Slider:
    """A slider from `first` to `last` (YYYY-MM-DD), standing `at` a day; `low`, `high` and `place` are the same in
    days since 1970, which is what a slider can send without a script."""

    name: str
    first: str
    last: str
    at: str

    @property
    def low(self) -> int:
        """The first day as a number."""
        return number_of(self.first)

    @property
    def high(self) -> int:
        """The last day as a number."""
        return number_of(self.last)

    @property
    def place(self) -> int:
        """The day at which it stands as a number."""
        return number_of(self.at)


def read(asked: Asked, name: str) -> str | None:
    """The day that an address asks for, from its field or its slider; None for no limit.

    Raises:
        BadAsk: it is none, or both are given.
    """
    day, slid = asked.date(name), asked.one(f"{name}_day")
    if slid is None:
        return day
    if day is not None:
        raise BadAsk("refused.two_days", name=name)
    return day_of(asked.count(f"{name}_day", 1, _MOST))


def slider(name: str, days: Iterable[str], at: str | None) -> Slider | None:
    """A slider over the days from the first to the last; None where there is but one. Without a day asked for it
    stands at the end."""
    found = sorted(days)
    if not found or found[0] == found[-1]:
        return None
    first, last = found[0], found[-1]
    return Slider(name, first, last, min(max(last_day(at), first), last) if at else last)


def day_of(number: int) -> str:
    """The day (YYYY-MM-DD) so many days after 1 January 1970."""
    return date.fromordinal(_EPOCH + number).isoformat()


def number_of(day: str) -> int:
    """How many days after 1 January 1970 a day is."""
    return date.fromisoformat(day).toordinal() - _EPOCH
