"""Draws from uncertain inputs, so that sums and skewed products have an interval too.

Each input has a stream of its own, seeded by its id: adding an input, or naming them in another order, leaves the
draws of all others byte for byte as they were, and one factor used twice is one uncertainty and not two.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from armstrail.model.errors import BadValue
from armstrail.model.estimate import Interval
from armstrail.model.factor import Factor

DRAWS: Final = 20_000
Z95: Final = 1.6448536269514722  # the standard normal deviate of 95 %
Z75: Final = 0.6744897501960817
Quantiles = tuple[tuple[float, float], ...]
Column = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Input:
    """An uncertain positive number: its id, which names its stream, and quantiles as (probability, value).

    Between the quantiles its logarithm runs straight over the normal deviate, so that 5 %, 50 % and 95 % of a
    lognormal give that lognormal exactly; beyond the outermost, it goes on at the slope from the median to it.
    """

    id: str
    quantiles: Quantiles

    def __post_init__(self) -> None:
        if not self.quantiles:
            raise BadValue(f"input {self.id}: no quantiles; give at least a median")
        for probability, value in self.quantiles:
            if not (0 < probability < 1 and math.isfinite(value) and value > 0):
                raise BadValue(
                    f"input {self.id}: {value!r} at {probability!r} is no quantile of a positive number; "
                    "give probabilities between 0 and 1 and values above 0"
                )
        for (first, low), (second, high) in zip(self.quantiles, self.quantiles[1:], strict=False):
            if not (first < second and low <= high):
                raise BadValue(
                    f"input {self.id}: quantiles must rise; got {low:g} at {first:g}, {high:g} at {second:g}"
                )

    def at(self, probability: Column) -> Column:
        """Values at probabilities between 0 and 1 (inverse CDF), shape kept."""
        deviates = np.asarray(ndtri(np.array([each for each, _ in self.quantiles])))
        logs = np.log(np.array([value for _, value in self.quantiles]))
        wanted = np.asarray(ndtri(probability))
        inside = np.interp(wanted, deviates, logs)
        middle = float(np.interp(0.0, deviates, logs))
        below = logs[0] + _slope(deviates[0], logs[0] - middle) * (wanted - deviates[0])
        above = logs[-1] + _slope(deviates[-1], logs[-1] - middle) * (wanted - deviates[-1])
        result = np.where(wanted < deviates[0], below, np.where(wanted > deviates[-1], above, inside))
        return np.asarray(np.exp(result))

    @property
    def median(self) -> float:
        """The value at 50 %."""
        return float(self.at(np.array([0.5]))[0])

    @property
    def log_sd(self) -> float:
        """The log-sd of the lognormal with the same 5 % and 95 %."""
        low, high = self.at(np.array([0.05, 0.95]))
        return float(np.log(high / low)) / (2 * Z95)

    @property
    def lean(self) -> float:
        """By how much the logs of the 5 % and the 95 % together miss twice that of the median (0 for a lognormal)."""
        low, middle, high = np.log(self.at(np.array([0.05, 0.5, 0.95])))
        return abs(float(high + low - 2 * middle))


def _slope(deviate: float, rise: float) -> float:
    return rise / deviate if deviate else 0.0


def of_interval(name: str, interval: Interval) -> Input:
    """The input behind an interval: its own quantiles where it keeps them, else its five numbers.

    Raises:
        BadValue: a bound of 0 or below, or bounds that fall; names the input.
    """
    five = (
        (0.05, interval.low90), (0.25, interval.low50), (0.5, interval.median),
        (0.75, interval.high50), (0.95, interval.high90),
    )  # fmt: skip
    return Input(name, interval.quantiles or five)


def assumed(day: str, low: float, high: float, median: float | None = None) -> Interval:
    """An interval from its 90 % bounds, for a quantity that nobody estimated: lognormal, middle at their geometric
    mean unless another median is given."""
    if not 0 < low <= high or (median is not None and not low <= median <= high):
        raise BadValue(f"bounds must be above 0 and rise around the median, got {low!r}, {median!r}, {high!r}")
    middle = math.sqrt(low * high) if median is None else median
    half = Z75 / Z95 * math.log(high / low) / 2
    inner = max(low, middle * math.exp(-half)), min(high, middle * math.exp(half))
    return Interval(day, middle, *inner, low, high)


def of_factor(factor: Factor) -> Input:
    """The input behind a factor: `low`, `central` and `high` are its 5 %, 50 % and 95 %."""
    return Input(factor.id, ((0.05, factor.low), (0.5, factor.central), (0.95, factor.high)))


def lognormal(name: str, median: float, log_sd: float) -> Input:
    """A lognormal input by its median and the standard deviation of its logarithm."""
    return Input(name, tuple((p, median * math.exp(z * log_sd)) for p, z in ((0.05, -Z95), (0.5, 0.0), (0.95, Z95))))


def stream(name: str, seed: int = 0, draws: int = DRAWS) -> Column:
    """A Latin hypercube column: one probability from each of `draws` strata, in an order of the input's own.

    Source: McKay, Beckman and Conover, 'A comparison of three methods for selecting values of input variables in the
    analysis of output from a computer code', Technometrics 21 (1979), 239-245.
    """
    digest = hashlib.sha256(f"{seed}:{name}".encode()).digest()
    generator = np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "big")))
    order = generator.permutation(draws)
    within = generator.random(draws)
    # A hair away from 0 and 1, where the deviate is infinite.
    return np.clip((order + within) / draws, 1e-12, 1 - 1e-12)


@dataclass(frozen=True, slots=True)
class Term:
    """A product of inputs: `scale` times each input to the power beside its id (1, or -1 where it divides)."""

    scale: float
    powers: tuple[tuple[str, int], ...]


def distinct(inputs: Iterable[Input]) -> tuple[Input, ...]:
    """The inputs by their ids, each once.

    Raises:
        BadValue: one id with two different shapes.
    """
    by_id: dict[str, Input] = {}
    for each in inputs:
        if by_id.setdefault(each.id, each) != each:
            raise BadValue(f"input {each.id!r} comes with two different shapes; give one of them another id")
    return tuple(by_id[name] for name in sorted(by_id))


def draw(inputs: Iterable[Input], seed: int = 0, draws: int = DRAWS) -> dict[str, Column]:
    """A column of draws for each input, by id."""
    return {each.id: each.at(stream(each.id, seed, draws)) for each in distinct(inputs)}


def evaluate(terms: Sequence[Term], values: Mapping[str, Column]) -> Column:
    """The sum of the terms at given values of their inputs; the order of the terms changes no bit of it."""
    columns = [_product(term, values) for term in sorted(terms, key=lambda each: (each.powers, each.scale))]
    return np.asarray(np.sum(np.stack(columns), axis=0))


def _product(term: Term, values: Mapping[str, Column]) -> Column:
    logs = [power * np.log(values[name]) for name, power in sorted(term.powers)]
    return np.asarray(term.scale * np.exp(np.sum(np.stack(logs), axis=0)))


def interval_of(column: Column, day: str) -> Interval:
    """Median, 50 % and 90 % interval of a column of draws."""
    low90, low50, median, high50, high90 = (float(each) for each in np.quantile(column, [0.05, 0.25, 0.5, 0.75, 0.95]))
    return Interval(day, median, low50, high50, low90, high90)


def product_of(term: Term, inputs: Mapping[str, Input], day: str) -> Interval:
    """The interval of a product of lognormals, exact: log-medians add, log-variances add."""
    middle = math.log(term.scale) + sum(power * math.log(inputs[name].median) for name, power in sorted(term.powers))
    spread = math.sqrt(math.fsum((power * inputs[name].log_sd) ** 2 for name, power in sorted(term.powers)))
    low90, low50, median, high50, high90 = (
        math.exp(middle + deviate * spread) for deviate in (-Z95, -Z75, 0.0, Z75, Z95)
    )
    return Interval(day, median, low50, high50, low90, high90)
