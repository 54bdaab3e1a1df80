"""Parts of the bench that need no other process: writes into a ledger, estimates, start-up, memory."""

from __future__ import annotations

import io
import json
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import bulk
import peers
import speed
from estimates import made as question_of
from rounds import Budget, Line, Spread, compared, in_turn

from armstrail.estimation import estimate
from armstrail.ledger import Ledger

TABLES = ("documents", "readings", "claims", "misses")
STARTS = {
    "armstrail --help": ["-m", "armstrail", "--help"],
    "a process that reads one English article": ["-c", speed.COLD_ARMSTRAIL],
}
IMPORTED = {"armstrail --help": "import typer, rich", "a process that reads one English article": "import numpy"}


def writes(budget: Budget) -> Iterator[Line]:
    """The import of a ledger, every span and hash checked and every word filed, beside a bare executemany."""
    with tempfile.TemporaryDirectory() as name:
        folder, numbers = Path(name), count()
        bulk.fill(folder / "from.db", bulk.made(budget.rows, max(20, budget.rows // 200)))
        with Ledger.open(folder / "from.db", clock=_clock, read_only=True, create=False) as ledger:
            exported = io.StringIO()
            ledger.export(exported)
        tables = _tables(folder / "from.db")
        total = sum(len(rows) for _, _, rows in tables)

        def load() -> None:
            with Ledger.open(folder / f"{next(numbers)}.db", clock=_clock) as ledger:
                assert not ledger.import_(exported.getvalue().splitlines(keepends=True)).bad

        def bare() -> None:
            with sqlite3.connect(folder / f"{next(numbers)}.db") as connection:
                for table, columns, rows in tables:
                    connection.execute(f"CREATE TABLE {table} ({', '.join(columns)})")
                    marks = ", ".join("?" * len(columns))
                    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)

        spent = in_turn({"import": load, "bare": bare}, min(budget.rounds, 5))
    mine, theirs = ([1e6 * seconds / total for seconds in spent[name]] for name in ("import", "bare"))
    what = f"a row of {total:,} written by ledger import, µs; ratio of costs"
    yield compared(what, "µs", mine, "executemany", theirs, "≤ 3")


def _tables(path: Path) -> list[tuple[str, list[str], list[tuple[object, ...]]]]:
    with sqlite3.connect(path) as connection:
        found = []
        for table in TABLES:
            cursor = connection.execute(f"SELECT * FROM {table}")
            found.append((table, [each[0] for each in cursor.description], cursor.fetchall()))
        return found


def estimates(budget: Budget) -> Iterator[Line]:
    """An estimate from 50 and from 500 voices, with and without the influence of each."""
    for voices in (50, 500):
        finding = question_of(voices, seed=1)
        runs = {
            "alone": lambda finding=finding: estimate(finding, influence=False),
            "influence": lambda finding=finding: estimate(finding, influence=True),
        }
        for run in runs.values():
            run()
        spent = {name: [1_000 * second for second in seconds] for name, seconds in in_turn(runs, budget.rounds).items()}
        yield Line(f"an estimate from {voices} voices", "ms", Spread.of(spent["alone"]))
        yield compared(
            "the same with the influence of each, ms; ratio of costs",
            "ms",
            spent["influence"],
            "without",
            spent["alone"],
        )


def start(budget: Budget) -> Iterator[Line]:
    """From the start of a process to its help, and to its first document, beside the imports that it stands on."""
    document = json.dumps(next(each for each in peers.articles_with_claims() if each["lang"] == "en"))
    for what, command in STARTS.items():
        mine, theirs = [], []
        for _ in range(budget.rounds):
            mine.append(1_000 * peers.cpu_of([sys.executable, *command, *([document] if "-c" in command else [])]))
            theirs.append(1_000 * peers.cpu_of([sys.executable, "-c", IMPORTED[what]]))
        yield compared(f"{what}, ms; ratio of costs", "ms", mine, IMPORTED[what], theirs)


def memory(_budget: Budget) -> Iterator[Line]:
    """The largest resident set of a process with all packs, and of one that tells ten thousand claims into voices."""
    peer = peers.Peer("armstrail", speed.in_every_language())
    peer.round()
    peer.close()
    yield Line("a document read in each language, peak", "MiB", Spread.of([peer.peak, peer.peak]))
    documents = [{"id": f"m{at}", "lang": "en", "text": each["text"]} for at, each in enumerate(_thousands())]
    peer = peers.Peer("copies", documents)
    peer.round()
    peer.close()
    yield Line(f"near-copies among {len(documents):,} articles, peak", "MiB", Spread.of([peer.peak, peer.peak]))


def _thousands() -> list[dict[str, str]]:
    from beside import retold

    return retold(10_000)


def _clock() -> datetime:
    return datetime(2026, 1, 1, tzinfo=UTC)
