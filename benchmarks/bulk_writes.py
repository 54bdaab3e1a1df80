"""What it costs to put entries into a ledger, beside bare `sqlite3.executemany` of the same rows.

    python benchmarks/bulk_writes.py [--documents 20000] [--rounds 3]

The same documents with their readings (five claims and five misses each: twelve rows and the words of six texts), made
beforehand, go in by `Ledger.add` in batches of a thousand; and the rows that this made go by `executemany` into the
same tables with their guards and indexes, and without the index of words. Pairs interleaved, CPU time, ratios by round.
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests" / "ledger"))

from ledger_makers import Clock, make_claim, make_document, make_reading

from armstrail.ledger import Ledger
from armstrail.model.document import Document
from armstrail.model.quantity import Quantity
from armstrail.model.reading import Miss, Reading
from armstrail.model.span import Span

TABLES = ("documents", "readings", "claims", "misses")
BATCH = 1_000


def entries(count: int) -> Iterator[tuple[Document, Reading]]:
    """Documents with five claims and five misses."""
    for number in range(count):
        said = [f"On day {at} of case {number} Pyongyang sent {number + at} rockets to Russia." for at in range(5)]
        document = make_document(" ".join(said), id=f"{number}.txt")
        claims = [
            make_claim(
                document, f"{number + at} rockets to", quantity=Quantity(number + at, number + at, "pieces", "exact")
            )
            for at in range(5)
        ]
        starts = [document.text.index(f"case {number} ", document.text.index(line)) + 5 for line in said]
        misses = tuple(Miss(Span(start, start + 1), "identifier", "case") for start in starts)
        yield document, make_reading(document, *claims, misses=misses)


def by_ledger(path: Path, corpus: list[tuple[Document, Reading]]) -> float:
    """CPU seconds of the ledger's own way."""
    with Ledger.open(path, clock=Clock()) as ledger:
        begun = time.process_time()
        waiting = iter(corpus)
        while batch := list(islice(waiting, BATCH)):
            ledger.add_all(batch)
        return time.process_time() - begun


def bare(path: Path, rows: dict[str, list[tuple[object, ...]]]) -> float:
    """CPU seconds of the driver's way, with the same promises to the disk."""
    Ledger.open(path, clock=Clock()).close()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous = FULL")
    begun = time.process_time()
    for table, found in rows.items():
        marks = ", ".join("?" * len(found[0]))
        waiting = iter(found)
        while batch := list(islice(waiting, 12 * BATCH)):
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", batch)
            connection.execute("COMMIT")
    spent = time.process_time() - begun
    connection.close()
    return spent


def main() -> None:
    """Measure one beside the other."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    corpus = list(entries(asked.documents))
    rows: dict[str, list[tuple[object, ...]]] = {}
    ratios = []
    for number in range(asked.rounds):
        with tempfile.TemporaryDirectory() as folder:
            ours = by_ledger(Path(folder) / "ours.db", corpus)
            if not rows:
                with sqlite3.connect(Path(folder) / "ours.db") as connection:
                    rows = {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}
            theirs = bare(Path(folder) / "bare.db", rows)
        ratios.append(ours / theirs)
        count = sum(map(len, rows.values()))
        told = f"ledger {ours:.1f} s, executemany {theirs:.1f} s, {ratios[-1]:.1f} times"
        print(f"round {number + 1}: {count:,} rows: {told}", flush=True)
    print(f"median {statistics.median(ratios):.1f} times, from {min(ratios):.1f} to {max(ratios):.1f}")


if __name__ == "__main__":
    main()
