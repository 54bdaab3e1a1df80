"""What it costs to put entries into a ledger, beside bare `sqlite3.executemany` of the same rows.

    python benchmarks/bulk_writes.py [--documents 20000] [--rounds 3]

The same documents with their readings (five claims and five misses: thirteen rows and the words of six texts), made
beforehand, go in by `Ledger.add_all`, a thousand at once; as their export by `Ledger.import_`, which takes nothing on
trust; and the rows that this made go by `executemany` into the same tables with their guards and indexes: those of the
entries, and in a second way also the index of words, table after table or, as a ledger must, a thousand documents in
each transaction. All in turn, CPU time, ratios by round. 83,400 documents make a million rows and more.
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests" / "ledger"))

from ledger_makers import Clock, make_claim, make_document, make_reading

from armstrail.ledger import Ledger, filing
from armstrail.model.document import Document
from armstrail.model.quantity import Quantity
from armstrail.model.reading import Miss, Reading
from armstrail.model.span import Span
from armstrail.model.words import terms_of

TABLES = ("documents", "readings", "claims", "misses", "filed")
BATCH = 1_000

Entry = tuple[Document, Reading]
Rows = tuple[str, list[tuple[object, ...]]]  # a statement, and what it puts in


def entries(count: int) -> Iterator[Entry]:
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


def by_ledger(path: Path, corpus: list[Entry]) -> float:
    """CPU seconds of the ledger's own way."""
    with Ledger.open(path, clock=Clock()) as ledger:
        begun = time.process_time()
        waiting = iter(corpus)
        while batch := list(islice(waiting, BATCH)):
            ledger.add_all(batch)
        return time.process_time() - begun


def by_import(path: Path, lines: list[str]) -> float:
    """CPU seconds of an import, every line parsed and held against its text and its hash."""
    with Ledger.open(path, clock=Clock()) as ledger:
        begun = time.process_time()
        assert not ledger.import_(lines).bad
        return time.process_time() - begun


def bare(path: Path, tables: Sequence[Rows], *, together: bool) -> float:
    """CPU seconds of the driver's way, with the same promises to the disk.

    Args:
        together: whether a transaction takes the rows of some documents in all tables, or those of one table.
    """
    Ledger.open(path, clock=Clock()).close()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous = FULL")
    begun = time.process_time()
    documents = len(tables[0][1])
    waiting = [(statement, iter(found), len(found) // documents) for statement, found in tables]
    for some in [waiting] if together else [[one] for one in waiting]:
        left = True
        while left:
            connection.execute("BEGIN IMMEDIATE")
            for statement, rows, to_a_document in some:
                batch = list(islice(rows, to_a_document * BATCH))
                connection.executemany(statement, batch)
                left = bool(batch)
            connection.execute("COMMIT")
    spent = time.process_time() - begun
    connection.close()
    return spent


def rows_of(path: Path, corpus: list[Entry]) -> tuple[list[Rows], list[Rows]]:
    """The rows that a ledger has of its entries, and those of its index of words, with the statements they go in by."""
    with sqlite3.connect(path) as connection:
        found = {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}
    titles = [(number, "", terms_of(document.text)) for number, (document, _) in enumerate(corpus, 1)]
    quotes = [
        (number * filing.PLACES + at, terms_of(claim.quote.cut(document.text)))
        for number, (document, reading) in enumerate(corpus, 1)
        for at, claim in enumerate(reading.claims)
    ]
    entries = [(f"INSERT INTO {table} VALUES ({marks(rows)})", rows) for table, rows in found.items()]
    words = [
        (f"INSERT INTO document_words (rowid, title, words) VALUES ({marks(titles)})", titles),
        (f"INSERT INTO claim_words (rowid, words) VALUES ({marks(quotes)})", quotes),
    ]
    return entries, words


def marks(rows: Sequence[tuple[object, ...]]) -> str:
    """A question mark for each value of a row."""
    return ", ".join("?" * len(rows[0]))


def main() -> None:
    """Measure one beside the other."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    corpus = list(entries(asked.documents))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        by_ledger(folder / "first.db", corpus)
        with Ledger.open(folder / "first.db", clock=Clock(), read_only=True) as ledger:
            lines = list(ledger.lines())
        rows, words = rows_of(folder / "first.db", corpus)
        runs: dict[str, Callable[[Path], float]] = {
            "rows": lambda path: bare(path, rows, together=False),
            "rows and words": lambda path: bare(path, [*rows, *words], together=False),
            "rows and words, together": lambda path: bare(path, [*rows, *words], together=True),
            "add_all": lambda path: by_ledger(path, corpus),
            "import": lambda path: by_import(path, lines),
        }
        spent: dict[str, list[float]] = {run: [] for run in runs}
        for number in range(asked.rounds):
            for run in runs if number % 2 == 0 else reversed(list(runs)):
                spent[run].append(runs[run](folder / "now.db"))
                for path in folder.glob("now.db*"):
                    path.unlink()
    count = sum(len(found) for _, found in rows)
    for run, seconds in spent.items():
        print(f"{count:,} rows by {run}: {statistics.median(seconds):.2f} s")
    for ours in ("add_all", "import"):
        for theirs in list(runs)[:3]:
            ratios = [a / b for a, b in zip(spent[ours], spent[theirs], strict=True)]
            told = f"median {statistics.median(ratios):.2f}, from {min(ratios):.2f} to {max(ratios):.2f}"
            print(f"{ours} beside executemany of {theirs}: {told}")


if __name__ == "__main__":
    main()
