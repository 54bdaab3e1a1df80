"""Which bounds are heard: those that the figures, and the bounds heard before them, do not clear already.

"More than 1,000" is evidence for something like 1,200 where nothing else is known, and none against 10,000 where others
say so. A floor below the 5 % quantile of what the rest makes of its month, or a ceiling above their 95 %, is not heard
and takes no votes, so that the answer is the same as if nobody had said it. The figures are heard first. Then the bound
that they contradict most, and what the two make of the months is what the next is held against, until the rest are
cleared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from armstrail.estimation.dependence import Votes
from armstrail.estimation.grid import Array
from armstrail.estimation.ladder import CHUNK, Blurred, log_likelihoods, mass_below, scale_posterior, sweep
from armstrail.estimation.pool import Pool
from armstrail.estimation.settings import Settings

FEW = 8  # bounds up to which they are heard one by one; of more, all that the figures do not clear go together
REVIEWS = 2  # times at most that those heard are held against the rest again; once, where bounds are many
SETTLED = 0.02  # change of how far a bound is heard, below which that is left


def hearing(pool: Pool, votes: Votes, blurred: Blurred, settings: Settings) -> Array:
    """How far each voice of a pool is heard, from 0 to 1, shape (voices,): 1 for all that are no bounds."""
    heard = np.ones(len(pool.said))
    bounds = [at for at, one in enumerate(pool.said) if one.zone.shape in ("floor", "ceiling") and not one.added]
    if not bounds or len(pool.said) < 2 or settings.heard <= 0:
        return heard
    heard[bounds] = 0.0
    listening = _Listening(pool, votes, blurred, settings, bounds)
    joint = listening.sweep(heard)
    if not heard.any():  # bounds and no figure: something must come first
        past = listening.unheard(bounds, joint)
        heard[bounds[int(np.argmax(past))]] = 1.0
        joint = listening.sweep(heard)
    one_by_one = len(bounds) <= FEW
    for _ in range(len(bounds) if one_by_one else 1):
        waiting = [at for at in bounds if heard[at] == 0]
        past = listening.unheard(waiting, joint)
        chosen = [row for row in np.argsort(-past, kind="stable").tolist() if past[row] > settings.cleared]
        if not chosen:
            break
        chosen = chosen[:1] if one_by_one else chosen
        heard[[waiting[row] for row in chosen]] = _share(past[chosen], settings)
        joint = listening.sweep(heard)
    if len(bounds) < len(pool.said):
        _review(heard, joint, listening, settings)
    return heard


def _review(heard: Array, joint: Array, listening: _Listening, settings: Settings) -> None:
    """Hold those that are heard against the rest again: what came after them may clear them."""
    for turn in range(REVIEWS if len(listening.bounds) <= FEW else 1):
        within = [at for at in listening.bounds if heard[at] > 0]
        if not within:
            return
        joint = listening.sweep(heard) if turn else joint
        anew = _share(listening.heard(within, heard, joint), settings)
        changed = np.abs(anew - heard[within]).max()
        heard[within] = anew
        if changed < SETTLED:
            return


def _share(past: Array, settings: Settings) -> Array:
    """How far a bound is heard, by the chance that the rest gives to what it rules out."""
    return np.clip((past - settings.cleared) / (settings.heard - settings.cleared), 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class _Listening:
    """What is needed to hold the bounds of a pool against the rest, again and again."""

    pool: Pool
    votes: Votes
    blurred: Blurred
    settings: Settings
    bounds: Sequence[int]

    def months(self) -> list[int]:
        """Places of the months of which a bound speaks, rising."""
        return sorted({self.pool.said[at].place for at in self.bounds})

    def sweep(self, heard: Array) -> Array:
        """What those heard make of the months, shape (months, scales, rungs)."""
        heft = self.votes.among(heard[None, :], self.pool.trust)
        logs = log_likelihoods(self.pool.said, self.pool.chain, self.blurred, heft)
        swept = sweep(self.pool.chain, logs, self.months())
        result: Array = swept.posteriors[:, 0] * scale_posterior(swept.evidence, self.settings)[0][:, None]
        return result

    def unheard(self, asked: Sequence[int], joint: Array) -> Array:
        """The chance that the months give to what each bound rules out, shape (bounds,), for those not heard."""
        return self._ruled_out(asked, joint.sum(axis=1), self._rows(asked))

    def heard(self, asked: Sequence[int], heard: Array, joint: Array) -> Array:
        """The same for those heard, whose rest is their month's posterior divided by their weighted likelihood."""
        heft = self.votes.among(heard[None, :], self.pool.trust)[0]
        at, table = self.blurred.look_up([(self.pool.said[place].zone, False) for place in asked])
        rows = self._rows(asked)
        rest = np.empty((len(asked), joint.shape[-1]))
        for start in range(0, len(asked), CHUNK):
            some = slice(start, start + CHUNK)
            logs = table[at[some]] * -heft[asked[some]][:, None]
            shares = np.exp(np.minimum(logs, 600.0, out=logs), out=logs).reshape(len(logs), *joint.shape[1:])
            rest[some] = np.einsum("bsg,bsg->bg", joint[rows[some]], shares)
        return self._ruled_out(asked, rest / rest.sum(axis=1, keepdims=True), list(range(len(asked))))

    def _rows(self, asked: Sequence[int]) -> list[int]:
        row_of = {month: row for row, month in enumerate(self.months())}
        return [row_of[self.pool.said[at].place] for at in asked]

    def _ruled_out(self, asked: Sequence[int], mixed: Array, rows: Sequence[int]) -> Array:
        zones = [self.pool.said[at].zone for at in asked]
        floors = np.array([zone.shape == "floor" for zone in zones])
        places = [zone.low if zone.shape == "floor" else zone.high for zone in zones]
        below = mass_below(mixed, self.pool.chain.grid, rows, places, self.settings.common)
        return np.where(floors, below, 1.0 - below)
