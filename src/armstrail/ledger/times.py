"""Instants as the ledger keeps them: UTC, ISO 8601 with microseconds, so that text order is time order."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

from armstrail.model.errors import BadValue
from armstrail.model.period import check_partial_date, last_day


def stamp(moment: datetime) -> str:
    """The stored form of an instant, `YYYY-MM-DDTHH:MM:SS.ffffffZ`.

    Raises:
        BadValue: a time without a zone, which could be any hour of two days.
    """
    if moment.tzinfo is None:
        raise BadValue(f"time {moment.isoformat()} has no zone; give the clock one, such as datetime.now(UTC)")
    try:
        return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    except OverflowError as error:
        raise BadValue(f"time {moment.isoformat()} lies outside the years 1 to 9999 in UTC") from error


def moment(stored: str) -> datetime:
    """The instant of a stored form."""
    return datetime.fromisoformat(stored)


@lru_cache(maxsize=64)  # the lines of an entry, and of many that came together, tell the same
def parse_instant(text: str) -> str:
    """The stored form of an ISO 8601 date and time; without a zone it is UTC.

    Raises:
        BadValue: not a date and time.
    """
    try:
        if text[10:11] not in ("T", " "):
            raise ValueError("no time of day")
        parsed = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadValue(f"time {text!r} is not one; write 2024-10-31, or 2024-10-31T18:00Z") from error
    return stamp(parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC))


def end_of(recorded_by: str) -> str:
    """The last stored instant that `recorded_by` lets through: a bare date means the end of that day, UTC.

    Raises:
        BadValue: neither a date nor a date and time.
    """
    if len(recorded_by) <= 10:
        return f"{last_day(check_partial_date(recorded_by))}T23:59:59.999999Z"
    return parse_instant(recorded_by)


def last_day_of(as_of: str) -> str:
    """The last day that `as_of` lets through; a partial date means its last day.

    Raises:
        BadValue: not a date.
    """
    return last_day(check_partial_date(as_of))
