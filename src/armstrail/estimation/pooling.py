"""Run the ladder over a pool: additions in two sweeps, bounds that the rest already clears, voices left out in turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from armstrail.estimation.additions import message_logs
from armstrail.estimation.grid import Array, Grid
from armstrail.estimation.ladder import CHUNK, Blurred, Swept, log_likelihoods, mix, quantiles, scale_posterior, sweep
from armstrail.estimation.pool import Pool
from armstrail.estimation.settings import Settings
from armstrail.estimation.zones import Zone

ROOM = 6_000_000  # numbers that the log-likelihoods of the variants worked out together may take
ANEW = 240  # messages of additions up to which they are worked out anew for each variant
ROUNDS = 2  # in which bounds are held against each other
TORN = 0.25  # fall of a slack on both sides at which they take turns; less is what further rounds would move anyway
TURNS = 5  # rounds in all, where floors and ceilings hang on each other
SETTLED = 0.02  # change of a bound's slack below which no further round is made


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


def loosen(pool: Pool, weights: Array, blurred: Blurred, settings: Settings) -> Pool:
    """Set bounds aside that the other voices clear.

    "More than 1,000" is evidence for something like 1,200 where nothing else is known, and none against 10,000 where
    others say so. A floor below the 5 % quantile of what the other voices make of its month, or a ceiling above their
    95 %, adds nothing. Whether it does is asked in rounds, since one bound set aside moves what the next is held
    against. A floor and a ceiling can each be cleared only while the other stands; then they take turns.
    """
    bounds = [at for at, one in enumerate(pool.said) if one.zone.shape in ("floor", "ceiling") and not one.added]
    if not bounds or len(pool.said) < 2 or settings.slack_from <= 0:
        return pool
    slacks = [0.0] * len(bounds)
    ceilings = [pool.said[at].zone.shape == "ceiling" for at in bounds]
    torn = False
    for turn in range(TURNS):
        if turn >= ROUNDS and not torn:
            break
        before, slacks = slacks, _slacks(pool, bounds, weights, blurred, settings)
        slacks, torn = _one_side(before, slacks, ceilings)
        said = list(pool.said)
        for at, old, new in zip(bounds, before, slacks, strict=True):
            if new != old:
                said[at] = replace(said[at], slack=new)
        pool = replace(pool, said=tuple(said))
        if max(abs(new - old) for old, new in zip(before, slacks, strict=True)) < SETTLED:
            break
    return pool


def _one_side(before: Sequence[float], after: Sequence[float], ceilings: Sequence[bool]) -> tuple[list[float], bool]:
    """The slacks to go on with, and whether floors and ceilings both come back into play. Were both let back, each
    would be cleared by the other again and set aside; so only the side that comes back further does, and the other
    is asked again."""
    falls = [old - new for old, new in zip(before, after, strict=True)]
    furthest = {
        side: max((fall for fall, each in zip(falls, ceilings, strict=True) if each is side), default=0.0)
        for side in (False, True)
    }
    if min(furthest.values()) < TORN:
        return list(after), False
    side = furthest[True] >= furthest[False]
    return [new if each is side else old for old, new, each in zip(before, after, ceilings, strict=True)], True


def _slacks(pool: Pool, bounds: Sequence[int], weights: Array, blurred: Blurred, settings: Settings) -> list[float]:
    """How far each bound is cleared by what the others make of its month."""
    months = sorted({pool.said[at].place for at in bounds})
    swept = sweep(pool.chain, log_likelihoods(pool.said, pool.chain, blurred, weights), months)
    joint = swept.posteriors[:, 0] * scale_posterior(swept.evidence, settings)[0][:, None]
    row_of = {month: row for row, month in enumerate(months)}
    rows, table = blurred.look_up([(pool.said[at].zone, False) for at in bounds])
    heft = [float(weights[0, at]) * (1 - pool.said[at].slack) for at in bounds]
    held = [  # a bound already set aside is held against its month as it is, whatever it says
        (row_of[pool.said[at].place], int(row) if each else 0, each)
        for at, row, each in zip(bounds, rows, heft, strict=True)
    ]
    asked = {key: place for place, key in enumerate(dict.fromkeys(held))}
    spots = _without(list(asked), joint, table, pool.chain.grid, settings).tolist()
    return [_slack(pool.said[at].zone, spots[asked[key]]) for at, key in zip(bounds, held, strict=True)]


def _without(
    held: Sequence[tuple[int, int, float]], joint: Array, table: Array, grid: Grid, settings: Settings
) -> Array:
    """Quantiles of months without one bound each, which is their posterior divided by its weighted likelihood.

    Args:
        held: of each bound the row of its month in `joint`, that of its log-likelihood in `table`, and its weight.
        joint: shape (months, scales, rungs).
    """
    rest = np.empty((len(held), grid.size))
    for start in range(0, len(held), CHUNK):
        months, rows, heft = (np.array(column) for column in zip(*held[start : start + CHUNK], strict=True))
        logs = table[rows]
        logs *= -heft[:, None]
        np.exp(np.minimum(logs, 600.0, out=logs), out=logs)
        rest[start : start + CHUNK] = np.einsum("bsg,bsg->bg", joint[months], logs.reshape(len(rows), *joint.shape[1:]))
    rest /= rest.sum(axis=1, keepdims=True)
    near, far = settings.slack_from, settings.slack_to
    return quantiles(rest, grid, (near, far, 1 - far, 1 - near), settings.common)


def _slack(zone: Zone, spots: Sequence[float]) -> float:
    """How far a bound is cleared, by the quantiles of the rest: 1 beyond the outer one, 0 from the inner one on."""
    least, inner_low, inner_high, most = spots
    if zone.shape == "ceiling":
        past, width = zone.high - most, most - inner_high
    else:
        past, width = least - zone.low, inner_low - least
    return min(max(1 + past / max(width, 1e-9), 0.0), 1.0)
