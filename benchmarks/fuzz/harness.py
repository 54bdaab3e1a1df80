"""One reader under atheris: `python benchmarks/fuzz/harness.py TARGET --seconds S`. See `run.py`, which runs them all.

A fault does not end the run: its bytes are kept, one file for each kind, and the search goes on. Only what ends a
process (a crash in a library, memory above the limit, an input that does not end) ends it, and libFuzzer keeps that.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import atheris
from damage import damage

if TYPE_CHECKING:
    from targets import Target

WATCHED = ["armstrail", "trafilatura", "htmldate", "courlan", "justext", "striprtf", "email", "mailbox", "zipfile",
           "protego", "h11", "httpcore"]  # fmt: skip
MEMORY = 1024  # megabytes; more ends the process
HANGS = 30  # seconds; an input that takes longer ends the process
SLOW, SIZE = 2.0, 100_000  # seconds of processor time that any input may take, bytes for each half of that beyond


class Search:
    """What one run holds: the target, where faults are kept, and which kinds are known."""

    def __init__(self, target: Target, keep: Path) -> None:
        self.target, self.keep = target, keep
        self.known: set[str] = set()

    def __call__(self, data: bytes) -> None:
        fault, spent = self._attempt(data)
        if fault is None and spent > max(SLOW, 2 * len(data) / SIZE):
            fault, spent = self._attempt(data)  # what a language needs is loaded when it is first met
            if fault is None and spent > max(SLOW, 2 * len(data) / SIZE):
                fault = f"slow: {round(spent)} s for {len(data)} bytes"
        if fault is not None:
            self._keep(data, fault)

    def _attempt(self, data: bytes) -> tuple[str | None, float]:
        """The fault of an input, if it shows one, and the seconds of processor time it took."""
        start = time.process_time()
        try:
            fault = self.target.attempt(data)
        except Exception as error:
            frame = traceback.extract_tb(error.__traceback__)[-1]
            fault = f"{type(error).__name__} at {Path(frame.filename).name}:{frame.lineno}"
        return fault, time.process_time() - start

    def _keep(self, data: bytes, fault: str) -> None:
        kind = "slow" if fault.startswith("slow") else fault
        if kind in self.known and kind != "slow":
            return
        self.known.add(kind)
        self.keep.mkdir(parents=True, exist_ok=True)
        name = f"{self.target.name}-{zlib.crc32(data):08x}"
        (self.keep / name).write_bytes(data)
        with (self.keep / "faults.txt").open("a", encoding="utf-8") as out:
            out.write(f"{name}\t{fault}\n")


def watched_target(name: str) -> Target:
    """A target whose modules are watched for the code that an input reaches; readers import some when first asked."""
    with atheris.instrument_imports(include=WATCHED):
        from targets import load_targets

        target = load_targets()[name]
        for seed in target.seeds:
            if fault := target.attempt(seed):
                raise SystemExit(f"a whole file of {name} fails already: {fault}")
    return target


def _mutator(data: bytes, max_size: int, seed: int) -> bytes:
    from fuzz_seeds import mutate

    chance = random.Random(seed)

    def change(part: bytes) -> bytes:
        if chance.random() < 0.5:
            return bytes(atheris.Mutate(part, max(len(part) + 64, 64))) if part else mutate(part, chance)
        return mutate(part, chance)

    return damage(data, change, chance)[:max_size]


def main() -> None:
    """Search in one target for so many seconds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("target")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--found", type=Path, required=True, help="folder of inputs that reached new code")
    parser.add_argument("--keep", type=Path, required=True, help="folder of inputs that showed a fault")
    asked = parser.parse_args()
    target = watched_target(asked.target)
    asked.found.mkdir(parents=True, exist_ok=True)
    asked.keep.mkdir(parents=True, exist_ok=True)
    options = [
        sys.argv[0], str(asked.found), str(Path(__file__).parent / "corpus" / target.name),
        f"-max_total_time={asked.seconds}", f"-rss_limit_mb={MEMORY}", f"-timeout={HANGS}", f"-seed={asked.seed}",
        "-max_len=65536", "-len_control=0", "-verbosity=1", f"-artifact_prefix={asked.keep}/{target.name}-ended-",
        "-reload=0", "-print_final_stats=1", f"-report_slow_units={HANGS}",
    ]  # fmt: skip
    atheris.Setup(options, Search(target, asked.keep), custom_mutator=_mutator)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
