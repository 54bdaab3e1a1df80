"""The workspace under many readers at once: how long they wait, whether anything fails, and whether memory grows.

    python benchmarks/load.py [--users 50] [--seconds 300] [--workers 4] [--think 1.0] [--decide 15] [--sqlite]

Fills a ledger on a PostgreSQL server of its own (or in a file) with the example's published figures, serves it with
`armstrail serve --workers`, and lets so many users read at once on loopback: each takes a page of the mix at random,
waits for it however often it is said to be in the making, thinks, and goes on. Every so many seconds one of them takes
a decision, which changes the ledger under everybody. Prints pages a second, waits (median, 95th of a hundred, longest)
by page, what failed, and the memory of the processes minute by minute; ends with 1 where something failed.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx

sys.path.extend(str(Path(__file__).parents[1] / "tests" / room) for room in ("", "web"))

from page_views import Seen

from armstrail.ledger import Ledger
from armstrail.pipeline import import_figures, read_tables
from armstrail.vocabulary import load_vocabulary
from postgres_server import running

FIGURES = Path(__file__).parents[1] / "examples" / "dprk-russia" / "figures.csv"
PAGES = (
    ("/", 3), ("/flow/KP/RU", 4), ("/search?q=shells", 3), ("/search?q=containers&order=newest", 2), ("/sources", 1),
    ("/question/KP/RU/arms.ammunition.artillery/pieces/delivered", 3), ("/brief/KP/RU", 1), ("/decisions", 1),
    ("/claim/{claim}", 4), ("/flow/KP/RU.json", 1),
)  # fmt: skip


@contextmanager
def place(in_file: bool) -> Iterator[str]:
    """Where the ledger lies."""
    if in_file:
        with tempfile.TemporaryDirectory() as folder:
            yield f"{folder}/ledger.db"
    else:
        with running(quick=False) as server:
            yield server.url(server.database())


@contextmanager
def workspace(where: str, workers: int) -> Iterator[tuple[str, int]]:
    """`armstrail serve`; its address and process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "armstrail", "serve", "--port", str(port), "--workers", str(workers)]
    with subprocess.Popen(command, env=os.environ | {"ARMSTRAIL_LEDGER": where}) as process:
        address = f"http://127.0.0.1:{port}"
        try:
            while not is_up(address):
                time.sleep(0.5)
            yield address, process.pid
        finally:
            process.send_signal(signal.SIGTERM)


def is_up(address: str) -> bool:
    """Whether the first page is there."""
    try:
        return httpx.get(f"{address}/", timeout=60).status_code == 200
    except httpx.TransportError:
        return False


def memory_of(parent: int) -> float:
    """Megabytes that a process and its children hold for themselves alone."""
    total = 0.0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            told = status.read_text()
            pages = (status.parent / "smaps_rollup").read_text()
        except OSError:
            continue
        ids = [int(found) for found in re.findall(r"^P?Pid:\t(\d+)", told, re.M)]
        if parent in ids:
            total += sum(int(kilobytes) for kilobytes in re.findall(r"^Private_\w+: +(\d+)", pages, re.M)) / 1024
    return total


