"""How far a speaker may be from the truth, and how fast a total may climb: kernels on the grid, each worked out once.

All are pure functions of a few numbers. They are kept for sizes rounded up to a common one, of which a smaller grid
takes a corner: the kernels depend on the distance between rungs alone.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from scipy.special import ndtr, stdtr

from armstrail.estimation.grid import Array

_STEP = 64


def _rounded(size: int) -> int:
    return -(-size // _STEP) * _STEP


@lru_cache(maxsize=8)
def _noise(size: int, cell: float, scales: tuple[float, ...], freedom: float) -> Array:
    distances = np.arange(size, dtype=np.float64)
    result = np.empty((len(scales), size, size))
    for row, scale in enumerate(scales):
        near, far = -(distances - 0.5) * cell / scale, -(distances + 0.5) * cell / scale
        mass = stdtr(freedom, near) - stdtr(freedom, far)
        result[row] = mass[np.abs(np.subtract.outer(np.arange(size), np.arange(size)))]
    result.flags.writeable = False
    return result


def noise(size: int, cell: float, scales: tuple[float, ...], freedom: float) -> Array:
    """Student's t as cell masses, shape (scales, rungs, rungs): from what was meant to what is true."""
    return _noise(_rounded(size), cell, scales, freedom)[:, :size, :size]


@lru_cache(maxsize=4096)
def _climb_mass(size: int, cell: float, age: float, stay: float, shift: float, spread: float) -> Array:
    rise = (np.arange(size, dtype=np.float64) + 0.5) * cell
    edges = rise + np.log(-np.expm1(-rise))  # log of exp(rise) - 1, which does not overflow
    below = ndtr((edges + np.log(age) + shift) / spread)
    mass: Array = (1 - stay) * np.diff(below, prepend=0.0)
    mass[0] += stay
    return mass


@lru_cache(maxsize=64)
def _climb(size: int, cell: float, age: float, stay: float, shift: float, spread: float) -> Array:
    mass = np.concatenate([np.zeros(size - 1), _climb_mass(size, cell, age, stay, shift, spread)])
    window = np.lib.stride_tricks.sliding_window_view(mass, size)  # row r holds mass[r : r + size]
    result = np.ascontiguousarray(window[::-1])
    result.flags.writeable = False
    return result


def climb(size: int, cell: float, age: float, stay: float, shift: float, spread: float) -> Array:
    """From one month's total to the next one's, shape (from, to): stay, or grow by a log-normal share of what was.

    `age` is the age of the flow in months: an even flow grows by 1/age. What would leave the grid is lost.
    """
    return _climb(_rounded(size), cell, age, stay, shift, spread)[:size, :size]


@lru_cache(maxsize=8)
def _wander(size: int, cell: float, spread: float) -> Array:
    distances = np.arange(size, dtype=np.float64)
    mass = ndtr(-(distances - 0.5) * cell / spread) - ndtr(-(distances + 0.5) * cell / spread)
    result: Array = mass[np.abs(np.subtract.outer(np.arange(size), np.arange(size)))]
    result.flags.writeable = False
    return result


def wander(size: int, cell: float, spread: float) -> Array:
    """From one month to the next where a value may rise or fall alike, shape (from, to)."""
    return _wander(_rounded(size), cell, spread)[:size, :size]
