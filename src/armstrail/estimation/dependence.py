"""How much of a vote each voice has, so that near-copies share one.

Two figures of one agency err together, and so do two agencies of one state. Each voice's weight is one over the sum
of its correlations with all voices, itself among them: 1 for a voice alone, 1/n for n that say the same thing on the
same day (the design effect of Kish, 'Survey Sampling', 1965). Likelihoods are raised to these weights.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from armstrail.estimation.grid import DAYS_A_MONTH, Array
from armstrail.estimation.settings import Settings

FEW: Final = 1024  # up to so many voices the whole matrix of correlations is written out


@dataclass(frozen=True, slots=True, order=True)
class Kin:
    """What decides with whom a voice errs: its origin and family, the day it speaks of (a count of days), the voice
    it is derived from where that is in the pool (its id), else the families of its parents."""

    family: str
    origin: str
    day: int
    id: str
    parent: str | None = None
    parents: tuple[str, ...] = ()


class Votes:
    """The weights of voices, for any choice of those that stand; correlations are worked out once."""

    def __init__(self, kin: Sequence[Kin], settings: Settings) -> None:
        """
        Args:
            kin: the voices, in the order of their content.
        """
        self._kin, self._settings = kin, settings
        self._matrix = correlations(kin, settings) if len(kin) <= FEW else None

    def among(self, present: Array, trust: Array) -> Array:
        """The weight of every voice, its trust over the sum of its correlations with those present.

        Args:
            present: shape (variants, voices), how far each voice is heard, from 0 to 1. A voice that is not takes no
                votes from others.
            trust: of each voice, from 0 to 1.
        Returns:
            shape (variants, voices), 0 for a voice that is not heard.
        """
        if self._matrix is not None:
            others = present @ self._matrix - present
            result: Array = present * trust / (1.0 + np.maximum(others, 0.0))
            return result
        result = np.zeros(present.shape)
        for row, each in enumerate(present):
            places = np.flatnonzero(each > 0).tolist()
            if places:
                crowds = crowding([self._kin[place] for place in places], self._settings, each[places])
                result[row, places] = each[places] * trust[places] / crowds
        return result


@dataclass(frozen=True, slots=True)
class _Codes:
    """The voices as numbers: family, origin within family, day."""

    family: npt.NDArray[np.intp]
    origin: npt.NDArray[np.intp]
    day: Array
    families: dict[str, int]
    places: dict[str, int]

    @classmethod
    def of(cls, kin: Sequence[Kin]) -> _Codes:
        families: dict[str, int] = {}
        origins: dict[tuple[str, str], int] = {}
        return cls(
            np.array([families.setdefault(each.family, len(families)) for each in kin], dtype=np.intp),
            np.array([origins.setdefault((each.family, each.origin), len(origins)) for each in kin], dtype=np.intp),
            np.array([each.day for each in kin], dtype=np.float64),
            families,
            {each.id: place for place, each in enumerate(kin)},
        )

    def by_house(self, place: int | slice, settings: Settings) -> Array:
        """The correlation on one day that families and origins make, of one voice or of all, with all."""
        family, origin = self.family[place], self.origin[place]
        if isinstance(place, slice):
            family, origin = family[:, None], origin[:, None]
        within = np.where(self.origin == origin, settings.same_origin, settings.same_family)
        result: Array = np.where(self.family == family, within, settings.strangers)
        return result

    def by_descent(self, one: Kin, settings: Settings) -> Array:
        """The correlation on one day that the descent of one voice makes with each of the others, else 0."""
        parents = [self.families[each] for each in one.parents if each in self.families]
        row: Array = np.where(np.isin(self.family, parents), settings.derived_family, 0.0)
        if one.parent in self.places:
            row[self.places[one.parent]] = settings.derived
        return row


def _derived(kin: Sequence[Kin]) -> list[int]:
    return [place for place, each in enumerate(kin) if each.parent or each.parents]


def correlations(kin: Sequence[Kin], settings: Settings) -> Array:
    """All correlations of errors, shape (voices, voices), 1 on the diagonal."""
    codes = _Codes.of(kin)
    result = codes.by_house(slice(None), settings)
    for place in _derived(kin):
        row = np.maximum(result[place], codes.by_descent(kin[place], settings))
        result[place] = row
        result[:, place] = row
    result *= _fading(codes.day, settings.fading * DAYS_A_MONTH)
    np.fill_diagonal(result, 1.0)
    return result


def _fading(day: Array, far: float) -> Array:
    """How much of a correlation is left between each two days, shape (voices, voices): worked out once for each two
    days that differ, since voices are many and days few."""
    days, at = np.unique(day, return_inverse=True)
    fading = np.exp(-np.abs(days[:, None] - days) / far)
    result: Array = fading[at[:, None], at]
    return result


def crowding(kin: Sequence[Kin], settings: Settings, present: Array | None = None) -> Array:
    """Itself and its correlations with all others present, for each voice, without writing out the matrix.

    Voices that differ in nothing that decides are counted together; sums over a family or an origin are worked out
    in one walk along the days; only what descent adds is worked out pair by pair.
    """
    parents = {each.parent for each in kin}
    keys = [
        Kin(each.family, each.origin, each.day, each.id if each.id in parents else "", each.parent, each.parents)
        for each in kin
    ]
    share = np.ones(len(kin)) if present is None else present
    numbers: dict[Kin, float] = {}
    for key, each in zip(keys, share.tolist(), strict=True):
        numbers[key] = numbers.get(key, 0.0) + each
    groups = sorted(
        numbers, key=lambda each: (each.family, each.origin, each.day, each.id, each.parent or "", each.parents)
    )
    heads = np.array([numbers[group] for group in groups], dtype=np.float64)
    codes = _Codes.of(groups)
    far = settings.fading * DAYS_A_MONTH
    sums = (
        settings.strangers * _decayed(np.zeros(len(groups), dtype=np.intp), codes.day, heads, far)
        + (settings.same_family - settings.strangers) * _decayed(codes.family, codes.day, heads, far)
        + (settings.same_origin - settings.same_family) * _decayed(codes.origin, codes.day, heads, far)
    )
    _add_descent(sums, groups, codes, heads, settings)
    at = {group: place for place, group in enumerate(groups)}
    result: Array = sums[[at[key] for key in keys]] + 1.0 - settings.same_origin * share
    return result


def _add_descent(sums: Array, groups: Sequence[Kin], codes: _Codes, heads: Array, settings: Settings) -> None:
    """Add to `sums` by how much descent lifts correlations above what families and origins make."""
    derived = np.array(_derived(groups), dtype=np.intp)
    plain = np.ones(len(groups), dtype=bool)
    plain[derived] = False
    child_of = np.zeros((len(derived), len(codes.families)), dtype=bool)
    for row, place in enumerate(derived):
        child_of[row, [codes.families[each] for each in groups[place].parents if each in codes.families]] = True
    children: dict[str | None, list[int]] = {}
    for place in derived:
        children.setdefault(groups[place].parent, []).append(int(place))
    for place in derived:
        descent = codes.by_descent(groups[place], settings)
        descent[derived] = np.maximum(
            descent[derived], np.where(child_of[:, codes.family[place]], settings.derived_family, 0.0)
        )
        descent[children.get(groups[place].id or "-", [])] = settings.derived
        gain = np.maximum(descent - codes.by_house(int(place), settings), 0.0)
        gain *= np.exp(-np.abs(codes.day - codes.day[place]) / (settings.fading * DAYS_A_MONTH))
        gain[place] = 0.0  # within a group all are of one origin
        sums[place] += float(gain @ heads)
        sums[plain] += heads[place] * gain[plain]


def _decayed(key: npt.NDArray[np.intp], day: Array, heads: Array, far: float) -> Array:
    """For each group the sum of `heads` over all groups with its key, each faded by its distance in days."""
    order = np.lexsort((day, key))
    keys, days, numbers = key[order].tolist(), day[order].tolist(), heads[order].tolist()
    ahead, behind = [0.0] * len(keys), [0.0] * len(keys)
    for here in range(1, len(keys)):
        if keys[here] == keys[here - 1]:
            ahead[here] = (ahead[here - 1] + numbers[here - 1]) * math.exp((days[here - 1] - days[here]) / far)
    for here in range(len(keys) - 2, -1, -1):
        if keys[here] == keys[here + 1]:
            behind[here] = (behind[here + 1] + numbers[here + 1]) * math.exp((days[here] - days[here + 1]) / far)
    result = np.empty(len(keys))
    result[order] = np.array(ahead) + np.array(behind) + np.array(numbers)
    return result
