"""Who watches a cell: gives it pieces, notices its death, and finds the document that brought it down.

A cell that died is started again with the same piece. Which record it was at is told by the mark; a record that ends
a second cell, or takes more than its time, is left out and becomes a row with the reason. A cell that was killed from
outside thus costs its time alone.
"""

from __future__ import annotations

import contextlib
import json
import mmap
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from armstrail.distributed.batches import dumps
from armstrail.distributed.limits import MARK
from armstrail.distributed.record import Report
from armstrail.distributed.task import Task
from armstrail.ingestion import Piece
from armstrail.model.errors import RunError
from armstrail.model.records import from_record, to_record

CELL: Final = (sys.executable, "-m", "armstrail.distributed.cell")
PATIENCE: Final = 20  # times the CPU seconds of a document, by the clock: a reader that waits for ever uses no CPU
_DEATHS: Final = 5  # of cells over one piece, each at another record: above that, the first is enough to blame one
_STARTS: Final = 3  # deaths at no record: while a cell starts, or writes
_LOOK: Final = 0.5  # seconds between two looks at the mark


@dataclass(frozen=True, slots=True)
class _Death:
    place: int
    reason: str
    certain: bool


class Overseer:
    """One cell at a time, and the pieces that it reads. Used by one thread; closed by `close`."""

    def __init__(self, task: Task, command: Sequence[str] = CELL) -> None:
        self._task = task
        self._command = tuple(command)
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as the overseer is
        self._file.truncate(MARK.size)
        self._mark = mmap.mmap(self._file.fileno(), MARK.size)
        self._cell: subprocess.Popen[bytes] | None = None
        self._answers = b""
        self._stopped = False

    def read(self, number: int, piece: Piece) -> Report:
        """Have a piece read, without the records that no cell survives.

        Raises:
            RunError: the piece cannot be read for a reason that lies in no record of it.
        """
        without: dict[int, str] = {}
        deaths: Counter[int] = Counter()
        while True:
            outcome = self._ask(number, piece, without)
            if isinstance(outcome, Report):
                return outcome
            if self._stopped:
                raise RunError(f"{piece.where}: the run was stopped while it was read")
            deaths[outcome.place] += 1
            if outcome.place < 0:
                if deaths[outcome.place] >= _STARTS:
                    raise RunError(
                        f"{piece.where}, from record {piece.first + 1}: something {outcome.reason}, and it was at no "
                        "record; try with more --memory, or in another folder with a smaller --piece"
                    )
            elif outcome.certain or deaths[outcome.place] > 1 or deaths.total() > _DEATHS:
                without[outcome.place] = outcome.reason

    def stop(self) -> None:
        """Have no more pieces read: another thread may call it while one is."""
        self._stopped = True
        if self._cell is not None:
            self._cell.kill()

    def close(self) -> None:
        """End the cell, whatever it is at."""
        self.stop()
        if self._cell is not None:
            self._end()
        self._mark.close()
        self._file.close()

    def _ask(self, number: int, piece: Piece, without: dict[int, str]) -> Report | _Death:
        job = {"number": number, "piece": to_record(piece), "without": {str(k): why for k, why in without.items()}}
        MARK.pack_into(self._mark, 0, 0)
        try:
            cell = self._cell or self._start()
            assert cell.stdin is not None
            cell.stdin.write(dumps(job).encode() + b"\n")
            cell.stdin.flush()
        except BrokenPipeError:
            return self._bury()
        answer = self._wait(cell)
        if answer is None:
            return self._bury()
        told = json.loads(answer)
        if "fault" in told:
            raise RunError(f"{piece.where}: {told['fault']}")
        return from_record(Report, told["report"])

    def _start(self) -> subprocess.Popen[bytes]:
        mark = self._file.fileno()
        cell = self._cell = subprocess.Popen(
            [*self._command, str(mark)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, pass_fds=(mark,)
        )
        self._answers = b""
        if self._stopped:
            cell.kill()
        assert cell.stdin is not None
        cell.stdin.write(dumps(to_record(self._task)).encode() + b"\n")
        return cell

    def _wait(self, cell: subprocess.Popen[bytes]) -> bytes | None:
        """The next line that a cell answers; None where it died. One that has stood still for too long is killed."""
        assert cell.stdout is not None
        patience = PATIENCE * self._task.seconds
        at, since = self._place(), time.monotonic()
        while b"\n" not in self._answers:
            if select.select([cell.stdout], [], [], _LOOK)[0]:
                data = os.read(cell.stdout.fileno(), 1 << 16)
                if not data:
                    return None
                self._answers += data
            elif self._place() != at:
                at, since = self._place(), time.monotonic()
            elif time.monotonic() - since > patience:
                cell.send_signal(signal.SIGPROF)
                return None
        line, _, self._answers = self._answers.partition(b"\n")
        return line

    def _place(self) -> int:
        place: int = MARK.unpack_from(self._mark, 0)[0] - 1
        return place

    def _bury(self) -> _Death:
        code = self._end()
        if code == -signal.SIGPROF:
            return _Death(self._place(), f"took its reader more than {self._task.seconds:g} s", True)
        if code < 0:
            return _Death(self._place(), f"brought its reader down ({signal.Signals(-code).name})", False)
        return _Death(self._place(), f"brought its reader down (exit code {code})", False)

    def _end(self) -> int:
        assert self._cell is not None
        cell, self._cell = self._cell, None
        for pipe in (cell.stdin, cell.stdout):
            with contextlib.suppress(BrokenPipeError):
                if pipe is not None:
                    pipe.close()
        return cell.wait()
