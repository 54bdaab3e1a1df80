"""Partial ISO dates and the spans of time between them."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from functools import lru_cache

from armstrail.model.errors import BadValue

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")


@lru_cache(maxsize=4096)
def check_partial_date(value: str) -> str:
    """Give back `value` if it is `YYYY`, `YYYY-MM` or `YYYY-MM-DD` and names a day that exists.

    Raises:
        BadValue: names the value and the forms allowed.
    """
    match = _PARTIAL.match(value)
    if match:
        year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
        if year >= 1 and 1 <= month <= 12 and day >= 1 and (day <= 28 or day <= calendar.monthrange(year, month)[1]):
            return value
    raise BadValue(f"date {value!r} is not a date; write YYYY, YYYY-MM or YYYY-MM-DD", "date", value=value)


def first_day(partial: str) -> str:
    """The first day that a partial date can mean, as `YYYY-MM-DD`."""
    return partial + {4: "-01-01", 7: "-01", 10: ""}[len(partial)]


def last_day(partial: str) -> str:
    """The last day that a partial date can mean, as `YYYY-MM-DD`."""
    if len(partial) == 4:
        return f"{partial}-12-31"
    if len(partial) == 7:
        return f"{partial}-{calendar.monthrange(int(partial[:4]), int(partial[5:]))[1]:02d}"
    return partial


@dataclass(frozen=True, slots=True)
class Period:
    """What a quantity covers: partial ISO dates, either side may be open but not both."""

    start: str | None
    end: str | None

    def __post_init__(self) -> None:
        for value in (self.start, self.end):
            if value is not None:
                check_partial_date(value)
        if self.start is None and self.end is None:
            raise BadValue("a period needs a start or an end; use None where neither is known")
        if self.start is not None and self.end is not None and first_day(self.start) > last_day(self.end):
            raise BadValue(
                f"period runs from {self.start} back to {self.end}; put the earlier date first",
                "period_falls", start=self.start, end=self.end,
            )  # fmt: skip
