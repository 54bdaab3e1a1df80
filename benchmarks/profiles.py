"""Where the time goes from end to end: reading mixed articles into a ledger, a flow page, an estimate.

    python benchmarks/profiles.py [--articles 1000] [--claims 1000] [--voices 500]

Of a thousand articles three in ten are relevant, and each third is a web page, a text, a line of JSON. Prints, for each
run, the CPU time under a profiler by room of the house and by package, a built-in function under whoever calls it, and
the single functions that take most. A profiler weighs plain Python heavier than it is; shares are a guide, no measure.
"""

from __future__ import annotations

import cProfile
import json
import random
import re
import tempfile
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import peers
from beside import filled, page_of
from estimates import made as question_of
from rounds import load_now

RELEVANT = 0.3
SHOWN = 8
ROOM = re.compile(r"armstrail/(\w+)(?:/|\.py)|site-packages/(\w+)")


def profiled(what: str, run: Callable[[], object]) -> None:
    """Run once, and print the shares."""
    profile = cProfile.Profile(time.process_time)
    profile.enable()
    run()
    profile.disable()
    profile.create_stats()
    rooms: Counter[str] = Counter()
    functions: Counter[str] = Counter()
    for (file, line, name), (_, _, own, _, callers) in profile.stats.items():  # type: ignore[attr-defined]
        if file == "~":
            for (caller, _, _), told in callers.items():
                rooms[room_of(caller)] += told[2]
        else:
            rooms[room_of(file)] += own
        functions[f"{Path(file).name}:{line} {name}" if file != "~" else name] += own
    whole = sum(rooms.values())
    print(f"\n{what}: {whole:.2f} s of CPU time under the profiler")
    print("  " + ", ".join(f"{name} {100 * spent / whole:.0f} %" for name, spent in rooms.most_common(SHOWN)))
    print("  " + "; ".join(f"{name} {100 * spent / whole:.0f} %" for name, spent in functions.most_common(SHOWN)))


def room_of(file: str) -> str:
    """The room of a file of ours, the package of another."""
    found = ROOM.search(file)
    return (found[1] or found[2]) if found else "Python's own library"


def articles(folder: Path, count: int) -> Path:
    """So many articles as files, each its own."""
    chance = random.Random(1)
    relevant, everyday = peers.articles_with_claims(), peers.articles_without()
    for number in range(count):
        document = dict(chance.choice(relevant if chance.random() < RELEVANT else everyday))
        document |= {"id": f"d{number}", "text": f"{document['text']}\n\nNumber {number}."}
        match number % 3:
            case 0:
                (folder / f"{number}.html").write_text(page_of(document)["html"], "utf-8")
            case 1:
                (folder / f"{number}.txt").write_text(f"2024-10-18\n\n{document['text']}", "utf-8")
            case _:
                (folder / f"{number}.jsonl").write_text(json.dumps(document), "utf-8")
    return folder


def main() -> None:
    """Make what is needed, load what is loaded once, and profile."""
    parser = ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--claims", type=int, default=1_000)
    parser.add_argument("--voices", type=int, default=500)
    asked = parser.parse_args()
    from armstrail import pipeline
    from armstrail.estimation import estimate
    from armstrail.ledger import Ledger

    print(f"{peers.describe_machine()}; load {load_now()}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("few", "many"):
            (folder / part).mkdir()
        packs = pipeline.shipped_packs()

        def add(part: str, count: int) -> Callable[[], object]:
            articles(folder / part, count)

            def run() -> object:
                with Ledger.open(folder / f"{part}.db", clock=_clock) as ledger:
                    return pipeline.add([folder / part], ledger, packs)

            return run

        add("few", 60)()  # what is imported and loaded once
        profiled(f"{asked.articles:,} mixed articles into a ledger", add("many", asked.articles))
        page = peers.load_page([filled(folder, asked.claims, pairs=1)])
        page()
        profiled(f"the page of a flow of {asked.claims:,} claims, first opened", page)
    finding = question_of(asked.voices, seed=1)
    estimate(finding, influence=False)
    profiled(f"an estimate from {asked.voices:,} voices", lambda: estimate(finding, influence=False))


def _clock() -> object:
    from datetime import UTC, datetime

    return datetime(2026, 1, 1, tzinfo=UTC)


if __name__ == "__main__":
    main()
