"""What the ladder hears, written down, so that a reader's own machine can work the estimate out once more.

Zones, grades and kinship are decided here and handed on as numbers: whoever works on with them repeats arithmetic
and no judgement.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from scipy.special import gammaln

from armstrail.estimation import bounds
from armstrail.estimation.estimating import LEVELS
from armstrail.estimation.grid import DAYS_A_MONTH, LARGEST_SHARE, SMALLEST_SHARE, month_of
from armstrail.estimation.pool import LARGEST, Entry, as_part, enter_all
from armstrail.estimation.sampling import DRAWS
from armstrail.estimation.settings import Settings, default_settings
from armstrail.estimation.zones import Zone
from armstrail.model.finding import Finding
from armstrail.model.inputs import Heard, Inputs, Meant

_NUMBERS: Final = (
    "cell", "below", "above", "cleared", "heard", "noise_freedom", "scales", "scale_median", "scale_spread",
    "common", "same_origin", "derived", "derived_family", "same_family", "strangers", "fading", "stay", "growth_shift",
    "growth_spread", "stock_walk", "share_walk", "lead", "longest", "contradicting", "moderate_effective",
    "moderate_families", "candidates",
)  # fmt: skip


def inputs_of(finding: Finding, known_on: str | None, settings: Settings | None = None) -> Inputs:
    """What is heard to the question of a finding, of voices that were public by `known_on` (YYYY-MM-DD)."""
    settings = settings or default_settings()
    entries, _ = enter_all(finding, known_on, settings)
    return Inputs(finding.question, tuple(_heard(entry, known_on, settings) for entry in entries))


def parameters_of(settings: Settings | None = None) -> Mapping[str, Any]:
    """The numbers of the method that work goes on with, by their names in `settings.toml`, and those of the code."""
    settings = settings or default_settings()
    freedom = settings.noise_freedom
    density = math.exp(gammaln((freedom + 1) / 2) - gammaln(freedom / 2)) / math.sqrt(freedom * math.pi)
    return {name: getattr(settings, name) for name in _NUMBERS} | {
        "noise_density": density, "days_a_month": DAYS_A_MONTH, "largest": LARGEST, "levels": LEVELS, "draws": DRAWS,
        "smallest_share": SMALLEST_SHARE, "largest_share": LARGEST_SHARE,
        "few": bounds.FEW, "reviews": bounds.REVIEWS, "settled": bounds.SETTLED,
    }  # fmt: skip


def _heard(entry: Entry, known_on: str | None, settings: Settings) -> Heard:
    voice = entry.voice
    part = as_part(entry, settings)
    derived = voice.derived
    return Heard(
        voice=voice.id,
        family=voice.family,
        origin=voice.origin,
        as_of=voice.as_of,
        known=voice.known,
        day=date.fromisoformat(voice.as_of).toordinal(),
        month=entry.month,
        start=None if voice.start is None else month_of(voice.start),
        since=entry.since,
        added=entry.added,
        trust=entry.trust,
        meant=_meant(entry.zone),
        part=_meant(part.zone) if entry.added and not part.added else None,
        figures=tuple(figure for figure in (voice.quantity.low, voice.quantity.high) if figure),
        parent=derived.voice if derived else None,
        parents=tuple(sorted({each.strip() for each in derived.family.split(",")})) if derived else (),
        carriers=tuple(each.known for each in voice.carriers if known_on is None or each.known <= known_on),
    )


def _meant(zone: Zone) -> Meant:
    low, high = (None if math.isinf(side) else side for side in (zone.low, zone.high))
    return Meant(zone.shape, low, high, zone.scale, zone.centre)
