"""The days of a claim: when it was surely public, and of which day it speaks.

An estimate "as known on a day" must not lean on what was published later, and a figure said in May about April must
not be taken for May's; so each claim has two clocks, and both come from its words and its document alone.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.period import first_day, last_day

NEVER: Final = "9999-12-31"  # the `known` of a document without a date: on no day asked about was it surely public
BEFORE: Final = 15  # without a period a figure speaks of some two weeks before it was public (ESTIMATION, two clocks)


class Days(NamedTuple):
    """The days of a claim, all `YYYY-MM-DD`.

    It was public at the earliest on `earliest` and surely by `known`; it speaks of `as_of`, and counts from `start`
    where the words say so. `told` is whether the words name the end of the period.
    """

    earliest: str
    known: str
    as_of: str
    start: str | None
    told: bool


def days_of(claim: Claim, document: Document) -> Days | None:
    """The days of a claim; None where neither its document nor its words name one."""
    period = claim.period
    end = last_day(period.end) if period and period.end else None
    start = first_day(period.start) if period and period.start else None
    if document.published is None:
        return Days(first_day(period.end), NEVER, end, start, True) if period and period.end and end else None
    known = last_day(document.published)
    as_of = min(end, known) if end is not None else earlier(known, BEFORE)
    return Days(first_day(document.published), known, as_of, start, end is not None)


@lru_cache(maxsize=65_536)
def number(day: str) -> int:
    """A day as a count of days, for distances."""
    return date.fromisoformat(day).toordinal()


@lru_cache(maxsize=65_536)
def earlier(day: str, days: int) -> str:
    """The day so many days before."""
    return (date.fromisoformat(day) - timedelta(days)).isoformat()


def within(later: Days, first: Days, before: int, after: int) -> bool:
    """Whether `later` can have been public from `before` days ahead of `first` to `after` days behind it; a day that
    is known only as a month or a year may be any of its days."""
    since = number(later.known) - number(first.earliest)
    at_least = number(later.earliest) - number(first.known)
    return since >= -before and at_least <= after
