"""One grid of possible totals for each month, and what all voices together make of it: exactly, with no sampling.

The walk from month to month is a chain: forward and backward sums give the posterior of every month at once, for all
scales of disagreement and all variants (a voice left out, a family left out) as rows of one matrix.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.ndimage import correlate1d
from scipy.sparse import csr_array
from scipy.special import ndtr

from armstrail.estimation.grid import Array, Grid
from armstrail.estimation.noise import noise
from armstrail.estimation.settings import Settings
from armstrail.estimation.zones import Zone, masses

TINY = 1e-300  # keeps the log of a mass finite that has underflown
CHUNK = 1024  # zones that are blurred at a time, to bound memory
BUNDLE = 64  # zones multiplied together, over the rungs that any of them touches
MANY = 2048  # zones whose likelihoods are kept

Ints = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Said:
    """What one voice says to the ladder: a zone on the month at `place` (0 for the first).

    `since` is the place of the month before its count begins, for an amount added since then; None for a total.
    """

    place: int
    zone: Zone
    since: int | None = None
    added: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """The months and how one leads to the next: `steps(place)` is the matrix from `place` to the month after it."""

    grid: Grid
    months: int
    prior: Array
    steps: Callable[[int], Array]
    climbs: bool = False  # no step leads down, so that half of each matrix is empty

    def forth(self, rows: Array, place: int) -> Array:
        """Distributions of the month at `place`, shape (rows, rungs), led to the month after it."""
        step = self.steps(place)
        if not self.climbs:
            return rows @ step
        half = self.grid.size // 2
        result = np.empty_like(rows)
        np.matmul(rows[:, :half], step[:half, :half], out=result[:, :half])
        np.matmul(rows, step[:, half:], out=result[:, half:])
        return result

    def back(self, rows: Array, place: int) -> Array:
        """What the month after `place` says of the rungs of the one at `place`, shape (rows, rungs)."""
        step = self.steps(place)
        if not self.climbs:
            return rows @ step.T
        half = self.grid.size // 2
        result = np.empty_like(rows)
        np.matmul(rows, step[:half].T, out=result[:, :half])
        np.matmul(rows[:, half:], step[half:, half:].T, out=result[:, half:])
        return result


def blur(zones: Sequence[Zone], grid: Grid, settings: Settings) -> Array:
    """Zones blurred by the noise of every scale, as mass, shape (zones, scales, rungs)."""
    kernels = noise(grid.size, grid.cell, settings.scales, settings.noise_freedom)
    return _blur(masses(zones, grid), kernels)


def _blur(mass: Array, kernels: Array) -> Array:
    """Zones that lie near each other go together, so that the rungs none of them touches are not multiplied."""
    touched = mass > 0
    first, last = touched.argmax(axis=1), mass.shape[1] - touched[:, ::-1].argmax(axis=1)
    order = np.lexsort((last, first))
    result = np.empty((mass.shape[0], *kernels.shape[:2]))
    for start in range(0, len(order), BUNDLE):
        rows = order[start : start + BUNDLE]
        low, high = int(first[rows].min()), int(last[rows].max())
        some = mass[rows, low:high]
        for scale, kernel in enumerate(kernels):
            result[rows, scale] = some @ kernel[low:high]
    return result


class Blurred:
    """Log-likelihoods of zones on one grid, kept for the next asking as long as they are few.

    A zone is heard as said, or, for an amount added, as a total that must have reached it.
    """

    def __init__(self, grid: Grid, settings: Settings) -> None:
        self._grid, self._settings = grid, settings
        self._rows: dict[tuple[Zone, bool], int] = {}
        self._table = np.zeros((0, len(settings.scales) * grid.size))

    def look_up(self, keys: Sequence[tuple[Zone, bool]]) -> tuple[Ints, Array]:
        """For each key its row, and the table of rows, shape (rows, scales x rungs)."""
        missing = [key for key in dict.fromkeys(keys) if key not in self._rows]
        if len(self._rows) + len(missing) > MANY:
            rows = {key: row for row, key in enumerate(dict.fromkeys(keys))}
            return np.array([rows[key] for key in keys], dtype=np.intp), self._logs(list(rows))
        if missing:
            start = len(self._rows)
            self._rows |= {key: start + row for row, key in enumerate(missing)}
            logs = self._logs(missing)
            self._table = np.concatenate([self._table, logs]) if start else logs
        return np.array([self._rows[key] for key in keys], dtype=np.intp), self._table

    def _logs(self, keys: Sequence[tuple[Zone, bool]]) -> Array:
        grid, settings = self._grid, self._settings
        mass = masses([zone for zone, _ in keys], grid)
        result = _blur(mass, noise(grid.size, grid.cell, settings.scales, settings.noise_freedom))
        added = [at for at, (_, is_added) in enumerate(keys) if is_added]
        result[added] = np.cumsum(result[added], axis=2)
        np.maximum(result, TINY, out=result)
        return np.log(result, out=result).reshape(len(keys), -1)


def log_likelihoods(said: Sequence[Said], chain: Chain, blurred: Blurred, weights: Array) -> Array:
    """The sum of weighted log-likelihoods, shape (months, variants, scales, rungs). `weights`: (variants, voices)."""
    variants, months = weights.shape[0], chain.months
    order = list(range(len(said)))
    if len(order) > CHUNK:
        order.sort(key=lambda voice: (said[voice].zone, said[voice].added))  # a zone is blurred in one bundle alone
    result: Array | float = 0.0
    for start in range(0, len(order), CHUNK):
        voices = order[start : start + CHUNK]
        rows, table = blurred.look_up([(said[voice].zone, said[voice].added) for voice in voices])
        heft = weights[:, voices]
        places = np.array([said[voice].place for voice in voices], dtype=np.intp)
        at = (places + months * np.arange(variants)[:, None]).ravel()
        shape = (variants * months, table.shape[0])
        result = result + csr_array((heft.ravel(), (at, np.tile(rows, variants))), shape=shape) @ table
    logs = np.asarray(result).reshape(variants, months, -1, chain.grid.size)
    return np.ascontiguousarray(logs.transpose(1, 0, 2, 3))


@dataclass(frozen=True, slots=True)
class Swept:
    """Posteriors per variant and scale, shape (months asked, variants, scales, rungs), and the log evidence of each
    scale, shape (variants, scales). `last` is the forward sum of the last month, from which to carry on."""

    posteriors: Array
    evidence: Array
    last: Array


def sweep(chain: Chain, logs: Array, wanted: Sequence[int]) -> Swept:
    """Forward sums, and backward ones where a month before the last is asked for.

    Args:
        logs: shape (months, variants, scales, rungs), as `log_likelihoods` gives them.
        wanted: places of the months asked for, rising.
    """
    months, variants, scales, size = logs.shape
    peaks = logs.max(axis=-1, keepdims=True)
    silent = [not logs[at].any() for at in range(months)]
    factors = [None if silent[at] else np.exp(logs[at] - peaks[at]).reshape(-1, size) for at in range(months)]
    evidence = peaks.sum(axis=0).reshape(-1)
    forward: list[Array] = []
    state = np.tile(chain.prior, (variants * scales, 1))
    for at in range(months):
        state = chain.forth(state, at - 1) if at else state
        factor = factors[at]
        state = state if factor is None else state * factor
        total = state.sum(axis=1, keepdims=True)
        evidence = evidence + np.log(np.maximum(total[:, 0], TINY))
        state = state / np.maximum(total, TINY)
        forward.append(state)
    back = np.ones_like(state)
    kept: dict[int, Array] = {}
    for at in range(months - 1, (min(wanted) if wanted else months) - 1, -1):
        if at < months - 1:
            factor = factors[at + 1]
            back = chain.back(back if factor is None else back * factor, at)
            back = back / np.maximum(back.max(axis=1, keepdims=True), TINY)
        if at in wanted:
            joint = forward[at] * back
            kept[at] = joint / np.maximum(joint.sum(axis=1, keepdims=True), TINY)
    shape = (variants, scales, size)
    posteriors = np.array([kept[at] for at in wanted]).reshape(len(wanted), *shape)
    return Swept(posteriors, evidence.reshape(variants, scales), state.reshape(shape))


def carry(chain: Chain, state: Array, months: int) -> Array:
    """A posterior of the last month, carried on by so many months with no news; shape (variants, scales, rungs)."""
    rows = state.reshape(-1, state.shape[-1])
    for step in range(months):
        rows = chain.forth(rows, chain.months - 1 + step)
        rows = rows / np.maximum(rows.sum(axis=1, keepdims=True), TINY)
    return rows.reshape(state.shape)


def prior_of_scales(settings: Settings) -> Array:
    """The prior of the scale of disagreement on its grid: a log-normal's density, made to sum to 1."""
    away = (np.log(settings.scales) - np.log(settings.scale_median)) / settings.scale_spread
    density = np.exp(-0.5 * away**2)
    result: Array = density / density.sum()
    return result


