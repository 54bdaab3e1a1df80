"""Fuzz every reader, a slice of time each in turn, for as long as asked: `python benchmarks/fuzz/run.py --minutes 240`.

    python benchmarks/fuzz/run.py [--minutes M] [--slice S] [--folder DIR] [TARGET ...]
    python benchmarks/fuzz/run.py --table | --keep-found

Needs atheris (`pip install atheris`). Each slice is a process of its own under limits of memory and time; the reader
that has had the least processor time goes next, so that a run cut off at any time was fair. What was found stays in
the folder, and the next run goes on from it. `--table` prints the processor minutes, inputs and faults so far,
`--keep-found` puts the smallest inputs that reached further code into the corpus of the repository. Faults go into the
tests by hand, as small as they can be made.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import time
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
KEPT, LARGEST_KEPT = 6, 1_500  # finds of a target that are kept, and bytes of each
_UNITS = re.compile(r"stat::number_of_executed_units:\s*(\d+)")
_PEAK = re.compile(r"stat::peak_rss_mb:\s*(\d+)")


def main() -> int:
    """Run the slices; 1 where a fault lies in the folder."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("targets", nargs="*", metavar="TARGET")
    parser.add_argument("--minutes", type=float, default=10.0, help="by the clock, for all together")
    parser.add_argument("--slice", type=int, default=60, help="seconds by the clock")
    parser.add_argument("--folder", type=Path, default=Path("build/fuzz"))
    parser.add_argument("--table", action="store_true", help="print what was done so far and end")
    parser.add_argument("--keep-found", action="store_true", help="put the smallest finds into the corpus and end")
    asked = parser.parse_args()
    if asked.keep_found:
        keep_found(asked.folder)
        return 0
    book = asked.folder / "minutes.json"
    told = json.loads(book.read_text()) if book.exists() else {}
    if asked.table:
        print_table(told, asked.folder)
        return 0
    asked.folder.mkdir(parents=True, exist_ok=True)
    names = asked.targets or sorted(path.name for path in (HERE / "corpus").iterdir() if path.is_dir())
    end = time.monotonic() + 60 * asked.minutes
    while (left := end - time.monotonic()) > 5:
        name = min(names, key=lambda each: told.get(each, {}).get("seconds", 0.0))
        done = told.setdefault(name, {"seconds": 0.0, "inputs": 0, "peak": 0, "slices": 0, "ended": 0})
        run_slice(name, min(asked.slice, int(left)), asked.folder, done)
        book.write_text(json.dumps(told, indent=1, sort_keys=True) + "\n")
    print_table(told, asked.folder)
    return 1 if faults(asked.folder, names) else 0


def run_slice(name: str, seconds: int, folder: Path, done: dict[str, Any]) -> None:
    """One process on one target; its processor time, inputs and peak of memory are added up."""
    command = [
        sys.executable, str(HERE / "harness.py"), name, "--seconds", str(seconds), "--seed", str(done["slices"] + 1),
        "--found", str(folder / "found" / name), "--keep", str(folder / "faults"),
    ]  # fmt: skip
    with (folder / f"{name}.log").open("w", encoding="utf-8", errors="replace") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    told = (folder / f"{name}.log").read_text("utf-8", "replace")
    done["seconds"] += usage.ru_utime + usage.ru_stime
    done["inputs"] += sum(map(int, _UNITS.findall(told)))
    done["peak"] = max(done["peak"], *map(int, _PEAK.findall(told) or ["0"]))
    done["slices"] += 1
    done["ended"] += process.returncode != 0
    print(f"{name}: {usage.ru_utime + usage.ru_stime:.0f} s, ended with {process.returncode}", flush=True)


def keep_found(folder: Path) -> None:
    """Copy the smallest finds of each target into the corpus, named by their checksums."""
    for found in sorted((folder / "found").iterdir()):
        small = sorted((path.stat().st_size, path.name, path) for path in found.iterdir())
        for _, _, path in [each for each in small if 0 < each[0] <= LARGEST_KEPT][:KEPT]:
            data = path.read_bytes()
            (HERE / "corpus" / found.name / f"found-{zlib.crc32(data):08x}").write_bytes(data)


def faults(folder: Path, names: Sequence[str]) -> list[str]:
    """The files that showed a fault, of these targets."""
    kept = sorted((folder / "faults").glob("*")) if (folder / "faults").is_dir() else []
    return [path.name for path in kept if path.name.rpartition("-ended-")[0] in names or _target_of(path.name) in names]


def _target_of(name: str) -> str:
    return name.rpartition("-")[0]


def print_table(told: dict[str, Any], folder: Path) -> None:
    """Processor minutes, inputs, peak of memory and faults by target."""
    print(
        "| reader | processor minutes | inputs | peak, MB | files with a fault |\n| --- | ---: | ---: | ---: | ---: |"
    )
    for name, done in sorted(told.items()):
        count = len(faults(folder, [name]))
        print(f"| {name} | {done['seconds'] / 60:.1f} | {done['inputs']:,} | {done['peak']} | {count} |")


if __name__ == "__main__":
    sys.exit(main())
