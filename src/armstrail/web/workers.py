"""Several processes that serve one workspace: started together, started anew where one dies, ended together."""

from __future__ import annotations

import logging
import multiprocessing
import signal
import socket
import time
from multiprocessing.connection import wait
from threading import Thread
from typing import TYPE_CHECKING, Any, Final

from armstrail.model.errors import ArmstrailError, LedgerError
from armstrail.web.settings import Settings

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

_LOG: Final = logging.getLogger("armstrail.web")
_STILLBORN: Final = 3.0  # seconds: a process that dies before them was not killed by what it served
_GRACE: Final = 15.0  # seconds to finish what is being answered


def serve_together(door: socket.socket, settings: Settings, proxy: str | None, count: int) -> None:
    """Serve a workspace by so many processes at one socket until this one is interrupted.

    Raises:
        LedgerError: a process dies as soon as it is started.
    """
    context = multiprocessing.get_context("spawn")  # nothing of ours is shared by accident
    turn = context.Lock()

    def begin() -> SpawnProcess:
        process = context.Process(target=_work, args=(door, settings, proxy, turn), daemon=True)
        process.start()
        return process

    signal.signal(signal.SIGTERM, _interrupt)
    working: dict[SpawnProcess, float] = {}  # each with when it was started
    try:
        for _ in range(count):
            working[begin()] = time.monotonic()
        while True:
            wait([process.sentinel for process in working])
            for process in [each for each in working if not each.is_alive()]:
                if time.monotonic() - working.pop(process) < _STILLBORN:
                    raise LedgerError("a process of the workspace ended as soon as it was started; see what it said")
                _LOG.warning("a process of the workspace ended (%s); another is started", process.exitcode)
                working[begin()] = time.monotonic()
    except KeyboardInterrupt:
        pass  # asked for
    finally:
        _end(list(working))


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _end(working: list[SpawnProcess]) -> None:
    for process in working:
        process.terminate()
    until = time.monotonic() + _GRACE
    for process in working:
        process.join(max(0.0, until - time.monotonic()))
        if process.is_alive():
            process.kill()


def _work(door: socket.socket, settings: Settings, proxy: str | None, turn: Any) -> None:
    """What one process does; it ends with the one that started it, even where that was killed."""
    from armstrail.web.serving import serve_at

    Thread(target=_end_with_parent, daemon=True).start()
    try:
        serve_at(door, settings, proxy, turn)
    except ArmstrailError as error:
        _LOG.error("%s", error)
        raise SystemExit(1) from error


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        signal.raise_signal(signal.SIGTERM)
