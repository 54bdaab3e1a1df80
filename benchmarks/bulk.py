"""A ledger of very many claims, asked question by question, pair by pair, as `armstrail brief` without parties does.

    python benchmarks/bulk.py [--claims 100000] [--questions 2000] [--first 1000] [--folder DIR]

Fills a ledger, four claims to a document, one document in five a copy of another; pairs of
parties are spoken of unevenly, the first of them by thousands of origins. Then gathers each pair, tells its claims
into voices and estimates its two questions, keeping nothing. Prints CPU seconds by stage and the peak of memory.
With `--first` only the pairs most spoken of are filled in, on which memory and the longest wait hang.
"""

from __future__ import annotations

import argparse
import math
import random
import resource
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import islice, permutations
from pathlib import Path
from typing import Any

from armstrail import estimation, reconciliation
from armstrail.ledger import Ledger
from armstrail.model.claim import Claim, claim_id
from armstrail.model.document import Document
from armstrail.model.period import Period, last_day
from armstrail.model.quantity import Quantity
from armstrail.model.reading import Reading
from armstrail.model.span import Span
from armstrail.pipeline.estimates import answers, gather, list_questions, load_books
from armstrail.pipeline.following import flows
from armstrail.vocabulary import load_vocabulary

ITEMS = (("cargo", "containers"), ("arms.ammunition.artillery", "pieces"))
NAMED = ("South Korea's Ministry of National Defence", "The Pentagon", "The Ukrainian General Staff", "NATO",
         "The British Ministry of Defence", "The Kremlin", "The White House", "The Open Source Centre")  # fmt: skip
TO_A_DOCUMENT, MONTHS, ROWS = 4, 30, 20_000
NOW = datetime(2026, 1, 1, tzinfo=UTC)
Entry = tuple[Document, list[Claim]]


