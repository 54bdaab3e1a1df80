"""How well intervals hold in worlds with a known truth, for the ladder and for what people do without it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from worlds import Kind, Query, make_world, queries

from armstrail.estimation import Settings, estimate
from armstrail.model.estimate import Estimate
from armstrail.model.voice import Voice

Band = tuple[float, float, float]  # low, middle, high


@dataclass(frozen=True, slots=True)
class Scores:
    """Shares and means over queries: cover of the 90 % and 50 % bands, median factor from middle to end, interval
    score (Gneiting and Raftery, J. Am. Stat. Assoc. 102, 2007) and median error of the middle, both in log units."""

    queries: int
    cover90: float
    cover50: float
    factor: float
    interval_score: float
    error: float


@dataclass(frozen=True, slots=True)
class Answer:
    """One method's answer to one query: voices heard, 90 % band, 50 % band where it gives one, the truth."""

    voices: int
    band: Band
    half: Band | None
    truth: float


def ladder(query: Query, settings: Settings | None = None, as_of: str | None = None) -> Answer:
    """The estimate at the last day that any voice speaks of, or, carried on where need be, at a day asked for."""
    found = estimate(query.finding, as_of=as_of, influence=False, settings=settings)
    assert isinstance(found, Estimate)
    line = found.projected or found.headline
    return Answer(
        found.voices,
        (line.low90, line.median, line.high90),
        (line.low50, line.median, line.high50),
        query.truth,
    )


def middle(voice: Voice) -> float:
    """One figure for a voice, as somebody would who reads figures and no words."""
    sides = [side for side in (voice.quantity.low, voice.quantity.high) if side]
    return math.sqrt(sides[0] * sides[-1])


def _totals(query: Query) -> Sequence[Voice]:
    return [voice for voice in query.finding.voices if voice.measure == "total"] or query.finding.voices


def percentiles_of_mentions(query: Query) -> Band:
    """The 5 % and 95 % of all mentions, copies counted."""
    figures = [middle(voice) for voice in _totals(query) for _ in voice.carriers]
    low, half, high = np.percentile(figures, [5, 50, 95])
    return float(low), float(half), float(high)


def latest_figure(query: Query) -> Band:
    """The latest figure, give or take a fifth."""
    figure = middle(max(_totals(query), key=lambda voice: (voice.as_of, voice.id)))
    return figure * 0.8, figure, figure * 1.2


def mean_of_recent(query: Query) -> Band:
    """The mean of the last figures, give or take 1.64 standard errors."""
    latest = sorted(_totals(query), key=lambda voice: (voice.as_of, voice.id))[-5:]
    figures = np.array([middle(voice) for voice in latest])
    error = 1.64 * float(figures.std(ddof=1)) / math.sqrt(len(figures)) if len(figures) > 1 else 0.0
    mean = float(figures.mean())
    return max(mean - error, mean / 100), mean, mean + error


def highest_mention(query: Query) -> Band:
    """The highest figure that anybody printed."""
    figure = max(middle(voice) for voice in _totals(query))
    return figure, figure, figure


NAIVE: dict[str, Callable[[Query], Band]] = {
    "percentiles of mentions": percentiles_of_mentions,
    "latest figure +-20 %": latest_figure,
    "mean +-1.64 se": mean_of_recent,
    "highest mention": highest_mention,
}


def ask(kind: Kind, seeds: Sequence[int]) -> list[Query]:
    """All queries of the worlds with these seeds."""
    return [query for seed in seeds for query in queries(make_world(seed, kind), seed)]


def naive(method: Callable[[Query], Band], asked: Sequence[Query]) -> list[Answer]:
    """The answers of a method that gives a band and no more."""
    return [Answer(len(query.finding.voices), method(query), None, query.truth) for query in asked]


def score(answers: Sequence[Answer]) -> Scores:
    """Score answers against the truth."""
    low, mid, high = np.log(np.array([answer.band for answer in answers])).T
    truth = np.log(np.array([answer.truth for answer in answers]))
    missed = np.maximum(low - truth, 0) + np.maximum(truth - high, 0)
    halves = [answer.half[0] <= answer.truth <= answer.half[2] for answer in answers if answer.half is not None]
    return Scores(
        len(answers),
        float(((low <= truth) & (truth <= high)).mean()),
        float(np.mean(halves)) if halves else math.nan,
        float(np.exp(np.median((high - low) / 2))),
        float((high - low + 2 / 0.1 * missed).mean()),
        float(np.median(np.abs(mid - truth))),
    )
