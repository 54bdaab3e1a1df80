"""Simulation-based calibration: totals and claims drawn from the ladder's own model, and where the truth then stands.

Where the arithmetic is right, the truth's place in the posterior is uniform (Talts et al., 'Validating Bayesian
inference algorithms with simulation-based calibration', arXiv:1804.06788, 2018). It says nothing on whether the model
is like the world; `worlds` is for that.
"""

from __future__ import annotations

import numpy as np

from armstrail.estimation.grid import Array, Grid
from armstrail.estimation.ladder import (
    Blurred,
    Chain,
    Said,
    log_likelihoods,
    mix,
    prior_of_scales,
    scale_posterior,
    sweep,
)  # fmt: skip
from armstrail.estimation.pool import steps_of
from armstrail.estimation.settings import Settings
from armstrail.estimation.zones import Zone

SIZE, LOWEST, HIGHEST = 420, 110, 190  # rungs in all, and those on which a flow may start
WIDE = float(np.log(1.15))


def places_of_truth(draws: int, seed: int, settings: Settings) -> Array:
    """For each draw the share of the posterior below the truth, at a random month; all weights 1, no common error."""
    rng = np.random.Generator(np.random.PCG64(seed))
    grid = Grid(12.0, SIZE, settings.cell)
    prior = np.zeros(SIZE)
    prior[LOWEST:HIGHEST] = 1 / (HIGHEST - LOWEST)
    return np.array([_place(rng, grid, prior, settings) for _ in range(draws)])


def _place(rng: np.random.Generator, grid: Grid, prior: Array, settings: Settings) -> float:
    months = int(rng.integers(2, 10))
    chain = Chain(grid, months, prior, steps_of("flow", grid, settings))
    path = _path(rng, chain)
    scale = settings.scales[int(rng.choice(len(settings.scales), p=prior_of_scales(settings)))]
    said = []
    for _ in range(int(rng.integers(1, 7))):
        month = int(rng.integers(months))
        spot = grid.rungs[path[month]] + (rng.random() - 0.5) * grid.cell
        said.append(Said(month, _claim(rng, spot + scale * rng.standard_t(settings.noise_freedom), settings)))
    logs = log_likelihoods(said, chain, Blurred(grid, settings), np.ones((1, len(said))))
    asked = int(rng.integers(months))
    swept = sweep(chain, logs, [asked])
    posterior = mix(swept.posteriors, scale_posterior(swept.evidence, settings))[0, 0]
    return float(posterior[: path[asked]].sum() + rng.random() * posterior[path[asked]])


def _path(rng: np.random.Generator, chain: Chain) -> list[int]:
    """A path of rungs from the prior of totals, given that it stays on the grid."""
    while True:
        path = [int(rng.choice(chain.grid.size, p=chain.prior))]
        for month in range(chain.months - 1):
            at = int(np.searchsorted(np.cumsum(chain.steps(month)[path[-1]]), rng.random()))
            if at >= chain.grid.size:
                break
            path.append(at)
        else:
            return path


def _claim(rng: np.random.Generator, meant: float, settings: Settings) -> Zone:
    """What is said by who means this: the figure is so drawn that its zone is the posterior of what was meant."""
    shape = rng.choice(["box", "floor", "ceiling", "order"], p=[0.5, 0.25, 0.15, 0.1])
    if shape == "box":
        figure = meant + rng.uniform(-WIDE, WIDE)
        return Zone("box", figure - WIDE, figure + WIDE)
    if shape == "floor":
        return Zone("floor", meant - rng.exponential(settings.floor), np.inf, settings.floor)
    if shape == "ceiling":
        return Zone("ceiling", -np.inf, meant + rng.exponential(settings.ceiling), settings.ceiling)
    centre, top = float(np.log(settings.order_median)), float(np.log(settings.order_top))
    above = -1.0
    while not 0 <= above <= top:
        above = rng.normal(centre, settings.order_spread)
    figure = meant - above
    return Zone("order", figure, figure + top, settings.order_spread, figure + centre)
