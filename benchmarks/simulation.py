"""A run over months of news, simulated: skewed pages, slow machines, lost machines, one leader.

    python benchmarks/simulation.py [--pages 12000000] [--seed 1] [--cores 16 64 256 1024]

Pieces are handed out one at a time, as the engines do. The rates are those that docs/scale.md measured; what no machine
here could measure (how often one is lost, how much slower a straggler is) is assumed, and stands at the top. Prints a
row for each number of cores: what dividing the work gives, what the simulation gives (the median of the rounds, lowest
and highest), and where the time went.
"""

from __future__ import annotations

import argparse
import heapq
import math
import random
from dataclasses import dataclass


@dataclass(frozen=True)
class Rates:
    """Measured: seconds of CPU for one page of a web archive, to cut it off, to compare, to load one that was read."""

    page: float = 0.0106
    cut: float = 0.000067
    compare: float = 0.00014
    load: float = 0.0027
    share_read: float = 0.05
    start: float = 5.0  # seconds until a worker reads


@dataclass(frozen=True)
class World:
    """Assumed: the spread of pages in a piece, what is slow, what is lost."""

    piece: int = 500
    page_sigma: float = 1.0  # of the logarithm of the time a page takes
    endless: float = 1e-5  # share of pages that take all their time
    limit: float = 60.0
    cores_a_machine: int = 16
    speed_sigma: float = 0.1  # of the logarithm of a machine's speed
    straggling: float = 0.02  # share of machines at a third of their speed
    hours_between_losses: float = 10.0  # of one machine: far worse than machines that are rented by the spot
    back_after: float = 300.0  # seconds until another machine stands in for a lost one


@dataclass
class Outcome:
    """What came of it, in seconds."""

    reading: float
    tail: float
    again: int
    pieces: int


def piece_seconds(stream: random.Random, rates: Rates, world: World) -> float:
    """How long one piece takes on a core of ordinary speed: the sum of its pages, by its mean and its spread."""
    spread = math.sqrt((math.exp(world.page_sigma**2) - 1) / world.piece)
    usual = rates.page * world.piece * max(0.3, stream.gauss(1.0, spread))
    heavy = sum(stream.random() < 20 * world.endless for _ in range(world.piece)) if stream.random() < 0.05 else 0
    return usual + heavy * world.limit


def simulate(pages: int, cores: int, seed: int, rates: Rates, world: World) -> Outcome:
    """Read all pieces; a machine that is lost takes the pieces in its hands with it."""
    stream = random.Random(f"{seed}/{pages}/{cores}")
    machines = max(1, cores // world.cores_a_machine)
    speed = [
        stream.lognormvariate(0, world.speed_sigma) / (3 if stream.random() < world.straggling else 1)
        for _ in range(machines)
    ]
    lost = [stream.expovariate(1 / (3600 * world.hours_between_losses)) for _ in range(machines)]
    count = left = math.ceil(pages / world.piece)
    again = 0
    free = [(rates.start, core) for core in range(cores)]
    ends: list[float] = []
    while left:
        now, core = heapq.heappop(free)
        machine = core % machines
        while now >= lost[machine] + world.back_after:
            lost[machine] += world.back_after + stream.expovariate(1 / (3600 * world.hours_between_losses))
        if now >= lost[machine]:
            heapq.heappush(free, (lost[machine] + world.back_after + rates.start, core))
            continue
        end = now + piece_seconds(stream, rates, world) / speed[machine]
        if end > lost[machine]:
            again += 1
            heapq.heappush(free, (lost[machine] + world.back_after + rates.start, core))
            continue
        left -= 1
        ends.append(end)
        heapq.heappush(free, (end, core))
    ends.sort()
    return Outcome(ends[-1], ends[-1] - ends[max(0, len(ends) - cores - 1)], again, count)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--pages", type=int, default=12_000_000)
    parser.add_argument("--seed", type=int, default=1, help="the first of those of the rounds")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--cores", type=int, nargs="+", default=[16, 64, 256, 1024])
    options = parser.parse_args()
    rates, world = Rates(), World()
    read = options.pages * rates.share_read
    cutting, comparing, loading = options.pages * rates.cut, read * rates.compare, read * rates.load
    print(
        f"{options.pages:,} pages; the leader alone: cuts {hours(cutting)} h, compares {hours(comparing)} h, "
        f"loads {hours(loading)} h"
    )
    print(
        "| cores | divided, h | simulated, h | last pieces, min | pieces read twice | with the leader, h "
        "| core hours paid |"
    )
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for cores in options.cores:
        seeds = range(options.seed, options.seed + options.rounds)
        outcomes = sorted(
            (simulate(options.pages, cores, seed, rates, world) for seed in seeds), key=lambda outcome: outcome.reading
        )
        outcome = outcomes[len(outcomes) // 2]
        divided = options.pages * rates.page / cores
        whole = cutting + outcome.reading + comparing + loading
        spread = f"{hours(outcomes[0].reading)} - {hours(outcomes[-1].reading)}"
        print(
            f"| {cores:,} | {hours(divided)} | {hours(outcome.reading)} ({spread}) | {outcome.tail / 60:.1f} | "
            f"{outcome.again:,} of {outcome.pieces:,} | {hours(whole)} | {cores * outcome.reading / 3600:,.0f} |",
            flush=True,
        )


def hours(seconds: float) -> str:
    """Seconds as hours."""
    return f"{seconds / 3600:,.2f}"


if __name__ == "__main__":
    main()
