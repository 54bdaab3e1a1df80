"""Run the ladder over a pool: additions in two sweeps, voices left out in turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from armstrail.estimation.additions import message_logs
from armstrail.estimation.grid import Array
from armstrail.estimation.ladder import Blurred, Swept, log_likelihoods, mix, scale_posterior, sweep
from armstrail.estimation.pool import Pool
from armstrail.estimation.settings import Settings

ROOM = 6_000_000  # numbers that the log-likelihoods of the variants worked out together may take
ANEW = 240  # messages of additions up to which they are worked out anew for each variant


@dataclass(frozen=True, slots=True)
class Result:
    """Mixed posteriors, shape (months asked, variants, rungs), the posterior of the scale, shape (variants, scales),
    the sweep they come from, and the log messages of additions, shape (additions, variants, scales, rungs)."""

    mixed: Array
    odds: Array
    swept: Swept
    messages: Array | None


def linked(pool: Pool) -> list[int]:
    """The places of voices that tell an amount added since a month within the series."""
    return [at for at, one in enumerate(pool.said) if one.added and one.since is not None and one.since > 0]


def run(
    pool: Pool,
    weights: Array,
    wanted: Sequence[int],
    blurred: Blurred,
    settings: Settings,
    messages: Array | None = None,
) -> Result:
    """The ladder over all variants.

    Args:
        weights: shape (variants, voices).
        wanted: places of the months asked for, rising.
        messages: those of additions, where they are not to be worked out anew; for one variant.
    """
    said, links = pool.said, linked(pool)
    alone = weights.copy()
    alone[:, links] = 0.0
    logs = log_likelihoods(said, pool.chain, blurred, alone)
    if links and messages is None:
        starts = sorted({said[at].since or 0 for at in links})
        floors = log_likelihoods(said, pool.chain, blurred, weights - alone)
        first = sweep(pool.chain, logs + floors, starts)
        messages = message_logs([said[at] for at in links], starts, first.posteriors, pool.chain.grid, settings)
    if messages is not None:
        for row, at in enumerate(links):
            logs[said[at].place] += messages[row] * weights[:, at, None, None]
    swept = sweep(pool.chain, logs, wanted)
    odds = scale_posterior(swept.evidence, settings)
    return Result(mix(swept.posteriors, odds), odds, swept, messages)


def variants(
    pool: Pool, weights: Array, place: int, blurred: Blurred, settings: Settings, messages: Array | None
) -> Array:
    """Mixed posteriors of many variants at one month, shape (variants, rungs), worked out in bundles.

    Messages of additions are worked out anew for each variant as long as they are few; else they stay as the whole
    pool made them.
    """
    grid = pool.chain.grid
    kept = messages if len(weights) * len(linked(pool)) > ANEW else None
    bundle = max(1, ROOM // (pool.chain.months * grid.size * len(settings.scales)))
    parts = [
        run(pool, weights[start : start + bundle], [place], blurred, settings, kept).mixed[0]
        for start in range(0, len(weights), bundle)
    ]
    return np.concatenate(parts) if parts else np.zeros((0, grid.size))
