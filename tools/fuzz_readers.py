"""Damage whole files of every form for as long as you like, and keep each that makes a reader fail.

Usage: python tools/fuzz_readers.py [--minutes M] [--seed N] [--keep FOLDER] [FORM ...]

A failure is anything but documents and rows, a file that takes longer than a second of processor time for each
hundred kilobytes (two at least), or one that makes the process grow beyond a gigabyte. The kept files go into the
tests by hand, as small as they can be made.
"""

from __future__ import annotations

import argparse
import io
import random
import resource
import sys
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "ingestion"))

from fuzz_seeds import SEEDS, checksum, mutate

from armstrail.ingestion import Source, Unreadable, read_source
from armstrail.ingestion.reading import REPORT
from armstrail.model.document import Document

MOST_MEMORY = 1 << 20  # kilobytes


def main() -> int:
    """Fuzz the forms asked for, each for the same time; 1 where something failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("forms", nargs="*", metavar="FORM", help=f"of {', '.join(SEEDS)}")
    parser.add_argument("--minutes", type=float, default=2.0, help="of processor time for each form")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("build/fuzz"))
    asked = parser.parse_args()
    failed = 0
    for name in SEEDS:
        if not asked.forms or name in asked.forms or name.partition(" ")[0] in asked.forms:
            failed += fuzz(name, 60 * asked.minutes, asked.seed, asked.keep)
    return 1 if failed else 0


def fuzz(name: str, seconds: float, seed: int, keep: Path) -> int:
    """Damage one form for so many seconds of processor time; how many files made its reader fail."""
    chance = random.Random(f"{seed} {name}")
    end, rounds, failures, slowest = time.process_time() + seconds, 0, 0, 0.0
    pool = [SEEDS[name]]
    while time.process_time() < end:
        data = mutate(chance.choice(pool), chance)
        rounds += 1
        start = time.process_time()
        fault, alive = try_reading(name.partition(" ")[0], data)
        spent = time.process_time() - start
        slowest = max(slowest, spent)
        if fault is None and rounds > 1 and spent > max(2.0, len(data) / 100_000):
            fault = f"took {spent:.1f} s"
        if fault:
            failures += 1
            keep.mkdir(parents=True, exist_ok=True)
            (keep / f"{name.replace(' ', '-')}-{checksum(data)}").write_bytes(data)
            print(f"{name}: {fault}", flush=True)
        elif alive and len(pool) < 200 and chance.random() < 0.05:
            pool.append(data)  # damage upon damage, as long as there is something left to read
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if memory > MOST_MEMORY:
        failures += 1
        print(f"{name}: the process grew to {memory >> 10} MB")
    print(f"{name}: {rounds:,} files, {failures} failures, slowest {slowest:.2f} s, {memory >> 10} MB", flush=True)
    return failures


def try_reading(form: str, data: bytes) -> tuple[str | None, bool]:
    """What went wrong with reading these bytes, None where nothing did; and whether a document came of them."""
    alive = False
    try:
        for row in read_source(Source("-", form), io.BytesIO(data), max_characters=1_000_000):
            if isinstance(row, Document):
                alive = True
                if Document.from_json(row.to_json()) != row:
                    return "a document that does not come back", alive
            elif isinstance(row, Unreadable) and row.mend == REPORT:
                return f"a fault of the reader: {row}", alive
            elif not isinstance(row, Unreadable) or not (row.reason and row.mend) or "\n" in str(row):
                return f"a row that says too little: {row}", alive
    except Exception:
        return traceback.format_exc(), alive
    return None, alive


if __name__ == "__main__":
    sys.exit(main())
