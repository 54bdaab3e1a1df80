"""How long an estimate takes: 50 and 500 voices, first and again, and two thousand questions out of a ledger.

    python benchmarks/estimates.py [--questions 2000] [--rounds 7] [--claims 10000 100000]

Prints medians over the rounds, in CPU time of this process and, beside it, as the clock on the wall has it. With
`--claims`, ledgers of so many are filled and asked from end to end as well (`bulk.py`).
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import bulk

from armstrail.estimation import estimate
from armstrail.model.finding import Finding, Question
from armstrail.model.quantity import Quantity
from armstrail.model.voice import Carrier, Voice

FAMILIES = ("kr", "us", "ua", "osint", "eu")
MONTHS = 24
FIRST_CALL = """
import sys, time
sys.path.insert(0, {folder!r})
from estimates import made
from armstrail.estimation import estimate
question = made({voices}, seed=1)
began = time.process_time()
estimate(question, influence=False)
print(time.process_time() - began)
"""


def made(voices: int, seed: int, carriers: int = 1, additions: float = 0.12) -> Finding:
    """A question with so many voices over two years, each carried by so many documents."""
    rng = random.Random(seed)
    scale = 10 ** rng.uniform(2, 5)
    said = tuple(_voice(rng, f"v{at}", scale, carriers, additions) for at in range(voices))
    return Finding(Question("KP", "RU", "cargo", "containers"), said)


def _voice(rng: random.Random, name: str, scale: float, carriers: int, additions: float) -> Voice:
    month, family = rng.randrange(MONTHS), rng.choice(FAMILIES)
    day = f"{2023 + (7 + month) // 12}-{(7 + month) % 12 + 1:02d}-{rng.randrange(1, 28):02d}"
    figure = float(f"{scale * (month + 1) * rng.lognormvariate(0, 0.3):.2g}")
    hedge = rng.choice(("exact", "about", "at_least", "at_most", "range"))
    low, high = {
        "at_least": (figure, None), "at_most": (None, figure), "range": (figure * 0.8, figure * 1.2),
    }.get(hedge, (figure, figure))  # fmt: skip
    quantity = Quantity(low, high, "containers", hedge)
    added = rng.random() < additions and month > 3
    carried = tuple(
        Carrier(f"{name}-{at}", "c", day, quantity, "delivered", "unsourced" if at else "first")
        for at in range(carriers)
    )
    return Voice(
        name, f"{family}-{rng.randrange(3)}", family, "government", "transfer", "KP", "RU", "cargo", None, quantity,
        "increment" if added else "total", "delivered", "stated", None, "2023-09-01" if added else "2023-08-01",
        day, day, carried,
    )  # fmt: skip


def timed(work: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Median CPU and wall time of a round, in milliseconds."""
    cpu, wall = [], []
    for _ in range(rounds):
        began = time.process_time(), time.perf_counter()
        work()
        cpu.append(time.process_time() - began[0])
        wall.append(time.perf_counter() - began[1])
    return statistics.median(cpu) * 1e3, statistics.median(wall) * 1e3


def first_call(voices: int, rounds: int) -> float:
    """Median CPU time of the first estimate of a fresh process, in milliseconds."""
    code = FIRST_CALL.format(folder=__file__.rpartition("/")[0] or ".", voices=voices)
    took = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout)
        for _ in range(rounds)
    ]
    return statistics.median(took) * 1e3


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--claims", type=int, nargs="*", default=[])
    options = parser.parse_args()
    for voices in (15, 50, 500):
        question = made(voices, seed=1)
        cpu, wall = timed(lambda question=question: estimate(question, influence=False), options.rounds)
        print(f"{voices:>6} voices, again: {cpu:7.1f} ms CPU ({wall:.1f} ms by the clock)")
        print(f"{voices:>6} voices, first call: {first_call(voices, options.rounds):7.1f} ms CPU")
        cpu, wall = timed(lambda question=question: estimate(question), options.rounds)
        print(f"{voices:>6} voices, each left out in turn: {cpu:7.1f} ms CPU ({wall:.1f} ms by the clock)")
    questions = [made(25, seed, carriers=20) for seed in range(options.questions)]
    claims = sum(len(voice.carriers) for question in questions for voice in question.voices)
    cpu, wall = timed(lambda: [estimate(question, influence=False) for question in questions], 1)
    print(f"{len(questions)} questions, {claims:,} claims, 25 voices each: {cpu / 1e3:.1f} s CPU ({wall / 1e3:.1f} s)")
    crowd = made(100_000, seed=2)
    cpu, wall = timed(lambda: estimate(crowd, influence=False), 1)
    print(f"100,000 voices to one question: {cpu / 1e3:.1f} s CPU ({wall / 1e3:.1f} s)")
    for claims in options.claims:
        with tempfile.TemporaryDirectory() as folder:
            bulk.run(claims, options.questions, Path(folder))


if __name__ == "__main__":
    main()
