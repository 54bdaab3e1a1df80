"""How the benchmarks measure: pairs in turn, CPU time, ratios of neighbours with their median and spread."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Run = Callable[[], object]


@dataclass(frozen=True)
class Spread:
    """The middle of some figures, with the quarters, and the least and the most."""

    median: float
    low: float
    high: float
    least: float
    most: float

    @classmethod
    def of(cls, figures: Sequence[float]) -> Spread:
        """Of at least two figures."""
        low, median, high = statistics.quantiles(figures, n=4, method="inclusive")
        return cls(median, low, high, min(figures), max(figures))


def cpu(run: Run) -> float:
    """Seconds of CPU time of this process, its threads included."""
    began = time.process_time()
    run()
    return time.process_time() - began


def in_turn(runs: Mapping[str, Run], rounds: int, *, before: Run | None = None) -> dict[str, list[float]]:
    """CPU seconds of each run in each round; rounds go forwards and backwards, so that a busy machine slows all alike.

    Args:
        before: called before every run, outside its time.
    """
    spent: dict[str, list[float]] = {name: [] for name in runs}
    for number in range(rounds):
        for name in runs if number % 2 == 0 else reversed(list(runs)):
            if before is not None:
                before()
            spent[name].append(cpu(runs[name]))
    return spent


def ratio(a: Sequence[float], b: Sequence[float]) -> Spread:
    """Of pairs that were measured one after the other."""
    return Spread.of([x / y for x, y in zip(a, b, strict=True)])


def load_now() -> str:
    """How many processes wanted a core, over one and over fifteen minutes."""
    one, _, fifteen = os.getloadavg()
    return f"{one:.1f} ({fifteen:.1f})"


@dataclass(frozen=True)
class Budget:
    """How much is measured: rounds, seconds of a round, rows that are written."""

    rounds: int
    seconds: float
    rows: int


@dataclass(frozen=True)
class Line:
    """One line of a report: a figure of ours, that of another beside it where there is one, and the ratio of both.

    The ratio is of costs, so that less is better, or of rates, where more is; `what` says which. `asked` is the aim.
    """

    what: str
    unit: str
    figure: Spread
    beside: str = ""
    other: Spread | None = None
    ratio: Spread | None = None
    asked: str = ""


def compared(
    what: str, unit: str, mine: Sequence[float], beside: str, theirs: Sequence[float], asked: str = ""
) -> Line:
    """A line of two that were measured in turn; the ratio is ours to theirs."""
    return Line(what, unit, Spread.of(mine), beside, Spread.of(theirs), ratio(mine, theirs), asked)
