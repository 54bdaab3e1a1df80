"""Run the ladder over a pool: additions in two sweeps, bounds that the rest already clears, voices left out in turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from armstrail.estimation.additions import message_logs
from armstrail.estimation.grid import Array
from armstrail.estimation.ladder import Said, Swept, log_likelihoods, mix, quantiles, scale_posterior, sweep
from armstrail.estimation.pool import Pool
from armstrail.estimation.settings import Settings

ROOM = 6_000_000  # numbers that the log-likelihoods of the variants worked out together may take


@dataclass(frozen=True, slots=True)
class Result:
    """Mixed posteriors, shape (months asked, variants, rungs), the posterior of the scale, shape (variants, scales),
    and the mixed forward sum of the last month, shape (variants, rungs)."""

    mixed: Array
    odds: Array
    swept: Swept


def run(pool: Pool, weights: Array, wanted: Sequence[int], settings: Settings) -> Result:
    """The ladder over all variants, `weights` of shape (variants, voices), at the months asked for (rising)."""
    said = pool.said
    linked = [at for at, one in enumerate(said) if one.added and one.since is not None and one.since > 0]
    alone = weights.copy()
    alone[:, linked] = 0.0
    logs = log_likelihoods(said, pool.chain, settings, alone)
    if linked:
        floors = weights - alone
        starts = sorted({said[at].since or 0 for at in linked})
        first = sweep(pool.chain, logs + log_likelihoods(said, pool.chain, settings, floors), starts)
        messages = message_logs(
            [said[at] for at in linked], starts, first.posteriors, weights[:, linked], pool.chain.grid, settings
        )
        for row, at in enumerate(linked):
            logs[said[at].place] += messages[row]
    swept = sweep(pool.chain, logs, wanted)
    odds = scale_posterior(swept.evidence, settings)
    return Result(mix(swept.posteriors, odds), odds, swept)


def variants(pool: Pool, weights: Array, place: int, settings: Settings) -> Array:
    """Mixed posteriors of many variants at one month, shape (variants, rungs), worked out in bundles."""
    grid = pool.chain.grid
    bundle = max(1, ROOM // (pool.chain.months * grid.size * len(settings.scales)))
    parts = [
        run(pool, weights[start : start + bundle], [place], settings).mixed[0]
        for start in range(0, len(weights), bundle)
    ]
    return np.concatenate(parts) if parts else np.zeros((0, grid.size))


def loosen(pool: Pool, weights: Array, settings: Settings) -> Pool:
    """Tell bounds that pull from those that only bound.

    "More than 1,000" is evidence for something like 1,200 where nothing else is known, and none against 10,000 where
    others say so. A floor below the 5 % quantile of what the other voices make of its month (a ceiling above their
    95 %) keeps what it excludes and loses its pull. The posterior without the voice is that with it, divided by its
    own weighted likelihood.
    """
    bounds = [at for at, one in enumerate(pool.said) if one.zone.shape in ("floor", "ceiling") and not one.added]
    if not bounds or len(pool.said) < 2 or settings.slack_from <= 0:
        return pool
    months = sorted({pool.said[at].place for at in bounds})
    swept = sweep(pool.chain, log_likelihoods(pool.said, pool.chain, settings, weights), months)
    odds = scale_posterior(swept.evidence, settings)
    said = list(pool.said)
    own = [replace(said[at], place=0) for at in bounds]
    for at, one in zip(bounds, own, strict=True):
        joint = swept.posteriors[months.index(said[at].place)] * odds[:, :, None]
        said[at] = replace(said[at], slack=_slack(pool, one, joint[0], float(weights[0, at]), settings))
    return replace(pool, said=tuple(said))


def _slack(pool: Pool, one: Said, joint: Array, weight: float, settings: Settings) -> float:
    short = replace(pool.chain, months=1)
    logs = log_likelihoods([one], short, settings, np.array([[weight]]))[0, 0]
    rest = joint * np.exp(np.minimum(-logs, 600.0))
    mixed = rest.sum(axis=0, keepdims=True)
    mixed /= mixed.sum()
    ceiling = one.zone.shape == "ceiling"
    levels = (settings.slack_from, settings.slack_to)
    full, none = quantiles(
        mixed, pool.chain.grid, [1 - level if ceiling else level for level in levels], settings.common
    )[0]
    past, width = (one.zone.bound - full, full - none) if ceiling else (full - one.zone.bound, none - full)
    return float(np.clip(1 + past / max(width, 1e-9), 0.0, 1.0))
