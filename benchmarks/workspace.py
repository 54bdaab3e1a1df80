"""How long the pages of the workspace take on a large ledger: made here by a seed, served without a network.

    python benchmarks/workspace.py [--claims 100000] [--keep LEDGER]

Each page is opened once cold (nothing worked out yet) and then ten times; sizes are of the HTML before compression.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
import warnings
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from armstrail.ledger import Ledger
from armstrail.model.claim import Claim, claim_id
from armstrail.model.document import Document
from armstrail.model.quantity import Quantity
from armstrail.model.reading import Reading
from armstrail.model.span import Span
from armstrail.web import Settings, make_app

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


def measure(path: Path, pages: list[str]) -> None:
    """Open each page cold and warm, and print how long it took."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from starlette.testclient import TestClient

    began = time.perf_counter()
    client = TestClient(make_app(Settings(str(path), now, b"a secret of benchmarks")), "http://127.0.0.1")
    print(f"{'application':44} {time.perf_counter() - began:8.2f} s")
    print(f"{'page':44} {'cold s':>8} {'p50 ms':>8} {'p95 ms':>8} {'KB':>6}")
    for page in pages:
        began = time.perf_counter()
        answer = client.get(page)
        cold = time.perf_counter() - began
        assert answer.status_code == 200, answer.text
        times = []
        for _ in range(REPEATS):
            began = time.perf_counter()
            client.get(page)
            times.append(1000 * (time.perf_counter() - began))
        times.sort()
        size = len(answer.content) / 1000
        print(f"{page[:44]:44} {cold:8.2f} {statistics.median(times):8.0f} {times[-1]:8.0f} {size:6.0f}", flush=True)


def main() -> None:
    """Make the ledger, and measure."""
    options = argparse.ArgumentParser()
    options.add_argument("--claims", type=int, default=100_000)
    options.add_argument("--keep", type=Path)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = asked.keep or Path(folder) / "large.db"
        if not path.exists():
            began = time.perf_counter()
            fill(path, asked.claims)
            print(f"{asked.claims:,} claims written in {time.perf_counter() - began:.0f} s", file=sys.stderr)
        with Ledger.open(path, clock=now, read_only=True, create=False) as ledger:
            claim, document = next(ledger.claims())
        flow = f"{PARTIES[0]}/{PARTIES[1]}"
        measure(
            path,
            [
                "/", "/?since=2025-01-01", "/search?q=containers", "/search?q=containers&page=20",
                f"/document/{document.digest}", f"/claim/{claim.id}", f"/flow/{flow}",
                f"/question/{flow}/cargo/containers", "/sources", "/decisions",
            ],
        )  # fmt: skip


if __name__ == "__main__":
    main()