def scale_posterior(evidence: Array, settings: Settings) -> Array:
    """Prior times evidence, shape (variants, scales)."""
    logs = evidence + np.log(prior_of_scales(settings))
    odds = np.exp(logs - logs.max(axis=1, keepdims=True))
    result: Array = odds / odds.sum(axis=1, keepdims=True)
    return result


def mix(posteriors: Array, odds: Array) -> Array:
    """Posteriors averaged over the scale, shape (..., variants, rungs)."""
    result: Array = np.einsum("...vsg,vs->...vg", posteriors, odds)
    return result


def quantiles(mixed: Array, grid: Grid, levels: Sequence[float], common: float) -> Array:
    """Places of the levels after the error common to all, shape (..., levels); mass even within a rung."""
    sums, edges = _distribution(mixed.reshape(-1, grid.size), grid, common)
    result = np.stack([_level(sums, edges, level) for level in levels], axis=-1)
    return result.reshape(*mixed.shape[:-1], len(levels))


def mass_below(mixed: Array, grid: Grid, rows: Sequence[int], places: Sequence[float], common: float) -> Array:
    """The mass of a row of `mixed` below a place, for each row number and place, after the error common to all."""
    sums, edges = _distribution(mixed, grid, common)
    return np.array([np.interp(place, edges, sums[row]) for row, place in zip(rows, places, strict=True)])