def made(count: int, pairs: int, first: int | None = None) -> Iterator[Entry]:
    """Documents with so many claims in all, over so many pairs of parties; of these only the `first`."""
    states = sorted(actor.code for actor in load_vocabulary().actors.values() if actor.kind == "state")[:60]
    parties = list(islice(permutations(states, 2), 0, pairs * 3, 3))
    shares = [1 / (20 + rank) for rank in range(pairs)]
    for rank, (giver, taker) in enumerate(parties[:first]):
        rng = random.Random(rank)
        wanted = max(2 * TO_A_DOCUMENT, round(count * shares[rank] / sum(shares)))
        scales = [10 ** rng.uniform(1, 4) for _ in ITEMS]
        last: Entry | None = None
        for at in range(wanted // TO_A_DOCUMENT):
            copied = last if last is not None and rng.random() < 0.2 else None
            last = _document(rng, f"b{rank}-{at}", giver, taker, scales, wanted, copied)
            yield last


def _document(
    rng: random.Random, name: str, giver: str, taker: str, scales: list[float], wanted: int, copied: Entry | None
) -> Entry:
    if copied is not None:
        text, old = copied[0].text, copied[1]
        document = Document(name, text, "en", copied[0].published, f"Outlet {name}")
        return document, [_renamed(claim, document) for claim in old]
    month = rng.randrange(MONTHS)
    text, said = "", []
    for at in range(TO_A_DOCUMENT):
        which = at % len(ITEMS)
        known = rng.random() < 0.5
        source = rng.choice(NAMED) if known else f"Agency {rng.randrange(max(wanted // 8, 4))} of {giver}"
        true = scales[which] * (month + 1) * rng.lognormvariate(0, 0.3)
        quantity, amount = _said(rng, true, ITEMS[which][1])
        start = len(text)
        text += f"{source} says that {giver} has sent {amount} to {taker} until number {rng.randrange(10**6)}. "
        said.append((which, source, amount, quantity, start, len(text) - 1))
    published = last_day(f"{2022 + month // 12}-{month % 12 + 1:02d}")[:8] + f"{rng.randrange(1, 28):02d}"
    document = Document(name, text, "en", published, f"Outlet {rng.randrange(200)}")
    return document, [_claim(document, giver, taker, *one) for one in said]


def _said(rng: random.Random, true: float, unit: str) -> tuple[Quantity, str]:
    figure = max(float(f"{true:.2g}"), 1.0)
    hedge = rng.choice(("exact", "about", "at_least", "at_most"))
    low, high = None if hedge == "at_most" else figure, None if hedge == "at_least" else figure
    return Quantity(low, high, unit, hedge), f"{figure:,.0f} {unit}"


def _claim(
    document: Document, giver: str, taker: str,
    which: int, source: str, amount: str, quantity: Quantity, start: int, end: int,
) -> Claim:  # fmt: skip
    anchor = document.text.index(amount, start)
    spans = Span(start, end), Span(anchor, anchor + len(amount)), Span(start, start + len(source))
    id_ = claim_id(document.digest, "transfer", spans[1], 0)
    return Claim(
        document.id, id_, "transfer", spans[0], spans[1], giver, taker, ITEMS[which][0], None, quantity, "total",
        "delivered", source=spans[2], source_type="government", period=Period("2022-01", document.published),
    )  # fmt: skip


def _renamed(claim: Claim, document: Document) -> Claim:
    record = claim.to_json(document.text) | {
        "doc": document.id, "id": claim_id(document.digest, "transfer", claim.anchor, 0)
    }  # fmt: skip
    return Claim.from_json(record)


def fill(path: Path, entries: Iterator[Entry]) -> int:
    """Put documents into a new ledger, many at a time; returns how many claims."""
    count = 0
    with Ledger.open(path, clock=lambda: NOW) as ledger:
        while bundle := list(islice(entries, ROWS // TO_A_DOCUMENT)):
            ledger.add_all((document, Reading(document.digest, "bulk", tuple(said))) for document, said in bundle)
            count += sum(len(said) for _, said in bundle)
    return count


class Stages:
    """CPU seconds by stage, taken where one room calls the other."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)

    def watch(self, room: Any, name: str, stage: str) -> None:
        """Time every call of a function of a room, and every step of it where it yields."""
        work = getattr(room, name)
        setattr(room, name, lambda *args, **named: self._timed(stage, work, *args, **named))

    def _timed(self, stage: str, work: Callable[..., Any], *args: Any, **named: Any) -> Any:
        began = time.process_time()
        result = work(*args, **named)
        self.seconds[stage] += time.process_time() - began
        return self._steps(stage, result) if isinstance(result, Iterator) else result

    def _steps(self, stage: str, steps: Iterator[Any]) -> Iterator[Any]:
        while True:
            began = time.process_time()
            try:
                step = next(steps)
            except StopIteration:
                return
            finally:
                self.seconds[stage] += time.process_time() - began
            yield step


def run(count: int, questions: int, folder: Path, first: int | None = None, progress: bool = False) -> None:
    """Fill, ask, and print one line."""
    path = folder / f"bulk-{count}.db"
    began = time.process_time()
    filled = fill(path, made(count, questions // len(ITEMS), first))
    filling = time.process_time() - began
    books, stages, clock, began = load_books(), Stages(), time.perf_counter(), time.process_time()
    answered = voices = 0
    with Ledger.open(path, clock=lambda: NOW, read_only=True) as ledger:
        stages.watch(ledger, "claims_between", "reading")
        stages.watch(ledger, "flows", "reading")
        stages.watch(reconciliation, "copies", "copies")
        stages.watch(reconciliation, "voices", "voices")
        stages.watch(reconciliation, "findings", "findings")
        stages.watch(estimation, "estimate", "estimates")
        for giver, taker in flows(ledger, None, None, None, None):
            evidence = gather(ledger, giver, taker, books)
            voices += len(evidence.voices)
            asked = [question for question, _ in list_questions(evidence) if question.stage == "delivered"]
            mine = [each for each in asked if (each.supplier, each.recipient) == (giver, taker)]
            answered += sum(1 for _ in answers(evidence, mine, books, influence=False))
            if progress and answered % 100 < 2:
                print(answered, f"{time.process_time() - began:.0f}", dict(stages.seconds), flush=True)
    whole, wall = time.process_time() - began, time.perf_counter() - clock
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    told = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in stages.seconds.items())
    print(
        f"{filled:,} claims, {voices:,} voices, {answered:,} questions: {whole:.1f} s CPU ({wall:.0f} s by the clock; "
        f"{told}; the rest {whole - math.fsum(stages.seconds.values()):.1f}), peak {peak:.2f} GiB; "
        f"filling {filling:.0f} s, {path.stat().st_size / 2**20:.0f} MiB"
    )
    path.unlink()


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=2000)
    parser.add_argument("--first", type=int)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--progress", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        run(options.claims, options.questions, Path(folder), options.first, options.progress)


if __name__ == "__main__":
    main()
