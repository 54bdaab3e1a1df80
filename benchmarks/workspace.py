"""How long the pages of the workspace take on a large ledger: made here by a seed, served without a network.

    python benchmarks/workspace.py [--claims 100000] [--keep LEDGER] [--warm]

Pages of each kind, over flows large and small, are opened for the first time and then ten times; first with nothing
worked out yet, then after a restart with what is kept beside the ledger (with --warm, after the background had its
time, too). `waited` counts the pages that were not there within the patience of `serve`; `until there` is when they
were. Sizes are of the largest page of a kind, before and after compression; `cpu` is the computing, for the first time
until the page is there, and in `opened again`: a busy machine stretches it less.
"""

from __future__ import annotations

import os

# As the command line does it, and before numpy comes in: sums of matrices by one thread.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import math
import random
import statistics
import sys
import tempfile
import time
import warnings
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from armstrail.ledger import Ledger
from armstrail.model.claim import Claim, claim_id
from armstrail.model.document import Document
from armstrail.model.quantity import Quantity
from armstrail.model.reading import Reading
from armstrail.model.span import Span
from armstrail.pipeline.derived import SUFFIX
from armstrail.web import Settings, make_app
from armstrail.web.desk import House
from armstrail.web.serving import PATIENCE, keep_for_good, make_ready, take_turns, warm

if TYPE_CHECKING:
    from starlette.testclient import TestClient

PARTIES = ("KP", "RU", "US", "UA", "IR", "CN", "DE", "PL", "FR", "IT", "KR", "JP", "GB", "TR", "IL")
ITEMS = (
    ("cargo", "containers", 2_000), ("arms.ammunition.artillery", "pieces", 500_000),
    ("personnel.troops", "persons", 10_000), ("arms.missile.ballistic", "pieces", 100),
)  # fmt: skip
CLAIMS_EACH = 4
REPEATS = 10
BIGGEST = 0.02  # of all claims: the flow that is opened


def now() -> datetime:
    return datetime(2026, 1, 1, tzinfo=UTC)


