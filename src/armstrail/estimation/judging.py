"""What must be said beside a number: alarms, and how good the evidence is. Neither moves the number."""

from __future__ import annotations

from collections.abc import Sequence

from armstrail.estimation.pool import Pool
from armstrail.estimation.settings import Settings
from armstrail.model.estimate import Alarm, Interval, Without
from armstrail.model.voice import Voice


def confidence_of(voices: Sequence[Voice], effective: float, without: Sequence[Without], settings: Settings) -> str:
    """How good the evidence is: `high`, `moderate` or `low`. Families that no registry knows (`?`) do not count.

    High asks for effective voices, families, that no family decides, and a basis that leaves a trace.
    """
    families = {voice.family for voice in voices if not voice.family.startswith("?")}
    shifts = [each.shift for each in without]
    settled = bool(shifts) and all(shift is not None and abs(shift) < settings.high_deciding for shift in shifts)
    physical = any(set(voice.basis) & set(settings.physical) for voice in voices)
    if effective >= settings.high_effective and len(families) >= settings.high_families and settled and physical:
        return "high"
    if effective >= settings.moderate_effective and len(families) >= settings.moderate_families:
        return "moderate"
    return "low"


def contradict(odds: Sequence[tuple[float, float]], settings: Settings) -> bool:
    """Whether sources contradict each other: a spread of half a log unit or more is likelier than not."""
    return sum(odd for scale, odd in odds if scale >= settings.contradicting) > settings.contradicting


def alarms_of(
    pool: Pool,
    odds: Sequence[tuple[float, float]],
    without: Sequence[Without],
    ungraded: float | None,
    headline: Interval,
    projected: Interval | None,
    by_family: Sequence[tuple[str, float]],
    settings: Settings,
) -> tuple[Alarm, ...]:
    """The alarms of an estimate, in one fixed order.

    `by_family` has the median of each family alone, asked for where sources contradict each other.
    """
    found: list[Alarm] = []
    for each in without:
        if each.shift is not None and abs(each.shift) > settings.deciding:
            found.append(Alarm("one_family_decides", each.family))
    if contradict(odds, settings):
        apart = ";".join(f"{family}={median:.6g}" for family, median in by_family)
        found.append(Alarm("sources_contradict", apart))
    families = {entry.voice.family for entry in pool.entries}
    if len(families) == 1:
        found.append(Alarm("one_family_only", next(iter(families))))
    shapes = {entry.shape for entry in pool.entries}
    if shapes <= {"floor", "increment"}:
        found.append(Alarm("floors_only", ""))
    if shapes == {"ceiling"}:
        found.append(Alarm("ceilings_only", ""))
    if ungraded is not None:
        found.append(Alarm("grades_move_it", f"{ungraded:.6g}"))
    if projected is not None:
        found.append(Alarm("projected", headline.day))
    return tuple(found)
