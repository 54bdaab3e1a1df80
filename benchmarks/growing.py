"""Parts of the bench that ask how time grows: with 1, 10 and 100 times as many documents, and claims."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import bulk
from beside import retold
from rounds import Budget, Line, Spread, cpu

from armstrail import pipeline, reconciliation
from armstrail.extraction import extract
from armstrail.ledger import Ledger
from armstrail.model.document import Document
from armstrail.pipeline.estimates import answers, gather, list_questions, load_books

TIMES = (1, 10, 100)
MOST = 1.15  # of the slope in logarithms; n log n has 1.1 or so between the first size and the last


def documents(_budget: Budget) -> Iterator[Line]:
    """Reading and near-copies, by the number of documents."""
    least = 40
    made = [Document.from_json(each) for each in retold(least * TIMES[-1])]
    packs = pipeline.shipped_packs()
    extract(made[0], packs)
    reconciliation.copies(made[:least])

    def read(size: int) -> Callable[[], object]:
        return lambda: [extract(each, packs) for each in made[:size]]

    def tell(size: int) -> Callable[[], object]:
        return lambda: reconciliation.copies(made[:size])

    yield grown("extraction, by documents", [least * times for times in TIMES[:2]], read)
    yield grown("near-copies, by documents", [least * times for times in TIMES], tell)


def claims(_budget: Budget) -> Iterator[Line]:
    """A flow gathered, told into voices and estimated, by the number of claims on it."""
    least, books = 40, load_books()
    with tempfile.TemporaryDirectory() as name:
        paths = {}
        for times in TIMES:
            paths[least * times] = Path(name) / f"{times}.db"
            bulk.fill(paths[least * times], bulk.made(least * times, 1))

        def ask(size: int) -> Callable[[], object]:
            def run() -> int:
                with Ledger.open(paths[size], clock=lambda: bulk.NOW, create=False, read_only=True) as ledger:
                    ((giver, taker, _),) = ledger.flows()
                    evidence = gather(ledger, giver, taker, books)
                    asked = [question for question, _ in list_questions(evidence)]
                    return sum(1 for _ in answers(evidence, asked, books, influence=False))

            return run

        ask(least)()
        yield grown("a flow, by claims", list(paths), ask)


def grown(what: str, sizes: Sequence[int], run_of: Callable[[int], Callable[[], object]], again: int = 3) -> Line:
    """The slope of time over size in logarithms: 1 grows as the size does, 2 as its square.

    Least squares over the least of some runs each; what a run costs whatever the size is in it, so small sizes may make
    the slope look better than it is, and the last step is told beside it.
    """
    times = [min(cpu(run_of(size)) for _ in range(again if size < sizes[-1] else 1)) for size in sizes]
    slope = fitted([math.log(size) for size in sizes], [math.log(seconds) for seconds in times])
    last = math.log(times[-1] / times[-2]) / math.log(sizes[-1] / sizes[-2])
    told = ", ".join(f"{size:,}: {seconds:.3g} s" for size, seconds in zip(sizes, times, strict=True))
    verdict = "n log n or better" if last <= MOST else "WORSE than n log n"
    return Line(f"{what} ({told}): {verdict}; slope", "", Spread.of([slope, slope]), "of the last step",
                Spread.of([last, last]), asked=f"≤ {MOST}")  # fmt: skip


def fitted(xs: Sequence[float], ys: Sequence[float]) -> float:
    """The slope of the line of least squares."""
    middle_x, middle_y = math.fsum(xs) / len(xs), math.fsum(ys) / len(ys)
    over = math.fsum((x - middle_x) * (y - middle_y) for x, y in zip(xs, ys, strict=True))
    return over / math.fsum((x - middle_x) ** 2 for x in xs)
