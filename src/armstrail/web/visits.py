"""The day of a reader's last visit, which her browser keeps and nobody else, so that what is new can be marked.

The cookie holds two days, `BEFORE.LAST`: what is new is told since the visit before, all day long, until she comes on
another day.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

VISITS: Final = "armstrail_visits"


def last_visit(cookies: Mapping[str, str], today: date) -> date | None:
    """The day of the last visit on another day than today; None for a first one, or where the cookie says nothing."""
    days = [day for day in _days(cookies) if day < today]
    return days[-1] if days else None


def after(cookies: Mapping[str, str], today: date) -> Mapping[str, str]:
    """What the browser is asked to keep after a visit today; nothing where it keeps that already."""
    before = last_visit(cookies, today)
    kept = ".".join(day.isoformat() for day in (before, today) if day)
    return {} if cookies.get(VISITS) == kept else {VISITS: kept}


def eve_of(day: date) -> str:
    """The day before (YYYY-MM-DD)."""
    return (day - timedelta(days=1)).isoformat()


def _days(cookies: Mapping[str, str]) -> list[date]:
    try:
        return sorted(date.fromisoformat(word) for word in cookies.get(VISITS, "").split(".")[:2])
    except ValueError:
        return []
