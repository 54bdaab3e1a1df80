"""Which engine reads the pieces: processes of this machine, Daft on this machine, or Daft on a Ray cluster.

All three have the same overseers read the same pieces; an engine only says how many there are, where, and who reads
what next.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from typing import Final, Protocol

from armstrail.distributed.overseer import CELL, Overseer
from armstrail.distributed.record import Report
from armstrail.distributed.task import Task
from armstrail.ingestion import Piece
from armstrail.model.errors import BadValue

ENGINES: Final = ("processes", "daft", "ray")
Work = Sequence[tuple[int, Piece]]


class Engine(Protocol):
    """Reads pieces; `workers` at a time."""

    name: str
    workers: int

    def read(self, work: Work, task: Task) -> Iterator[Report]:
        """Have each piece read, and give the reports in whatever order they come.

        Raises:
            RunError: a piece cannot be read for a reason that lies in no document of it.
        """
        ...


class Processes:
    """Processes of this machine, and nothing to install for it."""

    name = "processes"

    def __init__(self, workers: int, command: Sequence[str] = CELL) -> None:
        self.workers = workers
        self._command = command

    def read(self, work: Work, task: Task) -> Iterator[Report]:
        """As `Engine.read`. A thread watches each process."""
        mine = threading.local()
        overseers: list[Overseer] = []

        def begin() -> None:
            mine.overseer = Overseer(task, self._command)
            overseers.append(mine.overseer)

        def read(number: int, piece: Piece) -> Report:
            overseer: Overseer = mine.overseer
            return overseer.read(number, piece)

        pool = ThreadPoolExecutor(self.workers, initializer=begin)
        waiting = iter(work)
        running: set[Future[Report]] = set()
        try:
            while True:
                for number, piece in islice(waiting, 2 * self.workers - len(running)):
                    running.add(pool.submit(read, number, piece))
                if not running:
                    return
                done, running = wait(running, return_when=FIRST_COMPLETED)
                for each in done:
                    yield each.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            for overseer in overseers:
                overseer.stop()
            pool.shutdown(wait=True)
            for overseer in overseers:
                overseer.close()


def find_engine(name: str, workers: int, address: str | None = None) -> Engine:
    """The engine of a name.

    Args:
        workers: how many pieces are read at a time.
        address: of a Ray cluster that runs already; without it Ray begins one on this machine.
    Raises:
        BadValue: no such engine, or no workers.
        PackageError: what the engine needs is not installed.
    """
    if workers < 1:
        raise BadValue("at least one worker is needed")
    if name == "processes":
        return Processes(workers)
    if name in ENGINES:
        from armstrail.distributed.daft_engine import Daft

        return Daft(name, workers, address)
    raise BadValue(f"there is no engine {name!r}; use one of {', '.join(ENGINES)}")
