"""Amounts added over a time ("1,000 more since May"): never added to a total by arithmetic.

In a first sweep an addition is a soft floor: the total at its end is at least that much. In a second one it is a
message from the total at its start, so that its end is reached from there.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np

from armstrail.estimation.grid import Array, Grid
from armstrail.estimation.ladder import TINY, Said, blur
from armstrail.estimation.settings import Settings

NEGLIGIBLE: Final = 1e-13


@lru_cache(maxsize=64)
def _lifts(cell: float) -> tuple[int, tuple[int, ...]]:
    """By how many rungs a total rises when what is added stands `gap` rungs above it, for every gap from -reach to
    reach; below that it does not rise, above it the sum is what was added."""
    reach = int(np.ceil(-np.log(np.expm1(cell / 2)) / cell)) + 1
    gaps = np.arange(-reach, reach + 1)
    return reach, tuple(np.rint(np.logaddexp(0.0, gaps * cell) / cell).astype(int).tolist())


def sums(before: Array, added: Array, cell: float) -> Array:
    """The distribution of a sum from those of its two parts, all as masses on one grid, shape (rows, rungs)."""
    size = before.shape[1]
    reach, lifts = _lifts(cell)
    low, high = _support(before)
    totals, parts = np.ascontiguousarray(before.T), np.ascontiguousarray(added.T)
    result = np.zeros((size, before.shape[0]))
    if size > reach + 1:
        result[reach + 1 :] += totals[reach + 1 :] * np.cumsum(parts, axis=0)[: size - reach - 1]
        result[reach + 1 :] += parts[reach + 1 :] * np.cumsum(totals, axis=0)[: size - reach - 1]
    for gap in range(-min(reach, size - 1), min(reach, size - 1) + 1):
        lift = lifts[gap + reach]
        first = max(low, -gap)
        last = min(high, size - max(gap, 0), size - lift)
        if last > first:
            result[first + lift : last + lift] += totals[first:last] * parts[first + gap : last + gap]
    return np.ascontiguousarray(result.T)


def _support(before: Array) -> tuple[int, int]:
    """The rungs on which any row has mass to speak of."""
    places = np.flatnonzero(before.max(axis=0) > NEGLIGIBLE)
    return int(places[0]), int(places[-1]) + 1


def message_logs(
    said: Sequence[Said], starts: Sequence[int], posteriors: Array, grid: Grid, settings: Settings
) -> Array:
    """Log messages of additions that have a start, shape (voices, variants, scales, rungs).

    Args:
        said: the additions; their `since` is the month of their start.
        starts: the months that `posteriors` holds.
        posteriors: first sweep, shape (months, variants, scales, rungs).
    """
    amounts = blur([one.zone for one in said], grid, settings)
    variants, scales, size = posteriors.shape[1:]
    before = posteriors[[starts.index(one.since or 0) for one in said]]
    added = np.broadcast_to(amounts[:, None], before.shape)
    message = sums(before.reshape(-1, size), added.reshape(-1, size), grid.cell)
    result: Array = np.log(np.maximum(message, TINY)).reshape(len(said), variants, scales, size)
    return result