class Crowd:
    """Users at a workspace, and what they met."""

    def __init__(self, address: str, claims: list[str], think: float, until: float) -> None:
        self.address, self.claims, self.think, self.until = address, claims, think, until
        self.waits: dict[str, list[float]] = defaultdict(list)
        self.failed: Counter[str] = Counter()
        self.decided = 0

    def browser(self) -> httpx.AsyncClient:
        """One that lets go of a connection before the server does, as browsers do."""
        return httpx.AsyncClient(base_url=self.address, timeout=600, limits=httpx.Limits(keepalive_expiry=2))

    async def read(self, number: int) -> None:
        """One user, until the end."""
        draw = random.Random(number)
        pages, weights = zip(*PAGES, strict=True)
        async with self.browser() as client:
            while time.monotonic() < self.until:
                page = draw.choices(pages, weights)[0]
                begun = time.monotonic()
                try:
                    answer = await self.fetch(client, page.format(claim=draw.choice(self.claims)))
                    if answer.status_code != 200:
                        self.failed[f"{page}: {answer.status_code}"] += 1
                except httpx.HTTPError as error:
                    self.failed[f"{page}: {type(error).__name__}"] += 1
                self.waits[page].append(time.monotonic() - begun)
                await asyncio.sleep(draw.uniform(0.5, 1.5) * self.think)

    async def fetch(self, client: httpx.AsyncClient, path: str) -> httpx.Response:
        """A page, asked for again until it is made."""
        while True:
            answer = await client.get(path)
            if answer.status_code != 202:
                return answer
            await asyncio.sleep(int(answer.headers["Retry-After"]))

    async def decide(self, every: float) -> None:
        """Now and then somebody takes a decision."""
        draw = random.Random(0)
        async with self.browser() as client:
            while time.monotonic() + every < self.until:
                await asyncio.sleep(every)
                claim = draw.choice(self.claims)
                path = f"/claim/{claim}/decide"
                fields = Seen((await self.fetch(client, f"/claim/{claim}")).text).fields(path)
                told = {"action": "accept", "who": "Ana", "why": "read again"}
                answer = await client.post(path, data={**fields, **told})
                self.decided += answer.status_code == 303
                if answer.status_code != 303:
                    self.failed[f"decide: {answer.status_code}"] += 1


async def let_in(crowd: Crowd, users: int, every: float, parent: int) -> list[float]:
    """All of them at once; the memory, minute by minute."""
    held: list[float] = []

    async def watch() -> None:
        while time.monotonic() < crowd.until:
            held.append(memory_of(parent))
            await asyncio.sleep(min(60.0, max(0.1, crowd.until - time.monotonic())))
        held.append(memory_of(parent))

    await asyncio.gather(watch(), crowd.decide(every), *(crowd.read(number) for number in range(users)))
    return held


def tell(crowd: Crowd, seconds: float, held: list[float]) -> None:
    """What the users met."""
    every = [wait for waits in crowd.waits.values() for wait in waits]
    for page, waits in (*sorted(crowd.waits.items()), ("all pages", every)):
        spread = statistics.quantiles(waits, n=20) if len(waits) > 1 else waits * 19
        told = f"median {statistics.median(waits):.2f} s, p95 {spread[-1]:.2f} s, longest {max(waits):.2f} s"
        print(f"{page:60} {len(waits):6,} {told}")
    print(
        f"{len(every) / seconds:.1f} pages a second; {crowd.decided} decisions; failed: {dict(crowd.failed) or 'none'}"
    )
    print("memory, MB, minute by minute: " + ", ".join(f"{megabytes:.0f}" for megabytes in held))
    print(f"load of the machine at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def main() -> None:
    """Fill, serve, let them in, tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, kind, usual in (("users", int, 50), ("seconds", float, 300), ("workers", int, 4), ("think", float, 1.0),
                              ("decide", float, 15)):  # fmt: skip
        parser.add_argument(f"--{name}", type=kind, default=usual)
    parser.add_argument("--sqlite", action="store_true", help="a ledger in a file instead")
    asked = parser.parse_args()
    with place(asked.sqlite) as where:
        with Ledger.open(where, clock=lambda: datetime.now(UTC)) as ledger:
            import_figures(read_tables([FIGURES], load_vocabulary()), ledger)
            claims = [claim.id for claim, _ in ledger.claims()]
        with workspace(where, asked.workers) as (address, parent):
            crowd = Crowd(address, claims, asked.think, time.monotonic() + asked.seconds)
            held = asyncio.run(let_in(crowd, asked.users, asked.decide, parent))
            tell(crowd, asked.seconds, held)
            sys.exit(bool(crowd.failed))


if __name__ == "__main__":
    main()