def fill(path: Path, claims: int) -> None:
    """Documents of four claims each, over two hundred flows, on as many days as there are."""
    chance = random.Random(1)
    flows = [(giver, taker) for giver in PARTIES for taker in PARTIES if giver != taker]
    weights = [BIGGEST] + [(1 - BIGGEST) / (len(flows) - 1)] * (len(flows) - 1)
    with Ledger.open(path, clock=now) as ledger:
        for start in range(0, claims // CLAIMS_EACH, 1_000):
            with ledger.batch():
                for number in range(start, min(start + 1_000, claims // CLAIMS_EACH)):
                    giver, taker = chance.choices(flows, weights)[0]
                    ledger.add(*entry(chance, number, giver, taker))


def entry(chance: random.Random, number: int, giver: str, taker: str) -> tuple[Document, Reading]:
    """One document with its reading."""
    parts, spans, at = [], [], 0
    for item, unit, middle in ITEMS:
        amount = max(1, round(middle * chance.lognormvariate(0, 0.5)))
        words = f"The ministry said on day {number} that {amount} {unit} were sent. "
        spans.append((item, unit, amount, Span(at, at + len(words) - 1), words.index(str(amount)) + at))
        parts.append(words)
        at += len(words)
    published = (date(2020, 1, 1) + timedelta(days=chance.randrange(2000))).isoformat()
    text = "".join(parts).strip()
    document = Document(f"d{number}", text, "en", published, f"Paper {number % 200}", f"Report {number}")
    claims = [
        Claim(
            document.id, claim_id(document.digest, "transfer", anchor), "transfer", quote, anchor, giver, taker, item,
            quantity=Quantity(amount, amount, unit, "exact"), measure="total", status="delivered",
        )
        for item, unit, amount, quote, start in spans
        for anchor in [Span(start, start + len(f"{amount} {unit}"))]
    ]  # fmt: skip
    return document, Reading(document.digest, "benchmark", tuple(claims))


@dataclass
class Times:
    """How long the pages of one kind took, in ms, and how large they are, in KB."""

    first: list[float] = field(default_factory=list)
    ready: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)
    computed: list[float] = field(default_factory=list)
    waited: int = 0
    whole: float = 0.0
    sent: float = 0.0


def measure(path: Path, kinds: dict[str, list[str]], *, warmed: bool) -> None:
    """Open each page for the first time until it is there, then ten times, and print how long it took by kind."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from starlette.testclient import TestClient

    take_turns()
    began = time.perf_counter()
    settings = Settings(str(path), now, b"a secret of benchmarks", keeps=True, patience=PATIENCE)
    house = House.of(settings)
    make_ready(house)
    keep_for_good()
    client = TestClient(make_app(settings, house), "http://127.0.0.1")
    assert client.get("/decisions").status_code in (200, 202)
    print(f"opened, first page: {time.perf_counter() - began:.2f} s")
    if warmed:
        began = time.perf_counter()
        flows = warm(house)
        print(f"{flows} flows worked out in the background: {time.perf_counter() - began:.0f} s")
    print(f"{'':12} {'first answer ms':>17} {'':>7} {'until there, cpu':>17} {'opened again, cpu':>20} {'KB':>12}")
    print(
        f"{'kind':12} {'p50':>8} {'p95':>8} {'waited':>7} {'p95':>10} {'p95':>6} {'p50':>6} {'p95':>6} {'p95':>6} "
        f"{'whole':>6} {'sent':>5}"
    )
    for kind, pages in kinds.items():
        times = Times()
        for page in pages:
            open_page(client, page, times)
        print(
            f"{kind:12} {statistics.median(times.first):8.0f} {late(times.first):8.0f} "
            f"{times.waited:3}/{len(pages):<3} {late(times.ready):10.0f} {late(times.worked):6.0f} "
            f"{statistics.median(times.again):6.0f} "
            f"{late(times.again):6.0f} {late(times.computed):6.0f} {times.whole:6.0f} {times.sent:4.0f}",
            flush=True,
        )


def open_page(client: TestClient, page: str, times: Times) -> None:
    """One page for the first time and again."""
    began, busy = time.perf_counter(), time.process_time()
    answer = client.get(page)
    times.first.append(1000 * (time.perf_counter() - began))
    times.waited += answer.status_code == 202
    while answer.status_code == 202:
        time.sleep(0.05)
        answer = client.get(page)
    assert answer.status_code == 200, answer.text
    times.ready.append(1000 * (time.perf_counter() - began))
    times.worked.append(1000 * (time.process_time() - busy))
    times.whole = max(times.whole, len(answer.content) / 1000)
    times.sent = max(times.sent, int(answer.headers["content-length"]) / 1000)
    for _ in range(REPEATS):
        began, busy = time.perf_counter(), time.process_time()
        client.get(page)
        times.again.append(1000 * (time.perf_counter() - began))
        times.computed.append(1000 * (time.process_time() - busy))


def late(times: list[float]) -> float:
    """The time within which 95 of 100 are there."""
    return sorted(times)[max(0, math.ceil(0.95 * len(times)) - 1)]


def pages_of(path: Path) -> dict[str, list[str]]:
    """Pages of each kind, over flows large and small."""
    with Ledger.open(path, clock=now, read_only=True, create=False) as ledger:
        some = list(islice(ledger.claims(), 0, 40_000, 5_000))
        flows = ledger.flows()
    pairs = [f"{flows[at][0]}/{flows[at][1]}" for at in (0, 1, 2, 5, 20, 60, 120, 200)]
    words = ("containers", "container+ministry", "%22ministry+said%22", "day+1234", "persons&supplier=KP", "nowhere")
    return {
        "start": ["/", "/?since=2025-01-01", "/?page=2"],
        "search": [f"/search?q={each}" for each in words] + ["/search?q=pieces&order=newest&page=20"],
        "filters": [
            "/search?supplier=KP",
            "/search?item=cargo",
            "/search?unit=barrels",
            "/search?in=documents&lang=en",
        ],
        "feed": ["/search.atom?q=containers", "/search.atom?supplier=KP&recipient=RU"],
        "document": [f"/document/{document.digest}" for _, document in some],
        "claim": [f"/claim/{claim.id}" for claim, _ in some],
        "flow": [f"/flow/{pair}" for pair in pairs],
        "question": [f"/question/{pair}/cargo/containers" for pair in pairs],
        "review": [f"/review?supplier={pair[:2]}&recipient={pair[3:]}" for pair in pairs[:4]],
        "changes": [f"/changes/{pair}?since=2025-01-01" for pair in pairs[2:6]],
        "brief": [f"/brief/{pair}" for pair in pairs[:3]],
        "sources": ["/sources", "/sources?all=yes"],
        "decisions": ["/decisions"],
    }


def main() -> None:
    """Make the ledger, and measure: with nothing worked out, and after a restart with what was."""
    options = argparse.ArgumentParser()
    options.add_argument("--claims", type=int, default=100_000)
    options.add_argument("--keep", type=Path)
    options.add_argument("--warm", action="store_true")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = asked.keep or Path(folder) / "large.db"
        if not path.exists():
            began = time.perf_counter()
            fill(path, asked.claims)
            print(f"{asked.claims:,} claims written in {time.perf_counter() - began:.0f} s", file=sys.stderr)
        kinds = pages_of(path)
        path.with_name(path.name + SUFFIX).unlink(missing_ok=True)
        print("never opened before")
        measure(path, kinds, warmed=False)
        print("opened again after a restart")
        measure(path, kinds, warmed=asked.warm)


if __name__ == "__main__":
    main()
