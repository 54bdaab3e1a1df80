"""All that is measured, in one run: what armstrail takes beside what others take for a like work.

    python benchmarks/bench.py [PART ...] [--rounds 7] [--seconds 0.5] [--rows 100000] [--list]

Pairs are measured in turn, in CPU time, and compared neighbour by neighbour: the median of the ratios with its
quarters, the least and the most. Each line goes to `build/bench.json` as soon as it is there, and at the end as tables
to `build/bench.md`; a run of some parts leaves the lines of the others as they were. Peers run in an environment of
their own (`peers.py`). A part is a function in `PARTS`; a new one is a line there.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import beside
import growing
import inside
import peers
from rounds import Budget, Line, Spread, load_now

OUT = peers.ROOT / "build"
Part = Callable[[Budget], Iterator[Line]]
PARTS: dict[str, Part] = {
    "extraction": beside.extraction,
    "pages": beside.pages,
    "stream": beside.stream,
    "copies": beside.copies,
    "writes": inside.writes,
    "flow": beside.flow,
    "page": beside.page,
    "estimates": inside.estimates,
    "start": inside.start,
    "memory": inside.memory,
    "growth-documents": growing.documents,
    "growth-claims": growing.claims,
}
OURS = ("armstrail", "ahocorasick-rs", "rensa", "sqlalchemy", "numpy", "scipy", "trafilatura", "starlette")


@dataclass
class Report:
    """What was measured, part by part, each with the machine and the load of its hour."""

    path: Path
    parts: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def at(cls, path: Path) -> Report:
        """What was measured before, if anything."""
        return cls(path, json.loads(path.read_text("utf-8")) if path.exists() else {})

    def put(self, name: str, budget: Budget, load: str, lines: list[Line]) -> None:
        """Keep the lines of a part."""
        self.parts[name] = {
            "measured": datetime.now(UTC).isoformat(timespec="minutes"), "machine": peers.describe_machine(),
            "load": load, "rounds": budget.rounds, "versions": versions(), "lines": [asdict(line) for line in lines],
        }  # fmt: skip
        self.path.parent.mkdir(exist_ok=True)
        self.path.write_text(json.dumps(self.parts, indent=1) + "\n", "utf-8")

    def table(self) -> str:
        """All lines as tables in Markdown, one a part, in the order of `PARTS`."""
        told = []
        for name in [name for name in PARTS if name in self.parts]:
            part = self.parts[name]
            told += [f"### {name}", "", f"{part['machine']}; {part['rounds']} rounds; load {part['load']}.", ""]
            told += ["| | armstrail | beside it | ratio: median (quarters; least - most) | asked |"]
            told += ["| --- | ---: | ---: | ---: | ---: |"]
            told += [row(line) for line in part["lines"]] + [""]
        return "\n".join(told)


def versions() -> dict[str, str]:
    """Of armstrail and of what its speed hangs on, and of the peers that are installed."""
    found = {name: version(name) for name in OURS}
    for each in (peers.PEER_ENVIRONMENT / "lib").glob("python*/site-packages/*.dist-info"):
        name, _, number = each.name.removesuffix(".dist-info").rpartition("-")
        if name.lower() in peers.ELSEWHERE:
            found[f"{name} (peer)"] = number
    return found


def row(line: dict[str, Any]) -> str:
    """A line of the table."""
    mine = f"{figure(line['figure']['median'])} {line['unit']}"
    other = f"{line['beside']} {figure(line['other']['median'])}" if line["other"] else ""
    ratio = ""
    if line["ratio"]:
        spread = Spread(**line["ratio"])
        ratio = f"{spread.median:.2f} ({spread.low:.2f} - {spread.high:.2f}; {spread.least:.2f} - {spread.most:.2f})"
    return f"| {line['what']} | {mine} | {other} | {ratio} | {line['asked']} |"


def figure(value: float) -> str:
    """Three digits that count."""
    return f"{value:,.0f}" if abs(value) >= 1_000 else f"{value:.3g}"


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"one of {', '.join(PARTS)}; all if none is named")
    parser.add_argument("--rounds", type=int, default=7, help="at least 5")
    parser.add_argument("--seconds", type=float, default=0.5, help="how long a round takes, about")
    parser.add_argument(
        "--rows", type=int, default=100_000, help="rows that are written; the aim is told for a million"
    )
    parser.add_argument("--list", action="store_true", help="name the parts, and leave")
    asked = parser.parse_args()
    if asked.list:
        for name, part in PARTS.items():
            print(f"{name:18} {(part.__doc__ or '').splitlines()[0]}")
        return
    if asked.rounds < 5:
        parser.error("fewer than 5 rounds tell nothing; ask for 5 or more")
    if unknown := [name for name in asked.parts if name not in PARTS]:
        parser.error(f"no part is called {unknown[0]!r}; there are {', '.join(PARTS)}")
    report, budget = Report.at(OUT / "bench.json"), Budget(asked.rounds, asked.seconds, asked.rows)
    print(f"{peers.describe_machine()}; load {load_now()}", file=sys.stderr)
    for name in asked.parts or PARTS:
        load, lines = load_now(), []
        for line in PARTS[name](budget):
            lines.append(line)
            print(f"{name}: {row(asdict(line))}", file=sys.stderr, flush=True)
        report.put(name, budget, f"{load} before, {load_now()} after", lines)
    (OUT / "bench.md").write_text(report.table(), "utf-8")
    print(report.table())


if __name__ == "__main__":
    main()