def _distribution(rows: Array, grid: Grid, common: float) -> tuple[Array, Array]:
    """Distribution functions after the error common to all, shape (rows, edges), and the edges of the rungs."""
    pad = int(np.ceil(5 * common / grid.cell)) if common > 0 else 0
    edges = grid.edges[0] + grid.cell * (np.arange(grid.size + 2 * pad + 1) - pad)
    wide = np.pad(rows, ((0, 0), (pad, pad)))
    if pad:
        borders = (np.arange(2 * pad + 2) - pad - 0.5) * grid.cell / common
        kernel = np.diff(ndtr(borders))
        wide = correlate1d(wide, kernel / kernel.sum(), axis=1, mode="constant")
    sums = np.concatenate([np.zeros((len(wide), 1)), np.cumsum(wide, axis=1)], axis=1)
    sums /= sums[:, -1:]
    return sums, edges


def _level(sums: Array, edges: Array, level: float) -> Array:
    """Where each row of a distribution function reaches a level, on a straight line within a rung."""
    at = np.clip((sums < level).sum(axis=1), 1, sums.shape[1] - 1)
    rows = np.arange(len(sums))
    mass = sums[rows, at] - sums[rows, at - 1]
    inside = np.where(mass > 0, (level - sums[rows, at - 1]) / np.where(mass > 0, mass, 1.0), 0.5)
    result: Array = edges[at - 1] + inside * (edges[at] - edges[at - 1])
    return result
