"""Daft as the engine: on this machine, or on the nodes of a Ray cluster. The code is the same for both.

Each worker is an actor of Daft's that keeps an overseer, which keeps its cell; the pieces go to them one at a time
(`into_batches(1)`), and the reports stream back. The packages are extras and imported only here.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from queue import Empty, Queue
from threading import Thread
from typing import Any, Final

from armstrail.distributed.batches import dumps
from armstrail.distributed.overseer import CELL, Overseer
from armstrail.distributed.record import Report
from armstrail.distributed.task import Task
from armstrail.ingestion import Piece
from armstrail.model.errors import PackageError, RunError
from armstrail.model.records import from_record, to_record

# Both packages tell their makers of each use, unless they are told not to before they are imported.
_QUIET: Final = {
    "DAFT_ANALYTICS_ENABLED": "0", "DO_NOT_TRACK": "true", "RAY_USAGE_STATS_ENABLED": "0", "DAFT_PROGRESS_BAR": "0",
}  # fmt: skip

_SILENCE: Final = 10.0  # seconds without an answer after which the nodes are counted
_END: Final = object()


class Daft:
    """Daft, natively (`daft`) or on Ray (`ray`). One process uses one of the two: Daft cannot change its runner."""

    def __init__(self, name: str, workers: int, address: str | None = None, command: Sequence[str] = CELL) -> None:
        """Raises: PackageError: daft or ray is not installed."""
        self.name = name
        self.workers = workers
        self._command = tuple(command)
        os.environ.update(_QUIET)
        self._daft = _daft()
        if name == "ray":
            ray = _ray()
            if not ray.is_initialized():  # without an address Ray would look for clusters that ran here before
                ray.init(address=address or "local", include_dashboard=False, log_to_driver=False)
            self._daft.set_runner_ray(noop_if_initialized=True)
        else:
            self._daft.set_runner_native()
        self._daft.set_execution_config(maintain_order=False)  # else all wait for a piece that takes long

    def read(self, work: Sequence[tuple[int, Piece]], task: Task) -> Iterator[Report]:
        """As `Engine.read`.

        Raises:
            RunError: a piece cannot be read, or the engine broke; what was finished stays finished.
        """
        if not work:
            return
        daft = self._daft
        jobs = [dumps({"number": number, "piece": to_record(piece)}) for number, piece in work]
        worker = _worker_class(daft, self.workers)(dumps(to_record(task)), list(self._command))
        frame = daft.from_pydict({"job": jobs}).into_batches(1)
        try:
            rows = frame.select(worker.read(frame["job"]).alias("answer")).iter_rows(results_buffer_size=None)
            for row in self._watched(rows) if self.name == "ray" else rows:
                answer = json.loads(row["answer"])
                if "fault" in answer:
                    raise RunError(answer["fault"])
                yield from_record(Report, answer["report"])
        except RunError:
            raise
        except Exception as error:  # an engine may fail in any way: a node lost, a disk full
            raise RunError(f"the engine {self.name} broke ({error}); run the same again to go on") from error

    def _watched(self, rows: Iterator[Any]) -> Iterator[Any]:
        """The rows, for as long as no node of the cluster is lost: Daft would wait for what it read for ever.

        Raises:
            RunError: a node is gone, and nothing comes any more.
        """
        came: Queue[Any] = Queue()
        Thread(target=_pass_on, args=(rows, came), daemon=True, name="answers").start()
        nodes = self._nodes()
        while True:
            try:
                found = came.get(timeout=_SILENCE)
            except Empty:
                if nodes - self._nodes():
                    raise RunError("a node of the cluster was lost; run the same again to go on") from None
                continue
            if isinstance(found, BaseException):
                raise found
            if found is _END:
                return
            yield found

    def _nodes(self) -> set[str]:
        return {node["NodeID"] for node in _ray().nodes() if node["Alive"]}


def _pass_on(rows: Iterator[Any], came: Queue[Any]) -> None:
    try:
        for row in rows:
            came.put(row)
        came.put(_END)
    except BaseException as error:  # it is raised where the rows are taken
        came.put(error)


def _daft() -> Any:
    try:
        import daft
    except ImportError as error:
        raise _missing("daft", "scale") from error
    return daft


def _ray() -> Any:
    try:
        import ray
    except ImportError as error:
        raise _missing("ray", "cluster") from error
    return ray


def _missing(package: str, extra: str) -> PackageError:
    return PackageError(f"{package} is needed for this engine; install it: pip install 'armstrail[{extra}]'")


def _worker_class(daft: Any, workers: int) -> Any:
    """The class that Daft makes its actors of. It stands in a function, for its decorators are Daft's."""

    @daft.cls(use_process=True, max_concurrency=workers, cpus=1)
    class Worker:
        def __init__(self, task: str, command: list[str]) -> None:
            self._overseer = Overseer(from_record(Task, json.loads(task)), command)

        @daft.method.batch(return_dtype=daft.DataType.string(), batch_size=1)  # type: ignore[untyped-decorator]
        def read(self, jobs: Any) -> Any:
            return daft.Series.from_pylist([self._one(json.loads(job)) for job in jobs.to_pylist()])

        def _one(self, job: dict[str, Any]) -> str:
            try:
                report = self._overseer.read(job["number"], from_record(Piece, job["piece"]))
            except RunError as error:
                return dumps({"fault": str(error)})
            return dumps({"report": to_record(report)})

    return Worker
